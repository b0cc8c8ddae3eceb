/*
 * wrap.c - every function outside that the library calls and that can fail, each able to fail as it really does.
 *
 * The linker sends the calls of our own objects here (--wrap, with the names in wrapped.sym); those inside the shared
 * libraries stay theirs.  Left out are functions
 *   that only free or wipe: free, cJSON_Delete, cJSON_DeleteItemFromObjectCaseSensitive, cJSON_free, EVP_MD_free,
 *     EVP_MD_CTX_free, curl_easy_cleanup, curl_easy_reset, curl_slist_free_all, curl_url_cleanup, curl_multi_cleanup,
 *     and curl_multi_remove_handle, which fails for a handle that is not there only;
 *   that only read: curl_multi_info_read, curl_multi_timeout, curl_easy_strerror, curl_version_info,
 * cJSON_GetObjectItemCaseSensitive, cJSON_Is...; that look for profiles: open, fstat, read, getenv; profile_test.c
 * shows what happens; of the pipe that wakes a batch: fcntl, write, whose failing changes nothing but how soon it
 * wakes; that have no way to fail: EVP_EncodeBlock, and OPENSSL_init_crypto once it has succeeded, until the process
 * ends; crypto_test.c shows what happens then.
 */
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "failing.h"

#define DECLARE(type, name, parameters)                                                                                \
    type __real_##name parameters;                                                                                     \
    type __wrap_##name parameters;

#define WRAP(type, name, parameters, arguments, failure)                                                               \
    DECLARE(type, name, parameters)                                                                                    \
    type __wrap_##name parameters                                                                                      \
    {                                                                                                                  \
        return failing_now(#name, FAILING_STEADY) ? (failure) : __real_##name arguments;                               \
    }

#define NO_MEMORY (errno = ENOMEM, NULL)

WRAP(void *, malloc, (size_t size), (size), NO_MEMORY)
WRAP(void *, calloc, (size_t count, size_t size), (count, size), NO_MEMORY)
WRAP(void *, realloc, (void *old, size_t size), (old, size), NO_MEMORY)
WRAP(char *, strdup, (const char *text), (text), NO_MEMORY)
WRAP(char *, strndup, (const char *text, size_t size), (text, size), NO_MEMORY)

WRAP(CURLcode, curl_global_init, (long flags), (flags), CURLE_OUT_OF_MEMORY)
WRAP(CURL *, curl_easy_init, (void), (), NULL)
WRAP(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *text), (list, text), NULL)
WRAP(CURLU *, curl_url, (void), (), NULL)
WRAP(CURLUcode, curl_url_set, (CURLU * url, CURLUPart what, const char *part, unsigned flags), (url, what, part, flags),
     CURLUE_OUT_OF_MEMORY)
WRAP(CURLM *, curl_multi_init, (void), (), NULL)
WRAP(CURLMcode, curl_multi_add_handle, (CURLM * multi, CURL *easy), (multi, easy), CURLM_OUT_OF_MEMORY)
WRAP(CURLMcode, curl_multi_wakeup, (CURLM * multi), (multi), CURLM_WAKEUP_FAILURE)

WRAP(CURLMcode, curl_multi_assign, (CURLM * multi, curl_socket_t fd, void *user), (multi, fd, user),
     CURLM_OUT_OF_MEMORY)
WRAP(int, pipe, (int ends[2]), (ends), (errno = EMFILE, -1))

WRAP(EVP_MD *, EVP_MD_fetch, (OSSL_LIB_CTX * lib, const char *name, const char *properties), (lib, name, properties),
     NULL)
WRAP(EVP_MD_CTX *, EVP_MD_CTX_new, (void), (), NULL)
WRAP(int, EVP_MD_CTX_copy_ex, (EVP_MD_CTX * to, const EVP_MD_CTX *from), (to, from), 0)
WRAP(int, EVP_DigestInit_ex2, (EVP_MD_CTX * ctx, const EVP_MD *type, const OSSL_PARAM *params), (ctx, type, params), 0)
WRAP(int, EVP_DigestUpdate, (EVP_MD_CTX * ctx, const void *data, size_t size), (ctx, data, size), 0)
WRAP(int, EVP_DigestFinal_ex, (EVP_MD_CTX * ctx, unsigned char *digest, unsigned *size), (ctx, digest, size), 0)
WRAP(int, EVP_Digest,
     (const void *data, size_t count, unsigned char *digest, unsigned *size, const EVP_MD *type, ENGINE *engine),
     (data, count, digest, size, type, engine), 0)
WRAP(int, RAND_bytes, (unsigned char *bytes, int count), (bytes, count), 0)

WRAP(cJSON *, cJSON_CreateArray, (void), (), NULL)
WRAP(cJSON *, cJSON_CreateBool, (cJSON_bool value), (value), NULL)
WRAP(cJSON *, cJSON_CreateNull, (void), (), NULL)
WRAP(cJSON *, cJSON_CreateObject, (void), (), NULL)
WRAP(cJSON *, cJSON_CreateStringReference, (const char *text), (text), NULL)
WRAP(cJSON *, cJSON_Duplicate, (const cJSON *item, cJSON_bool recurse), (item, recurse), NULL)
WRAP(cJSON_bool, cJSON_AddItemToArray, (cJSON * array, cJSON *item), (array, item), 0)
WRAP(cJSON_bool, cJSON_AddItemToObject, (cJSON * object, const char *key, cJSON *item), (object, key, item), 0)
WRAP(cJSON_bool, cJSON_AddItemToObjectCS, (cJSON * object, const char *key, cJSON *item), (object, key, item), 0)
WRAP(cJSON *, cJSON_AddObjectToObject, (cJSON * object, const char *key), (object, key), NULL)
WRAP(cJSON *, cJSON_AddStringToObject, (cJSON * object, const char *key, const char *text), (object, key, text), NULL)
WRAP(void *, cJSON_malloc, (size_t size), (size), NULL)

