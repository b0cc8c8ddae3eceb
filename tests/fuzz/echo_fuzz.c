/* echo_fuzz.c - refused signatures that quote what the provider says it signed: true, altered, cut, or full of secrets.
 */
#include "answer.h"

/* In the input a digit stands for a client, and these bytes for what a server knows of the request it refuses. */
static void quote(struct buf *to, char c, const struct sent *sent)
{
    const char *authorization = bwpi_pairs_get(&sent->signing.headers, "Authorization");

    switch (c) {
    case '\x01':
        bwpi_buf_add_text(to, bwpi_buf_text(&sent->signing.canonical_request[AS_SENT]));
        break;
    case '\x02':
        bwpi_buf_add_text(to, bwpi_buf_text(&sent->signing.string_to_sign[AS_SENT]));
        break;
    case '\x03':
        bwpi_buf_add_text(to, FUZZ_SECURITY_TOKEN);
        break;
    case '\x04':
        bwpi_buf_add_text(to, authorization != NULL ? authorization : "");
        break;
    case '\x05':
        bwpi_buf_add_text(to, FUZZ_SECRET_KEY);
        break;
    default:
        bwpi_buf_add_char(to, c);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const shapes[FUZZ_CLIENTS][5] = {
        {"error_code", "error_msg", "APIGW.0301", "verify aksk signature fail, ", "canonicalRequest:"},
        {"Code", "Message", "SignatureDoesNotMatch", "server canonical request is:", "server string to sign is:"},
        {"Code", "Message", "IncompleteSignature", "server string to sign is:", "server canonical request is:"},
        {"code", "message", "SignatureDoesNotMatch", "", ""},
        {"error_code", "error_msg", "APIGW.0307", "", "canonicalRequest:"},
        {"errorcode", "message", "SignatureDoesNotMatch", "", ""}};
    size_t             index = size > 0 ? data[0] % FUZZ_CLIENTS : 0;
    struct sent       *sent = answer_sent(index);
    struct buf         message = BUF_INIT(HTTP_BODY_MAX), body = BUF_INIT(HTTP_BODY_MAX);
    struct json_writer json = {&body, false};

    bwpi_buf_add_text(&message, shapes[index][3]);
    bwpi_buf_add_text(&message, shapes[index][4]);
    for (size_t i = 1; i < size; i++)
        quote(&message, (char)data[i], sent);
    /* Huawei shows its line feeds as bars */
    for (size_t i = 0; i < message.size && index % 4 == 0; i++)
        message.data[i] = message.data[i] == '\n' ? '|' : message.data[i];
    bwpi_json_open(&json, NULL, '{');
    bwpi_json_put_text(&json, shapes[index][0], shapes[index][2]);
    bwpi_json_put_text(&json, shapes[index][1], bwpi_buf_text(&message));
    bwpi_json_close(&json, '}');
    if (body.state == BUF_OK)
        answer_run(index, VERB_CREATE, 400 + (size > 1 && data[1] == '!'), "", bwpi_buf_text(&body), body.size);
    bwpi_buf_free(&message);
    bwpi_buf_free(&body);
    return 0;
}
