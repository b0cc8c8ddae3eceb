/* huawei.h - what the files of this folder share. */
#ifndef EMULATOR_HUAWEI_H
#define EMULATOR_HUAWEI_H

#include "cloud.h"

#define EMULATOR_AUTH_TOKEN "emulator-auth-token"
#define EMULATOR_ACCOUNT    "emulator-account"
#define EMULATOR_PROJECT    "emulator-project"

/* huawei.c: the API gateway, which stands in front of Cloud Connect and of IAM alike. */
void huawei_start(struct exchange *exchange, unsigned status, char request_id[33]);
void huawei_write_error(struct exchange *exchange, unsigned status, const char *code, const char *message);
void huawei_throttle(struct exchange *exchange);
bool huawei_carries(struct exchange *exchange);
/* The operation that is meant, once its signature was found good; NULL when the request was refused. */
const struct route *huawei_route(struct exchange *exchange, const struct route *routes, size_t count);

/* The places of a package's texts that this cloud alone has. */
enum { GROUP, PROJECT, LOCAL_AREA, REMOTE_AREA, SPEC, BILLING_MODE, PRODUCT, INTERFLOW };
enum { ID_SEGMENT = 4 }; /* of /v3/{domain_id}/ccaas/bandwidth-packages/{id} */
struct package;

/* package.c */
struct package *huawei_package(struct exchange *exchange); /* that of the path; NULL when refused */
const char     *huawei_status(const struct package *package);
void            huawei_write_package(struct exchange *exchange, const struct package *package);
void            huawei_answer_package(struct exchange *exchange, unsigned status, const struct package *package);

/* The operations; under packages_lock(). */
void        huawei_create(struct exchange *exchange);
void        huawei_get(struct exchange *exchange);
void        huawei_list(struct exchange *exchange);
void        huawei_update(struct exchange *exchange); /* and resize */
void        huawei_bind(struct exchange *exchange);
void        huawei_unbind(struct exchange *exchange);
void        huawei_tag(struct exchange *exchange);
void        huawei_untag(struct exchange *exchange);
void        huawei_delete(struct exchange *exchange);
const char *huawei_update_verb(struct exchange *exchange); /* "update" or "resize" */
const char *huawei_tags_complaint(struct memory *memory, const cJSON *tags, const char *where); /* create.c; or NULL */

/* sign.c: false when the request was refused, and answered so. */
bool huawei_verify(struct exchange *exchange, const struct refusal *unauthenticated);

#endif
