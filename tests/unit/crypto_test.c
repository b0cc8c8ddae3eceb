/* crypto_test.c - the vectors of RFC 2202, RFC 4231 and NIST, keys longer than a block, UUIDs and nonces. */
#include "base/crypto.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>

#include "unit.h"

/* A text that many times over. */
#define R5(x)   x x x x x
#define R10(x)  R5(x) R5(x)
#define R20(x)  R10(x) R10(x)
#define R50(x)  R20(x) R20(x) R10(x)
#define R80(x)  R50(x) R20(x) R10(x)
#define R131(x) R80(x) R50(x) x

static const struct {
    const char *what;
    bool        sha1;
    const char *key, *data, *hex, *base64;
} macs[] = {
    {"RFC 4231, 1", false, R20("\x0b"), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
     "sDRMYdjbOFNcqK/OrwvxK4gdwgDJgz2nJuk3bC4yz/c="},
    {"RFC 4231, 2", false, "Jefe", "what do ya want for nothing?",
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
     "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="},
    {"RFC 4231, 3", false, R20("\xaa"), R50("\xdd"), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
     "dz6pHjaADkaFTbjr0JGBpylZCYs++MEi2WNVFM7VZf4="},
    {"RFC 4231, 4", false,
     "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19",
     R50("\xcd"), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
     "glWKOJpEPA6kzIGYmfIIOoXw+qPlePgHei4/9GcpZls="},
    {"RFC 4231, 5, in full", false, R20("\x0c"), "Test With Truncation",
     "a3b6167473100ee06e0c796c2955552bfa6f7c0a6a8aef8b93f860aab0cd20c5",
     "o7YWdHMQDuBuDHlsKVVVK/pvfApqiu+Lk/hgqrDNIMU="},
    {"RFC 4231, 6", false, R131("\xaa"), "Test Using Larger Than Block-Size Key - Hash Key First",
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
     "YOQxWR7gtn8Niiaqy/W3f44LxiE3KMUUBUYEDw7jf1Q="},
    {"RFC 4231, 7", false, R131("\xaa"),
     "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed "
     "before being used by the HMAC algorithm.",
     "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
     "mwn/pxuUL8snY1+81bDpRL/cY2RPBxOTin9RU1w6NeI="},
    {"RFC 2202, 1", true, R20("\x0b"), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00",
     "thcxhlUFcmTii8C2+zeMjvFGvgA="},
    {"RFC 2202, 2", true, "Jefe", "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
     "7/zfauXrL6LSdBbV8YTfnCWafHk="},
    {"RFC 2202, 3", true, R20("\xaa"), R50("\xdd"), "125d7342b9ac11cd91a39af48aa17b4f63f175d3",
     "El1zQrmsEc2Ro5r0iqF7T2PxddM="},
    {"RFC 2202, 4", true,
     "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19",
     R50("\xcd"), "4c9007f4026250c6bc8414f9bf50c86c2d7235da", "TJAH9AJiUMa8hBT5v1DIbC1yNdo="},
    {"RFC 2202, 5", true, R20("\x0c"), "Test With Truncation", "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04",
     "TBoDQktV4H/n8nvh1Yu5MkqaWgQ="},
    {"RFC 2202, 6", true, R80("\xaa"), "Test Using Larger Than Block-Size Key - Hash Key First",
     "aa4ae5e15272d00e95705637ce8a3b55ed402112", "qkrl4VJy0A6VcFY3zoo7Ve1AIRI="},
    {"RFC 2202, 7", true, R80("\xaa"), "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
     "e8e99d0f45237d786d6bbaa7965c7808bbff1a91", "6OmdD0UjfXhta7qnllx4CLv/GpE="},
};

static struct crypto *new_crypto(void)
{
    const char    *problem = "";
    struct crypto *crypto = bwpi_crypto_new(&problem);

    assert_non_null(crypto);
    assert_null(problem);
    assert_true(bwpi_crypto_add_sha1(crypto, &problem));
    assert_null(problem);
    return crypto;
}

