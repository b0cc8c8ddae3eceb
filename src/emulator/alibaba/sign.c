/*
 * sign.c - ACS3-HMAC-SHA256 and RPC v1 (HMAC-SHA1), told apart by the Authorization header and verified from the bytes
 * received.  It shares no line with lib/alibaba/sign.c on purpose: it was written from the vendor's pages, to judge
 * what lib signs.
 */
#include "alibaba.h"

#include <string.h>
#include <strings.h>

#include "ledger.h"

enum {
    NO_ACCESS_KEY,
    UNKNOWN_KEY,
    INCOMPLETE,
    MISMATCH,
    TIME_EXPIRED,
    TIME_FORMAT,
    NONCE_USED,
    NO_TOKEN,
    TOKEN_MALFORMED,
    TOKEN_MISMATCHED,
    MISSING,
    INVALID,
    NO_METHOD
};
static const struct refusal refusals[] = {
    [NO_ACCESS_KEY] = {400, "MissingAccessKeyId", "AccessKeyId is mandatory for this action."},
    [UNKNOWN_KEY] = {404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."},
    [INCOMPLETE] = {400, "IncompleteSignature", "The request signature does not conform to Aliyun standards. "},
    [MISMATCH] = {400, "SignatureDoesNotMatch", "Specified signature is not matched with our calculation. "},
    [TIME_EXPIRED] = {400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."},
    [TIME_FORMAT] = {400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted."},
    [NONCE_USED] = {400, "SignatureNonceUsed", "Specified signature nonce was used already."},
    [NO_TOKEN] = {400, "MissingSecurityToken", "SecurityToken is mandatory for this action."},
    [TOKEN_MALFORMED] = {400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed."},
    [TOKEN_MISMATCHED] = {400, "InvalidSecurityToken.MismatchWithAccessKey",
                          "Specified SecurityToken mismatch with the AccessKey."},
    [MISSING] = {400, "MissingParameter", ""},
    [INVALID] = {400, "InvalidParameter", ""},
    [NO_METHOD] = {400, "UnsupportedHTTPMethod", "The HTTP method has to be GET or POST."},
};

static const char acs3_name[] = "ACS3-HMAC-SHA256 ";

static const char *const common[] = {
    "Action",           "Version",        "Format",        "AccessKeyId", "Signature",     "SignatureMethod",
    "SignatureVersion", "SignatureNonce", "SignatureType", "Timestamp",   "SecurityToken", NULL,
};

bool alibaba_is_common(const char *parameter)
{
    return text_is_one_of(parameter, common);
}

static bool is_acs3(struct exchange *exchange)
{
    const char *authorization = header_get(exchange, "authorization");

    return authorization != NULL && text_starts(authorization, "ACS3-");
}

/* Query and form body are one list of parameters, in both schemes. */
void alibaba_parse(struct exchange *exchange, struct alibaba_request *request)
{
    bool              acs3;
    static const char form[] = "application/x-www-form-urlencoded";
    struct memory    *memory = &exchange->memory;
    const char       *type = header_get(exchange, "content-type");

    *request = (struct alibaba_request){0};
    entries_parse(memory, &request->parameters, exchange->query, strlen(exchange->query));
    if (type != NULL && strncasecmp(type, form, strlen(form)) == 0)
        entries_parse(memory, &request->parameters, exchange->body.data, exchange->body.size);
    entries_sort(&request->parameters);
    acs3 = is_acs3(exchange);
    request->action = acs3 ? header_get(exchange, "x-acs-action") : entries_get(&request->parameters, "Action");
    request->version = acs3 ? header_get(exchange, "x-acs-version") : entries_get(&request->parameters, "Version");
}

bool alibaba_read(struct exchange *exchange, struct alibaba_request *request)
{
    const char *format;

    alibaba_parse(exchange, request);
    format = entries_get(&request->parameters, "Format");
    exchange->answer_in_xml = !is_acs3(exchange) && format != NULL && strcasecmp(format, "XML") == 0;
    if (strcmp(exchange->method, "GET") != 0 && strcmp(exchange->method, "POST") != 0)
        return refuse(exchange, &refusals[NO_METHOD], "%s", "");
    return true;
}

static bool verify_time(struct exchange *exchange, const char *text)
{
    int64_t when, now = clock_now();

    if (!time_parse(text, TIME_EXTENDED, &when))
        return refuse(exchange, &refusals[TIME_FORMAT], "%s", "");
    return (when >= now - CLOCK_WINDOW && when <= now + CLOCK_WINDOW) ||
           refuse(exchange, &refusals[TIME_EXPIRED], "%s", "");
}

static bool verify_token(struct exchange *exchange, const struct key *key, const char *token)
{
    bool given = token != NULL && *token != '\0'; /* the C++ SDK always sends SecurityToken, empty without STS */

    if (key->token == NULL)
        return !given || refuse(exchange, &refusals[TOKEN_MISMATCHED], "%s", "");
    if (!given)
        return refuse(exchange, &refusals[NO_TOKEN], "%s", "");
    return same_secret(token, key->token) || refuse(exchange, &refusals[TOKEN_MALFORMED], "%s", "");
}

/* Last of all checks, so that a refused request does not use its nonce up. */
static bool verify_nonce(struct exchange *exchange, const struct key *key, const char *nonce)
{
    return nonce_is_new(key->access_key, nonce) || refuse(exchange, &refusals[NONCE_USED], "%s", "");
}

/* What RPC v1 cannot do without. */
static bool verify_parameters(struct exchange *exchange, const struct entries *parameters)
{
    static const struct {
        const char *name, *value; /* NULL: any that is not empty */
    } needed[] = {
        {"SignatureMethod", "HMAC-SHA1"},
        {"SignatureVersion", "1.0"},
        {"SignatureNonce", NULL},
        {"Timestamp", NULL},
        {"Signature", NULL},
    };

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        const char *value = entries_get(parameters, needed[i].name);

        if (value == NULL || *value == '\0')
            return refuse(exchange, &refusals[MISSING], "The parameter %s is mandatory for this action.",
                          needed[i].name);
        if (needed[i].value != NULL && strcmp(value, needed[i].value) != 0)
            return refuse(exchange, &refusals[INVALID], "The parameter %s has to be %s.", needed[i].name,
                          needed[i].value);
    }
    return true;
}

/* Encoded twice: once as a query, and once more as a part of the string to sign. */
static const char *rpc_string_to_sign(struct exchange *exchange, const struct entries *parameters)
{
    struct entries signed_parameters = {0};
    struct text    canonical = text_new(&exchange->memory), text = text_new(&exchange->memory);

    for (size_t i = 0; i < parameters->count; i++) {
        if (strcmp(parameters->items[i].name, "Signature") != 0)
            entries_add(&exchange->memory, &signed_parameters, parameters->items[i].name, parameters->items[i].value);
    }
    entries_encode(&signed_parameters, &canonical);
    text_print(&text, "%s&%%2F&", exchange->method);
    text_encode(&text, canonical.data, "");
    return text.data;
}

static bool verify_rpc(struct exchange *exchange, const struct alibaba_request *request)
{
    struct memory        *memory = &exchange->memory;
    const struct entries *parameters = &request->parameters;
    const char           *access_key = entries_get(parameters, "AccessKeyId"), *string_to_sign, *expected;
    const struct key     *key;

    if (access_key == NULL || *access_key == '\0')
        return refuse(exchange, &refusals[NO_ACCESS_KEY], "%s", "");
    if (!verify_parameters(exchange, parameters) || !verify_time(exchange, entries_get(parameters, "Timestamp")))
        return false;
    key = key_find(access_key);
    if (key == NULL)
        return refuse(exchange, &refusals[UNKNOWN_KEY], "%s", "");
    if (!verify_token(exchange, key, entries_get(parameters, "SecurityToken")))
        return false;
    string_to_sign = rpc_string_to_sign(exchange, parameters);
    expected = hmac_sha1_base64(memory, memory_print(memory, "%s&", key->secret), string_to_sign);
    if (!same_secret(expected, entries_get(parameters, "Signature")))
        return refuse(exchange, &refusals[MISMATCH], "server string to sign is:%s", string_to_sign);
    return verify_nonce(exchange, key, entries_get(parameters, "SignatureNonce"));
}

struct authorization {
    const char *access_key, *signed_headers, *signature;
};

/* "ACS3-HMAC-SHA256 Credential=<AK>,SignedHeaders=<a;b>,Signature=<hex>", no blanks after the commas. */
static bool parse_authorization(struct memory *memory, const char *header, struct authorization *authorization)
{
    const char       *at_signature;
    const char       *list;
    const char       *at_names;
    static const char credential[] = "Credential=", names[] = ",SignedHeaders=", signature[] = ",Signature=";
    const char       *key = header + strlen(acs3_name) + strlen(credential);

    if (!text_starts(header, acs3_name) || !text_starts(header + strlen(acs3_name), credential))
        return false;
    at_names = strstr(key, names);
    list = at_names != NULL ? at_names + strlen(names) : NULL;
    at_signature = list != NULL ? strstr(list, signature) : NULL;
    if (at_signature == NULL || at_names == key)
        return false;
    authorization->access_key = memory_copy(memory, key, (size_t)(at_names - key));
    authorization->signed_headers = memory_copy(memory, list, (size_t)(at_signature - list));
    authorization->signature = at_signature + strlen(signature);
    return true;
}

/* host, content-type and every x-acs-* that was sent must take part [request syntax and signature method V3]. */
static const char *unsigned_header(struct exchange *exchange, const struct entries *names)
{
    for (size_t i = 0; i < exchange->headers.count; i++) {
        const char *name = text_lower(&exchange->memory, exchange->headers.items[i].name);
        bool must = strcmp(name, "host") == 0 || strcmp(name, "content-type") == 0 || text_starts(name, "x-acs-");

        if (must && entries_get(names, name) == NULL)
            return name;
    }
    return NULL;
}

static const char *canonical_request(struct exchange *exchange, const struct authorization *authorization,
                                     const struct entries *names, const char *body_hash)
{
    struct memory *memory = &exchange->memory;
    struct entries query = {0};
    struct text    text = text_new(memory);

    entries_parse(memory, &query, exchange->query, strlen(exchange->query));
    entries_sort(&query);
    text_print(&text, "%s\n%s\n", exchange->method, exchange->path);
    entries_encode(&query, &text);
    text_put(&text, "\n");
    for (size_t i = 0; i < names->count; i++)
        text_print(&text, "%s:%s\n", names->items[i].name, header_get(exchange, names->items[i].name));
    text_print(&text, "\n%s\n%s", authorization->signed_headers, body_hash);
    return text.data;
}

/* What ACS3 cannot do without, and which headers took part in the signature. */
static bool verify_headers(struct exchange *exchange, const struct entries *names)
{
    static const char *const needed[] = {"host",       "x-acs-action",          "x-acs-version",
                                         "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"};
    const char              *complaint, *missing;

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        const char *value = header_get(exchange, needed[i]);

        if (value == NULL || *value == '\0')
            return refuse(exchange, &refusals[MISSING], "The header %s is mandatory for this action.", needed[i]);
    }
    complaint = header_list_complaint(exchange, names, true);
    if (complaint != NULL)
        return refuse(exchange, &refusals[INCOMPLETE], "%s", complaint);
    missing = unsigned_header(exchange, names);
    return missing == NULL || refuse(exchange, &refusals[INCOMPLETE], "The header %s has to be signed.", missing);
}

static bool verify_acs3(struct exchange *exchange)
{
    struct memory       *memory = &exchange->memory;
    struct authorization authorization;
    struct entries       names;
    const struct key    *key;
    const char          *repeated, *canonical;
    char                 hash[SHA256_TEXT_SIZE], expected[SHA256_TEXT_SIZE];

    if (!parse_authorization(memory, header_get(exchange, "authorization"), &authorization))
        return refuse(exchange, &refusals[INCOMPLETE], "The Authorization header is malformed.");
    names = list_split(memory, authorization.signed_headers, ';');
    if (!verify_headers(exchange, &names) || !verify_time(exchange, header_get(exchange, "x-acs-date")))
        return false;
    key = key_find(authorization.access_key);
    repeated = header_get(exchange, "x-acs-accesskey-id"); /* sent with temporary keys */
    if (key == NULL || (repeated != NULL && strcmp(repeated, key->access_key) != 0))
        return refuse(exchange, &refusals[UNKNOWN_KEY], "%s", "");
    if (!verify_token(exchange, key, header_get(exchange, "x-acs-security-token")))
        return false;
    sha256_text(exchange->body.data, exchange->body.size, hash);
    if (strcmp(hash, header_get(exchange, "x-acs-content-sha256")) != 0)
        return refuse(exchange, &refusals[MISMATCH], "x-acs-content-sha256 is not the hash of the body, which is %s",
                      hash);
    canonical = canonical_request(exchange, &authorization, &names, hash);
    sha256_text(canonical, strlen(canonical), hash);
    hmac_sha256_text(key->secret, memory_print(memory, "ACS3-HMAC-SHA256\n%s", hash), expected);
    if (!same_secret(expected, authorization.signature))
        return refuse(exchange, &refusals[MISMATCH], "server canonical request is:%s", canonical);
    return verify_nonce(exchange, key, header_get(exchange, "x-acs-signature-nonce"));
}

bool alibaba_verify(struct exchange *exchange, const struct alibaba_request *request)
{
    return is_acs3(exchange) ? verify_acs3(exchange) : verify_rpc(exchange, request);
}
