/* unit_rows.h - the two forms of table in which every provider's room is tested: what it writes, and what it reads.
 */
#ifndef UNIT_ROWS_H
#define UNIT_ROWS_H

#include "unit.h"

/* ---- what a room writes ---- */

/* In a row: the text that unit_request() or unit_config() gives is taken away, and NULL is given instead. */
extern const char unit_none[];

/*
 * A request, and the shape it takes on the wire or the reason why it cannot take one.  A row says only how its request
 * and its configuration differ from unit_request_for() and unit_config(): a member that is 0 there keeps the plain
 * value.
 */
struct unit_translation {
    const char *name;
    bwp_request request;
    bwp_config  config;

    /* Where it can be said.  NULL: not looked at. */
    const char *body, *json, *query; /* exactly the body; the body, order aside; exactly the query */
    const char *has[6], *lacks[2];   /* parts of the request as a preview shows it */
    const char *token;               /* the result's client token; NULL: the one that was given */

    /* Where it cannot: any status but BWP_OK, the field at fault, and a part of the sentence that says why. */
    bwp_status  status;
    const char *field, *part;
};

#define UNIT_REFUSED(status_, field_, part_) .status = BWP_ERR_##status_, .field = (field_), .part = (part_)
#define UNIT_PREPAID(number, unit)           .billing = BWP_PREPAID, .period = (number), .period_unit = (unit)
#define UNIT_TAGS(array)                     .tags = (array), .tag_count = COUNT(array)

/* Texts of many letters, for limits. */
#define UNIT_10(text)  text text text text text text text text text text
#define UNIT_100(text) UNIT_10(UNIT_10(text))

void unit_translate_rows(const struct provider *provider, const struct unit_translation *rows, size_t count);

/* Every area of the provider on both sides; form is what the request then holds, %s for each of them in its own word.
 */
void unit_translate_areas(const struct provider *provider, const char *form);

/* ---- what a room reads ---- */

/* A package as a row expects it, member by member; NULL is "". */
struct unit_package {
    const char *id, *name, *description, *status, *area_a, *area_b, *order_id, *created_at, *updated_at, *expires_at;
    const char *bound_to, *resource_group;
    const char *json; /* NULL: an object that holds the id */
    uint32_t    bandwidth_mbps;
    bwp_billing billing;
    bwp_state   state;
    bwp_tag     tag; /* the only one; key NULL: there are none */
};

/* An answer, and what is understood of it. */
struct unit_reading {
    const char *name; /* NULL: the body, or code and message */
    enum verb   verb; /* 0: create */
    const char *id;   /* of the step; NULL: "bwp-1" */
    int         http_status;
    const char *headers;   /* NULL: none */
    const char *body;      /* NULL: the form that is tried, with code and message in it */
    size_t      body_size; /* 0: up to its NUL */

    enum verdict        verdict;
    bwp_status          status;
    const char         *code, *message, *request_id; /* NULL: not looked at, but "" where the verdict is a yes */
    const char         *advice;                      /* a part of it; NULL: not looked at */
    int64_t             server_time, retry_after_ms;
    enum meaning        meaning;
    const char         *marker;  /* NULL: "" */
    size_t              count;   /* of packages, where the verdict is a yes; 0: one, or none where .package has no id */
    struct unit_package package; /* the first, where the verdict is a yes */
};

/* The beginning of a row: a yes, which .package completes; an error by its code, which is a refusal or leaves a doubt;
 * and an answer in nobody's form. */
#define UNIT_YES(body_) .http_status = 200, .body = (body_), .verdict = REPLY_ACCEPTED, .status = BWP_OK
#define UNIT_NO(http_status_, code_, message_, status_)                                                                \
    .http_status = (http_status_), .code = (code_), .message = (message_), .verdict = REPLY_REFUSED,                   \
    .status = BWP_ERR_##status_
#define UNIT_UNSURE(http_status_, code_, message_, status_)                                                            \
    .http_status = (http_status_), .code = (code_), .message = (message_), .verdict = REPLY_UNCLEAR,                   \
    .status = BWP_ERR_##status_
#define UNIT_NEITHER(http_status_, body_, status_)                                                                     \
    .http_status = (http_status_), .body = (body_), .verdict = REPLY_UNCLEAR, .status = BWP_ERR_##status_

/* form: the body of a row that has none, %s for its code and %s for its message; NULL where every row has one. */
void unit_read_rows(const struct provider *provider, const char *form, const struct unit_reading *rows, size_t count);

#endif
