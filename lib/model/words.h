/* words.h - how the values of the public enumerations are spelled, in JSON and in sentences. */
#ifndef BWP_WORDS_H
#define BWP_WORDS_H

#include <stddef.h>

/* A list whose index is the enumerator's number; "" where there is none of that number. */
struct words {
    const char *const *list;
    size_t             count;
};

extern const struct words bwpi_outcome_words, bwpi_status_words, bwpi_billing_words, bwpi_unit_words;

const char *bwpi_word(const struct words *words, int number);              /* "" where there is none */
int         bwpi_word_number(const struct words *words, const char *word); /* -1 where there is none */

/*
 * "prepaid, postpaid or postpaid_95" into text, which has room for size bytes; cut where that is too little.  quote
 * stands around each word: "" or "\"".
 */
void bwpi_words_list(const struct words *words, const char *quote, char *text, size_t size);

#endif
