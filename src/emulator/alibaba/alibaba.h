/* alibaba.h - what the files of this folder share. */
#ifndef EMULATOR_ALIBABA_H
#define EMULATOR_ALIBABA_H

#include "cloud.h"

/* alibaba.c: the forms of an answer, JSON or the XML of the 2018 page. */
void alibaba_start(struct exchange *exchange, unsigned status, char request_id[37]);
void alibaba_write_members(struct exchange *exchange, const char *root, const struct entry *members, size_t count);

/* Begins an answer of success, in XML where a test wants it so. */
void alibaba_succeed(struct exchange *exchange, char request_id[37]);
/* Ends one that was written as JSON: turned into XML below that root, where it is to be XML. */
void alibaba_finish(struct exchange *exchange, const char *root);
/* The same for an operation that has nothing to tell. */
void alibaba_answer_done(struct exchange *exchange, const char *operation);
/* Two checks that several operations share; false when refused. */
bool alibaba_check_text(struct exchange *exchange, const struct entries *parameters, const char *name, size_t max);
bool alibaba_check_tags(struct exchange *exchange, const struct entries *parameters);

/* The places of a package's texts that this cloud alone has. */
enum { CHARGE_TYPE_OF, AREA_A, AREA_B, RESOURCE_GROUP };

/* package.c */
struct package;
const char *alibaba_status(const struct package *package);
const char *alibaba_business_status(const struct package *package);
void        alibaba_write_package(struct exchange *exchange, const struct package *package);

/* The operations; under packages_lock(), with the operation's own parameters, sorted, each there once. */
void alibaba_create(struct exchange *exchange, const struct entries *parameters);
void alibaba_describe(struct exchange *exchange, const struct entries *parameters);
void alibaba_modify(struct exchange *exchange, const struct entries *parameters);
void alibaba_resize(struct exchange *exchange, const struct entries *parameters);
void alibaba_bind(struct exchange *exchange, const struct entries *parameters);
void alibaba_unbind(struct exchange *exchange, const struct entries *parameters);
void alibaba_delete(struct exchange *exchange, const struct entries *parameters);
void alibaba_tag(struct exchange *exchange, const struct entries *parameters);
void alibaba_untag(struct exchange *exchange, const struct entries *parameters);

/* change.c: what tag.c needs besides.  NULL and false when refused. */
struct package *alibaba_package(struct exchange *exchange, const char *id);
bool alibaba_write_down(struct exchange *exchange, struct package *package, const struct entries *parameters);

/* sign.c: alibaba_read() and alibaba_verify() return false when the request was refused, and answered so. */
struct alibaba_request { /* either signature scheme, brought to one form; its texts belong to the exchange */
    const char    *action, *version;
    struct entries parameters; /* query and form body, decoded and sorted */
};
void alibaba_parse(struct exchange *exchange, struct alibaba_request *request); /* and judges nothing */
bool alibaba_read(struct exchange *exchange, struct alibaba_request *request);
bool alibaba_verify(struct exchange *exchange, const struct alibaba_request *request);
bool alibaba_is_common(const char *parameter); /* belongs to the signature, not to the operation */

#endif
