/* terms.c - the checks that a provider's terms drive: the tables know what is sold, and the code knows no provider. */
#include "model/terms.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "model/words.h"

/* Every area that any provider serves, in our words. */
static const char *const neutral_areas[] = {
    "china",
    "asia-pacific",
    "north-america",
    "europe",
    "australia",
    "middle-east",
    "africa",
    "western-latin-america",
    "eastern-latin-america",
    "northern-latin-america",
};

const char *bwpi_terms_page(const struct terms *terms, const char *field)
{
    for (const struct source *source = terms->sources; source != NULL && source->field != NULL; source++) {
        if (strcmp(source->field, field) == 0)
            return source->page;
    }
    return terms->page;
}

const char *bwpi_area_own(const struct terms *terms, const char *neutral)
{
    for (size_t i = 0; i < terms->area_count; i++) {
        if (strcmp(terms->areas[i].neutral, neutral) == 0)
            return terms->areas[i].own;
    }
    return NULL;
}

const char *bwpi_area_neutral(const struct terms *terms, const char *own)
{
    for (size_t i = 0; i < terms->area_count; i++) {
        if (bwpi_ascii_equal(terms->areas[i].own, own))
            return terms->areas[i].neutral;
    }
    return own;
}

static bool sold(uint64_t numbers, uint64_t number)
{
    return number < 64 && (numbers >> number & 1) != 0;
}

bool bwpi_terms_period(const struct terms *terms, uint32_t *period, bwp_unit *unit)
{
    uint64_t months = *unit == BWP_YEAR ? (uint64_t)*period * 12 : *period;

    if (months % 12 == 0 && sold(terms->years, months / 12)) {
        *period = (uint32_t)(months / 12);
        *unit = BWP_YEAR;
        return true;
    }
    if (sold(terms->months, months)) {
        *period = (uint32_t)months;
        *unit = BWP_MONTH;
        return true;
    }
    return false;
}

/* "china, asia-pacific and europe" */
static void list_areas(const struct terms *terms, char *list, size_t room)
{
    list[0] = '\0';
    for (size_t i = 0; i < terms->area_count; i++) {
        size_t used = strlen(list);

        (void)snprintf(list + used, room - used, "%s%s",
                       i == 0                      ? ""
                       : i + 1 < terms->area_count ? ", "
                                                   : " and ",
                       terms->areas[i].neutral);
    }
}

/* "1-9" of the bits 1 to 9, "1-3, 6" of 1, 2, 3 and 6 */
static void list_numbers(uint64_t numbers, char *list, size_t room)
{
    list[0] = '\0';
    for (unsigned first = 0, last; first < 64; first = last + 1) {
        size_t used = strlen(list);

        last = first;
        if (!sold(numbers, first))
            continue;
        while (sold(numbers, last + 1))
            last++;
        (void)snprintf(list + used, room - used, first == last ? "%s%u" : "%s%u-%u", used > 0 ? ", " : "", first, last);
    }
}

/* Our word for an area that was written in capitals or in the provider's own word; NULL where nobody knows it. */
static const char *meant_area(const struct terms *terms, const char *area)
{
    for (size_t i = 0; i < sizeof neutral_areas / sizeof neutral_areas[0]; i++) {
        if (bwpi_ascii_equal(neutral_areas[i], area))
            return neutral_areas[i];
    }
    return bwpi_area_neutral(terms, area) != area ? bwpi_area_neutral(terms, area) : NULL;
}

static bwp_status check_area(const char *seller, const struct terms *terms, const char *field, const char *area,
                             struct fault *fault)
{
    char        list[BWP_ERROR_SIZE];
    const char *meant = meant_area(terms, area);

    if (bwpi_area_own(terms, area) != NULL)
        return BWP_OK;
    list_areas(terms, list, sizeof list);
    if (meant != NULL && strcmp(meant, area) == 0)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, field, "%s is %s, which %s does not serve; it serves %s", field,
                          area, seller, list);
    if (meant != NULL && bwpi_area_own(terms, meant) != NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field, "%s is \"%.40s\"; write %s", field, area, meant);
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, field, "%s is \"%.40s\", which is no area; %s serves %s", field, area,
                      seller, list);
}

