/* crypto.h - digests, HMAC, randomness and wiping: the only user of OpenSSL. */
#ifndef BWP_CRYPTO_H
#define BWP_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>

enum { CRYPTO_DIGEST_MAX = 32, CRYPTO_HEX_SIZE = 65, CRYPTO_NONCE_SIZE = 33 };

struct crypto;   /* the algorithms, fetched once: OpenSSL 3 looks each up by name at every one-shot call */
struct hmac_key; /* HMAC begun with a key; signing copies that state, so any number of threads may use one */

/*
 * With SHA-256, and with SHA-1 and nonces where they are asked for besides.  On failure *problem is a clause that says
 * why, such as which digest OpenSSL does not offer; NULL where memory was short.
 */
struct crypto *bwpi_crypto_new(const char **problem); /* the caller frees it, after every key made with it */
bool           bwpi_crypto_add_sha1(struct crypto *crypto, const char **problem);
bool           bwpi_crypto_add_nonces(struct crypto *crypto, const char **problem);
void           bwpi_crypto_free(struct crypto *crypto);

/* A new key of key and suffix together, which are copied; the caller frees it.  NULL without memory. */
struct hmac_key *bwpi_hmac_key_new(const struct crypto *crypto, bool sha1, const char *key, const char *suffix);
void             bwpi_hmac_key_free(struct hmac_key *key); /* the key is wiped */

/*
 * The next key of a chain, as signatures have them that hold for a day, a region and a service: the SHA-256 HMAC of a
 * text, whose bytes are a key in their turn.  The caller frees it; NULL without memory.
 */
struct hmac_key *bwpi_hmac_key_next(const struct crypto *crypto, const struct hmac_key *key, const char *text);

/* All answer false when OpenSSL fails: for lack of memory, or because the process is at its end. */
bool bwpi_sha256_hex(const struct crypto *crypto, const void *data, size_t size, char hex[CRYPTO_HEX_SIZE]);
bool bwpi_hmac_hex(const struct hmac_key *key, const void *data, size_t size, char hex[CRYPTO_HEX_SIZE]);
bool bwpi_hmac_base64(const struct hmac_key *key, const void *data, size_t size, char base64[CRYPTO_HEX_SIZE]);
bool bwpi_random_uuid(char uuid[37]); /* version 4 */
bool bwpi_random_bytes(void *bytes, size_t size);

/*
 * 32 hexadecimal digits that nobody has used before: a random number that is drawn once, to which the count of nonces
 * and the time in nanoseconds are added.  No two are the same in one process; after fork() the time tells them apart.
 * They may be guessed from each other, so a secret they are not.
 */
void bwpi_crypto_nonce(struct crypto *crypto, char hex[CRYPTO_NONCE_SIZE]);

void bwpi_wipe(void *data, size_t size);

#endif
