/* interrupt.h - what is said when a signal ends the program while money may be moving. */
#ifndef BWP_INTERRUPT_H
#define BWP_INTERRUPT_H

#include <stdbool.h>

/* From here on SIGINT, SIGTERM and SIGHUP write last_words, which must stay, to fd and exit with status 2. */
bool interrupt_arm(const char *last_words, int fd);

/* Signals do again what they did before. */
void interrupt_disarm(void);

#endif