/* An area may be paired with itself: "china and china". */
static bwp_status check_pair(const char *seller, const struct terms *terms, const bwp_request *request,
                             struct fault *fault)
{
    const char *a = request->area_a, *b = request->area_b;

    for (const struct span *pair = terms->not_between; pair != NULL && pair->a != NULL; pair++) {
        if ((strcmp(pair->a, a) == 0 && strcmp(pair->b, b) == 0) ||
            (strcmp(pair->a, b) == 0 && strcmp(pair->b, a) == 0))
            return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "area_b",
                              "area_b is %s and area_a %s, between which %s sells nothing (%s); choose another pair, "
                              "or set one of them in provider_options",
                              b, a, seller, bwpi_terms_page(terms, "areas"));
    }
    return BWP_OK;
}

static bwp_status check_period(const char *seller, const struct terms *terms, const bwp_request *request,
                               struct fault *fault)
{
    uint32_t period = request->period;
    bwp_unit unit = request->period_unit;
    char     months[64], years[64];

    if (request->billing != BWP_PREPAID || bwpi_terms_period(terms, &period, &unit))
        return BWP_OK;
    list_numbers(terms->months, months, sizeof months);
    list_numbers(terms->years, years, sizeof years);
    return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "period",
                      "period is %u %s%s; %s sells %s months%s%s%s (%s); provider_options sends another all the same",
                      request->period, bwpi_word(&bwpi_unit_words, (int)request->period_unit),
                      request->period == 1 ? "" : "s", seller, months, terms->years != 0 ? " and " : "", years,
                      terms->years != 0 ? " years" : "", bwpi_terms_page(terms, "period"));
}

/* Refuses what was asked for although the provider has no way to express it. */
static bwp_status check_unsupported(const char *seller, const struct terms *terms, const bwp_request *request,
                                    struct fault *fault)
{
    const struct {
        const char *field, *advice;
        bool        asked, taken;
    } rules[] = {
        {"description", "leave it out", *request->description != '\0', terms->takes_description},
        {"auto_renew", "leave it out and renew by hand", request->auto_renew, terms->takes_auto_renew},
        {"bind_to", "create it unbound, then bind it", *request->bind_to != '\0', terms->takes_bind_to},
        {"resource_group", "leave it out", *request->resource_group != '\0', terms->takes_resource_group},
        {"client_token", "leave it out: there is no client token there, so look before you buy again",
         *request->client_token != '\0', terms->client_token_max > 0},
    };

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i].asked && !rules[i].taken)
            return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, rules[i].field,
                              "%s cannot be sent to %s with create (%s); %s", rules[i].field, seller, terms->page,
                              rules[i].advice);
    }
    if ((terms->billings >> request->billing & 1) == 0)
        return bwpi_fault(
            fault, BWP_ERR_UNSUPPORTED, "billing", "billing is %s, which %s does not sell (%s); choose another",
            bwpi_word(&bwpi_billing_words, (int)request->billing), seller, bwpi_terms_page(terms, "billing"));
    if (terms->pays_at_once && request->billing == BWP_PREPAID && !request->auto_pay)
        return bwpi_fault(
            fault, BWP_ERR_UNSUPPORTED, "auto_pay",
            "auto_pay is not set, but a prepaid package at %s is paid as it is created (%s); set auto_pay", seller,
            terms->page);
    return BWP_OK;
}

/* page is where max stands; part says what of the field text is, as in "has" or "has a key of". */
static bwp_status check_length(const char *seller, const char *page, const char *field, const char *part,
                               const char *text, unsigned max, struct fault *fault)
{
    size_t length = bwpi_utf8_length(text);

    if (max == 0 || length <= max)
        return BWP_OK;
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, field,
                      "%s %s %zu characters; %s takes at most %u (%s); provider_options sends it all the same", field,
                      part, length, seller, max, page);
}

static bwp_status check_texts(const char *seller, const struct terms *terms, const char *name, const char *description,
                              struct fault *fault)
{
    if (check_length(seller, bwpi_terms_page(terms, "name"), "name", "has", name, terms->name_max, fault) != BWP_OK)
        return fault->status;
    return check_length(seller, bwpi_terms_page(terms, "description"), "description", "has", description,
                        terms->description_max, fault);
}

