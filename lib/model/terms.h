/* terms.h - what a provider sells, as data: for checking a request, and for telling what each provider can do. */
#ifndef BWP_TERMS_H
#define BWP_TERMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "model/order.h"

/* A neutral area in the provider's own word. */
struct area {
    const char *neutral, *own;
};

/* Two areas, in our words, between which a provider sells nothing although it serves both. */
struct span {
    const char *a, *b;
};

/* Where a rule stands that is not on the provider's create page. */
struct source {
    const char *field; /* of bwp_request; or, of the lengths of tags, tag_key and tag_value */
    const char *page;  /* or "libbwp's own bound", where no page gives one */
};

/* 0 is "no limit checked" unless said otherwise. */
struct terms {
    const char          *page;    /* where these rules stand */
    const struct source *sources; /* of the rules that stand elsewhere; ends with a NULL field; NULL: there are none */
    const struct area   *areas;
    size_t               area_count;
    const struct span   *not_between;                  /* in either order; ends with a NULL a; NULL: there are none */
    uint32_t             bandwidth_min, bandwidth_max; /* a least one of 0 is 1 */
    unsigned             billings;                     /* bits 1 << bwp_billing */
    uint64_t             months, years;                /* bits 1 << number, of the periods sold */
    unsigned             shown_at_once;    /* bits: of these billings a package is to be seen as it is created */
    unsigned             client_token_max; /* 0: there is no client token */
    unsigned             name_max, description_max; /* characters */
    unsigned             tags_max, tag_key_max, tag_value_max;
    bool                 name_required, takes_description, takes_auto_renew, takes_bind_to, takes_resource_group;
    bool                 pays_at_once;  /* a prepaid package cannot wait for its payment */
    bool                 resizes_alike; /* the page of resize gives the bandwidths of the create page */
};

/* The page on which the rule for a field of a source stands. */
const char *bwpi_terms_page(const struct terms *terms, const char *field);

/*
 * Refuses what the terms have no room for, naming the rule, its page and the way around it.  seller is the provider's
 * name, for the sentence.
 */
bwp_status bwpi_terms_check(const char *seller, const struct terms *terms, const bwp_request *request,
                            struct fault *fault);

/*
 * Refuses what create would refuse as well, in the same sentences.  Of tags that are to go, values do not count; a name
 * that is to be taken away is the room's to judge.
 */
bwp_status bwpi_terms_check_change(const char *seller, const struct terms *terms, enum verb verb,
                                   const bwp_change *change, struct fault *fault);

/* Refuses a client token that the provider would cut or rewrite; "" is fine. */
bwp_status bwpi_terms_check_token(const char *seller, const struct terms *terms, const char *token,
                                  struct fault *fault);

/* From our word for an area to the provider's, and back: from any mixture of capitals, and an unknown one as it is. */
const char *bwpi_area_own(const struct terms *terms, const char *neutral); /* NULL where it is not served */
const char *bwpi_area_neutral(const struct terms *terms, const char *own);

/*
 * The period in the unit the provider sells it in: twelve months are a year, a year twelve months, wherever only one of
 * the two is sold.  False if it sells neither.
 */
bool bwpi_terms_period(const struct terms *terms, uint32_t *period, bwp_unit *unit);

#endif
