/* saboteur_case.c - every row in every variant, and what must hold in all of them whatever the sabotage. */
#include "saboteur_case.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "road/client.h"

enum { WORKERS = 12, STALL_MS = 300, VERY_SLOW = 10, PLENTY_MS = 20000, FLOOD_SEEN_MAX = 24 * 1024 * 1024 };

struct wire_certs sab_certs;

static struct sab          *bystander;
static const struct sab_act nothing = {.stage = SAB_AT_ACCEPT};

/* One attempt; three that are all harmed; three of which only the first is. */
enum variant { ONCE, ALL, FIRST, VARIANTS };

/* A call by itself, and the same one in a batch: what holds of the one holds of the other. */
enum way { ALONE, IN_A_BATCH, WAYS };

struct trial {
    const struct sab_row   *row;
    const struct wire_door *door;
    bool                    secure;
    enum variant            variant;
    enum way                way;
};

struct work {
    const struct sab_row *rows;
    size_t                count, next, failures;
    pthread_mutex_t       lock;
};

void sab_bystander_start(void)
{
    bystander = sab_start(&nothing, 1, NULL);
}

const char *sab_bystander_url(void)
{
    return bystander != NULL ? sab_url(bystander) : "http://127.0.0.1:9";
}

unsigned sab_bystander_stop(void)
{
    unsigned connections;

    sab_stop(bystander);
    connections = sab_connections(bystander);
    sab_free(bystander);
    bystander = NULL;
    return connections;
}

int sab_group_start(void **state)
{
    (void)state;
    wire_clean_environment();
    return wire_certs_make(&sab_certs);
}

int sab_group_stop(void **state)
{
    (void)state;
    wire_certs_remove(&sab_certs);
    return 0;
}

bwp_config sab_config(const struct wire_door *door, const struct sab *sab, unsigned attempts)
{
    bwp_config config = wire_config(door, sab_url(sab));

    config.ca_file = sab_certs.ca;
    config.max_attempts = attempts;
    config.timeout_ms = PLENTY_MS * sab_slowness();
    return config;
}

bwp_client *sab_client(const bwp_config *config)
{
    char        problem[BWP_ERROR_SIZE] = "";
    bwp_client *client = bwp_client_new(config, problem);

    if (client == NULL) {
        (void)fprintf(stderr, "no client: %s\n", problem);
        abort();
    }
    client->pause_base_ms = 1;
    return client;
}

/* ---- repeats ---- */

/* The value that follows a name in a raw request, up to the end of a line or parameter. */
static void value_of(const char *request, const char *name, char *value, size_t room)
{
    const char *found = strstr(request, name);

    value[0] = '\0';
    if (found != NULL) {
        size_t size = strcspn(found + strlen(name), "&\r\n ");

        (void)snprintf(value, room, "%.*s", (int)size, found + strlen(name));
    }
}

/* How each door writes what an attempt has of its own.  Without a nonce a signature goes with its time. */
static const struct {
    const char *token, *nonce, *date, *signature;
} marks[WIRE_DOORS] = {
    [WIRE_ACS3] = {"ClientToken=", "\r\nx-acs-signature-nonce: ", "\r\nx-acs-date: ", ",Signature="},
    [WIRE_RPC] = {"ClientToken=", "SignatureNonce=", "Timestamp=", "&Signature="},
    [WIRE_BAIDU] = {"clientToken=", NULL, "\r\nx-bce-date: ", "/host;x-bce-date/"},
    [WIRE_VOLCENGINE] = {"ClientToken=", NULL, "\r\nX-Date: ", ", Signature="},
};

