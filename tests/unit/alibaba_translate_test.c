/* alibaba_translate_test.c - every field of a request among the flat parameters of Cbn, under both schemes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alibaba/alibaba.h"
#include "unit.h"
#include "vectors.h"

static bwp_request everything(void)
{
    static const bwp_tag tags[] = {{"env", "prod"}, {"bare", NULL}};
    bwp_request          request = unit_request();

    request.name = "name";
    request.description = "de scription";
    request.bandwidth_mbps = 10000;
    request.area_a = "china";
    request.area_b = "north-america";
    request.billing = BWP_PREPAID;
    request.period = 6;
    request.period_unit = BWP_MONTH;
    request.auto_pay = true;
    request.auto_renew = true;
    request.resource_group = "rg-1";
    request.tags = tags;
    request.tag_count = COUNT(tags);
    request.client_token = "token-1";
    return request;
}

static void test_everything_given(void **state)
{
    bwp_config  config = unit_config("alibaba");
    bwp_request request = everything();
    bwp_result *result = unit_done("everything", &config, &request);

    (void)state;
    assert_string_equal(
        unit_query(result),
        "AutoPay=true&AutoRenew=true&Bandwidth=10000&BandwidthPackageChargeType=PREPAY&ClientToken=token-1"
        "&Description=de%20scription&GeographicRegionAId=China&GeographicRegionBId=North-America&Name=name"
        "&Period=6&PricingCycle=Month&ResourceGroupId=rg-1&Tag.1.Key=env&Tag.1.Value=prod&Tag.2.Key=bare"
        "&Tag.2.Value=");
    assert_string_equal(unit_body(result), "");
    unit_holds("everything", "request line", "POST https://cbn.aliyuncs.com/?AutoPay", bwp_result_http_request(result));
    unit_holds("everything", "headers", "\nx-acs-action: CreateCenBandwidthPackage\n", bwp_result_http_request(result));
    unit_holds("everything", "headers", "\nx-acs-version: 2017-09-12\n", bwp_result_http_request(result));
    unit_lacks("everything", "headers", "Content-Type", bwp_result_http_request(result));
    assert_string_equal(bwp_result_client_token(result), "token-1");
    bwp_result_free(result);
}

/* The order of the form is that of the names; time, nonce and signature differ from call to call. */
static void test_everything_given_by_rpc(void **state)
{
    static const char before[] =
        "AccessKeyId=***&Action=CreateCenBandwidthPackage&AutoPay=true&AutoRenew=true&Bandwidth=10000"
        "&BandwidthPackageChargeType=PREPAY&ClientToken=token-1&Description=de%20scription&Format=JSON"
        "&GeographicRegionAId=China&GeographicRegionBId=North-America&Name=name&Period=6"
        "&PricingCycle=Month&ResourceGroupId=rg-1&SignatureMethod=HMAC-SHA1&SignatureNonce=";
    bwp_config  config = unit_config("alibaba");
    bwp_request request = everything();
    bwp_result *result;

    (void)state;
    config.signature = "rpc-v1";
    result = unit_done("everything", &config, &request);
    assert_int_equal(strncmp(unit_body(result), before, strlen(before)), 0);
    unit_holds("everything", "form",
               "&SignatureVersion=1.0&Tag.1.Key=env&Tag.1.Value=prod&Tag.2.Key=bare&Tag.2.Value=&Timestamp=",
               unit_body(result));
    unit_holds("everything", "form", "&Version=2017-09-12&Signature=***", unit_body(result));
    unit_holds("everything", "request line", "POST https://cbn.aliyuncs.com/\n", bwp_result_http_request(result));
    unit_holds("everything", "headers", "\nContent-Type: application/x-www-form-urlencoded\n",
               bwp_result_http_request(result));
    bwp_result_free(result);
}

static void test_least_given(void **state)
{
    bwp_config  config = unit_config("alibaba");
    bwp_request request = unit_request();
    bwp_result *result;

    (void)state;
    request.name = NULL;
    request.client_token = "t";
    result = unit_done("least", &config, &request);
    assert_string_equal(unit_query(result), "Bandwidth=100&BandwidthPackageChargeType=POSTPAY&ClientToken=t"
                                            "&GeographicRegionAId=China&GeographicRegionBId=Asia-Pacific");
    bwp_result_free(result);
}

