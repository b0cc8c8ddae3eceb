/* create.h - the command that spends money, and its rehearsal. */
#ifndef BWP_CREATE_H
#define BWP_CREATE_H

/* Takes the words after "create".  Returns the exit status, which is the outcome. */
int create_run(int argc, char *const argv[]);

#endif
