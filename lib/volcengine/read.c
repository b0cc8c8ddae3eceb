/* read.c - what an answer of CEN says. */
#include "volcengine/volcengine.h"

/* A purchase is answered with an id, and with nothing else. */
static void read_package(const struct json *result, struct reply *reply)
{
    struct description description;

    bwpi_volcengine_describe(result, &description);
    (void)bwpi_reply_describe(reply, &description); /* without an id the reply stays unclear */
}

static void read_yes(const struct step *step, const struct http_response *response, struct reply *reply)
{
    const struct json *result = bwpi_json_member(reply->json, "Result");

    if (step->verb == VERB_LIST)
        bwpi_volcengine_read_list(result, reply);
    else if (step->verb != VERB_CREATE && step->verb != VERB_GET)
        bwpi_reply_accept_change(reply, response);
    else
        read_package(result, reply);
    if (step->verb == VERB_GET)
        bwpi_reply_expect(reply, step->id);
}

/*
 * An error stands in the metadata, whatever the status: with a 2xx it is no yes, and no refusal either, so the reply
 * stays unclear [vo-go].  The gateway has a form of its own, which the same SDK reads.
 */
static bool is_of_gateway(const struct reply *reply)
{
    return bwpi_json_member(reply->json, "ResponseMetadata") == NULL;
}

static void read_error(struct reply *reply)
{
    const struct json *metadata = bwpi_json_member(reply->json, "ResponseMetadata");
    const struct json *error = bwpi_json_member(metadata, "Error");
    const char        *code = bwpi_json_member_text(error, "Code");
    const char        *message = bwpi_json_member_text(error, "Message");

    if (is_of_gateway(reply)) {
        code = bwpi_json_member_text(reply->json, "errorcode");
        message = bwpi_json_member_text(reply->json, "message");
    }
    bwpi_reply_text(reply->request_id, sizeof reply->request_id, bwpi_json_member_text(metadata, "RequestId"));
    bwpi_reply_text(reply->code, sizeof reply->code, code);
    bwpi_reply_text(reply->message, sizeof reply->message, message);
}

static bool has_error(const struct reply *reply)
{
    const struct json *error = bwpi_json_member(bwpi_json_member(reply->json, "ResponseMetadata"), "Error");

    return reply->code[0] != '\0' || (error != NULL && !bwpi_json_is_null(error));
}

void bwpi_volcengine_read(const struct step *step, const struct http_response *response, struct reply *reply)
{
    bwpi_reply_parse(reply, response);
    read_error(reply);
    if (response->status >= 200 && response->status <= 299 && !has_error(reply)) {
        read_yes(step, response, reply);
    } else if (response->status > 299 && reply->code[0] != '\0') {
        bwpi_reply_judge(reply, response->status, bwpi_volcengine_errors, bwpi_volcengine_error_count);
        if (is_of_gateway(reply) && response->status == 404)
            reply->status = BWP_ERR_ARGUMENT; /* it knows addresses, and no package: "gone" is not for it to say */
        bwpi_reply_means(reply, "UnsupportedOperation.PrepaidInstance", MEANS_PREPAID_STAYS);
        bwpi_reply_advise(reply, "IdempotentParameterMismatch", TOKEN_IS_TAKEN);
        if (step->verb == VERB_CREATE)
            bwpi_reply_weigh_no(reply, bwpi_json_member(reply->json, "Result"), bwpi_volcengine_describe);
    }
}
