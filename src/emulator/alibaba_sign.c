/* alibaba_sign.c - ACS3-HMAC-SHA256 and RPC v1 (HMAC-SHA1), told apart by the Authorization header and verified from
 * the bytes received. */
#include "emulator.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

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
bool alibaba_read(struct exchange *exchange, struct alibaba_request *request)
{
    bool              acs3;
    const char       *format;
    static const char form[] = "application/x-www-form-urlencoded";
    struct memory    *memory = &exchange->memory;
    const char       *type = header_get(exchange, "content-type");

    *request = (struct alibaba_request){0};
    pairs_parse(memory, &request->parameters, exchange->query, strlen(exchange->query));
    if (type != NULL && strncasecmp(type, form, strlen(form)) == 0)
        pairs_parse(memory, &request->parameters, exchange->body.data, exchange->body.size);
    pairs_sort(&request->parameters);
    acs3 = is_acs3(exchange);
    request->action = acs3 ? header_get(exchange, "x-acs-action") : pairs_get(&request->parameters, "Action");
    request->version = acs3 ? header_get(exchange, "x-acs-version") : pairs_get(&request->parameters, "Version");
    format = pairs_get(&request->parameters, "Format");
    exchange->answer_in_xml = !acs3 && format != NULL && strcasecmp(format, "XML") == 0;
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

static bool verify_rpc(struct exchange *exchange, const struct alibaba_request *request)
{
    struct text       canonical, string_to_sign;
    const struct key *key;
    struct pairs      signed_parameters = {0};
    const char       *expected;

    static const struct {
        const char *name, *value; /* NULL: any that is not empty */
    } needed[] = {
        {"SignatureMethod", "HMAC-SHA1"},
        {"SignatureVersion", "1.0"},
        {"SignatureNonce", NULL},
        {"Timestamp", NULL},
        {"Signature", NULL},
    };
    struct memory      *memory = &exchange->memory;
    const struct pairs *parameters = &request->parameters;
    const char         *access_key = pairs_get(parameters, "AccessKeyId");
    if (access_key == NULL || *access_key == '\0')
        return refuse(exchange, &refusals[NO_ACCESS_KEY], "%s", "");
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        const char *value = pairs_get(parameters, needed[i].name);

        if (value == NULL || *value == '\0') {
            return refuse(exchange, &refusals[MISSING], "The parameter %s is mandatory for this action.",
                          needed[i].name);
        }
        if (needed[i].value != NULL && strcmp(value, needed[i].value) != 0) {
            return refuse(exchange, &refusals[INVALID], "The parameter %s has to be %s.", needed[i].name,
                          needed[i].value);
        }
    }
    if (!verify_time(exchange, pairs_get(parameters, "Timestamp")))
        return false;
    key = key_find(access_key);
    if (key == NULL)
        return refuse(exchange, &refusals[UNKNOWN_KEY], "%s", "");
    if (!verify_token(exchange, key, pairs_get(parameters, "SecurityToken")))
        return false;
    for (size_t i = 0; i < parameters->count; i++) {
        if (strcmp(parameters->items[i].name, "Signature") != 0)
            pairs_add(memory, &signed_parameters, parameters->items[i].name, parameters->items[i].value);
    }
    /* Encoded twice: once as a query, and once more as a part of the string to sign. */
    canonical = text_new(memory);
    string_to_sign = text_new(memory);
    pairs_encode(&signed_parameters, &canonical);
    text_print(&string_to_sign, "%s&%%2F&", exchange->method);
    text_encode(&string_to_sign, canonical.data, "");
    expected = hmac_sha1_base64(memory, memory_print(memory, "%s&", key->secret), string_to_sign.data);
    if (!same_secret(expected, pairs_get(parameters, "Signature")))
        return refuse(exchange, &refusals[MISMATCH], "server string to sign is:%s", string_to_sign.data);
    return verify_nonce(exchange, key, pairs_get(parameters, "SignatureNonce"));
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
static const char *unsigned_header(struct exchange *exchange, const struct pairs *names)
{
    for (size_t i = 0; i < exchange->headers.count; i++) {
        const char *name = text_lower(&exchange->memory, exchange->headers.items[i].name);
        bool must = strcmp(name, "host") == 0 || strcmp(name, "content-type") == 0 || text_starts(name, "x-acs-");

        if (must && pairs_get(names, name) == NULL)
            return name;
    }
    return NULL;
}

static const char *canonical_request(struct exchange *exchange, const struct authorization *authorization,
                                     const struct pairs *names, const char *body_hash)
{
    struct text    text;
    struct memory *memory = &exchange->memory;
    struct pairs   query = {0};

    pairs_parse(memory, &query, exchange->query, strlen(exchange->query));
    pairs_sort(&query);
    text = text_new(memory);
    text_print(&text, "%s\n%s\n", exchange->method, exchange->path);
    pairs_encode(&query, &text);
    text_put(&text, "\n");
    for (size_t i = 0; i < names->count; i++)
        text_print(&text, "%s:%s\n", names->items[i].name, header_get(exchange, names->items[i].name));
    text_print(&text, "\n%s\n%s", authorization->signed_headers, body_hash);
    return text.data;
}

static bool verify_acs3(struct exchange *exchange)
{
    const char              *complaint;
    const char              *repeated;
    struct pairs             names;
    const char              *missing;
    const struct key        *key;
    char                     hash[SHA256_TEXT_SIZE], expected[SHA256_TEXT_SIZE];
    const char              *canonical;
    static const char *const needed[] = {"host",       "x-acs-action",          "x-acs-version",
                                         "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"};
    struct memory           *memory = &exchange->memory;
    struct authorization     authorization;

    if (!parse_authorization(memory, header_get(exchange, "authorization"), &authorization))
        return refuse(exchange, &refusals[INCOMPLETE], "The Authorization header is malformed.");
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        const char *value = header_get(exchange, needed[i]);

        if (value == NULL || *value == '\0')
            return refuse(exchange, &refusals[MISSING], "The header %s is mandatory for this action.", needed[i]);
    }
    names = list_split(memory, authorization.signed_headers, ';');
    complaint = header_list_complaint(exchange, &names, true);
    if (complaint != NULL)
        return refuse(exchange, &refusals[INCOMPLETE], "%s", complaint);
    missing = unsigned_header(exchange, &names);
    if (missing != NULL)
        return refuse(exchange, &refusals[INCOMPLETE], "The header %s has to be signed.", missing);
    if (!verify_time(exchange, header_get(exchange, "x-acs-date")))
        return false;
    key = key_find(authorization.access_key);
    repeated = header_get(exchange, "x-acs-accesskey-id"); /* sent with temporary keys */
    if (key == NULL || (repeated != NULL && strcmp(repeated, key->access_key) != 0))
        return refuse(exchange, &refusals[UNKNOWN_KEY], "%s", "");
    if (!verify_token(exchange, key, header_get(exchange, "x-acs-security-token")))
        return false;
    sha256_text(exchange->body.data, exchange->body.size, hash);
    if (strcmp(hash, header_get(exchange, "x-acs-content-sha256")) != 0) {
        return refuse(exchange, &refusals[MISMATCH], "x-acs-content-sha256 is not the hash of the body, which is %s",
                      hash);
    }
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
