/* reuse_test.c - connections that were used before: nothing goes out twice, and no old answer is taken for a new one.
 */
#include "saboteur_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "road/client.h"

static struct sab *start(const struct sab_act *acts, size_t count, bool secure)
{
    const struct sab_tls tls = {.certificate = sab_certs.cert[WIRE_CERT_GOOD], .key = sab_certs.key};

    return sab_start(acts, count, secure ? &tls : NULL);
}

static bwp_outcome create(bwp_client *client, char id[128])
{
    bwp_request request = wire_request(wire_door_of(client), "once more");
    bwp_result *result = NULL;
    bwp_outcome outcome = bwp_create(client, &request, &result);

    (void)snprintf(id, 128, "%s", bwp_package_id(bwp_result_package(result, 0)));
    bwp_result_free(result);
    return outcome;
}

/* What the second request on a connection meets, and how often it may arrive in all. */
static void test_a_reused_connection_closed_unanswered_buys_once(void **state)
{
    static const struct {
        const char    *name;
        enum sab_stage stage;
        enum sab_end   end;
        const char    *answer;
        unsigned       attempts;
    } rows[] = {
        {"closed after the purchase", SAB_AT_REQUEST, SAB_FIN, NULL, 1},
        {"reset after the purchase", SAB_AT_REQUEST, SAB_RST, NULL, 1},
        {"closed at the headers", SAB_AT_HEADERS, SAB_FIN, NULL, 1},
        {"reset at the headers", SAB_AT_HEADERS, SAB_RST, NULL, 1},
        {"closed in the status line", SAB_AT_REQUEST, SAB_FIN, "HTTP/1.1 ", 1},
        {"closed after 100", SAB_AT_REQUEST, SAB_FIN, "HTTP/1.1 100 Continue\r\n\r\n", 1},
        {"closed before the body", SAB_AT_REQUEST, SAB_FIN, SAB_YES_HEAD, 1},
        {"closed after the purchase, for ever", SAB_AT_REQUEST, SAB_FIN, NULL, 3},
        {"reset after the purchase, for ever", SAB_AT_REQUEST, SAB_RST, NULL, 3},
        {"closed at the headers, for ever", SAB_AT_HEADERS, SAB_FIN, NULL, 3},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows) * WIRE_DOORS * 2; i++) {
        bwp_outcome             outcome;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bool                    secure = i / WIRE_DOORS % 2 == 1;
        size_t                  row = i / WIRE_DOORS / 2, size, harm_size = 0;
        char                   *good = sab_expand(door, SAB_YES, &size), id[128];
        char                   *harm = rows[row].answer != NULL ? sab_expand(door, rows[row].answer, &harm_size) : NULL;
        const struct sab_act    acts[] = {
               {.answer = good, .size = size, .end = SAB_KEEP},
               {.answer = good, .size = size, .end = SAB_KEEP},
               {.stage = rows[row].stage, .answer = harm, .size = harm_size, .end = rows[row].end},
        };
        struct sab *sab = start(acts, COUNT(acts), secure);
        bwp_config  config = sab_config(door, sab, rows[row].attempts);
        bwp_client *client = sab_client(&config);
        unsigned    sent = door->honours_token ? rows[row].attempts : 1;

        assert_int_equal(create(client, id), BWP_DONE);
        assert_int_equal(create(client, id), BWP_DONE);
        outcome = create(client, id);
        bwp_client_free(client);
        sab_stop(sab);
        if (outcome != BWP_UNKNOWN || sab_headers(sab) != 2 + sent ||
            sab_requests(sab) != 2 + (rows[row].stage == SAB_AT_HEADERS ? 0 : sent)) {
            fail_msg("%s, %s, %s: outcome %d, %u headers and %u requests came on %u connections", rows[row].name,
                     door->name, secure ? "TLS" : "plain", (int)outcome, sab_headers(sab), sab_requests(sab),
                     sab_connections(sab));
        }
        sab_free(sab);
        free(harm);
        free(good);
    }
}