const char *sab_repeats_problem(const struct wire_door *door, struct sab *sab)
{
    const char *token_name = marks[door - wire_doors].token, *nonce_name = marks[door - wire_doors].nonce;
    const char *date_name = marks[door - wire_doors].date, *signature_name = marks[door - wire_doors].signature;
    bool        has_nonce = nonce_name != NULL;

    for (unsigned i = 0; i < sab_requests(sab); i++) {
        char token[2][128], nonce[2][128], date[2][128], signature[2][256];

        for (unsigned j = 0; j < 2; j++) {
            const char *request = sab_request(sab, j == 0 ? i : 0);

            value_of(request, token_name, token[j], sizeof token[j]);
            value_of(request, has_nonce ? nonce_name : token_name, nonce[j], sizeof nonce[j]);
            value_of(request, date_name, date[j], sizeof date[j]);
            value_of(request, signature_name, signature[j], sizeof signature[j]);
        }
        if (strlen(token[0]) != 36 || strlen(signature[0]) < 20 || strlen(date[0]) < 16 ||
            (has_nonce && strlen(nonce[0]) != 32))
            return "a request lacks its token, nonce, time or signature";
        if (strcmp(token[0], token[1]) != 0)
            return "a repeat has another client token";
        for (unsigned j = 0; j < i; j++) {
            char other[2][256];

            value_of(sab_request(sab, j), has_nonce ? nonce_name : token_name, other[0], sizeof other[0]);
            value_of(sab_request(sab, j), signature_name, other[1], sizeof other[1]);
            if (has_nonce && (strcmp(nonce[0], other[0]) == 0 || strcmp(signature[0], other[1]) == 0))
                return "a repeat has the same nonce or signature";
        }
        if (strcmp(date[0], date[1]) < 0 ||
            (!has_nonce && strcmp(date[0], date[1]) != 0) != (!has_nonce && strcmp(signature[0], signature[1]) != 0))
            return "a repeat's time goes back, or its signature does not go with its time";
    }
    return NULL;
}

/* ---- what must hold ---- */

static unsigned bit(bwp_outcome outcome)
{
    return outcome == BWP_DONE ? SAB_DONE : outcome == BWP_NOT_DONE ? SAB_NOT_DONE : SAB_UNKNOWN;
}

/* What must hold of every ending, whatever the row; NULL, or what does not. */
static const char *check_always(const struct trial *trial, const bwp_result *result, struct sab *sab)
{
    const struct sab_row   *row = trial->row;
    const struct wire_door *door = trial->door;
    bwp_outcome             outcome = bwp_result_outcome(result);
    bool                    refused = (row->flags & SAB_REFUSAL) != 0;
    unsigned                most = trial->variant == ONCE ? 1 : 3;

    if (bwp_result_attempts(result) > most || sab_connections(sab) > bwp_result_attempts(result) ||
        sab_requests(sab) > bwp_result_attempts(result))
        return "more was sent than there were attempts";
    if (outcome == BWP_DONE && strcmp(bwp_package_id(bwp_result_package(result, 0)), "bwp-1") != 0)
        return "done, with an id that nobody sent";
    if (outcome == BWP_DONE && sab_requests(sab) == 0)
        return "done, but nothing arrived";
    if (outcome != BWP_DONE && (bwp_result_package_count(result) != 0 || *bwp_result_message(result) == '\0'))
        return "not done, with a package or without a reason";
    if (outcome == BWP_NOT_DONE && !refused && sab_received(sab) > 0)
        return "not done, but part of the request arrived";
    if (outcome == BWP_NOT_DONE && refused && sab_headers(sab) == 0)
        return "refused before it came";
    if (!door->honours_token && !refused && sab_headers(sab) > 1)
        return "sent twice at a provider that honours no token";
    if (bwp_result_retry_is_safe(result) !=
        (outcome == BWP_NOT_DONE || (outcome == BWP_UNKNOWN && door->honours_token)))
        return "retry_is_safe is wrong";
    return door->honours_token ? sab_repeats_problem(door, sab) : NULL;
}

