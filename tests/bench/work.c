/*
 * work.c - the floor and what no client is spared: the body built and the answer parsed with cJSON, the digests and
 * HMACs of the signature with OpenSSL, each in one call, as most programs would do it.
 */
#include "bench.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

/* As it would be built: a new item for each, added one by one. */
static cJSON *rebuild(const cJSON *model)
{
    cJSON *made = cJSON_IsObject(model)   ? cJSON_CreateObject()
                  : cJSON_IsArray(model)  ? cJSON_CreateArray()
                  : cJSON_IsString(model) ? cJSON_CreateString(model->valuestring)
                  : cJSON_IsBool(model)   ? cJSON_CreateBool(cJSON_IsTrue(model))
                                          : cJSON_CreateNumber(model->valuedouble);

    for (const cJSON *item = model->child; made != NULL && item != NULL; item = item->next) {
        if (cJSON_IsObject(model))
            (void)cJSON_AddItemToObject(made, item->string, rebuild(item));
        else
            (void)cJSON_AddItemToArray(made, rebuild(item));
    }
    return made;
}

static _Thread_local cJSON *model; /* of the body; NULL where it is not JSON */

static bool build_body(void)
{
    cJSON *made;
    char  *text;

    if (model == NULL)
        return true;
    made = rebuild(model);
    text = cJSON_PrintUnformatted(made);
    cJSON_Delete(made);
    free(text);
    return text != NULL;
}

static bool before(const struct bench_job *job)
{
    const char *body = strstr(job->request, "\r\n\r\n") + 4;
    const char *text = job->what->with_sha1 ? body : job->request; /* a form is signed, or about what the headers are */
    size_t      text_size = job->what->with_sha1 ? strlen(body) : (size_t)(body - job->request);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned      size = 0;
    bool          well = build_body();

    for (unsigned i = 0; well && i < job->what->digests; i++)
        well = EVP_Digest(i == 0 ? body : text, i == 0 ? strlen(body) : text_size, digest, &size, EVP_sha256(), NULL) ==
               1;
    for (unsigned i = 0; well && i < job->what->macs; i++)
        well = HMAC(job->what->with_sha1 ? EVP_sha1() : EVP_sha256(), "emulator-secret-key", 19,
                    (const unsigned char *)text, i == 0 ? text_size : 64, digest, &size) != NULL;
    return well;
}

static bool after(const char *answer, size_t size)
{
    cJSON *parsed = cJSON_ParseWithLength(answer, size);

    cJSON_Delete(parsed);
    return parsed != NULL;
}

bool bench_call(const struct bench_job *job)
{
    bool well;

    model = cJSON_Parse(strstr(job->request, "\r\n\r\n") + 4);
    well = bench_transfer(job, before, after);
    cJSON_Delete(model);
    return well;
}
