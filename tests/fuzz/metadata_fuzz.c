/*
 * metadata_fuzz.c - the first byte chooses a provider, whether a token is needed and a role was named; then come lines,
 * each the status and the body of an answer.
 */
#include "fuzz.h"

static void try_service(const struct provider *provider, unsigned char how, const char *answers)
{
    struct errand        errand;
    struct http_request  request;
    struct http_response response;
    enum errand_next     next;

    bwpi_errand_init(&errand);
    errand.needs_ticket = (how & 4) != 0;
    (void)snprintf(errand.name, sizeof errand.name, "%s", (how & 8) != 0 ? "role" : "");
    bwpi_http_request_init(&request);
    CHECK(bwpi_http_response_init(&response));
    next = provider->fetch_keys(&errand, NULL, &request);
    for (int i = 0; next == ERRAND_ASKS; i++) {
        size_t size = strcspn(answers, "\n");

        CHECK(i < 4); /* it comes to an end */
        CHECK(request.method != NULL && *bwpi_buf_text(&request.path) == '/');
        CHECK(strstr(bwpi_buf_text(&request.path), "/../") == NULL);
        bwpi_http_response_clear(&response);
        response.status = *answers == '4' ? 404 : *answers == '5' ? 500 : 200;
        response.failure = *answers == '0' ? HTTP_CUT : HTTP_ANSWERED;
        if (size > 0)
            bwpi_buf_add(&response.body, answers + 1, size - 1);
        answers += size + (answers[size] == '\n');
        bwpi_http_request_clear(&request);
        next = provider->fetch_keys(&errand, &response, &request);
    }
    CHECK(next == ERRAND_DONE || (errand.problem != NULL && fuzz_is_utf8(errand.problem)));
    if (next == ERRAND_DONE) {
        CHECK(errand.expires > 0);
        CHECK(errand.access_key.size > 0 && errand.secret_key.size > 0 && errand.security_token.size > 0);
        CHECK(strpbrk(bwpi_buf_text(&errand.security_token), " \r\n\t") == NULL);
    }
    bwpi_errand_free(&errand);
    bwpi_http_request_free(&request);
    bwpi_http_response_free(&response);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct provider *provider = size > 0 ? bwpi_provider_at(data[0] % 4) : NULL;
    char                  *text = size > 0 ? fuzz_text(data + 1, size - 1) : NULL;

    if (provider != NULL && provider->fetch_keys != NULL)
        try_service(provider, data[0], text);
    free(text);
    return 0;
}
