/* alibaba_xml_fuzz.c - XML, HTML of proxies, and what lies between. */
#include "alibaba/alibaba.h"
#include "fuzz.h"

static void check_leaves(const struct json *leaves)
{
    size_t count = 0;

    CHECK(bwpi_json_is_object(leaves));
    for (const struct json *leaf = bwpi_json_first(leaves); leaf != NULL; leaf = bwpi_json_next(leaf), count++)
        CHECK(fuzz_is_utf8(bwpi_json_key(leaf)) && fuzz_is_utf8(bwpi_json_text(leaf)));
    CHECK(count <= 256);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char        *text = fuzz_text(data, size), *last;
    struct json *leaves = bwpi_alibaba_xml(text);

    if (leaves != NULL) {
        check_leaves(leaves);
        bwpi_json_free(leaves);
        /* an answer that was cut off before its last end tag is no answer */
        last = strrchr(text, '<');
        CHECK(last != NULL);
        if (last[1] == '/') {
            *last = '\0';
            CHECK(bwpi_alibaba_xml(text) == NULL);
        }
    }
    free(text);
    return 0;
}
