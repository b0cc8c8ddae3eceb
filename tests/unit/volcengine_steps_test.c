/* volcengine_steps_test.c - looking and changing as actions of cen. */
#include "unit_steps.h"

#define ID               "CenBandwidthPackageId=bwp-1"
#define END              "&Version=2020-04-01"
#define LOOK(parameters) "GET /?Action=DescribeCenBandwidthPackages" parameters "&PageNumber=1&PageSize=50"

static void test_looking(void **state)
{
    static const bwp_tag          tags[] = {{"k", "v"}, {"e", NULL}};
    static const struct unit_step rows[] = {
        {.name = "get",
         .verb = VERB_GET,
         .line = "GET /?Action=DescribeCenBandwidthPackageAttributes&" ID END,
         .has = {"X-Date: 20251016T080000Z\n"}},
        {.name = "list", .verb = VERB_LIST, .line = LOOK("") END},
        {.name = "the next page, with the same filters",
         .verb = VERB_LIST,
         .marker = "7",
         .filter = {.name = "n"},
         .line = "GET /?Action=DescribeCenBandwidthPackages&CenBandwidthPackageName=n&PageNumber=7&PageSize=50" END},
        {.name = "every filter; status and tags are filtered here",
         .verb = VERB_LIST,
         .filter = {.name = "a&b", .status = "InUse", .bound_to = "cen-1", .resource_group = "p-1", UNIT_TAGS(tags)},
         .line = LOOK("&CenBandwidthPackageName=a%26b&CenId=cen-1") "&ProjectName=p-1" END},
        {.name = "find", .verb = VERB_LIST, .find = "n", .line = LOOK("&CenBandwidthPackageName=n") END},
        {.name = "find without a name", .verb = VERB_LIST, .find = "", .line = LOOK("") END},
    };

    (void)state;
    unit_step_rows(&bwpi_volcengine, rows, COUNT(rows));
}

static void test_changing(void **state)
{
    static const bwp_tag          tags[] = {{"env", "prod"}, {"e", NULL}};
    static const struct unit_step rows[] = {
        {.name = "update",
         .verb = VERB_UPDATE,
         .change = {.name = "n m", .description = "d"},
         .line = "GET /?Action=ModifyCenBandwidthPackageAttributes&" ID
                 "&CenBandwidthPackageName=n%20m&Description=d" END},
        {.name = "a description taken away",
         .verb = VERB_UPDATE,
         .change = {.description = ""},
         .line = "GET /?Action=ModifyCenBandwidthPackageAttributes&" ID "&Description=" END},
        {.name = "resize",
         .verb = VERB_RESIZE,
         .change = {.bandwidth_mbps = 5},
         .line = "GET /?Action=ModifyCenBandwidthPackageAttributes&Bandwidth=5&" ID END},
        {.name = "bind",
         .verb = VERB_BIND,
         .change = {.bound_to = "cen-1"},
         .bound_to = "cen-1",
         .line = "GET /?Action=AssociateCenBandwidthPackage&" ID "&CenId=cen-1" END},
        {.name = "unbind",
         .verb = VERB_UNBIND,
         .bound_to = "cen-2",
         .line = "GET /?Action=DisassociateCenBandwidthPackage&" ID "&CenId=cen-2" END},
        {.name = "set_tags",
         .verb = VERB_SET_TAGS,
         .change = {UNIT_TAGS(tags)},
         .line = "GET /?Action=TagResources&ResourceIds.1=bwp-1&ResourceType=cenbandwidthpackage&Tags.1.Key=env"
                 "&Tags.1.Value=prod&Tags.2.Key=e&Tags.2.Value=" END},
        {.name = "remove_tags",
         .verb = VERB_REMOVE_TAGS,
         .change = {UNIT_TAGS(tags)},
         .line = "GET /?Action=UntagResources&ResourceIds.1=bwp-1&ResourceType=cenbandwidthpackage&TagKeys.1=env"
                 "&TagKeys.2=e" END},
        {.name = "delete", .verb = VERB_DELETE, .line = "GET /?Action=DeleteCenBandwidthPackage&" ID END},
        {.name = "options are parameters",
         .verb = VERB_RESIZE,
         .change = {.bandwidth_mbps = 5, .provider_options = "{\"Bandwidth\":6,\"More\":true}"},
         .line = "GET /?Action=ModifyCenBandwidthPackageAttributes&Bandwidth=6&" ID "&More=true" END},
    };

    (void)state;
    unit_step_rows(&bwpi_volcengine, rows, COUNT(rows));
}

static void test_what_cannot_be_said_is_refused(void **state)
{
    static const bwp_tag          tag = {"env", ""};
    static const struct unit_step rows[] = {
        {.name = "a name taken away",
         .verb = VERB_UPDATE,
         .change = {.name = ""},
         UNIT_REFUSED(UNSUPPORTED, "name", "name cannot be taken away at volcengine; give another")},
        {.name = "auto_pay",
         .verb = VERB_RESIZE,
         .change = {.bandwidth_mbps = 2, .auto_pay = true},
         UNIT_REFUSED(UNSUPPORTED, "auto_pay", "has no such parameter; leave it out")},
        {.name = "nobody knows from what", .verb = VERB_UNBIND, UNIT_REFUSED(ARGUMENT, "bound_to", "is missing")},
        {.name = "another action",
         .verb = VERB_DELETE,
         .change = {.provider_options = "{\"Action\":\"DeleteCen\"}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "belongs to the call itself")},
        {.name = "another package",
         .verb = VERB_DELETE,
         .change = {.provider_options = "{\"cenbandwidthpackageid\":\"bwp-2\"}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "give it as id")},
        {.name = "another package, by its tags",
         .verb = VERB_REMOVE_TAGS,
         .change = {.tags = &tag, .tag_count = 1, .provider_options = "{\"ResourceIds.2\":\"bwp-2\"}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "give it as id")},
    };

    (void)state;
    unit_step_rows(&bwpi_volcengine, rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_looking),
        cmocka_unit_test(test_changing),
        cmocka_unit_test(test_what_cannot_be_said_is_refused),
    };

    return cmocka_run_group_tests(tests, unit_forget_environment, NULL);
}
