/* unit_rows.c - makes a request or an answer of each row, and holds it against what the row expects. */
#include "unit_rows.h"

#include <stdio.h>
#include <string.h>

const char unit_none[] = "";

/* form has two %s; a text that the caller made is no format that a compiler could check. */
static void fill(char *to, size_t room, const char *form, const char *first, const char *second)
{
    const char *one = strstr(form, "%s"), *two = one != NULL ? strstr(one + 2, "%s") : NULL;
    int         size;

    assert_non_null(two);
    size = snprintf(to, room, "%.*s%s%.*s%s%s", (int)(one - form), form, first, (int)(two - one - 2), one + 2, second,
                    two + 2);
    assert_true(size >= 0 && (size_t)size < room);
}

/* ---- what a room writes ---- */

struct member {
    size_t offset, size;
};

#define MEMBER(type, member)                                                                                           \
    {                                                                                                                  \
        offsetof(type, member), sizeof(((type *)NULL)->member)                                                         \
    }

static const struct member request_members[] = {
    MEMBER(bwp_request, name),           MEMBER(bwp_request, description),
    MEMBER(bwp_request, bandwidth_mbps), MEMBER(bwp_request, area_a),
    MEMBER(bwp_request, area_b),         MEMBER(bwp_request, billing),
    MEMBER(bwp_request, period),         MEMBER(bwp_request, period_unit),
    MEMBER(bwp_request, auto_pay),       MEMBER(bwp_request, auto_renew),
    MEMBER(bwp_request, bind_to),        MEMBER(bwp_request, resource_group),
    MEMBER(bwp_request, tags),           MEMBER(bwp_request, tag_count),
    MEMBER(bwp_request, client_token),   MEMBER(bwp_request, provider_options)};

static const struct member config_members[] = {
    MEMBER(bwp_config, access_key), MEMBER(bwp_config, secret_key), MEMBER(bwp_config, security_token),
    MEMBER(bwp_config, auth_token), MEMBER(bwp_config, account),    MEMBER(bwp_config, project),
    MEMBER(bwp_config, site),       MEMBER(bwp_config, endpoint),   MEMBER(bwp_config, signature)};

/* Copies the members that differ from the plain ones.  A row that gives a member which is not in the table would test
 * nothing, so it fails the test: once the known members are taken away, all bytes have to be 0. */
static void change(const char *which, void *plain, const void *differences, size_t size, const struct member *members,
                   size_t count)
{
    static const unsigned char zeros[sizeof(bwp_config) + sizeof(bwp_request)];
    static const char *const   none = unit_none;
    unsigned char              rest[sizeof zeros];

    memcpy(rest, differences, size);
    for (size_t i = 0; i < count; i++) {
        unsigned char *to = (unsigned char *)plain + members[i].offset, *from = rest + members[i].offset;

        if (members[i].size == sizeof none && memcmp(from, &none, sizeof none) == 0)
            memset(to, 0, sizeof none);
        else if (memcmp(from, zeros, members[i].size) != 0)
            memcpy(to, from, members[i].size);
        memset(from, 0, members[i].size);
    }
    unit_number(which, "members that unit_rows.c does not know", 0, memcmp(rest, zeros, size));
}

static void check_translation(const struct unit_translation *row, const bwp_config *config, const bwp_request *request)
{
    bwp_result *result = unit_done(row->name, config, request);
    const char *token = bwp_result_client_token(result), *shown = bwp_result_http_request(result);
    const char *given = row->token != NULL ? row->token : request->client_token;

    if (row->body != NULL)
        unit_text(row->name, "body", row->body, unit_body(result));
    if (row->json != NULL)
        unit_same_json(row->name, "body", row->json, unit_body(result));
    if (row->query != NULL)
        unit_text(row->name, "query", row->query, unit_query(result));
    for (size_t i = 0; i < COUNT(row->has) && row->has[i] != NULL; i++)
        unit_holds(row->name, "request", row->has[i], shown);
    for (size_t i = 0; i < COUNT(row->lacks) && row->lacks[i] != NULL; i++)
        unit_lacks(row->name, "request", row->lacks[i], shown);
    if (given != NULL)
        unit_text(row->name, "client token", given, token);
    unit_holds(row->name, "the client token of the result", token, shown); /* what makes another try safe was sent */
    bwp_result_free(result);
}

void unit_translate_rows(const struct provider *provider, const struct unit_translation *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bwp_config  config = unit_config(provider->name);
        bwp_request request = unit_request_for(provider->name);

        change(rows[i].name, &request, &rows[i].request, sizeof request, request_members, COUNT(request_members));
        change(rows[i].name, &config, &rows[i].config, sizeof config, config_members, COUNT(config_members));
        if (rows[i].status == BWP_OK)
            check_translation(&rows[i], &config, &request);
        else
            unit_refused(rows[i].name, &config, &request, rows[i].status, rows[i].field, rows[i].part);
    }
}

