/* kept_connection_test.c - a connection on which the server has spoken or hung up since the last answer is not used. */
#include "bare.h"
#include "saboteur_case.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "net/inside.h"
#include "road/client.h"

enum manner { SPEAKS_LATER, SPEAKS_AT_ONCE, HANGS_UP, SAYS_NOTHING_MORE, SPOKE_HTTP2, IDLES };

struct server {
    struct bare *bare;
    enum manner  manner;
    char        *answers[2]; /* with the ids bwp-1 and bwp-2 */
    size_t       sizes[2];
    sem_t        first_is_over;         /* the client's first call */
    atomic_uint  requests, client_port; /* the port of the first connection */
};

static void cork(int fd, int on)
{
#ifdef TCP_CORK
    (void)setsockopt(fd, IPPROTO_TCP, TCP_CORK, &on, sizeof on);
#else
    (void)fd, (void)on;
#endif
}

/* Answers each request with an id of its own; after the first it speaks or leaves as its manner is. */
static void serve(struct bare_peer *peer, void *user)
{
    struct server *server = user;
    char           request[16 * 1024];

    if (atomic_load(&server->client_port) == 0)
        atomic_store(&server->client_port, peer->client_port);
    if (!bare_shake_hands(server->bare, peer))
        return;
    while (bare_read_request(peer, request, sizeof request)) {
        unsigned number = atomic_fetch_add(&server->requests, 1);

        if (number > 0) {
            (void)bare_write(peer, server->answers[1], server->sizes[1]);
            continue;
        }
        cork(peer->fd, server->manner == SPEAKS_AT_ONCE);
        (void)bare_write(peer, server->answers[0], server->sizes[0]);
        if (server->manner == SPEAKS_LATER || server->manner == HANGS_UP)
            (void)sem_wait(&server->first_is_over);
        if (server->manner == SPEAKS_LATER || server->manner == SPEAKS_AT_ONCE)
            (void)bare_write(peer, server->answers[0], server->sizes[0]);
        cork(peer->fd, 0);
        if (server->manner == HANGS_UP)
            break;
    }
}

static bwp_outcome create(bwp_client *client, bwp_result **result)
{
    bwp_request request = wire_request(wire_door_of(client), "kept");

    return bwp_create(client, &request, result);
}

/* Waits until something has come on the connection that was kept: that is what the next call meets. */
static void wait_for_bytes(const struct server *server)
{
    const struct bare_peer peer = {.client_port = atomic_load(&server->client_port)};
    struct pollfd          kept = {.fd = bare_client_fd(&peer), .events = POLLIN};

    if (kept.fd >= 0)
        assert_int_equal(poll(&kept, 1, 10000), 1);
}

/* As if the first call had gone by HTTP/2: no libcurl that was tried hands such a connection to one that may not. */
static void note_http2(bwp_client *client, const struct server *server)
{
    struct engine *engine = bwpi_pool_borrow(client->pool);

    assert_non_null(engine);
    bwpi_sockets_note_http2(&engine->sockets, (int)atomic_load(&server->client_port));
    bwpi_pool_return(client->pool, engine);
}

static void run(enum manner manner, const struct wire_door *door, bool secure, unsigned connections)
{
    /* libcurl counts whole seconds, and one is allowed */
    const struct timespec long_idle = {2, 100 * 1000 * 1000};
    struct server         server = {.manner = manner};
    bwp_config            config;
    bwp_client           *client;
    bwp_result           *result = NULL;
    bwp_outcome           outcome;
    const char           *id;

    assert_int_equal(sem_init(&server.first_is_over, 0, 0), 0);
    server.answers[0] = sab_expand(door, SAB_YES, &server.sizes[0]);
    server.answers[1] = sab_frame(door, SAB_YES_WITH("\"bwp-2\""), &server.sizes[1]);
    server.bare = bare_start(secure ? sab_certs.cert[WIRE_CERT_GOOD] : NULL, sab_certs.key, NULL, serve, &server);
    config = wire_config(door, bare_url(server.bare));
    config.ca_file = sab_certs.ca;
    config.timeout_ms = 20000 * sab_slowness();
    client = sab_client(&config);
    assert_int_equal(create(client, NULL), BWP_DONE);
    assert_int_equal(sem_post(&server.first_is_over), 0);
    if (manner == SPEAKS_LATER || manner == HANGS_UP)
        wait_for_bytes(&server);
    if (manner == SPOKE_HTTP2)
        note_http2(client, &server);
    if (manner == IDLES)
        (void)nanosleep(&long_idle, NULL);
    outcome = create(client, &result);
    id = bwp_package_id(bwp_result_package(result, 0));
    bwp_client_free(client);
    bare_stop(server.bare);
    if (outcome != BWP_DONE || strcmp(id, "bwp-2") != 0 || bwp_result_attempts(result) != 1 ||
        atomic_load(&server.requests) != 2 || bare_connections(server.bare) != connections) {
        fail_msg("%s, %s, manner %d: outcome %d, id \"%s\" after %u attempts; %u requests on %u connections: %s",
                 door->name, secure ? "TLS" : "plain", (int)manner, (int)outcome, id, bwp_result_attempts(result),
                 atomic_load(&server.requests), bare_connections(server.bare), bwp_result_message(result));
    }
    bwp_result_free(result);
    bare_free(server.bare);
    (void)sem_destroy(&server.first_is_over);
    free(server.answers[0]);
    free(server.answers[1]);
}

