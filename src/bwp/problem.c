/* problem.c - sentences are kept whole in the struct, so saying what went wrong cannot itself go wrong. */
#include "problem.h"

#include <stdarg.h>
#include <stddef.h>

#include "base/utf8.h"

bool problem_is(struct problem *problem, const char *field, const char *format, ...)
{
    va_list values;

    if (problem->message[0] != '\0')
        return false;
    va_start(values, format);
    bwpi_utf8_format(problem->message, sizeof problem->message, format, values);
    va_end(values);
    problem->field = field;
    return false;
}

bool problem_memory(struct problem *problem)
{
    if (problem->message[0] == '\0')
        problem->status = "memory";
    return problem_is(problem, NULL, "there is not enough memory; nothing was sent");
}
