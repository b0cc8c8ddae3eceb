/* emulator_change_test.c - what each vendor lets be done to a package, what it refuses, and what the ledger tells of
 * it. */
#include "wire_signed.h"

#include <stdio.h>
#include <string.h>

#define PREPAID_HUAWEI(auto_pay)                                                                                       \
    ",\"billing_mode\":1,\"prepaid_options\":{\"period_type\":\"month\",\"period_num\":1,\"is_auto_pay\":" auto_pay "}"
#define POSTPAID_HUAWEI  ",\"billing_mode\":3"
#define POSTPAID_ALIBABA "&BandwidthPackageChargeType=POSTPAY"
#define POSTPAID_BAIDU   "{\"paymentTiming\":\"Postpaid\"}"
#define PREPAID_BAIDU                                                                                                  \
    "{\"paymentTiming\":\"Prepaid\",\"reservation\":{\"reservationLength\":1,\"reservationTimeUnit\":\"month\"}}"

static void huawei(const char *method, const char *below, const char *body, int status, const char *code)
{
    wire_assert_answer(wire_ask("huawei", method, wire_path(WIRE_HUAWEI_PATH, below), NULL, body), status, code);
}

/* What GET shows of the package now. */
static const char *huawei_shows(const char *member)
{
    char way[128];

    (void)snprintf(way, sizeof way, "bandwidth_package.%s", member);
    return wire_at(wire_ask("huawei", "GET", wire_path(WIRE_HUAWEI_PATH, ""), NULL, NULL), way);
}

static void test_huawei_renames_and_describes(void **state)
{
    (void)state;
    wire_buy_huawei("taken", POSTPAID_HUAWEI);
    wire_buy_huawei("a", POSTPAID_HUAWEI);
    huawei("PUT", "", "{\"bandwidth_package\":{\"name\":\"taken\"}}", 400, "CC.1053");
    huawei("PUT", "", "{\"bandwidth_package\":{\"name\":\"a\",\"description\":\"d\"}}", 200, NULL);
    assert_string_equal(huawei_shows("description"), "d");
    huawei("PUT", "", "{\"bandwidth_package\":{\"name\":\"b\",\"description\":\"\"}}", 200, NULL);
    assert_string_equal(huawei_shows("name"), "b");
    assert_string_equal(huawei_shows("description"), "");
    huawei("PUT", "", "{\"bandwidth_package\":{}}", 400, "CC.1001");
    wire_buy_huawei("a", POSTPAID_HUAWEI); /* the old name is free again */
}

static void test_huawei_resizes(void **state)
{
    (void)state;
    wire_buy_huawei("a", POSTPAID_HUAWEI);
    wire_arrange("/emulator/limits", "{\"id\":\"%s\",\"mbps\":5}", wire_id);
    huawei("PUT", "", "{\"bandwidth_package\":{\"bandwidth\":4}}", 400, "CC.1056");
    huawei("PUT", "", "{\"bandwidth_package\":{\"bandwidth\":5}}", 200, NULL);
    assert_string_equal(huawei_shows("bandwidth"), "5");
    assert_string_equal(huawei_shows("order_id"), "");
}

static void test_huawei_resizes_a_prepaid_one_by_an_order(void **state)
{
    char order[64];

    (void)state;
    wire_buy_huawei("a", PREPAID_HUAWEI("true"));
    (void)snprintf(order, sizeof order, "%s", huawei_shows("order_id"));
    huawei("PUT", "", "{\"bandwidth_package\":{\"bandwidth\":20}}", 400, "CC.1001");
    huawei("PUT", "", "{\"bandwidth_package\":{\"bandwidth\":20,\"prepaid_options\":{\"is_auto_pay\":true}}}", 200,
           NULL);
    assert_string_equal(huawei_shows("bandwidth"), "20");
    assert_string_not_equal(huawei_shows("order_id"), order);
    huawei("PUT", "", "{\"bandwidth_package\":{\"bandwidth\":30,\"prepaid_options\":{\"is_auto_pay\":false}}}", 200,
           NULL);
    assert_string_equal(huawei_shows("bandwidth"), "20");
    wire_arrange("/emulator/pay", "{\"order_id\":\"%s\"}", huawei_shows("order_id"));
    assert_string_equal(huawei_shows("bandwidth"), "30");
}

