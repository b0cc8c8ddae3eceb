/* look.c - one package, or a page of them. */
#include <string.h>

#include "huawei/huawei.h"

enum { PAGE_SIZE_MAX = 500 }; /* of 2000: an answer has to fit in what is taken for a body */

/* Behind the path of all packages these words are operations, and no ids [hw-go-sdk, cc_meta.go]. */
static bool is_operation(const char *id)
{
    static const char *const words[] = {"tags",  "filter", "levels", "lines", "sites", "area-specifications",
                                        "region-specifications"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], id) == 0)
            return true;
    }
    return false;
}

/* As it is in an address: a query after the path of all packages, or an id behind it. */
static bwp_status aim(const struct context *context, const char *id, struct http_request *request, struct fault *fault)
{
    const char *account = context->config->given.account;

    if (*account == '\0')
        return bwpi_huawei_fault_account(context->config, fault);
    if (is_operation(id))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "id", "id is \"%s\", which is an operation in its address; give an id",
                          id);
    request->method = "GET";
    bwpi_buf_add_text(&request->path, "/v3/");
    bwpi_buf_add_text(&request->path, account);
    bwpi_buf_add_text(&request->path, "/ccaas/bandwidth-packages");
    if (*id != '\0') {
        bwpi_buf_add_char(&request->path, '/');
        bwpi_buf_add_text(&request->path, id);
    }
    bwpi_pairs_add(&request->headers, "X-Domain-Id", account);
    return BWP_OK;
}

bwp_status bwpi_huawei_get(const struct context *context, const struct step *step, struct http_request *request,
                           struct fault *fault)
{
    if (aim(context, step->id, request, fault) != BWP_OK)
        return fault->status;
    return bwpi_http_fault(bwpi_http_request_state(request), fault);
}

static void add_given(struct pairs *params, const char *name, const char *value)
{
    if (*value != '\0')
        bwpi_pairs_add(params, name, value);
}

/* A marker is heeded only beside a limit, and both must not change with the filters while paging [hw-list]. */
bwp_status bwpi_huawei_list(const struct context *context, const struct step *step, struct http_request *request,
                            struct fault *fault)
{
    const struct order *order = step->order;
    struct pairs       *params = &request->params;

    if (aim(context, "", request, fault) != BWP_OK)
        return fault->status;
    bwpi_pairs_add_uint(params, "limit", PAGE_SIZE_MAX);
    add_given(params, "marker", step->marker);
    if (order->asked == ASKED_FILTER) {
        add_given(params, "name", order->filter.name);
        add_given(params, "status", order->filter.status);
        add_given(params, "resource_id", order->filter.bound_to);
        add_given(params, "enterprise_project_id", order->filter.resource_group);
    } else {
        add_given(params, "name", order->request.name);
    }
    return bwpi_http_fault(bwpi_http_request_state(request), fault);
}

void bwpi_huawei_read_list(const struct json *json, struct reply *reply)
{
    const struct json *packages = bwpi_json_member(json, "bandwidth_packages");

    if (!bwpi_json_is_array(packages)) /* without the list the reply stays unclear */
        return;
    bwpi_reply_accept(reply);
    bwpi_reply_text(reply->marker, sizeof reply->marker,
                    bwpi_json_text(bwpi_json_member(bwpi_json_member(json, "page_info"), "next_marker")));
    for (const struct json *item = bwpi_json_first(packages); item != NULL; item = bwpi_json_next(item)) {
        struct description description;

        bwpi_huawei_describe(item, &description);
        if (!bwpi_reply_describe(reply, &description))
            return;
    }
}
