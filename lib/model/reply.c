/* reply.c - judging an answer by tables, and keeping from it only what is safe to show and to use later on. */
#include "model/reply.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void bwpi_reply_free(struct reply *reply)
{
    bwpi_json_free(reply->json);
    bwpi_packages_free(&reply->packages);
    memset(reply, 0, sizeof *reply);
}

void bwpi_reply_parse(struct reply *reply, const struct http_response *response)
{
    const char *problem;

    reply->json = bwpi_json_parse(bwpi_buf_text(&response->body), response->body.size, &problem);
    reply->status = response->status >= 500 ? BWP_ERR_SERVER : BWP_ERR_RESPONSE;
    if (reply->json == NULL && problem == NULL)
        reply->status = BWP_ERR_MEMORY;
}

void bwpi_reply_means(struct reply *reply, const char *code, enum meaning meaning)
{
    if (reply->verdict == REPLY_REFUSED && strcmp(reply->code, code) == 0)
        reply->meaning = meaning;
}

void bwpi_reply_advise(struct reply *reply, const char *code, const char *advice)
{
    if (strcmp(reply->code, code) == 0)
        reply->advice = advice;
}

static bool matches(const char *pattern, const char *code)
{
    size_t size = strlen(pattern);
    char   part[64];

    if (size < 2 || size > sizeof part || pattern[size - 1] != '*')
        return strcmp(pattern, code) == 0;
    if (pattern[0] != '*')
        return strncmp(pattern, code, size - 1) == 0;
    (void)snprintf(part, sizeof part, "%.*s", (int)(size - 2), pattern + 1);
    return strstr(code, part) != NULL;
}

void bwpi_reply_judge(struct reply *reply, int http_status, const struct error_rule *rules, size_t count)
{
    static const struct {
        int        http_status;
        bwp_status status;
    } by_status[] = {
        {400, BWP_ERR_ARGUMENT}, {401, BWP_ERR_CREDENTIALS}, {402, BWP_ERR_BALANCE},  {403, BWP_ERR_FORBIDDEN},
        {409, BWP_ERR_CONFLICT}, {412, BWP_ERR_CONFLICT},    {413, BWP_ERR_ARGUMENT}, {414, BWP_ERR_ARGUMENT},
        {422, BWP_ERR_ARGUMENT}, {429, BWP_ERR_THROTTLED},   {494, BWP_ERR_ARGUMENT},
    };
    /*
     * 408 says that the server gave up waiting, not that it did nothing.  404 may speak of an address or of anything
     * else: that a package is gone is for a code to say which the provider's room knows.
     */
    bool refusal = http_status >= 400 && http_status <= 499 && http_status != 408;

    reply->verdict = refusal ? REPLY_REFUSED : REPLY_UNCLEAR;
    reply->status = http_status >= 500 ? BWP_ERR_SERVER : refusal ? BWP_ERR_REFUSED : BWP_ERR_RESPONSE;
    for (size_t i = 0; i < sizeof by_status / sizeof by_status[0]; i++) {
        if (by_status[i].http_status == http_status)
            reply->status = by_status[i].status;
    }
    for (size_t i = 0; i < count; i++) {
        if (!matches(rules[i].code, reply->code))
            continue;
        if (rules[i].verdict != BY_STATUS && http_status >= 400)
            reply->verdict = rules[i].verdict;
        if (reply->verdict == REPLY_REFUSED || rules[i].verdict == REPLY_UNCLEAR) /* else the HTTP status says more */
            reply->status = rules[i].status;
        return;
    }
}

void bwpi_reply_judge_length(struct reply *reply, int http_status)
{
    if ((http_status != 414 && http_status != 431) || reply->verdict != REPLY_UNCLEAR)
        return;
    reply->verdict = REPLY_REFUSED;
    reply->status = BWP_ERR_ARGUMENT;
    if (reply->advice == NULL)
        reply->advice = "the request is too long for whoever answered; shorten name, description and tags";
}

void bwpi_reply_text(char *to, size_t room, const char *text)
{
    size_t size;

    text = text != NULL ? text + strspn(text, " \t\r\n") : "";
    size = strlen(text);
    while (size > 0 && strchr(" \t\r\n", text[size - 1]) != NULL)
        size--;
    bwpi_utf8_copy(to, room, text, size);
}

void bwpi_reply_accept(struct reply *reply)
{
    reply->verdict = REPLY_ACCEPTED;
    reply->status = BWP_OK;
    reply->code[0] = reply->message[0] = '\0'; /* some say "OK" or "success" */
}

