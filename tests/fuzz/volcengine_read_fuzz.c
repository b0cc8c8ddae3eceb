/* volcengine_read_fuzz.c - CEN's answers, or what passes for one: the status and a verb, header lines, an empty line,
 * the body. */
#include "answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    answer_run_text(5, data, size);
    return 0;
}
