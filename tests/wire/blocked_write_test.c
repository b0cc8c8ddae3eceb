/*
 * blocked_write_test.c - a request that does not fit into the buffers between client and server at once: it arrives
 * whole all the same, and nobody may say that nothing was sent.
 */
#include "bare.h"
#include "saboteur_case.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { REQUEST_ROOM = 512 * 1024, ATTEMPTS = 3, RECORD = 16 * 1024 };

struct reader {
    struct bare *bare;
    char        *data;
    atomic_uint  whole; /* requests that came to their end */
};

/* Lets the client's first write meet full buffers, then reads the request to its end and hangs up: bought, no answer.
 */
static void buy_and_die(struct bare_peer *peer, void *user)
{
    struct reader *reader = user;
    const int      narrow = 1, wide = REQUEST_ROOM;
    char           byte;
    int            client = bare_client_fd(peer);

    (void)setsockopt(client, SOL_SOCKET, SO_SNDBUF, &narrow, sizeof narrow);
    if (!bare_shake_hands(reader->bare, peer) || recv(peer->fd, &byte, 1, MSG_PEEK) != 1)
        return;
    (void)setsockopt(peer->fd, SOL_SOCKET, SO_RCVBUF, &wide, sizeof wide);
    if (bare_read_request(peer, reader->data, REQUEST_ROOM))
        atomic_fetch_add(&reader->whole, 1);
}

/* A create with so many bytes in its options, which go into the address at Alibaba and into the body elsewhere. */
struct long_create {
    size_t         options, token; /* bytes */
    const bwp_tag *tags;
    size_t         tag_count;
};

static void send_long(const struct wire_door *door, bool secure, struct long_create create)
{
    struct reader reader = {.data = malloc(REQUEST_ROOM)};
    char         *token = calloc(1, create.token + 1), *options = malloc(create.options + 64);
    unsigned      expected = door->honours_token ? ATTEMPTS : 1;
    bwp_request   request = wire_request(door, "long");
    bwp_config    config;
    bwp_client   *client;
    bwp_result   *result = NULL;

    assert_true(reader.data != NULL && token != NULL && options != NULL);
    memset(token, 'v', create.token);
    (void)snprintf(options, create.options + 64, "{\"Filler\":\"%0*d\"}", (int)create.options, 0);
    request.provider_options = options;
    request.tags = create.tags;
    request.tag_count = create.tag_count;
    reader.bare = bare_start(secure ? sab_certs.cert[WIRE_CERT_GOOD] : NULL, sab_certs.key, NULL, buy_and_die, &reader);
    config = wire_config(door, bare_url(reader.bare));
    config.ca_file = sab_certs.ca;
    config.max_attempts = ATTEMPTS;
    config.timeout_ms = 20000 * sab_slowness();
    if (create.token > 0) {
        config.access_key = config.secret_key = NULL;
        config.auth_token = token;
    }
    client = sab_client(&config);
    if (bwp_create(client, &request, &result) != BWP_UNKNOWN || bwp_result_attempts(result) != expected ||
        atomic_load(&reader.whole) != expected) {
        fail_msg("%s, %s, options of %zu bytes, token of %zu, %zu tags: outcome %d after %u attempts, %u requests "
                 "arrived: %s",
                 door->name, secure ? "TLS" : "plain", create.options, create.token, create.tag_count,
                 (int)bwp_result_outcome(result), bwp_result_attempts(result), atomic_load(&reader.whole),
                 bwp_result_message(result));
    }
    bwp_result_free(result);
    bwp_client_free(client);
    bare_free(reader.bare);
    free(options);
    free(token);
    free(reader.data);
}

static void test_a_request_of_any_length_counts_as_sent(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++) {
        for (size_t size = RECORD / 2; size < (size_t)RECORD * 4; size += RECORD / 2)
            send_long(&wire_doors[i % WIRE_DOORS], i < WIRE_DOORS, (struct long_create){.options = size});
    }
}

/* What is signed and said besides is some 600 to 1000 bytes: the whole crosses the size of a TLS record on the way. */
static void test_a_request_around_a_tls_record_counts_as_sent(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        for (size_t size = RECORD - 1200; size <= RECORD + 100; size += 100)
            send_long(&wire_doors[i], true, (struct long_create){.options = size});
    }
}

static void test_a_long_token_counts_as_sent(void **state)
{
    (void)state;
    for (size_t size = 8000; size <= 32000; size += 4000)
        send_long(&wire_doors[WIRE_HUAWEI], true, (struct long_create){.options = 1, .token = size});
}

/* The longest that a provider's own limits allow: the options, and twenty tags of letters that take nine bytes each. */
static void test_the_longest_request_arrives_whole(void **state)
{
    enum { TAGS = 20, VALUE = 128, LONGEST = 60000 };
    static char keys[TAGS][8], value[3 * VALUE + 1];
    bwp_tag     tags[TAGS];

    (void)state;
    for (size_t i = 0; i < VALUE; i++)
        memcpy(value + 3 * i, "\xe4\xb8\x80", 3);
    for (size_t i = 0; i < TAGS; i++) {
        (void)snprintf(keys[i], sizeof keys[i], "k%zu", i);
        tags[i] = (bwp_tag){keys[i], value};
    }
    for (size_t i = 0; i < WIRE_DOORS * 2; i++) {
        bool is_huawei = i % WIRE_DOORS == WIRE_HUAWEI;

        send_long(&wire_doors[i % WIRE_DOORS], i < WIRE_DOORS,
                  (struct long_create){.options = LONGEST,
                                       .token = is_huawei ? 32000 : 0,
                                       .tags = tags,
                                       .tag_count = i % WIRE_DOORS == WIRE_BAIDU ? 0 : TAGS});
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_request_of_any_length_counts_as_sent),
        cmocka_unit_test(test_a_request_around_a_tls_record_counts_as_sent),
        cmocka_unit_test(test_a_long_token_counts_as_sent),
        cmocka_unit_test(test_the_longest_request_arrives_whole),
    };

    return SAB_RUN(tests);
}
