/* echoed_header_test.c - a server that sends a secret back as the id of the request, in a header or in a body, does not
 * get it out of the library. */
#include <stdio.h>
#include <string.h>

#include "saboteur_case.h"

/* What comes back as the request's id. */
enum secret { HARMLESS, ACCESS_KEY, SECURITY_TOKEN, SIGNATURE };

/* Whatever the provider: each takes the name it knows. */
#define HEADERS                                                                                                        \
    "X-Request-Id: before-%s-behind\r\nx-acs-request-id: before-%s-behind\r\nX-Bce-Request-Id: before-%s-behind\r\n"
/* One of them has no header for it, and tells it in every body. */
#define METADATA "\"ResponseMetadata\":{\"RequestId\":\"before-%s-behind\""
#define YES                                                                                                            \
    "\"bandwidth_package\":{\"id\":\"bwp-1\"},\"CenBandwidthPackageId\":\"bwp-1\",\"csnBpId\":\"bwp-1\"," METADATA     \
    "},\"Result\":{\"CenBandwidthPackageId\":\"bwp-1\"}"
#define NO                                                                                                             \
    "\"error_code\":\"CC.9999\",\"error_msg\":\"no\",\"Code\":\"NeverHeardOf\",\"Message\":\"no\","                    \
    "\"code\":\"NeverHeardOf\",\"message\":\"no\"," METADATA                                                           \
    ",\"Error\":{\"Code\":\"NeverHeardOf\",\"Message\":\"no\"}}"
#define IDS ",\"request_id\":\"before-%s-behind\",\"RequestId\":\"before-%s-behind\",\"requestId\":\"before-%s-behind\""

/* How a server answers; %s is the secret. */
struct form {
    const char *name;
    int         status; /* 0: that of the provider's yes */
    const char *headers, *body;
    bwp_outcome outcome;
};

static const struct form forms[] = {
    {.name = "a refusal, header", .status = 400, .headers = HEADERS, .body = "{" NO "}", .outcome = BWP_NOT_DONE},
    {.name = "a yes, header", .headers = HEADERS, .body = "{" YES "}", .outcome = BWP_DONE},
    {.name = "a server error, header",
     .status = 503,
     .headers = HEADERS,
     .body = "{" METADATA "}}",
     .outcome = BWP_UNKNOWN},
    {.name = "a refusal, body", .status = 400, .headers = "", .body = "{" NO IDS "}", .outcome = BWP_NOT_DONE},
    {.name = "a yes, body", .headers = "", .body = "{" YES IDS "}", .outcome = BWP_DONE},
};

struct echo {
    const struct wire_door *door;
    const struct form      *form;
    enum secret             secret;
};

static void fill(char *to, size_t room, const char *form, const char *secret)
{
    size_t size = 0;

    to[0] = '\0';
    for (const char *end; (end = strstr(form, "%s")) != NULL && size < room; form = end + 2)
        size += (size_t)snprintf(to + size, room - size, "%.*s%s", (int)(end - form), form, secret);
    if (size < room)
        (void)snprintf(to + size, room - size, "%s", form);
}

/* Runs in the saboteur's thread, where no assertion may fail.  Without a signature its answer holds none, and the test
 * notices that the request had none. */
static size_t reply(void *user, char *request, size_t size, char *answer, size_t room)
{
    const struct echo *echo = user;
    char               signature[256] = "", headers[2048], body[2048];
    const char *const  secrets[] = {
         [HARMLESS] = "harmless",
         [ACCESS_KEY] = WIRE_TEMPORARY_KEY,
         [SECURITY_TOKEN] = WIRE_SECURITY_TOKEN,
         [SIGNATURE] = signature,
    };

    (void)size;
    (void)wire_signature_of(echo->door, request, signature, sizeof signature);
    fill(headers, sizeof headers, echo->form->headers, secrets[echo->secret]);
    fill(body, sizeof body, echo->form->body, secrets[echo->secret]);
    return (size_t)snprintf(answer, room, "HTTP/1.1 %d Answer\r\n%s" SAB_JSON SAB_LENGTH("%zu") "\r\n%s",
                            echo->form->status != 0 ? echo->form->status : echo->door->created_status, headers,
                            strlen(body), body);
}

