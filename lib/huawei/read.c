/* read.c - what an answer of Cloud Connect says. */
#include "huawei/huawei.h"

/* A package keeps the order of its purchase; only what orders anew has an order of its own. */
static void read_package(enum verb verb, const struct json *json, struct reply *reply)
{
    struct description description;

    bwpi_huawei_describe(json, &description);
    if (bwpi_reply_describe(reply, &description) && /* without an id the reply stays unclear */
        (verb == VERB_CREATE || verb == VERB_RESIZE))
        bwpi_reply_text(reply->order_id, sizeof reply->order_id, description.order_id);
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

/*
 * A create and a get say the package, and a change may.  What is accepted names no error, in none of its forms: an
 * answer that does stays unclear.
 */
static void read_yes(const struct step *step, const struct http_response *response, struct reply *reply)
{
    if (step->verb == VERB_LIST)
        bwpi_huawei_read_list(reply->json, reply);
    else
        read_package(step->verb, bwpi_json_member(reply->json, "bandwidth_package"), reply);
    if (step->verb != VERB_CREATE && step->verb != VERB_LIST && (step->verb == VERB_GET || reply->packages.count > 0))
        bwpi_reply_expect(reply, step->id);
    else if (step->verb != VERB_CREATE && step->verb != VERB_LIST && reply->verdict == REPLY_UNCLEAR)
        bwpi_reply_accept_change(reply, response);
    if (bwpi_json_is_object(reply->json) && read_error(reply->json, reply, 0))
        bwpi_reply_unclear(reply, BWP_ERR_RESPONSE);
}

void bwpi_huawei_read(const struct step *step, const struct http_response *response, struct reply *reply)
{
    bwpi_http_header(response, "X-Request-Id", reply->request_id, sizeof reply->request_id);
    bwpi_reply_parse(reply, response);
    if (reply->request_id[0] == '\0')
        bwpi_reply_text(reply->request_id, sizeof reply->request_id, bwpi_json_member_text(reply->json, "request_id"));
    if (response->status >= 200 && response->status <= 299)
        read_yes(step, response, reply);
    else if (bwpi_json_is_object(reply->json) && read_error(reply->json, reply, 0))
        bwpi_huawei_error_refine(reply, response->status);
    if (step->verb == VERB_CREATE)
        bwpi_reply_weigh_no(reply, bwpi_json_member(reply->json, "bandwidth_package"), bwpi_huawei_describe);
}
