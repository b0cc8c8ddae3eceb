/* profile_fuzz.c - the first byte chooses a file of some provider's tools, the rest is what stands in it. */
#include "fuzz.h"

static const struct profile_file *choose(unsigned number)
{
    const struct profile_file *list[16];
    size_t                     count = 0;

    for (size_t i = 0; bwpi_provider_at(i) != NULL; i++) {
        for (const struct profile_file *file = bwpi_provider_at(i)->profiles; file->path != NULL; file++)
            list[count++ % COUNT(list)] = file;
    }
    return list[number % count];
}

/* A text that was found stands in the file as a whole, but for what JSON escapes and for the blanks of INI. */
static void check_text(const char *text, const char *whole, bool is_plain)
{
    CHECK(text == NULL || *text != '\0');
    CHECK(text == NULL || !is_plain || strstr(whole, text) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"", "p"};

    for (size_t i = 0; i < COUNT(names) && size > 0; i++) {
        const struct profile_file *file = choose(data[0]);
        char                      *whole = fuzz_text(data + 1, size - 1);
        struct profile             profile;
        struct fault               fault = {.status = BWP_OK};
        bwp_status                 status;
        bool                       is_plain;

        bwpi_profile_init(&profile);
        (void)snprintf(profile.path, sizeof profile.path, "/a/file");
        bwpi_buf_add(&profile.text, data + 1, size - 1);
        if (profile.text.state == BUF_OK) {
            status = bwpi_profile_read(file, names[i], &profile, &fault);
            CHECK(status == fault.status);
            CHECK(status == BWP_OK || (fuzz_is_utf8(fault.message) && strstr(fault.message, "/a/file") != NULL));
            CHECK(status == BWP_OK || profile.file == NULL);
            CHECK(profile.file == NULL || (profile.access_key != NULL && profile.secret_key != NULL));
            is_plain = strlen(whole) == size - 1 && strchr(whole, '\\') == NULL;
            check_text(profile.access_key, whole, is_plain);
            check_text(profile.secret_key, whole, is_plain);
            check_text(profile.security_token, whole, is_plain);
        }
        bwpi_profile_free(&profile);
        free(whole);
    }
    return 0;
}
