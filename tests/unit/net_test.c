/* net_test.c - what is checked without a network: status lines, the libcurl there is, the proxy that was given. */
#include <string.h>

#include "net/libcurl.h"
#include "net/message.h"
#include "net/proxy.h"
#include "unit.h"

static void test_a_status_line_is_version_blank_and_three_digits(void **state)
{
    static const struct {
        const char *line;
        bool        holds;
    } rows[] = {
        {"HTTP/1.1 200 OK\r\n", true},  {"HTTP/1.0 201 Created\r\n", true},
        {"HTTP/1.1 200 \r\n", true},    {"HTTP/1.1 200\r\n", true},
        {"HTTP/1.1 200\n", true},       {"HTTP/1.1 200", true},
        {"HTTP/2 200\r\n", true},       {"HTTP/3 404 \r\n", true},
        {"HTTP/1.1 2010 A\r\n", false}, {"HTTP/1.1 20 A\r\n", false},
        {"HTTP/1.1 20", false},         {"HTTP/1.1 2o0 A\r\n", false},
        {"HTTP/1.1 200A\r\n", false},   {"HTTP/1.1 200\tA\r\n", false},
        {"HTTP/1.1  200 A\r\n", false}, {"HTTP/1.1\t200 A\r\n", false},
        {"HTTP/1.1 -20 A\r\n", false},  {"HTTP/1.1\r\n", false},
        {"HTTP/1. 200 A\r\n", false},   {"HTTP/.1 200 A\r\n", false},
        {"HTTP/11 200 A\r\n", false},   {"HTTP/1.1.1 200 A\r\n", false},
        {"HTTP/ 200 A\r\n", false},     {"http/1.1 200 OK\r\n", false},
        {"200 OK\r\n", false},          {"", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (bwpi_http_is_status_line(rows[i].line, strlen(rows[i].line)) != rows[i].holds)
            fail_msg("\"%s\" is taken for the opposite", rows[i].line);
    }
    for (size_t size = 0; size < strlen("HTTP/1.1 200"); size++) /* nothing beyond the size is looked at */
        assert_false(bwpi_http_is_status_line("HTTP/1.1 200 OK", size));
}

static void test_only_a_libcurl_that_was_tried_is_taken(void **state)
{
    static const struct {
        unsigned    version;
        const char *tls, *problem; /* NULL: none */
    } rows[] = {
        {0x075800, "OpenSSL/3.0.19", NULL},
        {0x075801, "GnuTLS/3.7.9", NULL},
        {0x081700, "LibreSSL/4.0.0", NULL},
        {0x081700, "BoringSSL", NULL},
        {0x081700, "AWS-LC/1.30.0", NULL},
        {0x081700, "quictls/3.1.4", NULL},
        {0x081700, "(GnuTLS/3.8.3) OpenSSL/3.0.13", NULL},
        {0x081700, "OpenSSL/3.0.13 (GnuTLS/3.8.3) (mbedTLS/3.5.0)", NULL},
        {0x0757ff, "OpenSSL/3.0.19", "older than 7.88.0"},
        {0x075500, "GnuTLS/3.7.9", "older than 7.88.0"},
        {0x075801, "NSS/3.87.1", "built with NSS;"},
        {0x081700, "mbedTLS/3.6.0", "built with mbedTLS;"},
        {0x081700, "wolfSSL/5.7.0", "built with wolfSSL;"},
        {0x081700, "rustls-ffi/0.14.0/rustls/0.23.13", "built with rustls-ffi;"},
        {0x081700, "(OpenSSL/3.0.13) mbedTLS/3.5.0", "built with mbedTLS;"},
        {0x081700, "SomethingNew/1.0", "built with SomethingNew;"},
        {0x081700, "", "with no TLS library;"},
        {0x081700, NULL, "with no TLS library;"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fault fault = {0};
        bwp_status   status = bwpi_libcurl_check(rows[i].version, rows[i].tls, &fault);

        if (status != (rows[i].problem == NULL ? BWP_OK : BWP_ERR_UNSUPPORTED) ||
            (rows[i].problem != NULL && strstr(fault.message, rows[i].problem) == NULL))
            fail_msg("%x with %s: %s", rows[i].version, rows[i].tls != NULL ? rows[i].tls : "nothing", fault.message);
    }
}

static void test_a_folder_of_certificates_is_for_openssl(void **state)
{
    (void)state;
    assert_true(bwpi_libcurl_looks_up(0x075801, "OpenSSL/3.0.19"));
    assert_true(bwpi_libcurl_looks_up(0x075801, "(GnuTLS/3.7.9) OpenSSL/3.0.19"));
    assert_false(bwpi_libcurl_looks_up(0x075801, "GnuTLS/3.7.9"));
    assert_false(bwpi_libcurl_looks_up(0x075801, "(OpenSSL/3.0.19) GnuTLS/3.7.9"));
    assert_true(bwpi_libcurl_looks_up(0x0814ff, "OpenSSL/3.0.19"));
    assert_false(bwpi_libcurl_looks_up(0x081500, "OpenSSL/3.0.19")); /* the file would be read as well */
}

/* From 8.21 on NULL is libcurl's own folder again, and whom that knows would be trusted besides a caller's file. */
static void test_a_file_of_certificates_counts_alone_with_every_libcurl(void **state)
{
    (void)state;
    assert_null(bwpi_libcurl_no_folder(0x075800));
    assert_null(bwpi_libcurl_no_folder(0x0814ff));
    assert_string_equal(bwpi_libcurl_no_folder(0x081500), "/dev/null");
    assert_string_equal(bwpi_libcurl_no_folder(0x090000), "/dev/null");
}

static void test_a_proxy_needs_a_scheme_that_proxies_speak(void **state)
{
    static const char *const good[] = {"proxy",      "proxy:3128",  "http://proxy", "HTTPS://proxy:1",
                                       "socks4://p", "socks4a://p", "Socks5://p",   "socks5h://p"};
    static const char *const bad[] = {"foo://proxy", "ftp://proxy", "://proxy", "sock://p", "socks6://p", "httpss://p"};

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        assert_null(bwpi_proxy_problem(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_non_null(bwpi_proxy_problem(bad[i]));
        assert_null(strstr(bwpi_proxy_problem(bad[i]), bad[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_status_line_is_version_blank_and_three_digits),
        cmocka_unit_test(test_only_a_libcurl_that_was_tried_is_taken),
        cmocka_unit_test(test_a_folder_of_certificates_is_for_openssl),
        cmocka_unit_test(test_a_file_of_certificates_counts_alone_with_every_libcurl),
        cmocka_unit_test(test_a_proxy_needs_a_scheme_that_proxies_speak),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
