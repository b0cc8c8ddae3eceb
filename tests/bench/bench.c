/*
 * bench.c - BUILD OUT BASE PART: libbwp beside libcurl that sends the same bytes, against the same server in the same
 * run.
 *
 * Every figure is taken from outside, of processes that do nothing else, and per call it is the difference of a long
 * run and a short one: what a process costs as it starts and ends is in neither.
 */
#include "measure.h"
#include "report.h"
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wire_certs.h"

enum { TURNS = 5, PATH_ROOM = 600 };

static const char *const programs[WHOS] = {"bare", "work", "ours", "json"};

static struct {
    const char         *build;
    struct wire_certs   certs;
    char                bundle[WIRE_PATH_SIZE]; /* the system's certificates, and ours */
    char                request_files[BENCH_CASES][PATH_ROOM];
    struct bench_server servers[BENCH_CASES];
} bench;

static struct bench_run run_of(size_t number, enum bench_who who, enum bench_door door, const char *ca_file)
{
    bool is_plain = door == DOOR_PLAIN || door == DOOR_SLOW;

    return (struct bench_run){.program = programs[who],
                              .name = bench_cases[number].name,
                              .url = bench.servers[number].urls[door],
                              .ca_file = is_plain ? "" : ca_file,
                              .request_file = bench.request_files[number],
                              .threads = 1,
                              .in_flight = 1};
}

/* ---- before ---- */

static const char *system_bundle(void)
{
    static const char *const places[] = {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                                         "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"};

    for (size_t i = 0; i < COUNT(places); i++) {
        if (access(places[i], R_OK) == 0)
            return places[i];
    }
    return NULL;
}

static bool append_file(FILE *to, const char *path)
{
    static char bytes[64 * 1024];
    FILE       *from = fopen(path, "r");
    bool        well = from != NULL;

    for (size_t size; well && (size = fread(bytes, 1, sizeof bytes, from)) > 0;)
        well = fwrite(bytes, 1, size, to) == size;
    return from != NULL && fclose(from) == 0 && well;
}

/* Our server is trusted among all that the system trusts, so that a first connection reads as much as anywhere. */
static bool make_bundle(void)
{
    const char *system = system_bundle();
    FILE       *file;
    bool        well;

    (void)snprintf(bench.bundle, sizeof bench.bundle, "%s/bundle.pem", bench.certs.folder);
    file = fopen(bench.bundle, "w");
    if (file == NULL)
        return false;
    well = (system == NULL || append_file(file, system)) && append_file(file, bench.certs.ca);
    return fclose(file) == 0 && well;
}

/* The bytes that the floor sends are those that libbwp sent to a server that kept them. */
static bool record(size_t number)
{
    struct bench_run  run = run_of(number, OURS, DOOR_PLAIN, "");
    struct bench_cost cost = {0};
    pid_t             pid = fork();
    bool              kept;
    int               status = 0;

    run.request_file = "";
    if (pid == 0)
        _exit(bench_measure(bench.build, &run, 1, &cost) ? 0 : 1);
    kept = pid > 0 && bench_server_record(&bench.servers[number], &bench_cases[number], bench.request_files[number]);
    return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0 && kept;
}

static bool prepare(void)
{
    if (wire_certs_make(&bench.certs) != 0 || !make_bundle())
        return false;
    for (size_t i = 0; i < BENCH_CASES; i++) {
        (void)snprintf(bench.request_files[i], PATH_ROOM, "%s/tests/bench/%s.request", bench.build,
                       bench_cases[i].name);
        if (!bench_server_open(&bench.servers[i]) || !record(i) ||
            !bench_server_start(&bench.servers[i], &bench_cases[i], bench.certs.cert[WIRE_CERT_GOOD], bench.certs.key))
            return false;
    }
    return true;
}

/* ---- what is measured ---- */

static const char *label(size_t number, enum bench_door door)
{
    static char text[64];

    (void)snprintf(text, sizeof text, "%s%s", bench_cases[number].name, door == DOOR_PLAIN ? "" : ", TLS");
    return text;
}

typedef struct bench_count bench_counts[BENCH_CASES][DOOR_TLS + 1][WHOS];

static double of_instructions(const struct bench_count *count)
{
    return count->instructions / 1000;
}

static double of_allocations(const struct bench_count *count)
{
    return count->allocations;
}

static double of_own_allocations(const struct bench_count *count)
{
    return count->own_allocations;
}

static void report_counts(bench_counts counts, double (*figure)(const struct bench_count *count))
{
    for (size_t i = 0; i < BENCH_CASES; i++) {
        for (enum bench_door door = DOOR_PLAIN; door <= DOOR_TLS; door++) {
            double figures[WHOS];

            for (int who = 0; who < WHOS; who++)
                figures[who] = figure(&counts[i][door][who]);
            bench_report(label(i, door), figures);
        }
    }
}

