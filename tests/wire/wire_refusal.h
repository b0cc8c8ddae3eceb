/* wire_refusal.h - a table of documented errors, each with the outcome and the status that it has to end in. */
#ifndef WIRE_REFUSAL_H
#define WIRE_REFUSAL_H

#include "wire_life.h"

struct wire_refusal {
    const char *code;
    int         http_status;
    bwp_outcome outcome;
    bwp_status  status;
};
#define WIRE_NO(code, http_status, status)                                                                             \
    {                                                                                                                  \
        code, http_status, BWP_NOT_DONE, BWP_ERR_##status                                                              \
    }
#define WIRE_UNSURE(code, http_status, status)                                                                         \
    {                                                                                                                  \
        code, http_status, BWP_UNKNOWN, BWP_ERR_##status                                                               \
    }

/* Lets the emulator refuse with each in turn; format is NULL, or "xml" at Alibaba. */
void wire_refusals_run(const struct wire_door *door, const char *format, const struct wire_refusal *rows, size_t count);

/* Tries a single row, with this message of the provider. */
void wire_refusal_run(const struct wire_door *door, const char *format, const struct wire_refusal *row,
                      const char *message);

/* What a verb makes of a code, where that is another thing than create makes of it. */
struct wire_exception {
    enum wire_verb verb;
    const char    *code;
    bwp_outcome    outcome;
    bwp_status     status;
};
struct wire_exceptions {
    const struct wire_exception *rows;
    size_t                       count;
};

/*
 * Lets the emulator refuse every verb but create with each in turn.  Where create is in doubt so is a change, while a
 * look is not done and a search unknown, whatever it was refused with.  A wait looks again after what may pass.  format
 * as above.
 */
void wire_refusals_run_verbs(const struct wire_door *door, const char *format, const struct wire_refusal *rows,
                             size_t count, struct wire_exceptions exceptions);

#endif