static void test_huawei_binds_and_unbinds(void **state)
{
    static const char one[] =
        "{\"bandwidth_package\":{\"resource_id\":\"cc-1\",\"resource_type\":\"cloud_connection\"}}";

    (void)state;
    wire_buy_huawei("a", POSTPAID_HUAWEI);
    huawei("POST", "/disassociate", one, 400, "CC.1001");
    huawei("POST", "/associate", "{\"bandwidth_package\":{\"resource_id\":\"cc-1\"}}", 400, "CC.1001");
    huawei("POST", "/associate", one, 201, NULL);
    assert_string_equal(huawei_shows("resource_id"), "cc-1");
    assert_string_equal(huawei_shows("resource_type"), "cloud_connection");
    huawei("POST", "/associate", one, 400, "CC.1055");
    huawei("DELETE", "", NULL, 400, "CC.1055");
    huawei("POST", "/disassociate", one, 201, NULL);
    assert_string_equal(huawei_shows("resource_id"), "");
}

static void test_huawei_tags_and_says_so_in_a_header_alone(void **state)
{
    const struct wire_answer *answer;

    (void)state;
    wire_buy_huawei("a", POSTPAID_HUAWEI);
    answer = wire_ask("huawei", "POST", wire_path(WIRE_HUAWEI_PATH, "/tag"), NULL,
                      "{\"tags\":[{\"key\":\"env\",\"value\":\"prod\"},{\"key\":\"b\"}]}");
    wire_assert_answer(answer, 204, NULL);
    assert_string_equal(answer->text, "");
    assert_int_equal(strlen(answer->request_id), 32);
    assert_string_equal(huawei_shows("tags"), "array of 2");
    huawei("POST", "/untag", "{\"tags\":[{\"key\":\"env\",\"value\":\"test\"},{\"key\":\"none\"}]}", 204, NULL);
    assert_string_equal(huawei_shows("tags"), "array of 2"); /* another value is another tag */
    huawei("POST", "/untag", "{\"tags\":[{\"key\":\"env\",\"value\":\"prod\"}]}", 204, NULL);
    assert_string_equal(huawei_shows("tags[0].key"), "b");
    huawei("POST", "/tag", "{\"tags\":[{\"key\":\"\"}]}", 400, "CC.1001");
}

static void test_huawei_deletes(void **state)
{
    (void)state;
    wire_buy_huawei("a", POSTPAID_HUAWEI);
    wire_arrange("/emulator/limits", "{\"id\":\"%s\",\"mbps\":1}", wire_id);
    huawei("DELETE", "", NULL, 400, "CC.1052");
    wire_arrange("/emulator/limits", "{\"id\":\"%s\",\"mbps\":0}", wire_id);
    huawei("DELETE", "", NULL, 204, NULL);
    huawei("DELETE", "", NULL, 404, "CC.1002");
    wire_buy_huawei("a", PREPAID_HUAWEI("true"));
    huawei("DELETE", "", NULL, 400, "CC.1001");
    wire_arrange("/emulator/state", "{\"id\":\"%s\",\"status\":\"FROZEN\"}", wire_id);
    assert_string_equal(huawei_shows("status"), "FROZEN");
    huawei("PUT", "", "{\"bandwidth_package\":{\"name\":\"b\"}}", 400, "CC.1054");
}

static void alibaba(const char *action, const char *more, int status, const char *code)
{
    char query[512];

    (void)snprintf(query, sizeof query, "CenBandwidthPackageId=%s%s", wire_id, more);
    wire_assert_answer(wire_ask("alibaba", "POST", action, query, NULL), status, code);
}

