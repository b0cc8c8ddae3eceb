/*
 * crypto.c - HMAC by copying two pre-keyed digest states: a third of the cost of HMAC(), and free of
 * EVP_MAC_init(ctx, NULL, 0, NULL), which gives a silently wrong MAC on OpenSSL 3.0.0 to 3.0.2.
 *
 * OpenSSL frees itself in an exit handler, and much of it crashes when it is called after that, or where its own
 * beginning found no memory.  So whoever comes here first in a call asks is_usable() before anything else.
 */
#include "base/crypto.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/clock.h"

enum { HMAC_BLOCK = 64 }; /* of SHA-1 and SHA-256 alike */

struct crypto {
    EVP_MD              *sha256, *sha1;
    uint64_t             nonce_base[2];
    atomic_uint_fast64_t nonces;
};

struct hmac_key {
    EVP_MD_CTX *inner, *outer;
};

static bool is_usable(void)
{
    return OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CRYPTO_STRINGS, NULL) == 1; /* without an option it does not look */
}

#define LACKS(digest)                                                                                                  \
    "OpenSSL offers no " digest ": its configuration (openssl.cnf, OPENSSL_CONF) activates no provider that has it"

/* OpenSSL's note of a failure is read and taken back, because the list of its errors belongs to the whole thread. */
static EVP_MD *fetch(const char *name, const char *lacking, const char **problem)
{
    EVP_MD       *digest;
    unsigned long error;

    *problem = "OpenSSL cannot start: the program is at its end, or there is too little memory";
    if (!is_usable())
        return NULL;
    (void)ERR_set_mark();
    digest = EVP_MD_fetch(NULL, name, NULL);
    error = digest == NULL ? ERR_peek_last_error() : 0;
    (void)ERR_pop_to_mark();
    *problem = error != 0 && ERR_GET_REASON(error) != ERR_R_MALLOC_FAILURE ? lacking : NULL;
    return digest;
}

struct crypto *bwpi_crypto_new(const char **problem)
{
    struct crypto *crypto = calloc(1, sizeof *crypto);

    *problem = NULL;
    if (crypto == NULL)
        return NULL;
    crypto->sha256 = fetch("SHA2-256", LACKS("SHA-256"), problem);
    if (crypto->sha256 == NULL) {
        free(crypto);
        return NULL;
    }
    return crypto;
}

bool bwpi_crypto_add_sha1(struct crypto *crypto, const char **problem)
{
    crypto->sha1 = fetch("SHA1", LACKS("SHA-1"), problem);
    return crypto->sha1 != NULL;
}

bool bwpi_crypto_add_nonces(struct crypto *crypto, const char **problem)
{
    *problem = "OpenSSL has no randomness to give";
    return bwpi_random_bytes(crypto->nonce_base, sizeof crypto->nonce_base);
}

/* Once OpenSSL has freed itself, what it gave out is gone as well. */
void bwpi_crypto_free(struct crypto *crypto)
{
    if (crypto == NULL)
        return;
    if (is_usable()) {
        EVP_MD_free(crypto->sha256);
        EVP_MD_free(crypto->sha1);
    }
    free(crypto);
}

/* A digest state that has taken in the key block XORed with pad. */
static EVP_MD_CTX *keyed(const EVP_MD *digest, const unsigned char block[HMAC_BLOCK], unsigned char pad)
{
    unsigned char padded[HMAC_BLOCK];
    EVP_MD_CTX   *ctx = EVP_MD_CTX_new();

    for (size_t i = 0; i < HMAC_BLOCK; i++)
        padded[i] = block[i] ^ pad;
    if (ctx != NULL && (EVP_DigestInit_ex2(ctx, digest, NULL) != 1 || EVP_DigestUpdate(ctx, padded, HMAC_BLOCK) != 1)) {
        EVP_MD_CTX_free(ctx);
        ctx = NULL;
    }
    bwpi_wipe(padded, sizeof padded);
    return ctx;
}

/* A new key of a block, which is wiped; NULL without memory. */
static struct hmac_key *key_of(const EVP_MD *digest, unsigned char block[HMAC_BLOCK])
{
    struct hmac_key *made = calloc(1, sizeof *made);

    if (made != NULL) {
        made->inner = keyed(digest, block, 0x36);
        made->outer = keyed(digest, block, 0x5c);
    }
    bwpi_wipe(block, HMAC_BLOCK);
    if (made != NULL && (made->inner == NULL || made->outer == NULL)) {
        bwpi_hmac_key_free(made);
        made = NULL;
    }
    return made;
}

struct hmac_key *bwpi_hmac_key_new(const struct crypto *crypto, bool sha1, const char *key, const char *suffix)
{
    const EVP_MD *digest = sha1 ? crypto->sha1 : crypto->sha256;
    size_t        key_size = strlen(key), suffix_size = strlen(suffix);
    unsigned char block[HMAC_BLOCK] = {0};
    bool          ok = digest != NULL && is_usable();

