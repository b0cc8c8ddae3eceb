/* transfer.c - libcurl with nothing around it: one easy handle, set up once, that sends the same bytes each time. */
#include "bench.h"

#include <stdio.h>
#include <string.h>

#include <curl/curl.h>

enum { ANSWER_ROOM = 16 * 1024, TEXT_ROOM = 8 * 1024 };

struct transfer {
    CURL              *easy;
    struct curl_slist *headers;
    char               method[16], target[TEXT_ROOM];
    char               answer[ANSWER_ROOM];
    size_t             size;
};

bool bench_start(const struct bench_job *job)
{
    (void)job;
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

void bench_stop(void)
{
    curl_global_cleanup();
}

static size_t take(char *data, size_t size, size_t count, void *user)
{
    struct transfer *transfer = user;

    if (transfer->size + size * count > ANSWER_ROOM)
        return 0;
    memcpy(transfer->answer + transfer->size, data, size * count);
    transfer->size += size * count;
    return size * count;
}

/* Of "POST /v1 HTTP/1.1" and what follows; libcurl writes Host and Content-Length itself.  Returns the body, or NULL.
 */
static const char *read_request(struct transfer *transfer, const char *request)
{
    const char *line = strstr(request, "\r\n"), *end = strstr(request, "\r\n\r\n");
    char        header[TEXT_ROOM];

    if (line == NULL || end == NULL || sscanf(request, "%15s %8191s", transfer->method, transfer->target) != 2)
        return NULL;
    for (line += 2; line < end + 2; line = strstr(line, "\r\n") + 2) {
        struct curl_slist *longer;

        if (strncmp(line, "Content-Length:", 15) == 0)
            continue;
        (void)snprintf(header, sizeof header, "%.*s", (int)(strstr(line, "\r\n") - line), line);
        longer = curl_slist_append(transfer->headers, header);
        if (longer == NULL)
            return NULL;
        transfer->headers = longer;
    }
    return end + 4;
}

#define SET(option, value) (code = code == CURLE_OK ? curl_easy_setopt(transfer->easy, option, value) : code)

static bool set_up(struct transfer *transfer, const struct bench_job *job)
{
    const char *body = read_request(transfer, job->request);
    CURLcode    code = body != NULL ? CURLE_OK : CURLE_OUT_OF_MEMORY;

    SET(CURLOPT_URL, job->url);
    SET(CURLOPT_REQUEST_TARGET, transfer->target);
    SET(CURLOPT_POSTFIELDS, body);
    SET(CURLOPT_CUSTOMREQUEST, transfer->method);
    SET(CURLOPT_HTTPHEADER, transfer->headers);
    SET(CURLOPT_WRITEFUNCTION, take);
    SET(CURLOPT_WRITEDATA, transfer);
    SET(CURLOPT_NOSIGNAL, 1L);
    if (*job->ca_file != '\0') {
        SET(CURLOPT_CAINFO, job->ca_file);
        SET(CURLOPT_CAPATH, NULL); /* or its certificates are read anew for every connection */
    }
    return code == CURLE_OK;
}

bool bench_transfer(const struct bench_job *job, bool (*before)(const struct bench_job *),
                    bool (*after)(const char *answer, size_t size))
{
    struct transfer transfer = {.easy = curl_easy_init()};
    bool            well = transfer.easy != NULL && set_up(&transfer, job);

    for (unsigned i = 0; well && i < job->calls; i++) {
        long status = 0;

        transfer.size = 0;
        well = (before == NULL || before(job)) && curl_easy_perform(transfer.easy) == CURLE_OK &&
               curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK && status / 100 == 2 &&
               (after == NULL || after(transfer.answer, transfer.size));
    }
    curl_easy_cleanup(transfer.easy);
    curl_slist_free_all(transfer.headers);
    return well;
}
