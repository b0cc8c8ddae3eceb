/*
 * change_door_fuzz.c - changes as JSON, previewed at every provider: the name of the verb, a line feed, and the rest of
 * an object that begins with "preview":true.
 */
#include "door.h"

/* Arguments that cannot be read say nothing of a preview, and the result is that of a call: not done. */
static bool is_unread(const char *text)
{
    cJSON *json = cJSON_Parse(text);
    bool   is_it = json != NULL && !cJSON_HasObjectItem(json, "http_request");

    CHECK(!is_it || (strcmp(door_text(json, "outcome"), "not_done") == 0 &&
                     strcmp(door_text(json, "status"), "argument") == 0 && fuzz_is_json_line(text)));
    cJSON_Delete(json);
    return is_it;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const verbs[] = {"update",   "resize",      "bind",   "unbind",
                                        "set_tags", "remove_tags", "delete", NULL};
    char                    *verb = fuzz_cut(&data, &size, '\n'), *rest = fuzz_text(data, size);
    struct buf               text = BUF_INIT(4 * 1024 * 1024);

    bwpi_buf_add_text(&text, "{\"preview\":true,");
    bwpi_buf_add_text(&text, rest);
    CHECK(text.state == BUF_OK);
    for (size_t i = 0; i < FUZZ_CLIENTS && door_is_one_of(verb, verbs); i++) {
        char *result = bwp_call_json(fuzz_client(i), verb, bwpi_buf_text(&text));

        if (is_unread(result))
            bwp_free(result);
        else
            CHECK(!door_check(result) || fuzz_has_true_escapes(rest));
    }
    bwpi_buf_free(&text);
    free(rest);
    free(verb);
    return 0;
}
