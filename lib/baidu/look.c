/* look.c - one package, or a page of them; nothing can be filtered there. */
#include <string.h>

#include "baidu/baidu.h"

enum { PAGE_SIZE_MAX = 1000 }; /* also what is taken where nothing is said [bd-list] */

bwp_status bwpi_baidu_put_path(const char *id, struct http_request *request, struct fault *fault)
{
    if (strcmp(id, "price") == 0)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "id",
                          "id is \"%s\", which is an operation in its address; give an id", id);
    bwpi_buf_add_text(&request->path, "/v1/csn/bp/");
    bwpi_buf_add_text(&request->path, id);
    return BWP_OK;
}

bwp_status bwpi_baidu_get(const struct context *context, const struct step *step, struct http_request *request,
                          struct fault *fault)
{
    (void)context;
    if (bwpi_baidu_put_path(step->id, request, fault) != BWP_OK)
        return fault->status;
    request->method = "GET";
    return BWP_OK;
}

bwp_status bwpi_baidu_list(const struct context *context, const struct step *step, struct http_request *request,
                           struct fault *fault)
{
    (void)context;
    (void)fault;
    request->method = "GET";
    bwpi_buf_add_text(&request->path, "/v1/csn/bp");
    bwpi_pairs_add_uint(&request->params, "maxKeys", PAGE_SIZE_MAX);
    if (step->marker[0] != '\0')
        bwpi_pairs_add(&request->params, "marker", step->marker);
    return BWP_OK;
}

/* A list that goes on without saying where is no list to rely on. */
void bwpi_baidu_read_list(const struct json *json, struct reply *reply)
{
    const struct json *packages = bwpi_json_member(json, "csnBps");
    const char        *marker = bwpi_json_text_or_empty(bwpi_json_member(json, "nextMarker"));
    bool               goes_on = false;

    if (!bwpi_json_boolean(bwpi_json_member(json, "isTruncated"), &goes_on) && *marker != '\0')
        return;
    if (!bwpi_json_is_array(packages) || (goes_on && *marker == '\0'))
        return;
    if (bwpi_reply_list(reply, packages, bwpi_baidu_describe) && goes_on)
        bwpi_reply_goes_on(reply, marker);
}