static bool count_all(void)
{
    static bench_counts counts;

    for (size_t i = 0; i < BENCH_CASES; i++) {
        for (enum bench_door door = DOOR_PLAIN; door <= DOOR_TLS; door++) {
            for (enum bench_who who = BARE; who < (door == DOOR_PLAIN ? WHOS : JSON); who++) {
                const struct bench_run run = run_of(i, who, door, bench.certs.ca);

                if (!bench_count(bench.build, &run, &counts[i][door][who]))
                    return false;
            }
        }
    }
    bench_report_part("instructions", "thousands per call");
    report_counts(counts, of_instructions);
    bench_report_part("allocations", "per call");
    report_counts(counts, of_allocations);
    bench_report_part("allocations of ours", "per call");
    report_counts(counts, of_own_allocations);
    return true;
}

/*
 * A short run and a long one of each caller, in turns, so that what else the machine does meets all of them alike; the
 * least of each counts.
 */
static bool compare(struct bench_run runs[WHOS], unsigned few, unsigned many, struct bench_cost costs[WHOS][2])
{
    const unsigned calls[] = {few, many};

    memset(costs, 0, WHOS * sizeof *costs);
    for (int turn = 0; turn < TURNS; turn++) {
        for (int who = 0; who < WHOS; who++) {
            for (size_t i = 0; runs[who].program != NULL && i < COUNT(calls); i++) {
                if (!bench_measure(bench.build, &runs[who], calls[i], &costs[who][i]))
                    return false;
            }
        }
    }
    return true;
}

/* Of all callers up to the last one that is named. */
static void runs_of(struct bench_run runs[WHOS], size_t number, enum bench_who last, enum bench_door door)
{
    memset(runs, 0, WHOS * sizeof *runs);
    for (enum bench_who who = BARE; who <= last; who++)
        runs[who] = run_of(number, who, door, bench.bundle);
}

static bool time_all(void)
{
    enum { FEW = 100, MANY = 2100 };
    struct bench_run  runs[WHOS];
    struct bench_cost costs[WHOS][2];

    bench_report_part("CPU", "microseconds of user and system per call");
    for (size_t i = 0; i < BENCH_CASES; i++) {
        for (enum bench_door door = DOOR_PLAIN; door <= DOOR_TLS; door++) {
            double figures[WHOS];

            runs_of(runs, i, door == DOOR_PLAIN ? JSON : OURS, door);
            if (!compare(runs, FEW, MANY, costs))
                return false;
            for (int who = 0; who < WHOS; who++)
                figures[who] = (costs[who][1].cpu_seconds - costs[who][0].cpu_seconds) / (MANY - FEW) * 1e6;
            bench_report(label(i, door), figures);
        }
    }
    return true;
}

/* A connection more, with the certificates that a process has read already; and a process from its start to its end. */
static bool connect_all(void)
{
    enum { ONE = 1, MORE = 201 };
    const size_t      number = 3; /* at Baidu: it signs the least and keeps its connections */
    double            fresh[WHOS], cold[WHOS], cold_cpu[WHOS], peak[WHOS];
    struct bench_run  runs[WHOS];
    struct bench_cost costs[WHOS][2];

    runs_of(runs, number, OURS, DOOR_CLOSING);
    if (!compare(runs, ONE, MORE, costs))
        return false;
    for (int who = 0; who < WHOS; who++) {
        fresh[who] = (costs[who][1].cpu_seconds - costs[who][0].cpu_seconds) / (MORE - ONE) * 1e6;
        cold[who] = costs[who][0].seconds * 1e3;
        cold_cpu[who] = costs[who][0].cpu_seconds * 1e3;
        peak[who] = (double)costs[who][0].peak_kb;
    }
    bench_report_part("TLS", "with the system's certificates");
    bench_report("fresh connection, us CPU", fresh);
    bench_report("process, one call, ms", cold);
    bench_report("process, one call, ms CPU", cold_cpu);
    bench_report("process, peak RSS, KB", peak);
    return true;
}

