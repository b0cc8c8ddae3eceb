/* volcengine_translate_test.c - every field of a request among the parameters of cen, in the query of a GET. */
#include "unit_rows.h"
#include "vectors.h"

#define CREATE "Action=CreateCenBandwidthPackage&"
#define AREAS  "LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=Asia"
#define END    "&Version=2020-04-01"

static void test_everything_given(void **state)
{
    static const bwp_tag                 env[] = {{"env", "prod"}, {"bare", NULL}};
    static const struct unit_translation rows[] = {
        {.name = "everything",
         .request = {UNIT_PREPAID(6, BWP_MONTH), UNIT_TAGS(env), .name = "name", .description = "de scription",
                     .bandwidth_mbps = 10000, .auto_pay = true, .bind_to = "cen-1", .resource_group = "project-1",
                     .client_token = "token-1"},
         .query = CREATE "Bandwidth=10000&BillingType=1&CenBandwidthPackageName=name&CenId=cen-1&ClientToken=token-1"
                         "&Description=de%20scription&" AREAS "&Period=6&PeriodUnit=Month&ProjectName=project-1"
                         "&Tags.1.Key=env&Tags.1.Value=prod&Tags.2.Key=bare&Tags.2.Value=" END,
         .body = "",
         .has = {"GET https://open.volcengineapi.com/?Action", "\nHost: open.volcengineapi.com\nX-Date: ",
                 "/cn-beijing/cen/request, SignedHeaders=host;x-date, Signature=***"},
         .lacks = {"Content-Type", "Content-Sha256"}},
        {.name = "the other site",
         .config = {.site = "international", .security_token = "STS"},
         .request = {.client_token = "t"},
         .has = {"GET https://open.ap-southeast-1.byteplusapi.com/?Action", "\nX-Security-Token: ***\n",
                 "/ap-southeast-1/cen/request, SignedHeaders=host;x-date;x-security-token, Signature=***"}},
    };

    (void)state;
    unit_translate_rows(&bwpi_volcengine, rows, COUNT(rows));
}

/* What is left out there buys something: whatever has a default is sent. */
static void test_least_given(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "by the percentile, which has no period",
         .request = {.name = unit_none, .client_token = "t"},
         .query = CREATE "Bandwidth=100&BillingType=4&ClientToken=t&" AREAS "&ProjectName=default" END},
        {.name = "prepaid",
         .request = {UNIT_PREPAID(1, BWP_MONTH), .name = unit_none, .bandwidth_mbps = 2, .auto_pay = true,
                     .client_token = "t"},
         .query = CREATE "Bandwidth=2&BillingType=1&ClientToken=t&" AREAS
                         "&Period=1&PeriodUnit=Month&ProjectName=default" END},
    };

    (void)state;
    unit_translate_rows(&bwpi_volcengine, rows, COUNT(rows));
}

/* The example of the create page, up to the vendor's own signature of it. */
static void test_example_of_the_page_is_signed_as_the_vendor_signs_it(void **state)
{
    cJSON        *file = vectors_load("tests/vectors/volcengine.json");
    const cJSON  *vector = cJSON_GetArrayItem(file, 0);
    struct order  order = {.request = {.name = "cbp-test",
                                       .description = "namedesc",
                                       .bandwidth_mbps = 2,
                                       .area_a = "china",
                                       .area_b = "china",
                                       .billing = BWP_PREPAID,
                                       .period = 1,
                                       .period_unit = BWP_MONTH,
                                       .auto_pay = true,
                                       .bind_to = "",
                                       .resource_group = "",
                                       .client_token = ""}};
    struct step   step = {.verb = VERB_CREATE, .order = &order, .token = "123e4567-e89b-12d3-a456-426655440000"};
    struct stamp  stamp = {vectors_time(vectors_text(vector, "date")), "nonce"};
    struct signer signer;

    (void)state;
    assert_string_equal(vectors_text(vector, "name"), "create_doc_example_get");
    signer_begin(&signer, &bwpi_volcengine, "", vectors_text(vector, "access_key_id"),
                 vectors_text(vector, "secret_access_key"), NULL, "open.volcengineapi.com");
    assert_int_equal(unit_sign(&signer, &step, &stamp), BWP_OK);
    assert_string_equal(bwpi_buf_text(&signer.signing.canonical_request[AS_SENT]),
                        vectors_text(vector, "canonical_request"));
    assert_string_equal(bwpi_pairs_get(&signer.signing.headers, "Authorization"),
                        vectors_text(vector, "authorization"));
    signer_end(&signer);
    cJSON_Delete(file);
}

