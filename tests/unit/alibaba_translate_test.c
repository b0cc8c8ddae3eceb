/* alibaba_translate_test.c - every field of a request among the flat parameters of Cbn, under both schemes. */
#include "unit_rows.h"
#include "vectors.h"

static const bwp_tag env[] = {{"env", "prod"}, {"bare", NULL}};

#define EVERYTHING                                                                                                     \
    {                                                                                                                  \
        UNIT_PREPAID(6, BWP_MONTH), UNIT_TAGS(env),                                                                    \
            .name = "name", .description = "de scription", .bandwidth_mbps = 10000, .area_b = "north-america",         \
            .auto_pay = true, .auto_renew = true, .resource_group = "rg-1", .client_token = "token-1"                  \
    }

/* By rpc-v1 the order of the form is that of the names; time, nonce and signature differ from call to call. */
static void test_everything_given(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "acs3",
         .request = EVERYTHING,
         .query = "AutoPay=true&AutoRenew=true&Bandwidth=10000&BandwidthPackageChargeType=PREPAY&ClientToken=token-1"
                  "&Description=de%20scription&GeographicRegionAId=China&GeographicRegionBId=North-America&Name=name"
                  "&Period=6&PricingCycle=Month&ResourceGroupId=rg-1&Tag.1.Key=env&Tag.1.Value=prod&Tag.2.Key=bare"
                  "&Tag.2.Value=",
         .body = "",
         .has = {"POST https://cbn.aliyuncs.com/?AutoPay", "\nx-acs-action: CreateCenBandwidthPackage\n",
                 "\nx-acs-version: 2017-09-12\n"},
         .lacks = {"Content-Type"}},
        {.name = "rpc-v1",
         .config = {.signature = "rpc-v1"},
         .request = EVERYTHING,
         .query = "",
         .has = {"POST https://cbn.aliyuncs.com/\n", "\nContent-Type: application/x-www-form-urlencoded\n",
                 "\n\nAccessKeyId=***&Action=CreateCenBandwidthPackage&AutoPay=true&AutoRenew=true&Bandwidth=10000"
                 "&BandwidthPackageChargeType=PREPAY&ClientToken=token-1&Description=de%20scription&Format=JSON"
                 "&GeographicRegionAId=China&GeographicRegionBId=North-America&Name=name&Period=6"
                 "&PricingCycle=Month&ResourceGroupId=rg-1&SignatureMethod=HMAC-SHA1&SignatureNonce=",
                 "&SignatureVersion=1.0&Tag.1.Key=env&Tag.1.Value=prod&Tag.2.Key=bare&Tag.2.Value=&Timestamp=",
                 "&Version=2017-09-12&Signature=***"}},
    };

    (void)state;
    unit_translate_rows(&bwpi_alibaba, rows, COUNT(rows));
}

static void test_least_given(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "least",
         .request = {.name = unit_none, .client_token = "t"},
         .query = "Bandwidth=100&BandwidthPackageChargeType=POSTPAY&ClientToken=t"
                  "&GeographicRegionAId=China&GeographicRegionBId=Asia-Pacific"},
    };

    (void)state;
    unit_translate_rows(&bwpi_alibaba, rows, COUNT(rows));
}

