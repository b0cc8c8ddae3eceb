/* wire_signed.h - requests that the library has no verb for or would never send, signed and sent to wire_cloud. */
#ifndef WIRE_SIGNED_H
#define WIRE_SIGNED_H

#include "wire.h"

struct wire_answer { /* all of it stays good until the next request */
    int         status;
    const char *text;           /* the body */
    cJSON      *json;           /* NULL where the body is not JSON */
    char        request_id[64]; /* of the header; "" when there was none */
};

/*
 * query is "a=b&c", not encoded, or NULL; body too may be NULL.  At alibaba and volcengine the path is the name of an
 * action, and the query its parameters; its answer is XML where the query says Format=XML, which RPC v1 alone knows.
 */
const struct wire_answer *wire_ask(const char *provider, const char *method, const char *path, const char *query,
                                   const char *body);
void                      wire_forget_answer(void);      /* at the end of a test */
int                       wire_signed_end(void **state); /* the same, as a teardown of cmocka's */
#define WIRE_SIGNED_TEST(function) cmocka_unit_test_setup_teardown(function, wire_test_start, wire_signed_end)

#define WIRE_HUAWEI_PATH "/v3/emulator-account/ccaas/bandwidth-packages"
#define WIRE_BAIDU_PATH  "/v1/csn/bp"

/* Each buys a package of 10 Mbit/s, and fails the test where it cannot; its id is then in wire_id. */
extern char wire_id[128];
void        wire_buy_huawei(const char *name, const char *more); /* more: members, each after a comma */
void        wire_buy_alibaba(const char *more);                  /* more: parameters, each after an & */
void        wire_buy_baidu(const char *name, const char *billing);
void        wire_buy_volcengine(const char *more); /* likewise; prepaid for a month where it does not say otherwise */
const char *wire_path(const char *base, const char *below);          /* of the package in wire_id */
void        wire_arrange(const char *path, const char *format, ...); /* POST to the emulator itself */

/* The answer has that status, and that code where one is given, in whichever form the provider tells it. */
void wire_assert_answer(const struct wire_answer *answer, int status, const char *code);
/* One value in an answer by the way to it, "bandwidth_packages[0].name", as text; fails where there is none. */
const char *wire_at(const struct wire_answer *answer, const char *way);
bool        wire_has(const struct wire_answer *answer, const char *way);

#endif
