/* wire_signed.c - signs with the library's own signers, and leaves everything else of a request to the test. */
#include "wire_signed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "base/clock.h"
#include "vectors.h"

static struct {
    struct wire_answer answer;
    char              *text;
    size_t             size;
} last;

void wire_forget_answer(void)
{
    cJSON_Delete(last.answer.json);
    free(last.text);
    memset(&last, 0, sizeof last);
}

static size_t take_body(char *data, size_t size, size_t count, void *user)
{
    char *longer = realloc(last.text, last.size + size * count + 1);

    (void)user;
    if (longer == NULL)
        return 0;
    memcpy(longer + last.size, data, size * count);
    last.text = longer;
    last.size += size * count;
    longer[last.size] = '\0';
    return size * count;
}

static size_t take_header(char *data, size_t size, size_t count, void *user)
{
    static const char *const names[] = {"X-Request-Id: ", "x-acs-request-id: ", "x-bce-request-id: "};

    (void)user;
    for (size_t i = 0; i < COUNT(names); i++) {
        if (strncasecmp(data, names[i], strlen(names[i])) == 0)
            (void)sscanf(data + strlen(names[i]), "%63s", last.answer.request_id);
    }
    return size * count;
}

static void add_query(struct pairs *params, const char *query)
{
    while (*query != '\0') {
        char   name[256], value[2048];
        size_t pair = strcspn(query, "&"), length = strcspn(query, "=&");

        assert_true(length < sizeof name && pair - length < sizeof value);
        (void)snprintf(name, sizeof name, "%.*s", (int)length, query);
        (void)snprintf(value, sizeof value, "%.*s", pair > length ? (int)(pair - length - 1) : 0,
                       pair > length ? query + length + 1 : "");
        bwpi_pairs_add(params, name, value);
        query += pair + (query[pair] == '&');
    }
}

static void translate(struct http_request *request, const char *provider, const char *method, const char *path,
                      const char *query, const char *body)
{
    request->method = method;
    add_query(&request->params, query != NULL ? query : "");
    if (strcmp(provider, "alibaba") == 0) {
        bwpi_buf_add_text(&request->path, "/");
        bwpi_pairs_add(&request->headers, "x-acs-action", path);
        bwpi_pairs_add(&request->headers, "x-acs-version", "2017-09-12");
    } else if (strcmp(provider, "volcengine") == 0) {
        bwpi_buf_add_text(&request->path, "/");
        bwpi_pairs_add(&request->params, "Action", path);
        bwpi_pairs_add(&request->params, "Version", "2020-04-01");
    } else {
        bwpi_buf_add_text(&request->path, path);
        if (body != NULL)
            bwpi_pairs_add(&request->headers, "Content-Type", "application/json");
    }
    bwpi_buf_add_text(&request->body, body != NULL ? body : "");
}

static struct curl_slist *add_headers(struct curl_slist *list, const struct pairs *headers)
{
    for (size_t i = 0; i < headers->count; i++) {
        char line[8192];

        (void)snprintf(line, sizeof line, "%s: %s", bwpi_pairs_name(headers, i), bwpi_pairs_value(headers, i));
        list = curl_slist_append(list, line);
    }
    return list;
}

static void send_signed(struct signer *signer, const char *method)
{
    const struct buf  *body = bwpi_signing_body(&signer->signing, &signer->request, AS_SENT);
    struct curl_slist *headers = add_headers(add_headers(NULL, &signer->request.headers), &signer->signing.headers);
    CURL              *easy = curl_easy_init();
    char               url[16 * 1024];
    long               status = 0;
    CURLcode           code;

    assert_non_null(easy);
    (void)snprintf(url, sizeof url, "%s%s", wire_cloud.url, bwpi_buf_text(&signer->signing.target));
    if (bwpi_pairs_get(&signer->request.headers, "Content-Type") == NULL)
        headers = curl_slist_append(headers, "Content-Type:");
    (void)curl_easy_setopt(easy, CURLOPT_URL, url);
    (void)curl_easy_setopt(easy, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    (void)curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    if (strcmp(method, "GET") != 0) {
        (void)curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)body->size);
        (void)curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, bwpi_buf_text(body));
    }
    (void)curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
    code = curl_easy_perform(easy);
    (void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(easy);
    curl_slist_free_all(headers);
    last.answer.status = code == CURLE_OK ? (int)status : 0;
}

const struct wire_answer *wire_ask(const char *provider, const char *method, const char *path, const char *query,
                                   const char *body)
{
    static unsigned long long count;
    struct signer             signer;
    char                      nonce[33];
    struct stamp              stamp = {bwpi_clock_unix(), nonce};

    wire_forget_answer();
    (void)snprintf(nonce, sizeof nonce, "%016llx%016llx", (unsigned long long)stamp.unix_time, ++count);
    signer_begin(&signer, bwpi_provider_find(provider), "", WIRE_ACCESS_KEY, WIRE_SECRET_KEY, NULL,
                 wire_cloud.url + strlen("http://"));
    translate(&signer.request, provider, method, path, query, body);
    assert_int_equal(signer_sign(&signer, &stamp), BWP_OK);
    send_signed(&signer, method);
    signer_end(&signer);
    last.answer.text = last.text != NULL ? last.text : "";
    last.answer.json = cJSON_Parse(last.answer.text);
    return &last.answer;
}