/* The sample values of the page of 2024, up to the vendor's own signature of them. */
static void test_sample_of_2024_is_signed_as_the_vendor_signs_it(void **state)
{
    cJSON           *file = vectors_load("tests/vectors/alibaba.json");
    const cJSON     *vector = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(file, "acs3"), 1);
    const cJSON     *headers = cJSON_GetObjectItemCaseSensitive(vector, "headers");
    const bwp_tag    tag = {"tagtest", "tagtest"};
    struct request   request = {.name = "nametest",
                                .description = "namedesc",
                                .bandwidth_mbps = 2,
                                .area_a = "china",
                                .area_b = "china",
                                .billing = BWP_PREPAID,
                                .period = 1,
                                .period_unit = BWP_MONTH,
                                .bind_to = "",
                                .resource_group = "",
                                .tags = &tag,
                                .tag_count = 1,
                                .client_token = "02fb3da4-130e-11e9-8e44-001****"};
    struct operation operation = {OPERATION_CREATE, &request};
    struct stamp     stamp = {vectors_time(vectors_text(headers, "x-acs-date")),
                              vectors_text(headers, "x-acs-signature-nonce")};
    struct signing   signing;

    (void)state;
    assert_string_equal(vectors_text(vector, "name"), "seed-2024-create-all-parameters-query");
    signing_begin(&signing, &bwpi_alibaba, vectors_text(vector, "access_key_id"),
                  vectors_text(vector, "access_key_secret"), NULL, "cbn.aliyuncs.com");
    assert_int_equal(bwpi_terms_check(&bwpi_alibaba, &request, &signing.fault), BWP_OK);
    assert_int_equal(bwpi_alibaba.translate(&signing.config, &operation, &signing.request, &signing.fault), BWP_OK);
    assert_int_equal(bwpi_alibaba.sign(&signing.config, &stamp, &signing.request, &signing.fault), BWP_OK);
    assert_string_equal(bwpi_buf_text(&signing.request.canonical_request), vectors_text(vector, "canonical_request"));
    assert_string_equal(bwpi_pairs_get(&signing.request.signed_headers, "Authorization"),
                        vectors_text(vector, "authorization"));
    signing_end(&signing);
    cJSON_Delete(file);
}

/* The sample of the page of 2018 has three parameters; what we add besides is a token and what kind of charge it is. */
static void test_sample_of_2018(void **state)
{
    bwp_config  config = unit_config("alibaba");
    bwp_request request = {.struct_size = sizeof request,
                           .bandwidth_mbps = 2,
                           .area_a = "china",
                           .area_b = "china",
                           .billing = BWP_POSTPAID,
                           .client_token = "t",
                           .provider_options = "{\"BandwidthPackageChargeType\":null}"};
    bwp_result *result = unit_done("2018", &config, &request);

    (void)state;
    assert_string_equal(unit_query(result),
                        "Bandwidth=2&ClientToken=t&GeographicRegionAId=China&GeographicRegionBId=China");
    bwp_result_free(result);
}

static void test_periods_and_payment(void **state)
{
    static const struct {
        uint32_t    period;
        bwp_unit    unit;
        bool        auto_pay;
        const char *cycle, *pay;
    } cases[] = {{1, BWP_MONTH, false, "&Period=1&PricingCycle=Month", "AutoPay=false&"},
                 {6, BWP_MONTH, true, "&Period=6&PricingCycle=Month", "AutoPay=true&"},
                 {12, BWP_MONTH, false, "&Period=1&PricingCycle=Year", "AutoPay=false&"},
                 {36, BWP_MONTH, false, "&Period=3&PricingCycle=Year", "AutoPay=false&"},
                 {2, BWP_YEAR, true, "&Period=2&PricingCycle=Year", "AutoPay=true&"}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bwp_config  config = unit_config("alibaba");
        bwp_request request = unit_request();
        bwp_result *result;

        request.billing = BWP_PREPAID;
        request.period = cases[i].period;
        request.period_unit = cases[i].unit;
        request.auto_pay = cases[i].auto_pay;
        result = unit_done(cases[i].cycle, &config, &request);
        unit_holds(cases[i].cycle, "query", cases[i].cycle, unit_query(result));
        unit_holds(cases[i].cycle, "query", cases[i].pay, unit_query(result));
        unit_holds(cases[i].cycle, "query", "BandwidthPackageChargeType=PREPAY", unit_query(result));
        unit_lacks(cases[i].cycle, "query", "AutoRenew", unit_query(result));
        bwp_result_free(result);
    }
}

static void test_every_area(void **state)
{
    const struct terms *terms = &bwpi_alibaba.terms;

    (void)state;
    for (size_t i = 0; i < terms->area_count; i++) {
        bwp_config  config = unit_config("alibaba");
        bwp_request request = unit_request();
        bwp_result *result;
        char        expected[128];

        request.area_a = terms->areas[i].neutral;
        request.area_b = terms->areas[terms->area_count - 1 - i].neutral;
        result = unit_done(request.area_a, &config, &request);
        (void)snprintf(expected, sizeof expected, "GeographicRegionAId=%s&GeographicRegionBId=%s", terms->areas[i].own,
                       terms->areas[terms->area_count - 1 - i].own);
        unit_holds(request.area_a, "areas", expected, unit_query(result));
        bwp_result_free(result);
    }
}

