/* change.c - the writes to a package that was sold: one path, told apart by the query, and an empty answer. */
#include "baidu.h"

#include <string.h>

#include "ledger.h"
#include "packages.h"

enum { MALFORMED, INAPPROPRIATE, DENIED };
static const struct refusal refusals[] = {
    [MALFORMED] = {400, "MalformedJSON", "The JSON you provided was not well-formed: "},
    [INAPPROPRIATE] = {400, "InappropriateJSON",
                       "The JSON you provided was well-formed and valid, but not appropriate for this operation: "},
    [DENIED] = {409, "OperationDenied", "The operation is denied: "}, /* the real code is not published */
};

static const struct rule update_rules[] = {{"name", RULE_TEXT, true, 1, 1000, NULL}};
static const struct rule resize_rules[] = {{"bandwidth", RULE_WHOLE, true, 2, 10000, NULL}};
static const struct rule bind_rules[] = {{"csnId", RULE_TEXT, true, 1, 64, NULL}};

struct change {
    const struct rule *rule; /* of the only member of its body; NULL: it has no body */
    const char *(*denial)(const struct package *package, const cJSON *body); /* NULL, or why not; none: always */
    void (*apply)(struct package *package, const cJSON *body);
};

static void update(struct package *package, const cJSON *body)
{
    package_rename(package, json_text(body, "name", ""));
}

static bool is_stopped(const struct package *package)
{
    return strcmp(baidu_status(package), "available") != 0;
}

static const char *resize_denial(const struct package *package, const cJSON *body)
{
    long mbps = json_whole(body, "bandwidth", 0);

    if (is_stopped(package))
        return "the bandwidth package is not available";
    if (package->prepaid && mbps < package->mbps)
        return "a prepaid bandwidth package can only be upgraded";
    return mbps < package->used_mbps ? "the bandwidth is less than what is allocated to regions" : NULL;
}

static void resize(struct package *package, const cJSON *body)
{
    package->mbps = json_whole(body, "bandwidth", 0);
}

static const char *bind_denial(const struct package *package, const cJSON *body)
{
    (void)body;
    if (is_stopped(package))
        return "the bandwidth package is not available";
    return *package->bound_to != '\0' ? "the bandwidth package is bound to a CSN already" : NULL;
}

static void bind(struct package *package, const cJSON *body)
{
    package_set(&package->bound_to, json_text(body, "csnId", ""));
}

static const char *unbind_denial(const struct package *package, const cJSON *body)
{
    if (strcmp(package->bound_to, json_text(body, "csnId", "")) != 0)
        return "the bandwidth package is not bound to this CSN";
    return package->used_mbps > 0 ? "the region bandwidths of the bandwidth package have to be deleted first" : NULL;
}

static void unbind(struct package *package, const cJSON *body)
{
    (void)body;
    package_set(&package->bound_to, "");
}

static const char *delete_denial(const struct package *package, const cJSON *body)
{
    (void)body;
    if (package->prepaid && !package_has_expired(package))
        return "a prepaid bandwidth package cannot be deleted before it expires";
    return *package->bound_to != '\0' ? "the bandwidth package is bound to a CSN" : NULL;
}

static void delete_it(struct package *package, const cJSON *body)
{
    (void)body;
    package_remove(package); /* and the region bandwidths in it */
}

/* The request id in the header is all that shows whose answer this is. */
static void answer_nothing(struct exchange *exchange)
{
    char request_id[37];

    baidu_start(exchange, 200, request_id);
    if (exchange->mishap.effect == MISHAP_NO_ID)
        exchange->answer_headers.count = 0;
    exchange->done = true;
}

/* body: NULL where the change has none. */
static bool change(struct exchange *exchange, struct package *package, const struct change *what, const cJSON *body,
                   const struct baidu_token *token)
{
    const char *request = "{}", *complaint = NULL;

    if (what->rule != NULL) {
        request = json_line(&exchange->memory, exchange->body.data, exchange->body.size);
        complaint = cJSON_IsObject(body) ? json_complaint(&exchange->memory, body, "", what->rule, 1)
                                         : "the body has to be an object";
    }
    if (complaint != NULL)
        return refuse(exchange, &refusals[INAPPROPRIATE], "%s", complaint);
    complaint = what->denial != NULL ? what->denial(package, body) : NULL;
    if (complaint != NULL)
        return refuse(exchange, &refusals[DENIED], "%s", complaint);
    if (!ledger_change(exchange, package->id, request))
        return refuse(exchange, &exchange->cloud->internal, "%s", "");
    token_keep(exchange->cloud, token->text, token->digest, package->id, "");
    package->updated = clock_now();
    what->apply(package, body);
    answer_nothing(exchange);
    return true;
}

/* Whether the token lets the request be carried out; if not, it was answered. */
static bool token_is_new(struct exchange *exchange, const struct baidu_token *token)
{
    char id[ID_SIZE], order_id[ID_SIZE];

    switch (token_look(exchange->cloud, token->text, token->digest, BAIDU_TOKEN_LIFETIME, id, order_id)) {
    case TOKEN_NEW:
        return true;
    case TOKEN_SAME:
        answer_nothing(exchange);
        return false;
    case TOKEN_OTHER:
    default:
        return refuse(exchange, &baidu_token_reused, "%s", "");
    }
}

/* The token comes before the package: a repeated delete is answered as the first was. */
static void read_and_change(struct exchange *exchange, const struct change *what)
{
    struct package    *package;
    struct baidu_token token;
    const char        *complaint = NULL;
    cJSON             *body = NULL;

    if (!baidu_read_token(exchange, &token) || !token_is_new(exchange, &token))
        return;
    package = baidu_package(exchange);
    if (package == NULL)
        return;
    if (what->rule != NULL)
        body = json_read(exchange->body.data, exchange->body.size, &complaint);
    if (complaint != NULL)
        (void)refuse(exchange, &refusals[MALFORMED], "%s", complaint);
    else
        (void)change(exchange, package, what, body, &token);
    cJSON_Delete(body);
}

void baidu_update(struct exchange *exchange)
{
    read_and_change(exchange, &(const struct change){update_rules, NULL, update});
}

void baidu_resize(struct exchange *exchange)
{
    read_and_change(exchange, &(const struct change){resize_rules, resize_denial, resize});
}

void baidu_bind(struct exchange *exchange)
{
    read_and_change(exchange, &(const struct change){bind_rules, bind_denial, bind});
}

void baidu_unbind(struct exchange *exchange)
{
    read_and_change(exchange, &(const struct change){bind_rules, unbind_denial, unbind});
}

void baidu_delete(struct exchange *exchange)
{
    read_and_change(exchange, &(const struct change){NULL, delete_denial, delete_it});
}