void wire_assert_answer(const struct wire_answer *answer, int status, const char *code)
{
    static const char *const names[] = {"error_code", "Code", "code"};
    const char              *have = "";

    for (size_t i = 0; i < COUNT(names); i++) {
        const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(answer->json, names[i]));

        have = text != NULL ? text : have;
    }
    if (wire_has(answer, "ResponseMetadata.Error"))
        have = wire_at(answer, "ResponseMetadata.Error.Code");
    if (answer->status != status || strcmp(have, code != NULL ? code : "") != 0)
        fail_msg("the answer is %d %s, not %d %s: %s", answer->status, have, status, code != NULL ? code : "",
                 answer->text);
}

static const cJSON *find(const struct wire_answer *answer, const char *way)
{
    const cJSON *item = answer->json;

    while (item != NULL && *way != '\0') {
        char   name[64];
        size_t length = strcspn(way, ".[]");

        if (*way == '[') {
            item = cJSON_GetArrayItem(item, atoi(way + 1));
            way += strcspn(way, "]") + 1;
        } else {
            assert_true(length < sizeof name);
            memcpy(name, way, length);
            name[length] = '\0';
            item = cJSON_GetObjectItemCaseSensitive(item, name);
            way += length;
        }
        way += *way == '.';
    }
    return item;
}

bool wire_has(const struct wire_answer *answer, const char *way)
{
    return find(answer, way) != NULL;
}

const char *wire_at(const struct wire_answer *answer, const char *way)
{
    static char  text[4][512];
    static int   turn;
    char        *value = text[turn++ % 4];
    const cJSON *item = find(answer, way);

    if (item == NULL)
        fail_msg("there is no %s in %s", way, answer->text);
    if (cJSON_IsString(item))
        (void)snprintf(value, sizeof text[0], "%s", item->valuestring);
    else if (cJSON_IsNumber(item))
        (void)snprintf(value, sizeof text[0], "%.0f", item->valuedouble);
    else if (cJSON_IsBool(item))
        (void)snprintf(value, sizeof text[0], "%s", cJSON_IsTrue(item) ? "true" : "false");
    else
        (void)snprintf(value, sizeof text[0], "%s of %d", cJSON_IsArray(item) ? "array" : "object",
                       cJSON_GetArraySize(item));
    return value;
}

int wire_signed_end(void **state)
{
    (void)state;
    wire_forget_answer();
    return 0;
}

char wire_id[128];

static void keep_id(const struct wire_answer *answer, const char *way)
{
    (void)snprintf(wire_id, sizeof wire_id, "%s", wire_at(answer, way));
}

void wire_buy_huawei(const char *name, const char *more)
{
    char body[1024];

    (void)snprintf(body, sizeof body,
                   "{\"bandwidth_package\":{\"name\":\"%s\",\"project_id\":\"emulator-project\",\"bandwidth\":10,"
                   "\"local_area_id\":\"Chinese-Mainland\",\"remote_area_id\":\"Asia-Pacific\","
                   "\"charge_mode\":\"bandwidth\"%s}}",
                   name, more);
    keep_id(wire_ask("huawei", "POST", WIRE_HUAWEI_PATH, NULL, body), "bandwidth_package.id");
}

void wire_buy_alibaba(const char *more)
{
    char query[1024];

    (void)snprintf(query, sizeof query, "Bandwidth=10&GeographicRegionAId=China&GeographicRegionBId=North-America%s",
                   more);
    keep_id(wire_ask("alibaba", "POST", "CreateCenBandwidthPackage", query, NULL), "CenBandwidthPackageId");
}

void wire_buy_baidu(const char *name, const char *billing)
{
    char body[1024];

    (void)snprintf(body, sizeof body,
                   "{\"name\":\"%s\",\"bandwidth\":10,\"geographicA\":\"China\",\"geographicB\":\"Asia-Pacific\","
                   "\"billing\":%s,\"tags\":[{\"tagKey\":\"env\",\"tagValue\":\"prod\"}]}",
                   name, billing);
    keep_id(wire_ask("baidu", "POST", WIRE_BAIDU_PATH, NULL, body), "csnBpId");
}

void wire_buy_volcengine(const char *more)
{
    char query[1024];

    (void)snprintf(query, sizeof query,
                   "LocalGeographicRegionSetId=China&PeerGeographicRegionSetId=Asia&Bandwidth=10%s", more);
    keep_id(wire_ask("volcengine", "GET", "CreateCenBandwidthPackage", query, NULL), "Result.CenBandwidthPackageId");
}

const char *wire_path(const char *base, const char *below)
{
    static char path[256];

    (void)snprintf(path, sizeof path, "%s/%s%s", base, wire_id, below);
    return path;
}

void wire_arrange(const char *path, const char *format, ...)
{
    char    body[512];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(body, sizeof body, format, arguments);
    va_end(arguments);
    cJSON_Delete(wire_control("POST", path, body));
}