    if (ok && key_size + suffix_size <= HMAC_BLOCK) {
        memcpy(block, key, key_size);
        memcpy(block + key_size, suffix, suffix_size);
    } else if (ok) { /* RFC 2104: a longer key is replaced by its digest */
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();

        ok = ctx != NULL && EVP_DigestInit_ex2(ctx, digest, NULL) == 1 && EVP_DigestUpdate(ctx, key, key_size) == 1 &&
             EVP_DigestUpdate(ctx, suffix, suffix_size) == 1 && EVP_DigestFinal_ex(ctx, block, NULL) == 1;
        EVP_MD_CTX_free(ctx);
    }
    if (ok)
        return key_of(digest, block);
    bwpi_wipe(block, sizeof block);
    return NULL;
}

void bwpi_hmac_key_free(struct hmac_key *key)
{
    if (key == NULL)
        return;
    if (is_usable()) {
        EVP_MD_CTX_free(key->inner); /* OpenSSL wipes a digest state as it frees it */
        EVP_MD_CTX_free(key->outer);
    }
    free(key);
}

static bool hmac(const struct hmac_key *key, const void *data, size_t size, unsigned char mac[CRYPTO_DIGEST_MAX],
                 unsigned *mac_size)
{
    EVP_MD_CTX   *ctx = is_usable() ? EVP_MD_CTX_new() : NULL;
    unsigned char inner[CRYPTO_DIGEST_MAX];
    unsigned      inner_size = 0;
    bool          ok;

    ok = ctx != NULL && EVP_MD_CTX_copy_ex(ctx, key->inner) == 1 && EVP_DigestUpdate(ctx, data, size) == 1 &&
         EVP_DigestFinal_ex(ctx, inner, &inner_size) == 1 && EVP_MD_CTX_copy_ex(ctx, key->outer) == 1 &&
         EVP_DigestUpdate(ctx, inner, inner_size) == 1 && EVP_DigestFinal_ex(ctx, mac, mac_size) == 1;
    EVP_MD_CTX_free(ctx);
    return ok;
}

struct hmac_key *bwpi_hmac_key_next(const struct crypto *crypto, const struct hmac_key *key, const char *text)
{
    unsigned char block[HMAC_BLOCK] = {0};
    unsigned      size = 0;

    if (hmac(key, text, strlen(text), block, &size))
        return key_of(crypto->sha256, block);
    bwpi_wipe(block, sizeof block);
    return NULL;
}

static void hex_from(const unsigned char *bytes, size_t size, char *hex)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < size; i++) {
        *hex++ = digits[bytes[i] >> 4];
        *hex++ = digits[bytes[i] & 15];
    }
    *hex = '\0';
}

bool bwpi_sha256_hex(const struct crypto *crypto, const void *data, size_t size, char hex[CRYPTO_HEX_SIZE])
{
    unsigned char digest[CRYPTO_DIGEST_MAX];
    unsigned      digest_size = 0;

    if (!is_usable() || EVP_Digest(data, size, digest, &digest_size, crypto->sha256, NULL) != 1)
        return false;
    hex_from(digest, digest_size, hex);
    return true;
}

bool bwpi_hmac_hex(const struct hmac_key *key, const void *data, size_t size, char hex[CRYPTO_HEX_SIZE])
{
    unsigned char mac[CRYPTO_DIGEST_MAX];
    unsigned      mac_size = 0;

    if (!hmac(key, data, size, mac, &mac_size))
        return false;
    hex_from(mac, mac_size, hex);
    bwpi_wipe(mac, sizeof mac); /* it may be a key in its turn */
    return true;
}

bool bwpi_hmac_base64(const struct hmac_key *key, const void *data, size_t size, char base64[CRYPTO_HEX_SIZE])
{
    unsigned char mac[CRYPTO_DIGEST_MAX];
    unsigned      mac_size = 0;

    if (!hmac(key, data, size, mac, &mac_size))
        return false;
    return EVP_EncodeBlock((unsigned char *)base64, mac, (int)mac_size) > 0; /* 44 bytes and a NUL at most */
}

bool bwpi_random_bytes(void *bytes, size_t size)
{
    return is_usable() && RAND_bytes(bytes, (int)size) == 1;
}

void bwpi_crypto_nonce(struct crypto *crypto, char hex[CRYPTO_NONCE_SIZE])
{
    uint64_t number[2] = {crypto->nonce_base[0] + atomic_fetch_add(&crypto->nonces, 1),
                          crypto->nonce_base[1] + bwpi_clock_unix_ns()};

    hex_from((const unsigned char *)number, sizeof number, hex);
}

bool bwpi_random_uuid(char uuid[37])
{
    static const size_t groups[] = {8, 4, 4, 4, 12};
    unsigned char       random[16];
    char                hex[2 * sizeof random + 1];
    const char         *from = hex;

    if (!bwpi_random_bytes(random, sizeof random))
        return false;
    hex_from(random, sizeof random, hex);
    hex[12] = '4';
    hex[16] = "89ab"[(hex[16] <= '9' ? hex[16] - '0' : hex[16] - 'a' + 10) & 3]; /* the variant of RFC 4122 */
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        memcpy(uuid, from, groups[i]);
        from += groups[i];
        uuid += groups[i];
        *uuid++ = '-';
    }
    uuid[-1] = '\0';
    return true;
}

void bwpi_wipe(void *data, size_t size)
{
    OPENSSL_cleanse(data, size);
}
