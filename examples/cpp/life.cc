/* life.cc - one package's life at Baidu, or at whoever is asked: bought, waited for, listed, deleted, and refused. */
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

#include "bwp.hpp"

/* A token nobody else has: 128 random bits. */
static std::string new_token()
{
    std::random_device random;
    std::string        token;

    while (token.size() < 32)
        token += "0123456789abcdef"[random() % 16];
    return token;
}

/* Asks until the answer is clear; the same token is the same purchase. */
static bwp::result buy(bwp::client &client, bwp_request request)
{
    const std::string token = new_token(); /* store it where a crash does not reach it, then call */

    request.client_token = token.c_str();
    for (int asks = 1;; asks++) {
        try {
            return client.create(request);
        } catch (const bwp::unknown &lost) {
            std::cout << "unknown: " << lost.what() << '\n';
            if (!lost.result().retry_is_safe() || asks == 3)
                throw;
        }
    }
}

static void live(bwp::client &client)
{
    auto request = bwp::make<bwp_request>();
    auto filter = bwp::make<bwp_filter>();
    auto ready = bwp::make<bwp_goal>();

    request.name = filter.name = "life";
    request.bandwidth_mbps = 20;
    request.area_a = "china";
    request.area_b = "asia-pacific";
    request.billing = BWP_POSTPAID;
    ready.until = BWP_UNTIL_READY;

    const std::string id(buy(client, request).packages().at(0).id());
    std::cout << "bought " << id << '\n';
    const auto seen = client.wait(id, ready);
    for (const auto &each : seen.packages())
        std::cout << each.state() << ": " << bwp_package_bandwidth_mbps(each.get()) << " Mbit/s, "
                  << bwp_package_area_a(each.get()) << " to " << bwp_package_area_b(each.get()) << '\n';
    const auto listed = client.list(filter);
    for (const auto &each : listed.packages())
        std::cout << "listed " << each.id() << '\n';
    client.remove(id);
    std::cout << "deleted " << id << '\n';
    try {
        client.remove(id);
    } catch (const bwp::not_done &refused) {
        std::cout << "not done: " << refused.what() << " [" << bwp_status_name(refused.result().status()) << "]\n";
    }
}

int main()
{
    auto config = bwp::make<bwp_config>();

    config.provider = "baidu"; /* keys: from the environment */
    config.endpoint = std::getenv("BWP_ENDPOINT");
    config.max_attempts = 1; /* so that a lost answer is seen here; otherwise libbwp asks again by itself */
    try {
        bwp::client client(config);

        live(client);
        return EXIT_SUCCESS;
    } catch (const bwp::unknown &lost) {
        std::cerr << "perhaps bought, with client_token " << lost.result().client_token() << '\n';
        return BWP_UNKNOWN;
    } catch (const bwp::not_done &refused) {
        std::cerr << "not done: " << refused.what() << '\n';
    } catch (const std::invalid_argument &problem) {
        std::cerr << "no client: " << problem.what() << '\n';
    }
    return EXIT_FAILURE;
}
