/* saboteur_test.c - conversations that end, stall or go wrong before an answer is whole: nobody may call that a yes. */
#include "saboteur_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STALLED SAB_UNKNOWN, SAB_TAKES_TIME
#define LIMIT   (100 * 1024 * 1024)

/* An end at every place of a conversation. */
static void test_an_end_anywhere_is_no_answer(void **state)
{
    static const struct sab_row rows[] = {
        {"closed at accept", SAB_AT_ACCEPT, SAB_FIN, NULL, SAB_NOT_DONE | SAB_UNKNOWN, 0, NULL, 0},
        {"reset at accept", SAB_AT_ACCEPT, SAB_RST, NULL, SAB_NOT_DONE | SAB_UNKNOWN, 0, NULL, 0},
        {"accepted, then silence", SAB_AT_ACCEPT, SAB_STALL, NULL, SAB_UNKNOWN, SAB_TAKES_TIME | SAB_PLAIN, NULL, 0},
        {"closed after the handshake", SAB_AT_HANDSHAKE, SAB_FIN, NULL, SAB_NOT_DONE | SAB_UNKNOWN, SAB_SECURE, NULL,
         0},
        {"reset after the handshake", SAB_AT_HANDSHAKE, SAB_RST, NULL, SAB_NOT_DONE | SAB_UNKNOWN, SAB_SECURE, NULL, 0},
        {"closed at the headers", SAB_AT_HEADERS, SAB_FIN, NULL, SAB_UNKNOWN, 0, NULL, 0},
        {"reset at the headers", SAB_AT_HEADERS, SAB_RST, NULL, SAB_UNKNOWN, 0, NULL, 0},
        {"silent at the headers", SAB_AT_HEADERS, SAB_STALL, NULL, STALLED, NULL, 0},
        {"closed after the purchase", SAB_AT_REQUEST, SAB_FIN, NULL, SAB_UNKNOWN, 0, NULL, 0},
        {"reset after the purchase", SAB_AT_REQUEST, SAB_RST, NULL, SAB_UNKNOWN, 0, NULL, 0},
        {"silent after the purchase", SAB_AT_REQUEST, SAB_STALL, NULL, STALLED, NULL, 0},
        {"closed in the status line", 0, SAB_FIN, "HTTP/1.1 20", SAB_UNKNOWN, 0, NULL, 0},
        {"reset in the status line", 0, SAB_RST, "HTTP/1.1 $c", SAB_UNKNOWN, 0, NULL, 0},
        {"silent in the status line", 0, SAB_STALL, "HTTP/1.1 $c Ans", STALLED, NULL, 0},
        {"closed in a header's name", 0, SAB_FIN, "HTTP/1.1 $c Answer\r\nContent-Ty", SAB_UNKNOWN, 0, NULL, 0},
        {"reset in a header's value", 0, SAB_RST, "HTTP/1.1 $c Answer\r\nContent-Length: $l", SAB_UNKNOWN, 0, NULL, 0},
        {"silent in a header", 0, SAB_STALL, "HTTP/1.1 $c Answer\r\nContent-Length: $l", STALLED, NULL, 0},
        {"closed before the empty line", 0, SAB_FIN, "HTTP/1.1 $c A\r\nContent-Length: $l\r\n", SAB_UNKNOWN, 0, NULL,
         0},
        {"closed before the body", 0, SAB_FIN, "$H", SAB_UNKNOWN, 0, NULL, 0},
        {"reset before the body", 0, SAB_RST, "$H", SAB_UNKNOWN, 0, NULL, 0},
        {"silent before the body", 0, SAB_STALL, "$H", STALLED, NULL, 0},
        {"closed in the body", 0, SAB_FIN, "$H$2", SAB_UNKNOWN, 0, NULL, 0},
        {"reset in the body", 0, SAB_RST, "$H$2", SAB_UNKNOWN, 0, NULL, 0},
        {"silent in the body", 0, SAB_STALL, "$H$2", STALLED, NULL, 0},
        {"a whole answer, closed", 0, SAB_FIN, "$H$y", SAB_DONE, 0, NULL, 0},
        {"a whole answer, kept open", 0, SAB_KEEP, "$H$y", SAB_DONE, 0, NULL, 0},
        {"a whole answer, then silence", 0, SAB_STALL, "$H$y", SAB_DONE, 0, NULL, 0},
        {"a refusal cut", 0, SAB_FIN, "HTTP/1.1 400 No\r\nContent-Length: 500\r\n\r\n$r", SAB_UNKNOWN, 0, NULL, 0},
        {"a refusal that stalls", 0, SAB_STALL, "HTTP/1.1 400 No\r\nContent-Length: 500\r\n\r\n$r", STALLED, NULL, 0},
    };

    (void)state;
    sab_try_rows(rows, WIRE_COUNT(rows));
}