/* The sample values of the page of 2024, up to the vendor's own signature of them. */
static void test_sample_of_2024_is_signed_as_the_vendor_signs_it(void **state)
{
    cJSON        *file = vectors_load("tests/vectors/alibaba.json");
    const cJSON  *vector = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(file, "acs3"), 1);
    const cJSON  *headers = cJSON_GetObjectItemCaseSensitive(vector, "headers");
    const bwp_tag tag = {"tagtest", "tagtest"};
    struct order  order = {.request = {.name = "nametest",
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
                                       .client_token = ""}};
    struct step   step = {.verb = VERB_CREATE, .order = &order, .token = "02fb3da4-130e-11e9-8e44-001****"};
    struct stamp  stamp = {vectors_time(vectors_text(headers, "x-acs-date")),
                           vectors_text(headers, "x-acs-signature-nonce")};
    struct signer signer;

    (void)state;
    assert_string_equal(vectors_text(vector, "name"), "seed-2024-create-all-parameters-query");
    signer_begin(&signer, &bwpi_alibaba, "acs3", vectors_text(vector, "access_key_id"),
                 vectors_text(vector, "access_key_secret"), NULL, "cbn.aliyuncs.com");
    assert_int_equal(unit_sign(&signer, &step, &stamp), BWP_OK);
    assert_string_equal(bwpi_buf_text(&signer.signing.canonical_request[AS_SENT]),
                        vectors_text(vector, "canonical_request"));
    assert_string_equal(bwpi_pairs_get(&signer.signing.headers, "Authorization"),
                        vectors_text(vector, "authorization"));
    signer_end(&signer);
    cJSON_Delete(file);
}

/* The sample of the page of 2018 has three parameters; what we add besides is a token and what kind of charge it is. */
static void test_sample_of_2018(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "2018",
         .request = {.name = unit_none,
                     .bandwidth_mbps = 2,
                     .area_a = "china",
                     .area_b = "china",
                     .client_token = "t",
                     .provider_options = "{\"BandwidthPackageChargeType\":null}"},
         .query = "Bandwidth=2&ClientToken=t&GeographicRegionAId=China&GeographicRegionBId=China"},
    };

    (void)state;
    unit_translate_rows(&bwpi_alibaba, rows, COUNT(rows));
}

#define PREPAY "BandwidthPackageChargeType=PREPAY"

static void test_periods_and_payment(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "1 month",
         .request = {UNIT_PREPAID(1, BWP_MONTH)},
         .has = {PREPAY, "&Period=1&PricingCycle=Month", "AutoPay=false&"},
         .lacks = {"AutoRenew"}},
        {.name = "6 months, paid",
         .request = {UNIT_PREPAID(6, BWP_MONTH), .auto_pay = true},
         .has = {PREPAY, "&Period=6&PricingCycle=Month", "AutoPay=true&"},
         .lacks = {"AutoRenew"}},
        {.name = "12 months",
         .request = {UNIT_PREPAID(12, BWP_MONTH)},
         .has = {PREPAY, "&Period=1&PricingCycle=Year", "AutoPay=false&"},
         .lacks = {"AutoRenew"}},
        {.name = "36 months",
         .request = {UNIT_PREPAID(36, BWP_MONTH)},
         .has = {PREPAY, "&Period=3&PricingCycle=Year", "AutoPay=false&"},
         .lacks = {"AutoRenew"}},
        {.name = "2 years, paid",
         .request = {UNIT_PREPAID(2, BWP_YEAR), .auto_pay = true},
         .has = {PREPAY, "&Period=2&PricingCycle=Year", "AutoPay=true&"},
         .lacks = {"AutoRenew"}},
        {.name = "4 years",
         .request = {UNIT_PREPAID(4, BWP_YEAR)},
         UNIT_REFUSED(UNSUPPORTED, "period", "period is 4 years; alibaba sells")},
    };

    (void)state;
    unit_translate_rows(&bwpi_alibaba, rows, COUNT(rows));
}

static void test_every_area(void **state)
{
    (void)state;
    unit_translate_areas(&bwpi_alibaba, "GeographicRegionAId=%s&GeographicRegionBId=%s");
}