static const char *check(const struct trial *trial, const bwp_result *result, struct sab *sab)
{
    const struct sab_row *row = trial->row;
    const char           *problem = check_always(trial, result, sab);
    unsigned              allowed = row->allowed, outcome = bit(bwp_result_outcome(result));
    bool                  late = (row->flags & SAB_TAKES_TIME) != 0;
    bool                  again = trial->variant == FIRST && !late, refusal = (row->flags & SAB_REFUSAL) != 0;

    if (problem != NULL)
        return problem;
    if (again && row->allowed == SAB_UNKNOWN && (row->flags & SAB_EITHER) == 0)
        allowed = trial->door->honours_token
                      ? SAB_DONE
                      : SAB_UNKNOWN; /* with a token the next attempt finds out; without one there is no next attempt */
    else if (again && row->allowed == SAB_NOT_DONE && !refusal)
        allowed = SAB_DONE;
    else if (trial->variant == FIRST && (((row->allowed & SAB_UNKNOWN) != 0 && trial->door->honours_token) ||
                                         ((row->allowed & SAB_NOT_DONE) != 0 && !refusal)))
        allowed |= SAB_DONE;
    if (late && sab_received(sab) == 0 && bwp_result_status(result) == BWP_ERR_TIMEOUT)
        allowed |= SAB_NOT_DONE; /* on a slow machine the time was over before anything was sent */
    if ((allowed & outcome) == 0)
        return "the outcome is wrong";
    if (row->flood != NULL && !late && sab_sent(sab) > FLOOD_SEEN_MAX * (size_t)(trial->variant == ONCE ? 1 : 3))
        return "it swallowed a flood";
    return NULL;
}

/* ---- trying ---- */

static void describe(const struct trial *trial, const bwp_result *result, struct sab *sab, const char *problem)
{
    static const char *const variants[] = {"one attempt", "all of three harmed", "the first of three harmed"};
    static const char *const outcomes[] = {"done", "not done", "unknown"};

    print_error("%s, %s, %s, %s, %s: %s\n    %s after %u attempts, status %d, HTTP %d; %u connections, %u headers, %u "
                "requests, %zu bytes came, %zu bytes went\n    %s\n",
                trial->row->name, trial->door->name, trial->secure ? "TLS" : "plain", variants[trial->variant],
                trial->way == IN_A_BATCH ? "in a batch" : "alone", problem, outcomes[bwp_result_outcome(result)],
                bwp_result_attempts(result), (int)bwp_result_status(result), bwp_result_http_status(result),
                sab_connections(sab), sab_headers(sab), sab_requests(sab), sab_received(sab), sab_sent(sab),
                bwp_result_message(result));
}

/* Repeats a piece to 64 KiB, because sending a flood in small pieces takes too long.  The caller frees it. */
static char *multiply(const char *piece, size_t most, size_t *size)
{
    size_t one = strlen(piece), times = (most < 64 * 1024 ? most : 64 * 1024) / one;
    char  *many = malloc(times * one + 1);

    if (many == NULL)
        abort();
    for (size_t i = 0; i < times; i++)
        memcpy(many + i * one, piece, one + 1);
    *size = times * one;
    return many;
}

/* NULL where the row answers nothing; the caller frees it. */
static char *answer_of(const struct trial *trial, size_t *size)
{
    const struct sab_row *row = trial->row;

    if (row->body != NULL)
        return sab_frame(trial->door, row->body, size);
    return row->answer != NULL ? sab_expand(trial->door, row->answer, size) : NULL;
}

static bwp_result *create(enum way way, bwp_client *client, const bwp_request *request)
{
    bwp_result *result = NULL;
    bwp_batch  *batch;

    if (way == ALONE) {
        (void)bwp_create(client, request, &result);
        return result;
    }
    batch = bwp_batch_new(NULL, NULL);
    if (batch == NULL || bwp_batch_create(batch, client, request, NULL) != BWP_OK)
        abort();
    while (bwp_batch_step(batch, -1) > 0)
        ;
    result = bwp_batch_next(batch, NULL);
    bwp_batch_free(batch);
    return result;
}

