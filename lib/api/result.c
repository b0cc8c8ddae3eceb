/* result.c - reading a result; whatever is asked of NULL is answered with nothing. */
#include "road/result.h"

#include "model/words.h"

const char *bwp_outcome_name(bwp_outcome outcome)
{
    return bwpi_word(&bwpi_outcome_words, (int)outcome);
}

const char *bwp_status_name(bwp_status status)
{
    return bwpi_word(&bwpi_status_words, (int)status);
}

const char *bwp_state_name(bwp_state state)
{
    return bwpi_word(&bwpi_state_words, (int)state);
}

static bool has_members(const bwp_result *result)
{
    return result != NULL && bwpi_result_lack(result) == NULL;
}

bwp_outcome bwp_result_outcome(const bwp_result *result)
{
    const struct lack *lack = bwpi_result_lack(result);

    if (lack != NULL)
        return lack->outcome;
    return result != NULL ? result->outcome : BWP_UNKNOWN;
}

bwp_status bwp_result_status(const bwp_result *result)
{
    if (bwpi_result_lack(result) != NULL)
        return BWP_ERR_MEMORY;
    return result != NULL ? result->status : BWP_OK;
}

const char *bwp_result_message(const bwp_result *result)
{
    const struct lack *lack = bwpi_result_lack(result);

    if (lack != NULL)
        return lack->message;
    return result != NULL ? result->message : "";
}

const char *bwp_result_field(const bwp_result *result)
{
    return has_members(result) ? result->field : "";
}

const char *bwp_result_provider(const bwp_result *result)
{
    return has_members(result) && result->provider != NULL ? result->provider->name : "";
}

const char *bwp_result_provider_code(const bwp_result *result)
{
    return has_members(result) ? result->reply.code : "";
}

const char *bwp_result_request_id(const bwp_result *result)
{
    return has_members(result) ? result->reply.request_id : "";
}

const char *bwp_result_order_id(const bwp_result *result)
{
    return has_members(result) ? result->reply.order_id : "";
}

const char *bwp_result_client_token(const bwp_result *result)
{
    return has_members(result) ? result->client_token : "";
}

int bwp_result_http_status(const bwp_result *result)
{
    return has_members(result) ? result->response.status : 0;
}

unsigned bwp_result_attempts(const bwp_result *result)
{
    return has_members(result) ? result->attempts : 0;
}

bool bwp_result_retry_is_safe(const bwp_result *result)
{
    return bwpi_result_lack(result) != NULL || (result != NULL && result->retry_is_safe);
}

bool bwp_result_awaits_payment(const bwp_result *result)
{
    return has_members(result) && result->awaits_payment;
}

const char *bwp_result_body(const bwp_result *result, size_t *size)
{
    if (size != NULL)
        *size = has_members(result) ? result->response.body.size : 0;
    return has_members(result) ? bwpi_buf_text(&result->response.body) : "";
}

const char *bwp_result_http_request(const bwp_result *result)
{
    return has_members(result) ? bwpi_buf_text(&result->request) : "";
}

const char *bwp_result_canonical_request(const bwp_result *result)
{
    return has_members(result) ? bwpi_buf_text(&result->canonical_request) : "";
}

const char *bwp_result_string_to_sign(const bwp_result *result)
{
    return has_members(result) ? bwpi_buf_text(&result->string_to_sign) : "";
}

const char *bwp_result_whoami(const bwp_result *result)
{
    return has_members(result) ? bwpi_buf_text(&result->whoami) : "";
}

size_t bwp_result_package_count(const bwp_result *result)
{
    return has_members(result) ? result->packages.count : 0;
}

const bwp_package *bwp_result_package(const bwp_result *result, size_t index)
{
    return has_members(result) ? bwpi_packages_at(&result->packages, index) : NULL;
}

const char *bwp_package_id(const bwp_package *package)
{
    return package != NULL ? package->id : "";
}

#define TEXT_ACCESSOR(field)                                                                                           \
    const char *bwp_package_##field(const bwp_package *package)                                                        \
    {                                                                                                                  \
        return package != NULL && package->field != NULL ? package->field : "";                                        \
    }

TEXT_ACCESSOR(name)
TEXT_ACCESSOR(description)
TEXT_ACCESSOR(status)
TEXT_ACCESSOR(area_a)
TEXT_ACCESSOR(area_b)
TEXT_ACCESSOR(order_id)
TEXT_ACCESSOR(created_at)
TEXT_ACCESSOR(updated_at)
TEXT_ACCESSOR(expires_at)
TEXT_ACCESSOR(bound_to)
TEXT_ACCESSOR(resource_group)
TEXT_ACCESSOR(json)

uint32_t bwp_package_bandwidth_mbps(const bwp_package *package)
{
    return package != NULL ? package->bandwidth_mbps : 0;
}

bwp_billing bwp_package_billing(const bwp_package *package)
{
    return package != NULL ? package->billing : 0;
}

bwp_state bwp_package_state(const bwp_package *package)
{
    return package != NULL ? package->state : BWP_STATE_OTHER;
}

size_t bwp_package_tag_count(const bwp_package *package)
{
    return package != NULL ? package->tag_count : 0;
}

bwp_tag bwp_package_tag(const bwp_package *package, size_t index)
{
    return index < bwp_package_tag_count(package) ? package->tags[index] : (bwp_tag){"", ""};
}
