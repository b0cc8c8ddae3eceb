/* words.c - the one place where each enumerator has its word. */
#include "model/words.h"

#include <stdio.h>
#include <string.h>

#include <bwp/bwp.h>

static const char *const outcomes[] = {[BWP_DONE] = "done", [BWP_NOT_DONE] = "not_done", [BWP_UNKNOWN] = "unknown"};

static const char *const statuses[] = {
    [BWP_OK] = "ok",
    [BWP_ERR_ARGUMENT] = "argument",
    [BWP_ERR_UNSUPPORTED] = "unsupported",
    [BWP_ERR_MEMORY] = "memory",
    [BWP_ERR_NETWORK] = "network",
    [BWP_ERR_TIMEOUT] = "timeout",
    [BWP_ERR_CANCELLED] = "cancelled",
    [BWP_ERR_CREDENTIALS] = "credentials",
    [BWP_ERR_CLOCK] = "clock",
    [BWP_ERR_FORBIDDEN] = "forbidden",
    [BWP_ERR_BALANCE] = "balance",
    [BWP_ERR_QUOTA] = "quota",
    [BWP_ERR_THROTTLED] = "throttled",
    [BWP_ERR_NOT_FOUND] = "not_found",
    [BWP_ERR_EXISTS] = "exists",
    [BWP_ERR_CONFLICT] = "conflict",
    [BWP_ERR_REFUSED] = "refused",
    [BWP_ERR_SERVER] = "server",
    [BWP_ERR_RESPONSE] = "response",
};

static const char *const billings[] = {
    "", [BWP_PREPAID] = "prepaid", [BWP_POSTPAID] = "postpaid", [BWP_POSTPAID_95] = "postpaid_95"};

static const char *const units[] = {"", [BWP_MONTH] = "month", [BWP_YEAR] = "year"};

const struct words bwpi_outcome_words = {outcomes, sizeof outcomes / sizeof outcomes[0]};
const struct words bwpi_status_words = {statuses, sizeof statuses / sizeof statuses[0]};
const struct words bwpi_billing_words = {billings, sizeof billings / sizeof billings[0]};
const struct words bwpi_unit_words = {units, sizeof units / sizeof units[0]};

const char *bwpi_word(const struct words *words, int number)
{
    return number >= 0 && (size_t)number < words->count ? words->list[number] : "";
}

int bwpi_word_number(const struct words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (*word != '\0' && strcmp(words->list[i], word) == 0)
            return (int)i;
    }
    return -1;
}

void bwpi_words_list(const struct words *words, const char *quote, char *text, size_t size)
{
    text[0] = '\0';
    for (size_t i = 0; i < words->count; i++) {
        size_t used = strlen(text);

        if (*words->list[i] != '\0')
            (void)snprintf(text + used, size - used, "%s%s%s%s",
                           used == 0              ? ""
                           : i + 1 < words->count ? ", "
                                                  : " or ",
                           quote, words->list[i], quote);
    }
}
