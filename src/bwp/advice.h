/* advice.h - what to do after a no. */
#ifndef BWP_ADVICE_H
#define BWP_ADVICE_H

#include <stdbool.h>

/* A sentence for a status of a result that is not_done, by its word in JSON. */
const char *advice_after_refusal(const char *status, bool is_purchase);

#endif
