/* soak_judge.c - compares what was said of every call with what the ledger holds, and prints what happened. */
#include "count.h"
#include "soak.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TOLD_MAX = 20 };

void soak_check(struct soak_verdict *verdict, bool holds, const char *format, ...)
{
    va_list arguments;

    if (holds) {
        verdict->passed++;
        return;
    }
    if (verdict->failed++ < TOLD_MAX) {
        va_start(arguments, format);
        (void)printf("  WRONG: ");
        (void)vprintf(format, arguments);
        (void)printf("\n");
        va_end(arguments);
    }
}

static const char *problem_of(const struct soak_call *call, size_t provider)
{
    bool has_token = provider != SOAK_HUAWEI;

    if (call->purchases > 1)
        return "bought twice";
    if (call->purchases == 1 && strcmp(call->token, call->bought_token) != 0)
        return "bought with another client token";
    if (has_token != (call->token[0] != '\0') && call->attempts > 0)
        return "a client token is missing, or where none belongs";
    switch (call->outcome) {
    case BWP_DONE:
        return call->purchases != 1                     ? "done, and not bought"
               : strcmp(call->id, call->bought_id) != 0 ? "done, with another id than was bought"
                                                        : NULL;
    case BWP_NOT_DONE:
        return call->purchases != 0 ? "not done, and bought" : NULL;
    case BWP_UNKNOWN:
        return call->id[0] != '\0' ? "unknown, with an id" : NULL;
    default:
        return "no outcome";
    }
}

struct sums {
    unsigned long outcomes[3], attempts, purchases, faults, repeated, found, interrupted;
};

static struct sums add_up(const struct soak *soak, size_t provider)
{
    struct sums sums = {.faults = 0};

    for (size_t i = 0; i < soak->count; i++) {
        const struct soak_call *call = &soak->calls[provider][i];

        sums.outcomes[call->outcome]++;
        sums.attempts += call->attempts;
        sums.purchases += call->purchases;
        sums.repeated += call->was_repeated ? 1 : 0;
        sums.found += call->outcome == BWP_UNKNOWN ? call->purchases : 0;
        sums.interrupted += call->status == BWP_ERR_TIMEOUT || call->status == BWP_ERR_CANCELLED ? 1 : 0;
    }
    for (size_t i = 0; i < soak_kind_count(); i++)
        sums.faults += atomic_load(&soak->posted[provider][i]);
    sums.faults -= soak->left[provider];
    return sums;
}

/* Each kind under its name once, although providers may word it differently. */
static void print_faults(const struct soak *soak)
{
    (void)printf("\n  %-26s %10s %10s %10s\n", "faults", soak_providers[0], soak_providers[1], soak_providers[2]);
    for (size_t i = 0; i < soak_kind_count(); i++) {
        unsigned counts[SOAK_PROVIDERS] = {0};
        bool     first = true;

        for (size_t j = 0; j < soak_kind_count(); j++) {
            bool same = strcmp(soak_kind_name(i), soak_kind_name(j)) == 0;

            first = first && (!same || j >= i);
            for (size_t k = 0; same && k < SOAK_PROVIDERS; k++)
                counts[k] += atomic_load(&soak->posted[k][j]);
        }
        if (first)
            (void)printf("    %-24s %10u %10u %10u\n", soak_kind_name(i), counts[0], counts[1], counts[2]);
    }
}

static void print_row(const char *name, const unsigned long *numbers)
{
    (void)printf("  %-26s %10lu %10lu %10lu\n", name, numbers[0], numbers[1], numbers[2]);
}

static void print_sums(const struct soak *soak, const struct sums *sums)
{
    static const struct {
        const char *name;
        size_t      offset;
    } rows[] = {
        {"done", offsetof(struct sums, outcomes[BWP_DONE])},
        {"not done", offsetof(struct sums, outcomes[BWP_NOT_DONE])},
        {"unknown", offsetof(struct sums, outcomes[BWP_UNKNOWN])},
        {"  of which bought", offsetof(struct sums, found)},
        {"repeated by the caller", offsetof(struct sums, repeated)},
        {"ended by time or caller", offsetof(struct sums, interrupted)},
        {"attempts", offsetof(struct sums, attempts)},
        {"faults met", offsetof(struct sums, faults)},
        {"purchases", offsetof(struct sums, purchases)},
    };
    const unsigned long calls[] = {soak->count, soak->count, soak->count};
    print_row("calls", calls);
    print_row("requests", soak->requests);
    for (size_t i = 0; i < COUNT(rows); i++) {
        unsigned long numbers[SOAK_PROVIDERS];

        for (size_t j = 0; j < SOAK_PROVIDERS; j++)
            memcpy(&numbers[j], (const char *)&sums[j] + rows[i].offset, sizeof numbers[j]);
        print_row(rows[i].name, numbers);
    }
}

void soak_judge(const struct soak *soak, struct soak_verdict *verdict)
{
    struct sums sums[SOAK_PROVIDERS];

    print_faults(soak);
    for (size_t i = 0; i < SOAK_PROVIDERS; i++)
        sums[i] = add_up(soak, i);
    print_sums(soak, sums);
    for (size_t i = 0; i < SOAK_PROVIDERS; i++) {
        const char   *name = soak_providers[i];
        unsigned long lost = sums[i].attempts - soak->requests[i];
        unsigned long most = sums[i].interrupted + sums[i].repeated;

        for (size_t j = 0; j < soak->count; j++) {
            const struct soak_call *call = &soak->calls[i][j];
            const char             *problem = problem_of(call, i);

            soak_check(verdict, problem == NULL, "%s, call %zu: %s; outcome %d, %u attempts, %u purchases", name, j,
                       problem != NULL ? problem : "", (int)call->outcome, call->attempts, call->purchases);
        }
        soak_check(verdict, sums[i].purchases == sums[i].outcomes[BWP_DONE] + sums[i].found,
                   "%s: %lu purchases, but %lu done and %lu found", name, sums[i].purchases, sums[i].outcomes[BWP_DONE],
                   sums[i].found);
        /* an attempt that was ended before it was sent never arrived */
        soak_check(verdict, soak->requests[i] <= sums[i].attempts && lost <= most,
                   "%s: %lu attempts, but %lu requests came, and only %lu calls were interrupted", name,
                   sums[i].attempts, soak->requests[i], most);
        soak_check(verdict,
                   sums[i].outcomes[BWP_NOT_DONE] + sums[i].outcomes[BWP_UNKNOWN] <=
                       sums[i].faults + sums[i].interrupted,
                   "%s: more calls failed than there were faults", name);
        soak_check(verdict,
                   sums[i].faults <= soak->requests[i] &&
                       (soak->count < 100 || sums[i].faults * 5 >= soak->requests[i]),
                   "%s: %lu faults met %lu requests", name, sums[i].faults, soak->requests[i]);
        soak_check(verdict, soak->count < 100 || sums[i].outcomes[BWP_DONE] > soak->count / 3,
                   "%s: only %lu of %zu were done", name, sums[i].outcomes[BWP_DONE], soak->count);
    }
}
