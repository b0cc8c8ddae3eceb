/* keys.c - all texts stand in one block, so that one wipe forgets them all. */
#include "keys/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/redact.h"

enum { KEY_TEXTS = 4 };

struct keys *bwpi_keys_new(const char *access_key, const char *secret_key, const char *security_token,
                           const char *auth_token, const char *source)
{
    const char  *texts[KEY_TEXTS] = {access_key, secret_key, security_token, auth_token};
    struct keys *keys = calloc(1, sizeof *keys);
    const char **copies[KEY_TEXTS];
    char        *at;

    if (keys == NULL)
        return NULL;
    atomic_init(&keys->users, 1);
    keys->source = source;
    for (size_t i = 0; i < KEY_TEXTS; i++)
        keys->memory_size += texts[i] != NULL ? strlen(texts[i]) + 1 : 1;
    keys->memory = at = malloc(keys->memory_size);
    if (keys->memory == NULL) {
        free(keys);
        return NULL;
    }
    copies[0] = &keys->access_key;
    copies[1] = &keys->secret_key;
    copies[2] = &keys->security_token;
    copies[3] = &keys->auth_token;
    for (size_t i = 0; i < KEY_TEXTS; i++) {
        size_t size = texts[i] != NULL ? strlen(texts[i]) : 0;

        if (size == 0)
            continue;
        memcpy(at, texts[i], size + 1);
        *copies[i] = at;
        at += size + 1;
    }
    return keys;
}

struct keys *bwpi_keys_hold(struct keys *keys)
{
    (void)atomic_fetch_add(&keys->users, 1);
    return keys;
}

void bwpi_keys_release(struct keys *keys)
{
    if (keys == NULL || atomic_fetch_sub(&keys->users, 1) != 1)
        return;
    bwpi_hmac_key_free(keys->mac);
    bwpi_wipe(keys->memory, keys->memory_size);
    free(keys->memory);
    free(keys);
}

bool bwpi_keys_redact(const struct keys *keys, const char *signature, struct buf *text)
{
    const char *const secrets[] = {keys->access_key, keys->secret_key, keys->security_token, keys->auth_token,
                                   signature};

    bool found = false;

    if (text->data != NULL)
        text->size = bwpi_redact(text->data, text->size, secrets, sizeof secrets / sizeof secrets[0], &found);
    return found;
}

void bwpi_keys_redact_cut(const struct keys *keys, const char *signature, struct buf *text)
{
    size_t whole = text->size;

    while (whole > 0 && strchr(" \t\r\n\"", text->data[whole - 1]) == NULL)
        whole--;
    if (whole < text->size)
        bwpi_wipe(text->data + whole, text->size - whole);
    text->size = whole;
    (void)bwpi_keys_redact(keys, signature, text);
}
