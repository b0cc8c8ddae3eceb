/* saboteur_test.c - conversations that end, stall or go wrong before an answer is whole: no call may report a purchase.
 */
#include "saboteur_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nothing more comes, so the call ends by its time. */
#define STALLED .allowed = SAB_UNKNOWN, .flags = SAB_TAKES_TIME

#define CONTINUE        "HTTP/1.1 100 Continue\r\n\r\n"
#define IN_CHUNKS(body) SAB_ANSWER(PIECE_YES_STATUS, SAB_CHUNKED, body)
/* A whole answer behind another status line. */
#define BEHIND(line) line "\r\n" SAB_LENGTH(PIECE_YES_SIZE) "\r\n" PIECE_YES
#define LIMIT        (100 * 1024 * 1024)

/* An end at every place of a conversation. */
static void test_an_end_anywhere_is_no_answer(void **state)
{
    static const struct sab_row rows[] = {
        {.name = "closed at accept", .stage = SAB_AT_ACCEPT, .allowed = SAB_NOT_DONE | SAB_UNKNOWN},
        {.name = "reset at accept", .stage = SAB_AT_ACCEPT, .end = SAB_RST, .allowed = SAB_NOT_DONE | SAB_UNKNOWN},
        {.name = "accepted, then silence",
         .stage = SAB_AT_ACCEPT,
         .end = SAB_STALL,
         .allowed = SAB_UNKNOWN,
         .flags = SAB_TAKES_TIME | SAB_PLAIN},
        {.name = "closed after the handshake",
         .stage = SAB_AT_HANDSHAKE,
         .allowed = SAB_NOT_DONE | SAB_UNKNOWN,
         .flags = SAB_SECURE},
        {.name = "reset after the handshake",
         .stage = SAB_AT_HANDSHAKE,
         .end = SAB_RST,
         .allowed = SAB_NOT_DONE | SAB_UNKNOWN,
         .flags = SAB_SECURE},
        {.name = "closed at the headers", .stage = SAB_AT_HEADERS, .allowed = SAB_UNKNOWN},
        {.name = "reset at the headers", .stage = SAB_AT_HEADERS, .end = SAB_RST, .allowed = SAB_UNKNOWN},
        {.name = "silent at the headers", .stage = SAB_AT_HEADERS, .end = SAB_STALL, STALLED},
        {.name = "closed after the purchase", .allowed = SAB_UNKNOWN},
        {.name = "reset after the purchase", .end = SAB_RST, .allowed = SAB_UNKNOWN},
        {.name = "silent after the purchase", .end = SAB_STALL, STALLED},
        {.name = "closed in the status line", .answer = "HTTP/1.1 20", .allowed = SAB_UNKNOWN},
        {.name = "reset in the status line",
         .answer = "HTTP/1.1 " PIECE_YES_STATUS,
         .end = SAB_RST,
         .allowed = SAB_UNKNOWN},
        {.name = "silent in the status line", .answer = "HTTP/1.1 " PIECE_YES_STATUS " Ans", .end = SAB_STALL, STALLED},
        {.name = "closed in a header's name",
         .answer = "HTTP/1.1 " PIECE_YES_STATUS " Answer\r\nContent-Ty",
         .allowed = SAB_UNKNOWN},
        {.name = "reset in a header's value",
         .answer = "HTTP/1.1 " PIECE_YES_STATUS " Answer\r\nContent-Length: " PIECE_YES_SIZE,
         .end = SAB_RST,
         .allowed = SAB_UNKNOWN},
        {.name = "silent in a header",
         .answer = "HTTP/1.1 " PIECE_YES_STATUS " Answer\r\nContent-Length: " PIECE_YES_SIZE,
         .end = SAB_STALL,
         STALLED},
        {.name = "closed before the empty line",
         .answer = "HTTP/1.1 " PIECE_YES_STATUS " A\r\nContent-Length: " PIECE_YES_SIZE "\r\n",
         .allowed = SAB_UNKNOWN},
        {.name = "closed before the body", .answer = SAB_YES_HEAD, .allowed = SAB_UNKNOWN},
        {.name = "reset before the body", .answer = SAB_YES_HEAD, .end = SAB_RST, .allowed = SAB_UNKNOWN},
        {.name = "silent before the body", .answer = SAB_YES_HEAD, .end = SAB_STALL, STALLED},
        {.name = "closed in the body", .answer = SAB_YES_HEAD PIECE_YES_HALF, .allowed = SAB_UNKNOWN},
        {.name = "reset in the body", .answer = SAB_YES_HEAD PIECE_YES_HALF, .end = SAB_RST, .allowed = SAB_UNKNOWN},
        {.name = "silent in the body", .answer = SAB_YES_HEAD PIECE_YES_HALF, .end = SAB_STALL, STALLED},
        {.name = "a whole answer, closed", .answer = SAB_YES, .allowed = SAB_DONE},
        {.name = "a whole answer, kept open", .answer = SAB_YES, .end = SAB_KEEP, .allowed = SAB_DONE},
        {.name = "a whole answer, then silence", .answer = SAB_YES, .end = SAB_STALL, .allowed = SAB_DONE},
        {.name = "a refusal cut", .answer = SAB_ANSWER("400", SAB_LENGTH("500"), PIECE_NO), .allowed = SAB_UNKNOWN},
        {.name = "a refusal that stalls",
         .answer = SAB_ANSWER("400", SAB_LENGTH("500"), PIECE_NO),
         .end = SAB_STALL,
         STALLED},
    };

    (void)state;
    sab_try_rows(rows, COUNT(rows));
}

