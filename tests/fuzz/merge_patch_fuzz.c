/* merge_patch_fuzz.c - RFC 7396 twice, ours and the pseudo-code of its section 2: a line of target, then the patch. */
#include "fuzz.h"

/* MergePatch(Target, Patch); target is taken, and may be NULL for one that is no object. */
static cJSON *judge_merge(cJSON *target, const cJSON *patch)
{
    if (!cJSON_IsObject(patch)) {
        cJSON_Delete(target);
        return cJSON_Duplicate(patch, 1);
    }
    if (!cJSON_IsObject(target)) {
        cJSON_Delete(target);
        target = cJSON_CreateObject();
    }
    for (const cJSON *item = patch->child; item != NULL; item = item->next) {
        cJSON *old = cJSON_DetachItemFromObjectCaseSensitive(target, item->string);

        if (cJSON_IsNull(item))
            cJSON_Delete(old);
        else
            CHECK(cJSON_AddItemToObject(target, item->string, judge_merge(old, item)));
    }
    return target;
}

static struct json *parse_object(const char *text)
{
    const char  *problem, *key;
    struct json *json = bwpi_json_parse(text, strlen(text), &problem);

    if (bwpi_json_is_object(json) && !bwpi_json_has_twice(json, &key))
        return json;
    bwpi_json_free(json);
    return NULL;
}

static const cJSON *as_item(const struct json *json)
{
    return (const cJSON *)(const void *)json;
}

/* As a room does it: provider_options over the body, or over one member of it. */
static void check_room(const char *target, struct json *patch, const char *member, const cJSON *expected)
{
    const struct order order = {.options = patch};
    struct buf         body = BUF_INIT(HTTP_REQUEST_MAX);
    struct fault       fault;
    const char        *problem;
    struct json       *merged;

    if (member != NULL) {
        bwpi_buf_add_text(&body, "{\"");
        bwpi_buf_add_text(&body, member);
        bwpi_buf_add_text(&body, "\":");
    }
    bwpi_buf_add_text(&body, target);
    if (member != NULL)
        bwpi_buf_add_char(&body, '}');
    if (bwpi_order_merge_options(&order, member, &body, &fault) == BWP_OK && body.state == BUF_OK) {
        CHECK(fuzz_is_json_line(bwpi_buf_text(&body)));
        merged = bwpi_json_parse(bwpi_buf_text(&body), body.size, &problem);
        CHECK(merged != NULL || strstr(problem, "nested") != NULL);
        CHECK(merged == NULL ||
              cJSON_Compare(as_item(member != NULL ? bwpi_json_member(merged, member) : merged), expected, 1));
        bwpi_json_free(merged);
    } else {
        CHECK(body.state != BUF_OK || *fault.message != '\0');
    }
    bwpi_buf_free(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char        *target_text = fuzz_cut(&data, &size, '\n'), *patch_text = fuzz_text(data, size);
    struct json *target = parse_object(target_text), *patch = parse_object(patch_text);

    if (target != NULL && patch != NULL) {
        cJSON *expected = judge_merge(cJSON_Duplicate(as_item(target), 1), as_item(patch));

        CHECK(bwpi_json_merge(target, patch));
        CHECK(cJSON_Compare(as_item(target), expected, 1));
        check_room(target_text, patch, NULL, expected);
        check_room(target_text, patch, "bandwidth_package", expected);
        cJSON_Delete(expected);
    }
    bwpi_json_free(target);
    bwpi_json_free(patch);
    free(target_text);
    free(patch_text);
    return 0;
}
