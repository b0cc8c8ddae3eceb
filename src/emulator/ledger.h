/* ledger.h - what the clouds remember: purchases, nonces and refusals.  Everything that is kept is copied. */
#ifndef EMULATOR_LEDGER_H
#define EMULATOR_LEDGER_H

#include "cloud.h"

/* ledger.c: what was bought, and what became of it. */
struct purchase {
    const struct cloud *cloud;
    char                id[ID_SIZE], order_id[ID_SIZE]; /* a replay brings the first ones back */
    const char         *name, *token, *token_digest;    /* token: "" when none; digest: of all that must be the same */
    int64_t             token_lifetime;                 /* seconds; 0: for ever */
    bool                paid;
    const char         *request; /* JSON */
};
enum verdict { BOUGHT, REPLAYED, TOKEN_MISMATCH, LEDGER_FAILED };
enum verdict ledger_buy(struct purchase *purchase); /* under packages_lock() */
/* Writes down what the exchange's verb does to a package, before it is done; false: it may not be done. */
bool ledger_change(const struct exchange *exchange, const char *id, const char *request);
void ledger_count_request(const struct cloud *cloud);
void ledger_print(struct text *text);
void ledger_clear(void); /* the file stays as it is: it is a record, not a state */

/* tokens.c: what was asked with a client token, and what came of it.  Under packages_lock(). */
enum token_verdict { TOKEN_NEW, TOKEN_SAME, TOKEN_OTHER };
/* An empty token is always new.  TOKEN_SAME brings back the ids that were kept. */
enum token_verdict token_look(const struct cloud *cloud, const char *token, const char *digest, int64_t lifetime,
                              char id[ID_SIZE], char order_id[ID_SIZE]);
void token_keep(const struct cloud *cloud, const char *token, const char *digest, const char *id, const char *order_id);
void tokens_clear(void);

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
