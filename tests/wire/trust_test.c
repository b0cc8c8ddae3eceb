/*
 * trust_test.c - the system's certificates in a folder, of which one is read, and in a file, which is read for whom the
 * folder does not know: whoever is in neither is told nothing.
 */
#include "bare.h"
#include "wire_certs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curl/curl.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "net/inside.h"
#include "net/libcurl.h"

static struct wire_certs certs;
static char              full[WIRE_FOLDER_SIZE], empty[WIRE_FOLDER_SIZE]; /* folders; the first has the authority */

static void answer(struct bare_peer *peer, void *user)
{
    static const char yes[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    char              request[4096];

    if (!bare_shake_hands(*(struct bare **)user, peer))
        return;
    while (bare_read_request(peer, request, sizeof request) && bare_write(peer, yes, sizeof yes - 1))
        continue;
}

/* As `openssl rehash` names it. */
static bool put_into_folder(const char *folder, const char *path)
{
    char  name[WIRE_PATH_SIZE];
    FILE *from = fopen(path, "r"), *to;
    X509 *cert = from != NULL ? PEM_read_X509(from, NULL, NULL, NULL) : NULL;
    bool  well;

    if (from != NULL)
        (void)fclose(from);
    if (cert == NULL)
        return false;
    (void)snprintf(name, sizeof name, "%s/%08lx.0", folder, X509_subject_name_hash(cert));
    to = fopen(name, "w");
    well = to != NULL && PEM_write_X509(to, cert) == 1;
    X509_free(cert);
    return to != NULL && fclose(to) == 0 && well;
}

static int start(void **state)
{
    (void)state;
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK && wire_certs_make(&certs) == 0 &&
                   wire_folder_make(full) && wire_folder_make(empty) && put_into_folder(full, certs.ca)
               ? 0
               : -1;
}

static int end(void **state)
{
    (void)state;
    wire_certs_remove(&certs);
    wire_folder_remove(full);
    wire_folder_remove(empty);
    return 0;
}

/* One exchange on the engine; what came of it. */
static enum http_failure ask(struct engine *engine, const struct bare *server, const char *ca_file, bool *was_sent)
{
    const struct route        route = {.base = bare_url(server),
                                       .is_loopback = true,
                                       .ca_file = ca_file,
                                       .user_agent = "trust_test",
                                       .connect_timeout_ms = 10000};
    struct http_request       request;
    struct http_response      response;
    const struct http_sending sending = {"POST", "/", {&request.headers, &request.params}, &request.body, false};
    struct exchange          *exchange;
    enum http_failure         failure;

    bwpi_http_request_init(&request);
    assert_true(bwpi_http_response_init(&response));
    exchange = bwpi_exchange_start(engine, &route, &sending, &response, 20000);
    assert_non_null(exchange);
    while (!bwpi_exchange_is_over(exchange))
        bwpi_engine_drive(engine, 1000);
    bwpi_exchange_end(engine, exchange);
    failure = response.failure;
    *was_sent = response.was_sent;
    bwpi_http_response_free(&response);
    bwpi_http_request_free(&request);
    return failure;
}

static void test_who_is_trusted_by_a_folder_or_a_file(void **state)
{
    const struct {
        const char       *name, *folder, *file, *own_file;
        enum http_failure failure;
        unsigned          connections; /* for two exchanges */
    } rows[] = {
        {"the folder knows it", full, certs.cert[WIRE_CERT_STRANGER], NULL, HTTP_ANSWERED, 1},
        {"the file knows it", empty, certs.ca, NULL, HTTP_ANSWERED, 2},
        {"there is no such folder", "/nowhere/at/all", certs.ca, NULL, HTTP_ANSWERED, 2},
        {"there is no folder", NULL, certs.ca, NULL, HTTP_ANSWERED, 1},
        {"nobody knows it", empty, certs.cert[WIRE_CERT_STRANGER], NULL, HTTP_UNTRUSTED, 3},
        {"a file of the caller's own counts alone", full, certs.ca, certs.cert[WIRE_CERT_STRANGER], HTTP_UNTRUSTED, 2},
        {"a file of the caller's own knows it", empty, certs.cert[WIRE_CERT_STRANGER], certs.ca, HTTP_ANSWERED, 1},
    };

    const curl_version_info_data *version = curl_version_info(CURLVERSION_NOW);
    bool                          looks_up = bwpi_libcurl_looks_up(version->version_num, version->ssl_version);

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct bare   *server = NULL;
        struct engine *engine = NULL;

        if (rows[i].folder != NULL && rows[i].own_file == NULL && !looks_up) /* then no folder is asked */
            continue;
        engine = bwpi_engine_new(rows[i].file, false);
        assert_non_null(engine);
        engine->ca_folder = looks_up ? rows[i].folder : NULL;
        engine->no_folder = bwpi_libcurl_no_folder(version->version_num);
        server = bare_start(certs.cert[WIRE_CERT_GOOD], certs.key, NULL, answer, &server);
        for (int exchanges = 0; exchanges < 2; exchanges++) {
            bool              was_sent = false;
            enum http_failure failure = ask(engine, server, rows[i].own_file, &was_sent);

            if (failure != rows[i].failure || was_sent != (failure == HTTP_ANSWERED))
                fail_msg("%s: failure %d, %ssent", rows[i].name, (int)failure, was_sent ? "" : "not ");
        }
        bare_stop(server);
        if (bare_connections(server) != rows[i].connections)
            fail_msg("%s: %u connections", rows[i].name, bare_connections(server));
        bwpi_engine_free(engine);
        bare_free(server);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_who_is_trusted_by_a_folder_or_a_file)};

    return cmocka_run_group_tests(tests, start, end);
}