static void test_hmac_of_the_rfcs(void **state)
{
    struct crypto *crypto = new_crypto();

    (void)state;
    for (size_t i = 0; i < COUNT(macs); i++) {
        struct hmac_key *key = bwpi_hmac_key_new(crypto, macs[i].sha1, macs[i].key, "");
        char             text[CRYPTO_HEX_SIZE];

        assert_non_null(key);
        for (int again = 0; again < 2; again++) { /* the keyed states are copied, not used up */
            assert_true(bwpi_hmac_hex(key, macs[i].data, strlen(macs[i].data), text));
            unit_text(macs[i].what, "hex", macs[i].hex, text);
            assert_true(bwpi_hmac_base64(key, macs[i].data, strlen(macs[i].data), text));
            unit_text(macs[i].what, "base64", macs[i].base64, text);
        }
        bwpi_hmac_key_free(key);
    }
    bwpi_crypto_free(crypto);
}

/* Key and suffix are one key, wherever it is split and however long it is. */
static void test_suffix_belongs_to_the_key(void **state)
{
    static const size_t lengths[] = {1, 20, 63, 64, 65, 128, 131, 500};
    struct crypto      *crypto = new_crypto();

    (void)state;
    for (size_t i = 0; i < COUNT(lengths); i++) {
        char             whole[512] = "", head[512] = "", first[CRYPTO_HEX_SIZE], second[CRYPTO_HEX_SIZE];
        struct hmac_key *one, *two;

        memset(whole, 'k', lengths[i]);
        whole[lengths[i] - 1] = '&';
        memcpy(head, whole, lengths[i] - 1);
        one = bwpi_hmac_key_new(crypto, true, whole, "");
        two = bwpi_hmac_key_new(crypto, true, head, "&");
        assert_true(bwpi_hmac_hex(one, "data", 4, first) && bwpi_hmac_hex(two, "data", 4, second));
        unit_text("suffix", head, first, second);
        bwpi_hmac_key_free(one);
        bwpi_hmac_key_free(two);
    }
    bwpi_crypto_free(crypto);
}

/* Computed with another implementation: around the block of 64 bytes nothing else would notice a mistake by one. */
static void test_keys_around_the_size_of_a_block(void **state)
{
    static const struct {
        size_t      size;
        const char *hex;
    } cases[] = {
        {1, "98755ce7a0d431b5d7b8ec8e343ada3bcaa4f6c44ca468cffcbaa9c273634dd7"},
        {63, "ac606b54f050fbdd53bb5848b99dd0bb6f1222bd375ea2aaf66f1af02fcf73e7"},
        {64, "93244b031118b8060c6619e5900fcf916faefb2d8d020fecb22ae0f62275db08"},
        {65, "a79b53d0bf1cb4bb00c301979e6e60ef792a435cafabd76ab9e8989bbdef2dff"},
        {128, "e7253241ed03396aedff1964aa008bef574a400a908c1d8370fedea094954cd3"},
    };
    struct crypto *crypto = new_crypto();

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char             key[256] = "", hex[CRYPTO_HEX_SIZE];
        struct hmac_key *made;

        memset(key, 'k', cases[i].size);
        made = bwpi_hmac_key_new(crypto, false, key, "");
        assert_true(bwpi_hmac_hex(made, "data", 4, hex));
        unit_text(key, "hex", cases[i].hex, hex);
        bwpi_hmac_key_free(made);
    }
    bwpi_crypto_free(crypto);
}

/* Computed with another implementation; one of the keys in between has a NUL, which no text could carry. */
static void test_the_bytes_of_an_hmac_are_the_next_key(void **state)
{
    static const struct {
        const char *text, *hex; /* of "data", with the key that the text leads to */
    } links[] = {
        {"20240724", "c09d264d93c5a4998773fb269bf61caaeef904f90ac469652c780c868d8ab13c"},
        {"cn-beijing", "c4e3777100ad586d077b8c7394cf719d811120dfd543f98ead32d86142fd20b0"},
        {"cen", "ff50234fa344e8459178f578807fb17e4396966ef833eee9316fba12b11b5ac2"},
        {"request", "f664f1c59ce63bb99f92871126d46946a540fc3c0799efeff89c453df96be2b4"},
    };
    struct crypto   *crypto = new_crypto();
    struct hmac_key *key = bwpi_hmac_key_new(crypto, false, "key", "");

    (void)state;
    for (size_t i = 0; i < COUNT(links); i++) {
        struct hmac_key *next = bwpi_hmac_key_next(crypto, key, links[i].text);
        char             hex[CRYPTO_HEX_SIZE];

        assert_non_null(next);
        bwpi_hmac_key_free(key);
        key = next;
        assert_true(bwpi_hmac_hex(key, "data", 4, hex));
        unit_text(links[i].text, "hex", links[i].hex, hex);
    }
    bwpi_hmac_key_free(key);
    bwpi_crypto_free(crypto);
}

