/* fuzz.h - what the fuzz targets share: judges that use nothing of the library, and clients with known keys. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include <bwp/bwp.h>

#include "count.h"
#include "environment.h"
#include "provider.h"
#include "road/client.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Not assert(): a release build of the tests must not lose it. */
#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            (void)fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                       \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

#define FUZZ_ACCESS_KEY     "fuzz-access-key"
#define FUZZ_SECRET_KEY     "fuzz-secret-key"
#define FUZZ_SECURITY_TOKEN "zTk9/Qw3eRt5yUi8oPa1sDf2gHj4kLz6xCv7bNm0+qAzWsXeDcRfVtGbYhNuJmIkOl=="

/* A copy to the byte, so that a sanitizer sees one read too many; the caller frees it. */
static inline char *fuzz_bytes(const void *data, size_t size)
{
    char *bytes = calloc(size > 0 ? size : 1, 1);

    CHECK(bytes != NULL);
    if (size > 0)
        memcpy(bytes, data, size);
    return bytes;
}

/* A copy that ends at a NUL; the caller frees it. */
static inline char *fuzz_text(const void *data, size_t size)
{
    char *text = malloc(size + 1);

    CHECK(text != NULL);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

/* Cuts what stands before the next mark off the input; all of the rest where there is none. */
static inline char *fuzz_cut(const uint8_t **data, size_t *size, char mark)
{
    const uint8_t *end = *size > 0 ? memchr(*data, mark, *size) : NULL;
    size_t         part = end != NULL ? (size_t)(end - *data) : *size;
    char          *text = fuzz_text(*data, part);

    part += end != NULL;
    *data += part;
    *size -= part;
    return text;
}

/* Bytes of the UTF-8 character at text, by the table in RFC 3629, section 4; 0 if there is none. */
static inline size_t fuzz_utf8_character(const unsigned char *text, size_t size)
{
    static const struct {
        unsigned char first, last, second_first, second_last;
        size_t        bytes;
    } rows[] = {{0x00, 0x7f, 0x00, 0x00, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
                {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
                {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4}};

    for (size_t i = 0; i < COUNT(rows); i++) {
        if (size < rows[i].bytes || text[0] < rows[i].first || text[0] > rows[i].last)
            continue;
        if (rows[i].bytes > 1 && (text[1] < rows[i].second_first || text[1] > rows[i].second_last))
            return 0;
        for (size_t j = 2; j < rows[i].bytes; j++) {
            if (text[j] < 0x80 || text[j] > 0xbf)
                return 0;
        }
        return rows[i].bytes;
    }
    return 0;
}

static inline bool fuzz_is_utf8_of(const char *text, size_t size)
{
    for (size_t bytes; size > 0; text += bytes, size -= bytes) {
        bytes = fuzz_utf8_character((const unsigned char *)text, size);
        if (bytes == 0)
            return false;
    }
    return true;
}

/* What every text the library hands out has to be. */
static inline bool fuzz_is_utf8(const char *text)
{
    return text != NULL && fuzz_is_utf8_of(text, strlen(text));
}

/* Whether no piece of a secret stands there: a text that was cut in the middle of one would show it. */
static inline bool fuzz_hides(const char *text)
{
    enum { PIECE = 12 };
    static const char *const secrets[] = {FUZZ_SECRET_KEY, FUZZ_SECURITY_TOKEN};
    char                     piece[PIECE + 1] = "";

    for (size_t i = 0; i < COUNT(secrets); i++) {
        for (size_t j = 0; j + PIECE <= strlen(secrets[i]); j++) {
            memcpy(piece, secrets[i] + j, PIECE);
            if (strstr(text, piece) != NULL)
                return false;
        }
    }
    return true;
}

/* ---- RFC 8259 to the letter: what cJSON reads besides would stop the parsers of other languages ---- */

static inline const char *fuzz_json_string(const char *text)
{
    if (*text++ != '"')
        return NULL;
    for (; *text != '"'; text++) {
        if ((unsigned char)*text < 0x20)
            return NULL;
        if (*text == '\\') {
            text++;
            if (*text == '\0' || strchr("\"\\/bfnrtu", *text) == NULL)
                return NULL;
            if (*text == 'u') {
                if (strspn(text + 1, "0123456789abcdefABCDEF") < 4)
                    return NULL;
                text += 4;
            }
        }
    }
    return text + 1;
}

static inline const char *fuzz_json_number(const char *text)
{
    size_t digits;

    text += *text == '-';
    digits = strspn(text, "0123456789");
    if (digits == 0 || (*text == '0' && digits > 1))
        return NULL;
    text += digits;
    if (*text == '.') {
        digits = strspn(text + 1, "0123456789");
        if (digits == 0)
            return NULL;
        text += 1 + digits;
    }
    if (*text == 'e' || *text == 'E') {
        text++;
        text += *text == '+' || *text == '-';
        digits = strspn(text, "0123456789");
        if (digits == 0)
            return NULL;
        text += digits;
    }
    return text;
}

static inline const char *fuzz_json_blank(const char *text)
{
    return text + strspn(text, " \t\r\n");
}

static inline const char *fuzz_json_value(const char *text)
{
    static const char *const words[] = {"true", "false", "null"};
    char                     close;

    text = fuzz_json_blank(text);
    if (*text == '"')
        return fuzz_json_string(text);
    if (*text != '{' && *text != '[') {
        for (size_t i = 0; i < COUNT(words); i++) {
            if (strncmp(text, words[i], strlen(words[i])) == 0)
                return text + strlen(words[i]);
        }
        return fuzz_json_number(text);
    }
    close = *text == '{' ? '}' : ']';
    text = fuzz_json_blank(text + 1);
    if (*text == close)
        return text + 1;
    for (;; text++) {
        text = fuzz_json_blank(text);
        if (close == '}') {
            text = fuzz_json_string(text);
            if (text == NULL || *(text = fuzz_json_blank(text)) != ':')
                return NULL;
            text++;
        }
        text = fuzz_json_value(text);
        if (text == NULL)
            return NULL;
        text = fuzz_json_blank(text);
        if (*text == close)
            return text + 1;
        if (*text != ',')
            return NULL;
    }
}

/* One value, in UTF-8, with nothing after it, on one line. */
static inline bool fuzz_is_json_line(const char *text)
{
    const char *end = fuzz_is_utf8(text) && strpbrk(text, "\r\n") == NULL ? fuzz_json_value(text) : NULL;

    return end != NULL && *fuzz_json_blank(end) == '\0';
}

/* An escape that is none would end a text early, as a NUL does: "a\uzzzzb" must not pass for "a". */
static inline bool fuzz_has_true_escapes(const char *text)
{
    while ((text = strchr(text, '\\')) != NULL) {
        if (text[1] == 'u' && (strspn(text + 2, "0123456789abcdefABCDEF") < 4 || memcmp(text + 2, "0000", 4) == 0))
            return false;
        text += text[1] != '\0' ? 2 : 1;
    }
    return true;
}

/* ---- clients ---- */

static inline bwp_config fuzz_config(const char *provider)
{
    bwp_config config = {.struct_size = sizeof config};

    config.provider = provider;
    config.access_key = FUZZ_ACCESS_KEY;
    config.secret_key = FUZZ_SECRET_KEY;
    config.security_token = FUZZ_SECURITY_TOKEN;
    config.endpoint = "http://127.0.0.1:1"; /* should anything ever be sent, nobody is there */
    config.max_attempts = 1;
    config.timeout_ms = 1000;
    if (strcmp(provider, "huawei") == 0) {
        config.account = "00000000000000000000000000d0a1e5";
        config.project = "fuzz-project";
        config.site = "china";
    }
    return config;
}

/* Huawei with keys, Alibaba with each of its signatures, Baidu, Huawei with a token, Volcengine. */
enum { FUZZ_CLIENTS = 6 };

/* Made once and never freed: LeakSanitizer sees them from here. */
static inline bwp_client *fuzz_client(size_t index)
{
    static bwp_client       *clients[FUZZ_CLIENTS];
    static const char *const providers[FUZZ_CLIENTS] = {"huawei", "alibaba", "alibaba",
                                                        "baidu",  "huawei",  "volcengine"};

    if (clients[index] == NULL) {
        bwp_config config = fuzz_config(providers[index]);
        char       problem[BWP_ERROR_SIZE];

        environment_forget();
        if (index == 2)
            config.signature = "rpc-v1";
        if (index == 4) {
            config.auth_token = FUZZ_SECURITY_TOKEN;
            config.access_key = config.secret_key = config.security_token = NULL;
        }
        clients[index] = bwp_client_new(&config, problem);
        CHECK(clients[index] != NULL);
    }
    return clients[index];
}

#endif
