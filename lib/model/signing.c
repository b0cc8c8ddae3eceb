/* signing.c - the texts that are common to the signatures; what is peculiar to one stands in its provider's room. */
#include "model/signing.h"

#include <string.h>

#include "base/crypto.h"
#include "base/uri.h"

/* Lists every text of a signing, so that none is forgotten where they are freed, cleared or looked at. */
enum { TEXT_COUNT = 3 + 3 * VIEWS };

static void list_texts(struct signing *signing, struct buf *texts[TEXT_COUNT])
{
    size_t count = 0;

    texts[count++] = &signing->headers.text;
    texts[count++] = &signing->canonical.text;
    texts[count++] = &signing->target;
    for (size_t view = 0; view < VIEWS; view++) {
        texts[count++] = &signing->form[view];
        texts[count++] = &signing->canonical_request[view];
        texts[count++] = &signing->string_to_sign[view];
    }
}

void bwpi_signing_init(struct signing *signing)
{
    /* Member by member, because most of it is room for pairs, which nobody reads before it is set. */
    bwpi_pairs_init(&signing->headers, HTTP_REQUEST_MAX);
    bwpi_pairs_init(&signing->canonical, HTTP_REQUEST_MAX);
    bwpi_buf_init(&signing->target, HTTP_REQUEST_MAX);
    bwpi_buf_lend(&signing->target, signing->target_room, sizeof signing->target_room);
    for (size_t view = 0; view < VIEWS; view++) {
        bwpi_buf_init(&signing->form[view], HTTP_REQUEST_MAX);
        bwpi_buf_init(&signing->canonical_request[view], 2 * HTTP_REQUEST_MAX);
        bwpi_buf_init(&signing->string_to_sign[view], 4 * HTTP_REQUEST_MAX); /* some encode what is encoded already */
        bwpi_buf_lend(&signing->canonical_request[view], signing->rooms[view], sizeof signing->rooms[view]);
        bwpi_buf_lend(&signing->string_to_sign[view], signing->rooms[VIEWS + view], sizeof signing->rooms[view]);
    }
    signing->has_form = false;
    signing->signature[0] = '\0';
}

void bwpi_signing_free(struct signing *signing)
{
    struct buf *texts[TEXT_COUNT];

    list_texts(signing, texts);
    for (size_t i = 0; i < TEXT_COUNT; i++)
        bwpi_buf_free(texts[i]);
    bwpi_wipe(signing->signature, sizeof signing->signature);
}

void bwpi_signing_clear(struct signing *signing)
{
    struct buf *texts[TEXT_COUNT];

    list_texts(signing, texts);
    for (size_t i = 0; i < TEXT_COUNT; i++)
        bwpi_buf_clear(texts[i]);
    signing->headers.count = signing->canonical.count = 0;
    signing->has_form = false;
    signing->signature[0] = '\0';
}

bwp_status bwpi_signing_check(const struct http_request *request, const struct signing *signing, struct fault *fault)
{
    struct buf    *texts[TEXT_COUNT];
    enum buf_state state = bwpi_http_request_state(request);

    list_texts((struct signing *)(uintptr_t)signing, texts); /* they are only looked at */
    for (size_t i = 0; i < TEXT_COUNT; i++)
        state = state != BUF_OK ? state : texts[i]->state;
    return bwpi_http_fault(state, fault);
}

void bwpi_signing_aim(struct signing *signing, const struct http_request *request, pairs_order *order)
{
    struct pairs *sorted = &signing->canonical; /* not in use before the headers are sorted into it */

    bwpi_pairs_add_all(sorted, &request->params);
    bwpi_pairs_sort(sorted, order);
    bwpi_uri_encode(&signing->target, bwpi_buf_text(&request->path), true);
    if (sorted->count > 0) {
        bwpi_buf_add_char(&signing->target, '?');
        bwpi_uri_query(&signing->target, sorted);
    }
    if (sorted->text.state != BUF_OK)
        signing->target.state = sorted->text.state;
    bwpi_pairs_clear(sorted);
}

