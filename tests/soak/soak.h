/* soak.h - what the parts of the soak share: the calls made, the faults set, and what both have to add up to. */
#ifndef SOAK_H
#define SOAK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bwp/bwp.h>

enum { SOAK_HUAWEI, SOAK_ALIBABA, SOAK_BAIDU, SOAK_VOLCENGINE, SOAK_PROVIDERS };
enum { SOAK_KINDS_MAX = 32, SOAK_NAME_SIZE = 48, SOAK_ID_SIZE = 64 };

extern const char *const soak_providers[SOAK_PROVIDERS];

/* What is done to a package that was bought, in this order. */
enum soak_verb {
    SOAK_UPDATE,
    SOAK_RESIZE,
    SOAK_BIND,
    SOAK_UNBIND,
    SOAK_SET_TAGS,
    SOAK_REMOVE_TAGS,
    SOAK_DELETE,
    SOAK_CHANGES,
    SOAK_GET = SOAK_CHANGES,
    SOAK_FIND,
    SOAK_VERBS
};

/* One of these calls, and what the library said of it. */
struct soak_change {
    bool        was_asked;
    bwp_outcome outcome;
    bwp_status  status;
    unsigned    attempts;
    unsigned    changes; /* in the ledger */
};

/* One purchase that was asked for, what the library said of it, and what became of the package. */
struct soak_call {
    bwp_outcome outcome;
    bwp_status  status;
    unsigned    attempts;     /* of all calls with this name */
    bool        was_repeated; /* by its caller, with the token of the first result */
    bool        is_prepaid;
    char        id[SOAK_ID_SIZE], token[SOAK_ID_SIZE];
    /* ---- from the ledger ---- */
    unsigned purchases;
    char     bought_id[SOAK_ID_SIZE], bought_token[SOAK_ID_SIZE];
    /* ---- the life that follows ---- */
    struct soak_change verbs[SOAK_VERBS];
    char               found_id[SOAK_ID_SIZE];
};

struct soak {
    unsigned long     seed;
    size_t            count;                                  /* purchases at each provider */
    struct soak_call *calls[SOAK_PROVIDERS];                  /* count of each */
    atomic_uint       posted[SOAK_PROVIDERS][SOAK_KINDS_MAX]; /* faults, by kind */
    unsigned          left[SOAK_PROVIDERS];                   /* faults that nothing met */
    unsigned long     requests[SOAK_PROVIDERS];               /* that the emulator counted */
    unsigned long     cancellations;
};

/* The call's own chance: the same for the same seed, whatever the threads do. */
struct soak_dice {
    uint64_t state;
};
struct soak_dice soak_dice(unsigned long seed, size_t provider, size_t number);
unsigned         soak_roll(struct soak_dice *dice, unsigned sides); /* from 0 */

void soak_name(const struct soak *soak, size_t provider, size_t number, char name[SOAK_NAME_SIZE]);

/* ---- soak_cloud.c: the emulator's own interface ---- */

struct soak_line; /* a connection for one thread */
struct soak_line *soak_line_new(const char *url);
void              soak_line_free(struct soak_line *line);

size_t      soak_kind_count(void);
const char *soak_kind_name(size_t kind);
bool        soak_kind_fits(size_t kind, size_t provider);

/* Sets a fault of a random kind for the next request at the provider. */
void soak_harm(struct soak *soak, struct soak_line *line, size_t provider, struct soak_dice *dice);

/* Reads faults and ledger into the soak; how many purchases and changes nobody asked for, or -1 without a ledger. */
int soak_read(struct soak *soak, struct soak_line *line);

/* ---- soak_life.c ---- */

const char *soak_verb_name(enum soak_verb verb); /* as the ledger has it */

/* Does to the package that was bought whatever the dice say, and looks for one that may have been. */
void soak_live(struct soak *soak, struct soak_line *line, bwp_client *client, size_t provider, size_t number,
               struct soak_dice *dice, const bwp_request *request);

/* ---- soak_judge.c ---- */

struct soak_verdict {
    unsigned long passed, failed;
};
void soak_check(struct soak_verdict *verdict, bool holds, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
void soak_judge(const struct soak *soak, struct soak_verdict *verdict); /* and prints the tables */

#endif
