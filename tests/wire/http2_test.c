/*
 * http2_test.c - the same promises where libcurl agrees on HTTP/2 with a server: one connection for many requests, and
 * none of them repeated when the server says that it may be.
 */
#include "bare.h"
#include "saboteur_case.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <curl/curl.h>

#include "road/client.h"

/* RFC 9113: frame types, their flags, and an error code. */
enum { DATA = 0, HEADERS = 1, RST_STREAM = 3, SETTINGS = 4, PING = 6, GOAWAY = 7, WINDOW_UPDATE = 8, CONTINUATION = 9 };
enum { ACK = 1, END_STREAM = 1, END_HEADERS = 4, REFUSED_STREAM = 7 };
enum { PREFACE_SIZE = 24, FRAME_HEADER_SIZE = 9, FRAME_MAX = 16384 };

enum manner { ANSWERS, REFUSES_STREAMS, GOES_AWAY, HANGS_UP, GATHERS };

/*
 * Of so many requests that are in flight at once: the first are answered, the next ones refused; then the server goes
 * away, says of the last ones that it did not look at them, answers some of the others, and hangs up.
 */
enum { MANY = 90, ANSWERED = 30, REFUSED = 60, ANSWERED_LATE = 70, LOOKED_AT = 80, LAST_WORD = 2 };

struct server {
    struct bare *bare;
    enum manner  manner;
    bool         is_slow; /* the client's first write meets full buffers */
    const char  *body;
    atomic_uint  requests;
    unsigned     streams[MANY + 1]; /* in the order of their requests */
};

static bool read_exactly(const struct bare_peer *peer, unsigned char *to, size_t size)
{
    for (size_t have = 0, got; have < size; have += got) {
        got = bare_read(peer, (char *)to + have, size - have);
        if (got == 0)
            return false;
    }
    return true;
}

static bool write_frame(const struct bare_peer *peer, int type, int flags, unsigned stream, const void *payload,
                        size_t size)
{
    unsigned char frame[FRAME_HEADER_SIZE + 256] = {
        (unsigned char)(size >> 16),   (unsigned char)(size >> 8),   (unsigned char)size,
        (unsigned char)type,           (unsigned char)flags,         (unsigned char)(stream >> 24),
        (unsigned char)(stream >> 16), (unsigned char)(stream >> 8), (unsigned char)stream,
    };

    assert_true(size <= 256);
    if (size > 0)
        memcpy(frame + FRAME_HEADER_SIZE, payload, size);
    return bare_write(peer, (const char *)frame, FRAME_HEADER_SIZE + size);
}

/* The frames that follow are no answer to anything. */
static bool answer(const struct bare_peer *peer, const struct server *server, unsigned stream)
{
    static const unsigned char status_200 = 0x88, ping[8] = {1};

    return write_frame(peer, HEADERS, END_HEADERS, stream, &status_200, 1) &&
           write_frame(peer, DATA, END_STREAM, stream, server->body, strlen(server->body)) &&
           write_frame(peer, PING, 0, 0, ping, sizeof ping) && write_frame(peer, SETTINGS, 0, 0, NULL, 0);
}

static bool refuse(const struct bare_peer *peer, unsigned stream)
{
    static const unsigned char refused[4] = {0, 0, 0, REFUSED_STREAM};

    return write_frame(peer, RST_STREAM, 0, stream, refused, sizeof refused);
}

/* last: the last stream that was looked at; all later ones may be sent again. */
static bool go_away(const struct bare_peer *peer, unsigned last)
{
    const unsigned char goaway[8] = {0, 0, (unsigned char)(last >> 8), (unsigned char)last};

    return write_frame(peer, GOAWAY, 0, 0, goaway, sizeof goaway);
}

/*
 * The first request is answered at once, so that there is a connection for all others.  The last word is a ping, and
 * whoever answers it has read what came before.
 */
