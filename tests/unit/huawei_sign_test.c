/* huawei_sign_test.c - the Node SDK's own signatures, step by step, and the token that needs none. */
#include <stdlib.h>
#include <string.h>

#include "huawei/huawei.h"
#include "vectors.h"

/* What translate leaves behind: headers without those that sign() adds, when it is sign() that is asked. */
static void build(struct signer *signer, const cJSON *vector, bool by_hand)
{
    struct http_request *request = &signer->request;
    const cJSON         *item;

    request->method = vectors_text(vector, "method");
    bwpi_buf_add_text(&request->path, vectors_text(vector, "path"));
    bwpi_buf_add_text(&request->body, vectors_text(vector, "body"));
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(vector, "query")) bwpi_pairs_add(
        &request->params, cJSON_GetArrayItem(item, 0)->valuestring, cJSON_GetArrayItem(item, 1)->valuestring);
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(vector, "headers"))
    {
        bool of_sign = vectors_same_header(item->string, "x-sdk-date") ||
                       vectors_same_header(item->string, "x-security-token");

        if (by_hand || !of_sign)
            bwpi_pairs_add(of_sign ? &signer->signing.headers : &request->headers, item->string, item->valuestring);
    }
    if (by_hand)
        bwpi_pairs_add(&signer->signing.headers, "Host", vectors_text(vector, "host"));
}

static void check(const cJSON *vector, const struct signer *signer)
{
    const struct signing *signing = &signer->signing;

    const char *name = vectors_text(vector, "name"), *authorization = vectors_text(vector, "authorization");
    char        query[2048] = "";

    (void)strncpy(query, strchr(vectors_text(vector, "canonical_request"), '\n') + 1, sizeof query - 1);
    memmove(query, strchr(query, '\n') + 1, strlen(strchr(query, '\n') + 1) + 1);
    query[strcspn(query, "\n")] = '\0';
    unit_text(name, "canonical request", vectors_text(vector, "canonical_request"),
              bwpi_buf_text(&signing->canonical_request[AS_SENT]));
    unit_text(name, "string to sign", vectors_text(vector, "string_to_sign"),
              bwpi_buf_text(&signing->string_to_sign[AS_SENT]));
    unit_text(name, "signature", strstr(authorization, "Signature=") + strlen("Signature="), signing->signature);
    unit_text(name, "Authorization", authorization, bwpi_pairs_get(&signing->headers, "Authorization"));
    unit_text(name, "query on the wire", query, bwpi_signing_query(signing));
}

static void run(bool by_hand)
{
    cJSON *vectors = vectors_load("tests/vectors/huawei.json"), *vector;
    size_t seen = 0;

    cJSON_ArrayForEach(vector, vectors)
    {
        struct signer signer;
        struct stamp  stamp = {vectors_time(vectors_text(vector, "time")), "nonce"};
        bwp_status    status;

        signer_begin(&signer, &bwpi_huawei, "", vectors_text(vector, "access_key"), vectors_text(vector, "secret_key"),
                     vectors_text_or_null(vector, "security_token"), vectors_text(vector, "host"));
        build(&signer, vector, by_hand);
        if (by_hand)
            status = bwpi_huawei_authorize(&signer.context, vectors_text(vector, "time"), &signer.request,
                                           &signer.signing, &signer.fault);
        else
            status = signer_sign(&signer, &stamp);
        unit_number(vectors_text(vector, "name"), "status", BWP_OK, status);
        check(vector, &signer);
        signer_end(&signer);
        seen++;
    }
    cJSON_Delete(vectors);
    assert_int_equal(seen, 12);
}

static void test_every_vector_by_the_signer(void **state)
{
    (void)state;
    run(true);
}

static void test_every_vector_by_sign(void **state)
{
    (void)state;
    run(false);
}

