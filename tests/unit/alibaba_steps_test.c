/* alibaba_steps_test.c - looking and changing as actions of CEN, under both signatures. */
#include "unit_steps.h"

#define ID "CenBandwidthPackageId=bwp-1"

static void test_looking(void **state)
{
    static const bwp_tag          tags[] = {{"k", "v"}, {"e", NULL}};
    static const struct unit_step rows[] = {
        {.name = "get",
         .verb = VERB_GET,
         .line = "POST /?Filter.1.Key=CenBandwidthPackageId&Filter.1.Value.1=bwp-1",
         .has = {"x-acs-action: DescribeCenBandwidthPackages\n", "x-acs-version: 2017-09-12\n"}},
        {.name = "list",
         .verb = VERB_LIST,
         .line = "POST /?PageNumber=1&PageSize=50",
         .has = {"x-acs-action: DescribeCenBandwidthPackages\n"}},
        {.name = "the next page, with the same filters",
         .verb = VERB_LIST,
         .marker = "7",
         .filter = {.name = "n"},
         .line = "POST /?Filter.1.Key=Name&Filter.1.Value.1=n&PageNumber=7&PageSize=50"},
        {.name = "every filter",
         .verb = VERB_LIST,
         .filter = {.name = "a&b", .status = "Idle", .bound_to = "cen-1", .resource_group = "rg-1", UNIT_TAGS(tags)},
         .line = "POST /?Filter.1.Key=Name&Filter.1.Value.1=a%26b&Filter.2.Key=Status&Filter.2.Value.1=Idle"
                 "&Filter.3.Key=CenId&Filter.3.Value.1=cen-1&PageNumber=1&PageSize=50&ResourceGroupId=rg-1"
                 "&Tag.1.Key=k&Tag.1.Value=v&Tag.2.Key=e&Tag.2.Value="},
        {.name = "one filter is the first",
         .verb = VERB_LIST,
         .filter = {.bound_to = "cen-1"},
         .line = "POST /?Filter.1.Key=CenId&Filter.1.Value.1=cen-1&PageNumber=1&PageSize=50"},
        {.name = "find",
         .verb = VERB_LIST,
         .find = "n",
         .line = "POST /?Filter.1.Key=Name&Filter.1.Value.1=n&PageNumber=1&PageSize=50"},
        {.name = "find without a name", .verb = VERB_LIST, .find = "", .line = "POST /?PageNumber=1&PageSize=50"},
        {.name = "get by the older signature",
         .verb = VERB_GET,
         .signature = "rpc-v1",
         .has = {"Action=DescribeCenBandwidthPackages", "Filter.1.Key=CenBandwidthPackageId", "Filter.1.Value.1=bwp-1",
                 "Version=2017-09-12"}},
    };

    (void)state;
    unit_step_rows(&bwpi_alibaba, rows, COUNT(rows));
}

