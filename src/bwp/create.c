/* create.c - what was bought stays bought: a wait can only add to the result of the purchase. */
#include "create.h"

#include <stddef.h>
#include <string.h>

#include "view.h"

enum { MESSAGE_MAX = 64 * 1024 };

static void write_message(struct buf *to, const struct json *bought, const struct json *waited)
{
    if (view_true(bought, "awaits_payment"))
        bwpi_buf_add_text(to, "it was not waited for, because the order waits for your payment");
    else if (waited == NULL)
        bwpi_buf_add_text(to, "it could not be waited for; look at it with bwp get");
    else
        bwpi_buf_add_text(to, view_text(waited, "message"));
}

void create_merge(struct buf *to, const struct json *bought, const struct json *waited)
{
    struct json_writer writer = {to, false};
    bool               is_ready = strcmp(view_text(waited, "outcome"), "done") == 0;
    bool               tells = !is_ready && strcmp(view_text(bought, "status"), "ok") == 0;
    const struct json *seen = bwpi_json_member(waited, "packages");
    struct buf         message;

    bwpi_buf_init(&message, MESSAGE_MAX);
    write_message(&message, bought, waited);
    bwpi_json_open(&writer, NULL, '{');
    for (const struct json *member = bwpi_json_first(bought); member != NULL; member = bwpi_json_next(member)) {
        const char *key = bwpi_json_key(member);

        if (tells && strcmp(key, "status") == 0)
            bwpi_json_put_text(&writer, key, waited != NULL ? view_text(waited, "status") : "conflict");
        else if (tells && strcmp(key, "message") == 0)
            bwpi_json_put_text(&writer, key, bwpi_buf_text(&message));
        else if (tells && strcmp(key, "field") == 0)
            bwpi_json_put_text(&writer, key, "wait");
        else if (strcmp(key, "packages") == 0 && bwpi_json_first(seen) != NULL)
            bwpi_json_put(&writer, key, seen);
        else
            bwpi_json_put(&writer, key, member);
    }
    bwpi_json_close(&writer, '}');
    bwpi_buf_free(&message);
}