static bool gather(const struct bare_peer *peer, struct server *server, unsigned number, unsigned stream)
{
    static const unsigned char last_word[8] = {LAST_WORD};
    bool                       well = true;

    if (number == 0)
        return answer(peer, server, stream);
    if (number <= MANY)
        server->streams[number - 1] = stream;
    for (unsigned i = 0; number == MANY && well && i < ANSWERED_LATE; i++) {
        if (i == REFUSED)
            well = go_away(peer, server->streams[LOOKED_AT - 1]);
        well = well && (i < ANSWERED || i >= REFUSED ? answer(peer, server, server->streams[i])
                                                     : refuse(peer, server->streams[i]));
    }
    return number == MANY ? well && write_frame(peer, PING, 0, 0, last_word, sizeof last_word) : well;
}

/* A whole request has come on the stream. */
static bool respond(const struct bare_peer *peer, struct server *server, unsigned stream)
{
    unsigned number = atomic_fetch_add(&server->requests, 1);

    switch (server->manner) {
    case ANSWERS:
        return answer(peer, server, stream);
    case REFUSES_STREAMS:
        return refuse(peer, stream);
    case GOES_AWAY:
        return go_away(peer, 0);
    case GATHERS:
        return gather(peer, server, number, stream);
    case HANGS_UP:
        break;
    }
    return false;
}

static bool give_way(const struct bare_peer *peer, unsigned stream, size_t size)
{
    const unsigned char more[4] = {0, (unsigned char)(size >> 16), (unsigned char)(size >> 8), (unsigned char)size};

    return size == 0 || (write_frame(peer, WINDOW_UPDATE, 0, 0, more, sizeof more) &&
                         write_frame(peer, WINDOW_UPDATE, 0, stream, more, sizeof more));
}

static void serve(struct bare_peer *peer, void *user)
{
    struct server       *server = user;
    static unsigned char payload[FRAME_MAX];
    unsigned char        header[FRAME_HEADER_SIZE];
    const int            narrow = 1, wide = 512 * 1024;
    bool                 ends = false;

    if (server->is_slow)
        (void)setsockopt(bare_client_fd(peer), SOL_SOCKET, SO_SNDBUF, &narrow, sizeof narrow);
    if (!bare_shake_hands(server->bare, peer) || !read_exactly(peer, payload, PREFACE_SIZE) ||
        !write_frame(peer, SETTINGS, 0, 0, NULL, 0))
        return;
    (void)setsockopt(peer->fd, SOL_SOCKET, SO_RCVBUF, &wide, sizeof wide);
    while (read_exactly(peer, header, sizeof header)) {
        size_t   size = (size_t)header[0] << 16 | (size_t)header[1] << 8 | header[2];
        unsigned stream = (unsigned)header[5] << 24 | (unsigned)header[6] << 16 | (unsigned)header[7] << 8 | header[8];
        int      type = header[3], flags = header[4];

        if (size > sizeof payload || !read_exactly(peer, payload, size))
            return;
        if (type == SETTINGS && (flags & ACK) == 0 && !write_frame(peer, SETTINGS, ACK, 0, NULL, 0))
            return;
        if (type == PING && (flags & ACK) != 0 && size > 0 && payload[0] == LAST_WORD)
            return;
        if (type == DATA && !give_way(peer, stream, size))
            return;
        if (type == DATA || type == HEADERS)
            ends = (flags & END_STREAM) != 0;
        if (ends && (type == DATA || ((type == HEADERS || type == CONTINUATION) && (flags & END_HEADERS) != 0))) {
            ends = false;
            if (!respond(peer, server, stream))
                return;
        }
    }
}

/* Older ones lose long headers whose first write blocks, so HTTP/2 is not agreed on with them. */
static bool is_spoken_here(void)
{
    const curl_version_info_data *version = curl_version_info(CURLVERSION_NOW);

    return (version->features & CURL_VERSION_HTTP2) != 0 && version->version_num >= 0x080500;
}

static void start(struct server *server, const struct wire_door *door)
{
    server->body = door->created_body;
    server->bare = bare_start(sab_certs.cert[WIRE_CERT_GOOD], sab_certs.key, "h2", serve, server);
}