/* A query is sent as it is signed; so is a path, save for the slash that is only signed. */
static void test_slash_at_the_end_is_signed_and_not_sent(void **state)
{
    static const struct {
        const char *path, *target, *signed_path;
    } cases[] = {{"/v3/a", "/v3/a", "POST\n/v3/a/\n"},
                 {"/v3/a/", "/v3/a/", "POST\n/v3/a/\n"},
                 {"/v3/a b%2F", "/v3/a%20b%252F", "POST\n/v3/a%20b%252F/\n"},
                 {"", "", "POST\n/\n"}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct signer signer;

        signer_begin(&signer, &bwpi_huawei, "", "access", "secret", NULL, "localhost");
        signer.request.method = "POST";
        bwpi_buf_add_text(&signer.request.path, cases[i].path);
        assert_int_equal(
            bwpi_huawei_authorize(&signer.context, "20251016T080000Z", &signer.request, &signer.signing, &signer.fault),
            BWP_OK);
        unit_text(cases[i].path, "target", cases[i].target, bwpi_buf_text(&signer.signing.target));
        unit_number(cases[i].path, "signed path", 0,
                    strncmp(bwpi_buf_text(&signer.signing.canonical_request[AS_SENT]), cases[i].signed_path,
                            strlen(cases[i].signed_path)));
        signer_end(&signer);
    }
}

static void test_signing_again_replaces_the_last_signature(void **state)
{
    struct signer signer;
    struct stamp  early = {1760601600, "n"}, late = {1760601660, "n"};
    char          first[96];

    (void)state;
    signer_begin(&signer, &bwpi_huawei, "", "access", "secret", "token", "cc.myhuaweicloud.com");
    signer.request.method = "POST";
    bwpi_buf_add_text(&signer.request.path, "/v3/a");
    bwpi_pairs_add(&signer.request.headers, "Content-Type", "application/json");
    assert_int_equal(signer_sign(&signer, &early), BWP_OK);
    memcpy(first, signer.signing.signature, sizeof first);
    assert_int_equal(signer_sign(&signer, &late), BWP_OK);
    assert_string_not_equal(first, signer.signing.signature);
    assert_int_equal(signer.signing.headers.count, 4); /* Host, X-Sdk-Date, X-Security-Token, Authorization */
    assert_string_equal(bwpi_pairs_get(&signer.signing.headers, "X-Sdk-Date"), "20251016T080100Z");
    assert_int_equal(signer_sign(&signer, &early), BWP_OK);
    assert_string_equal(first, signer.signing.signature);
    signer_end(&signer);
}

static void test_auth_token_needs_no_signature(void **state)
{
    struct signer signer;
    struct stamp  stamp = {1760601600, "n"};
    char          token[] = "MIIF-not-a-real-token";

    (void)state;
    signer_begin(&signer, &bwpi_huawei, "", "access", "secret", NULL, "cc.myhuaweicloud.com");
    signer.keys->auth_token = token;
    signer.request.method = "POST";
    bwpi_buf_add_text(&signer.request.path, "/v3/a");
    assert_int_equal(signer_sign(&signer, &stamp), BWP_OK);
    assert_string_equal(bwpi_pairs_get(&signer.signing.headers, "X-Auth-Token"), token);
    assert_null(bwpi_pairs_get(&signer.signing.headers, "X-Sdk-Date"));
    assert_null(bwpi_pairs_get(&signer.signing.headers, "Authorization"));
    assert_string_equal(bwpi_buf_text(&signer.signing.target), "/v3/a");
    assert_string_equal(bwpi_buf_text(&signer.signing.string_to_sign[AS_SENT]), "");
    signer_end(&signer);
}

static void test_request_that_is_too_long_is_a_fault(void **state)
{
    struct signer signer;
    struct stamp  stamp = {1760601600, "n"};
    static char   longer[HTTP_REQUEST_MAX + 2];

    (void)state;
    memset(longer, 'a', sizeof longer - 1);
    signer_begin(&signer, &bwpi_huawei, "", "access", "secret", NULL, "cc.myhuaweicloud.com");
    signer.request.method = "POST";
    bwpi_buf_add_text(&signer.request.body, longer);
    assert_int_equal(signer_sign(&signer, &stamp), BWP_ERR_ARGUMENT);
    unit_holds("too long", "message", "too long", signer.fault.message);
    signer_end(&signer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_vector_by_the_signer),
        cmocka_unit_test(test_every_vector_by_sign),
        cmocka_unit_test(test_slash_at_the_end_is_signed_and_not_sent),
        cmocka_unit_test(test_signing_again_replaces_the_last_signature),
        cmocka_unit_test(test_auth_token_needs_no_signature),
        cmocka_unit_test(test_request_that_is_too_long_is_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