static void test_sha256_of_nist(void **state)
{
    static const struct {
        const char *text, *hex;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqr"
         "stu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    };
    static char    million[1000000];
    struct crypto *crypto = new_crypto();
    char           hex[CRYPTO_HEX_SIZE];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(bwpi_sha256_hex(crypto, cases[i].text, strlen(cases[i].text), hex));
        unit_text(cases[i].text, "SHA-256", cases[i].hex, hex);
    }
    memset(million, 'a', sizeof million);
    assert_true(bwpi_sha256_hex(crypto, million, sizeof million, hex));
    unit_text("a million a", "SHA-256", "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", hex);
    bwpi_crypto_free(crypto);
}

static void test_uuid_is_of_version_four(void **state)
{
    char seen[64][37];
    int  variants = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(seen); i++) {
        assert_true(bwpi_random_uuid(seen[i]));
        assert_int_equal(strlen(seen[i]), 36);
        for (size_t j = 0; j < 36; j++) {
            if (j == 8 || j == 13 || j == 18 || j == 23)
                assert_int_equal(seen[i][j], '-');
            else
                assert_non_null(strchr("0123456789abcdef", seen[i][j]));
        }
        assert_int_equal(seen[i][14], '4');
        assert_non_null(strchr("89ab", seen[i][19]));
        variants |= seen[i][19] == '8' ? 1 : seen[i][19] == '9' ? 2 : seen[i][19] == 'a' ? 4 : 8;
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(seen[i], seen[j]);
    }
    assert_true((variants & (variants - 1)) != 0); /* its two free bits are random, too */
}

enum { NONCES = 1000 };

static void draw_nonces(struct crypto *crypto, char nonces[NONCES][CRYPTO_NONCE_SIZE])
{
    for (size_t i = 0; i < NONCES; i++)
        bwpi_crypto_nonce(crypto, nonces[i]);
}

/* What a child of fork() draws: it goes on with the base and the count of its parent, which draws as well. */
static void draw_in_child(struct crypto *crypto, char nonces[NONCES][CRYPTO_NONCE_SIZE])
{
    const size_t size = NONCES * sizeof nonces[0];
    int          ends[2];
    pid_t        child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        draw_nonces(crypto, nonces);
        _exit(write(ends[1], nonces, size) == (ssize_t)size ? 0 : 1);
    }
    assert_int_equal(close(ends[1]), 0);
    for (size_t have = 0; have < size;) {
        ssize_t more = read(ends[0], (char *)nonces + have, size - have);

        assert_true(more > 0);
        have += (size_t)more;
    }
    assert_int_equal(close(ends[0]), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
}

static int by_text(const void *one, const void *other)
{
    return strcmp(one, other);
}

static void test_no_nonce_is_made_twice(void **state)
{
    static char    drawn[3][NONCES][CRYPTO_NONCE_SIZE];
    const size_t   count = 3 * NONCES;
    const char    *problem;
    struct crypto *one = bwpi_crypto_new(&problem), *other = bwpi_crypto_new(&problem);

    (void)state;
    assert_true(one != NULL && other != NULL);
    assert_true(bwpi_crypto_add_nonces(one, &problem) && bwpi_crypto_add_nonces(other, &problem));
    draw_in_child(one, drawn[0]);
    draw_nonces(one, drawn[1]);
    draw_nonces(other, drawn[2]);
    assert_memory_not_equal(drawn[1][0], drawn[1][1], 16); /* counted, should a clock stand still */
    assert_memory_not_equal(drawn[1][0], drawn[2][0], 16); /* and each begins somewhere else */
    qsort(drawn, count, sizeof drawn[0][0], by_text);
    for (size_t i = 0; i < count; i++) {
        const char *nonce = drawn[i / NONCES][i % NONCES];

        assert_int_equal(strspn(nonce, "0123456789abcdef"), CRYPTO_NONCE_SIZE - 1);
        assert_int_equal(nonce[CRYPTO_NONCE_SIZE - 1], '\0');
        if (i > 0)
            assert_string_not_equal(nonce, drawn[(i - 1) / NONCES][(i - 1) % NONCES]);
    }
    bwpi_crypto_free(one);
    bwpi_crypto_free(other);
}

