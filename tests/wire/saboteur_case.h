/* saboteur_case.h - rows of sabotage, tried at every provider, plain and TLS, with one attempt and with several. */
#ifndef SABOTEUR_CASE_H
#define SABOTEUR_CASE_H

#include "saboteur.h"
#include "saboteur_piece.h"
#include "wire.h"
#include "wire_certs.h"

/* Outcomes that a row allows. */
enum { SAB_DONE = 1, SAB_NOT_DONE = 2, SAB_UNKNOWN = 4 };

/* What else is known of a row. */
enum {
    SAB_PLAIN = 1,      /* for connections without TLS only */
    SAB_SECURE = 2,     /* for TLS only */
    SAB_REFUSAL = 4,    /* the answer is a refusal in the provider's own form: NOT_DONE although the request arrived */
    SAB_TAKES_TIME = 8, /* the call ends because its time is over */
    SAB_EITHER = 16     /* whether it is tried again depends on libcurl's version */
};

/* Without a stage it happens when the whole request was read, and without an end the connection is closed after it. */
struct sab_row {
    const char    *name;
    enum sab_stage stage;
    enum sab_end   end;
    const char    *answer; /* pieces, see sab_expand(); NULL: nothing */
    unsigned       allowed, flags;
    const char    *flood; /* repeated behind the answer until so many bytes are out or the client goes */
    size_t         flood_most;
    const char    *body; /* instead of answer: pieces of a body alone, see sab_frame() */
};

/* A server that nobody should ever reach, and the address of it. */
void        sab_bystander_start(void);
const char *sab_bystander_url(void);
unsigned    sab_bystander_stop(void); /* how many connections came */

/* Certificates for this program. */
extern struct wire_certs sab_certs;
int                      sab_group_start(void **state);
int                      sab_group_stop(void **state);
#define SAB_RUN(tests) cmocka_run_group_tests(tests, sab_group_start, sab_group_stop)

bwp_config  sab_config(const struct wire_door *door, const struct sab *sab, unsigned attempts); /* trusts sab_certs */
bwp_client *sab_client(const bwp_config *config); /* whose pauses are short */

/* Tries every row in every way, alone and in a batch, several at a time, and fails the test with one line for each that
 * misbehaved. */
void sab_try_rows(const struct sab_row *rows, size_t count);

/* NULL, or why the repeats are wrong: each has to have the token of the first, and a nonce, time and signature anew. */
const char *sab_repeats_problem(const struct wire_door *door, struct sab *sab);

#endif
