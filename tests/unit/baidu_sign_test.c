/* baidu_sign_test.c - the vendor's own signatures, step by step: those our requests can have by sign(), all by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "baidu/baidu.h"
#include "vectors.h"

/* Named in the vector's list, or of the default set where there is none. */
static bool is_signed(const cJSON *vector, const char *header)
{
    static const char *const defaults[] = {"host", "content-length", "content-type", "content-md5"};
    const cJSON             *list = cJSON_GetObjectItemCaseSensitive(vector, "headers_to_sign"), *item;

    if (!cJSON_IsArray(list)) {
        for (size_t i = 0; i < COUNT(defaults); i++) {
            if (vectors_same_header(defaults[i], header))
                return true;
        }
        return vectors_same_header(header, "x-bce-date") || vectors_same_header(header, "x-bce-security-token");
    }
    cJSON_ArrayForEach(item, list)
    {
        if (vectors_same_header(item->valuestring, header))
            return true;
    }
    return false;
}

static void begin(struct signer *signer, const cJSON *vector)
{
    const cJSON *item;

    signer_begin(signer, &bwpi_baidu, "", vectors_text(vector, "access_key_id"),
                 vectors_text(vector, "secret_access_key"), vectors_text_or_null(vector, "session_token"),
                 vectors_text(vector, "host"));
    signer->request.method = vectors_text(vector, "method");
    bwpi_buf_add_text(&signer->request.path, vectors_text(vector, "path"));
    bwpi_buf_add_text(&signer->request.body, vectors_text(vector, "body"));
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(vector, "query"))
        bwpi_pairs_add(&signer->request.params, item->string, cJSON_IsNull(item) ? "" : item->valuestring);
}

static void check(const cJSON *vector, const struct signer *signer)
{
    const struct signing *signing = &signer->signing;
    const char           *name = vectors_text(vector, "name"), *prefix = vectors_text(vector, "signing_key_prefix");
    char                  target[4096], key[CRYPTO_HEX_SIZE];

    assert_true(bwpi_hmac_hex(signer->keys->mac, prefix, strlen(prefix), key));
    (void)snprintf(target, sizeof target, "%s%s%s", vectors_text(vector, "encoded_path"),
                   *vectors_text(vector, "canonical_query") != '\0' ? "?" : "",
                   vectors_text(vector, "canonical_query"));
    unit_text(name, "signing key", vectors_text(vector, "signing_key"), key);
    unit_text(name, "canonical query", vectors_text(vector, "canonical_query"), bwpi_signing_query(signing));
    unit_text(name, "canonical request", vectors_text(vector, "canonical_request"),
              bwpi_buf_text(&signing->canonical_request[AS_SENT]));
    unit_text(name, "string to sign", "", bwpi_buf_text(&signing->string_to_sign[AS_SENT]));
    unit_text(name, "signature", vectors_text(vector, "signature"), signing->signature);
    unit_text(name, "Authorization", vectors_text(vector, "authorization"),
              bwpi_pairs_get(&signing->headers, "Authorization"));
    unit_text(name, "target on the wire", target, bwpi_buf_text(&signing->target));
}

static void test_every_vector_by_the_signer(void **state)
{
    cJSON *vectors = vectors_load("tests/vectors/baidu.json"), *vector;
    size_t seen = 0;

    (void)state;
    cJSON_ArrayForEach(vector, vectors)
    {
        unsigned seconds = (unsigned)cJSON_GetNumberValue(
            cJSON_GetObjectItemCaseSensitive(vector, "expiration_seconds"));
        struct signer signer;
        const cJSON  *item;

        begin(&signer, vector);
        cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(vector, "headers"))
        {
            if (is_signed(vector, item->string))
                bwpi_pairs_add(&signer.signing.headers, item->string, item->valuestring);
        }
        unit_number(vectors_text(vector, "name"), "status", BWP_OK,
                    bwpi_baidu_authorize(&signer.context, vectors_text(vector, "timestamp"), seconds, &signer.request,
                                         &signer.signing, &signer.fault));
        check(vector, &signer);
        signer_end(&signer);
        seen++;
    }
    cJSON_Delete(vectors);
    assert_int_equal(seen, 14);
}

