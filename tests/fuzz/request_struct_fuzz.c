/* request_struct_fuzz.c - requests in C: a line of numbers, then texts that end at a NUL, in the order of the struct.
 */
#include "fuzz.h"

enum { TEXTS = 8, TAGS_GIVEN_MAX = 300 };

static void check_result(const bwp_result *result, bwp_outcome outcome)
{
    const char *const texts[] = {bwp_result_message(result),           bwp_result_field(result),
                                 bwp_result_client_token(result),      bwp_result_http_request(result),
                                 bwp_result_canonical_request(result), bwp_result_string_to_sign(result)};
    bwp_status        status = bwp_result_status(result);

    CHECK(result != NULL && bwp_result_outcome(result) == outcome);
    CHECK(outcome == BWP_DONE || outcome == BWP_NOT_DONE);
    CHECK((outcome == BWP_DONE) == (status == BWP_OK) && status != BWP_ERR_MEMORY);
    CHECK((outcome == BWP_DONE) == (*bwp_result_message(result) == '\0'));
    CHECK((outcome == BWP_DONE) == (*bwp_result_http_request(result) != '\0'));
    CHECK(outcome == BWP_DONE || *bwp_result_field(result) != '\0');
    CHECK(bwp_result_attempts(result) == 0 && bwp_result_http_status(result) == 0);
    CHECK(bwp_result_package_count(result) == 0);
    for (size_t i = 0; i < COUNT(texts); i++)
        CHECK(fuzz_is_utf8(texts[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char        *numbers = fuzz_cut(&data, &size, '\n'), *texts[TEXTS], *tags_text[2 * TAGS_GIVEN_MAX];
    unsigned     number[9] = {0};
    bwp_tag      tags[TAGS_GIVEN_MAX];
    size_t       tag_count = 0, struct_size;
    bwp_request  request = {.struct_size = sizeof request};
    void        *given;
    bwp_result  *result = NULL;
    bwp_outcome  outcome;
    const char **places[TEXTS] = {&request.name,         &request.description,     &request.area_a,
                                  &request.area_b,       &request.bind_to,         &request.resource_group,
                                  &request.client_token, &request.provider_options};

    /* client, bandwidth, billing, period, unit, auto_pay, auto_renew, words more or less in the struct, their value */
    for (char *at = numbers, *end; *at != '\0' && tag_count < COUNT(number); at = *end != '\0' ? end + 1 : end)
        number[tag_count++] = (unsigned)strtoul(at, &end, 10);
    tag_count = 0;
    for (size_t i = 0; i < TEXTS; i++) {
        texts[i] = fuzz_cut(&data, &size, '\0');
        *places[i] = *texts[i] == '-' && texts[i][1] == '\0' ? NULL : texts[i];
    }
    while (size > 0 && tag_count < TAGS_GIVEN_MAX) {
        tags[tag_count].key = tags_text[2 * tag_count] = fuzz_cut(&data, &size, '\0');
        tags[tag_count].value = tags_text[2 * tag_count + 1] = fuzz_cut(&data, &size, '\0');
        tag_count++;
    }
    request.bandwidth_mbps = number[1];
    request.billing = (bwp_billing)(number[2] % 16);
    request.period = number[3];
    request.period_unit = (bwp_unit)(number[4] % 4);
    request.auto_pay = number[5] % 2 != 0;
    request.auto_renew = number[6] % 2 != 0;
    request.tags = tag_count > 0 ? tags : NULL;
    request.tag_count = tag_count;
    /* as callers know it who were built against an older or a newer header: never half a pointer */
    struct_size = number[7] < 8 ? sizeof request + number[7] * sizeof(void *)
                                : sizeof request - (number[7] - 8) % 3 * sizeof(void *);
    request.struct_size = struct_size;
    given = malloc(struct_size);
    CHECK(given != NULL);
    memset(given, (int)(number[8] & 0xff), struct_size);
    memcpy(given, &request, struct_size < sizeof request ? struct_size : sizeof request);
    outcome = bwp_preview(fuzz_client(number[0] % FUZZ_CLIENTS), given, &result);
    free(given);
    for (size_t i = 0; i < TEXTS; i++)
        free(texts[i]); /* what is passed in is copied */
    for (size_t i = 0; i < 2 * tag_count; i++)
        free(tags_text[i]);
    free(numbers);
    check_result(result, outcome);
    bwp_result_free(result);
    return 0;
}