static const char *alibaba_shows(const char *member)
{
    char query[256], way[128];

    (void)snprintf(query, sizeof query, "Filter.1.Key=CenBandwidthPackageId&Filter.1.Value.1=%s", wire_id);
    (void)snprintf(way, sizeof way, "CenBandwidthPackages.CenBandwidthPackage[0].%s", member);
    return wire_at(wire_ask("alibaba", "POST", "DescribeCenBandwidthPackages", query, NULL), way);
}

static void test_alibaba_updates_and_resizes(void **state)
{
    (void)state;
    wire_buy_alibaba(POSTPAID_ALIBABA "&Name=a&Description=d");
    alibaba("ModifyCenBandwidthPackageAttribute", "&Name=b", 200, NULL);
    assert_string_equal(alibaba_shows("Name"), "b");
    assert_string_equal(alibaba_shows("Description"), "d");
    alibaba("ModifyCenBandwidthPackageAttribute", "&Description=", 200, NULL);
    assert_string_equal(alibaba_shows("Description"), "");
    alibaba("ModifyCenBandwidthPackageAttribute", "&Name=http://x", 400, "InvalidParameter");
    alibaba("ModifyCenBandwidthPackageSpec", "&Bandwidth=10", 400, "Operation.Failed");
    alibaba("ModifyCenBandwidthPackageSpec", "&Bandwidth=1", 400, "InvalidParameter");
    alibaba("ModifyCenBandwidthPackageSpec", "", 400, "MissingParameter");
    wire_arrange("/emulator/limits", "{\"id\":\"%s\",\"mbps\":6}", wire_id);
    alibaba("ModifyCenBandwidthPackageSpec", "&Bandwidth=5", 400, "InvalidParameter");
    alibaba("ModifyCenBandwidthPackageSpec", "&Bandwidth=20", 200, NULL);
    assert_string_equal(alibaba_shows("Bandwidth"), "20");
    assert_string_equal(
        alibaba_shows("OrginInterRegionBandwidthLimits.OrginInterRegionBandwidthLimit[0].BandwidthLimit"), "6");
    (void)snprintf(wire_id, sizeof wire_id, "none");
    alibaba("ModifyCenBandwidthPackageSpec", "&Bandwidth=20", 404, "ParameterBwpInstanceId");
}

static void test_alibaba_binds_one_for_each_pair_of_areas(void **state)
{
    (void)state;
    wire_buy_alibaba(POSTPAID_ALIBABA "&CenId=cen-1");
    wire_buy_alibaba(POSTPAID_ALIBABA);
    alibaba("AssociateCenBandwidthPackage", "&CenId=cen-1", 409, "InvalidOperation.BwpForGeoSpanAlreadyAssociated");
    alibaba("AssociateCenBandwidthPackage", "&CenId=cen-2", 200, NULL);
    assert_string_equal(alibaba_shows("Status"), "InUse");
    assert_string_equal(alibaba_shows("CenIds.CenId[0]"), "cen-2");
    alibaba("AssociateCenBandwidthPackage", "&CenId=cen-2", 409, "InvalidOperation.BwpForGeoSpanAlreadyAssociated");
    alibaba("AssociateCenBandwidthPackage", "&CenId=cen-3", 403, "InvalidOperation.BwpInstanceStatus");
    alibaba("DeleteCenBandwidthPackage", "", 403, "InvalidOperation.BwpInstanceStatus");
    wire_arrange("/emulator/limits", "{\"id\":\"%s\",\"mbps\":1}", wire_id);
    alibaba("UnassociateCenBandwidthPackage", "&CenId=cen-2", 409, "InvalidOperation.CenBandwidthLimitsNotZero");
    wire_arrange("/emulator/limits", "{\"id\":\"%s\",\"mbps\":0}", wire_id);
    alibaba("UnassociateCenBandwidthPackage", "&CenId=cen-1", 403, "InvalidOperation.BwpInstanceStatus");
    alibaba("UnassociateCenBandwidthPackage", "&CenId=cen-2", 200, NULL);
    assert_string_equal(alibaba_shows("Status"), "Idle");
    alibaba("DeleteCenBandwidthPackage", "", 200, NULL);
    alibaba("DeleteCenBandwidthPackage", "", 404, "ParameterBwpInstanceId");
}