static void test_a_body_without_its_end_is_no_answer(void **state)
{
    static const struct sab_row rows[] = {
        {.name = "a whole chunked answer", .answer = IN_CHUNKS(SAB_CHUNK_OF_YES SAB_LAST_CHUNK), .allowed = SAB_DONE},
        {.name = "a chunk with an extension and a trailer",
         .answer = IN_CHUNKS(PIECE_YES_SIZE_HEX ";a=b\r\n" PIECE_YES "\r\n0\r\nA: b\r\n\r\n"),
         .end = SAB_KEEP,
         .allowed = SAB_DONE},
        {.name = "closed in a chunk's header", .answer = IN_CHUNKS(PIECE_YES_SIZE_HEX), .allowed = SAB_UNKNOWN},
        {.name = "reset in a chunk's header",
         .answer = IN_CHUNKS(PIECE_YES_SIZE_HEX "\r"),
         .end = SAB_RST,
         .allowed = SAB_UNKNOWN},
        {.name = "silent in a chunk's header", .answer = IN_CHUNKS(PIECE_YES_SIZE_HEX), .end = SAB_STALL, STALLED},
        {.name = "closed in a chunk",
         .answer = IN_CHUNKS(PIECE_YES_SIZE_HEX "\r\n" PIECE_YES_HALF),
         .allowed = SAB_UNKNOWN},
        {.name = "closed after a chunk", .answer = IN_CHUNKS(SAB_CHUNK_OF_YES), .allowed = SAB_UNKNOWN},
        {.name = "silent after a chunk", .answer = IN_CHUNKS(SAB_CHUNK_OF_YES), .end = SAB_STALL, STALLED},
        {.name = "closed in the last chunk's header",
         .answer = IN_CHUNKS(SAB_CHUNK_OF_YES "0"),
         .allowed = SAB_UNKNOWN},
        {.name = "a size that is no number",
         .answer = IN_CHUNKS("zz\r\n" PIECE_YES "\r\n0\r\n\r\n"),
         .allowed = SAB_UNKNOWN},
        {.name = "a negative size", .answer = IN_CHUNKS("-1\r\n" PIECE_YES "\r\n0\r\n\r\n"), .allowed = SAB_UNKNOWN},
        {.name = "a size beyond all numbers",
         .answer = IN_CHUNKS("fffffffffffffffff\r\n" PIECE_YES "\r\n0\r\n\r\n"),
         .allowed = SAB_UNKNOWN},
        {.name = "a chunk that is shorter than it says",
         .answer = IN_CHUNKS("1" SAB_CHUNK_OF_YES SAB_LAST_CHUNK),
         .allowed = SAB_UNKNOWN},
        {.name = "a chunk that is longer than it says",
         .answer = IN_CHUNKS("3\r\n" PIECE_YES "\r\n0\r\n\r\n"),
         .allowed = SAB_UNKNOWN},
        {.name = "a length that is too long, closed",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, SAB_LENGTH(PIECE_YES_SIZE_PLUS_7), PIECE_YES),
         .allowed = SAB_UNKNOWN},
        {.name = "a length that is too long, silent",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, SAB_LENGTH(PIECE_YES_SIZE_PLUS_7), PIECE_YES),
         .end = SAB_STALL,
         STALLED},
        {.name = "a length that is too short",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, SAB_LENGTH(PIECE_YES_SIZE_LESS_3), PIECE_YES),
         .allowed = SAB_UNKNOWN},
        {.name = "a negative length",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, SAB_LENGTH("-5"), PIECE_YES),
         .allowed = SAB_UNKNOWN},
        {.name = "a length that is no number",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, SAB_LENGTH("x"), PIECE_YES),
         .allowed = SAB_UNKNOWN},
        {.name = "a length of nothing",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, SAB_LENGTH("0"), PIECE_YES),
         .allowed = SAB_UNKNOWN},
        {.name = "no length, half a body",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, "Connection: close\r\n", PIECE_YES_HALF),
         .allowed = SAB_UNKNOWN},
        {.name = "no length, reset in the body",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, "", PIECE_YES_HALF),
         .end = SAB_RST,
         .allowed = SAB_UNKNOWN},
        {.name = "no length, silent after the body",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, "", PIECE_YES),
         .end = SAB_STALL,
         STALLED},
        /* Without TLS the end of the connection ends the body; with TLS an end without close_notify may be a cut. */
        {.name = "no length, the whole body",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, "Connection: close\r\n", PIECE_YES),
         .allowed = SAB_DONE,
         .flags = SAB_PLAIN},
        {.name = "no length, whole, no farewell",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, "Connection: close\r\n", PIECE_YES),
         .allowed = SAB_DONE | SAB_UNKNOWN,
         .flags = SAB_SECURE},
    };

    (void)state;
    sab_try_rows(rows, COUNT(rows));
}