#define CHUNKED "HTTP/1.1 $c Answer\r\nTransfer-Encoding: chunked\r\n\r\n"

static void test_a_body_without_its_end_is_no_answer(void **state)
{
    static const struct sab_row rows[] = {
        {"a whole chunked answer", 0, SAB_FIN, CHUNKED "$x", SAB_DONE, 0, NULL, 0},
        {"a chunk with an extension and a trailer", 0, SAB_KEEP, CHUNKED "$h;a=b\r\n$y\r\n0\r\nA: b\r\n\r\n", SAB_DONE,
         0, NULL, 0},
        {"closed in a chunk's header", 0, SAB_FIN, CHUNKED "$h", SAB_UNKNOWN, 0, NULL, 0},
        {"reset in a chunk's header", 0, SAB_RST, CHUNKED "$h\r", SAB_UNKNOWN, 0, NULL, 0},
        {"silent in a chunk's header", 0, SAB_STALL, CHUNKED "$h", STALLED, NULL, 0},
        {"closed in a chunk", 0, SAB_FIN, CHUNKED "$h\r\n$2", SAB_UNKNOWN, 0, NULL, 0},
        {"closed after a chunk", 0, SAB_FIN, CHUNKED "$h\r\n$y\r\n", SAB_UNKNOWN, 0, NULL, 0},
        {"silent after a chunk", 0, SAB_STALL, CHUNKED "$h\r\n$y\r\n", STALLED, NULL, 0},
        {"closed in the last chunk's header", 0, SAB_FIN, CHUNKED "$h\r\n$y\r\n0", SAB_UNKNOWN, 0, NULL, 0},
        {"a size that is no number", 0, SAB_FIN, CHUNKED "zz\r\n$y\r\n0\r\n\r\n", SAB_UNKNOWN, 0, NULL, 0},
        {"a negative size", 0, SAB_FIN, CHUNKED "-1\r\n$y\r\n0\r\n\r\n", SAB_UNKNOWN, 0, NULL, 0},
        {"a size beyond all numbers", 0, SAB_FIN, CHUNKED "fffffffffffffffff\r\n$y\r\n0\r\n\r\n", SAB_UNKNOWN, 0, NULL,
         0},
        {"a chunk that is shorter than it says", 0, SAB_FIN, CHUNKED "1$h\r\n$y\r\n0\r\n\r\n", SAB_UNKNOWN, 0, NULL, 0},
        {"a chunk that is longer than it says", 0, SAB_FIN, CHUNKED "3\r\n$y\r\n0\r\n\r\n", SAB_UNKNOWN, 0, NULL, 0},
        {"a length that is too long, closed", 0, SAB_FIN, "HTTP/1.1 $c A\r\nContent-Length: $L\r\n\r\n$y", SAB_UNKNOWN,
         0, NULL, 0},
        {"a length that is too long, silent", 0, SAB_STALL, "HTTP/1.1 $c A\r\nContent-Length: $L\r\n\r\n$y", STALLED,
         NULL, 0},
        {"a length that is too short", 0, SAB_FIN, "HTTP/1.1 $c A\r\nContent-Length: $S\r\n\r\n$y", SAB_UNKNOWN, 0,
         NULL, 0},
        {"a negative length", 0, SAB_FIN, "HTTP/1.1 $c A\r\nContent-Length: -5\r\n\r\n$y", SAB_UNKNOWN, 0, NULL, 0},
        {"a length that is no number", 0, SAB_FIN, "HTTP/1.1 $c A\r\nContent-Length: x\r\n\r\n$y", SAB_UNKNOWN, 0, NULL,
         0},
        {"a length of nothing", 0, SAB_FIN, "HTTP/1.1 $c A\r\nContent-Length: 0\r\n\r\n$y", SAB_UNKNOWN, 0, NULL, 0},
        {"no length, half a body", 0, SAB_FIN, "HTTP/1.1 $c A\r\nConnection: close\r\n\r\n$2", SAB_UNKNOWN, 0, NULL, 0},
        {"no length, reset in the body", 0, SAB_RST, "HTTP/1.1 $c A\r\n\r\n$2", SAB_UNKNOWN, 0, NULL, 0},
        {"no length, silent after the body", 0, SAB_STALL, "HTTP/1.1 $c A\r\n\r\n$y", STALLED, NULL, 0},
        /* plain, its end is the connection's; inside TLS an end without a farewell is a cut */
        {"no length, the whole body", 0, SAB_FIN, "HTTP/1.1 $c A\r\nConnection: close\r\n\r\n$y", SAB_DONE, SAB_PLAIN,
         NULL, 0},
        {"no length, whole, no farewell", 0, SAB_FIN, "HTTP/1.1 $c A\r\nConnection: close\r\n\r\n$y",
         SAB_DONE | SAB_UNKNOWN, SAB_SECURE, NULL, 0},
    };

    (void)state;
    sab_try_rows(rows, WIRE_COUNT(rows));
}

