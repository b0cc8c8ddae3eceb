/* tls_test.c - a certificate that can be verified buys, and no other one does. */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire_certs.h"

static struct wire_certs certs;

static int start_tests(void **state)
{
    (void)state;
    wire_clean_environment();
    return wire_certs_make(&certs);
}

static int stop_tests(void **state)
{
    int ended = wire_emulator_stop(); /* where a test failed before it could */

    (void)state;
    wire_certs_remove(&certs);
    return ended;
}

static int stop_cloud(void **state)
{
    (void)state;
    return wire_emulator_stop();
}

static void start_cloud(int certificate)
{
    assert_int_equal(wire_emulator_start(certs.cert[certificate], certs.key, certs.ca), 0);
}

static void assert_refused(const char *ca_file, const char *url)
{
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_result *result;
        bwp_config  config = wire_config(&wire_doors[i], url);
        bwp_request request = wire_request(&wire_doors[i], "not trusted");

        config.ca_file = ca_file;
        result = wire_create_with(&config, &request, BWP_NOT_DONE);
        assert_int_equal(bwp_result_status(result), BWP_ERR_NETWORK);
        assert_int_equal(bwp_result_attempts(result), 1);
        assert_int_equal(bwp_result_http_status(result), 0);
        assert_true(bwp_result_retry_is_safe(result));
        wire_assert_has(bwp_result_message(result), "nothing was sent");
        wire_assert_has(bwp_result_message(result), "certificate"); /* what a person has to look at */
        wire_assert_result_keeps_secrets(result);
        assert_int_equal(wire_requests(wire_doors[i].provider), 0);
        assert_int_equal(wire_purchases(wire_doors[i].provider), 0);
        bwp_result_free(result);
    }
}

static void test_trusted_certificate_buys_at_every_provider(void **state)
{
    static const char *const hosts[] = {"127.0.0.1", "localhost"};

    (void)state;
    start_cloud(WIRE_CERT_GOOD);
    for (size_t i = 0; i < COUNT(hosts) * WIRE_DOORS; i++) {
        bwp_request             request;
        bwp_config              config;
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        char                    url[96];

        (void)wire_test_start(NULL);
        (void)snprintf(url, sizeof url, "https://%s%s", hosts[i / WIRE_DOORS], strrchr(wire_cloud.url, ':'));
        config = wire_config(door, url);
        request = wire_request(door, "trusted");
        config.ca_file = certs.ca;
        result = wire_create_with(&config, &request, BWP_DONE);
        assert_int_equal(wire_purchases(door->provider), 1);
        assert_int_equal(bwp_result_http_status(result), door->created_status);
        bwp_result_free(result);
    }
}

static void test_lost_answer_over_tls_is_unknown(void **state)
{
    (void)state;
    start_cloud(WIRE_CERT_GOOD);
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_result             *result;
        const struct wire_door *door = &wire_doors[i];
        bwp_config              config = wire_config(door, wire_cloud.url);
        bwp_request             request = wire_request(door, "lost");

        (void)wire_test_start(NULL);
        wire_fault_one(door->provider, "cut_after");
        config.ca_file = certs.ca;
        result = wire_create_with(&config, &request, BWP_UNKNOWN);
        assert_int_equal(bwp_result_status(result), BWP_ERR_NETWORK);
        assert_int_equal(wire_purchases(door->provider), 1);
        bwp_result_free(result);
    }
}

static void test_authority_the_system_does_not_know_is_refused(void **state)
{
    (void)state;
    start_cloud(WIRE_CERT_GOOD);
    assert_refused(NULL, wire_cloud.url);
}

static void test_expired_certificate_is_refused(void **state)
{
    (void)state;
    start_cloud(WIRE_CERT_EXPIRED);
    assert_refused(certs.ca, wire_cloud.url);
}

static void test_certificate_of_another_host_is_refused(void **state)
{
    (void)state;
    start_cloud(WIRE_CERT_WRONG_HOST);
    assert_refused(certs.ca, wire_cloud.url);
}

static void test_self_signed_certificate_is_refused(void **state)
{
    (void)state;
    start_cloud(WIRE_CERT_SELF_SIGNED);
    assert_refused(certs.ca, wire_cloud.url);
}

static void test_certificate_of_a_strange_authority_is_refused(void **state)
{
    (void)state;
    start_cloud(WIRE_CERT_STRANGER);
    assert_refused(certs.ca, wire_cloud.url);
}

int main(void)
{
#define TLS_TEST(function) cmocka_unit_test_teardown(function, stop_cloud)
    const struct CMUnitTest tests[] = {
        TLS_TEST(test_trusted_certificate_buys_at_every_provider),    TLS_TEST(test_lost_answer_over_tls_is_unknown),
        TLS_TEST(test_authority_the_system_does_not_know_is_refused), TLS_TEST(test_expired_certificate_is_refused),
        TLS_TEST(test_certificate_of_another_host_is_refused),        TLS_TEST(test_self_signed_certificate_is_refused),
        TLS_TEST(test_certificate_of_a_strange_authority_is_refused),
    };
    return cmocka_run_group_tests(tests, start_tests, stop_tests);
}