static void test_options_replace_add_and_remove(void **state)
{
    static const struct {
        const char *options, *query;
    } cases[] = {
        {"{\"CenId\":\"cen-1\",\"GeographicRegionBId\":\"Mars\",\"BandwidthPackageChargeType\":null,\"None\":null}",
         "Bandwidth=100&CenId=cen-1&ClientToken=t&GeographicRegionAId=China&GeographicRegionBId=Mars&Name=unit"},
        {"{\"Bandwidth\":5,\"AutoPay\":false,\"AutoRenewDuration\":12,\"Name\":\"\",\"bandwidth\":1.5}",
         "AutoPay=false&AutoRenewDuration=12&Bandwidth=5&BandwidthPackageChargeType=POSTPAY&ClientToken=t"
         "&GeographicRegionAId=China&GeographicRegionBId=Asia-Pacific&Name=&bandwidth=1.5"},
        {"{\"Name\":9007199254740993,\"a\":12345678901234567890,\"b\":1.0,\"c\":-1e3}",
         "Bandwidth=100&BandwidthPackageChargeType=POSTPAY&ClientToken=t&GeographicRegionAId=China"
         "&GeographicRegionBId=Asia-Pacific&Name=9007199254740993&a=12345678901234567890&b=1.0&c=-1e3"},
        {"{\"Tag.1.Key\":\"\xe5\x9b\xa2&\"}", "Bandwidth=100&BandwidthPackageChargeType=POSTPAY&ClientToken=t"
                                              "&GeographicRegionAId=China&GeographicRegionBId=Asia-Pacific&Name=unit"
                                              "&Tag.1.Key=%E5%9B%A2%26"},
    };
    bwp_config  config = unit_config("alibaba");
    bwp_request request = unit_request();

    (void)state;
    request.client_token = "t";
    for (size_t i = 0; i < COUNT(cases); i++) {
        bwp_result *result;

        request.provider_options = cases[i].options;
        result = unit_done(cases[i].options, &config, &request);
        unit_text(cases[i].options, "query", cases[i].query, unit_query(result));
        bwp_result_free(result);
    }
    request.provider_options = "{\"Tag\":[{\"Key\":\"a\"}]}";
    unit_refused("array", &config, &request, BWP_ERR_ARGUMENT, "provider_options", "provider_options.Tag is not flat");
    request.provider_options = "{\"Name\":{}}";
    unit_refused("object", &config, &request, BWP_ERR_ARGUMENT, "provider_options",
                 "provider_options.Name is not flat");
}

/* Whoever writes them in capitals means the same parameters, and so would a server that compares without case. */
static void test_options_leave_the_call_itself_alone(void **state)
{
    static const char *const names[] = {
        "ClientToken", "Action",      "Version",         "Format",         "AccessKeyId",   "SecurityToken",
        "Timestamp",   "Signature",   "SignatureMethod", "SignatureNonce", "SignatureType", "SignatureVersion",
        "BearerToken", "CLIENTTOKEN", "action",          "SIGNATURETYPE",  "bearertoken"};
    bwp_config  config = unit_config("alibaba");
    bwp_request request = unit_request();

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        char options[64];

        (void)snprintf(options, sizeof options, "{\"%s\":\"x\"}", names[i]);
        request.provider_options = options;
        unit_refused(names[i], &config, &request, BWP_ERR_ARGUMENT, "provider_options", "belongs to the call itself");
    }
}

/*
 * The token in the result is what makes another try safe.  Options that change it on the wire must show in the result,
 * or be refused; they must never leave the two apart.
 */
static void test_token_in_the_result_is_the_one_that_is_sent(void **state)
{
    static const char *const options[] = {"{\"ClientToken\":null}", "{\"ClientToken\":\"other\"}",
                                          "{\"ClientToken\":\"\"}"};

    (void)state;
    for (size_t i = 0; i < COUNT(options); i++) {
        bwp_config  config = unit_config("alibaba");
        bwp_request request = unit_request();
        bwp_result *result;
        char        expected[64] = "";

        request.client_token = "mine";
        request.provider_options = options[i];
        result = unit_preview(&config, &request);
        if (bwp_result_outcome(result) == BWP_DONE) {
            if (*bwp_result_client_token(result) != '\0')
                (void)snprintf(expected, sizeof expected, "ClientToken=%s&", bwp_result_client_token(result));
            unit_holds(options[i], "query", expected, unit_query(result));
        } else {
            unit_is_refusal(options[i], result, bwp_result_status(result), "provider_options", "ClientToken");
        }
        bwp_result_free(result);
    }
}