static void test_other_protocols_are_no_answer(void **state)
{
    static const struct sab_row rows[] = {
        {"HTTP/0.9", 0, SAB_FIN, "$y", SAB_UNKNOWN, 0, NULL, 0},
        {"an empty line", 0, SAB_FIN, "\r\n\r\n$y", SAB_UNKNOWN, 0, NULL, 0},
        {"noise", 0, SAB_FIN, "\xff\xfe\x01$0\x80garbage\r\n\r\n$y", SAB_UNKNOWN, 0, NULL, 0},
        {"the preface of HTTP/2", 0, SAB_FIN, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n$y", SAB_UNKNOWN, 0, NULL, 0},
        {"a frame of HTTP/2", 0, SAB_FIN, "$0$0$0\x04$0$0$0$0$0$0$0\x02\x01\x04$0$0$0$0$0", SAB_UNKNOWN, 0, NULL, 0},
        {"HTTP/2 in the status line", 0, SAB_FIN, "HTTP/2 $c\r\nContent-Length: $l\r\n\r\n$y", SAB_DONE | SAB_UNKNOWN,
         0, NULL, 0},
        {"HTTP/1.0", 0, SAB_FIN, "HTTP/1.0 $c A\r\nContent-Length: $l\r\n\r\n$y", SAB_DONE, 0, NULL, 0},
        {"HTTP/9.9", 0, SAB_FIN, "HTTP/9.9 $c A\r\nContent-Length: $l\r\n\r\n$y", SAB_UNKNOWN, 0, NULL, 0},
        {"ICY", 0, SAB_FIN, "ICY $c OK\r\nContent-Length: $l\r\n\r\n$y", SAB_UNKNOWN, 0, NULL, 0},
        {"RTSP", 0, SAB_FIN, "RTSP/1.0 $c OK\r\nContent-Length: $l\r\n\r\n$y", SAB_UNKNOWN, 0, NULL, 0},
        {"a status that is no number", 0, SAB_FIN, "HTTP/1.1 abc A\r\nContent-Length: $l\r\n\r\n$y", SAB_UNKNOWN, 0,
         NULL, 0},
        {"a status of four digits", 0, SAB_FIN, "HTTP/1.1 2010 A\r\nContent-Length: $l\r\n\r\n$y", SAB_UNKNOWN, 0, NULL,
         0},
        {"status zero", 0, SAB_FIN, "HTTP/1.1 000 A\r\nContent-Length: $l\r\n\r\n$y", SAB_UNKNOWN, 0, NULL, 0},
        {"status 999", 0, SAB_FIN, "HTTP/1.1 999 A\r\nContent-Length: $l\r\n\r\n$y", SAB_UNKNOWN, 0, NULL, 0},
        {"a header without a colon", 0, SAB_FIN, "HTTP/1.1 $c A\r\nnonsense\r\nContent-Length: $l\r\n\r\n$y",
         SAB_DONE | SAB_UNKNOWN, 0, NULL, 0},
        {"NUL in a header", 0, SAB_FIN, "HTTP/1.1 $c A\r\nA: b$0c\r\nContent-Length: $l\r\n\r\n$y",
         SAB_DONE | SAB_UNKNOWN, 0, NULL, 0},
        {"a switch of protocols", 0, SAB_FIN, "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n$H$y",
         SAB_DONE | SAB_UNKNOWN, 0, NULL, 0},
        {"a TLS alert in plain", 0, SAB_FIN, "\x15\x03\x03$0\x02\x02\x28", SAB_UNKNOWN, 0, NULL, 0},
    };

    (void)state;
    sab_try_rows(rows, WIRE_COUNT(rows));
}

static void test_interim_answers_are_no_answer(void **state)
{
    static const struct sab_row rows[] = {
        {"100, then the answer", 0, SAB_FIN, "HTTP/1.1 100 Continue\r\n\r\n$H$y", SAB_DONE, 0, NULL, 0},
        {"103, then the answer", 0, SAB_FIN, "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n$H$y", SAB_DONE, 0, NULL, 0},
        {"100, then the end", 0, SAB_FIN, "HTTP/1.1 100 Continue\r\n\r\n", SAB_UNKNOWN, 0, NULL, 0},
        {"100, then silence", 0, SAB_STALL, "HTTP/1.1 100 Continue\r\n\r\n", STALLED, NULL, 0},
        {"102, then silence", 0, SAB_STALL, "HTTP/1.1 102 Processing\r\n\r\n", STALLED, NULL, 0},
        {"100 with a body", 0, SAB_FIN, "HTTP/1.1 100 Continue\r\nContent-Length: $l\r\n\r\n$y", SAB_UNKNOWN, 0, NULL,
         0},
        {"100 before the body was read", SAB_AT_HEADERS, SAB_FIN, "HTTP/1.1 100 Continue\r\n\r\n", SAB_UNKNOWN, 0, NULL,
         0},
        {"100 a thousand times", 0, SAB_FIN, NULL, SAB_UNKNOWN, 0, "HTTP/1.1 100 Continue\r\n\r\n", 1000 * 25},
        {"100 for ever", 0, SAB_STALL, NULL, STALLED, "HTTP/1.1 100 Continue\r\n\r\n", LIMIT},
    };

    (void)state;
    sab_try_rows(rows, WIRE_COUNT(rows));
}

static void test_floods_are_not_swallowed(void **state)
{
    static const char    blanks[] = "                                                                               \n"
                                    "                                                                               \n";
    static char          hints[8 * 1024], name[4 * 1024];
    const struct sab_row rows[] = {
        {"a body of 100 MB", 0, SAB_FIN, "HTTP/1.1 $c A\r\nContent-Length: 104857600\r\n\r\n", SAB_UNKNOWN, 0, blanks,
         LIMIT},
        {"a yes, then 100 MB", 0, SAB_FIN, "HTTP/1.1 $c A\r\nContent-Length: 104857600\r\n\r\n$y", SAB_UNKNOWN, 0,
         blanks, LIMIT},
        {"a body that never ends", 0, SAB_FIN, "HTTP/1.1 $c A\r\n\r\n$y", SAB_UNKNOWN, 0, blanks, LIMIT},
        {"chunks that never end", 0, SAB_FIN, CHUNKED, SAB_UNKNOWN, 0, "10\r\n0123456789abcdef\r\n", LIMIT},
        {"a chunk's extension that never ends", 0, SAB_FIN, CHUNKED "$h;", STALLED, "abcdefgh", LIMIT},
        {"a chunk's size that never ends", 0, SAB_FIN, CHUNKED, SAB_UNKNOWN, SAB_EITHER, "00000000", LIMIT},
        {"trailers that never end", 0, SAB_FIN, CHUNKED "$h\r\n$y\r\n0\r\n", SAB_UNKNOWN, SAB_EITHER,
         "Trailer: of no interest\r\n", LIMIT},
        {"headers that never end", 0, SAB_FIN, "HTTP/1.1 $c A\r\n", SAB_UNKNOWN, 0, "Header: of no interest\r\n",
         LIMIT},
        {"a header that never ends", 0, SAB_FIN, "HTTP/1.1 $c A\r\nHeader: ", SAB_UNKNOWN, SAB_EITHER, "of no interest",
         LIMIT},
        {"a header's name that never ends", 0, SAB_FIN, "HTTP/1.1 $c A\r\n", SAB_UNKNOWN, SAB_EITHER, name, LIMIT},
        {"a status line that never ends", 0, SAB_FIN, "HTTP/1.1 $c ", SAB_UNKNOWN, SAB_EITHER, "of no interest", LIMIT},
        {"noise that never ends", 0, SAB_FIN, NULL, SAB_UNKNOWN, 0, "of no interest", LIMIT},
        {"hints that never end", 0, SAB_FIN, NULL, SAB_UNKNOWN, 0, hints, LIMIT},
        {"a refusal of 100 MB", 0, SAB_FIN, "HTTP/1.1 400 A\r\nContent-Length: 104857600\r\n\r\n$r", SAB_UNKNOWN, 0,
         blanks, LIMIT},
    };

    (void)snprintf(hints, sizeof hints, "HTTP/1.1 103 Early Hints\r\nLink: %08000d\r\n\r\n", 1);
    (void)snprintf(name, sizeof name, "%04000d", 1);
    (void)state;
    sab_try_rows(rows, WIRE_COUNT(rows));
}

/* The answer, ended after every single one of its bytes but the last few that say nothing. */
static void cut_everywhere(const struct wire_door *door, const char *pattern, size_t idle, enum sab_end end,
                           bool secure)
{
    bwp_client          *client;
    bwp_request          request;
    bwp_config           config;
    struct sab          *sab;
    const struct sab_tls tls = {.certificate = sab_certs.cert[WIRE_CERT_GOOD], .key = sab_certs.key};
    size_t               size, step = sab_slowness(), count = 0;
    char                *answer = sab_expand(door, pattern, &size);
    struct sab_act      *acts = calloc(size + 1, sizeof *acts);

    assert_non_null(acts);
    for (size_t i = 0; i < size - idle; i += step)
        acts[count++] = (struct sab_act){.answer = answer, .size = i, .end = end};
    acts[count] = (struct sab_act){.answer = answer, .size = size, .end = SAB_FIN};
    sab = sab_start(acts, count + 1, secure ? &tls : NULL);
    config = sab_config(door, sab, 1);
    request = wire_request("cut");
    client = sab_client(&config);
    for (size_t i = 0; i <= count; i++) {
        bwp_result *result = NULL;
        bwp_outcome outcome = bwp_create(client, &request, &result);

        if (outcome != (i < count ? BWP_UNKNOWN : BWP_DONE)) {
            fail_msg("%s: outcome %d after %zu of %zu bytes: %s", door->name, (int)outcome, acts[i].size, size,
                     bwp_result_message(result));
        }
        bwp_result_free(result);
    }
    bwp_client_free(client);
    sab_stop(sab);
    assert_int_equal(sab_requests(sab), count + 1);
    sab_free(sab);
    free(acts);
    free(answer);
}

static void test_an_answer_is_whole_to_its_last_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 4; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bool                    chunked = i / WIRE_DOORS % 2 == 1, secure = i / WIRE_DOORS / 2 == 1;

        /* libcurl does not wait for the line feed that ends the last chunk */
        cut_everywhere(door, chunked ? CHUNKED "$x" : "$H$y", chunked ? 1 : 0,
                       (i + chunked) % 2 == 0 ? SAB_FIN : SAB_RST, secure);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_end_anywhere_is_no_answer),
        cmocka_unit_test(test_a_body_without_its_end_is_no_answer),
        cmocka_unit_test(test_other_protocols_are_no_answer),
        cmocka_unit_test(test_interim_answers_are_no_answer),
        cmocka_unit_test(test_floods_are_not_swallowed),
        cmocka_unit_test(test_an_answer_is_whole_to_its_last_byte),
    };

    return SAB_RUN(tests);
}