static void test_alibaba_locks_what_is_overdue(void **state)
{
    (void)state;
    wire_buy_alibaba("&AutoPay=true&Period=1");
    alibaba("DeleteCenBandwidthPackage", "", 403, "Forbidden.Release");
    alibaba("ModifyCenBandwidthPackageSpec", "&Bandwidth=10", 400, "OperationFailed.UpDownRadeConfigNoChange");
    wire_arrange("/emulator/state", "{\"id\":\"%s\",\"status\":\"FinancialLocked\"}", wire_id);
    assert_string_equal(alibaba_shows("BusinessStatus"), "FinancialLocked");
    assert_string_equal(alibaba_shows("Status"), "Idle");
    alibaba("AssociateCenBandwidthPackage", "&CenId=cen-1", 409, "InvalidOperation.BwpBusinessStatus");
    alibaba("ModifyCenBandwidthPackageSpec", "&Bandwidth=20", 400, "InvalidStatus.Resource");
    wire_arrange("/emulator/state", "{\"id\":\"%s\",\"status\":\"\"}", wire_id);
    assert_string_equal(alibaba_shows("BusinessStatus"), "Normal");
}

static void test_alibaba_shows_no_unpaid_order(void **state)
{
    (void)state;
    wire_buy_alibaba("&Period=1"); /* AutoPay is false where it is not given */
    alibaba("ModifyCenBandwidthPackageAttribute", "&Name=b", 404, "ParameterBwpInstanceId");
    wire_arrange("/emulator/pay", "{\"id\":\"%s\"}", wire_id);
    assert_string_equal(alibaba_shows("Status"), "Idle");
}

static void test_alibaba_tags(void **state)
{
    char query[512];

    (void)state;
    wire_buy_alibaba(POSTPAID_ALIBABA);
    (void)snprintf(query, sizeof query,
                   "ResourceType=BandwidthPackage&ResourceId.1=%s&Tag.1.Key=a&Tag.1.Value=1&Tag.2.Key=b", wire_id);
    wire_assert_answer(wire_ask("alibaba", "POST", "TagResources", query, NULL), 200, NULL);
    assert_string_equal(alibaba_shows("Tags.Tag[0].Value"), "1");
    (void)snprintf(query, sizeof query, "ResourceType=BandwidthPackage&ResourceId.1=%s&TagKey.1=a&TagKey.2=c", wire_id);
    wire_assert_answer(wire_ask("alibaba", "POST", "UntagResources", query, NULL), 200, NULL);
    assert_string_equal(alibaba_shows("Tags.Tag"), "array of 1");
    (void)snprintf(query, sizeof query, "ResourceType=BandwidthPackage&ResourceId.1=%s&All=true", wire_id);
    wire_assert_answer(wire_ask("alibaba", "POST", "UntagResources", query, NULL), 200, NULL);
    assert_string_equal(alibaba_shows("Tags.Tag"), "array of 0");
    wire_assert_answer(wire_ask("alibaba", "POST", "UntagResources", "ResourceType=Cen&ResourceId.1=x&All=true", NULL),
                       400, "InvalidParameter");
    wire_assert_answer(
        wire_ask("alibaba", "POST", "UntagResources", "ResourceType=BandwidthPackage&ResourceId.1=x&All=true", NULL),
        404, "ParameterBwpInstanceId");
}

static void baidu(const char *method, const char *query, const char *body, int status, const char *code)
{
    wire_assert_answer(wire_ask("baidu", method, wire_path(WIRE_BAIDU_PATH, ""), query, body), status, code);
}

static const char *baidu_shows(const char *member)
{
    return wire_at(wire_ask("baidu", "GET", wire_path(WIRE_BAIDU_PATH, ""), NULL, NULL), member);
}