/* How many secrets stand in a text, each with a line that says where. */
static size_t count_shown(const struct echo *echo, const char *where, const char *text, const char *signature)
{
    const char *const secrets[] = {WIRE_TEMPORARY_KEY, WIRE_TEMPORARY_SECRET, WIRE_SECURITY_TOKEN, signature};
    size_t            count = 0;

    for (size_t i = 0; i < COUNT(secrets); i++) {
        if (strstr(text, secrets[i]) != NULL) {
            print_error("%s, %s, %s: \"%s\" stands in \"%s\"\n", echo->door->name, echo->form->name, where, secrets[i],
                        text);
            count++;
        }
    }
    return count;
}

static struct wire_log log_of_all;

/* Returns how often a secret was shown. */
static size_t run(const struct echo *echo)
{
    size_t               count = 0;
    char                *json, signatures[2][256];
    bwp_result          *result;
    const struct sab_act act = {.reply = reply, .user = (void *)(uintptr_t)echo, .end = SAB_KEEP};
    struct sab          *sab = sab_start(&act, 1, NULL);
    bwp_config           config = wire_config(echo->door, sab_url(sab));
    bwp_request          request = wire_request(echo->door, "echoed");
    bwp_client          *client;

    memset(&log_of_all, 0, sizeof log_of_all);
    config.access_key = WIRE_TEMPORARY_KEY;
    config.secret_key = WIRE_TEMPORARY_SECRET;
    config.security_token = WIRE_SECURITY_TOKEN;
    config.log = wire_log_line;
    config.log_user = &log_of_all;
    client = wire_client(&config);
    result = wire_create(client, &request, echo->form->outcome);
    json = bwp_call_json(client, "create",
                         "{\"name\":\"echoed\",\"bandwidth_mbps\":10,\"area_a\":\"china\",\"area_b\":\"asia-pacific\","
                         "\"billing\":\"prepaid\",\"period\":1,\"period_unit\":\"month\",\"auto_pay\":true}");
    bwp_client_free(client);
    sab_stop(sab);
    assert_int_equal(sab_requests(sab), 2);
    for (unsigned i = 0; i < COUNT(signatures); i++) {
        const struct {
            const char *where, *text;
        } shown[] = {{"request id", bwp_result_request_id(result)},
                     {"message", bwp_result_message(result)},
                     {"provider code", bwp_result_provider_code(result)},
                     {"body", bwp_result_body(result, NULL)},
                     {"package", bwp_package_json(bwp_result_package(result, 0))},
                     {"JSON", json},
                     {"log", log_of_all.text}};

        assert_true(wire_signature_of(echo->door, sab_request(sab, i), signatures[i], sizeof signatures[i]));
        for (size_t j = 0; j < COUNT(shown); j++)
            count += count_shown(echo, shown[j].where, shown[j].text, signatures[i]);
    }
    if (echo->secret == HARMLESS) {
        assert_string_equal(bwp_result_request_id(result), "before-harmless-behind");
        wire_assert_has(json, "\"request_id\":\"before-harmless-behind\"");
    }
    bwp_free(json);
    bwp_result_free(result);
    sab_free(sab);
    return count;
}

static void run_all(enum secret secret)
{
    size_t count = 0;

    for (size_t i = 0; i < COUNT(forms) * WIRE_DOORS; i++) {
        const struct echo echo = {&wire_doors[i % WIRE_DOORS], &forms[i / WIRE_DOORS], secret};

        count += run(&echo);
    }
    assert_int_equal(count, 0);
}

/* Or the tests below would find nothing for another reason. */
static void test_a_harmless_id_is_kept_as_it_came(void **state)
{
    (void)state;
    run_all(HARMLESS);
}

static void test_an_access_key_sent_back_as_an_id_is_not_shown(void **state)
{
    (void)state;
    run_all(ACCESS_KEY);
}

static void test_a_security_token_sent_back_as_an_id_is_not_shown(void **state)
{
    (void)state;
    run_all(SECURITY_TOKEN);
}

static void test_a_signature_sent_back_as_an_id_is_not_shown(void **state)
{
    (void)state;
    run_all(SIGNATURE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_harmless_id_is_kept_as_it_came),
        cmocka_unit_test(test_an_access_key_sent_back_as_an_id_is_not_shown),
        cmocka_unit_test(test_a_security_token_sent_back_as_an_id_is_not_shown),
        cmocka_unit_test(test_a_signature_sent_back_as_an_id_is_not_shown),
    };

    return SAB_RUN(tests);
}
