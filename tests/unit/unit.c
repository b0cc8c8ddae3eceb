/* unit.c - every assertion prints its case before it fails, since a table has many. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "environment.h"

void unit_text(const char *which, const char *step, const char *expected, const char *actual)
{
    if (actual == NULL || strcmp(expected, actual) != 0)
        fail_msg("%s, %s:\n  expected \"%s\"\n  found    \"%s\"", which, step, expected,
                 actual != NULL ? actual : "(NULL)");
}

void unit_number(const char *which, const char *step, long long expected, long long actual)
{
    if (expected != actual)
        fail_msg("%s, %s: expected %lld, found %lld", which, step, expected, actual);
}

void unit_holds(const char *which, const char *step, const char *part, const char *text)
{
    if (strstr(text, part) == NULL)
        fail_msg("%s, %s: there is no \"%s\" in \"%s\"", which, step, part, text);
}

void unit_lacks(const char *which, const char *step, const char *part, const char *text)
{
    if (strstr(text, part) != NULL)
        fail_msg("%s, %s: there is \"%s\" in \"%s\"", which, step, part, text);
}

void unit_same_json(const char *which, const char *step, const char *expected, const char *actual)
{
    cJSON *left = cJSON_Parse(expected), *right = cJSON_Parse(actual);
    bool   same = left != NULL && right != NULL && cJSON_Compare(left, right, 1);

    cJSON_Delete(left);
    cJSON_Delete(right);
    if (!same)
        fail_msg("%s, %s:\n  expected %s\n  found    %s", which, step, expected, actual);
}

int unit_forget_environment(void **state)
{
    (void)state;
    environment_forget();
    return 0;
}

bwp_config unit_config(const char *provider)
{
    bwp_config config = {.struct_size = sizeof config};

    config.provider = provider;
    config.access_key = "unit-access-key";
    config.secret_key = "unit-secret-key";
    if (strcmp(provider, "huawei") == 0) {
        config.account = "00000000000000000000000000d0a1e5";
        config.project = "unit-project";
        config.site = "china";
    }
    return config;
}

bwp_request unit_request(void)
{
    bwp_request request = {.struct_size = sizeof request};

    request.name = "unit";
    request.bandwidth_mbps = 100;
    request.area_a = "china";
    request.area_b = "asia-pacific";
    request.billing = BWP_POSTPAID;
    return request;
}

bwp_request unit_request_for(const char *provider)
{
    bwp_request request = unit_request();

    if ((bwpi_provider_find(provider)->terms.billings >> request.billing & 1) == 0)
        request.billing = BWP_POSTPAID_95;
    return request;
}

bwp_client *unit_client(const bwp_config *config)
{
    char        problem[BWP_ERROR_SIZE] = "";
    bwp_client *client = bwp_client_new(config, problem);

    if (client == NULL)
        fail_msg("there is no client: %s", problem);
    assert_string_equal(problem, "");
    return client;
}

bwp_result *unit_preview(const bwp_config *config, const bwp_request *request)
{
    bwp_client *client = unit_client(config);
    bwp_result *result = NULL;
    bwp_outcome outcome = bwp_preview(client, request, &result);

    bwp_client_free(client);
    assert_non_null(result);
    assert_int_equal(outcome, bwp_result_outcome(result));
    assert_int_equal(bwp_result_attempts(result), 0);
    assert_int_equal(bwp_result_http_status(result), 0);
    return result;
}

bwp_result *unit_done(const char *which, const bwp_config *config, const bwp_request *request)
{
    bwp_result *result = unit_preview(config, request);

    if (bwp_result_outcome(result) != BWP_DONE)
        fail_msg("%s: it could not be made: %s", which, bwp_result_message(result));
    unit_number(which, "status", BWP_OK, bwp_result_status(result));
    unit_text(which, "message", "", bwp_result_message(result));
    return result;
}

const char *unit_body(const bwp_result *result)
{
    const char *blank = strstr(bwp_result_http_request(result), "\n\n");

    assert_non_null(blank);
    return blank + 2;
}

const char *unit_query(const bwp_result *result)
{
    static char query[64 * 1024];
    const char *request = bwp_result_http_request(result), *mark = strchr(request, '?');
    size_t      line = strcspn(request, "\n");

    query[0] = '\0';
    if (mark != NULL && mark < request + line)
        (void)snprintf(query, sizeof query, "%.*s", (int)(request + line - mark - 1), mark + 1);
    return query;
}

/* One sentence for a person: one line, no full stop, and not cut off. */
void unit_is_sentence(const char *which, const char *message)
{
    size_t size = strlen(message);

    if (size == 0 || size >= BWP_ERROR_SIZE - 1 || message[size - 1] == '.' || strchr(message, '\n') != NULL)
        fail_msg("%s: \"%s\" is not one sentence", which, message);
}

void unit_is_refusal(const char *which, const bwp_result *result, bwp_status status, const char *field,
                     const char *part)
{
    unit_number(which, bwp_result_message(result), BWP_NOT_DONE, bwp_result_outcome(result));
    unit_number(which, bwp_result_message(result), status, bwp_result_status(result));
    unit_text(which, bwp_result_message(result), field, bwp_result_field(result));
    unit_is_sentence(which, bwp_result_message(result));
    unit_holds(which, "message", part, bwp_result_message(result));
    unit_holds(which, "message", field, bwp_result_message(result));
    unit_number(which, "attempts", 0, bwp_result_attempts(result));
    unit_number(which, "HTTP status", 0, bwp_result_http_status(result));
    unit_number(which, "packages", 0, (long long)bwp_result_package_count(result));
    unit_number(which, "retry is safe", true, bwp_result_retry_is_safe(result));
    unit_text(which, "request", "", bwp_result_http_request(result));
}

void unit_refused(const char *which, const bwp_config *config, const bwp_request *request, bwp_status status,
                  const char *field, const char *part)
{
    bwp_result *result = unit_preview(config, request);

    unit_is_refusal(which, result, status, field, part);
    bwp_result_free(result);
}

void unit_client_refused(const char *which, const bwp_config *config, const char *part)
{
    char        problem[BWP_ERROR_SIZE] = "";
    bwp_client *client = bwp_client_new(config, problem);

    if (client != NULL)
        fail_msg("%s: there is a client", which);
    unit_is_sentence(which, problem);
    unit_holds(which, "message", part, problem);
    assert_null(bwp_client_new(config, NULL)); /* the buffer for the message may be NULL */
}

void unit_read(struct unit_answer *answer, const struct provider *provider, enum verb verb, const char *id,
               int http_status, const char *headers, const char *body, size_t body_size)
{
    static const struct order order = {.request = {.name = ""}};
    struct step               step = {.verb = verb, .order = &order};

    (void)snprintf(step.id, sizeof step.id, "%s", id);

    memset(answer, 0, sizeof *answer);
    assert_true(bwpi_http_response_init(&answer->response));
    answer->response.was_sent = true;
    answer->response.status = http_status;
    bwpi_buf_add_text(&answer->response.headers, headers);
    bwpi_buf_add(&answer->response.body, body, body_size > 0 ? body_size : strlen(body));
    provider->skills[step.verb].read(&step, &answer->response, &answer->reply);
}

void unit_answer_free(struct unit_answer *answer)
{
    bwpi_http_response_free(&answer->response);
    bwpi_reply_free(&answer->reply);
}