static void test_baidu_tells_four_writes_by_the_query(void **state)
{
    (void)state;
    wire_buy_baidu("a", POSTPAID_BAIDU);
    baidu("PUT", NULL, "{\"name\":\"b\"}", 200, NULL);
    assert_string_equal(baidu_shows("name"), "b");
    baidu("PUT", "resize", "{\"bandwidth\":5}", 200, NULL);
    assert_string_equal(baidu_shows("bandwidth"), "5");
    baidu("PUT", "bind", "{\"csnId\":\"csn-1\"}", 200, NULL);
    assert_string_equal(baidu_shows("csnId"), "csn-1");
    baidu("PUT", "bind", "{\"csnId\":\"csn-1\"}", 409, "OperationDenied");
    baidu("PUT", NULL, "{\"bandwidth\":7}", 400, "InappropriateJSON"); /* the key was lost: a rename without a name */
    baidu("DELETE", NULL, NULL, 409, "OperationDenied");
    wire_arrange("/emulator/limits", "{\"id\":\"%s\",\"mbps\":4}", wire_id);
    assert_string_equal(baidu_shows("usedBandwidth"), "4");
    baidu("PUT", "resize", "{\"bandwidth\":3}", 409, "OperationDenied");
    baidu("PUT", "unbind", "{\"csnId\":\"csn-1\"}", 409, "OperationDenied");
    wire_arrange("/emulator/limits", "{\"id\":\"%s\",\"mbps\":0}", wire_id);
    baidu("PUT", "unbind", "{\"csnId\":\"csn-2\"}", 409, "OperationDenied");
    baidu("PUT", "unbind", "{\"csnId\":\"csn-1\"}", 200, NULL);
    assert_string_equal(baidu_shows("csnId"), "");
    baidu("DELETE", NULL, NULL, 200, NULL);
    baidu("DELETE", NULL, NULL, 404, "NoSuchObject");
    baidu("PUT", "resize", "{\"bandwidth\":5}", 404, "NoSuchObject");
}

static void test_baidu_keeps_what_was_paid_in_advance(void **state)
{
    (void)state;
    wire_buy_baidu("a", PREPAID_BAIDU);
    baidu("PUT", "resize", "{\"bandwidth\":5}", 409, "OperationDenied");
    baidu("PUT", "resize", "{\"bandwidth\":20}", 200, NULL);
    baidu("DELETE", NULL, NULL, 409, "OperationDenied");
    wire_arrange("/emulator/state", "{\"id\":\"%s\",\"status\":\"stopped\"}", wire_id);
    assert_string_equal(baidu_shows("status"), "stopped");
    baidu("PUT", "resize", "{\"bandwidth\":30}", 409, "OperationDenied");
}

static void test_baidu_writes_keep_their_token(void **state)
{
    (void)state;
    wire_buy_baidu("a", POSTPAID_BAIDU);
    baidu("PUT", "resize&clientToken=t1", "{\"bandwidth\":20}", 200, NULL);
    baidu("PUT", "resize", "{\"bandwidth\":30}", 200, NULL);
    baidu("PUT", "resize&clientToken=t1", "{\"bandwidth\":20}", 200, NULL); /* as the first time, and does nothing */
    assert_string_equal(baidu_shows("bandwidth"), "30");
    baidu("PUT", "resize&clientToken=t1", "{\"bandwidth\":21}", 403, "IdempotentParameterMismatch");
    baidu("PUT", "clientToken=t1", "{\"name\":\"b\"}", 403, "IdempotentParameterMismatch");
    baidu("DELETE", "clientToken=t2", NULL, 200, NULL);
    baidu("DELETE", "clientToken=t2", NULL, 200, NULL);
    baidu("DELETE", "clientToken=t3", NULL, 404, "NoSuchObject");
}