const char *bwpi_signing_query(const struct signing *signing)
{
    const char *target = bwpi_buf_text(&signing->target), *mark = strchr(target, '?'); /* one in the path is encoded */

    return mark != NULL ? mark + 1 : "";
}

const struct buf *bwpi_signing_body(const struct signing *signing, const struct http_request *request, enum view view)
{
    return signing->has_form ? &signing->form[view] : &request->body;
}

void bwpi_signing_sort_headers(struct signing *signing, const struct http_request *request)
{
    bwpi_pairs_add_lower(&signing->canonical, &request->headers);
    bwpi_pairs_add_lower(&signing->canonical, &signing->headers);
    bwpi_pairs_sort(&signing->canonical, bwpi_pairs_by_name);
}

void bwpi_signing_canonicalise(struct signing *signing, const struct http_request *request, const char *uri,
                               const char *body_hash)
{
    for (enum view view = AS_SENT; view < VIEWS; view++) {
        struct buf *canonical = &signing->canonical_request[view];

        bwpi_buf_add_text(canonical, request->method);
        bwpi_buf_add_char(canonical, '\n');
        bwpi_buf_add_text(canonical, uri);
        bwpi_buf_add_char(canonical, '\n');
        bwpi_buf_add_text(canonical, bwpi_signing_query(signing));
        bwpi_buf_add_char(canonical, '\n');
        bwpi_pairs_put_lines(canonical, &signing->canonical, ":", view);
        bwpi_buf_add_char(canonical, '\n'); /* the block of lines ends with a line feed, and the join adds another */
        bwpi_pairs_put_names(canonical, &signing->canonical);
        bwpi_buf_add_char(canonical, '\n');
        bwpi_buf_add_text(canonical, body_hash);
    }
}

void bwpi_signing_authorize(struct signing *signing, const char *before_key, const char *access_key,
                            const char *before_names, const char *before_signature)
{
    struct buf texts[VIEWS] = {BUF_INIT(HTTP_REQUEST_MAX), BUF_INIT(HTTP_REQUEST_MAX)};
    char       rooms[VIEWS][512];

    for (enum view view = AS_SENT; view < VIEWS; view++) {
        struct buf *text = &texts[view];

        bwpi_buf_lend(text, rooms[view], sizeof rooms[view]);
        bwpi_buf_add_text(text, before_key);
        bwpi_buf_add_text(text, view == AS_SENT ? access_key : STARS);
        bwpi_buf_add_text(text, before_names);
        bwpi_pairs_put_names(text, &signing->canonical);
        bwpi_buf_add_text(text, before_signature);
        bwpi_buf_add_text(text, view == AS_SENT ? signing->signature : STARS);
    }
    bwpi_pairs_add_shown(&signing->headers, "Authorization", bwpi_buf_text(&texts[AS_SENT]),
                         bwpi_buf_text(&texts[AS_SHOWN]));
    for (enum view view = AS_SENT; view < VIEWS; view++) {
        if (texts[view].state != BUF_OK)
            signing->headers.text.state = texts[view].state;
        bwpi_buf_free(&texts[view]);
    }
}

void bwpi_signing_show(const struct signing *signing, const struct http_request *request, const char *base,
                       struct buf *to)
{
    bwpi_buf_add_text(to, request->method);
    bwpi_buf_add_char(to, ' ');
    bwpi_buf_add_text(to, base);
    bwpi_buf_add_text(to, bwpi_buf_text(&signing->target));
    bwpi_buf_add_char(to, '\n');
    bwpi_pairs_put_lines(to, &request->headers, ": ", AS_SHOWN);
    bwpi_pairs_put_lines(to, &signing->headers, ": ", AS_SHOWN);
    bwpi_buf_add_char(to, '\n');
    bwpi_buf_add_text(to, bwpi_buf_text(bwpi_signing_body(signing, request, AS_SHOWN)));
}
