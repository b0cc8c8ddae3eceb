/* create.cc - the same purchase from C++11: the library's two objects are freed by their owners. */
#include <cstdio>
#include <memory>

#include <bwp/bwp.h>

struct Free {
    void operator()(bwp_client *client) const
    {
        bwp_client_free(client);
    }
    void operator()(bwp_result *result) const
    {
        bwp_result_free(result);
    }
};

int main(int argc, char **argv)
{
    bwp_config  config = {};
    bwp_request request = {};
    bwp_result *answer = nullptr;
    char        error[BWP_ERROR_SIZE];

    config.struct_size = sizeof config;
    config.provider = "alibaba"; /* keys: from the environment */
    config.endpoint = argc > 1 ? argv[1] : nullptr;
    std::unique_ptr<bwp_client, Free> client(bwp_client_new(&config, error));
    if (!client) {
        std::fprintf(stderr, "%s\n", error);
        return BWP_NOT_DONE;
    }

    request.struct_size = sizeof request;
    request.name = "hk-sh";
    request.bandwidth_mbps = 100;
    request.area_a = "china";
    request.area_b = "asia-pacific";
    request.billing = BWP_POSTPAID;
    const bwp_outcome                 outcome = bwp_create(client.get(), &request, &answer);
    std::unique_ptr<bwp_result, Free> result(answer);
    if (outcome == BWP_DONE)
        std::printf("bought %s\n", bwp_package_id(bwp_result_package(result.get(), 0)));
    else
        std::fprintf(stderr, "%s bought: %s\nclient_token %s\n", outcome == BWP_UNKNOWN ? "perhaps" : "not",
                     bwp_result_message(result.get()), bwp_result_client_token(result.get()));
    return outcome;
}