/* Ours sign host, x-bce-date and a token, for 1800 seconds. */
static bool is_as_ours(const cJSON *vector)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(vector, "headers_to_sign");
    int          ours = vectors_text_or_null(vector, "session_token") != NULL ? 3 : 2;

    return cJSON_IsArray(list) && cJSON_GetArraySize(list) == ours &&
           (int)cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(vector, "expiration_seconds")) == 1800;
}

static void test_vectors_like_our_requests_by_sign(void **state)
{
    cJSON *vectors = vectors_load("tests/vectors/baidu.json"), *vector;
    size_t seen = 0;

    (void)state;
    cJSON_ArrayForEach(vector, vectors)
    {
        struct stamp  stamp = {vectors_time(vectors_text(vector, "timestamp")), "nonce"};
        struct signer signer;

        if (!is_as_ours(vector))
            continue;
        unit_number(vectors_text(vector, "name"), "time",
                    (long long)cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(vector, "timestamp_unix")),
                    stamp.unix_time);
        begin(&signer, vector);
        assert_int_equal(signer_sign(&signer, &stamp), BWP_OK);
        check(vector, &signer);
        signer_end(&signer);
        seen++;
    }
    cJSON_Delete(vectors);
    assert_int_equal(seen, 9);
}

static void test_token_is_sent_as_it_is_and_signed_encoded(void **state)
{
    struct signer signer;
    struct stamp  stamp = {1740787200, "n"};

    (void)state;
    signer_begin(&signer, &bwpi_baidu, "", "access", "secret", "to+ken/=", "csn.baidubce.com:8443");
    signer.request.method = "POST";
    bwpi_buf_add_text(&signer.request.path, "/v1/csn/bp");
    assert_int_equal(signer_sign(&signer, &stamp), BWP_OK);
    assert_string_equal(bwpi_buf_text(&signer.signing.canonical_request[AS_SENT]),
                        "POST\n/v1/csn/bp\n\nhost:csn.baidubce.com%3A8443\nx-bce-date:2025-03-01T00%3A00%3A00Z\n"
                        "x-bce-security-token:to%2Bken%2F%3D");
    assert_string_equal(bwpi_pairs_get(&signer.signing.headers, "x-bce-security-token"), "to+ken/=");
    unit_holds("token", "Authorization",
               "bce-auth-v1/access/2025-03-01T00:00:00Z/1800/host;x-bce-date;x-bce-security-token/",
               bwpi_pairs_get(&signer.signing.headers, "Authorization"));
    signer_end(&signer);
}

static void test_signing_again_replaces_the_last_signature(void **state)
{
    struct signer signer;
    struct stamp  early = {1740787200, "n"}, late = {1740787201, "n"};
    char          first[96];

    (void)state;
    signer_begin(&signer, &bwpi_baidu, "", "access", "secret", NULL, "csn.baidubce.com");
    signer.request.method = "POST";
    bwpi_buf_add_text(&signer.request.path, "/v1/csn/bp");
    bwpi_pairs_add(&signer.request.params, "clientToken", "t");
    assert_int_equal(signer_sign(&signer, &early), BWP_OK);
    memcpy(first, signer.signing.signature, sizeof first);
    assert_int_equal(signer_sign(&signer, &late), BWP_OK);
    assert_string_not_equal(first, signer.signing.signature);
    assert_int_equal(signer_sign(&signer, &early), BWP_OK);
    assert_string_equal(first, signer.signing.signature);
    assert_string_equal(bwpi_buf_text(&signer.signing.target), "/v1/csn/bp?clientToken=t");
    signer_end(&signer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_vector_by_the_signer),
        cmocka_unit_test(test_vectors_like_our_requests_by_sign),
        cmocka_unit_test(test_token_is_sent_as_it_is_and_signed_encoded),
        cmocka_unit_test(test_signing_again_replaces_the_last_signature),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
