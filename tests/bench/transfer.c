/* transfer.c - libcurl with nothing around it: easy handles, each set up once, that send the same bytes each time. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
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

/* ---- many at once ---- */

struct many {
    CURLM           *multi;
    struct transfer *transfers;
    unsigned         count, started, ended;
};

static bool start(const struct bench_job *job, struct many *many, struct transfer *transfer)
{
    transfer->size = 0;
    many->started++;
    return many->started > job->calls || curl_multi_add_handle(many->multi, transfer->easy) == CURLM_OK;
}

/* Each transfer that has ended makes room for the next. */
static bool take_ended(const struct bench_job *job, struct many *many)
{
    CURLMsg *message;
    int      left;

    while ((message = curl_multi_info_read(many->multi, &left)) != NULL) {
        CURL            *easy = message->easy_handle;
        struct transfer *transfer = NULL;
        long             status = 0;

        if (message->data.result != CURLE_OK || curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer) != CURLE_OK ||
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK || status / 100 != 2 ||
            curl_multi_remove_handle(many->multi, easy) != CURLM_OK)
            return false;
        many->ended++;
        if (!start(job, many, transfer))
            return false;
    }
    return true;
}

static bool run_many(const struct bench_job *job, struct many *many)
{
    bool well = true;
    int  running;

    for (; well && many->count < job->in_flight && many->count < job->calls; many->count++) {
        struct transfer *transfer = &many->transfers[many->count];

        transfer->easy = curl_easy_init();
        well = transfer->easy != NULL && set_up(transfer, job) &&
               curl_easy_setopt(transfer->easy, CURLOPT_PRIVATE, transfer) == CURLE_OK && start(job, many, transfer);
    }
    while (well && many->ended < job->calls)
        well = curl_multi_perform(many->multi, &running) == CURLM_OK && take_ended(job, many) &&
               (many->ended == job->calls || curl_multi_poll(many->multi, NULL, 0, 1000, NULL) == CURLM_OK);
    return well;
}

bool bench_transfer_many(const struct bench_job *job)
{
    struct many many = {.multi = curl_multi_init(), .transfers = calloc(job->in_flight, sizeof *many.transfers)};
    bool        well = many.multi != NULL && many.transfers != NULL && run_many(job, &many);

    for (unsigned i = 0; i < many.count; i++) {
        (void)curl_multi_remove_handle(many.multi, many.transfers[i].easy);
        curl_easy_cleanup(many.transfers[i].easy);
        curl_slist_free_all(many.transfers[i].headers);
    }
    free(many.transfers);
    (void)curl_multi_cleanup(many.multi);
    return well;
}
