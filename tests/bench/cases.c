/* cases.c - what is asked is the same everywhere; what is answered is as long as the providers' own examples. */
#include "bench.h"

#define JSON(billing, more)                                                                                            \
    "{\"name\":\"hk-sh\",\"bandwidth_mbps\":10,\"area_a\":\"china\",\"area_b\":\"asia-pacific\","                      \
    "\"billing\":\"" billing "\"" more "}"

const struct bench_case bench_cases[BENCH_CASES] = {
    {.name = "huawei",
     .provider = "huawei",
     .status = "201 Created",
     .body = "{\"request_id\":\"5e0b6c1e7b0d4f3c9a2b\",\"bandwidth_package\":{\"id\":\"6e9d0a5b7f2c4e318b1d\","
             "\"name\":\"hk-sh\",\"description\":\"\",\"domain_id\":\"bench-account\",\"enterprise_project_id\":\"0\","
             "\"project_id\":\"bench-project\",\"created_at\":\"2026-01-02T03:04:05Z\","
             "\"updated_at\":\"2026-01-02T03:04:05Z\",\"resource_id\":\"\",\"resource_type\":\"\","
             "\"local_area_id\":\"Chinese-Mainland\",\"remote_area_id\":\"Asia-Pacific\","
             "\"spec_code\":\"bandwidth.aftoela\",\"billing_mode\":\"3\",\"tags\":[],\"status\":\"ACTIVE\","
             "\"order_id\":\"\",\"product_id\":\"\",\"charge_mode\":\"bandwidth\",\"bandwidth\":10,"
             "\"interflow_mode\":\"Area\"}}",
     .json = JSON("postpaid", ""),
     .digests = 2,
     .macs = 1},
    {.name = "acs3",
     .provider = "alibaba",
     .signature = "acs3",
     .status = "200 OK",
     .body =
         "{\"RequestId\":\"8B7B5D3C-1F0A-4B52-9B0E-2F3B9C7D1E55\",\"CenBandwidthPackageId\":\"cenbwp-4c2zaavbvh5f42\","
         "\"CenBandwidthPackageOrderId\":\"2021345670\"}",
     .json = JSON("postpaid", ",\"client_token\":\"bench\""),
     .digests = 2,
     .macs = 1},
    {.name = "rpc-v1",
     .provider = "alibaba",
     .signature = "rpc-v1",
     .status = "200 OK",
     .body =
         "{\"RequestId\":\"8B7B5D3C-1F0A-4B52-9B0E-2F3B9C7D1E55\",\"CenBandwidthPackageId\":\"cenbwp-4c2zaavbvh5f42\","
         "\"CenBandwidthPackageOrderId\":\"2021345670\"}",
     .json = JSON("postpaid", ",\"client_token\":\"bench\""),
     .macs = 1,
     .with_sha1 = true},
    {.name = "baidu",
     .provider = "baidu",
     .status = "200 OK",
     .body = "{\"csnBpId\":\"csnBp-5c2qjrxdkpj0\"}",
     .json = JSON("postpaid", ",\"client_token\":\"bench\""),
     .macs = 2},
    {.name = "volcengine",
     .provider = "volcengine",
     .status = "200 OK",
     .body =
         "{\"ResponseMetadata\":{\"RequestId\":\"20260102030405010203040506\",\"Action\":\"CreateCenBandwidthPackage\","
         "\"Version\":\"2020-04-01\",\"Service\":\"cen\",\"Region\":\"cn-beijing\"},"
         "\"Result\":{\"CenBandwidthPackageId\":\"cbp-4c2zaavbvh5f42\"}}",
     .json = JSON("postpaid_95", ",\"client_token\":\"bench\""),
     .digests = 2,
     .macs = 5,
     .by_95 = true},
};
