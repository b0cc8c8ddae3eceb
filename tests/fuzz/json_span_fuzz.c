/* json_span_fuzz.c - parsing, and finding a member's own text in what was parsed: both have to see the same value. */
#include "base/json_text.h"
#include "fuzz.h"

static bool is_plain(const char *key)
{
    for (; *key != '\0'; key++) {
        if ((unsigned char)*key < 0x20 || *key == '"' || *key == '\\')
            return false;
    }
    return true;
}

static void check_member(const char *text, const struct json *member, const char *key)
{
    struct buf   printed[2] = {BUF_INIT(16 * 1024 * 1024), BUF_INIT(16 * 1024 * 1024)};
    const char  *start, *problem;
    size_t       size;
    struct json *again;

    if (!bwpi_json_span(text, key, &start, &size)) {
        CHECK(strchr(text, '\\') != NULL); /* only a key that is written with an escape is not found */
        return;
    }
    CHECK(start > text && size > 0 && start + size < text + strlen(text));
    again = bwpi_json_parse(start, size, &problem);
    CHECK(again != NULL);
    bwpi_json_print(&printed[0], again); /* cJSON_Compare() would find an object unlike itself if a key stands twice */
    bwpi_json_print(&printed[1], member);
    CHECK(printed[0].state == BUF_OK && strcmp(bwpi_buf_text(&printed[0]), bwpi_buf_text(&printed[1])) == 0);
    bwpi_buf_free(&printed[0]);
    bwpi_buf_free(&printed[1]);
    bwpi_json_free(again);
}

/* Our grammar and the judge's agree, apart from what C or cJSON cannot hold. */
static void check_grammar(const char *text, size_t size, bool is_valid)
{
    const char *end = fuzz_is_utf8_of(text, size) && strlen(text) == size ? fuzz_json_value(text) : NULL;
    bool        is_json = end != NULL && *fuzz_json_blank(end) == '\0' && fuzz_has_true_escapes(text);
    size_t      digits = 0, longest = 0;

    for (size_t i = 0; i < size; i++) {
        digits = text[i] != '\0' && strchr("0123456789+-.eE", text[i]) != NULL ? digits + 1 : 0;
        longest = digits > longest ? digits : longest;
    }
    CHECK(!is_valid || is_json);
    CHECK(!is_json || is_valid || strstr(text, "\\u") != NULL || longest > 63 || size > 1000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char        *text = fuzz_text(data, size), *exact = fuzz_bytes(data, size);
    const char  *problem = NULL, *key = NULL;
    bool         is_valid = bwpi_json_valid(exact, size, &problem);
    struct json *json;
    size_t       count = 0;

    CHECK(fuzz_is_utf8(problem));
    check_grammar(text, size, is_valid);
    json = bwpi_json_parse(exact, size, &problem);
    free(exact);
    CHECK((json != NULL) == is_valid); /* what is valid, cJSON reads */
    if (json != NULL) {
        struct buf printed = BUF_INIT(16 * 1024 * 1024), compact = BUF_INIT(16 * 1024 * 1024);

        bwpi_json_compact(&compact, text, size);
        CHECK(compact.state == BUF_OK && compact.size <= size && fuzz_is_json_line(bwpi_buf_text(&compact)));
        bwpi_buf_free(&compact);
        if (bwpi_json_is_exact(json)) { /* an infinity is printed as null */
            bwpi_json_print(&printed, json);
            CHECK(printed.state == BUF_OK && fuzz_is_json_line(bwpi_buf_text(&printed)));
        }
        bwpi_buf_free(&printed);
        (void)bwpi_json_has_twice(json, &key);
    }
    if (bwpi_json_is_object(json)) {
        for (const struct json *item = bwpi_json_first(json); item != NULL && count < 32; item = bwpi_json_next(item)) {
            const struct json *member = bwpi_json_member(json, bwpi_json_key(item));

            if (member != NULL && is_plain(bwpi_json_key(member)))
                check_member(text, member, bwpi_json_key(member));
            count++;
        }
        bwpi_json_wipe(json);
    }
    bwpi_json_free(json);
    free(text);
    return 0;
}
