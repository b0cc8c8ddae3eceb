/* fault.c - sentences are cut between characters, and nothing in them can steer a terminal. */
#include "base/fault.h"

#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"

bwp_status bwpi_fault(struct fault *fault, bwp_status status, const char *field, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    bwpi_utf8_format(fault->message, sizeof fault->message, format, arguments);
    va_end(arguments);
    fault->status = status;
    bwpi_utf8_copy(fault->field, sizeof fault->field, field, strlen(field));
    return status;
}

bwp_status bwpi_fault_memory(struct fault *fault)
{
    return bwpi_fault(fault, BWP_ERR_MEMORY, "", "there is not enough memory");
}
