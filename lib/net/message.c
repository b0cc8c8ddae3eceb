/* message.c - requests and answers as data: nothing in here reaches for a network. */
#include "net/message.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

void bwpi_http_request_init(struct http_request *request)
{
    /* Member by member, because most of it is room for pairs, which nobody reads before it is set. */
    request->method = "";
    request->once = false;
    bwpi_buf_init(&request->path, HTTP_REQUEST_MAX);
    bwpi_pairs_init(&request->params, HTTP_REQUEST_MAX);
    bwpi_pairs_init(&request->headers, HTTP_REQUEST_MAX);
    bwpi_buf_init(&request->body, HTTP_REQUEST_MAX);
    bwpi_buf_lend(&request->path, request->path_room, sizeof request->path_room);
    bwpi_buf_lend(&request->body, request->body_room, sizeof request->body_room);
}

void bwpi_http_request_free(struct http_request *request)
{
    bwpi_buf_free(&request->path);
    bwpi_pairs_free(&request->params);
    bwpi_pairs_free(&request->headers);
    bwpi_buf_free(&request->body);
}

void bwpi_http_request_clear(struct http_request *request)
{
    bwpi_buf_clear(&request->path);
    bwpi_pairs_clear(&request->params);
    bwpi_pairs_clear(&request->headers);
    bwpi_buf_clear(&request->body);
    request->once = false;
}

enum buf_state bwpi_http_request_state(const struct http_request *request)
{
    const enum buf_state states[] = {request->path.state, request->params.text.state, request->headers.text.state,
                                     request->body.state};

    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (states[i] != BUF_OK)
            return states[i];
    }
    return BUF_OK;
}

bwp_status bwpi_http_fault(enum buf_state state, struct fault *fault)
{
    if (state == BUF_NO_MEMORY)
        return bwpi_fault_memory(fault);
    if (state == BUF_TOO_LONG)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "",
                          "the request is too long; it has to fit in %d KiB and %d parameters", HTTP_REQUEST_MAX / 1024,
                          (int)PAIRS_MAX);
    return BWP_OK;
}

void bwpi_http_response_init_empty(struct http_response *response)
{
    memset(response, 0, sizeof *response);
    bwpi_buf_init(&response->headers, HTTP_HEADERS_MAX);
    bwpi_buf_init(&response->body, HTTP_BODY_MAX);
}

bool bwpi_http_response_reserve(struct http_response *response)
{
    return bwpi_buf_reserve(&response->headers, HTTP_HEADERS_READY) &&
           bwpi_buf_reserve(&response->body, HTTP_BODY_READY);
}

void bwpi_http_response_lend(struct http_response *response, char *room)
{
    bwpi_buf_lend(&response->headers, room, HTTP_HEADERS_READY);
    bwpi_buf_lend(&response->body, room + HTTP_HEADERS_READY, HTTP_BODY_READY);
}

bool bwpi_http_response_init(struct http_response *response)
{
    bwpi_http_response_init_empty(response);
    return bwpi_http_response_reserve(response);
}

void bwpi_http_response_clear(struct http_response *response)
{
    response->failure = HTTP_ANSWERED;
    response->was_sent = false;
    response->status = 0;
    response->reason[0] = '\0';
    bwpi_buf_clear(&response->headers);
    bwpi_buf_clear(&response->body);
}

void bwpi_http_response_free(struct http_response *response)
{
    bwpi_buf_free(&response->headers);
    bwpi_buf_free(&response->body);
}

/* Whether the line begins as the pattern does, in which each 9 stands for any digit. */
static bool begins_as(const char *line, size_t size, const char *pattern)
{
    for (size_t i = 0; pattern[i] != '\0'; i++) {
        if (i == size || (pattern[i] == '9' ? line[i] < '0' || line[i] > '9' : line[i] != pattern[i]))
            return false;
    }
    return true;
}

bool bwpi_http_is_status_line(const char *line, size_t size)
{
    static const char *const patterns[] = {"HTTP/9.9 999", "HTTP/9 999"}; /* the latter of HTTP/2 and later */

    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        size_t end = strlen(patterns[i]);

        if (begins_as(line, size, patterns[i]))
            return end == size || line[end] == ' ' || line[end] == '\r' || line[end] == '\n';
    }
    return false;
}

void bwpi_http_header(const struct http_response *response, const char *name, char *text, size_t room)
{
    size_t size = strlen(name);

    text[0] = '\0';
    for (const char *line = bwpi_buf_text(&response->headers); line != NULL && *line != '\0';) {
        const char *end = line + strcspn(line, "\r\n"), *value;

        if ((size_t)(end - line) > size && bwpi_ascii_starts(line, name) && line[size] == ':') {
            value = line + size + 1;
            value += strspn(value, " \t");
            while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
                end--;
            bwpi_utf8_copy(text, room, value, (size_t)(end - value));
            return;
        }
        line = end + strspn(end, "\r\n");
    }
}
