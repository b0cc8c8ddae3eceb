/* verb.c - the table of verbs. */
#include "model/verb.h"

static const struct {
    const char *name;
    enum effect effect;
} verbs[VERB_COUNT] = {
    [VERB_CREATE] = {"create", BUYS}, [VERB_GET] = {"get", READS},          [VERB_LIST] = {"list", READS},
    [VERB_UPDATE] = {"update", SETS}, [VERB_RESIZE] = {"resize", SETS},     [VERB_BIND] = {"bind", SETS},
    [VERB_UNBIND] = {"unbind", SETS}, [VERB_SET_TAGS] = {"set_tags", SETS}, [VERB_REMOVE_TAGS] = {"remove_tags", SETS},
    [VERB_DELETE] = {"delete", SETS},
};

const char *bwpi_verb_name(enum verb verb)
{
    return verbs[verb].name;
}

enum effect bwpi_verb_effect(enum verb verb)
{
    return verbs[verb].effect;
}