void unit_translate_areas(const struct provider *provider, const char *form)
{
    const struct terms *terms = &provider->terms;

    for (size_t i = 0; i < terms->area_count; i++) {
        const struct area      *a = &terms->areas[i], *b = &terms->areas[terms->area_count - 1 - i];
        char                    part[128];
        struct unit_translation row;

        memset(&row, 0, sizeof row); /* its padding, too: see change() */
        row.name = a->neutral;
        row.request.area_a = a->neutral;
        row.request.area_b = b->neutral;
        row.has[0] = part;
        fill(part, sizeof part, form, a->own, b->own);
        unit_translate_rows(provider, &row, 1);
    }
}

/* ---- what a room reads ---- */

typedef const char *getter(const bwp_package *package);

static void check_package(const char *which, const struct unit_package *expected, const bwp_package *package)
{
    const struct {
        const char *name, *expected;
        getter     *actual;
    } texts[] = {
        {"id", expected->id, bwp_package_id},
        {"name", expected->name, bwp_package_name},
        {"description", expected->description, bwp_package_description},
        {"status", expected->status, bwp_package_status},
        {"area_a", expected->area_a, bwp_package_area_a},
        {"area_b", expected->area_b, bwp_package_area_b},
        {"order_id", expected->order_id, bwp_package_order_id},
        {"created_at", expected->created_at, bwp_package_created_at},
        {"updated_at", expected->updated_at, bwp_package_updated_at},
        {"expires_at", expected->expires_at, bwp_package_expires_at},
        {"bound_to", expected->bound_to, bwp_package_bound_to},
        {"resource_group", expected->resource_group, bwp_package_resource_group},
    };
    bool has_tag = expected->tag.key != NULL;

    for (size_t i = 0; i < COUNT(texts); i++)
        unit_text(which, texts[i].name, texts[i].expected != NULL ? texts[i].expected : "", texts[i].actual(package));
    unit_number(which, "bandwidth_mbps", expected->bandwidth_mbps, bwp_package_bandwidth_mbps(package));
    unit_number(which, "billing", expected->billing, bwp_package_billing(package));
    unit_number(which, "state", expected->state, bwp_package_state(package));
    unit_number(which, "tags", has_tag, (long long)bwp_package_tag_count(package));
    unit_text(which, "tag key", has_tag ? expected->tag.key : "", bwp_package_tag(package, 0).key);
    unit_text(which, "tag value", has_tag ? expected->tag.value : "", bwp_package_tag(package, 0).value);
    if (expected->json != NULL)
        unit_text(which, "JSON", expected->json, bwp_package_json(package));
    unit_number(which, "JSON", '{', bwp_package_json(package)[0]);
    unit_holds(which, "JSON", expected->id, bwp_package_json(package));
}

static void check_reading(const char *which, const struct unit_reading *row, const struct reply *reply)
{
    bool        is_yes = row->verdict == REPLY_ACCEPTED;
    const char *unsaid = is_yes ? "" : NULL, *order_id = row->package.order_id;
    const struct {
        const char *step, *expected, *actual;
    } texts[] = {
        {"code", row->code != NULL ? row->code : unsaid, reply->code},
        {"message", row->message != NULL ? row->message : unsaid, reply->message},
        {"request id", row->request_id != NULL ? row->request_id : unsaid, reply->request_id},
        {"order", order_id != NULL ? order_id : "", reply->order_id},
    };

    unit_number(which, "verdict", row->verdict, reply->verdict);
    unit_number(which, "status", row->status, reply->status);
    for (size_t i = 0; i < COUNT(texts); i++) {
        if (texts[i].expected != NULL)
            unit_text(which, texts[i].step, texts[i].expected, texts[i].actual);
    }
    if (row->advice != NULL)
        unit_holds(which, "advice", row->advice, reply->advice != NULL ? reply->advice : "");
    unit_number(which, "server time", row->server_time, reply->server_time);
    unit_number(which, "retry after", row->retry_after_ms, reply->retry_after_ms);
    unit_number(which, "meaning", row->meaning, reply->meaning);
    unit_text(which, "marker", row->marker != NULL ? row->marker : "", reply->marker);
    unit_number(which, "packages",
                !is_yes          ? 0
                : row->count > 0 ? (long long)row->count
                                 : row->package.id != NULL,
                (long long)reply->packages.count);
    if (reply->packages.count > 0)
        check_package(which, &row->package, bwpi_packages_at(&reply->packages, 0));
}

void unit_read_rows(const struct provider *provider, const char *form, const struct unit_reading *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct unit_reading *row = &rows[i];
        struct unit_answer         answer;
        char                       which[512], body[1024];

        if (row->body == NULL)
            fill(body, sizeof body, form, row->code, row->message);
        (void)snprintf(which, sizeof which, "%d %.200s", row->http_status,
                       row->name != NULL   ? row->name
                       : row->body != NULL ? row->body
                                           : body);
        unit_read(&answer, provider, row->verb, row->id != NULL ? row->id : "bwp-1", row->http_status,
                  row->headers != NULL ? row->headers : "", row->body != NULL ? row->body : body, row->body_size);
        check_reading(which, row, &answer.reply);
        unit_answer_free(&answer);
    }
}
