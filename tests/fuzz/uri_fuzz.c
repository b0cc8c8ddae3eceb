/* uri_fuzz.c - encoding, which has to be undone by decoding, and the addresses of endpoints. */
#include <ctype.h>

#include "base/uri.h"
#include "fuzz.h"

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes in place; false where something stands that has to be encoded. */
static bool decode(char *text, bool keep_slash)
{
    char *to = text;

    for (; *text != '\0'; text++) {
        if (*text == '%') {
            CHECK(digit(text[1]) >= 0 && digit(text[2]) >= 0);
            *to++ = (char)(digit(text[1]) * 16 + digit(text[2]));
            text += 2;
        } else if (isalnum((unsigned char)*text) || strchr("-_.~", *text) != NULL || (keep_slash && *text == '/')) {
            *to++ = *text;
        } else {
            return false;
        }
    }
    *to = '\0';
    return true;
}

static void check_encoding(const char *text, bool keep_slash)
{
    struct buf encoded = BUF_INIT(1024 * 1024);

    bwpi_uri_encode(&encoded, text, keep_slash);
    if (encoded.state == BUF_OK && encoded.size > 0) {
        CHECK(decode(encoded.data, keep_slash));
        CHECK(strcmp(encoded.data, text) == 0);
    }
    bwpi_buf_free(&encoded);
}

static bool is_really_loopback(const char *host)
{
    return strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
           (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host));
}

static void check_endpoint(const char *scheme, const char *rest)
{
    struct endpoint endpoint, again;
    const char     *rule = NULL;
    struct buf      text = BUF_INIT(1024 * 1024);
    char            host[300];

    bwpi_buf_add_text(&text, scheme);
    bwpi_buf_add_text(&text, rest);
    memset(&endpoint, 0x55, sizeof endpoint);
    if (!bwpi_endpoint_parse(&endpoint, bwpi_buf_text(&text), &rule)) {
        CHECK(fuzz_is_utf8(rule) && *rule != '\0');
        bwpi_buf_free(&text);
        return;
    }
    bwpi_buf_free(&text);
    CHECK(strncmp(endpoint.base, "https://", 8) == 0 ||
          (endpoint.is_loopback && strncmp(endpoint.base, "http://", 7) == 0));
    CHECK(strcmp(strstr(endpoint.base, "://") + 3, endpoint.host) == 0);
    for (const char *c = endpoint.host; *c != '\0'; c++)
        CHECK(islower((unsigned char)*c) || isdigit((unsigned char)*c) || strchr("-.:[]", *c) != NULL);
    (void)snprintf(host, sizeof host, "%s", endpoint.host);
    if (host[strcspn(host, "]")] == ']')
        host[strcspn(host, "]") + 1] = '\0';
    else
        host[strcspn(host, ":")] = '\0';
    CHECK(*host != '\0' && (!endpoint.is_loopback || is_really_loopback(host)));
    CHECK(bwpi_endpoint_parse(&again, endpoint.base, &rule)); /* normalised: a second time changes nothing */
    CHECK(strcmp(again.base, endpoint.base) == 0 && strcmp(again.host, endpoint.host) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const schemes[] = {"", "https://", "http://", "http://127."};
    struct pairs             pairs;
    struct buf               query = BUF_INIT(1024 * 1024);
    char                    *text = fuzz_text(data, size);

    check_encoding(text, false);
    check_encoding(text, true);
    for (size_t i = 0; i < COUNT(schemes); i++)
        check_endpoint(schemes[i], text);
    bwpi_pairs_init(&pairs, 1024 * 1024);
    while (size > 0) {
        char *name = fuzz_cut(&data, &size, '='), *value = fuzz_cut(&data, &size, '&');

        bwpi_pairs_add(&pairs, name, value);
        free(name);
        free(value);
    }
    bwpi_pairs_sort(&pairs, bwpi_pairs_by_name_and_value);
    for (size_t i = 1; i < pairs.count; i++)
        CHECK(strcmp(bwpi_pairs_name(&pairs, i - 1), bwpi_pairs_name(&pairs, i)) <= 0);
    bwpi_uri_query(&query, &pairs);
    CHECK(strspn(bwpi_buf_text(&query), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~%=&") ==
          query.size);
    bwpi_pairs_free(&pairs);
    bwpi_buf_free(&query);
    free(text);
    return 0;
}
