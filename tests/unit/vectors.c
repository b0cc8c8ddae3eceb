/* vectors.c - reads tests/vectors/, so the tests have to be run from the root of the project. */
#include "vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

cJSON *vectors_load(const char *path)
{
    FILE       *file = fopen(path, "rb");
    static char text[256 * 1024];
    size_t      size = file != NULL ? fread(text, 1, sizeof text - 1, file) : 0;
    cJSON      *json;

    if (file == NULL || size == 0 || size == sizeof text - 1)
        fail_msg("%s cannot be read; run the tests from the root of the project", path);
    (void)fclose(file);
    text[size] = '\0';
    json = cJSON_Parse(text);
    assert_non_null(json);
    return json;
}

const char *vectors_text_or_null(const cJSON *vector, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(vector, key));
}

const char *vectors_text(const cJSON *vector, const char *key)
{
    const char *text = vectors_text_or_null(vector, key);

    if (text == NULL)
        fail_msg("%s has no text \"%s\"", vectors_text_or_null(vector, "name"), key);
    return text;
}

int64_t vectors_time(const char *text)
{
    static const int days_of[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int              field[6], days = 0;

    if (sscanf(text, strchr(text, '-') != NULL ? "%4d-%2d-%2dT%2d:%2d:%2dZ" : "%4d%2d%2dT%2d%2d%2dZ", &field[0],
               &field[1], &field[2], &field[3], &field[4], &field[5]) != 6)
        fail_msg("\"%s\" is no time", text);
    for (int year = 1970; year < field[0]; year++)
        days += 365 + (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    for (int month = 1; month < field[1]; month++)
        days += days_of[month - 1] + (month == 2 && field[0] % 4 == 0 && (field[0] % 100 != 0 || field[0] % 400 == 0));
    days += field[2] - 1;
    return (int64_t)days * 86400 + field[3] * 3600 + field[4] * 60 + field[5];
}

bool vectors_same_header(const char *name, const char *other)
{
    return strcasecmp(name, other) == 0;
}

void signer_begin(struct signer *signer, const struct provider *provider, const char *signature, const char *access_key,
                  const char *secret_key, const char *token, const char *host)
{
    struct config *config = &signer->config;
    const char    *problem;

    memset(signer, 0, sizeof *signer);
    bwpi_http_request_init(&signer->request);
    bwpi_signing_init(&signer->signing);
    config->provider = provider;
    config->site = &provider->sites[0];
    config->given.signature = signature;
    config->given.account = config->given.site = "";
    config->crypto = bwpi_crypto_new(&problem);
    (void)snprintf(config->address.host, sizeof config->address.host, "%s", host);
    assert_non_null(config->crypto);
    if (provider->configure != NULL)
        assert_int_equal(provider->configure(config, &signer->fault), BWP_OK);
    signer->keys = bwpi_keys_new(access_key, secret_key, token, NULL, "config");
    assert_non_null(signer->keys);
    assert_int_equal(provider->prepare_keys(config, signer->keys, &signer->fault), BWP_OK);
    signer->context = (struct context){config, signer->keys, NULL};
}

bwp_status signer_sign(struct signer *signer, const struct stamp *stamp)
{
    bwpi_signing_clear(&signer->signing);
    return signer->config.provider->sign(&signer->context, stamp, &signer->request, &signer->signing, &signer->fault);
}

void signer_end(struct signer *signer)
{
    bwpi_http_request_free(&signer->request);
    bwpi_signing_free(&signer->signing);
    bwpi_keys_release(signer->keys);
    bwpi_crypto_free(signer->config.crypto);
}

bwp_status unit_sign(struct signer *signer, const struct step *step, const struct stamp *stamp)
{
    const struct provider *provider = signer->config.provider;
    const bwp_request     *asked = &step->order->request;
    bwp_status             status = bwpi_terms_check(provider->name, &provider->terms, asked, &signer->fault);

    if (status == BWP_OK)
        status = provider->skills[step->verb].translate(&signer->context, step, &signer->request, &signer->fault);
    return status == BWP_OK ? signer_sign(signer, stamp) : status;
}
