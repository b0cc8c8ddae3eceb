/* redact_fuzz.c - secrets in every form a server may send them back in, between whatever else it sends. */
#include "base/redact.h"
#include "fuzz.h"

/* Every so many characters one is escaped, so that pieces stay in the open if the whole is not recognised. */
static void put_secret(struct buf *to, const char *secret, unsigned form)
{
    static const char *const forms[] = {"%c", "\\%c", "%%%02X", "%%25%02x", "\\u%04x", "&#%u;", "&#x%02X;", "%%%02x"};
    size_t                   step = form / COUNT(forms) % 16 + 13;

    form %= COUNT(forms);
    for (size_t i = 0; secret[i] != '\0'; i++) {
        char escaped[16];
        bool is_query = form == 2 || form == 3 || form == 7;
        bool is_plain = i % step != 0 && !(is_query && strchr("/+=%", secret[i]) != NULL);

        if (form == 1)
            is_plain = secret[i] != '/';
        (void)snprintf(escaped, sizeof escaped, is_plain ? "%c" : forms[form], (unsigned char)secret[i]);
        bwpi_buf_add_text(to, escaped);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const secrets[] = {FUZZ_ACCESS_KEY, FUZZ_SECRET_KEY, NULL, FUZZ_SECURITY_TOKEN, "abc", ""};
    struct buf               text = BUF_INIT(1024 * 1024);
    char                    *given = fuzz_text(data, size), *copy;
    bool                     is_utf8, is_fair, found;
    size_t                   kept = 0, again;

    /* what nobody put there whole, nobody can be asked to recognise */
    for (size_t i = 0; i < size; i++) {
        if (given[i] != '\\' && given[i] != '\0')
            given[kept++] = given[i];
    }
    given[kept] = '\0';
    is_fair = fuzz_hides(given);
    free(given);
    for (size_t i = 0; i < size; i++) {
        if ((data[i] == 1 || data[i] == 2) && i + 1 < size) {
            put_secret(&text, data[i] == 1 ? FUZZ_SECRET_KEY : FUZZ_SECURITY_TOKEN, data[i + 1]);
            i++;
        } else {
            bwpi_buf_add_char(&text, data[i] != '\0' ? (char)data[i] : ' ');
        }
    }
    if (text.state == BUF_OK && text.size > 0) {
        copy = fuzz_bytes(bwpi_buf_text(&text), text.size + 1); /* to the byte, with its NUL */
        is_utf8 = fuzz_is_utf8(copy);
        kept = bwpi_redact(copy, text.size, secrets, COUNT(secrets), &found);
        CHECK(kept <= text.size && strlen(copy) == kept);
        CHECK(!is_utf8 || fuzz_is_utf8(copy));
        CHECK(!is_fair || fuzz_hides(copy));
        CHECK(strstr(copy, FUZZ_SECRET_KEY) == NULL && strstr(copy, FUZZ_SECURITY_TOKEN) == NULL);
        again = bwpi_redact(copy, kept, secrets, COUNT(secrets), &found);
        CHECK(again <= kept);
        free(copy);
    }
    bwpi_buf_free(&text);
    return 0;
}
