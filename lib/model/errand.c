/* errand.c - keys are taken whole, with the time at which they end, or not at all. */
#include "model/errand.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"

void bwpi_errand_init(struct errand *errand)
{
    memset(errand, 0, sizeof *errand);
    bwpi_buf_init(&errand->ticket, ERRAND_TEXT_MAX);
    bwpi_buf_init(&errand->access_key, ERRAND_TEXT_MAX);
    bwpi_buf_init(&errand->secret_key, ERRAND_TEXT_MAX);
    bwpi_buf_init(&errand->security_token, ERRAND_TEXT_MAX);
}

void bwpi_errand_free(struct errand *errand)
{
    bwpi_buf_free(&errand->ticket);
    bwpi_buf_free(&errand->access_key);
    bwpi_buf_free(&errand->secret_key);
    bwpi_buf_free(&errand->security_token);
}

enum errand_next bwpi_errand_fail(struct errand *errand, const char *problem)
{
    errand->problem = problem;
    return ERRAND_FAILED;
}

enum errand_next bwpi_errand_fail_with(struct errand *errand, int http_status)
{
    (void)snprintf(errand->said, sizeof errand->said,
                   "it refused to give keys with HTTP status %d; give keys in another way", http_status);
    return bwpi_errand_fail(errand, errand->said);
}

/* A key or a token goes into headers: visible ASCII, and not empty. */
static bool put(struct buf *to, const char *text)
{
    if (text == NULL || *text == '\0')
        return false;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c < '!' || *c > '~')
            return false;
    }
    bwpi_buf_add_text(to, text);
    return to->state == BUF_OK;
}

bool bwpi_errand_take_ticket(struct errand *errand, const struct http_response *last)
{
    const char *text = bwpi_buf_text(&last->body), *end = text + last->body.size;

    while (end > text && (end[-1] == '\n' || end[-1] == '\r' || end[-1] == ' '))
        end--;
    for (const char *c = text; c < end; c++) {
        if (*c < '!' || *c > '~')
            return false;
    }
    bwpi_buf_add(&errand->ticket, text, (size_t)(end - text));
    return errand->ticket.state == BUF_OK && errand->ticket.size > 0;
}

bool bwpi_role_take(char name[ERRAND_NAME_SIZE], const char *text)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.@";
    size_t            start = strspn(text, " \t\r\n"), size = strspn(text + start, allowed);

    if (size == 0 || size >= ERRAND_NAME_SIZE || text[start + size + strspn(text + start + size, " \t\r\n")] != '\0')
        return false;
    memcpy(name, text + start, size);
    name[size] = '\0';
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

enum errand_next bwpi_errand_take_keys(struct errand *errand, const struct json *object, const char *access_key,
                                       const char *secret_key, const char *security_token, const char *expires)
{
    const char *time = bwpi_json_member_text(object, expires);
    char        normal[CLOCK_TEXT_SIZE];

    if (!put(&errand->access_key, bwpi_json_member_text(object, access_key)) ||
        !put(&errand->secret_key, bwpi_json_member_text(object, secret_key)) ||
        !put(&errand->security_token, bwpi_json_member_text(object, security_token)))
        return bwpi_errand_fail(errand, "the answer holds no keys");
    if (time == NULL || !bwpi_clock_normalise(time, normal))
        return bwpi_errand_fail(errand, "the answer does not say when its keys expire");
    errand->expires = bwpi_clock_parse_normal(normal);
    return errand->expires > 0 ? ERRAND_DONE : bwpi_errand_fail(errand, "its keys expire at no time that there is");
}