/* So many threads with one client beside as many with a handle each. */
static bool scale_all(void)
{
    static const struct {
        size_t          number;
        enum bench_door door;
        unsigned        threads, few, many; /* calls on each thread */
    } rows[] = {
        {2, DOOR_PLAIN, 1, 200, 8200}, {2, DOOR_PLAIN, 4, 100, 5100}, {2, DOOR_PLAIN, 16, 50, 1300},
        {3, DOOR_PLAIN, 1, 200, 8200}, {3, DOOR_PLAIN, 4, 100, 5100}, {3, DOOR_PLAIN, 16, 50, 1300},
        {3, DOOR_SLOW, 1, 5, 30},      {3, DOOR_SLOW, 16, 5, 30},
    };
    struct bench_run  runs[WHOS];
    struct bench_cost costs[WHOS][2];

    bench_report_part("threads", "calls per second");
    for (size_t i = 0; i < COUNT(rows); i++) {
        const unsigned calls = rows[i].threads * (rows[i].many - rows[i].few);
        char           name[64];
        double         figures[WHOS] = {0};

        runs_of(runs, rows[i].number, OURS, rows[i].door);
        for (int who = 0; who < WHOS; who++)
            runs[who].threads = rows[i].threads;
        if (!compare(runs, rows[i].few, rows[i].many, costs))
            return false;
        for (int who = BARE; who <= OURS; who++)
            figures[who] = calls / (costs[who][1].seconds - costs[who][0].seconds);
        (void)snprintf(name, sizeof name, "%s, %u%s", bench_cases[rows[i].number].name, rows[i].threads,
                       rows[i].door == DOOR_SLOW ? ", 20 ms away" : "");
        bench_report(name, figures);
    }
    return true;
}

/* One thread: all calls in one batch beside a multi handle with as many transfers in flight. */
static bool batch_all(void)
{
    enum { FEW = 2000, MANY = 12000 };
    static const size_t      numbers[] = {0, 1, 3};
    static const unsigned    in_flight[] = {1, 10, 100, 1000};
    static double            figures[COUNT(numbers) * COUNT(in_flight)][3][WHOS];
    static const char *const titles[] = {"batches", "batches, CPU", "batches, peak RSS"},
                             *units[] = {"calls per second", "microseconds of user and system per call", "KB"};
    struct bench_run  runs[WHOS];
    struct bench_cost costs[WHOS][2];

    for (size_t i = 0; i < COUNT(figures); i++) {
        runs_of(runs, numbers[i / COUNT(in_flight)], OURS, DOOR_PLAIN);
        runs[BARE].program = "multi";
        runs[WORK].program = NULL;
        runs[OURS].program = "batch";
        runs[BARE].in_flight = runs[OURS].in_flight = in_flight[i % COUNT(in_flight)];
        if (!compare(runs, FEW, MANY, costs))
            return false;
        for (int who = BARE; who <= OURS; who += OURS - BARE) {
            figures[i][0][who] = (MANY - FEW) / (costs[who][1].seconds - costs[who][0].seconds);
            figures[i][1][who] = (costs[who][1].cpu_seconds - costs[who][0].cpu_seconds) / (MANY - FEW) * 1e6;
            figures[i][2][who] = (double)costs[who][1].peak_kb;
        }
    }
    for (size_t part = 0; part < COUNT(titles); part++) {
        bench_report_part(titles[part], units[part]);
        for (size_t i = 0; i < COUNT(figures); i++) {
            char name[64];

            (void)snprintf(name, sizeof name, "%s, %u in flight", bench_cases[numbers[i / COUNT(in_flight)]].name,
                           in_flight[i % COUNT(in_flight)]);
            bench_report(name, figures[i][part]);
        }
    }
    return true;
}

static bool weigh(void)
{
    char  command[PATH_ROOM], line[256];
    FILE *list;

    (void)snprintf(command, sizeof command, "sh tests/bench/sizes.sh '%s'", bench.build);
    list = popen(command, "r");
    bench_report_part("size", "bytes");
    while (list != NULL && fgets(line, sizeof line, list) != NULL) {
        char  *name;
        double figures[WHOS] = {[OURS] = strtod(line, &name)};

        name[strcspn(name, "\n")] = '\0';
        bench_report(name + strspn(name, " "), figures);
    }
    return list != NULL && pclose(list) == 0;
}

static const struct {
    const char *name;
    bool (*measure)(void);
} parts[] = {
    {"size", weigh},        {"counts", count_all},  {"times", time_all}, {"connections", connect_all},
    {"threads", scale_all}, {"batches", batch_all},
};

/* All parts, or the one of that name. */
static bool measure(const char *only)
{
    bool well = true, any = false;

    for (size_t i = 0; well && i < COUNT(parts); i++) {
        if (*only == '\0' || strcmp(only, parts[i].name) == 0) {
            well = parts[i].measure();
            any = true;
        }
    }
    if (!any)
        (void)fprintf(stderr, "there is no part %s; give size, counts, times, connections, threads or batches\n", only);
    return well && any;
}

int main(int argc, char **argv)
{
    bool well;

    if (argc != 5) {
        (void)fprintf(stderr, "%s: BUILD OUT BASE PART; the last two may be empty\n", argv[0]);
        return 2;
    }
    bench.build = argv[1];
    wire_clean_environment();
    if (!bench_report_open(argv[3]))
        return 1;
    well = prepare() && measure(argv[4]);
    well = bench_report_close(argv[2]) && well;
    for (size_t i = 0; i < BENCH_CASES; i++)
        bench_server_close(&bench.servers[i]);
    wire_certs_remove(&bench.certs);
    return well ? 0 : 1;
}
