/* json_door_fuzz.c - requests as JSON, previewed at every provider. */
#include "door.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);

    for (size_t i = 0; i < FUZZ_CLIENTS; i++)
        CHECK(!door_check(bwp_call_json(fuzz_client(i), "preview", text)) || fuzz_has_true_escapes(text));
    free(text);
    return 0;
}
