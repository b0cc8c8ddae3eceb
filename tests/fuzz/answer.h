/* answer.h - one answer through a provider's room and on to a result, as a call does it, with all that must hold. */
#ifndef FUZZ_ANSWER_H
#define FUZZ_ANSWER_H

#include "api/fields.h"
#include "fuzz.h"
#include "road/outcome.h"

enum { SIGNED_TIME = 1760601600, TAGS_LOOKED_AT = 32, LIST_LOOKED_AT = 64 };

/* A create as it is sent, signed at a fixed time; made once per client. */
struct sent {
    struct order        order;
    struct step         step;
    struct http_request request;
    struct signing      signing;
    bool                is_there;
};

static inline struct sent *answer_sent(size_t index)
{
    static struct sent sent[FUZZ_CLIENTS];
    struct sent       *one = &sent[index];

    if (!one->is_there) {
        const bwp_client      *client = fuzz_client(index);
        const struct provider *provider = client->config.provider;
        const struct context   context = {&client->config, client->keys, NULL};
        const struct stamp     stamp = {SIGNED_TIME, "0123456789abcdef0123456789abcdef"};
        bwp_request            request = {.struct_size = sizeof request};
        struct fault           fault;

        request.name = "fuzz";
        request.bandwidth_mbps = 10;
        request.area_a = "china";
        request.area_b = "asia-pacific";
        request.billing = BWP_POSTPAID;
        CHECK(bwpi_fields_copy(&bwpi_request_fields, &request, &one->order.request, &one->order.memory, &fault) ==
              BWP_OK);
        one->step = (struct step){.verb = VERB_CREATE, .order = &one->order, .token = "fuzz-client-token"};
        bwpi_http_request_init(&one->request);
        bwpi_signing_init(&one->signing);
        CHECK(provider->skills[VERB_CREATE].translate(&context, &one->step, &one->request, &fault) == BWP_OK);
        CHECK(provider->sign(&context, &stamp, &one->request, &one->signing, &fault) == BWP_OK);
        one->is_there = true;
    }
    return one;
}

/* "" or "2024-11-19T12:46:01Z". */
static inline void answer_check_time(const char *time)
{
    static const char form[] = "dddd-dd-ddTdd:dd:ddZ";

    CHECK(*time == '\0' || strlen(time) == strlen(form));
    for (size_t i = 0; time[i] != '\0'; i++)
        CHECK(form[i] == 'd' ? time[i] >= '0' && time[i] <= '9' : time[i] == form[i]);
}

static inline void answer_check_package(const bwp_package *package, const char *body)
{
    const char *const texts[] = {
        bwp_package_name(package),       bwp_package_description(package),   bwp_package_status(package),
        bwp_package_area_a(package),     bwp_package_area_b(package),        bwp_package_order_id(package),
        bwp_package_created_at(package), bwp_package_updated_at(package),    bwp_package_expires_at(package),
        bwp_package_bound_to(package),   bwp_package_resource_group(package)};
    const char *id = bwp_package_id(package);
    size_t      tags = bwp_package_tag_count(package);

    CHECK(*id != '\0');
    for (const char *c = id; *c != '\0'; c++)
        CHECK(*c > ' ' && *c <= '~');
    for (size_t i = 0; i < COUNT(texts); i++)
        CHECK(fuzz_is_utf8(texts[i]));
    CHECK(bwp_package_billing(package) <= BWP_POSTPAID_95 && bwp_package_state(package) <= BWP_STATE_STOPPED);
    answer_check_time(bwp_package_created_at(package));
    answer_check_time(bwp_package_updated_at(package));
    answer_check_time(bwp_package_expires_at(package));
    for (size_t i = 0; i < tags && i < TAGS_LOOKED_AT; i++) {
        bwp_tag tag = bwp_package_tag(package, i);

        CHECK(fuzz_is_utf8(tag.key) && fuzz_is_utf8(tag.value));
    }
    CHECK(*bwp_package_tag(package, tags).key == '\0' && *bwp_package_tag(package, tags).value == '\0');
    /* it goes as it is into the one line of JSON that bwp_call_json() returns */
    if (*bwp_package_json(package) == '\0')
        CHECK(strchr(body, '\\') != NULL); /* a member whose key is written with escapes is not found */
    else
        CHECK(*bwp_package_json(package) == '{' && fuzz_is_json_line(bwp_package_json(package)));
}

