/*
 * unknown.c - the one rule of a careful buyer: choose a client token, store it, then call.
 *
 *     unknown TOKEN_FILE [ENDPOINT]
 *
 * Run again with the same file, after a crash or after an answer that was lost, it asks again for the same purchase,
 * and Baidu, as Alibaba would, sells it once.  Another purchase needs another file.
 */
#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <bwp/bwp.h>

enum { ASKS = 5, TOKEN_LENGTH = 32 };

/* A token nobody else has: 128 random bits. */
static bool choose_token(char token[TOKEN_LENGTH + 1])
{
    unsigned char bytes[TOKEN_LENGTH / 2];
    FILE         *random = fopen("/dev/urandom", "rb");
    bool          ok = random != NULL && fread(bytes, sizeof bytes, 1, random) == 1;

    for (int i = 0; ok && i < TOKEN_LENGTH / 2; i++)
        snprintf(token + 2 * i, 3, "%02x", bytes[i]);
    if (random != NULL)
        fclose(random);
    return ok;
}

/* Writes a new file, and returns only when it would be there after a crash of the machine. */
static bool store_token(const char *path, const char *token)
{
    char folder[4096];
    int  file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600), directory;
    bool ok = file >= 0 && write(file, token, TOKEN_LENGTH) == TOKEN_LENGTH && fsync(file) == 0;

    if (file >= 0)
        ok = close(file) == 0 && ok;
    if (!ok || snprintf(folder, sizeof folder, "%s", path) >= (int)sizeof folder)
        return false;
    directory = open(dirname(folder), O_RDONLY);
    ok = directory >= 0 && fsync(directory) == 0;
    if (directory >= 0)
        close(directory);
    return ok;
}

/* The token of an earlier run, or "" where there is no file.  A file that is not whole was never bought with. */
static bool load_token(const char *path, char token[TOKEN_LENGTH + 1])
{
    FILE  *file = fopen(path, "rb");
    size_t size;

    token[0] = '\0';
    if (file == NULL)
        return access(path, F_OK) != 0;
    size = fread(token, 1, TOKEN_LENGTH, file);
    token[size] = '\0';
    fclose(file);
    return size == TOKEN_LENGTH && strspn(token, "0123456789abcdef") == TOKEN_LENGTH;
}

/* Asks until the answer is clear.  Every call already makes config.max_attempts attempts of its own. */
static bwp_outcome buy_once(bwp_client *client, const bwp_request *request)
{
    bwp_outcome outcome = BWP_UNKNOWN;
    bool        may_ask = true;

    for (int i = 0; i < ASKS && outcome == BWP_UNKNOWN && may_ask; i++) {
        bwp_result *result;

        outcome = bwp_create(client, request, &result);
        may_ask = bwp_result_retry_is_safe(result); /* it is where the provider knows tokens */
        printf("%d. %s%s\n", i + 1, outcome == BWP_DONE ? "done" : bwp_result_message(result),
               outcome == BWP_UNKNOWN && !may_ask ? "; look for its name before buying again" : "");
        if (outcome == BWP_DONE)
            printf("bought %s\n", bwp_package_id(bwp_result_package(result, 0)));
        bwp_result_free(result);
    }
    return outcome;
}

int main(int argc, char **argv)
{
    bwp_config  config = {.struct_size = sizeof config, .provider = "baidu", .max_attempts = 1};
    bwp_request request = {.struct_size = sizeof request,
                           .name = "bj-hk",
                           .bandwidth_mbps = 20,
                           .area_a = "china",
                           .area_b = "asia-pacific",
                           .billing = BWP_POSTPAID};
    char        error[BWP_ERROR_SIZE], token[TOKEN_LENGTH + 1];
    bwp_client *client;
    bwp_outcome outcome;

    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: unknown TOKEN_FILE [ENDPOINT]\n");
        return BWP_NOT_DONE;
    }
    config.endpoint = argc == 3 ? argv[2] : NULL;
    client = bwp_client_new(&config, error);
    if (client == NULL) {
        fprintf(stderr, "%s\n", error);
        return BWP_NOT_DONE;
    }
    if (!load_token(argv[1], token) || (token[0] == '\0' && !(choose_token(token) && store_token(argv[1], token)))) {
        fprintf(stderr, "no client token can be kept in %s; nothing was sent\n", argv[1]);
        bwp_client_free(client);
        return BWP_NOT_DONE;
    }
    request.client_token = token;
    outcome = buy_once(client, &request);
    bwp_client_free(client);
    return (int)outcome;
}