static void test_other_protocols_are_no_answer(void **state)
{
    static const struct sab_row rows[] = {
        {.name = "HTTP/0.9", .answer = PIECE_YES, .allowed = SAB_UNKNOWN},
        {.name = "an empty line", .answer = "\r\n\r\n" PIECE_YES, .allowed = SAB_UNKNOWN},
        {.name = "noise", .answer = "\xff\xfe\x01" PIECE_NUL "\x80garbage\r\n\r\n" PIECE_YES, .allowed = SAB_UNKNOWN},
        {.name = "the preface of HTTP/2",
         .answer = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" PIECE_YES,
         .allowed = SAB_UNKNOWN},
        {.name = "a frame of HTTP/2",
         .answer = PIECE_NUL PIECE_NUL                                      PIECE_NUL
         "\x04" PIECE_NUL PIECE_NUL PIECE_NUL PIECE_NUL PIECE_NUL PIECE_NUL PIECE_NUL
         "\x02\x01\x04" PIECE_NUL PIECE_NUL PIECE_NUL PIECE_NUL             PIECE_NUL,
         .allowed = SAB_UNKNOWN},
        {.name = "HTTP/2 in the status line",
         .answer = BEHIND("HTTP/2 " PIECE_YES_STATUS),
         .allowed = SAB_DONE | SAB_UNKNOWN},
        {.name = "HTTP/1.0", .answer = BEHIND("HTTP/1.0 " PIECE_YES_STATUS " A"), .allowed = SAB_DONE},
        {.name = "HTTP/9.9", .answer = BEHIND("HTTP/9.9 " PIECE_YES_STATUS " A"), .allowed = SAB_UNKNOWN},
        {.name = "ICY", .answer = BEHIND("ICY " PIECE_YES_STATUS " OK"), .allowed = SAB_UNKNOWN},
        {.name = "RTSP", .answer = BEHIND("RTSP/1.0 " PIECE_YES_STATUS " OK"), .allowed = SAB_UNKNOWN},
        {.name = "a status that is no number", .answer = BEHIND("HTTP/1.1 abc A"), .allowed = SAB_UNKNOWN},
        {.name = "a status of four digits", .answer = BEHIND("HTTP/1.1 2010 A"), .allowed = SAB_UNKNOWN},
        {.name = "status zero",
         .answer = SAB_ANSWER("000", SAB_LENGTH(PIECE_YES_SIZE), PIECE_YES),
         .allowed = SAB_UNKNOWN},
        {.name = "status 999",
         .answer = SAB_ANSWER("999", SAB_LENGTH(PIECE_YES_SIZE), PIECE_YES),
         .allowed = SAB_UNKNOWN},
        {.name = "a header without a colon",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, "nonsense\r\n" SAB_LENGTH(PIECE_YES_SIZE), PIECE_YES),
         .allowed = SAB_DONE | SAB_UNKNOWN},
        {.name = "NUL in a header",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, "A: b" PIECE_NUL "c\r\n" SAB_LENGTH(PIECE_YES_SIZE), PIECE_YES),
         .allowed = SAB_DONE | SAB_UNKNOWN},
        {.name = "a switch of protocols",
         .answer = "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n" SAB_YES,
         .allowed = SAB_DONE | SAB_UNKNOWN},
        {.name = "a TLS alert in plain", .answer = "\x15\x03\x03" PIECE_NUL "\x02\x02\x28", .allowed = SAB_UNKNOWN},
    };

    (void)state;
    sab_try_rows(rows, COUNT(rows));
}