void bwpi_reply_accept_change(struct reply *reply, const struct http_response *response)
{
    const char *body = bwpi_buf_text(&response->body);
    bool        is_empty = strspn(body, " \t\r\n") == response->body.size;

    if (reply->request_id[0] != '\0' && (is_empty || bwpi_json_is_object(reply->json)))
        bwpi_reply_accept(reply);
}

bool bwpi_reply_describe(struct reply *reply, const struct description *description)
{
    char id[ID_SIZE];

    if (!bwpi_package_id_take(id, description->id))
        return false;
    if (bwpi_packages_add(&reply->packages, description) || reply->packages.count == 1) {
        bwpi_reply_accept(reply); /* the id counts, even where there was no memory for more */
        return true;
    }
    reply->verdict = REPLY_UNCLEAR;
    reply->status = BWP_ERR_MEMORY;
    return false;
}

void bwpi_reply_weigh_no(struct reply *reply, const struct json *json, describe_package *describe)
{
    struct description description;
    char               id[ID_SIZE];

    describe(json, &description);
    if (reply->verdict == REPLY_REFUSED && bwpi_package_id_take(id, description.id))
        bwpi_reply_unclear(reply, BWP_ERR_RESPONSE);
}

void bwpi_reply_unclear(struct reply *reply, bwp_status status)
{
    bwpi_packages_free(&reply->packages);
    reply->marker[0] = '\0';
    reply->verdict = REPLY_UNCLEAR;
    reply->status = status;
}

bool bwpi_reply_list(struct reply *reply, const struct json *array, describe_package *describe)
{
    bwpi_reply_accept(reply);
    for (const struct json *item = bwpi_json_first(array); item != NULL; item = bwpi_json_next(item)) {
        struct description description;
        char               id[ID_SIZE];
        bool               has_id;

        describe(item, &description);
        has_id = bwpi_package_id_take(id, description.id);
        if (!has_id || !bwpi_packages_add(&reply->packages, &description)) {
            bwpi_reply_unclear(reply, has_id ? BWP_ERR_MEMORY : BWP_ERR_RESPONSE);
            return false;
        }
    }
    return true;
}

void bwpi_reply_goes_on(struct reply *reply, const char *marker)
{
    bwpi_reply_text(reply->marker, sizeof reply->marker, marker);
    if (marker != NULL && strcmp(reply->marker, marker) != 0)
        bwpi_reply_unclear(reply, BWP_ERR_RESPONSE);
}

void bwpi_reply_page(struct reply *reply, uint32_t page, uint32_t size, uint32_t total)
{
    uint64_t count = reply->packages.count, end = (uint64_t)page * size;
    char     next[32];

    if (page == 0 || page >= INT32_MAX || size == 0 || size > INT32_MAX) {
        if (total > count)
            bwpi_reply_unclear(reply, BWP_ERR_RESPONSE);
    } else if ((count == 0 && end - size < total) || (total == 0 && count >= size)) {
        bwpi_reply_unclear(reply, BWP_ERR_RESPONSE);
    } else {
        (void)snprintf(next, sizeof next, "%u", page + 1);
        bwpi_reply_goes_on(reply, end < total ? next : NULL);
    }
}

void bwpi_reply_expect(struct reply *reply, const char *id)
{
    if (reply->verdict != REPLY_ACCEPTED)
        return;
    if (reply->packages.count != 1 || strcmp(reply->packages.first.id, id) != 0)
        bwpi_reply_unclear(reply, BWP_ERR_RESPONSE);
    else if (reply->packages.first.memory == NULL)
        bwpi_reply_unclear(reply, BWP_ERR_MEMORY);
}

void bwpi_reply_absent(struct reply *reply)
{
    reply->verdict = REPLY_REFUSED;
    reply->status = BWP_ERR_NOT_FOUND;
    (void)snprintf(reply->message, sizeof reply->message, "there is no bandwidth package of this id");
}

void bwpi_reply_echo(struct reply *reply, const char *text, const char *mark, enum echo echo, char newline)
{
    const char *found = text != NULL ? strstr(text, mark) : NULL;

    if (found == NULL)
        return;
    reply->echo = echo;
    reply->echo_text = found + strlen(mark);
    reply->echo_newline = newline;
}

const char *bwpi_json_text_or_empty(const struct json *json)
{
    const char *text = bwpi_json_text(json);

    return text != NULL ? text : "";
}