static bwp_client *client_of(const struct server *server, const struct wire_door *door, unsigned attempts)
{
    bwp_config config = wire_config(door, bare_url(server->bare));

    config.ca_file = sab_certs.ca;
    config.max_attempts = attempts;
    config.timeout_ms = 20000 * sab_slowness();
    return sab_client(&config);
}

/* A server that takes nothing else is told nothing. */
static void test_http2_is_not_agreed_on_where_it_loses_requests(void **state)
{
    (void)state;
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        struct server           server = {.manner = ANSWERS};
        bwp_client             *client;
        bwp_request             request = wire_request(door, "old");

        if (door->honours_token && is_spoken_here())
            continue;
        start(&server, door);
        client = client_of(&server, door, 1);
        bwp_result_free(wire_create(client, &request, BWP_NOT_DONE));
        bwp_client_free(client);
        bare_stop(server.bare);
        assert_int_equal(atomic_load(&server.requests), 0);
        bare_free(server.bare);
    }
}

static void test_frames_between_answers_do_not_cost_the_connection(void **state)
{
    enum { CALLS = 5 };
    (void)state;
    if (!is_spoken_here())
        skip();
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        struct server           server = {.manner = ANSWERS};
        bwp_client             *client;
        bwp_request             request = wire_request(door, "many");

        if (!door->honours_token)
            continue; /* Huawei's creates stay on HTTP/1.1 */
        start(&server, door);
        client = client_of(&server, door, 1);
        for (int j = 0; j < CALLS; j++)
            bwp_result_free(wire_create(client, &request, BWP_DONE));
        bwp_client_free(client);
        bare_stop(server.bare);
        assert_int_equal(atomic_load(&server.requests), CALLS);
        assert_int_equal(bare_connections(server.bare), 1);
        bare_free(server.bare);
    }
}

/* Whatever the server says of the stream, another request is another attempt, with a signature of its own. */
static void test_a_request_is_not_repeated_behind_our_back(void **state)
{
    static const enum manner manners[] = {REFUSES_STREAMS, GOES_AWAY, HANGS_UP};

    (void)state;
    if (!is_spoken_here())
        skip();
    for (size_t i = 0; i < COUNT(manners) * WIRE_DOORS * 2; i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        struct server           server = {.manner = manners[i / WIRE_DOORS / 2]};
        unsigned                attempts = i / WIRE_DOORS % 2 == 0 ? 1 : 3;
        bwp_client             *client;
        bwp_request             request = wire_request(door, "once");
        bwp_result             *result;

        if (!door->honours_token)
            continue;
        start(&server, door);
        client = client_of(&server, door, attempts);
        result = wire_create(client, &request, BWP_UNKNOWN);
        assert_int_equal(bwp_result_attempts(result), attempts);
        bwp_client_free(client);
        bare_stop(server.bare);
        assert_int_equal(atomic_load(&server.requests), attempts);
        bwp_result_free(result);
        bare_free(server.bare);
    }
}

static void test_a_request_whose_first_write_blocks_counts_as_sent(void **state)
{
    enum { SIZE_MAX_TRIED = 56 * 1024, STEP = 8 * 1024 };
    static char options[SIZE_MAX_TRIED + 64];

    (void)state;
    if (!is_spoken_here())
        skip();
    for (size_t i = 0; i < WIRE_DOORS * (SIZE_MAX_TRIED / STEP); i++) {
        const struct wire_door *door = &wire_doors[i % WIRE_DOORS];
        struct server           server = {.manner = HANGS_UP, .is_slow = true};
        size_t                  size = (i / WIRE_DOORS + 1) * STEP;
        bwp_client             *client;
        bwp_request             request = wire_request(door, "long");

        if (!door->honours_token)
            continue;
        (void)snprintf(options, sizeof options, "{\"Filler\":\"%0*d\"}", (int)size, 0);
        request.provider_options = options;
        start(&server, door);
        client = client_of(&server, door, 1);
        bwp_result_free(wire_create(client, &request, BWP_UNKNOWN));
        bwp_client_free(client);
        bare_stop(server.bare);
        assert_int_equal(atomic_load(&server.requests), 1);
        bare_free(server.bare);
    }
}

