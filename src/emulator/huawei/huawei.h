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
void huawei_answer(struct exchange *exchange, const struct route *routes, size_t count);

void huawei_create(struct exchange *exchange);

/* sign.c: false when the request was refused, and answered so. */
bool huawei_verify(struct exchange *exchange, const struct refusal *unauthenticated);

#endif
