/*
 * soak.c - soak N [--seed S] [--batch]: takes N packages at each provider through their lives from eight threads while
 * every third request is harmed, and then compares every single outcome with the emulator's ledger.  With --batch they
 * are bought in one batch, by one thread, and nothing follows the purchase.
 */
#include "soak.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curl/curl.h>

#include "road/client.h"
#include "saboteur.h"
#include "wire.h"

enum {
    THREADS = 8,
    IN_FLIGHT = 50,
    AHEAD = 200 /* calls of the batch that have not ended */,
    TIMEOUT_MS = 1500,
    PAUSE_MS = 5,
    CANCEL_EVERY = 1000,
    RSS_GROWTH_KB = 8 * 1024,
    FD_GROWTH = 64
};

const char *const soak_providers[SOAK_PROVIDERS] = {"huawei", "alibaba", "baidu", "volcengine"};

struct load {
    struct soak   soak;
    bwp_client   *clients[WIRE_DOORS];
    atomic_size_t next, done;
    bool          in_batch;
    size_t        warm; /* calls after which memory and descriptors are measured first */
    atomic_ulong  cancellations;
    atomic_long   warm_rss_kb, warm_fds;
};

struct soak_dice soak_dice(unsigned long seed, size_t provider, size_t number)
{
    struct soak_dice dice = {(uint64_t)seed * 0x9E3779B97F4A7C15U + (uint64_t)number * 0xD1B54A32D192ED03U + provider +
                             1};

    for (int i = 0; i < 4; i++)
        (void)soak_roll(&dice, 2);
    return dice;
}

unsigned soak_roll(struct soak_dice *dice, unsigned sides)
{
    uint64_t x = (dice->state += 0x9E3779B97F4A7C15U); /* splitmix64 */

    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return (unsigned)((x ^ (x >> 31)) % sides);
}

void soak_name(const struct soak *soak, size_t provider, size_t number, char name[SOAK_NAME_SIZE])
{
    (void)snprintf(name, SOAK_NAME_SIZE, "soak-%lu-%zu-%zu", soak->seed, provider, number);
}

/* ---- memory and descriptors ---- */

/* -1 where there is no /proc. */
static long rss_kb(void)
{
    char  line[128];
    long  kb = -1;
    FILE *file = fopen("/proc/self/status", "r");

    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "VmRSS:", 6) == 0)
            kb = strtol(line + 6, NULL, 10);
    }
    if (file != NULL)
        (void)fclose(file);
    return kb;
}

static long open_fds(void)
{
    DIR *folder = opendir("/proc/self/fd");
    long count = folder != NULL ? -3 : -1; /* two dots, and the folder itself */

    while (folder != NULL && readdir(folder) != NULL)
        count++;
    if (folder != NULL)
        (void)closedir(folder);
    return count;
}

/* ---- the load ---- */

/* A provider with two signatures is asked with both. */
static size_t door_of(size_t provider, size_t number)
{
    static const size_t doors[SOAK_PROVIDERS][2] = {{WIRE_HUAWEI, WIRE_HUAWEI},
                                                    {WIRE_ACS3, WIRE_RPC},
                                                    {WIRE_BAIDU, WIRE_BAIDU},
                                                    {WIRE_VOLCENGINE, WIRE_VOLCENGINE}};

    return doors[provider][number % 2];
}

static void take_down(struct soak_call *call, bwp_result *result)
{
    call->outcome = bwp_result_outcome(result);
    call->status = bwp_result_status(result);
    call->attempts += bwp_result_attempts(result);
    (void)snprintf(call->id, sizeof call->id, "%s", bwp_package_id(bwp_result_package(result, 0)));
    (void)snprintf(call->token, sizeof call->token, "%s", bwp_result_client_token(result));
    bwp_result_free(result);
}

/* Writes the request of a purchase, harms what is to be harmed and cancels what is to be cancelled. */
static bwp_request prepare(struct load *load, struct soak_line *line, size_t provider, size_t number,
                           struct soak_dice *dice, char name[SOAK_NAME_SIZE])
{
    struct soak_call *call = &load->soak.calls[provider][number];
    size_t            door = door_of(provider, number);
    bwp_request       request = wire_request(&wire_doors[door], name);

