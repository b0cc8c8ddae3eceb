/* alibaba.h - what the files of this folder share. */
#ifndef EMULATOR_ALIBABA_H
#define EMULATOR_ALIBABA_H

#include "cloud.h"

/* alibaba.c: the forms of an answer, JSON or the XML of the 2018 page. */
void alibaba_start(struct exchange *exchange, unsigned status, char request_id[37]);
void alibaba_write_members(struct exchange *exchange, const char *root, const struct entry *members, size_t count);

void alibaba_create(struct exchange *exchange, const struct entries *parameters);

/* sign.c: both return false when the request was refused, and answered so. */
struct alibaba_request { /* either signature scheme, brought to one form; its texts belong to the exchange */
    const char    *action, *version;
    struct entries parameters; /* query and form body, decoded and sorted */
};
bool alibaba_read(struct exchange *exchange, struct alibaba_request *request);
bool alibaba_verify(struct exchange *exchange, const struct alibaba_request *request);
bool alibaba_is_common(const char *parameter); /* belongs to the signature, not to the operation */

#endif
