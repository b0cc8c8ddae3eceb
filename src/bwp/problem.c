/* problem.c - sentences are kept whole in the struct, so saying what went wrong cannot itself go wrong. */
#include "problem.h"

#include <stdarg.h>
#include <stdio.h>

#include "text.h"

bool problem_is(struct problem *problem, const char *field, const char *format, ...)
{
    va_list values;

    if (problem->message[0])
        return false;
    va_start(values, format);
    if (vsnprintf(problem->message, sizeof problem->message, format, values) < 0)
        (void)snprintf(problem->message, sizeof problem->message, "the request could not be understood");
    va_end(values);
    text_clean(problem->message, false); /* it may quote what was typed, or a cut in the middle of a character */
    problem->field = field;
    return false;
}

bool problem_memory(struct problem *problem)
{
    if (!problem->message[0])
        problem->status = "memory";
    (void)problem_is(problem, NULL, "out of memory; nothing was sent");
    return false;
}
