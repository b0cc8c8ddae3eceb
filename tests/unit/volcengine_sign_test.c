/* volcengine_sign_test.c - signatures of the vendor's own Node packages, and in the manner of its Go SDK. */
#include <stdio.h>
#include <string.h>

#include "vectors.h"
#include "volcengine/volcengine.h"

/* Of a vector: which headers stand beside Host and X-Date. */
struct manner {
    bool is_go; /* Content-Type and X-Content-Sha256 always; else the latter beside a body alone */
};

static const char *line_of(const char *text, size_t number, char *line, size_t room)
{
    for (; number > 0; number--)
        text = strchr(text, '\n') + 1;
    (void)snprintf(line, room, "%.*s", (int)strcspn(text, "\n"), text);
    return line;
}

static const char *hash_of(const cJSON *vector)
{
    return strrchr(vectors_text(vector, "canonical_request"), '\n') + 1;
}

static void build(struct signer *signer, const cJSON *vector, const struct manner *manner)
{
    struct http_request *request = &signer->request;
    const cJSON         *go = cJSON_GetObjectItemCaseSensitive(vector, "go_style"), *item;
    const char          *body = vectors_text_or_null(vector, "body");

    request->method = vectors_text(vector, "method");
    bwpi_buf_add_text(&request->path, vectors_text(vector, "path"));
    bwpi_buf_add_text(&request->body, body != NULL ? body : "");
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(vector, "query"))
        bwpi_pairs_add(&request->params, item->string, item->valuestring);
    if (manner == NULL)
        return;
    bwpi_pairs_add(&signer->signing.headers, "Host", vectors_text(vector, "host"));
    bwpi_pairs_add(&signer->signing.headers, "X-Date", vectors_text(vector, "date"));
    if (manner->is_go)
        bwpi_pairs_add(&request->headers, "Content-Type", vectors_text(go, "content_type"));
    if (manner->is_go || body != NULL)
        bwpi_pairs_add(&request->headers, "X-Content-Sha256", hash_of(vector));
}

static void check(const cJSON *vector, bool is_go, const struct signer *signer)
{
    const struct signing *signing = &signer->signing;
    const cJSON          *go = cJSON_GetObjectItemCaseSensitive(vector, "go_style"), *from = is_go ? go : vector;
    const char           *name = vectors_text(vector, "name"), *authorization = vectors_text(from, "authorization");
    char                  query[4096];

    unit_text(name, "canonical request", vectors_text(from, "canonical_request"),
              bwpi_buf_text(&signing->canonical_request[AS_SENT]));
    if (!is_go)
        unit_text(name, "string to sign", vectors_text(vector, "string_to_sign"),
                  bwpi_buf_text(&signing->string_to_sign[AS_SENT]));
    unit_text(name, "Authorization", authorization, bwpi_pairs_get(&signing->headers, "Authorization"));
    unit_text(name, "signature", strstr(authorization, "Signature=") + strlen("Signature="), signing->signature);
    unit_text(name, "query on the wire", line_of(vectors_text(from, "canonical_request"), 2, query, sizeof query),
              bwpi_signing_query(signing));
}

static void begin(struct signer *signer, const cJSON *vector)
{
    signer_begin(signer, &bwpi_volcengine, "", vectors_text(vector, "access_key_id"),
                 vectors_text(vector, "secret_access_key"), vectors_text_or_null(vector, "session_token"),
                 vectors_text(vector, "host"));
    unit_text(vectors_text(vector, "name"), "region", vectors_text(vector, "region"),
              bwpi_volcengine_region(&signer->config));
}

static void run_by_hand(bool is_go)
{
    const struct manner manner = {is_go};
    cJSON              *vectors = vectors_load("tests/vectors/volcengine.json"), *vector;
    size_t              seen = 0;

    cJSON_ArrayForEach(vector, vectors)
    {
        struct signer signer;

        begin(&signer, vector);
        build(&signer, vector, &manner);
        unit_number(vectors_text(vector, "name"), "status", BWP_OK,
                    bwpi_volcengine_authorize(&signer.context, vectors_text(vector, "date"),
                                              vectors_text(vector, "service"), hash_of(vector), &signer.request,
                                              &signer.signing, &signer.fault));
        check(vector, is_go, &signer);
        signer_end(&signer);
        seen++;
    }
    cJSON_Delete(vectors);
    assert_int_equal(seen, 10);
}

static void test_every_vector_by_the_signer(void **state)
{
    (void)state;
    run_by_hand(false);
}

/* The pages of the vendor sign more headers than its Node packages do, and its Go SDK yet more. */
static void test_every_vector_with_more_headers(void **state)
{
    (void)state;
    run_by_hand(true);
}

/* Everything is sent with GET here, so what was signed with a body or for another service is left to the tests above.
 */