static bwp_status check_tags(const char *seller, const struct terms *terms, const bwp_tag *tags, size_t count,
                             bool with_values, struct fault *fault)
{
    const char *key_page = bwpi_terms_page(terms, "tag_key"), *value_page = bwpi_terms_page(terms, "tag_value");

    if (terms->tags_max > 0 && count > terms->tags_max)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "tags", "tags has %zu tags; %s takes at most %u (%s)", count, seller,
                          terms->tags_max, bwpi_terms_page(terms, "tags"));
    for (size_t i = 0; i < count; i++) {
        const char *value = with_values ? tags[i].value : "";

        if (check_length(seller, key_page, "tags", "has a key of", tags[i].key, terms->tag_key_max, fault) != BWP_OK ||
            check_length(seller, value_page, "tags", "has a value of", value, terms->tag_value_max, fault) != BWP_OK)
            return fault->status;
    }
    return BWP_OK;
}

/* A token that a server cut or rewrote would protect from nothing. */
bwp_status bwpi_terms_check_token(const char *seller, const struct terms *terms, const char *token, struct fault *fault)
{
    size_t size = strlen(token);

    for (size_t i = 0; i < size; i++) {
        if (token[i] < 0x21 || token[i] > 0x7e)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "client_token",
                              "client_token has a blank or a character outside ASCII; use letters, digits and hyphens");
    }
    if (size > terms->client_token_max)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "client_token",
                          "client_token has %zu characters; %s takes at most %u (%s): a UUID would do", size, seller,
                          terms->client_token_max, bwpi_terms_page(terms, "client_token"));
    return BWP_OK;
}

static bwp_status check_bandwidth(const char *seller, const struct terms *terms, uint32_t asked, struct fault *fault)
{
    bool is_less = asked < terms->bandwidth_min;

    if (!is_less && asked <= terms->bandwidth_max)
        return BWP_OK;
    return bwpi_fault(fault, BWP_ERR_ARGUMENT, "bandwidth_mbps",
                      "bandwidth_mbps is %u; %s takes at %s %u (%s); provider_options sends %s all the same", asked,
                      seller, is_less ? "least" : "most", is_less ? terms->bandwidth_min : terms->bandwidth_max,
                      bwpi_terms_page(terms, "bandwidth_mbps"), is_less ? "less" : "more");
}

bwp_status bwpi_terms_check(const char *seller, const struct terms *terms, const bwp_request *request,
                            struct fault *fault)
{
    if (check_area(seller, terms, "area_a", request->area_a, fault) != BWP_OK ||
        check_area(seller, terms, "area_b", request->area_b, fault) != BWP_OK ||
        check_pair(seller, terms, request, fault) != BWP_OK ||
        check_unsupported(seller, terms, request, fault) != BWP_OK ||
        check_period(seller, terms, request, fault) != BWP_OK)
        return fault->status;
    if (terms->name_required && *request->name == '\0')
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "name", "name is missing; %s requires one", seller);
    if (check_texts(seller, terms, request->name, request->description, fault) != BWP_OK ||
        check_tags(seller, terms, request->tags, request->tag_count, true, fault) != BWP_OK ||
        bwpi_terms_check_token(seller, terms, request->client_token, fault) != BWP_OK)
        return fault->status;
    return check_bandwidth(seller, terms, request->bandwidth_mbps, fault);
}

bwp_status bwpi_terms_check_change(const char *seller, const struct terms *terms, enum verb verb,
                                   const bwp_change *change, struct fault *fault)
{
    const char *name = change->name != NULL ? change->name : "";
    const char *description = change->description != NULL ? change->description : "";

    if (check_texts(seller, terms, name, description, fault) != BWP_OK ||
        check_tags(seller, terms, change->tags, change->tag_count, verb == VERB_SET_TAGS, fault) != BWP_OK)
        return fault->status;
    if (verb != VERB_RESIZE || !terms->resizes_alike)
        return BWP_OK;
    return check_bandwidth(seller, terms, change->bandwidth_mbps, fault);
}