static void add(bwp_batch *batch, bwp_client *client, const bwp_request *request, int count)
{
    for (int i = 0; i < count; i++)
        assert_int_equal(bwp_batch_create(batch, client, request, NULL), BWP_OK);
}

static void count_outcomes(bwp_batch *batch, unsigned counts[3])
{
    while (bwp_batch_step(batch, -1) > 0)
        continue;
    for (bwp_result *result; (result = bwp_batch_next(batch, NULL)) != NULL; bwp_result_free(result)) {
        assert_int_equal(bwp_result_attempts(result), 1);
        counts[bwp_result_outcome(result)]++;
    }
}

/* That a server did not look at a request is its word alone: libcurl would take it, and send again unasked. */
static void test_many_streams_that_end_in_every_way_keep_their_outcomes(void **state)
{
    const bwp_batch_options options = {sizeof options, MANY};

    (void)state;
    if (!is_spoken_here())
        skip();
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        const struct wire_door *door = &wire_doors[i];
        struct server           server = {.manner = GATHERS};
        bwp_request             request = wire_request(door, "many");
        unsigned                counts[3] = {0};
        bwp_client             *client;
        bwp_batch              *batch;

        if (!door->honours_token)
            continue;
        start(&server, door);
        client = client_of(&server, door, 1);
        batch = bwp_batch_new(&options, NULL);
        assert_non_null(batch);
        add(batch, client, &request, 1);
        count_outcomes(batch, counts);
        assert_int_equal(counts[BWP_DONE], 1);
        add(batch, client, &request, MANY);
        count_outcomes(batch, counts);
        bwp_batch_free(batch);
        bwp_client_free(client);
        bare_stop(server.bare);
        assert_int_equal(atomic_load(&server.requests), 1 + MANY);
        /* an answer that libcurl lets go with its connection is a doubt as well */
        wire_assert_within(counts[BWP_DONE], 2, 1 + ANSWERED + (ANSWERED_LATE - REFUSED));
        assert_int_equal(counts[BWP_UNKNOWN], 1 + MANY - counts[BWP_DONE]);
        bare_free(server.bare);
    }
}

/* A connection that a look has left behind may speak HTTP/2: what no token protects does not go there. */
static void test_what_no_token_protects_takes_no_connection_that_speaks_http2(void **state)
{
    const struct wire_door *door = &wire_doors[WIRE_HUAWEI];
    struct server           server = {.manner = ANSWERS};
    bwp_request             request = wire_request(door, "not here");
    bwp_client             *client;

    (void)state;
    if (!is_spoken_here())
        skip();
    start(&server, door);
    client = client_of(&server, door, 1);
    client->config.given.timeout_ms = 1000 * sab_slowness(); /* the server has one connection at a time */
    (void)bwp_get(client, "bwp-1", NULL);
    assert_int_equal(atomic_load(&server.requests), 1);
    bwp_result_free(wire_create(client, &request, BWP_NOT_DONE));
    assert_int_equal(atomic_load(&server.requests), 1);
    bwp_client_free(client);
    bare_free(server.bare);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_http2_is_not_agreed_on_where_it_loses_requests),
        cmocka_unit_test(test_frames_between_answers_do_not_cost_the_connection),
        cmocka_unit_test(test_a_request_is_not_repeated_behind_our_back),
        cmocka_unit_test(test_a_request_whose_first_write_blocks_counts_as_sent),
        cmocka_unit_test(test_many_streams_that_end_in_every_way_keep_their_outcomes),
        cmocka_unit_test(test_what_no_token_protects_takes_no_connection_that_speaks_http2),
    };

    if (!is_spoken_here())
        (void)printf("skip libcurl %s agrees on no HTTP/2 here: from 8.5 on it does, where it is built with it\n",
                     curl_version_info(CURLVERSION_NOW)->version);
    return SAB_RUN(tests);
}
