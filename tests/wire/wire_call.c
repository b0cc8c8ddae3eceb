/* wire_call.c - clients and requests for every door, and what a test looks for in a result. */
#include "wire.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "road/client.h"

const struct wire_door wire_doors[WIRE_DOORS] = {
    [WIRE_HUAWEI] = {"huawei", "huawei", NULL, 201, false,
                     "{\"request_id\":\"r-1\",\"bandwidth_package\":{\"id\":\"bwp-1\"}}", BWP_POSTPAID},
    [WIRE_ACS3] = {"alibaba, acs3", "alibaba", "acs3", 200, true,
                   "{\"RequestId\":\"r-1\",\"CenBandwidthPackageId\":\"bwp-1\"}", BWP_POSTPAID},
    [WIRE_RPC] = {"alibaba, rpc-v1", "alibaba", "rpc-v1", 200, true,
                  "{\"RequestId\":\"r-1\",\"CenBandwidthPackageId\":\"bwp-1\"}", BWP_POSTPAID},
    [WIRE_BAIDU] = {"baidu", "baidu", NULL, 200, true, "{\"csnBpId\":\"bwp-1\"}", BWP_POSTPAID},
    [WIRE_VOLCENGINE] =
        {"volcengine", "volcengine", NULL, 200, true,
         "{\"ResponseMetadata\":{\"RequestId\":\"r-1\"},\"Result\":{\"CenBandwidthPackageId\":\"bwp-1\"}}",
         BWP_POSTPAID_95},
};

const struct wire_door *wire_door_of(const bwp_client *client)
{
    const struct wire_door *door = wire_doors;

    while (strcmp(door->provider, client->config.provider->name) != 0)
        door++;
    return door;
}

void wire_log_line(void *user, const char *line)
{
    struct wire_log *log = user;
    int              size = snprintf(log->text + log->size, sizeof log->text - log->size, "%s\n", line);

    if (size > 0 && (size_t)size < sizeof log->text - log->size)
        log->size += (size_t)size;
    log->lines++;
}

bwp_config wire_config(const struct wire_door *door, const char *url)
{
    bool huawei = strcmp(door->provider, "huawei") == 0;

    return (bwp_config){
        .struct_size = sizeof(bwp_config),
        .provider = door->provider,
        .access_key = WIRE_ACCESS_KEY,
        .secret_key = WIRE_SECRET_KEY,
        .account = huawei ? "emulator-account" : NULL,
        .project = huawei ? "emulator-project" : NULL,
        .site = huawei ? "china" : NULL,
        .endpoint = url,
        .signature = door->signature,
        .timeout_ms = 30000,
        .max_attempts = 1,
    };
}

bwp_request wire_request(const struct wire_door *door, const char *name)
{
    return (bwp_request){
        .struct_size = sizeof(bwp_request),
        .name = name,
        .bandwidth_mbps = 10,
        .area_a = "china",
        .area_b = "asia-pacific",
        .billing = door->billing,
    };
}

bwp_client *wire_client(const bwp_config *config)
{
    char        problem[BWP_ERROR_SIZE] = "";
    bwp_client *client = bwp_client_new(config, problem);

    if (client == NULL)
        fail_msg("no client: %s", problem);
    return client;
}

bwp_client *wire_client_at(const struct wire_door *door, const char *url)
{
    bwp_config config = wire_config(door, url);

    return wire_client(&config);
}

bwp_result *wire_create(bwp_client *client, const bwp_request *request, bwp_outcome outcome)
{
    bwp_result *result = NULL;
    bwp_outcome returned = bwp_create(client, request, &result);

    assert_non_null(result);
    assert_int_equal(returned, bwp_result_outcome(result));
    if (returned != outcome) {
        print_error("outcome %d instead of %d: %s\n%s\n", (int)returned, (int)outcome, bwp_result_message(result),
                    bwp_result_body(result, NULL));
        fail();
    }
    return result;
}

bwp_result *wire_create_with(const bwp_config *config, const bwp_request *request, bwp_outcome outcome)
{
    bwp_client *client = wire_client(config);
    bwp_result *result = wire_create(client, request, outcome);

    bwp_client_free(client); /* a result outlives its client */
    return result;
}

bool wire_signature_of(const struct wire_door *door, const char *request, char *signature, size_t room)
{
    static const char *const marks[WIRE_DOORS] = {", Signature=", ",Signature=", "&Signature=", "/host;x-bce-date",
                                                  ", Signature="};
    const char              *mark = marks[door - wire_doors], *from = strstr(request, mark), *slash;
    size_t                   size;

    if (from == NULL)
        return false;
    from += strlen(mark);
    size = strcspn(from, "&\r\n");
    /* Baidu's follows the names of the signed headers, behind the last slash of its line. */
    while (door == &wire_doors[WIRE_BAIDU] && (slash = memchr(from, '/', size)) != NULL) {
        size -= (size_t)(slash + 1 - from);
        from = slash + 1;
    }
    (void)snprintf(signature, room, "%.*s", (int)size, from);
    return size > 20 && size < room;
}

void wire_assert_uuid(const char *text)
{
    static const char form[] = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";

    assert_int_equal(strlen(text), strlen(form));
    for (size_t i = 0; form[i] != '\0'; i++) {
        bool fits = form[i] == 'x'   ? isxdigit((unsigned char)text[i]) != 0
                    : form[i] == 'y' ? strchr("89abAB", text[i]) != NULL
                                     : text[i] == form[i];

        if (!fits)
            fail_msg("%s is no random UUID", text);
    }
}

void wire_assert_within(int64_t number, int64_t least, int64_t most)
{
    if (number < least || number > most)
        fail_msg("%lld is not between %lld and %lld", (long long)number, (long long)least, (long long)most);
}

void wire_assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("\"%s\" does not stand in \"%s\"", part, text);
}

void wire_assert_has_not(const char *text, const char *part)
{
    if (strstr(text, part) != NULL)
        fail_msg("\"%s\" stands in \"%s\"", part, text);
}

void wire_assert_no_secret(const char *text)
{
    /* They are made of unreserved characters, which no encoding alters. */
    static const char *const secrets[] = {WIRE_ACCESS_KEY,       WIRE_SECRET_KEY,     WIRE_TEMPORARY_KEY,
                                          WIRE_TEMPORARY_SECRET, WIRE_SECURITY_TOKEN, WIRE_AUTH_TOKEN};

    for (size_t i = 0; i < COUNT(secrets); i++)
        wire_assert_has_not(text, secrets[i]);
}

void wire_assert_result_keeps_secrets(const bwp_result *result)
{
    size_t      size;
    const char *body = bwp_result_body(result, &size);

    assert_int_equal(strlen(body), size); /* behind a NUL strstr() would find nothing */
    wire_assert_no_secret(body);
    wire_assert_no_secret(bwp_result_message(result));
    wire_assert_no_secret(bwp_result_provider_code(result));
    wire_assert_no_secret(bwp_result_request_id(result));
    wire_assert_no_secret(bwp_result_http_request(result));
    wire_assert_no_secret(bwp_result_canonical_request(result));
    wire_assert_no_secret(bwp_result_string_to_sign(result));
    wire_assert_no_secret(bwp_result_whoami(result));
}

int64_t wire_now_ms(void)
{
    struct timespec now;

    return clock_gettime(CLOCK_MONOTONIC, &now) == 0 ? (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 : 0;
}
