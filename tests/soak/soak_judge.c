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

/* Whether the ledger may hold a change of this verb more than once, because the same may be sent again. */
static bool may_come_twice(const struct soak_call *call, size_t provider, enum soak_verb verb)
{
    bool has_token = provider == SOAK_BAIDU;

    return !has_token && verb != SOAK_DELETE && !(verb == SOAK_RESIZE && call->is_prepaid);
}

static const char *problem_of_change(const struct soak_call *call, size_t provider, enum soak_verb verb)
{
    const struct soak_change *change = &call->verbs[verb];

    if (!change->was_asked)
        return change->changes > 0 ? "not asked for, and made" : NULL;
    if (change->changes > (may_come_twice(call, provider, verb) ? change->attempts : 1))
        return "made too often";
    if (change->outcome == BWP_DONE && change->changes == 0)
        return "done, and not made";
    return change->outcome == BWP_NOT_DONE && change->changes > 0 ? "not done, and made" : NULL;
}

/* After a look that says where a purchase stands; one that was cut short may still have arrived later. */
static const char *problem_of_look(const struct soak_call *call)
{
    const struct soak_change *get = &call->verbs[SOAK_GET], *find = &call->verbs[SOAK_FIND];
    bool                      is_settled = call->status != BWP_ERR_TIMEOUT && call->status != BWP_ERR_CANCELLED;

    if (get->was_asked && (get->outcome == BWP_UNKNOWN || get->status == BWP_ERR_NOT_FOUND))
        return "a look at what was bought is unknown, or finds nothing";
    if (!find->was_asked)
        return NULL;
    if (find->outcome == BWP_DONE)
        return strcmp(call->found_id, call->bought_id) != 0 ? "found, and not what was bought" : NULL;
    return find->outcome == BWP_NOT_DONE && is_settled && call->purchases > 0 ? "not found, and bought" : NULL;
}

struct sums {
    unsigned long outcomes[3], attempts, purchases, faults, repeated, found, interrupted;
    unsigned long asked, changed[3], changes, looks, failed; /* of what followed the purchases */
};

static void add_life(const struct soak_call *call, struct sums *sums)
{
    for (int verb = 0; verb < SOAK_VERBS; verb++) {
        const struct soak_change *change = &call->verbs[verb];

        if (!change->was_asked)
            continue;
        sums->attempts += change->attempts;
        sums->interrupted += change->status == BWP_ERR_TIMEOUT || change->status == BWP_ERR_CANCELLED ? 1 : 0;
        sums->asked += verb < SOAK_CHANGES ? 1 : 0;
        sums->looks += verb < SOAK_CHANGES ? 0 : 1;
        sums->changed[change->outcome] += verb < SOAK_CHANGES ? 1 : 0;
        sums->changes += change->changes;
        sums->failed += change->outcome != BWP_DONE && change->status != BWP_ERR_NOT_FOUND ? 1 : 0;
    }
}

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
        add_life(call, &sums);
    }
    for (size_t i = 0; i < soak_kind_count(); i++)
        sums.faults += atomic_load(&soak->posted[provider][i]);
    sums.faults -= soak->left[provider];
    return sums;
}

static void print_row(const char *name, const unsigned long numbers[SOAK_PROVIDERS])
{
    (void)printf("  %-26s", name);
    for (size_t i = 0; i < SOAK_PROVIDERS; i++)
        (void)printf(" %10lu", numbers[i]);
    (void)printf("\n");
}

/* Each kind under its name once, although providers may word it differently. */
static void print_faults(const struct soak *soak)
{
    (void)printf("\n  %-26s", "faults");
    for (size_t i = 0; i < SOAK_PROVIDERS; i++)
        (void)printf(" %10s", soak_providers[i]);
    (void)printf("\n");
    for (size_t i = 0; i < soak_kind_count(); i++) {
        unsigned long counts[SOAK_PROVIDERS] = {0};
        char          name[64];
        bool          first = true;

        for (size_t j = 0; j < soak_kind_count(); j++) {
            bool same = strcmp(soak_kind_name(i), soak_kind_name(j)) == 0;

            first = first && (!same || j >= i);
            for (size_t k = 0; same && k < SOAK_PROVIDERS; k++)
                counts[k] += atomic_load(&soak->posted[k][j]);
        }
        (void)snprintf(name, sizeof name, "  %s", soak_kind_name(i));
        if (first)
            print_row(name, counts);
    }
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
        {"purchases", offsetof(struct sums, purchases)},
        {"changes asked for", offsetof(struct sums, asked)},
        {"  done", offsetof(struct sums, changed[BWP_DONE])},
        {"  not done", offsetof(struct sums, changed[BWP_NOT_DONE])},
        {"  unknown", offsetof(struct sums, changed[BWP_UNKNOWN])},
        {"  in the ledger", offsetof(struct sums, changes)},
        {"looks", offsetof(struct sums, looks)},
        {"attempts", offsetof(struct sums, attempts)},
        {"faults met", offsetof(struct sums, faults)},
    };
    unsigned long calls[SOAK_PROVIDERS];

    for (size_t i = 0; i < SOAK_PROVIDERS; i++)
        calls[i] = soak->count;
    print_row("calls", calls);
    print_row("requests", soak->requests);
    for (size_t i = 0; i < COUNT(rows); i++) {
        unsigned long numbers[SOAK_PROVIDERS];

        for (size_t j = 0; j < SOAK_PROVIDERS; j++)
            memcpy(&numbers[j], (const char *)&sums[j] + rows[i].offset, sizeof numbers[j]);
        print_row(rows[i].name, numbers);
    }
}

static void judge_life(const struct soak_call *call, size_t provider, size_t number, struct soak_verdict *verdict)
{
    const char *problem = problem_of_look(call);

    soak_check(verdict, problem == NULL, "%s, call %zu: %s; %s, %s", soak_providers[provider], number,
               problem != NULL ? problem : "", call->found_id, call->bought_id);
    for (int verb = 0; verb < SOAK_CHANGES; verb++) {
        const struct soak_change *change = &call->verbs[verb];

        problem = problem_of_change(call, provider, (enum soak_verb)verb);
        soak_check(verdict, problem == NULL, "%s, call %zu, %s: %s; outcome %d, status %d, %u attempts, %u changes",
                   soak_providers[provider], number, soak_verb_name((enum soak_verb)verb),
                   problem != NULL ? problem : "", (int)change->outcome, (int)change->status, change->attempts,
                   change->changes);
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
            judge_life(call, i, j, verdict);
        }
        soak_check(verdict, sums[i].purchases == sums[i].outcomes[BWP_DONE] + sums[i].found,
                   "%s: %lu purchases, but %lu done and %lu found", name, sums[i].purchases, sums[i].outcomes[BWP_DONE],
                   sums[i].found);
        /* an attempt that was ended before it was sent never arrived */
        soak_check(verdict, soak->requests[i] <= sums[i].attempts && lost <= most,
                   "%s: %lu attempts, but %lu requests came, and only %lu calls were interrupted", name,
                   sums[i].attempts, soak->requests[i], most);
        soak_check(verdict,
                   sums[i].outcomes[BWP_NOT_DONE] + sums[i].outcomes[BWP_UNKNOWN] + sums[i].failed <=
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