static const struct {
    const char *key, *value;
} reserved[] = {{"acs:env", "v"}, {"aliyun", "v"},  {"Aliyun-env", "v"}, {"ACS:", "v"},      {"http://x", "v"},
                {"k", "acs:v"},   {"k", "aliyunv"}, {"k", "a http://b"}, {"k", "https://b"}, {"a https://b", "v"}};

static void test_reserved_tags(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(reserved); i++) {
        bwp_config  config = unit_config("alibaba");
        bwp_request request = unit_request();
        bwp_tag     tag = {reserved[i].key, reserved[i].value};

        request.tags = &tag;
        request.tag_count = 1;
        unit_refused(reserved[i].key, &config, &request, BWP_ERR_ARGUMENT, "tags", "those are reserved");
    }
}

static void test_numbers_and_lengths_of_tags(void **state)
{
    char        key[66] = "", value[130] = "", names[21][8];
    bwp_tag     tags[21];
    bwp_config  config = unit_config("alibaba");
    bwp_request request = unit_request();

    (void)state;
    for (size_t i = 0; i < COUNT(tags); i++) {
        (void)snprintf(names[i], sizeof names[i], "k%zu", i);
        tags[i] = (bwp_tag){names[i], "v"};
    }
    request.tags = tags;
    request.tag_count = 20;
    bwp_result_free(unit_done("20 tags", &config, &request));
    request.tag_count = 21;
    unit_refused("21 tags", &config, &request, BWP_ERR_ARGUMENT, "tags", "tags has 21 tags; alibaba takes at most 20");
    memset(key, 'k', 65);
    memset(value, 'v', 129);
    request.tag_count = 1;
    tags[0] = (bwp_tag){key, "v"};
    unit_refused("long key", &config, &request, BWP_ERR_ARGUMENT, "tags", "65 characters; alibaba takes at most 64");
    tags[0] = (bwp_tag){"k", value};
    unit_refused("long value", &config, &request, BWP_ERR_ARGUMENT, "tags",
                 "129 characters; alibaba takes at most 128");
}

static void test_what_cannot_be_said_is_refused(void **state)
{
    char        name[3 * 129 + 1] = "";
    bwp_config  config = unit_config("alibaba");
    bwp_request request = unit_request();

    (void)state;
    request.bind_to = "cen-1";
    unit_refused("bind_to", &config, &request, BWP_ERR_UNSUPPORTED, "bind_to", "create it unbound, then bind it");
    request = unit_request();
    request.billing = BWP_POSTPAID_95;
    unit_refused("95", &config, &request, BWP_ERR_UNSUPPORTED, "billing",
                 "billing is postpaid_95, which alibaba does not sell");
    request = unit_request();
    request.area_a = "africa";
    unit_refused("africa", &config, &request, BWP_ERR_UNSUPPORTED, "area_a",
                 "area_a is africa, which alibaba does not serve");
    request = unit_request();
    request.bandwidth_mbps = 10001;
    unit_refused("bandwidth", &config, &request, BWP_ERR_ARGUMENT, "bandwidth_mbps", "takes at most 10000");
    request = unit_request();
    for (size_t i = 0; i < 129; i++)
        memcpy(name + 3 * i, "\xe5\xb8\xa6", 3);
    request.name = name;
    unit_refused("name", &config, &request, BWP_ERR_ARGUMENT, "name", "129 characters; alibaba takes at most 128");
    name[3 * 128] = '\0';
    bwp_result_free(unit_done("128 Chinese characters", &config, &request));
    request.name = "HTTP://x";
    unit_refused("link", &config, &request, BWP_ERR_ARGUMENT, "name", "begins with http:// or https://");
    request = unit_request();
    request.description = "https://x";
    unit_refused("link", &config, &request, BWP_ERR_ARGUMENT, "description", "begins with http:// or https://");
    request = unit_request();
    request.billing = BWP_PREPAID;
    request.period = 4;
    request.period_unit = BWP_YEAR;
    unit_refused("4 years", &config, &request, BWP_ERR_UNSUPPORTED, "period", "period is 4 years; alibaba sells");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_given),
        cmocka_unit_test(test_everything_given_by_rpc),
        cmocka_unit_test(test_least_given),
        cmocka_unit_test(test_sample_of_2024_is_signed_as_the_vendor_signs_it),
        cmocka_unit_test(test_sample_of_2018),
        cmocka_unit_test(test_periods_and_payment),
        cmocka_unit_test(test_every_area),
        cmocka_unit_test(test_options_replace_add_and_remove),
        cmocka_unit_test(test_options_leave_the_call_itself_alone),
        cmocka_unit_test(test_token_in_the_result_is_the_one_that_is_sent),
        cmocka_unit_test(test_reserved_tags),
        cmocka_unit_test(test_numbers_and_lengths_of_tags),
        cmocka_unit_test(test_what_cannot_be_said_is_refused),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