/* A version, a blank, three digits, and a blank or the end: what only begins like that is no status. */
static void test_a_status_line_is_read_to_its_end(void **state)
{
    static const struct sab_row rows[] = {
        {.name = "no reason", .answer = BEHIND("HTTP/1.1 " PIECE_YES_STATUS), .allowed = SAB_DONE},
        {.name = "an empty reason", .answer = BEHIND("HTTP/1.1 " PIECE_YES_STATUS " "), .allowed = SAB_DONE},
        {.name = "a reason of digits", .answer = BEHIND("HTTP/1.1 " PIECE_YES_STATUS " 400"), .allowed = SAB_DONE},
        {.name = "four digits, a yes in front",
         .answer = BEHIND("HTTP/1.1 " PIECE_YES_STATUS "0 A"),
         .allowed = SAB_UNKNOWN},
        {.name = "four digits and no reason",
         .answer = BEHIND("HTTP/1.1 " PIECE_YES_STATUS "0"),
         .allowed = SAB_UNKNOWN},
        {.name = "four digits, a yes behind",
         .answer = BEHIND("HTTP/1.1 0" PIECE_YES_STATUS " A"),
         .allowed = SAB_UNKNOWN},
        {.name = "twelve digits", .answer = BEHIND("HTTP/1.1 " PIECE_YES_STATUS "000000000 A"), .allowed = SAB_UNKNOWN},
        {.name = "two digits", .answer = BEHIND("HTTP/1.1 20 A"), .allowed = SAB_UNKNOWN},
        {.name = "a sign before the digits",
         .answer = BEHIND("HTTP/1.1 +" PIECE_YES_STATUS " A"),
         .allowed = SAB_UNKNOWN},
        {.name = "no blank before the digits",
         .answer = BEHIND("HTTP/1.1" PIECE_YES_STATUS " A"),
         .allowed = SAB_UNKNOWN},
        {.name = "two blanks before the digits",
         .answer = BEHIND("HTTP/1.1  " PIECE_YES_STATUS " A"),
         .allowed = SAB_DONE | SAB_UNKNOWN},
        {.name = "a tab before the digits",
         .answer = BEHIND("HTTP/1.1\t" PIECE_YES_STATUS " A"),
         .allowed = SAB_DONE | SAB_UNKNOWN},
        {.name = "a refusal of four digits",
         .answer = "HTTP/1.1 4000 A\r\n" SAB_LENGTH(PIECE_NO_SIZE) "\r\n" PIECE_NO,
         .allowed = SAB_UNKNOWN},
    };

    (void)state;
    sab_try_rows(rows, COUNT(rows));
}