static bool try_one(const struct trial *trial)
{
    bwp_client           *client;
    const char           *problem;
    const struct sab_row *row = trial->row;
    const struct sab_tls  tls = {.certificate = sab_certs.cert[WIRE_CERT_GOOD], .key = sab_certs.key};
    size_t                size = 0, good_size = 0;
    char                 *answer = answer_of(trial, &size);
    char                 *good = sab_expand(trial->door, SAB_YES, &good_size);
    size_t                flood_size = 0;
    char                 *flood = row->flood != NULL ? multiply(row->flood, row->flood_most, &flood_size) : NULL;
    const struct sab_act  acts[] = {{.stage = row->stage,
                                     .end = row->end,
                                     .answer = answer,
                                     .size = size,
                                     .flood = flood,
                                     .flood_size = flood_size,
                                     .flood_most = row->flood_most},
                                    {.answer = good, .size = good_size, .end = SAB_KEEP}};
    struct sab           *sab = sab_start(acts, trial->variant == FIRST ? 2 : 1, trial->secure ? &tls : NULL);
    bwp_config            config = sab_config(trial->door, sab, trial->variant == ONCE ? 1 : 3);
    bwp_request           request = wire_request(trial->door, "sabotaged");
    bwp_result           *result;

    if ((row->flags & SAB_TAKES_TIME) != 0)
        config.timeout_ms = STALL_MS * sab_slowness();
    client = sab_client(&config);
    result = create(trial->way, client, &request);
    bwp_client_free(client);
    sab_stop(sab);
    problem = check(trial, result, sab);
    if (problem != NULL)
        describe(trial, result, sab, problem);
    bwp_result_free(result);
    sab_free(sab);
    free(answer);
    free(flood);
    free(good);
    return problem == NULL;
}

/* Takes the next trial off the work; false when there is none left.  A row does not apply in every variant. */
static bool next_trial(struct work *work, struct trial *trial, bool *applies)
{
    size_t number;
    bool   takes_time;

    (void)pthread_mutex_lock(&work->lock);
    number = work->next++;
    (void)pthread_mutex_unlock(&work->lock);
    if (number >= work->count * WIRE_DOORS * 2 * VARIANTS * WAYS)
        return false;
    trial->way = (enum way)(number % WAYS);
    number /= WAYS;
    trial->variant = (enum variant)(number % VARIANTS);
    trial->secure = number / VARIANTS % 2 == 1;
    trial->door = &wire_doors[number / VARIANTS / 2 % WIRE_DOORS];
    trial->row = &work->rows[number / VARIANTS / 2 / WIRE_DOORS];
    takes_time = (trial->row->flags & SAB_TAKES_TIME) != 0;
    *applies = (trial->row->flags & (trial->secure ? SAB_PLAIN : SAB_SECURE)) == 0 &&
               (trial->variant != ALL || !takes_time) && /* there is no second attempt */
               (trial->variant == ONCE ||
                sab_slowness() < VERY_SLOW); /* valgrind looks at memory, for which one attempt is enough */
    return true;
}

static void *work_on(void *user)
{
    struct work *work = user;
    struct trial trial;
    bool         applies;

    while (next_trial(work, &trial, &applies)) {
        if (applies && !try_one(&trial)) {
            (void)pthread_mutex_lock(&work->lock);
            work->failures++;
            (void)pthread_mutex_unlock(&work->lock);
        }
    }
    return NULL;
}

void sab_try_rows(const struct sab_row *rows, size_t count)
{
    struct work work = {.rows = rows, .count = count};
    pthread_t   workers[WORKERS];

    assert_int_equal(pthread_mutex_init(&work.lock, NULL), 0);
    sab_bystander_start();
    for (size_t i = 0; i < WORKERS; i++)
        assert_int_equal(pthread_create(&workers[i], NULL, work_on, &work), 0);
    for (size_t i = 0; i < WORKERS; i++)
        assert_int_equal(pthread_join(workers[i], NULL), 0);
    assert_int_equal(pthread_mutex_destroy(&work.lock), 0);
    assert_int_equal(sab_bystander_stop(), 0);
    assert_int_equal(work.failures, 0);
}
