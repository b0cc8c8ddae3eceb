/* alibaba_sign_test.c - the vendor's own signatures under both schemes, step by step. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alibaba/alibaba.h"
#include "vectors.h"

static void begin(struct signer *signer, const cJSON *vector, bool rpc, const char *host)
{
    const char *secret = vectors_text(vector, "access_key_secret");

    signer_begin(signer, &bwpi_alibaba, rpc ? "rpc-v1" : "acs3", vectors_text(vector, "access_key_id"), secret,
                 vectors_text_or_null(vector, "security_token"), host);
    signer->request.method = vectors_text(vector, "method");
    bwpi_buf_add_text(&signer->request.path, "/");
}

/* ---- ACS3-HMAC-SHA256 ---- */

static bool is_of_sign(const char *name)
{
    static const char *const names[] = {"host",
                                        "x-acs-content-sha256",
                                        "x-acs-date",
                                        "x-acs-signature-nonce",
                                        "x-acs-accesskey-id",
                                        "x-acs-security-token"};

    for (size_t i = 0; i < COUNT(names); i++) {
        if (vectors_same_header(names[i], name))
            return true;
    }
    return false;
}

static void build_acs3(struct signer *signer, const cJSON *vector, bool by_hand)
{
    struct http_request *request = &signer->request;
    const cJSON         *item;

    bwpi_buf_add_text(&request->body, vectors_text(vector, "body"));
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(vector, "query"))
        bwpi_pairs_add(&request->params, item->string, item->valuestring);
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(vector, "headers"))
    {
        if (!vectors_same_header(item->string, "accept") && (by_hand || !is_of_sign(item->string)))
            bwpi_pairs_add(&request->headers, item->string, item->valuestring);
    }
}

static void check_acs3(const cJSON *vector, const struct signer *signer)
{
    const struct signing *signing = &signer->signing;

    const char *name = vectors_text(vector, "name"), *authorization = vectors_text(vector, "authorization");
    const char *query = vectors_text(vector, "canonical_request");
    char        target[4096];

    query = strchr(strchr(query, '\n') + 1, '\n') + 1;
    (void)snprintf(target, sizeof target, "/%s%.*s", *query == '\n' ? "" : "?", (int)strcspn(query, "\n"), query);
    unit_text(name, "canonical request", vectors_text(vector, "canonical_request"),
              bwpi_buf_text(&signing->canonical_request[AS_SENT]));
    unit_text(name, "string to sign", vectors_text(vector, "string_to_sign"),
              bwpi_buf_text(&signing->string_to_sign[AS_SENT]));
    unit_text(name, "signature", strstr(authorization, "Signature=") + strlen("Signature="), signing->signature);
    unit_text(name, "Authorization", authorization, bwpi_pairs_get(&signing->headers, "Authorization"));
    unit_text(name, "target on the wire", target, bwpi_buf_text(&signing->target));
}

static void run_acs3(bool by_hand)
{
    cJSON *file = vectors_load("tests/vectors/alibaba.json"), *vector;
    cJSON *vectors = cJSON_GetObjectItemCaseSensitive(file, "acs3");
    int    seen = 0;

    cJSON_ArrayForEach(vector, vectors)
    {
        const cJSON  *headers = cJSON_GetObjectItemCaseSensitive(vector, "headers");
        struct stamp  stamp = {vectors_time(vectors_text(headers, "x-acs-date")),
                               vectors_text(headers, "x-acs-signature-nonce")};
        struct signer signer;
        bwp_status    status;

        begin(&signer, vector, false, vectors_text(vector, "host"));
        build_acs3(&signer, vector, by_hand);
        if (by_hand)
            status = bwpi_alibaba_authorize(&signer.context,
                                            bwpi_pairs_get(&signer.request.headers, "x-acs-content-sha256"),
                                            &signer.request, &signer.signing, &signer.fault);
        else
            status = signer_sign(&signer, &stamp);
        unit_number(vectors_text(vector, "name"), "status", BWP_OK, status);
        check_acs3(vector, &signer);
        signer_end(&signer);
        seen++;
    }
    assert_int_equal(seen, cJSON_GetArraySize(vectors));
    assert_int_equal(seen, 8);
    cJSON_Delete(file);
}

static void test_every_acs3_vector_by_the_signer(void **state)
{
    (void)state;
    run_acs3(true);
}

static void test_every_acs3_vector_by_sign(void **state)
{
    (void)state;
    run_acs3(false);
}

/* ---- RPC signature v1 ---- */

static void build_rpc(struct signer *signer, const cJSON *vector, bool by_hand)
{
    static const char *const of_sign[] = {"AccessKeyId",      "SignatureMethod", "SignatureNonce",
                                          "SignatureVersion", "Timestamp",       "SecurityToken"};
    const cJSON             *item;

    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(vector, "params"))
    {
        bool skip = false;

        for (size_t i = 0; i < COUNT(of_sign); i++)
            skip = skip || (!by_hand && strcmp(item->string, of_sign[i]) == 0);
        if (!skip)
            bwpi_pairs_add(by_hand ? &signer->signing.canonical : &signer->request.params, item->string,
                           item->valuestring);
    }
}

