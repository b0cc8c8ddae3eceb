/* package.c - one package as Cloud Connect shows it, and the one that a path names. */
#include "huawei.h"

#include "packages.h"

static const struct refusal not_found = {404, "CC.1002", "The resource was not found."};

struct package *huawei_package(struct exchange *exchange)
{
    struct package *package = package_find(path_segment(exchange, ID_SEGMENT));

    if (package == NULL || package->cloud != exchange->cloud || !package_is_there(package)) {
        (void)refuse(exchange, &not_found, "%s", "");
        return NULL;
    }
    return package;
}

const char *huawei_status(const struct package *package)
{
    return *package->status != '\0' ? package->status : "ACTIVE";
}

static void write_tags(struct text *text, const struct package *package)
{
    text_put(text, ",\"tags\":[");
    for (size_t i = 0; i < package->tag_count; i++) {
        text_put(text, i > 0 ? ",{" : "{");
        text_member(text, "key", package->tags[i].key);
        text_member(text, "value", package->tags[i].value);
        text_put(text, "}");
    }
    text_put(text, "]");
}

/* All 22 members of the create page, in its order. */
void huawei_write_package(struct exchange *exchange, const struct package *package)
{
    char         created[TIME_SIZE], updated[TIME_SIZE];
    struct text *text = &exchange->answer;

    time_print(package->created, TIME_EXTENDED, created);
    time_print(package->updated, TIME_EXTENDED, updated);
    text_put(text, "{");
    if (exchange->mishap.effect != MISHAP_NO_ID)
        text_member(text, "id", package->id);
    text_member(text, "name", package->name);
    text_member(text, "description", package->description);
    text_member(text, "domain_id", EMULATOR_ACCOUNT);
    text_member(text, "enterprise_project_id", package->own[GROUP]);
    text_member(text, "project_id", package->own[PROJECT]);
    text_member(text, "created_at", created);
    text_member(text, "updated_at", updated);
    text_member(text, "resource_id", package->bound_to);
    text_member(text, "resource_type", *package->bound_to != '\0' ? "cloud_connection" : "");
    text_member(text, "local_area_id", package->own[LOCAL_AREA]);
    text_member(text, "remote_area_id", package->own[REMOTE_AREA]);
    text_member(text, "spec_code", package->own[SPEC]);
    /* A string, as in the create page's own example, although its table says integer. */
    text_member(text, "billing_mode", package->own[BILLING_MODE]);
    write_tags(text, package);
    text_member(text, "status", huawei_status(package));
    text_print(text, ",\"admin_state_up\":%s", *package->status == '\0' ? "true" : "false");
    text_member(text, "order_id", *package->resize_order_id != '\0' ? package->resize_order_id : package->order_id);
    text_member(text, "product_id", package->own[PRODUCT]);
    text_member(text, "charge_mode", "bandwidth");
    text_print(text, ",\"bandwidth\":%ld", package->mbps);
    text_member(text, "interflow_mode", package->own[INTERFLOW]);
    text_put(text, "}");
}

void huawei_answer_package(struct exchange *exchange, unsigned status, const struct package *package)
{
    char request_id[33];

    huawei_start(exchange, status, request_id);
    text_put(&exchange->answer, "{");
    text_member(&exchange->answer, "request_id", request_id);
    text_put(&exchange->answer, ",\"bandwidth_package\":");
    huawei_write_package(exchange, package);
    text_put(&exchange->answer, "}");
    exchange->done = true;
}

void huawei_get(struct exchange *exchange)
{
    struct package *package = package_find(path_segment(exchange, ID_SEGMENT));

    if (package != NULL && package->cloud == exchange->cloud && package_look(package))
        huawei_answer_package(exchange, 200, package);
    else
        (void)refuse(exchange, &not_found, "%s", "");
}
