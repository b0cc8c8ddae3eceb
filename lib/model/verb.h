/* verb.h - what can be asked of a provider in one exchange, and what a lost answer to it means. */
#ifndef BWP_VERB_H
#define BWP_VERB_H

/*
 * What a lost answer means.  READS: nothing happened.  SETS: it may have happened, and the same may be sent again.
 * BUYS: something may have been bought.
 */
enum effect { READS, SETS, BUYS };

enum verb { VERB_CREATE, VERB_COUNT };

static inline enum effect bwpi_verb_effect(enum verb verb)
{
    static const enum effect effects[VERB_COUNT] = {[VERB_CREATE] = BUYS};

    return effects[verb];
}

#endif
