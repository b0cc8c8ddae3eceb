/* volcengine.h - what the files of this folder share. */
#ifndef EMULATOR_VOLCENGINE_H
#define EMULATOR_VOLCENGINE_H

#include "cloud.h"

enum { RESOURCES_MAX = 50, TAGS_OF_ONE_CALL = 20, REQUEST_ID_SIZE = 35 };

/* volcengine.c: an answer is begun, then its result written, then it is ended. */
void volcengine_start(struct exchange *exchange);
void volcengine_finish(struct exchange *exchange);
void volcengine_answer_done(struct exchange *exchange); /* the same for an operation that has nothing to tell */

/* Refuses a parameter as "InvalidBandwidth.Malformed"; always false. */
bool volcengine_malformed(struct exchange *exchange, const char *name, const char *rule);

/* Checks that several operations share; false when refused.  An absent parameter is fine. */
bool volcengine_check_name(struct exchange *exchange, const struct entries *parameters);
bool volcengine_check_description(struct exchange *exchange, const struct entries *parameters);
bool volcengine_check_bandwidth(struct exchange *exchange, const struct entries *parameters, long *mbps);
bool volcengine_check_tags(struct exchange *exchange, const struct entries *parameters, size_t *count);

/* "Tags.3.Key" of "Tags", 3 and ".Key": its value, or NULL. */
const char *volcengine_numbered(struct exchange *exchange, const struct entries *parameters, const char *name,
                                size_t number, const char *member);

/* The places of a package's texts that this cloud alone has. */
enum { BILLING_TYPE, LOCAL_AREA, PEER_AREA, PROJECT, LINE_OPERATOR };

/* package.c */
struct package;
const char *volcengine_status(const struct package *package);
const char *volcengine_business(const struct package *package);
void        volcengine_write_package(struct exchange *exchange, const struct package *package, bool is_of_a_list);

/* The operations; under packages_lock(), with the operation's own parameters, sorted, each there once. */
void volcengine_create(struct exchange *exchange, const struct entries *parameters);
void volcengine_get(struct exchange *exchange, const struct entries *parameters);
void volcengine_list(struct exchange *exchange, const struct entries *parameters);
void volcengine_modify(struct exchange *exchange, const struct entries *parameters);
void volcengine_bind(struct exchange *exchange, const struct entries *parameters);
void volcengine_unbind(struct exchange *exchange, const struct entries *parameters);
void volcengine_delete(struct exchange *exchange, const struct entries *parameters);
void volcengine_tag(struct exchange *exchange, const struct entries *parameters);
void volcengine_untag(struct exchange *exchange, const struct entries *parameters);

/* change.c: the package that a parameter names; NULL when refused. */
extern const struct refusal volcengine_no_package;
struct package             *volcengine_package(struct exchange *exchange, const struct entries *parameters);
bool volcengine_write_down(struct exchange *exchange, struct package *package, const struct entries *parameters);

/* sign.c: false when the request was refused, and answered so. */
bool volcengine_verify(struct exchange *exchange);

#endif