static void test_periods_and_payment(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "9 months",
         .request = {UNIT_PREPAID(9, BWP_MONTH), .auto_pay = true},
         .has = {"BillingType=1&", "&Period=9&PeriodUnit=Month&"}},
        {.name = "12 months",
         .request = {UNIT_PREPAID(12, BWP_MONTH), .auto_pay = true},
         .has = {"&Period=1&PeriodUnit=Year&"}},
        {.name = "3 years",
         .request = {UNIT_PREPAID(3, BWP_YEAR), .auto_pay = true},
         .has = {"&Period=3&PeriodUnit=Year&"}},
        {.name = "by the percentile",
         .request = {.billing = BWP_POSTPAID_95},
         .has = {"BillingType=4&"},
         .lacks = {"Period"}},
        {.name = "10 months",
         .request = {UNIT_PREPAID(10, BWP_MONTH), .auto_pay = true},
         UNIT_REFUSED(UNSUPPORTED, "period", "period is 10 months; volcengine sells 1-9, 12, 24, 36 months and 1-3")},
        {.name = "4 years",
         .request = {UNIT_PREPAID(4, BWP_YEAR), .auto_pay = true},
         UNIT_REFUSED(UNSUPPORTED, "period", "period is 4 years")},
        {.name = "not paid",
         .request = {UNIT_PREPAID(1, BWP_MONTH)},
         UNIT_REFUSED(UNSUPPORTED, "auto_pay", "is paid as it is created (Volcengine's create page, 2024-07-24)")},
    };

    (void)state;
    unit_translate_rows(&bwpi_volcengine, rows, COUNT(rows));
}

static void test_every_area(void **state)
{
    (void)state;
    unit_translate_areas(&bwpi_volcengine, "LocalGeographicRegionSetId=%s&PeerGeographicRegionSetId=%s");
}

