/* utf8_fuzz.c - our decoder against the table in RFC 3629. */
#include "base/utf8.h"
#include "fuzz.h"

static size_t count_characters(const char *text, bool *has_control)
{
    size_t count = 0, size = strlen(text);

    for (*has_control = false; size > 0; count++) {
        const unsigned char *bytes = (const unsigned char *)text;
        size_t               used = fuzz_utf8_character(bytes, size);

        *has_control = *has_control || bytes[0] < 0x20 || bytes[0] == 0x7f || (bytes[0] == 0xc2 && bytes[1] < 0xa0);
        text += used;
        size -= used;
    }
    return count;
}

static void check_copy(const char *text, size_t size, size_t room, bool is_plain)
{
    char *copy = malloc(room); /* to the byte */
    bool  has_control;

    CHECK(copy != NULL);
    bwpi_utf8_copy(copy, room, text, size);
    CHECK(fuzz_is_utf8(copy) && strlen(copy) < room);
    (void)count_characters(copy, &has_control);
    CHECK(!has_control);
    if (is_plain) {
        CHECK(strncmp(copy, text, strlen(copy)) == 0);
        CHECK(strlen(copy) == size ||
              strlen(copy) + 4 >= room); /* at most one character was left out for want of room */
    }
    free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size), *exact = fuzz_bytes(data, size);
    bool  has_control = false, is_valid = fuzz_is_utf8_of(text, size), is_plain = is_valid && strlen(text) == size;

    CHECK(bwpi_utf8_valid(exact, size) == is_valid);
    if (is_plain) {
        CHECK(bwpi_utf8_length(text) == count_characters(text, &has_control));
        CHECK(bwpi_utf8_has_control(text) == has_control);
    }
    for (size_t room = 1; room < 9; room++)
        check_copy(exact, size, room, is_plain && !has_control);
    check_copy(exact, size, size + 1, is_plain && !has_control);
    free(text);
    free(exact);
    return 0;
}
