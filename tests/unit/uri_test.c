/* uri_test.c - percent-encoding of every byte, and which addresses are endpoints. */
#include "base/uri.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

static void test_every_byte(void **state)
{
    static const char kept[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    (void)state;
    for (unsigned byte = 1; byte < 256; byte++) { /* a NUL ends the text */
        const char text[] = {'a', (char)byte, 'b', '\0'};
        char       expected[8];
        struct buf to = BUF_INIT(100);

        if (strchr(kept, (char)byte) != NULL)
            (void)snprintf(expected, sizeof expected, "a%cb", (char)byte);
        else
            (void)snprintf(expected, sizeof expected, "a%%%02Xb", byte);
        bwpi_uri_encode(&to, text, false);
        unit_text(text, "encoded", expected, bwpi_buf_text(&to));
        bwpi_buf_clear(&to);
        bwpi_uri_encode(&to, text, true);
        unit_text(text, "with slashes kept", byte == '/' ? "a/b" : expected, bwpi_buf_text(&to));
        bwpi_buf_free(&to);
    }
}

static void test_encoding_ends_at_the_nul(void **state)
{
    struct buf to = BUF_INIT(100);

    (void)state;
    bwpi_uri_encode(&to, "", false);
    assert_string_equal(bwpi_buf_text(&to), "");
    bwpi_uri_encode(&to, "/a\0b", true);
    assert_string_equal(bwpi_buf_text(&to), "/a");
    bwpi_buf_free(&to);
}

static void test_encoding_that_does_not_fit_is_noticed(void **state)
{
    struct buf to = BUF_INIT(4);

    (void)state;
    bwpi_uri_encode(&to, "a b", false);
    assert_int_equal(to.state, BUF_TOO_LONG);
    bwpi_buf_free(&to);
}

static void test_a_query_in_a_text_is_encoded_again_but_for_its_stars(void **state)
{
    struct pairs pairs;
    struct buf   query = BUF_INIT(200), to = BUF_INIT(200);

    (void)state;
    bwpi_pairs_init(&pairs, 200);
    bwpi_pairs_add_secret(&pairs, "Key", "a/b");
    bwpi_pairs_add(&pairs, "Time", "12:30*");
    bwpi_uri_query(&query, &pairs);
    bwpi_uri_encode_query(&to, bwpi_buf_text(&query));
    assert_string_equal(bwpi_buf_text(&to), "Key%3Da%252Fb%26Time%3D12%253A30%252A");
    bwpi_buf_clear(&query);
    bwpi_buf_clear(&to);
    for (size_t i = 0; i < pairs.count; i++)
        bwpi_uri_parameter(&query, &pairs, i, AS_SHOWN);
    bwpi_uri_encode_query(&to, bwpi_buf_text(&query));
    assert_string_equal(bwpi_buf_text(&to), "Key%3D***%26Time%3D12%253A30%252A");
    bwpi_buf_free(&query);
    bwpi_buf_free(&to);
    bwpi_pairs_free(&pairs);
}

static void test_query_keeps_order_and_empty_values(void **state)
{
    struct pairs pairs;
    struct buf   to = BUF_INIT(200);

    (void)state;
    bwpi_pairs_init(&pairs, 200);
    bwpi_uri_query(&to, &pairs);
    assert_string_equal(bwpi_buf_text(&to), "");
    bwpi_pairs_add(&pairs, "b", "1 2");
    bwpi_pairs_add(&pairs, "a/=", "");
    bwpi_pairs_add(&pairs, "\xe5\xb8\xa6", "&");
    bwpi_uri_query(&to, &pairs);
    assert_string_equal(bwpi_buf_text(&to), "b=1%202&a%2F%3D=&%E5%B8%A6=%26");
    bwpi_buf_free(&to);
    bwpi_pairs_free(&pairs);
}

static const struct {
    const char *text, *base, *host;
    bool        is_loopback;
} good[] = {
    {"https://cc.myhuaweicloud.com", "https://cc.myhuaweicloud.com", "cc.myhuaweicloud.com", false},
    {"https://cc.myhuaweicloud.com/", "https://cc.myhuaweicloud.com", "cc.myhuaweicloud.com", false},
    {"https://cc.myhuaweicloud.com:443", "https://cc.myhuaweicloud.com", "cc.myhuaweicloud.com", false},
    {"https://cc.myhuaweicloud.com:443/", "https://cc.myhuaweicloud.com", "cc.myhuaweicloud.com", false},
    {"https://cc.myhuaweicloud.com:80", "https://cc.myhuaweicloud.com:80", "cc.myhuaweicloud.com:80", false},
    {"https://cc.myhuaweicloud.com:08443", "https://cc.myhuaweicloud.com:8443", "cc.myhuaweicloud.com:8443", false},
    {"https://h:65535", "https://h:65535", "h:65535", false},
    {"HTTPS://CBN.AliyunCS.com", "https://cbn.aliyuncs.com", "cbn.aliyuncs.com", false},
    {"https://192.0.2.1:1", "https://192.0.2.1:1", "192.0.2.1:1", false},
    {"https://[2001:DB8::1]", "https://[2001:db8::1]", "[2001:db8::1]", false},
    {"https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443", "[2001:db8::1]:8443", false},
    {"https://[::ffff:192.0.2.1]", "https://[::ffff:192.0.2.1]", "[::ffff:192.0.2.1]", false},
    {"https://localhost", "https://localhost", "localhost", true},
    {"http://localhost:80", "http://localhost", "localhost", true},
    {"http://LOCALHOST:8080/", "http://localhost:8080", "localhost:8080", true},
    {"http://localhost:443", "http://localhost:443", "localhost:443", true},
    {"http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080", true},
    {"http://127.255.255.254", "http://127.255.255.254", "127.255.255.254", true},
    {"http://[::1]:8080", "http://[::1]:8080", "[::1]:8080", true},
};

static void test_endpoints_are_normalised(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct endpoint endpoint;
        const char     *rule;

        unit_number(good[i].text, "taken", true, bwpi_endpoint_parse(&endpoint, good[i].text, &rule));
        unit_text(good[i].text, "base", good[i].base, endpoint.base);
        unit_text(good[i].text, "host", good[i].host, endpoint.host);
        unit_number(good[i].text, "is loopback", good[i].is_loopback, endpoint.is_loopback);
    }
}