static void test_options_replace_add_and_remove(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "the operator of the line, and no project",
         .request = {.client_token = "t",
                     .provider_options = "{\"LineOperator\":\"ChinaUnicom\",\"ProjectName\":null,\"Bandwidth\":3}"},
         .query = CREATE "Bandwidth=3&BillingType=4&CenBandwidthPackageName=unit&ClientToken=t&LineOperator=ChinaUnicom"
                         "&" AREAS END},
        {.name = "a flat tag",
         .request = {.client_token = "t", .provider_options = "{\"Tags.1.Key\":\"\xe5\x9b\xa2&\"}"},
         .query = CREATE "Bandwidth=100&BillingType=4&CenBandwidthPackageName=unit&ClientToken=t&" AREAS
                         "&ProjectName=default&Tags.1.Key=%E5%9B%A2%26" END},
        {.name = "an array",
         .request = {.provider_options = "{\"Tags\":[{\"Key\":\"a\"}]}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "provider_options.Tags is not flat; Volcengine's parameters are")},
        {.name = "another token",
         .request = {.client_token = "mine", .provider_options = "{\"clienttoken\":\"other\"}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "give it as client_token")},
        {.name = "another action",
         .request = {.provider_options = "{\"Action\":\"DeleteCen\"}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "belongs to the call itself")},
        {.name = "a signature of one's own",
         .request = {.provider_options = "{\"X-Signature\":\"0\"}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "belongs to the call itself")},
    };

    (void)state;
    unit_translate_rows(&bwpi_volcengine, rows, COUNT(rows));
}

#define FIVE_TAGS(letter)                                                                                              \
    {letter "1", "v"}, {letter "2", "v"}, {letter "3", "v"}, {letter "4", "v"},                                        \
    {                                                                                                                  \
        letter "5", "v"                                                                                                \
    }
#define EIGHT "\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6"
/* 128 characters of three bytes each. */
#define LONGEST UNIT_100("\xe5\xb8\xa6") UNIT_10("\xe5\xb8\xa6\xe5\xb8\xa6") EIGHT

static void test_what_cannot_be_said_is_refused(void **state)
{
    static const bwp_tag twenty[] = {FIVE_TAGS("a"), FIVE_TAGS("b"), FIVE_TAGS("c"), FIVE_TAGS("d")};
    static const bwp_tag more[] = {FIVE_TAGS("a"), FIVE_TAGS("b"), FIVE_TAGS("c"), FIVE_TAGS("d"), {"e1", "v"}};
    static const struct unit_translation rows[] = {
        {.name = "asia-pacific with itself",
         .request = {.area_a = "asia-pacific"},
         UNIT_REFUSED(UNSUPPORTED, "area_b",
                      "area_b is asia-pacific and area_a asia-pacific, between which volcengine")},
        {.name = "an area that others serve",
         .request = {.area_a = "africa"},
         UNIT_REFUSED(UNSUPPORTED, "area_a", "which volcengine does not serve; it serves china and asia-pacific")},
        {.name = "its own word", .request = {.area_b = "Asia"}, UNIT_REFUSED(ARGUMENT, "area_b", "write asia-pacific")},
        {.name = "too little",
         .request = {.bandwidth_mbps = 1},
         UNIT_REFUSED(ARGUMENT, "bandwidth_mbps", "at least 2")},
        {.name = "too much",
         .request = {.bandwidth_mbps = 10001},
         UNIT_REFUSED(ARGUMENT, "bandwidth_mbps", "takes at most 10000")},
        {.name = "by what flows",
         .request = {.billing = BWP_POSTPAID},
         UNIT_REFUSED(UNSUPPORTED, "billing", "billing is postpaid, which volcengine does not sell")},
        {.name = "auto_renew",
         .request = {UNIT_PREPAID(1, BWP_MONTH), .auto_pay = true, .auto_renew = true},
         UNIT_REFUSED(UNSUPPORTED, "auto_renew", "leave it out and renew by hand")},
        {.name = "a name of 128 Chinese characters", .request = {.name = LONGEST}, .has = {"%E5%B8%A6"}},
        {.name = "a name of 129 Chinese characters",
         .request = {.name = LONGEST "\xe5\xb8\xa6"},
         UNIT_REFUSED(ARGUMENT, "name", "129 characters; volcengine takes at most 128")},
        {.name = "a token of 65 letters",
         .request = {.client_token = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm"},
         UNIT_REFUSED(ARGUMENT, "client_token", "volcengine takes at most 64 (libbwp's own bound)")},
        {.name = "20 tags", .request = {UNIT_TAGS(twenty)}, .has = {"&Tags.20.Key=d5&Tags.20.Value=v&"}},
        {.name = "21 tags",
         .request = {UNIT_TAGS(more)},
         UNIT_REFUSED(ARGUMENT, "tags", "tags has 21 tags; volcengine takes at most 20")},
    };

    (void)state;
    unit_translate_rows(&bwpi_volcengine, rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_given),
        cmocka_unit_test(test_least_given),
        cmocka_unit_test(test_example_of_the_page_is_signed_as_the_vendor_signs_it),
        cmocka_unit_test(test_periods_and_payment),
        cmocka_unit_test(test_every_area),
        cmocka_unit_test(test_options_replace_add_and_remove),
        cmocka_unit_test(test_what_cannot_be_said_is_refused),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