static void test_the_ledger_tells_every_change_once(void **state)
{
    cJSON       *ledger;
    const cJSON *history, *changes;

    (void)state;
    wire_buy_baidu("a", POSTPAID_BAIDU);
    baidu("PUT", "resize&clientToken=t1", "{\"bandwidth\":20}", 200, NULL);
    baidu("PUT", "resize&clientToken=t1", "{\"bandwidth\":20}", 200, NULL);
    baidu("PUT", "bind", "{}", 400, "InappropriateJSON");
    baidu("DELETE", NULL, NULL, 200, NULL);
    ledger = wire_control("GET", "/emulator/ledger", NULL);
    history = cJSON_GetObjectItemCaseSensitive(ledger, "history");
    changes = cJSON_GetObjectItemCaseSensitive(ledger, "changes");
    assert_int_equal(cJSON_GetArraySize(history), 2);
    assert_string_equal(wire_text(cJSON_GetArrayItem(history, 0), "verb"), "resize");
    assert_string_equal(wire_text(cJSON_GetArrayItem(history, 1), "verb"), "delete");
    assert_string_equal(wire_text(cJSON_GetArrayItem(history, 1), "id"), wire_id);
    wire_assert_json(cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(history, 0), "request"), "{\"bandwidth\":20}");
    wire_assert_json(changes, "{\"huawei\":0,\"alibaba\":0,\"baidu\":2,\"volcengine\":0}");
    cJSON_Delete(ledger);
    assert_int_equal(wire_purchases("baidu"), 1);
}

static void test_a_fault_strikes_before_or_after_a_change(void **state)
{
    (void)state;
    wire_buy_baidu("a", POSTPAID_BAIDU);
    wire_fault("{\"kind\":\"cut_before\",\"verb\":\"resize\"}");
    baidu("PUT", "resize", "{\"bandwidth\":20}", 0, NULL);
    assert_string_equal(baidu_shows("bandwidth"), "10");
    wire_fault("{\"kind\":\"cut_after\",\"verb\":\"resize\"}");
    baidu("PUT", "resize", "{\"bandwidth\":20}", 0, NULL);
    assert_string_equal(baidu_shows("bandwidth"), "20");
    wire_fault("{\"kind\":\"no_id\",\"verb\":\"resize\"}");
    assert_string_equal(
        wire_ask("baidu", "PUT", wire_path(WIRE_BAIDU_PATH, ""), "resize", "{\"bandwidth\":30}")->request_id, "");
    wire_buy_huawei("a", POSTPAID_HUAWEI);
    wire_fault("{\"kind\":\"refuse\",\"verb\":\"resize\",\"code\":\"CC.1041\"}");
    huawei("PUT", "", "{\"bandwidth_package\":{\"name\":\"b\"}}", 200, NULL); /* an update is no resize */
    huawei("PUT", "", "{\"bandwidth_package\":{\"bandwidth\":20}}", 400, "CC.1041");
    wire_fault("{\"kind\":\"empty\",\"verb\":\"tag\"}");
    assert_string_equal(
        wire_ask("huawei", "POST", wire_path(WIRE_HUAWEI_PATH, "/tag"), NULL, "{\"tags\":[{\"key\":\"a\"}]}")
            ->request_id,
        "");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        WIRE_SIGNED_TEST(test_huawei_renames_and_describes),
        WIRE_SIGNED_TEST(test_huawei_resizes),
        WIRE_SIGNED_TEST(test_huawei_resizes_a_prepaid_one_by_an_order),
        WIRE_SIGNED_TEST(test_huawei_binds_and_unbinds),
        WIRE_SIGNED_TEST(test_huawei_tags_and_says_so_in_a_header_alone),
        WIRE_SIGNED_TEST(test_huawei_deletes),
        WIRE_SIGNED_TEST(test_alibaba_updates_and_resizes),
        WIRE_SIGNED_TEST(test_alibaba_binds_one_for_each_pair_of_areas),
        WIRE_SIGNED_TEST(test_alibaba_locks_what_is_overdue),
        WIRE_SIGNED_TEST(test_alibaba_shows_no_unpaid_order),
        WIRE_SIGNED_TEST(test_alibaba_tags),
        WIRE_SIGNED_TEST(test_baidu_tells_four_writes_by_the_query),
        WIRE_SIGNED_TEST(test_baidu_keeps_what_was_paid_in_advance),
        WIRE_SIGNED_TEST(test_baidu_writes_keep_their_token),
        WIRE_SIGNED_TEST(test_the_ledger_tells_every_change_once),
        WIRE_SIGNED_TEST(test_a_fault_strikes_before_or_after_a_change),
    };

    return WIRE_RUN(tests);
}
