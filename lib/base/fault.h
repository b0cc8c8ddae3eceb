/* fault.h - why something cannot be done, in one sentence for whoever asked for it. */
#ifndef BWP_FAULT_H
#define BWP_FAULT_H

#include <bwp/bwp.h>

#include "base/system.h"

struct fault {
    bwp_status status;
    char       field[64]; /* of a public struct; "" where none is at fault */
    char       message[BWP_ERROR_SIZE];
};

/* Fills in the fault and returns its status.  The sentence names the field, the rule and what would do. */
bwp_status bwpi_fault(struct fault *fault, bwp_status status, const char *field, const char *format, ...)
    BWP_PRINTF(4, 5);
bwp_status bwpi_fault_memory(struct fault *fault);

#endif