static const struct {
    const char *text, *rule;
} bad[] = {
    {"", "https://host"},
    {"cc.myhuaweicloud.com", "https://host"},
    {"//cc.myhuaweicloud.com", "https://host"},
    {"ftp://cc.myhuaweicloud.com", "https://host"},
    {"file:///etc/passwd", "https://host"},
    {"https:/cc.myhuaweicloud.com", "https://host"},
    {"https://", "https://host"},
    {"https:///", "https://host"},
    {"https://:443", "https://host"},
    {"https://host:", "https://host"},
    {"https://host:0", "https://host"},
    {"https://host:65536", "https://host"},
    {"https://host:99999999999999999999", "https://host"},
    {"https://host:-1", "https://host"},
    {"https://host:+1", "https://host"},
    {"https://host: 1", "https://host"},
    {"https://host:0x50", "https://host"},
    {"https://host:443x", "https://host"},
    {"https://host:443:443", "https://host"},
    {"https://host/path", "https://host"},
    {"https://host//", "https://host"},
    {"https://host/?a=b", "https://host"},
    {"https://host?a=b", "https://host"},
    {"https://host#part", "https://host"},
    {"https://user@host", "https://host"},
    {"https://user:password@host", "https://host"},
    {"https://ho st", "https://host"},
    {"https://ho\tst", "https://host"},
    {"https://ho%73t", "https://host"},
    {"https://h\xc3\xb6st", "https://host"},
    {"https://ho_st", "https://host"},
    {"https://host\\evil", "https://host"},
    {"https://[::1", "https://host"},
    {"https://[::1]x", "https://host"},
    {"https://[fe80::1%25eth0]", "https://host"},
    {"https://[host]", "https://host"},
    {"https://::1", "https://host"},
    {"http://cc.myhuaweicloud.com", "loopback"},
    {"HTTP://192.0.2.1:8080", "loopback"},
    {"http://128.0.0.1", "loopback"},
    {"http://127.0.0.256", "loopback"},
    {"http://127.0.0.1.evil.example", "loopback"},
    {"http://127.0.0", "loopback"},
    {"http://localhost.evil.example", "loopback"},
    {"http://localhost.", "loopback"},
    {"http://0.0.0.0", "loopback"},
    {"http://[::2]", "loopback"},
    {"http://[::ffff:10.0.0.1]", "loopback"},
    {"http://127.-0.0.1", "loopback"}, /* a name, not an address: whoever answers to it may be anywhere */
};

static void test_what_is_no_endpoint_says_the_rule(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct endpoint endpoint;
        const char     *rule = "";

        unit_number(bad[i].text, "taken", false, bwpi_endpoint_parse(&endpoint, bad[i].text, &rule));
        unit_holds(bad[i].text, "rule", bad[i].rule, rule);
    }
}

static void test_longest_host(void **state)
{
    struct endpoint endpoint;
    const char     *rule;
    char            text[400] = "https://";

    (void)state;
    memset(text + 8, 'a', 255);
    (void)strcpy(text + 8 + 255, ":65535");
    assert_true(bwpi_endpoint_parse(&endpoint, text, &rule));
    assert_string_equal(endpoint.base, text);
    assert_string_equal(endpoint.host, text + 8);
    memset(text + 8, 'a', 256);
    text[8 + 256] = '\0';
    assert_false(bwpi_endpoint_parse(&endpoint, text, &rule));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_byte),
        cmocka_unit_test(test_encoding_ends_at_the_nul),
        cmocka_unit_test(test_encoding_that_does_not_fit_is_noticed),
        cmocka_unit_test(test_a_query_in_a_text_is_encoded_again_but_for_its_stars),
        cmocka_unit_test(test_query_keeps_order_and_empty_values),
        cmocka_unit_test(test_endpoints_are_normalised),
        cmocka_unit_test(test_what_is_no_endpoint_says_the_rule),
        cmocka_unit_test(test_longest_host),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