/* libcurl takes the first three digits and passes over what sticks to them. */
static void test_digits_that_go_on_in_letters_are_no_status(void **state)
{
    static const struct sab_row rows[] = {
        {.name = "a letter behind the digits",
         .answer = BEHIND("HTTP/1.1 " PIECE_YES_STATUS "A"),
         .allowed = SAB_UNKNOWN},
        {.name = "a point behind the digits",
         .answer = BEHIND("HTTP/1.1 " PIECE_YES_STATUS ".5 A"),
         .allowed = SAB_UNKNOWN},
        {.name = "a refusal with a letter behind the digits",
         .answer = "HTTP/1.1 400A\r\n" SAB_LENGTH(PIECE_NO_SIZE) "\r\n" PIECE_NO,
         .allowed = SAB_UNKNOWN},
    };

    (void)state;
    sab_try_rows(rows, COUNT(rows));
}

static void test_interim_answers_are_no_answer(void **state)
{
    static const struct sab_row rows[] = {
        {.name = "100, then the answer", .answer = CONTINUE SAB_YES, .allowed = SAB_DONE},
        {.name = "103, then the answer",
         .answer = "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" SAB_YES,
         .allowed = SAB_DONE},
        {.name = "100, then the end", .answer = CONTINUE, .allowed = SAB_UNKNOWN},
        {.name = "100, then silence", .answer = CONTINUE, .end = SAB_STALL, STALLED},
        {.name = "102, then silence", .answer = "HTTP/1.1 102 Processing\r\n\r\n", .end = SAB_STALL, STALLED},
        {.name = "100 with a body", .answer = BEHIND("HTTP/1.1 100 Continue"), .allowed = SAB_UNKNOWN},
        {.name = "100 before the body was read", .stage = SAB_AT_HEADERS, .answer = CONTINUE, .allowed = SAB_UNKNOWN},
        {.name = "100 a thousand times", .flood = CONTINUE, .flood_most = 1000 * 25, .allowed = SAB_UNKNOWN},
        {.name = "100 for ever", .flood = CONTINUE, .flood_most = LIMIT, .end = SAB_STALL, STALLED},
    };

    (void)state;
    sab_try_rows(rows, COUNT(rows));
}

