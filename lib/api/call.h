/* call.h - one call on its way to a provider and back. */
#ifndef BWP_CALL_H
#define BWP_CALL_H

#include "api/client.h"
#include "api/result.h"

/* Translates, signs, sends and reads; what became of it is in the result, which is complete when this returns. */
void bwpi_call_run(bwp_client *client, const struct operation *operation, bwp_result *result);

/* Translates and signs only. */
void bwpi_call_preview(bwp_client *client, const struct operation *operation, bwp_result *result);

#endif