/* Whether an answer holds secrets whole or not at all: nobody can recognise what a server has cut itself. */
static inline bool answer_is_fair(const bwp_client *client, const char *body, size_t size)
{
    char      *text = fuzz_text(body, size);
    struct buf redacted = BUF_INIT(size);
    bool       is_fair = strlen(text) == size && strstr(text, "\\u") == NULL;
    size_t     kept = 0;

    redacted.data = text;
    redacted.size = size;
    (void)bwpi_keys_redact(client->keys, "", &redacted);
    for (size_t i = 0; i < redacted.size; i++) { /* a piece may hold an escaped slash */
        if (text[i] != '\\')
            text[kept++] = text[i];
    }
    text[kept] = '\0';
    is_fair = is_fair && fuzz_hides(text);
    free(text);
    return is_fair;
}

/* One package for a create and a get, each package once for a list, and for a change whatever it says of its own. */
static inline void answer_check_packages(const struct step *step, const struct reply *reply, const char *body)
{
    size_t count = reply->packages.count;

    CHECK((step->verb != VERB_CREATE && step->verb != VERB_GET) || count == 1);
    CHECK(step->verb == VERB_LIST || count <= 1);
    CHECK(step->verb != VERB_GET || strcmp(bwp_package_id(bwpi_packages_at(&reply->packages, 0)), step->id) == 0);
    for (size_t i = 0; i < count; i++) {
        const bwp_package *package = bwpi_packages_at(&reply->packages, i);

        answer_check_package(package, body);
        for (size_t j = 0; j < i && j < LIST_LOOKED_AT; j++)
            CHECK(strcmp(bwp_package_id(bwpi_packages_at(&reply->packages, j)), bwp_package_id(package)) != 0);
    }
}

static inline void answer_check_result(const struct step *step, const bwp_result *result, const char *signature,
                                       bool is_fair)
{
    const char *const   texts[] = {bwp_result_message(result),    bwp_result_field(result),
                                   bwp_result_request_id(result), bwp_result_provider_code(result),
                                   bwp_result_order_id(result),   bwp_result_client_token(result)};
    const struct reply *reply = &result->reply;
    int                 status = bwp_result_http_status(result);
    bool                is_success = status >= 200 && status <= 299;
    size_t              size;
    const char         *body = bwp_result_body(result, &size);

    CHECK(body[size] == '\0');
    for (size_t i = 0; i < COUNT(texts); i++)
        CHECK(fuzz_is_utf8(texts[i]));
    CHECK(fuzz_is_utf8(reply->message));
    CHECK(reply->retry_after_ms >= 0 && reply->server_time >= 0);
    CHECK(reply->verdict != REPLY_ACCEPTED || is_success);
    CHECK(reply->verdict != REPLY_REFUSED || (status >= 400 && status <= 599) ||
          (step->verb == VERB_GET && reply->status == BWP_ERR_NOT_FOUND)); /* by an empty list */
    CHECK(fuzz_is_utf8(reply->marker));
    CHECK(*reply->marker == '\0' || (step->verb == VERB_LIST && reply->verdict == REPLY_ACCEPTED));
    CHECK(reply->meaning == MEANS_NO_MORE || reply->verdict == REPLY_REFUSED);
    CHECK((bwp_result_outcome(result) == BWP_DONE) == (reply->verdict == REPLY_ACCEPTED));
    CHECK((bwp_result_outcome(result) == BWP_NOT_DONE) == (reply->verdict == REPLY_REFUSED));
    CHECK((bwp_result_status(result) == BWP_OK) == (reply->verdict == REPLY_ACCEPTED));
    CHECK((*bwp_result_message(result) == '\0') == (reply->verdict == REPLY_ACCEPTED));
    if (reply->verdict == REPLY_ACCEPTED) {
        answer_check_packages(step, reply, body);
        return;
    }
    CHECK(reply->packages.count == 0);
    CHECK(!is_fair || fuzz_hides(body));
    CHECK(!is_fair ||
          (fuzz_hides(bwp_result_message(result)) && fuzz_hides(reply->message) && fuzz_hides(reply->code)));
    CHECK(*signature == '\0' || strstr(bwp_result_message(result), signature) == NULL);
}

