/* failure.c - what it means that an exchange ended without an answer, and why, in words that hold no secret. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "net/inside.h"
#include "net/proxy.h"

/* Of libcurl's own limits and words, what 7.88 has no name for. */
#define TOO_LARGE ((CURLcode)100) /* CURLE_TOO_LARGE, since 8.6 */
enum { LIBCURL_HEADER_MAX = 200 * 1024 };

bool bwpi_failure_is_distrust(CURLcode code)
{
    static const CURLcode codes[] = {CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
                                     CURLE_SSL_CERTPROBLEM,          CURLE_SSL_CIPHER,
                                     CURLE_SSL_ISSUER_ERROR,         CURLE_SSL_INVALIDCERTSTATUS};

    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (codes[i] == code)
            return true;
    }
    return false;
}

/*
 * libcurl says of a header line beyond its own limit what it says without memory, or CURLE_TOO_LARGE.  Where memory can
 * be had it was the line.
 */
static bool is_long_header(const struct exchange *exchange, CURLcode code)
{
    void *memory;

    if (!exchange->was_sent || (code != CURLE_OUT_OF_MEMORY && code != TOO_LARGE))
        return false;
    memory = malloc(LIBCURL_HEADER_MAX);
    free(memory);
    return memory != NULL;
}

enum http_failure bwpi_failure_of(const struct exchange *exchange, CURLcode code)
{
    const enum buf_state body = exchange->response->body.state, headers = exchange->response->headers.state;

    if (code == CURLE_OK)
        return HTTP_ANSWERED;
    if (code == CURLE_OPERATION_TIMEDOUT)
        return HTTP_TIMED_OUT;
    if (exchange->is_malformed)
        return HTTP_MALFORMED;
    if (body == BUF_TOO_LONG || headers == BUF_TOO_LONG || is_long_header(exchange, code))
        return HTTP_TOO_LONG;
    if (body == BUF_NO_MEMORY || headers == BUF_NO_MEMORY || code == CURLE_OUT_OF_MEMORY)
        return HTTP_NO_MEMORY;
    if (exchange->was_sent)
        return HTTP_CUT;
    return bwpi_failure_is_distrust(code) ? HTTP_UNTRUSTED : HTTP_UNREACHABLE;
}

/* Where a proxy may be in the way libcurl's own sentence is not told: it may quote an address with a password in it. */
static void explain_proxy(const struct exchange *exchange, CURLcode code, const char *source)
{
    struct http_response *response = exchange->response;
    bool                  may_be_spared = bwpi_proxy_may_be_spared(exchange->route);
    long                  status = 0; /* of the proxy's own answer */

    if (curl_easy_getinfo(exchange->easy, CURLINFO_HTTP_CONNECTCODE, &status) != CURLE_OK)
        status = 0;
    if (exchange->was_sent)
        (void)snprintf(response->reason, sizeof response->reason, "%s", curl_easy_strerror(code));
    else if (status >= 300 && status <= 999)
        (void)snprintf(response->reason, sizeof response->reason,
                       "the proxy given in %s leads nowhere: it answered with HTTP status %ld", source, status);
    else if (code == CURLE_COULDNT_RESOLVE_PROXY || (code == CURLE_COULDNT_CONNECT && !may_be_spared))
        (void)snprintf(response->reason, sizeof response->reason, "the proxy given in %s could not be reached", source);
    else
        (void)snprintf(response->reason, sizeof response->reason, "%s; the way leads through the proxy given in %s%s",
                       curl_easy_strerror(code), source, may_be_spared ? ", unless no_proxy excepts it" : "");
}

void bwpi_failure_explain(const struct exchange *exchange, CURLcode code)
{
    struct http_response *response = exchange->response;
    const char           *source = bwpi_proxy_source(exchange->route), *why = exchange->error;

    if (exchange->wanted_again)
        why = "The connection was closed before the answer came";
    else if (response->failure == HTTP_MALFORMED)
        why = "its status line is not one of HTTP";
    else if (response->failure == HTTP_TOO_LONG)
        why = "longer than any answer to such a request";
    else if (source != NULL)
        why = NULL;
    else if (*why == '\0')
        why = curl_easy_strerror(code);
    if (why != NULL)
        bwpi_utf8_copy(response->reason, sizeof response->reason, why, strlen(why));
    else
        explain_proxy(exchange, code, source);
}
