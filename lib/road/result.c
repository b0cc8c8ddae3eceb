/* result.c - making results, and the one result that needs no memory. */
#include "road/result.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_READY = 1536 }; /* for each text of a request that is shown; few are as long */

/* Handed out in place of results.  Of a find: a no would be taken for "there is none". */
static const struct lack without_memory = {BWP_NOT_DONE, "there is not enough memory; nothing was sent"};
static const struct lack find_without_memory = {BWP_UNKNOWN, "there is not enough memory; nothing was looked at"};

const struct lack *bwpi_result_lack(const bwp_result *result)
{
    const void *handed_out = result;

    return handed_out == &without_memory || handed_out == &find_without_memory ? handed_out : NULL;
}

bwp_result *bwpi_result_new(void)
{
    bwp_result *result = calloc(1, sizeof *result);

    if (result == NULL)
        return NULL;
    result->outcome = BWP_UNKNOWN;
    bwpi_buf_init(&result->request, 4 * HTTP_REQUEST_MAX);
    bwpi_buf_init(&result->canonical_request, 4 * HTTP_REQUEST_MAX);
    bwpi_buf_init(&result->string_to_sign, 4 * HTTP_REQUEST_MAX);
    bwpi_buf_init(&result->whoami, 4 * HTTP_REQUEST_MAX);
    bwpi_http_response_init_empty(&result->response);
    return result;
}

bool bwpi_result_reserve(bwp_result *result)
{
    struct buf *const shown[] = {&result->request, &result->canonical_request, &result->string_to_sign};
    char             *at = malloc(HTTP_RESPONSE_READY + sizeof shown / sizeof shown[0] * SHOWN_READY);

    result->room = at;
    if (at == NULL)
        return false;
    bwpi_http_response_lend(&result->response, at);
    at += HTTP_RESPONSE_READY;
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++, at += SHOWN_READY)
        bwpi_buf_lend(shown[i], at, SHOWN_READY);
    return true;
}

void bwpi_result_shrink(bwp_result *result)
{
    struct buf *const texts[] = {&result->response.headers,  &result->response.body,  &result->request,
                                 &result->canonical_request, &result->string_to_sign, &result->whoami};
    bool              is_room_used = false;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bwpi_buf_shrink(texts[i]);
        is_room_used = is_room_used || texts[i]->is_lent;
    }
    if (is_room_used) /* a text found no memory of its own */
        return;
    free(result->room);
    result->room = NULL;
}

bwp_result *bwpi_result_without_memory(void)
{
    return (bwp_result *)(uintptr_t)&without_memory;
}

bwp_result *bwpi_result_find_without_memory(void)
{
    return (bwp_result *)(uintptr_t)&find_without_memory;
}

void bwpi_result_fault(bwp_result *result, const struct fault *fault)
{
    result->outcome = BWP_NOT_DONE;
    result->status = fault->status;
    result->retry_is_safe = true;
    memcpy(result->message, fault->message, sizeof fault->message);
    memcpy(result->field, fault->field, sizeof fault->field);
}

void bwp_result_free(bwp_result *result)
{
    if (result == NULL || bwpi_result_lack(result) != NULL)
        return;
    bwpi_http_response_free(&result->response);
    bwpi_reply_free(&result->reply);
    bwpi_packages_free(&result->packages);
    bwpi_order_free(&result->order);
    bwpi_buf_free(&result->request);
    bwpi_buf_free(&result->canonical_request);
    bwpi_buf_free(&result->string_to_sign);
    bwpi_buf_free(&result->whoami);
    free(result->room);
    free(result);
}
