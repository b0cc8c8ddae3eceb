/* create.c - a bandwidth package is asked for: the rules of the create page, and the purchase. */
#include "huawei.h"

#include <string.h>

#include "ledger.h"
#include "packages.h"

enum { PARAMETERS, NAME_TAKEN };
static const struct refusal refusals[] = {
    [PARAMETERS] = {400, "CC.1001", "Invalid parameters. "},
    [NAME_TAKEN] = {400, "CC.1053", "The bandwidth package name is already in use."},
};

static const char *const areas[] = {
    "Chinese-Mainland",      "Asia-Pacific",           "Africa", "Western-Latin-America",
    "Eastern-Latin-America", "Northern-Latin-America", NULL};
static const char *const area_codes[] = {"cm", "ap", "af", "wla", "ela", "nla"}; /* as in bandwidth.cmtoap */
static const char *const specs[] = {
    "bandwidth.aftoela",  "bandwidth.aftonla",  "bandwidth.aftowla",  "bandwidth.aptoela",  "bandwidth.aptonla",
    "bandwidth.aptowla",  "bandwidth.cmtoela",  "bandwidth.cmtonla",  "bandwidth.cmtowla",  "bandwidth.elatoela",
    "bandwidth.elatonla", "bandwidth.wlatoela", "bandwidth.wlatonla", "bandwidth.wlatowla", "bandwidth.aptoaf",
    "bandwidth.aptoap",   "bandwidth.cmtoaf",   "bandwidth.cmtoap",   "bandwidth.cmtocm",   NULL};
static const char *const charge_modes[] = {"bandwidth", NULL};
static const char *const resource_types[] = {"cloud_connection", NULL};
static const char *const interflow_modes[] = {"Area", "Region", NULL};
static const char *const period_types[] = {"month", "year", NULL};

static const struct rule package_rules[] = {
    {"name", RULE_TEXT, true, 1, 64, NULL},
    {"description", RULE_TEXT, false, 0, 85, NULL},
    {"enterprise_project_id", RULE_TEXT, false, 0, 36, NULL},
    {"project_id", RULE_TEXT, true, 1, 36, NULL},
    {"local_area_id", RULE_TEXT, true, 1, 64, NULL},
    {"remote_area_id", RULE_TEXT, true, 1, 64, NULL},
    {"charge_mode", RULE_TEXT, true, 0, 64, charge_modes},
    {"billing_mode", RULE_WHOLE_OR_DIGITS, true, 1, 6, NULL}, /* Terraform sends it as a string, and that works */
    {"bandwidth", RULE_WHOLE, true, 2, 999999, NULL},
    {"resource_id", RULE_TEXT, false, 0, 64, NULL},
    {"resource_type", RULE_TEXT, false, 0, 64, resource_types},
    {"spec_code", RULE_TEXT, false, 1, 64, NULL},
    {"interflow_mode", RULE_TEXT, false, 0, 64, interflow_modes},
    {"prepaid_options", RULE_OBJECT, false, 0, 0, NULL},
    {"tags", RULE_ARRAY, false, 0, 20, NULL}, /* not documented for create, but sent and answered */
};
/* With interflow_mode Region the areas are region ids and the specification codes are names of routes. */
static const struct rule area_rules[] = {
    {"local_area_id", RULE_TEXT, true, 1, 64, areas},
    {"remote_area_id", RULE_TEXT, true, 1, 64, areas},
    {"spec_code", RULE_TEXT, false, 1, 64, specs},
};
static const struct rule month_rules[] = {
    {"period_type", RULE_TEXT, true, 0, 64, period_types},
    {"period_num", RULE_WHOLE, true, 1, 9, NULL},
    {"is_auto_renew", RULE_FLAG, false, 0, 0, NULL},
    {"is_auto_pay", RULE_FLAG, false, 0, 0, NULL},
};
static const struct rule year_rules[] = {{"period_num", RULE_WHOLE, true, 1, 3, NULL}};
static const struct rule tag_rules[] = {
    {"key", RULE_TEXT, true, 1, 128, NULL},
    {"value", RULE_TEXT, false, 0, 255, NULL},
};

const char *huawei_tags_complaint(struct memory *memory, const cJSON *tags, const char *where)
{
    size_t number = 0;

    for (const cJSON *tag = tags != NULL ? tags->child : NULL; tag != NULL; tag = tag->next) {
        const char *path = memory_print(memory, "%s[%zu].", where, number++);
        const char *complaint = cJSON_IsObject(tag) ? json_complaint(memory, tag, path, tag_rules,
                                                                     sizeof tag_rules / sizeof tag_rules[0])
                                                    : memory_print(memory, "%s has to hold objects", where);

        if (complaint != NULL)
            return complaint;
        for (const cJSON *other = tags->child; other != tag; other = other->next) {
            if (strcmp(json_text(tag, "key", ""), json_text(other, "key", "")) == 0)
                return memory_print(memory, "%skey stands twice", path);
        }
    }
    return NULL;
}

static bool is_prepaid(const cJSON *package)
{
    long mode = json_whole(package, "billing_mode", 0);

    return mode == 1 || mode == 2; /* not by prepaid_options, which may stand beside any mode */
}

