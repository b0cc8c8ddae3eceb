/* read.c - what an answer of Cloud Connect says. */
#include <stdlib.h>
#include <string.h>

#include "base/json_text.h"
#include "huawei/huawei.h"

/* Documented as a number, but the string "3" in the example of an answer: both are read [hw-create-2025]. */
static bwp_billing read_billing(const struct json *mode)
{
    static const bwp_billing billings[] = {
        0, BWP_PREPAID, BWP_PREPAID, BWP_POSTPAID, BWP_POSTPAID, BWP_POSTPAID_95, BWP_POSTPAID_95};
    const char *text = bwpi_json_text(mode);
    int64_t     number = 0;

    if (text != NULL)
        number = strlen(text) == 1 ? text[0] - '0' : 0;
    else if (!bwpi_json_integer(mode, &number))
        number = 0;
    /* 7 and 8, the 95th percentile of a day, are in answers only, and bwp_billing has no word for them */
    return number >= 1 && number < (int64_t)(sizeof billings / sizeof billings[0]) ? billings[number] : 0;
}

static bool read_package(const struct http_response *response, struct reply *reply)
{
    const struct json  *json = bwpi_json_member(reply->json, "bandwidth_package");
    struct bwp_package *package = &reply->package;
    const char         *start;
    size_t              size;
    int64_t             bandwidth;

    if (!bwpi_reply_package(reply, bwpi_json_text(bwpi_json_member(json, "id"))))
        return false;
    package->name = bwpi_json_text(bwpi_json_member(json, "name"));
    package->description = bwpi_json_text(bwpi_json_member(json, "description"));
    package->status = bwpi_json_text(bwpi_json_member(json, "status"));
    package->area_a = bwpi_area_neutral(&bwpi_huawei.terms,
                                        bwpi_json_text_or_empty(bwpi_json_member(json, "local_area_id")));
    package->area_b = bwpi_area_neutral(&bwpi_huawei.terms,
                                        bwpi_json_text_or_empty(bwpi_json_member(json, "remote_area_id")));
    package->billing = read_billing(bwpi_json_member(json, "billing_mode"));
    package->order_id = bwpi_json_text(bwpi_json_member(json, "order_id"));
    package->created_at = bwpi_json_text(bwpi_json_member(json, "created_at"));
    package->updated_at = bwpi_json_text(bwpi_json_member(json, "updated_at"));
    package->bound_to = bwpi_json_text(bwpi_json_member(json, "resource_id"));
    package->resource_group = bwpi_json_text(bwpi_json_member(json, "enterprise_project_id"));
    if (bwpi_json_integer(bwpi_json_member(json, "bandwidth"), &bandwidth) && bandwidth > 0 && bandwidth <= UINT32_MAX)
        package->bandwidth_mbps = (uint32_t)bandwidth;
    package->tags = bwpi_json_member(json, "tags");
    package->tag_key = "key";
    package->tag_value = "value";
    if (bwpi_json_span(bwpi_buf_text(&response->body), "bandwidth_package", &start, &size))
        bwpi_reply_package_json(reply, start, size);
    bwpi_reply_text(reply->order_id, sizeof reply->order_id, package->order_id);
    return true;
}

/* IAM writes the code of an error as a number: {"error":{"message":"...","code":403}} [hw-iam-code]. */
static void read_code(struct reply *reply, const struct json *code)
{
    int64_t    number;
    struct buf digits = BUF_INIT(32);

    bwpi_reply_text(reply->code, sizeof reply->code, bwpi_json_text(code));
    if (bwpi_json_integer(code, &number) && number > 0) {
        bwpi_buf_add_uint(&digits, (unsigned long long)number);
        bwpi_reply_text(reply->code, sizeof reply->code, bwpi_buf_text(&digits));
        bwpi_buf_free(&digits);
    }
}

/* The text of an error, under either of its two names; "" if there is none.  Borrowed from json. */
static const char *find_message(const struct json *json)
{
    const char *message = bwpi_json_text_or_empty(bwpi_json_member(json, "error_msg"));

    return *message != '\0' ? message : bwpi_json_text_or_empty(bwpi_json_member(json, "message"));
}

/*
 * Reads an error: error_code with error_msg, or code with message, at the top or in an object of any name [hw-go].
 * error_code is Huawei's own name and counts without a text.  A code without a text could be anybody's, and does not.
 * False if there is no error in json.
 */
static bool read_error(const struct json *json, struct reply *reply, int depth)
{
    const char *message = find_message(json);

    read_code(reply, bwpi_json_member(json, "error_code"));
    if (reply->code[0] == '\0' && *message != '\0')
        read_code(reply, bwpi_json_member(json, "code"));
    if (reply->code[0] != '\0') {
        bwpi_reply_text(reply->message, sizeof reply->message, *message != '\0' ? message : "it does not say why");
        bwpi_reply_echo(reply, message, "canonicalRequest:", ECHO_CANONICAL_REQUEST, '|');
        return true;
    }
    for (const struct json *member = bwpi_json_first(json); member != NULL && depth < 4;
         member = bwpi_json_next(member)) {
        if (bwpi_json_is_object(member) && read_error(member, reply, depth + 1))
            return true;
    }
    return false;
}

void bwpi_huawei_read(const struct step *step, const struct http_response *response, struct reply *reply)
{
    (void)step;
    bwpi_http_header(response, "X-Request-Id", reply->request_id, sizeof reply->request_id);
    bwpi_reply_parse(reply, response);
    if (reply->request_id[0] == '\0')
        bwpi_reply_text(reply->request_id, sizeof reply->request_id,
                        bwpi_json_text(bwpi_json_member(reply->json, "request_id")));
    if (response->status >= 200 && response->status <= 299)
        (void)read_package(response, reply); /* without an id the reply stays unclear */
    else if (bwpi_json_is_object(reply->json) && read_error(reply->json, reply, 0))
        bwpi_huawei_error_refine(reply, response->status);
}
