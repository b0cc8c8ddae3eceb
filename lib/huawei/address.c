/* address.c - where an operation stands: the path of all packages, of one, or of what is done to one. */
#include <string.h>

#include "huawei/huawei.h"

/* Behind the path of all packages these words are operations, and no ids [hw-go]. */
static bool is_operation(const char *id)
{
    static const char *const words[] = {
        "tags", "filter", "levels", "lines", "sites", "area-specifications", "region-specifications"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], id) == 0)
            return true;
    }
    return false;
}

static bwp_status fault_account(const struct config *config, struct fault *fault)
{
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, "account",
                      "account is missing; give the account's domain_id, or set %s; a preview does not ask for it",
                      config->site->environment.account[0]);
}

bwp_status bwpi_huawei_aim(const struct context *context, const char *method, const char *id, const char *action,
                           struct http_request *request, struct fault *fault)
{
    const char *account = context->account != NULL ? context->account : context->config->given.account;

    if (*account == '\0')
        return fault_account(context->config, fault);
    if (is_operation(id))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "id",
                          "id is \"%s\", which is an operation in its address; give an id", id);
    request->method = method;
    bwpi_buf_add_text(&request->path, "/v3/");
    bwpi_buf_add_text(&request->path, account);
    bwpi_buf_add_text(&request->path, "/ccaas/bandwidth-packages");
    if (*id != '\0') {
        bwpi_buf_add_char(&request->path, '/');
        bwpi_buf_add_text(&request->path, id);
        bwpi_buf_add_text(&request->path, action);
    }
    if (strcmp(method, "GET") != 0 && strcmp(method, "DELETE") != 0)
        bwpi_pairs_add(&request->headers, "Content-Type", "application/json");
    bwpi_pairs_add(&request->headers, "X-Domain-Id", account); /* in no document, but every SDK sends it [hw-go] */
    return BWP_OK;
}