static const char *complaint_about(struct memory *memory, const cJSON *package)
{
    static const char path[] = "bandwidth_package.", options_path[] = "bandwidth_package.prepaid_options.";
    const char       *complaint = json_complaint(memory, package, path, package_rules,
                                                 sizeof package_rules / sizeof package_rules[0]);
    const cJSON      *options = json_member(package, "prepaid_options");

    if (complaint == NULL && strcmp(json_text(package, "interflow_mode", "Area"), "Area") == 0)
        complaint = json_complaint(memory, package, path, area_rules, sizeof area_rules / sizeof area_rules[0]);
    if (complaint == NULL && strpbrk(json_text(package, "description", ""), "<>") != NULL)
        complaint = "bandwidth_package.description may not hold < or >";
    if (complaint == NULL && is_prepaid(package)) {
        bool years = strcmp(json_text(options, "period_type", ""), "year") == 0;

        complaint = options == NULL ? "bandwidth_package.prepaid_options is missing; billing_mode 1 and 2 need it"
                                    : json_complaint(memory, options, options_path, month_rules,
                                                     sizeof month_rules / sizeof month_rules[0]);
        if (complaint == NULL && years)
            complaint = json_complaint(memory, options, options_path, year_rules,
                                       sizeof year_rules / sizeof year_rules[0]);
    }
    return complaint != NULL ? complaint
                             : huawei_tags_complaint(memory, json_member(package, "tags"), "bandwidth_package.tags");
}

static const char *area_code(const char *area)
{
    for (size_t i = 0; areas[i] != NULL; i++) {
        if (strcmp(areas[i], area) == 0)
            return area_codes[i];
    }
    return "";
}

/* The server chooses the specification when none is given. */
static const char *spec_of(struct memory *memory, const cJSON *package)
{
    const char *local = area_code(json_text(package, "local_area_id", ""));
    const char *remote = area_code(json_text(package, "remote_area_id", ""));
    const char *there, *back;

    if (*local == '\0' || *remote == '\0')
        return "";
    there = memory_print(memory, "bandwidth.%sto%s", local, remote);
    back = memory_print(memory, "bandwidth.%sto%s", remote, local);
    return text_is_one_of(back, specs) && !text_is_one_of(there, specs) ? back : there;
}

static void keep(const struct purchase *purchase, const cJSON *request)
{
    struct package *package = package_add(purchase->cloud, purchase->id);
    const cJSON    *tags = json_member(request, "tags"), *options = json_member(request, "prepaid_options");
    char            product[ID_SIZE] = "", mode[2] = {(char)('0' + json_whole(request, "billing_mode", 0)), '\0'};
    struct memory   memory = {0};

    package_rename(package, purchase->name);
    memcpy(package->order_id, purchase->order_id, sizeof package->order_id);
    package->paid = purchase->paid;
    package->mbps = json_whole(request, "bandwidth", 0);
    package_set(&package->description, json_text(request, "description", ""));
    package_set(&package->bound_to, json_text(request, "resource_id", ""));
    package_set(&package->own[GROUP], json_text(request, "enterprise_project_id", "0"));
    package_set(&package->own[PROJECT], json_text(request, "project_id", ""));
    package_set(&package->own[LOCAL_AREA], json_text(request, "local_area_id", ""));
    package_set(&package->own[REMOTE_AREA], json_text(request, "remote_area_id", ""));
    package_set(&package->own[SPEC], json_text(request, "spec_code", spec_of(&memory, request)));
    package_set(&package->own[BILLING_MODE], mode);
    package_set(&package->own[INTERFLOW], json_text(request, "interflow_mode", "Area"));
    if (is_prepaid(request)) {
        bool years = strcmp(json_text(options, "period_type", ""), "year") == 0;

        package->prepaid = true;
        package->expires = time_add_months(package->created, json_whole(options, "period_num", 1) * (years ? 12 : 1));
        memcpy(product, "OFFI", 4);
        random_text(product + 4, 18, "0123456789");
        package_set(&package->own[PRODUCT], product);
    }
    for (const cJSON *tag = tags != NULL ? tags->child : NULL; tag != NULL; tag = tag->next)
        (void)package_tag(package, json_text(tag, "key", ""), json_text(tag, "value", "")); /* 20 of them at most */
    memory_free(&memory);
}

static bool buy(struct exchange *exchange, const cJSON *body)
{
    const cJSON    *package = json_member(body, "bandwidth_package");
    const char     *complaint;
    struct purchase purchase;

    if (!cJSON_IsObject(package))
        return refuse(exchange, &refusals[PARAMETERS], "bandwidth_package is missing or not an object");
    complaint = complaint_about(&exchange->memory, package);
    if (complaint != NULL)
        return refuse(exchange, &refusals[PARAMETERS], "%s", complaint);
    purchase = (struct purchase){
        .cloud = exchange->cloud,
        .name = json_text(package, "name", ""),
        .token = "", /* there is no client token at this provider */
        .token_digest = "",
        .paid = !is_prepaid(package) || json_flag(json_member(package, "prepaid_options"), "is_auto_pay"),
        .request = json_line(&exchange->memory, exchange->body.data, exchange->body.size),
    };
    if (package_name_is_taken(exchange->cloud, purchase.name))
        return refuse(exchange, &refusals[NAME_TAKEN], "%s", "");
    random_uuid(purchase.id);
    if (is_prepaid(package)) {
        memcpy(purchase.order_id, "CS", 2);
        random_text(purchase.order_id + 2, 15, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    }
    if (ledger_buy(&purchase) != BOUGHT) /* without a token it is bought, or cannot be written down */
        return refuse(exchange, &exchange->cloud->internal, "%s", "");
    keep(&purchase, package);
    huawei_answer_package(exchange, 201, package_find(purchase.id));
    return true;
}

void huawei_create(struct exchange *exchange)
{
    const char *complaint;
    cJSON      *body = json_read(exchange->body.data, exchange->body.size, &complaint);

    if (body == NULL) {
        (void)refuse(exchange, &refusals[PARAMETERS], "The body cannot be used: %s", complaint);
        return;
    }
    (void)buy(exchange, body);
    cJSON_Delete(body);
}
