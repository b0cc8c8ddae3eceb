/* retry_hints_fuzz.c - how long a server says to wait and what time it says it is, in every place where it may say so.
 */
#include <time.h>

#include "base/clock.h"
#include "fuzz.h"
#include "road/retry.h"

static const int64_t last_second = 253402300799; /* 9999-12-31T23:59:59Z */

/* The C library's calendar judges ours; what was formatted has to be read again. */
static void check_clock(int64_t seconds)
{
    char      basic[CLOCK_TEXT_SIZE], extended[CLOCK_TEXT_SIZE], mail[64], judge[64];
    int64_t   clamped = seconds < 0 ? 0 : seconds > last_second ? last_second : seconds;
    time_t    when = (time_t)clamped;
    struct tm parts;

    bwpi_clock_format(seconds, 1, basic);
    bwpi_clock_format(seconds, 0, extended);
    CHECK(gmtime_r(&when, &parts) != NULL);
    (void)strftime(judge, sizeof judge, "%Y%m%dT%H%M%SZ", &parts);
    CHECK(strcmp(judge, basic) == 0);
    (void)strftime(judge, sizeof judge, "%Y-%m-%dT%H:%M:%SZ", &parts);
    CHECK(strcmp(judge, extended) == 0);
    (void)strftime(mail, sizeof mail, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    CHECK(bwpi_clock_parse(basic) == clamped && bwpi_clock_parse(mail) == clamped);
}

static int64_t read_answer(const struct provider *provider, int status, const char *headers, const char *code_key,
                           const char *code, const char *message_key, const char *message, int64_t *server_time)
{
    const struct step    step = {.verb = VERB_CREATE};
    struct http_response response;
    struct reply         reply = {0};
    struct json_writer   json = {&response.body, false};

    CHECK(bwpi_http_response_init(&response));
    response.status = status;
    bwpi_buf_add_text(&response.headers, headers);
    bwpi_json_open(&json, NULL, '{');
    bwpi_json_put_text(&json, code_key, code);
    bwpi_json_put_text(&json, message_key, message);
    bwpi_json_close(&json, '}');
    provider->skills[VERB_CREATE].read(&step, &response, &reply);
    CHECK(reply.retry_after_ms >= 0 && reply.server_time >= 0 && reply.server_time <= last_second + 1);
    CHECK(reply.verdict != REPLY_ACCEPTED);
    *server_time = reply.server_time;
    bwpi_http_response_free(&response);
    bwpi_reply_free(&reply);
    return reply.retry_after_ms;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"",
                                        "Retry-After: ",
                                        "x-acs-retry-after: ",
                                        "x-ratelimit-user-api: Limit:1,Remain:0,TimeLeft:",
                                        "x-ratelimit-user: ",
                                        "Date: "};
    struct http_response     response;
    char                    *text = fuzz_text(data, size);
    int64_t                  time = bwpi_clock_parse(text), number = 0, seen;

    CHECK(time >= -1 && time <= last_second + 1);
    if (time >= 0)
        check_clock(time);
    memcpy(&number, data, size < sizeof number ? size : sizeof number);
    check_clock(number);
    check_clock(number % (last_second + 1));
    CHECK(bwpi_http_response_init(&response));
    for (size_t i = 0; i < COUNT(names); i++) {
        char value[64];

        bwpi_buf_clear(&response.headers);
        bwpi_buf_add_text(&response.headers, names[i]);
        bwpi_buf_add_text(&response.headers, text);
        seen = bwpi_retry_hint_ms(0, &response, 1760601600);
        CHECK(seen >= 0 && seen <= RETRY_HINT_MAX_MS);
        bwpi_http_header(&response, "Date", value, sizeof value);
        CHECK(fuzz_is_utf8(value) && strpbrk(value, "\r\n") == NULL);
        (void)read_answer(&bwpi_alibaba, 429, bwpi_buf_text(&response.headers), "Code", "Throttling.User", "Message",
                          "", &seen);
    }
    bwpi_http_response_free(&response);
    (void)read_answer(&bwpi_huawei, 429, "", "error_code", "APIGW.0308", "error_msg", text, &seen);
    (void)read_answer(&bwpi_huawei, 401, "", "error_code", "APIG.0301", "error_msg", text, &seen);
    (void)read_answer(&bwpi_baidu, 403, "", "code", "InvalidRequest", "message", text, &seen);
    free(text);
    return 0;
}