/* Closed or reset while nobody uses it: the next call finds out before it sends, or is in doubt, and arrives once. */
static void test_a_connection_closed_while_idle_loses_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 4; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        size_t                  size;
        char                   *good = sab_expand(door, SAB_YES, &size), id[128];
        const struct sab_act act = {.answer = good, .size = size, .end = i / WIRE_DOORS % 2 == 0 ? SAB_FIN : SAB_RST};
        struct sab          *sab = start(&act, 1, i / WIRE_DOORS / 2 == 1);
        bwp_config           config = sab_config(door, sab, 1);
        bwp_client          *client = sab_client(&config);

        for (unsigned j = 1; j <= 5; j++) {
            bwp_outcome outcome = create(client, id);

            assert_true(outcome == BWP_DONE || outcome == BWP_UNKNOWN); /* a reset may overtake the answer */
            assert_true(sab_headers(sab) <= j);
        }
        bwp_client_free(client);
        sab_free(sab);
        free(good);
    }
}

/* A server that answers before it is asked: what is left over from one answer is not the next one. */
static void test_an_answer_sent_ahead_is_not_believed(void **state)
{
    static const char *const ahead[] = {
        SAB_YES SAB_YES,
        SAB_ANSWER(PIECE_YES_STATUS, SAB_CHUNKED, SAB_CHUNK_OF_YES SAB_LAST_CHUNK SAB_YES),
        SAB_YES "\r\n\r\n",
        SAB_YES "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 204 A\r\n\r\n" SAB_YES,
    };

    (void)state;
    for (size_t i = 0; i < COUNT(ahead) * WIRE_DOORS * 2; i++) {
        bwp_outcome             outcome;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bool                    secure = i / WIRE_DOORS % 2 == 1;
        size_t                  sizes[2];
        char                   *early = sab_expand(door, ahead[i / WIRE_DOORS / 2], &sizes[0]), id[128];
        char                   *later = sab_frame(door, SAB_YES_WITH("\"bwp-2\""), &sizes[1]);
        const struct sab_act    acts[] = {{.answer = early, .size = sizes[0], .end = SAB_KEEP},
                                          {.answer = later, .size = sizes[1], .end = SAB_KEEP}};
        struct sab             *sab = start(acts, 2, secure);
        bwp_config              config = sab_config(door, sab, 1);
        bwp_client             *client = sab_client(&config);

        (void)create(client, id);
        outcome = create(client, id);
        bwp_client_free(client);
        sab_stop(sab);
        if (outcome == BWP_NOT_DONE || (outcome == BWP_DONE && strcmp(id, "bwp-2") != 0) || sab_requests(sab) > 2) {
            fail_msg("%s, %s: outcome %d with id \"%s\", %u requests", door->name, secure ? "TLS" : "plain",
                     (int)outcome, id, sab_requests(sab));
        }
        sab_free(sab);
        free(early);
        free(later);
    }
}

/* After a stall and a timeout the late answer of the first call is not the second call's. */
static void test_a_late_answer_is_not_believed(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++) {
        bwp_client             *client;
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        size_t                  sizes[2];
        char                   *slow = sab_expand(door, SAB_YES, &sizes[0]),
             *later = sab_frame(door, SAB_YES_WITH("\"bwp-2\""), &sizes[1]), id[128];
        const struct sab_act acts[] = {{.answer = slow, .size = sizes[0], .drip_ms = 10, .end = SAB_KEEP},
                                       {.answer = later, .size = sizes[1], .end = SAB_KEEP}};
        struct sab          *sab = start(acts, 2, i >= WIRE_DOORS);
        bwp_config           config = sab_config(door, sab, 1);

        config.timeout_ms = 200 * sab_slowness();
        client = sab_client(&config);
        (void)create(client, id); /* one that times out, but for machines that are slow in another way */
        client->config.given.timeout_ms = 20000 * sab_slowness();
        assert_int_equal(create(client, id), BWP_DONE);
        assert_string_equal(id, sab_requests(sab) == 2 ? "bwp-2" : "bwp-1");
        bwp_client_free(client);
        sab_free(sab);
        free(slow);
        free(later);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_reused_connection_closed_unanswered_buys_once),
        cmocka_unit_test(test_a_connection_closed_while_idle_loses_nothing),
        cmocka_unit_test(test_an_answer_sent_ahead_is_not_believed),
        cmocka_unit_test(test_a_late_answer_is_not_believed),
    };

    return SAB_RUN(tests);
}
