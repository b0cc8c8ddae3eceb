/* baidu.h - what the files of this folder share. */
#ifndef EMULATOR_BAIDU_H
#define EMULATOR_BAIDU_H

#include "cloud.h"

void baidu_start(struct exchange *exchange, unsigned status, char request_id[37]);

void baidu_create(struct exchange *exchange);

/* sign.c: false when the request was refused, and answered so. */
bool baidu_verify(struct exchange *exchange);

#endif
