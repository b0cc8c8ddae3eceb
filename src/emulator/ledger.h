/* ledger.h - what the clouds remember: purchases, nonces and refusals.  Everything that is kept is copied. */
#ifndef EMULATOR_LEDGER_H
#define EMULATOR_LEDGER_H

#include "cloud.h"

/* ledger.c: what was bought, under which names and tokens. */
struct purchase {
    const struct cloud *cloud;
    char                id[ID_SIZE], order_id[ID_SIZE]; /* a replay brings the first ones back */
    const char         *name, *token, *token_digest;    /* token: "" when none; digest: of all that must be the same */
    int64_t             token_lifetime;                 /* seconds; 0: for ever */
    bool                name_is_unique, paid;
    const char         *request; /* JSON */
};
enum verdict { BOUGHT, REPLAYED, TOKEN_MISMATCH, NAME_IN_USE, LEDGER_FAILED };
enum verdict ledger_buy(struct purchase *purchase);
void         ledger_count_request(const struct cloud *cloud);
void         ledger_print(struct text *text);
void         ledger_clear(void); /* the file stays as it is: it is a record, not a state */

/* journal.c: the file of --ledger, which holds whole lines only. */
bool journal_open(const char *path);                    /* false with errno */
bool journal_write_line(const char *line, size_t size); /* with its line feed; true also where there is no file */
void journal_close(void);

/* nonces.c: which nonces have been seen inside the clock's window. */
bool nonce_is_new(const char *access_key, const char *nonce); /* and remembers it */
void nonces_clear(void);

/* refused.c: which requests were refused, and why. */
void refused_add(const struct exchange *exchange);
void refused_print(struct text *text);
void refused_clear(void);

#endif