static void test_an_answer_that_came_ahead_is_nobodys(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++)
        run(SPEAKS_LATER, &wire_doors[i % WIRE_DOORS], i >= WIRE_DOORS, 2);
}

static void test_an_answer_in_the_same_packet_is_nobodys(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++)
        run(SPEAKS_AT_ONCE, &wire_doors[i % WIRE_DOORS], i >= WIRE_DOORS, 2);
}

static void test_a_connection_that_was_closed_leaves_no_doubt(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++)
        run(HANGS_UP, &wire_doors[i % WIRE_DOORS], i >= WIRE_DOORS, 2);
}

/* The other side of it: a quiet connection is used again, also by what has no token to protect it. */
static void test_a_quiet_connection_is_used_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++)
        run(SAYS_NOTHING_MORE, &wire_doors[i % WIRE_DOORS], i >= WIRE_DOORS, 1);
}

/* It may be about to be closed, which no look at it tells. */
static void test_what_no_token_protects_takes_no_connection_that_idled_for_long(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        if (!wire_doors[i].honours_token)
            run(IDLES, &wire_doors[i], true, 2);
    }
}

/* Its look cannot be had there, for frames come at any time.  A token protects the others from what it does not see. */
static void test_what_no_token_protects_takes_no_connection_that_spoke_http2(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];

        run(SPOKE_HTTP2, door, i >= WIRE_DOORS, door->honours_token ? 1 : 2);
    }
}

/*
 * Or the look at its connection would be left out.  7.88 takes such a line, and uses the connection for nothing more;
 * the newest refuse it.
 */
static void test_a_status_line_alone_speaks_no_http2(void **state)
{
    static const char truth[] = "HTTP/1.1", claim[] = "HTTP/2";

    (void)state;
    for (size_t i = 0; i < WIRE_DOORS * 2; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        bool                    secure = i >= WIRE_DOORS;
        struct server           server = {.manner = SAYS_NOTHING_MORE};
        bwp_config              config;
        bwp_client             *client;
        struct engine          *engine;
        char                   *answer = sab_expand(door, SAB_YES, &server.sizes[0]);
        size_t                  shift = sizeof truth - sizeof claim;

        assert_memory_equal(answer, truth, sizeof truth - 1);
        memcpy(answer + shift, claim, sizeof claim - 1);
        server.answers[0] = answer + shift;
        server.sizes[0] -= shift;
        server.bare = bare_start(secure ? sab_certs.cert[WIRE_CERT_GOOD] : NULL, sab_certs.key, NULL, serve, &server);
        config = wire_config(door, bare_url(server.bare));
        config.ca_file = sab_certs.ca;
        client = sab_client(&config);
        (void)create(client, NULL);
        engine = bwpi_pool_borrow(client->pool);
        assert_non_null(engine);
        if (!engine->takes_http2 || !door->honours_token)
            assert_false(bwpi_sockets_speak_http2(&engine->sockets, (int)atomic_load(&server.client_port)));
        bwpi_pool_return(client->pool, engine);
        bwp_client_free(client);
        bare_free(server.bare);
        free(answer);
    }
}

static void test_a_connection_is_not_inherited_across_exec(void **state)
{
    const struct wire_door *door = &wire_doors[WIRE_BAIDU];
    struct bare_peer        peer = {0};
    struct server           server = {.manner = SAYS_NOTHING_MORE};
    bwp_client             *client;
    int                     flags;

    (void)state;
    server.answers[0] = sab_expand(door, SAB_YES, &server.sizes[0]);
    server.bare = bare_start(NULL, NULL, NULL, serve, &server);
    client = wire_client_at(door, bare_url(server.bare));
    assert_int_equal(create(client, NULL), BWP_DONE);
    peer.client_port = atomic_load(&server.client_port);
    flags = fcntl(bare_client_fd(&peer), F_GETFD);
    assert_int_not_equal(flags, -1);
    assert_int_equal(flags & FD_CLOEXEC, FD_CLOEXEC);
    bwp_client_free(client);
    bare_free(server.bare);
    free(server.answers[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_answer_that_came_ahead_is_nobodys),
        cmocka_unit_test(test_an_answer_in_the_same_packet_is_nobodys),
        cmocka_unit_test(test_a_connection_that_was_closed_leaves_no_doubt),
        cmocka_unit_test(test_a_quiet_connection_is_used_again),
        cmocka_unit_test(test_what_no_token_protects_takes_no_connection_that_idled_for_long),
        cmocka_unit_test(test_what_no_token_protects_takes_no_connection_that_spoke_http2),
        cmocka_unit_test(test_a_status_line_alone_speaks_no_http2),
        cmocka_unit_test(test_a_connection_is_not_inherited_across_exec),
    };

    return SAB_RUN(tests);
}
