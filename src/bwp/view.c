/* view.c - the only place of the program that decides what stands for an absent value. */
#include "view.h"

#include <stddef.h>
#include <stdint.h>

const char *view_text(const struct json *object, const char *key)
{
    const char *text = bwpi_json_text(bwpi_json_member(object, key));

    return text != NULL ? text : "";
}

unsigned view_number(const struct json *object, const char *key)
{
    int64_t number = 0;

    if (!bwpi_json_integer(bwpi_json_member(object, key), &number) || number < 0 || number > UINT32_MAX)
        return 0;
    return (unsigned)number;
}

bool view_true(const struct json *object, const char *key)
{
    bool value = false;

    return bwpi_json_boolean(bwpi_json_member(object, key), &value) && value;
}