/* The option's number says which type its argument has. */
DECLARE(CURLcode, curl_easy_setopt, (CURL * easy, CURLoption option, ...))
CURLcode __wrap_curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
    CURLcode code = CURLE_OUT_OF_MEMORY;
    va_list  rest;

    if (failing_now("curl_easy_setopt", FAILING_STEADY))
        return code;
    va_start(rest, option);
    if (option < CURLOPTTYPE_OBJECTPOINT)
        code = __real_curl_easy_setopt(easy, option, va_arg(rest, long));
    else if (option >= CURLOPTTYPE_FUNCTIONPOINT && option < CURLOPTTYPE_OFF_T)
        code = __real_curl_easy_setopt(easy, option, va_arg(rest, void (*)(void)));
    else if (option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB)
        code = __real_curl_easy_setopt(easy, option, va_arg(rest, curl_off_t));
    else
        code = __real_curl_easy_setopt(easy, option, va_arg(rest, void *));
    va_end(rest);
    return code;
}

DECLARE(CURLcode, curl_easy_getinfo, (CURL * easy, CURLINFO info, ...))
CURLcode __wrap_curl_easy_getinfo(CURL *easy, CURLINFO info, ...)
{
    CURLcode code = CURLE_UNKNOWN_OPTION;
    va_list  rest;

    if (failing_now("curl_easy_getinfo", FAILING_STEADY))
        return code;
    va_start(rest, info);
    code = __real_curl_easy_getinfo(easy, info, va_arg(rest, void *));
    va_end(rest);
    return code;
}

DECLARE(CURLMcode, curl_multi_setopt, (CURLM * multi, CURLMoption option, ...))
CURLMcode __wrap_curl_multi_setopt(CURLM *multi, CURLMoption option, ...)
{
    CURLMcode code = CURLM_UNKNOWN_OPTION;
    va_list   rest;

    if (failing_now("curl_multi_setopt", FAILING_STEADY))
        return code;
    va_start(rest, option);
    if ((int)option < CURLOPTTYPE_OBJECTPOINT)
        code = __real_curl_multi_setopt(multi, option, va_arg(rest, long));
    else if ((int)option >= CURLOPTTYPE_FUNCTIONPOINT)
        code = __real_curl_multi_setopt(multi, option, va_arg(rest, void (*)(void)));
    else
        code = __real_curl_multi_setopt(multi, option, va_arg(rest, void *));
    va_end(rest);
    return code;
}

DECLARE(CURLMcode, curl_multi_perform, (CURLM * multi, int *running))
CURLMcode __wrap_curl_multi_perform(CURLM *multi, int *running)
{
    bool      fails = failing_now("curl_multi_perform", FAILING_TIMED);
    CURLMcode code = CURLM_OUT_OF_MEMORY;

    if (!fails || failing_is_late())
        code = __real_curl_multi_perform(multi, running);
    failing_watch(fails && !failing_is_late() ? -1 : *running);
    return fails ? CURLM_OUT_OF_MEMORY : code;
}

DECLARE(CURLMcode, curl_multi_poll, (CURLM * multi, struct curl_waitfd *more, unsigned count, int wait_ms, int *ready))
CURLMcode __wrap_curl_multi_poll(CURLM *multi, struct curl_waitfd *more, unsigned count, int wait_ms, int *ready)
{
    if (failing_now("curl_multi_poll", FAILING_TIMED))
        return CURLM_OUT_OF_MEMORY;
    if (failing_is_idle() && wait_ms > 1) /* nothing can come: see failing_watch() */
        wait_ms = 1;
    return __real_curl_multi_poll(multi, more, count, wait_ms, ready);
}

DECLARE(CURLMcode, curl_multi_socket_action, (CURLM * multi, curl_socket_t fd, int events, int *running))
CURLMcode __wrap_curl_multi_socket_action(CURLM *multi, curl_socket_t fd, int events, int *running)
{
    bool      fails = failing_now("curl_multi_socket_action", FAILING_TIMED);
    CURLMcode code = CURLM_OUT_OF_MEMORY;

    if (!fails || failing_is_late())
        code = __real_curl_multi_socket_action(multi, fd, events, running);
    failing_watch(fails && !failing_is_late() ? -1 : *running);
    return fails ? CURLM_OUT_OF_MEMORY : code;
}

DECLARE(int, poll, (struct pollfd * fds, nfds_t count, int wait_ms))
int __wrap_poll(struct pollfd *fds, nfds_t count, int wait_ms)
{
    if (failing_now("poll", FAILING_TIMED)) {
        errno = ENOMEM;
        return -1;
    }
    if (failing_is_idle() && wait_ms > 1) /* likewise */
        wait_ms = 1;
    return __real_poll(fds, count, wait_ms);
}