    *dice = soak_dice(load->soak.seed, provider, number);
    soak_name(&load->soak, provider, number, name);
    call->is_prepaid = soak_roll(dice, 4) == 0;
    if (call->is_prepaid) {
        request.billing = BWP_PREPAID;
        request.period = 1;
        request.period_unit = BWP_MONTH;
        request.auto_pay = true;
    }
    /* a fault costs another request where there is a token, so that more are needed there for every third */
    if (soak_roll(dice, 100) < (wire_doors[door].honours_token ? 50 : 33))
        soak_harm(&load->soak, line, provider, dice);
    if (soak_roll(dice, CANCEL_EVERY) == 0) {
        bwp_client_cancel(load->clients[door]);
        atomic_fetch_add(&load->cancellations, 1);
    }
    return request;
}

static void count_done(struct load *load)
{
    if (atomic_fetch_add(&load->done, 1) + 1 != load->warm)
        return;
    atomic_store(&load->warm_rss_kb, rss_kb());
    atomic_store(&load->warm_fds, open_fds());
}

static void buy(struct load *load, struct soak_line *line, size_t provider, size_t number)
{
    struct soak_dice  dice;
    struct soak_call *call = &load->soak.calls[provider][number];
    size_t            door = door_of(provider, number);
    char              name[SOAK_NAME_SIZE];
    bwp_request       request = prepare(load, line, provider, number, &dice, name);
    bwp_result       *result = NULL;

    (void)bwp_create(load->clients[door], &request, &result);
    take_down(call, result);
    /* as the header advises: the same request with the same token buys at most once */
    if (call->outcome == BWP_UNKNOWN && call->token[0] != '\0' && soak_roll(&dice, 2) == 0) {
        bwp_outcome outcome;
        char        token[SOAK_ID_SIZE];

        memcpy(token, call->token, sizeof token);
        request.client_token = token;
        outcome = bwp_create(load->clients[door], &request, &result);
        call->was_repeated = true;
        if (outcome == BWP_NOT_DONE) { /* nothing was bought by this call, and the one before stays unknown */
            call->attempts += bwp_result_attempts(result);
            bwp_result_free(result);
        } else {
            take_down(call, result);
        }
    }
    soak_live(&load->soak, line, load->clients[door], provider, number, &dice, &request);
}

static void *work(void *user)
{
    struct load      *load = user;
    struct soak_line *line = soak_line_new(wire_cloud.url);
    size_t            number;

    while ((number = atomic_fetch_add(&load->next, 1)) < load->soak.count * SOAK_PROVIDERS) {
        buy(load, line, number % SOAK_PROVIDERS, number / SOAK_PROVIDERS);
        count_done(load);
    }
    soak_line_free(line);
    return NULL;
}

static void run_threads(struct load *load)
{
    pthread_t threads[THREADS];

    for (size_t i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], NULL, work, load) != 0)
            abort();
    }
    for (size_t i = 0; i < THREADS; i++)
        (void)pthread_join(threads[i], NULL);
}

/* ---- the same purchases in one batch ---- */

static void add(struct load *load, bwp_batch *batch, struct soak_line *line, size_t provider, size_t number)
{
    struct soak_dice dice;
    char             name[SOAK_NAME_SIZE];
    bwp_request      request = prepare(load, line, provider, number, &dice, name);

    if (bwp_batch_create(batch, load->clients[door_of(provider, number)], &request,
                         &load->soak.calls[provider][number]) != BWP_OK)
        abort();
}

static void run_batch(struct load *load)
{
    const bwp_batch_options options = {sizeof options, IN_FLIGHT};
    bwp_batch              *batch = bwp_batch_new(&options, NULL);
    struct soak_line       *line = soak_line_new(wire_cloud.url);
    size_t                  left = 0, number = 0, all = load->soak.count * SOAK_PROVIDERS;

    if (batch == NULL)
        abort();
    do {
        bwp_result *result;
        void       *call;

        for (; number < all && left < AHEAD; number++, left++)
            add(load, batch, line, number % SOAK_PROVIDERS, number / SOAK_PROVIDERS);
        left = bwp_batch_step(batch, -1);
        while ((result = bwp_batch_next(batch, &call)) != NULL) {
            take_down(call, result);
            count_done(load);
        }
    } while (left > 0 || number < all);
    soak_line_free(line);
    bwp_batch_free(batch);
}