/* A lost look is not done, and nothing becomes done but what is so already. */
static inline void answer_check_settled(const struct step *step, bwp_result *result)
{
    static const struct doubt none = {.is_there = false};
    bwp_outcome               before = bwp_result_outcome(result);

    bwpi_step_settle(step, &none, result);
    CHECK(step->effect != READS || bwp_result_outcome(result) != BWP_UNKNOWN);
    CHECK((bwp_result_outcome(result) == BWP_DONE) ==
          (before == BWP_DONE || (step->verb == VERB_RESIZE && result->reply.meaning == MEANS_ALREADY_SO)));
}

/* What happens to a complete answer between the network and the caller. */
static inline void answer_run(size_t index, enum verb verb, int status, const char *headers, const char *body,
                              size_t body_size)
{
    bwp_client            *client = fuzz_client(index);
    const struct provider *provider = client->config.provider;
    const struct evidence evidence = {provider->name, client->config.address.base, SIGNED_TIME, bwpi_verb_effect(verb)};
    struct sent          *sent = answer_sent(index);
    const char           *signature = sent->signing.signature;
    bwp_result           *result = bwpi_result_new();
    struct step           step = sent->step;
    struct buf           *received;

    CHECK(result != NULL);
    step.verb = verb;
    step.effect = bwpi_verb_effect(verb);
    (void)snprintf(step.id, sizeof step.id, "bwp-1");
    received = &result->response.body;
    result->attempts = 1;
    result->response.was_sent = true;
    result->response.status = status;
    bwpi_buf_add_text(&result->canonical_request, bwpi_buf_text(&sent->signing.canonical_request[AS_SHOWN]));
    bwpi_buf_add_text(&result->string_to_sign, bwpi_buf_text(&sent->signing.string_to_sign[AS_SHOWN]));
    bwpi_buf_add_text(&result->response.headers, headers);
    bwpi_buf_add(received, body, body_size);
    CHECK(result->response.headers.state == BUF_OK && received->state == BUF_OK);
    bwpi_answer_read(client->keys, &provider->skills[verb], &step, signature, result);
    bwpi_decide(&evidence, result);
    answer_check_result(&step, result, signature, answer_is_fair(client, body, body_size));
    answer_check_settled(&step, result);
    bwp_result_free(result);
}

/* The verb behind the status, "200 list"; a create where there is none, or one that the provider does not have. */
static inline enum verb answer_verb(size_t index, const char *line)
{
    const char *word = line + strcspn(line, " ");

    for (int verb = 0; *word != '\0' && verb < VERB_COUNT; verb++) {
        if (strcmp(word + 1, bwpi_verb_name((enum verb)verb)) == 0 &&
            fuzz_client(index)->config.provider->skills[verb].read != NULL)
            return (enum verb)verb;
    }
    return VERB_CREATE;
}

/* "201" or "200 list", header lines, an empty line, the body. */
static inline void answer_run_text(size_t index, const uint8_t *data, size_t size)
{
    char      *line = fuzz_cut(&data, &size, '\n');
    long       status = strtol(line, NULL, 10);
    enum verb  verb = answer_verb(index, line);
    struct buf headers = BUF_INIT(HTTP_HEADERS_MAX);

    do {
        free(line);
        line = fuzz_cut(&data, &size, '\n');
        bwpi_buf_add_text(&headers, line);
        bwpi_buf_add_text(&headers, "\r\n");
    } while (*line != '\0');
    free(line);
    if (headers.state == BUF_OK && size <= HTTP_BODY_MAX) /* beyond, the connection is cut and nothing is read */
        answer_run(index, verb, (int)(status >= 200 && status <= 599 ? status : 200 + labs(status % 400)),
                   bwpi_buf_text(&headers), (const char *)data, size);
    bwpi_buf_free(&headers);
}

#endif