static void test_options_replace_add_and_remove(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "added, replaced, taken away",
         .request = {.client_token = "t",
                     .provider_options = "{\"CenId\":\"cen-1\",\"GeographicRegionBId\":\"Mars\","
                                         "\"BandwidthPackageChargeType\":null,\"None\":null}"},
         .query = "Bandwidth=100&CenId=cen-1&ClientToken=t&GeographicRegionAId=China&GeographicRegionBId=Mars"
                  "&Name=unit"},
        {.name = "numbers and truths",
         .request = {.client_token = "t",
                     .provider_options = "{\"Bandwidth\":5,\"AutoPay\":false,\"AutoRenewDuration\":12,\"Name\":\"\","
                                         "\"bandwidth\":1.5}"},
         .query = "AutoPay=false&AutoRenewDuration=12&Bandwidth=5&BandwidthPackageChargeType=POSTPAY&ClientToken=t"
                  "&GeographicRegionAId=China&GeographicRegionBId=Asia-Pacific&Name=&bandwidth=1.5"},
        {.name = "numbers keep their spelling",
         .request = {.client_token = "t",
                     .provider_options = "{\"Name\":9007199254740993,\"a\":12345678901234567890,\"b\":1.0,\"c\":-1e3}"},
         .query = "Bandwidth=100&BandwidthPackageChargeType=POSTPAY&ClientToken=t&GeographicRegionAId=China"
                  "&GeographicRegionBId=Asia-Pacific&Name=9007199254740993&a=12345678901234567890&b=1.0&c=-1e3"},
        {.name = "a flat tag",
         .request = {.client_token = "t", .provider_options = "{\"Tag.1.Key\":\"\xe5\x9b\xa2&\"}"},
         .query = "Bandwidth=100&BandwidthPackageChargeType=POSTPAY&ClientToken=t&GeographicRegionAId=China"
                  "&GeographicRegionBId=Asia-Pacific&Name=unit&Tag.1.Key=%E5%9B%A2%26"},
        {.name = "an array",
         .request = {.client_token = "t", .provider_options = "{\"Tag\":[{\"Key\":\"a\"}]}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "provider_options.Tag is not flat")},
        {.name = "an object",
         .request = {.client_token = "t", .provider_options = "{\"Name\":{}}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "provider_options.Name is not flat")},
    };

    (void)state;
    unit_translate_rows(&bwpi_alibaba, rows, COUNT(rows));
}

/* The token in the result is what makes another try safe, so no option may put another one on the wire. */
static void test_token_in_the_result_is_the_one_that_is_sent(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "taken away",
         .request = {.client_token = "mine", .provider_options = "{\"ClientToken\":null}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "ClientToken")},
        {.name = "another",
         .request = {.client_token = "mine", .provider_options = "{\"ClientToken\":\"other\"}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "ClientToken")},
        {.name = "empty",
         .request = {.client_token = "mine", .provider_options = "{\"ClientToken\":\"\"}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "ClientToken")},
    };

    (void)state;
    unit_translate_rows(&bwpi_alibaba, rows, COUNT(rows));
}

#define RESERVED(key, value)                                                                                           \
    {                                                                                                                  \
        .name = key " " value, .request = {.tags = (const bwp_tag[]){{key, value}}, .tag_count = 1},                   \
        UNIT_REFUSED(ARGUMENT, "tags", "those are reserved")                                                           \
    }

static const struct unit_translation reserved[] = {
    RESERVED("acs:env", "v"),   RESERVED("aliyun", "v"),      RESERVED("Aliyun-env", "v"), RESERVED("ACS:", "v"),
    RESERVED("http://x", "v"),  RESERVED("k", "acs:v"),       RESERVED("k", "aliyunv"),    RESERVED("k", "a http://b"),
    RESERVED("k", "https://b"), RESERVED("a https://b", "v"),
};

static void test_reserved_tags(void **state)
{
    (void)state;
    unit_translate_rows(&bwpi_alibaba, reserved, COUNT(reserved));
}

#define FIVE_TAGS(letter)                                                                                              \
    {letter "1", "v"}, {letter "2", "v"}, {letter "3", "v"}, {letter "4", "v"},                                        \
    {                                                                                                                  \
        letter "5", "v"                                                                                                \
    }

static void test_numbers_and_lengths_of_tags(void **state)
{
    static const bwp_tag twenty[] = {FIVE_TAGS("a"), FIVE_TAGS("b"), FIVE_TAGS("c"), FIVE_TAGS("d")};
    static const bwp_tag more[] = {FIVE_TAGS("a"), FIVE_TAGS("b"), FIVE_TAGS("c"), FIVE_TAGS("d"), {"e1", "v"}};
    static const bwp_tag long_key[] = {{UNIT_10("kkkkkk") "kkkkk", "v"}};
    static const bwp_tag long_value[] = {{"k", UNIT_100("v") UNIT_10("vv") "vvvvvvvvv"}};
    static const struct unit_translation rows[] = {
        {.name = "20 tags", .request = {UNIT_TAGS(twenty)}, .has = {"&Tag.20.Key=d5&Tag.20.Value=v&"}},
        {.name = "21 tags",
         .request = {UNIT_TAGS(more)},
         UNIT_REFUSED(ARGUMENT, "tags", "tags has 21 tags; alibaba takes at most 20")},
        {.name = "a long key",
         .request = {UNIT_TAGS(long_key)},
         UNIT_REFUSED(ARGUMENT, "tags", "tags has a key of 65 characters; alibaba takes at most 64")},
        {.name = "a long value",
         .request = {UNIT_TAGS(long_value)},
         UNIT_REFUSED(ARGUMENT, "tags", "129 characters; alibaba takes at most 128")},
    };

    (void)state;
    unit_translate_rows(&bwpi_alibaba, rows, COUNT(rows));
}

#define EIGHT "\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6\xe5\xb8\xa6"
/* 128 characters of three bytes each. */
#define LONGEST UNIT_100("\xe5\xb8\xa6") UNIT_10("\xe5\xb8\xa6\xe5\xb8\xa6") EIGHT

static void test_what_cannot_be_said_is_refused(void **state)
{
    static const struct unit_translation rows[] = {
        {.name = "bind_to, which is a step of its own", .request = {.bind_to = "cen-1"}, .lacks = {"cen-1"}},
        {.name = "95",
         .request = {.billing = BWP_POSTPAID_95},
         UNIT_REFUSED(UNSUPPORTED, "billing", "billing is postpaid_95, which alibaba does not sell")},
        {.name = "an area that others serve",
         .request = {.area_a = "africa"},
         UNIT_REFUSED(UNSUPPORTED, "area_a", "area_a is africa, which alibaba does not serve")},
        {.name = "bandwidth",
         .request = {.bandwidth_mbps = 10001},
         UNIT_REFUSED(ARGUMENT, "bandwidth_mbps", "takes at most 10000")},
        {.name = "a name of 129 Chinese characters",
         .request = {.name = LONGEST "\xe5\xb8\xa6"},
         UNIT_REFUSED(ARGUMENT, "name", "129 characters; alibaba takes at most 128")},
        {.name = "a name of 128 Chinese characters", .request = {.name = LONGEST}, .has = {"%E5%B8%A6"}},
        {.name = "a name that is a link",
         .request = {.name = "HTTP://x"},
         UNIT_REFUSED(ARGUMENT, "name", "begins with http:// or https://")},
        {.name = "a description that is a link",
         .request = {.description = "https://x"},
         UNIT_REFUSED(ARGUMENT, "description", "begins with http:// or https://")},
    };

    (void)state;
    unit_translate_rows(&bwpi_alibaba, rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_given),
        cmocka_unit_test(test_least_given),
        cmocka_unit_test(test_sample_of_2024_is_signed_as_the_vendor_signs_it),
        cmocka_unit_test(test_sample_of_2018),
        cmocka_unit_test(test_periods_and_payment),
        cmocka_unit_test(test_every_area),
        cmocka_unit_test(test_options_replace_add_and_remove),
        cmocka_unit_test(test_token_in_the_result_is_the_one_that_is_sent),
        cmocka_unit_test(test_reserved_tags),
        cmocka_unit_test(test_numbers_and_lengths_of_tags),
        cmocka_unit_test(test_what_cannot_be_said_is_refused),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
