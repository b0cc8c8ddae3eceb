/*
 * machine.c - tokens that need no memory, because they say when they end and are signed with a secret of this run; and
 * what tests arrange of the keys.
 */
#include "machine.h"

#include <stdlib.h>
#include <string.h>

enum { TOKEN_SECONDS_MAX = 21600, KEYS_SECONDS = 6 * 3600, SECRET_SIZE = 33 };

static const char *const modes[] = {"required", "optional", "none", NULL};
enum mode { TOKENS_REQUIRED, TOKENS_OPTIONAL, NO_TOKENS };

struct machine {
    enum mode mode;
    long      keys_seconds;
    bool      has_no_role;
    char      secret[SECRET_SIZE]; /* "" until the first token */
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct machine  machine = {.keys_seconds = KEYS_SECONDS};

/* What holds now, with a secret. */
static struct machine machine_now(void)
{
    struct machine now;

    lock(&guard);
    if (machine.secret[0] == '\0')
        random_text(machine.secret, sizeof machine.secret - 1, "0123456789abcdefghijklmnopqrstuvwxyz");
    now = machine;
    unlock(&guard);
    return now;
}

void machine_clear(void)
{
    lock(&guard);
    machine = (struct machine){.keys_seconds = KEYS_SECONDS};
    unlock(&guard);
}

/* The token that is good at this service until then. */
static const char *token_until(struct exchange *exchange, const char *secret, long long expires)
{
    char signature[SHA256_TEXT_SIZE];

    hmac_sha256_text(secret, memory_print(&exchange->memory, "%s %lld", exchange->cloud->name, expires), signature);
    return memory_print(&exchange->memory, "%lld-%s", expires, signature);
}

void machine_start(struct exchange *exchange, const char *content_type)
{
    answer_start(exchange, 200, content_type);
    exchange->done = true;
}

void machine_give_token(struct exchange *exchange)
{
    static const struct refusal bad_seconds = {400, "Bad Request", ""};
    const struct service       *service = exchange->cloud->service;
    const char                 *text = header_get(exchange, service->seconds_header);
    size_t                      length = text != NULL ? strlen(text) : 0;
    long           seconds = length > 0 && length < 6 && strspn(text, "0123456789") == length ? atol(text) : 0;
    struct machine now = machine_now();

    if (now.mode == NO_TOKENS) {
        (void)refuse(exchange, &service->no_page, "%s", "");
    } else if (seconds < 1 || seconds > TOKEN_SECONDS_MAX) {
        (void)refuse(exchange, &bad_seconds, "%s has to be a number from 1 to %d", service->seconds_header,
                     (int)TOKEN_SECONDS_MAX);
    } else {
        machine_start(exchange, "text/plain");
        text_put(&exchange->answer, token_until(exchange, now.secret, (long long)clock_now() + seconds));
    }
}

static bool shows_token(struct exchange *exchange, const struct machine *now)
{
    const struct service *service = exchange->cloud->service;
    const char           *header = service->token_header, *token = header_get(exchange, header);
    long long             expires = token != NULL ? strtoll(token, NULL, 10) : 0;

    if (now->mode == NO_TOKENS || (now->mode == TOKENS_OPTIONAL && token == NULL))
        return true;
    if (token == NULL)
        return refuse(exchange, &service->no_token, "%s is missing", header);
    if (!same_secret(token, token_until(exchange, now->secret, expires)))
        return refuse(exchange, &service->no_token, "%s is not a token of this service", header);
    return expires > clock_now() || refuse(exchange, &service->no_token, "%s has expired", header);
}

bool machine_tells(struct exchange *exchange)
{
    struct machine now = machine_now();

    return shows_token(exchange, &now) &&
           (!now.has_no_role || refuse(exchange, &exchange->cloud->service->no_role, "%s", ""));
}

static const struct route *find(const struct exchange *exchange)
{
    const struct service *service = exchange->cloud->service;

    return route_find(service->routes, service->route_count, exchange->method, exchange->path);
}

const char *machine_verb(struct exchange *exchange)
{
    const struct route *route = find(exchange);

    return route != NULL ? route->verb : "";
}

void machine_answer(struct exchange *exchange)
{
    const struct route *route = find(exchange);

    if (route != NULL)
        route->answer(exchange);
    else
        (void)refuse(exchange, &exchange->cloud->service->no_page, "%s", "");
}

void machine_print_expiry(char out[TIME_SIZE])
{
    time_print(clock_now() + machine_now().keys_seconds, TIME_EXTENDED, out);
}

void machine_write_error(struct exchange *exchange, unsigned status, const char *code, const char *message)
{
    struct text *page = &exchange->answer;

    answer_start(exchange, status, "text/html");
    text_print(page, "<html><head><title>%u ", status);
    text_xml(page, code);
    text_put(page, "</title></head><body>");
    text_xml(page, message);
    text_put(page, "</body></html>");
}

void machine_throttle(struct exchange *exchange)
{
    static const struct refusal throttled = {429, "Too Many Requests", "Too many requests"};

    (void)refuse(exchange, &throttled, "%s", "");
}

bool machine_carries(struct exchange *exchange)
{
    (void)exchange;
    return false;
}

static enum mode mode_named(const char *name)
{
    return strcmp(name, modes[NO_TOKENS]) == 0         ? NO_TOKENS
           : strcmp(name, modes[TOKENS_OPTIONAL]) == 0 ? TOKENS_OPTIONAL
                                                       : TOKENS_REQUIRED;
}

const char *machine_arrange(struct memory *memory, const cJSON *object)
{
    static const struct rule rules[] = {
        {"tokens", RULE_TEXT, false, 1, 64, modes},
        {"keys_seconds", RULE_WHOLE, false, -TOKEN_SECONDS_MAX, 100 * TOKEN_SECONDS_MAX, NULL},
        {"role", RULE_FLAG, false, 0, 0, NULL},
    };
    const char *complaint;
    int         known = 0;

    if (!cJSON_IsObject(object))
        return "the body has to be an object";
    complaint = json_complaint(memory, object, "", rules, sizeof rules / sizeof rules[0]);
    if (complaint != NULL)
        return complaint;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        known += json_member(object, rules[i].name) != NULL;
    if (known == 0 || known != cJSON_GetArraySize(object))
        return "give tokens, keys_seconds or role, and nothing else";
    lock(&guard);
    machine.mode = mode_named(json_text(object, "tokens", modes[machine.mode]));
    machine.keys_seconds = json_whole(object, "keys_seconds", machine.keys_seconds);
    machine.has_no_role = json_member(object, "role") != NULL ? !json_flag(object, "role") : machine.has_no_role;
    unlock(&guard);
    return NULL;
}