static void test_floods_are_not_swallowed(void **state)
{
    static const char    blanks[] = "                                                                               \n"
                                    "                                                                               \n";
    static char          hints[8 * 1024], name[4 * 1024];
    const struct sab_row rows[] = {
        {.name = "a body of 100 MB",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, SAB_LENGTH("104857600"), ""),
         .flood = blanks,
         .flood_most = LIMIT,
         .allowed = SAB_UNKNOWN},
        {.name = "a yes, then 100 MB",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, SAB_LENGTH("104857600"), PIECE_YES),
         .flood = blanks,
         .flood_most = LIMIT,
         .allowed = SAB_UNKNOWN},
        {.name = "a body that never ends",
         .answer = SAB_ANSWER(PIECE_YES_STATUS, "", PIECE_YES),
         .flood = blanks,
         .flood_most = LIMIT,
         .allowed = SAB_UNKNOWN},
        {.name = "chunks that never end",
         .answer = IN_CHUNKS(""),
         .flood = "10\r\n0123456789abcdef\r\n",
         .flood_most = LIMIT,
         .allowed = SAB_UNKNOWN},
        {.name = "a chunk's extension that never ends",
         .answer = IN_CHUNKS(PIECE_YES_SIZE_HEX ";"),
         .flood = "abcdefgh",
         .flood_most = LIMIT,
         STALLED},
        {.name = "a chunk's size that never ends",
         .answer = IN_CHUNKS(""),
         .flood = "00000000",
         .flood_most = LIMIT,
         .allowed = SAB_UNKNOWN,
         .flags = SAB_EITHER},
        {.name = "trailers that never end",
         .answer = IN_CHUNKS(SAB_CHUNK_OF_YES "0\r\n"),
         .flood = "Trailer: of no interest\r\n",
         .flood_most = LIMIT,
         .allowed = SAB_UNKNOWN,
         .flags = SAB_EITHER},
        {.name = "headers that never end",
         .answer = "HTTP/1.1 " PIECE_YES_STATUS " A\r\n",
         .flood = "Header: of no interest\r\n",
         .flood_most = LIMIT,
         .allowed = SAB_UNKNOWN},
        {.name = "a header that never ends",
         .answer = "HTTP/1.1 " PIECE_YES_STATUS " A\r\nHeader: ",
         .flood = "of no interest",
         .flood_most = LIMIT,
         .allowed = SAB_UNKNOWN,
         .flags = SAB_EITHER},
        {.name = "a header's name that never ends",
         .answer = "HTTP/1.1 " PIECE_YES_STATUS " A\r\n",
         .flood = name,
         .flood_most = LIMIT,
         .allowed = SAB_UNKNOWN,
         .flags = SAB_EITHER},
        {.name = "a status line that never ends",
         .answer = "HTTP/1.1 " PIECE_YES_STATUS " ",
         .flood = "of no interest",
         .flood_most = LIMIT,
         .allowed = SAB_UNKNOWN,
         .flags = SAB_EITHER},
        {.name = "noise that never ends", .flood = "of no interest", .flood_most = LIMIT, .allowed = SAB_UNKNOWN},
        {.name = "hints that never end", .flood = hints, .flood_most = LIMIT, .allowed = SAB_UNKNOWN},
        {.name = "a refusal of 100 MB",
         .answer = SAB_ANSWER("400", SAB_LENGTH("104857600"), PIECE_NO),
         .flood = blanks,
         .flood_most = LIMIT,
         .allowed = SAB_UNKNOWN},
    };

    (void)state;
    (void)snprintf(hints, sizeof hints, "HTTP/1.1 103 Early Hints\r\nLink: %08000d\r\n\r\n", 1);
    (void)snprintf(name, sizeof name, "%04000d", 1);
    sab_try_rows(rows, COUNT(rows));
}

/* The answer is ended after each of its bytes in turn, but for the last idle ones, which libcurl does not wait for. */
static void cut_everywhere(const struct wire_door *door, const char *pieces, size_t idle, enum sab_end end, bool secure)
{
    bwp_client          *client;
    bwp_request          request;
    bwp_config           config;
    struct sab          *sab;
    const struct sab_tls tls = {.certificate = sab_certs.cert[WIRE_CERT_GOOD], .key = sab_certs.key};
    size_t               size, step = sab_slowness(), count = 0;
    char                *answer = sab_expand(door, pieces, &size);
    struct sab_act      *acts = calloc(size + 1, sizeof *acts);

    assert_non_null(acts);
    for (size_t i = 0; i < size - idle; i += step)
        acts[count++] = (struct sab_act){.answer = answer, .size = i, .end = end};
    acts[count] = (struct sab_act){.answer = answer, .size = size, .end = SAB_FIN};
    sab = sab_start(acts, count + 1, secure ? &tls : NULL);
    config = sab_config(door, sab, 1);
    request = wire_request(door, "cut");
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

        /* libcurl does not wait for the line feed that ends the last chunk. */
        cut_everywhere(door, chunked ? IN_CHUNKS(SAB_CHUNK_OF_YES SAB_LAST_CHUNK) : SAB_YES, chunked ? 1 : 0,
                       (i + chunked) % 2 == 0 ? SAB_FIN : SAB_RST, secure);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_end_anywhere_is_no_answer),
        cmocka_unit_test(test_a_body_without_its_end_is_no_answer),
        cmocka_unit_test(test_other_protocols_are_no_answer),
        cmocka_unit_test(test_a_status_line_is_read_to_its_end),
        cmocka_unit_test(test_digits_that_go_on_in_letters_are_no_status),
        cmocka_unit_test(test_interim_answers_are_no_answer),
        cmocka_unit_test(test_floods_are_not_swallowed),
        cmocka_unit_test(test_an_answer_is_whole_to_its_last_byte),
    };

    return SAB_RUN(tests);
}
