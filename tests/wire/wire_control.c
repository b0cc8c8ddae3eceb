/* wire_control.c - asks the emulator itself: its ledger, its faults, its clock. */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

size_t wire_collect(char *data, size_t size, size_t count, void *user)
{
    struct wire_bytes *bytes = user;
    char              *longer = realloc(bytes->text, bytes->size + size * count + 1);

    if (longer == NULL)
        return 0;
    memcpy(longer + bytes->size, data, size * count);
    bytes->text = longer;
    bytes->size += size * count;
    longer[bytes->size] = '\0';
    return size * count;
}

cJSON *wire_control(const char *method, const char *path, const char *body)
{
    CURLcode          code;
    cJSON            *json;
    CURL             *easy = curl_easy_init();
    struct wire_bytes answer = {0};
    char              url[256];
    long              status = 0;

    assert_non_null(easy);
    (void)snprintf(url, sizeof url, "%s%s", wire_cloud.url, path);
    (void)curl_easy_setopt(easy, CURLOPT_URL, url);
    (void)curl_easy_setopt(easy, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, wire_collect);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
    if (body != NULL)
        (void)curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    (void)curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
    if (wire_cloud.ca_file[0] != '\0') {
        (void)curl_easy_setopt(easy, CURLOPT_CAINFO, wire_cloud.ca_file);
        (void)curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L); /* a test may have started it with a bad one */
        (void)curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    code = curl_easy_perform(easy);
    (void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(easy);
    if (code != CURLE_OK || status != 200) {
        print_error("%s %s %s: %s, HTTP %ld, %s\n", method, path, body != NULL ? body : "", curl_easy_strerror(code),
                    status, answer.text != NULL ? answer.text : "");
        free(answer.text);
        fail();
    }
    json = cJSON_Parse(answer.text);
    free(answer.text);
    assert_non_null(json);
    return json;
}

void wire_fault(const char *format, ...)
{
    int     size;
    char    body[4096];
    va_list arguments;

    va_start(arguments, format);
    size = vsnprintf(body, sizeof body, format, arguments);
    va_end(arguments);
    wire_assert_within(size, 1, (int64_t)sizeof body - 1);
    cJSON_Delete(wire_control("POST", "/emulator/faults", body));
}

void wire_fault_one(const char *provider, const char *kind)
{
    wire_fault("{\"kind\":\"%s\",\"provider\":\"%s\"}", kind, provider);
}

void wire_clock(int offset_seconds)
{
    char body[64];

    (void)snprintf(body, sizeof body, "{\"offset_seconds\":%d}", offset_seconds);
    cJSON_Delete(wire_control("POST", "/emulator/clock", body));
}

static int count(const char *what, const char *provider)
{
    int          value;
    cJSON       *ledger = wire_control("GET", "/emulator/ledger", NULL);
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(ledger, what), provider);

    assert_true(cJSON_IsNumber(number));
    value = number->valueint;
    cJSON_Delete(ledger);
    return value;
}

int wire_purchases(const char *provider)
{
    return count("counts", provider);
}

int wire_requests(const char *provider)
{
    return count("requests", provider);
}

cJSON *wire_only_purchase(void)
{
    cJSON *only;
    cJSON *ledger = wire_control("GET", "/emulator/ledger", NULL);
    cJSON *purchases = cJSON_GetObjectItemCaseSensitive(ledger, "purchases");

    assert_int_equal(cJSON_GetArraySize(purchases), 1);
    only = cJSON_DetachItemFromArray(purchases, 0);
    cJSON_Delete(ledger);
    return only;
}

const char *wire_text(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));

    if (text == NULL)
        fail_msg("there is no text \"%s\"", name);
    return text;
}

void wire_assert_json(const cJSON *have, const char *expected)
{
    cJSON *want = cJSON_Parse(expected);

    if (want == NULL)
        fail_msg("this test's own JSON is broken: %s", expected);
    if (!cJSON_Compare(have, want, true)) {
        char *text = cJSON_PrintUnformatted(have);

        print_error("expected %s\nbut there is %s\n", expected, text != NULL ? text : "nothing");
        cJSON_free(text);
        cJSON_Delete(want);
        fail();
    }
    cJSON_Delete(want);
}

void wire_assert_bought(const char *expected)
{
    cJSON *purchase = wire_only_purchase();

    wire_assert_json(cJSON_GetObjectItemCaseSensitive(purchase, "request"), expected);
    cJSON_Delete(purchase);
}