static bool start(struct load *load)
{
    wire_clean_environment();
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || wire_emulator_start(NULL, NULL, NULL) != 0)
        return false;
    for (size_t i = 0; i < SOAK_PROVIDERS; i++) {
        load->soak.calls[i] = calloc(load->soak.count, sizeof *load->soak.calls[i]);
        for (size_t j = 0; load->soak.calls[i] != NULL && j < load->soak.count; j++)
            load->soak.calls[i][j].outcome = BWP_UNKNOWN; /* takes the memory now: later it would count as growth */
        if (load->soak.calls[i] == NULL)
            return false;
    }
    for (size_t i = 0; i < WIRE_DOORS; i++) {
        bwp_config config = wire_config(&wire_doors[i], wire_cloud.url);

        config.max_attempts = 3;
        config.timeout_ms = TIMEOUT_MS * sab_slowness();
        load->clients[i] = bwp_client_new(&config, NULL);
        if (load->clients[i] == NULL)
            return false;
        load->clients[i]->pause_base_ms = load->clients[i]->look_pause_ms = PAUSE_MS;
    }
    return true;
}

static void judge_growth(const struct load *load, struct soak_verdict *verdict, long rss, long fds)
{
    long warm_rss = atomic_load(&load->warm_rss_kb), warm_fds = atomic_load(&load->warm_fds);

    (void)printf("  %-26s %10ld kB warm, %ld kB at the end\n", "resident memory", warm_rss, rss);
    (void)printf("  %-26s %10ld warm, %ld at the end\n", "open descriptors", warm_fds, fds);
    /* sanitizers keep what was freed */
    soak_check(verdict, sab_slowness() > 1 || rss - warm_rss <= RSS_GROWTH_KB, "memory grew by %ld kB", rss - warm_rss);
    soak_check(verdict, fds - warm_fds <= FD_GROWTH, "%ld descriptors more are open", fds - warm_fds);
}

static int soak(struct load *load)
{
    long                  rss, fds;
    int                   strange;
    struct soak_line     *line;
    struct soak_verdict   verdict = {0, 0};
    const struct timespec second = {.tv_sec = 1};
    long                  fds_before = open_fds();
    int64_t               began = wire_now_ms();

    if (!start(load)) {
        (void)fprintf(stderr, "soak: it could not be started\n");
        return 1;
    }
    (void)printf("%zu packages at each provider, %d threads, seed %lu\n", load->soak.count,
                 load->in_batch ? 1 : (int)THREADS, load->soak.seed);
    (void)fflush(stdout);
    (load->in_batch ? run_batch : run_threads)(load);
    rss = rss_kb();
    fds = open_fds();
    (void)nanosleep(&second, NULL); /* for requests whose callers have gone */
    line = soak_line_new(wire_cloud.url);
    strange = soak_read(&load->soak, line);
    soak_line_free(line);
    soak_judge(&load->soak, &verdict);
    judge_growth(load, &verdict, rss, fds);
    soak_check(&verdict, strange == 0, "%d purchases or changes that nobody asked for", strange);
    for (size_t i = 0; i < WIRE_DOORS; i++)
        bwp_client_free(load->clients[i]);
    soak_check(&verdict, wire_emulator_stop() == 0, "the emulator did not end well");
    soak_check(&verdict, open_fds() <= fds_before, "descriptors stay open: %ld, and there were %ld", open_fds(),
               fds_before);
    for (size_t i = 0; i < SOAK_PROVIDERS; i++)
        free(load->soak.calls[i]);
    (void)printf("  %-26s %10lu\n  %-26s %10.1f s\n", "cancellations", atomic_load(&load->cancellations), "time",
                 (double)(wire_now_ms() - began) / 1000);
    (void)printf("%lu passed, %lu failed\n", verdict.passed, verdict.failed);
    return verdict.failed == 0 ? 0 : 1;
}

static bool read_number(const char *text, unsigned long *number)
{
    char *end = NULL;

    *number = text != NULL ? strtoul(text, &end, 10) : 0;
    return end != NULL && end != text && *end == '\0' && *text != '-';
}

int main(int argc, char **argv)
{
    static struct load load;
    unsigned long      count = 10000;
    bool               understood = true;

    load.soak.seed = 20240917;
    for (int i = 1; understood && i < argc; i++) {
        if (strcmp(argv[i], "--batch") == 0)
            load.in_batch = true;
        else
            understood = strcmp(argv[i], "--seed") == 0 ? read_number(argv[++i], &load.soak.seed)
                                                        : read_number(argv[i], &count);
    }
    if (!understood || count == 0 || count > 300000) {
        (void)fprintf(stderr, "usage: soak [N] [--seed S] [--batch], with N from 1 to 300000\n");
        return 1;
    }
    load.soak.count = count;
    load.warm = count * SOAK_PROVIDERS / 5 + 1;
    return soak(&load);
}
