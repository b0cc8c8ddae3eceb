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
    bwpi_json_print(&printed[0], again);
    bwpi_json_print(&printed[1], member);
    CHECK(printed[0].state == BUF_OK && strcmp(bwpi_buf_text(&printed[0]), bwpi_buf_text(&printed[1])) == 0);
    bwpi_buf_free(&printed[0]);
    bwpi_buf_free(&printed[1]);
    bwpi_json_free(again);
}

/* Our grammar and the judge's agree, apart from what a C string cannot hold and from deep nesting. */
static void check_grammar(const char *text, size_t size, bool is_valid)
{
    const char *end = fuzz_is_utf8_of(text, size) && strlen(text) == size ? fuzz_json_value(text) : NULL;
    bool        is_json = end != NULL && *fuzz_json_blank(end) == '\0' && fuzz_has_true_escapes(text);
    size_t      brackets = 0;

    for (size_t i = 0; i < size; i++)
        brackets += text[i] == '[' || text[i] == '{';
    CHECK(!is_valid || is_json);
    CHECK(!is_json || is_valid || strstr(text, "\\u") != NULL || brackets > JSON_DEPTH_MAX);
}

/* cJSON's own parser sees the same value in the text as in what we print of our tree. */
static void check_tree(const char *text, const char *printed)
{
    cJSON *expected = cJSON_Parse(text), *actual = cJSON_Parse(printed);
    char  *texts[2] = {cJSON_PrintUnformatted(expected), cJSON_PrintUnformatted(actual)};

    if (expected != NULL) /* it takes no number of more than 63 characters */
        CHECK(texts[0] != NULL && texts[1] != NULL && strcmp(texts[0], texts[1]) == 0);
    cJSON_free(texts[0]);
    cJSON_free(texts[1]);
    cJSON_Delete(expected);
    cJSON_Delete(actual);
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
    CHECK((json != NULL) == is_valid);
    if (json != NULL) {
        struct buf printed = BUF_INIT(16 * 1024 * 1024), compact = BUF_INIT(16 * 1024 * 1024);

        bwpi_json_compact(&compact, text, size);
        CHECK(compact.state == BUF_OK && compact.size <= size && fuzz_is_json_line(bwpi_buf_text(&compact)));
        bwpi_buf_free(&compact);
        bwpi_json_print(&printed, json);
        CHECK(printed.state == BUF_OK && fuzz_is_json_line(bwpi_buf_text(&printed)));
        check_tree(text, bwpi_buf_text(&printed));
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
    }
    bwpi_json_free(json);
    free(text);
    return 0;
}
