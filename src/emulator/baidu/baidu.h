/* baidu.h - what the files of this folder share. */
#ifndef EMULATOR_BAIDU_H
#define EMULATOR_BAIDU_H

#include "cloud.h"

void baidu_start(struct exchange *exchange, unsigned status, char request_id[37]);

/* token.c */
enum { BAIDU_TOKEN_LIFETIME = 24 * 60 * 60 }; /* after the server last received it [CSN API reference, idempotence] */
struct baidu_token {
    const char *text;                     /* "" when there is none */
    char        digest[SHA256_TEXT_SIZE]; /* of all that has to be the same beside it */
};
bool                        baidu_read_token(struct exchange *exchange, struct baidu_token *token); /* false: refused */
extern const struct refusal baidu_token_reused;

/* The places of a package's texts that this cloud alone has. */
enum { INTERWORK_TYPE, INTERWORK_REGION };
enum { ID_SEGMENT = 3 }; /* of /v1/csn/bp/{id} */
struct package;

/* package.c */
struct package *baidu_package(struct exchange *exchange); /* that of the path; NULL when refused */
const char     *baidu_status(const struct package *package);

/* The operations; under packages_lock(). */
void baidu_create(struct exchange *exchange);
void baidu_get(struct exchange *exchange);
void baidu_list(struct exchange *exchange);
void baidu_update(struct exchange *exchange);
void baidu_resize(struct exchange *exchange);
void baidu_bind(struct exchange *exchange);
void baidu_unbind(struct exchange *exchange);
void baidu_delete(struct exchange *exchange);

/* sign.c: false when the request was refused, and answered so. */
bool baidu_verify(struct exchange *exchange);

#endif