/* The vector's text has the signature among the parameters, ours has it behind them. */
static void check_rpc(const cJSON *vector, const struct signer *signer)
{
    const struct signing *signing = &signer->signing;

    const char *name = vectors_text(vector, "name"), *query = vectors_text(vector, "query");
    const char *signature = strstr(query, "&Signature="), *rest = strchr(signature + 1, '&');
    static char expected[16 * 1024];

    rest = rest != NULL ? rest : "";
    (void)snprintf(expected, sizeof expected, "%.*s%s", (int)(signature - query), query, rest);
    unit_text(name, "sorted and encoded", expected, bwpi_buf_text(&signing->canonical_request[AS_SENT]));
    unit_text(name, "string to sign", vectors_text(vector, "string_to_sign"),
              bwpi_buf_text(&signing->string_to_sign[AS_SENT]));
    unit_text(name, "signature", vectors_text(vector, "signature"), signing->signature);
    (void)snprintf(expected, sizeof expected, "%.*s%s%.*s", (int)(signature - query), query, rest,
                   (int)(1 + strcspn(signature + 1, "&")), signature);
    unit_text(name, "form on the wire", expected, bwpi_buf_text(bwpi_signing_body(signing, &signer->request, AS_SENT)));
}

static void run_rpc(bool by_hand)
{
    cJSON *file = vectors_load("tests/vectors/alibaba.json"), *vector;
    int    seen = 0;

    cJSON_ArrayForEach(vector, cJSON_GetObjectItemCaseSensitive(file, "rpc_v1"))
    {
        const cJSON  *params = cJSON_GetObjectItemCaseSensitive(vector, "params");
        struct stamp  stamp = {vectors_time(vectors_text(params, "Timestamp")), vectors_text(params, "SignatureNonce")};
        struct signer signer;
        bwp_status    status;

        begin(&signer, vector, true, "cbn.aliyuncs.com");
        build_rpc(&signer, vector, by_hand);
        if (by_hand)
            status = bwpi_alibaba_authorize_rpc(&signer.context, &signer.request, &signer.signing, &signer.fault);
        else
            status = signer_sign(&signer, &stamp);
        unit_number(vectors_text(vector, "name"), "status", BWP_OK, status);
        check_rpc(vector, &signer);
        signer_end(&signer);
        seen++;
    }
    assert_int_equal(seen, 12);
    cJSON_Delete(file);
}

static void test_every_rpc_vector_by_the_signer(void **state)
{
    (void)state;
    run_rpc(true);
}

static void test_every_rpc_vector_by_sign(void **state)
{
    (void)state;
    run_rpc(false);
}

static void test_rpc_sends_a_form_to_the_root(void **state)
{
    struct signer signer;
    struct stamp  stamp = {1709251200, "0123456789abcdef0123456789abcdef"};

    (void)state;
    signer_begin(&signer, &bwpi_alibaba, "rpc-v1", "access", "secret", "to/ken", "cbn.aliyuncs.com");
    signer.request.method = "POST";
    bwpi_buf_add_text(&signer.request.path, "/");
    assert_int_equal(signer_sign(&signer, &stamp), BWP_OK);
    assert_string_equal(bwpi_buf_text(&signer.signing.target), "/");
    assert_string_equal(bwpi_pairs_get(&signer.signing.headers, "content-type"), "application/x-www-form-urlencoded");
    assert_null(bwpi_pairs_get(&signer.signing.headers, "Authorization"));
    unit_holds("rpc", "form", "Timestamp=2024-03-01T00%3A00%3A00Z", bwpi_buf_text(&signer.signing.form[AS_SENT]));
    unit_holds("rpc", "form", "&SecurityToken=to%2Fken&", bwpi_buf_text(&signer.signing.form[AS_SENT]));
    signer_end(&signer);
}

static void test_signing_again_replaces_the_last_signature(void **state)
{
    static const char *const schemes[] = {"acs3", "rpc-v1"};

    (void)state;
    for (size_t i = 0; i < COUNT(schemes); i++) {
        struct stamp  early = {1709251200, "11111111111111111111111111111111"};
        struct stamp  late = {1709251200, "22222222222222222222222222222222"};
        struct signer signer;
        char          first[96], *form;

        signer_begin(&signer, &bwpi_alibaba, schemes[i], "access", "secret", NULL, "cbn.aliyuncs.com");
        signer.request.method = "POST";
        bwpi_buf_add_text(&signer.request.path, "/");
        bwpi_pairs_add(&signer.request.params, "Bandwidth", "2");
        assert_int_equal(signer_sign(&signer, &early), BWP_OK);
        memcpy(first, signer.signing.signature, sizeof first);
        form = strdup(bwpi_buf_text(&signer.signing.form[AS_SENT]));
        assert_int_equal(signer_sign(&signer, &late), BWP_OK);
        assert_string_not_equal(first, signer.signing.signature);
        assert_int_equal(signer_sign(&signer, &early), BWP_OK);
        unit_text(schemes[i], "signature", first, signer.signing.signature);
        unit_text(schemes[i], "form", form, bwpi_buf_text(&signer.signing.form[AS_SENT]));
        free(form);
        signer_end(&signer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_acs3_vector_by_the_signer),
        cmocka_unit_test(test_every_acs3_vector_by_sign),
        cmocka_unit_test(test_every_rpc_vector_by_the_signer),
        cmocka_unit_test(test_every_rpc_vector_by_sign),
        cmocka_unit_test(test_rpc_sends_a_form_to_the_root),
        cmocka_unit_test(test_signing_again_replaces_the_last_signature),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