static void test_every_get_by_sign(void **state)
{
    cJSON *vectors = vectors_load("tests/vectors/volcengine.json"), *vector;
    size_t seen = 0;

    (void)state;
    cJSON_ArrayForEach(vector, vectors)
    {
        struct signer signer;
        struct stamp  stamp = {vectors_time(vectors_text(vector, "date")), "nonce"};

        if (strcmp(vectors_text(vector, "method"), "GET") != 0)
            continue;
        begin(&signer, vector);
        build(&signer, vector, NULL);
        unit_number(vectors_text(vector, "name"), "status", BWP_OK, signer_sign(&signer, &stamp));
        check(vector, false, &signer);
        signer_end(&signer);
        seen++;
    }
    cJSON_Delete(vectors);
    assert_int_equal(seen, 8);
}

static void put(struct signer *signer)
{
    signer->request.method = "GET";
    bwpi_buf_add_char(&signer->request.path, '/');
    bwpi_pairs_add(&signer->request.params, "Action", "A");
}

/* The key holds for a day: the day of the date that is signed, whatever day it is by the time it is signed. */
static void test_the_day_is_that_of_the_date(void **state)
{
    struct signer signer;
    struct stamp  late = {1735689599, "n"}, early = {1735689600, "n"}; /* around the midnight of a year */
    char          first[96];

    (void)state;
    signer_begin(&signer, &bwpi_volcengine, "", "access", "secret==", NULL, "open.volcengineapi.com");
    put(&signer);
    assert_int_equal(signer_sign(&signer, &late), BWP_OK);
    unit_holds("late", "Authorization", "Credential=access/20241231/cn-beijing/cen/request,",
               bwpi_pairs_get(&signer.signing.headers, "Authorization"));
    unit_text("late", "X-Date", "20241231T235959Z", bwpi_pairs_get(&signer.signing.headers, "X-Date"));
    memcpy(first, signer.signing.signature, sizeof first);
    assert_int_equal(signer_sign(&signer, &early), BWP_OK);
    unit_holds("early", "Authorization", "Credential=access/20250101/cn-beijing/cen/request,",
               bwpi_pairs_get(&signer.signing.headers, "Authorization"));
    assert_string_not_equal(first, signer.signing.signature);
    assert_int_equal(signer_sign(&signer, &late), BWP_OK);
    assert_string_equal(first, signer.signing.signature);
    assert_int_equal(signer.signing.headers.count, 3); /* Host, X-Date, Authorization */
    signer_end(&signer);
}

/* The other site has another region in its signature, and a token is sent and signed, and never shown. */
static void test_the_other_site_and_a_token(void **state)
{
    struct signer         signer;
    struct stamp          stamp = {1721792936, "n"};
    const struct signing *signing = &signer.signing;
    struct buf            shown = BUF_INIT(HTTP_REQUEST_MAX);

    (void)state;
    signer_begin(&signer, &bwpi_volcengine, "", "AKAP", "secret", "STS-token", "open.ap-southeast-1.byteplusapi.com");
    signer.config.site = bwpi_provider_site(&bwpi_volcengine, "international");
    put(&signer);
    assert_int_equal(signer_sign(&signer, &stamp), BWP_OK);
    unit_holds("token", "Authorization",
               "/20240724/ap-southeast-1/cen/request, SignedHeaders=host;x-date;x-security-token, Signature=",
               bwpi_pairs_get(&signing->headers, "Authorization"));
    unit_holds("token", "canonical request", "\nx-security-token:STS-token\n",
               bwpi_buf_text(&signing->canonical_request[AS_SENT]));
    unit_holds("token", "canonical request as shown", "\nx-security-token:***\n",
               bwpi_buf_text(&signing->canonical_request[AS_SHOWN]));
    bwpi_signing_show(signing, &signer.request, "https://a", &shown);
    unit_lacks("token", "request as shown", "STS-token", bwpi_buf_text(&shown));
    unit_lacks("token", "request as shown", "AKAP", bwpi_buf_text(&shown));
    unit_lacks("token", "request as shown", signing->signature, bwpi_buf_text(&shown));
    bwpi_buf_free(&shown);
    signer_end(&signer);
}

static void test_request_that_is_too_long_is_a_fault(void **state)
{
    struct signer signer;
    struct stamp  stamp = {1721792936, "n"};
    static char   longer[HTTP_REQUEST_MAX + 2];

    (void)state;
    memset(longer, 'a', sizeof longer - 1);
    signer_begin(&signer, &bwpi_volcengine, "", "access", "secret", NULL, "open.volcengineapi.com");
    put(&signer);
    bwpi_pairs_add(&signer.request.params, "Description", longer);
    assert_int_equal(signer_sign(&signer, &stamp), BWP_ERR_ARGUMENT);
    unit_holds("too long", "message", "too long", signer.fault.message);
    signer_end(&signer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_vector_by_the_signer), cmocka_unit_test(test_every_vector_with_more_headers),
        cmocka_unit_test(test_every_get_by_sign),          cmocka_unit_test(test_the_day_is_that_of_the_date),
        cmocka_unit_test(test_the_other_site_and_a_token), cmocka_unit_test(test_request_that_is_too_long_is_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
