/*
 * crypto.c - the hashes and keyed hashes that the signatures are made of.  They are the judge's own, straight from
 * OpenSSL: were they lib/base/crypto.c, a mistake there would be made on both sides and pass for a good signature.
 */
#include "tools.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#include "base/crypto.h"

static void hex_print(const unsigned char *bytes, size_t size, char *out)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < size; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * size] = '\0';
}

void sha256_text(const char *bytes, size_t size, char hash[SHA256_TEXT_SIZE])
{
    unsigned char digest[32];

    if (EVP_Digest(bytes, size, digest, NULL, EVP_sha256(), NULL) != 1)
        give_up("OpenSSL cannot compute a SHA-256");
    hex_print(digest, sizeof digest, hash);
}

static unsigned hmac_bytes(const EVP_MD *algorithm, const void *key, size_t key_size, const char *message,
                           unsigned char digest[EVP_MAX_MD_SIZE])
{
    unsigned size = 0;

    if (HMAC(algorithm, key, (int)key_size, (const unsigned char *)message, strlen(message), digest, &size) == NULL)
        give_up("OpenSSL cannot compute an HMAC");
    return size;
}

static unsigned hmac(const EVP_MD *algorithm, const char *key, const char *message,
                     unsigned char digest[EVP_MAX_MD_SIZE])
{
    return hmac_bytes(algorithm, key, strlen(key), message, digest);
}

void hmac_sha256_text(const char *key, const char *message, char signature[SHA256_TEXT_SIZE])
{
    unsigned char digest[EVP_MAX_MD_SIZE];

    hex_print(digest, hmac(EVP_sha256(), key, message, digest), signature);
}

void hmac_sha256_chain(const char *key, const char *const *messages, char signature[SHA256_TEXT_SIZE])
{
    unsigned char digest[EVP_MAX_MD_SIZE], last[EVP_MAX_MD_SIZE];
    unsigned      size = hmac(EVP_sha256(), key, messages[0], digest);

    for (size_t i = 1; messages[i] != NULL; i++) {
        memcpy(last, digest, size);
        size = hmac_bytes(EVP_sha256(), last, size, messages[i], digest);
    }
    hex_print(digest, size, signature);
}

char *hmac_sha1_base64(struct memory *memory, const char *key, const char *message)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned      size = hmac(EVP_sha1(), key, message, digest);
    char         *text = memory_get(memory, 4 * ((size + 2) / 3) + 1);

    if (EVP_EncodeBlock((unsigned char *)text, digest, (int)size) <= 0)
        give_up("OpenSSL cannot encode base64");
    return text;
}

bool same_secret(const char *a, const char *b)
{
    size_t size = strlen(a);

    return strlen(b) == size && CRYPTO_memcmp(a, b, size) == 0;
}

void random_text(char *out, size_t length, const char *alphabet)
{
    size_t        letters = strlen(alphabet);
    unsigned char bytes[ID_SIZE];

    if (length >= sizeof bytes)
        give_up("a random text is too long");
    if (!bwpi_random_bytes(bytes, length))
        give_up("OpenSSL has no randomness");
    for (size_t i = 0; i < length; i++)
        out[i] = alphabet[bytes[i] % letters]; /* the small bias does not matter: these are names, not secrets */
    out[length] = '\0';
}

void random_uuid(char uuid[37])
{
    if (!bwpi_random_uuid(uuid))
        give_up("OpenSSL has no randomness");
}
