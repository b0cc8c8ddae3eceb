/* control.c - what tests ask of the emulator itself, under /emulator/, unsigned and in plain JSON. */
#include "server.h"

#include <string.h>

#include "cloud.h"
#include "ledger.h"
#include "machine.h"
#include "packages.h"

static void complain(struct exchange *exchange, unsigned status, const char *sentence)
{
    answer_start(exchange, status, "application/json");
    text_put(&exchange->answer, "{");
    text_member(&exchange->answer, "error", sentence);
    text_put(&exchange->answer, "}");
}

/* The body as JSON, for the caller to cJSON_Delete(); NULL with a complaint. */
static cJSON *read_body(struct exchange *exchange, const char **complaint)
{
    cJSON *json = json_read(exchange->body.data, exchange->body.size, complaint);

    if (json == NULL)
        *complaint = memory_print(&exchange->memory, "the body cannot be used: %s", *complaint);
    return json;
}

static void show_ledger(struct exchange *exchange)
{
    answer_start(exchange, 200, "application/json");
    ledger_print(&exchange->answer);
}

static void start_afresh(struct exchange *exchange)
{
    packages_lock();
    packages_clear();
    tokens_clear();
    ledger_clear();
    packages_unlock();
    nonces_clear();
    refused_clear();
    mishaps_clear();
    machine_clear();
    clock_shift(0);
    show_ledger(exchange);
}

static void show_refused(struct exchange *exchange)
{
    answer_start(exchange, 200, "application/json");
    refused_print(&exchange->answer);
}

static void show_faults(struct exchange *exchange)
{
    answer_start(exchange, 200, "application/json");
    mishaps_print(&exchange->answer);
}

static void clear_faults(struct exchange *exchange)
{
    mishaps_clear();
    show_faults(exchange);
}

static void add_fault(struct exchange *exchange)
{
    const char *complaint;
    cJSON      *json = read_body(exchange, &complaint);

    if (json != NULL) {
        complaint = mishaps_add(&exchange->memory, json);
        cJSON_Delete(json);
    }
    if (complaint != NULL)
        complain(exchange, 400, complaint);
    else
        show_faults(exchange);
}

static void show_clock(struct exchange *exchange)
{
    char now[TIME_SIZE];

    time_print(clock_now(), TIME_EXTENDED, now);
    answer_start(exchange, 200, "application/json");
    text_print(&exchange->answer, "{\"offset_seconds\":%lld,\"now\":\"%s\"}", (long long)clock_offset(), now);
}

static void set_clock(struct exchange *exchange)
{
    static const struct rule rules[] = {{"offset_seconds", RULE_WHOLE, true, -900000000, 900000000, NULL}};
    const char              *complaint = NULL;
    cJSON                   *json = read_body(exchange, &complaint);

    if (json != NULL) {
        complaint = json_complaint(&exchange->memory, json, "", rules, sizeof rules / sizeof rules[0]);
        if (complaint == NULL && cJSON_GetArraySize(json) != 1)
            complaint = "offset_seconds is the only key";
        if (complaint == NULL)
            clock_shift(json_whole(json, "offset_seconds", 0));
        cJSON_Delete(json);
    }
    if (complaint != NULL)
        complain(exchange, 400, complaint);
    else
        show_clock(exchange);
}

static void show_ready(struct exchange *exchange)
{
    answer_start(exchange, 200, "application/json");
    text_put(&exchange->answer, "{\"ready\":true}");
}

/* Does to the packages what the body says, and answers {"done":true}. */
static void arrange(struct exchange *exchange, const char *(*arrangement)(struct memory *, const cJSON *))
{
    const char *complaint = NULL;
    cJSON      *json = read_body(exchange, &complaint);

    if (json != NULL) {
        packages_lock();
        complaint = arrangement(&exchange->memory, json);
        packages_unlock();
    }
    if (complaint != NULL) {
        complain(exchange, 400, complaint);
    } else {
        answer_start(exchange, 200, "application/json");
        text_put(&exchange->answer, "{\"done\":true}");
    }
    cJSON_Delete(json);
}

static void pay(struct exchange *exchange)
{
    arrange(exchange, packages_pay);
}

static void set_lag(struct exchange *exchange)
{
    arrange(exchange, packages_lag);
}

static void set_limit(struct exchange *exchange)
{
    arrange(exchange, packages_limit);
}

static void set_state(struct exchange *exchange)
{
    arrange(exchange, packages_state);
}

static void set_machine(struct exchange *exchange)
{
    arrange(exchange, machine_arrange);
}

static const struct route routes[] = {
    {"GET", "/emulator/ready", show_ready, NULL},       {"GET", "/emulator/ledger", show_ledger, NULL},
    {"DELETE", "/emulator/ledger", start_afresh, NULL}, {"GET", "/emulator/refused", show_refused, NULL},
    {"GET", "/emulator/faults", show_faults, NULL},     {"POST", "/emulator/faults", add_fault, NULL},
    {"DELETE", "/emulator/faults", clear_faults, NULL}, {"GET", "/emulator/clock", show_clock, NULL},
    {"POST", "/emulator/clock", set_clock, NULL},       {"POST", "/emulator/pay", pay, NULL},
    {"POST", "/emulator/lag", set_lag, NULL},           {"POST", "/emulator/limits", set_limit, NULL},
    {"POST", "/emulator/state", set_state, NULL},       {"POST", "/emulator/metadata", set_machine, NULL},
};

/* A request that no cloud claims and that is not for the emulator either: a client with a wrong address is told apart.
 */
static void answer_stranger(struct exchange *exchange)
{
    exchange->refused_code = "";
    exchange->refused_message = "no cloud has this path; look at the client's endpoint";
    complain(exchange, 404, exchange->refused_message);
}

void control_answer(struct exchange *exchange)
{
    const struct route *route = route_find(routes, sizeof routes / sizeof routes[0], exchange->method, exchange->path);

    if (!text_starts(exchange->path, "/emulator/"))
        answer_stranger(exchange);
    else if (exchange->body_is_too_large || exchange->body.size > CONTROL_BODY_MAX)
        complain(exchange, 413, "the body is longer than 64 KiB");
    else if (route == NULL)
        complain(exchange, 404,
                 "this is not known here; try GET /emulator/ledger, refused, faults, clock or ready, or POST "
                 "/emulator/faults, clock, pay, lag, limits, state or metadata");
    else
        route->answer(exchange);
    text_put(&exchange->answer, "\n");
}