static void test_changing(void **state)
{
    static const bwp_tag          tags[] = {{"env", "prod"}, {"e", NULL}};
    static const struct unit_step rows[] = {
        {.name = "update",
         .verb = VERB_UPDATE,
         .change = {.name = "n m", .description = "d"},
         .line = "POST /?" ID "&Description=d&Name=n%20m",
         .has = {"x-acs-action: ModifyCenBandwidthPackageAttribute\n"}},
        {.name = "a name taken away", .verb = VERB_UPDATE, .change = {.name = ""}, .line = "POST /?" ID "&Name="},
        {.name = "a description taken away",
         .verb = VERB_UPDATE,
         .change = {.description = ""},
         .line = "POST /?" ID "&Description="},
        {.name = "resize",
         .verb = VERB_RESIZE,
         .change = {.bandwidth_mbps = 5},
         .line = "POST /?Bandwidth=5&" ID,
         .has = {"x-acs-action: ModifyCenBandwidthPackageSpec\n"}},
        {.name = "bind",
         .verb = VERB_BIND,
         .change = {.bound_to = "cen-1"},
         .bound_to = "cen-1",
         .line = "POST /?" ID "&CenId=cen-1",
         .has = {"x-acs-action: AssociateCenBandwidthPackage\n"}},
        {.name = "unbind",
         .verb = VERB_UNBIND,
         .bound_to = "cen-2",
         .line = "POST /?" ID "&CenId=cen-2",
         .has = {"x-acs-action: UnassociateCenBandwidthPackage\n"}},
        {.name = "set_tags",
         .verb = VERB_SET_TAGS,
         .change = {UNIT_TAGS(tags)},
         .line = "POST /?ResourceId.1=bwp-1&ResourceType=BandwidthPackage&Tag.1.Key=env&Tag.1.Value=prod&Tag.2.Key=e"
                 "&Tag.2.Value=",
         .has = {"x-acs-action: TagResources\n"}},
        {.name = "remove_tags",
         .verb = VERB_REMOVE_TAGS,
         .change = {UNIT_TAGS(tags)},
         .line = "POST /?ResourceId.1=bwp-1&ResourceType=BandwidthPackage&TagKey.1=env&TagKey.2=e",
         .has = {"x-acs-action: UntagResources\n"}},
        {.name = "delete",
         .verb = VERB_DELETE,
         .line = "POST /?" ID,
         .has = {"x-acs-action: DeleteCenBandwidthPackage\n"}},
        {.name = "options are parameters",
         .verb = VERB_RESIZE,
         .change = {.bandwidth_mbps = 5, .provider_options = "{\"Bandwidth\":6,\"More\":true}"},
         .line = "POST /?Bandwidth=6&" ID "&More=true"},
        {.name = "delete by the older signature",
         .verb = VERB_DELETE,
         .signature = "rpc-v1",
         .has = {"POST /\n", "Action=DeleteCenBandwidthPackage", ID}},
    };

    (void)state;
    unit_step_rows(&bwpi_alibaba, rows, COUNT(rows));
}

static void test_what_cannot_be_said_is_refused(void **state)
{
    static const bwp_tag          reserved = {"acs:k", "v"}, tag = {"env", ""};
    static const struct unit_step rows[] = {
        {.name = "name",
         .verb = VERB_UPDATE,
         .change = {.name = "http://n"},
         UNIT_REFUSED(ARGUMENT, "name", "begins with http://")},
        {.name = "description",
         .verb = VERB_UPDATE,
         .change = {.description = "https://n"},
         UNIT_REFUSED(ARGUMENT, "description", "begins with http://")},
        {.name = "auto_pay",
         .verb = VERB_RESIZE,
         .change = {.bandwidth_mbps = 2, .auto_pay = true},
         UNIT_REFUSED(UNSUPPORTED, "auto_pay", "charges at once")},
        {.name = "nobody knows from what", .verb = VERB_UNBIND, UNIT_REFUSED(ARGUMENT, "bound_to", "is missing")},
        {.name = "a reserved tag",
         .verb = VERB_SET_TAGS,
         .change = {.tags = &reserved, .tag_count = 1},
         UNIT_REFUSED(ARGUMENT, "tags", "reserved")},
        {.name = "another action",
         .verb = VERB_DELETE,
         .change = {.provider_options = "{\"Action\":\"DeleteCen\"}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "belongs to the call itself")},
        {.name = "another package",
         .verb = VERB_DELETE,
         .change = {.provider_options = "{\"cenbandwidthpackageid\":\"bwp-2\"}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "give it as id")},
        {.name = "another package",
         .verb = VERB_REMOVE_TAGS,
         .change = {.tags = &tag, .tag_count = 1, .provider_options = "{\"resourceid.2\":\"bwp-2\"}"},
         UNIT_REFUSED(ARGUMENT, "provider_options", "give it as id")},
    };

    (void)state;
    unit_step_rows(&bwpi_alibaba, rows, COUNT(rows));
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
