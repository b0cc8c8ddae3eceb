/* verb.h - what can be asked of a provider in one exchange, and what a lost answer to it means. */
#ifndef BWP_VERB_H
#define BWP_VERB_H

/* READS: nothing happened.  SETS: it may have happened, and the same may be sent again.  BUYS: it may have been bought.
 */
enum effect { READS, SETS, BUYS };

enum verb {
    VERB_CREATE,
    VERB_GET,
    VERB_LIST,
    VERB_UPDATE,
    VERB_RESIZE,
    VERB_BIND,
    VERB_UNBIND,
    VERB_SET_TAGS,
    VERB_REMOVE_TAGS,
    VERB_DELETE,
    VERB_COUNT
};

const char *bwpi_verb_name(enum verb verb);   /* as in the JSON door: "remove_tags" */
enum effect bwpi_verb_effect(enum verb verb); /* that of a resize is SETS, which a plan raises where it costs */

#endif
