/* json_view.c - reading JSON of which nothing is sure: what is missing is "", 0 or false. */
#include "summary.h"

#include <string.h>

#include "text.h"

void json_clean(cJSON *value)
{
    static const char *const texts[] = {"body", "canonical_request", "string_to_sign"};
    bool                     keep_newlines = false;

    for (size_t i = 0; value->string && i < sizeof texts / sizeof *texts; i++)
        keep_newlines = keep_newlines || strcmp(value->string, texts[i]) == 0;
    if (value->valuestring)
        text_clean(value->valuestring, keep_newlines);
    for (cJSON *item = value->child; item; item = item->next)
        json_clean(item);
    if (value->string && !(value->type & cJSON_StringIsConst))
        text_clean(value->string, false);
}

const char *json_text(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));

    return text ? text : "";
}

unsigned long json_number(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

    return cJSON_IsNumber(item) && item->valuedouble >= 0 && item->valuedouble <= 4294967295.0
               ? (unsigned long)item->valuedouble
               : 0;
}

bool json_true(const cJSON *object, const char *key)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, key));
}