static void test_wipe_and_freeing_nothing(void **state)
{
    char text[] = "secret", nothing[sizeof text] = {0};

    (void)state;
    bwpi_wipe(text, sizeof text);
    assert_memory_equal(text, nothing, sizeof text);
    bwpi_hmac_key_free(NULL);
    bwpi_crypto_free(NULL);
}

/* Runs in a child of its own, told by its exit status: what is done to OpenSSL there cannot be undone. */
static int in_child(bool (*works)(void))
{
    int   status = 0;
    pid_t child = fork();

    if (child == 0) {
        (void)alarm(20);
        _exit(works() ? 0 : 1);
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static bool ends_as_an_error_after_cleanup(void)
{
    struct crypto   *crypto = new_crypto();
    struct hmac_key *key = bwpi_hmac_key_new(crypto, true, "key", "");
    const char      *problem = NULL;
    char             text[CRYPTO_HEX_SIZE];
    bool             refused;

    OPENSSL_cleanup();
    refused = bwpi_crypto_new(&problem) == NULL && problem != NULL && strstr(problem, "at its end") != NULL &&
              bwpi_hmac_key_new(crypto, false, "key", "") == NULL && bwpi_hmac_key_next(crypto, key, "next") == NULL &&
              !bwpi_hmac_hex(key, "", 0, text) && !bwpi_sha256_hex(crypto, "", 0, text) && !bwpi_random_uuid(text);
    bwpi_hmac_key_free(key);
    bwpi_crypto_free(crypto);
    return refused;
}

static void test_after_exit_handlers_calls_end_as_errors(void **state)
{
    (void)state;
    assert_int_equal(in_child(ends_as_an_error_after_cleanup), 0);
}

/* As where openssl.cnf activates one provider only, and that is none with digests. */
static bool names_the_digest(void)
{
    const char *problem = NULL;
    bool        named = OSSL_PROVIDER_load(NULL, "base") != NULL && bwpi_crypto_new(&problem) == NULL;

    return named && problem != NULL && strstr(problem, "SHA-256") != NULL && strstr(problem, "openssl.cnf") != NULL &&
           ERR_peek_error() == 0;
}

static bool names_sha1(void)
{
    const char    *problem = NULL;
    struct crypto *crypto = bwpi_crypto_new(&problem);
    bool           refused = EVP_set_default_properties(NULL, "fips=yes") == 1 && crypto != NULL &&
                   !bwpi_crypto_add_sha1(crypto, &problem) && bwpi_hmac_key_new(crypto, true, "k", "") == NULL;

    bwpi_crypto_free(crypto);
    return refused && problem != NULL && strstr(problem, "SHA-1") != NULL;
}

static void test_a_digest_that_is_not_there_is_named(void **state)
{
    (void)state;
    assert_int_equal(in_child(names_the_digest), 0);
    assert_int_equal(in_child(names_sha1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_digest_that_is_not_there_is_named), /* before anything wakes OpenSSL */
        cmocka_unit_test(test_after_exit_handlers_calls_end_as_errors),
        cmocka_unit_test(test_hmac_of_the_rfcs),
        cmocka_unit_test(test_suffix_belongs_to_the_key),
        cmocka_unit_test(test_keys_around_the_size_of_a_block),
        cmocka_unit_test(test_the_bytes_of_an_hmac_are_the_next_key),
        cmocka_unit_test(test_sha256_of_nist),
        cmocka_unit_test(test_uuid_is_of_version_four),
        cmocka_unit_test(test_no_nonce_is_made_twice),
        cmocka_unit_test(test_wipe_and_freeing_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
