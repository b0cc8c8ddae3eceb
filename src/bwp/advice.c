/* advice.c - the one table that says what helps after a refusal; only where nothing has to change, to try again. */
#include "advice.h"

#include <stddef.h>
#include <string.h>

#define AGAIN     "try again: that is safe"
#define AND_TWICE ", it cannot buy twice"

/* Where a purchase needs other words than a look or a change it has its own. */
static const struct {
    const char *status, *advice, *purchase;
} table[] = {
    {"network", AGAIN, AGAIN AND_TWICE},
    {"timeout", AGAIN, AGAIN AND_TWICE},
    {"cancelled", AGAIN, AGAIN AND_TWICE},
    {"memory", AGAIN " once there is more memory", AGAIN AND_TWICE " once there is more memory"},
    {"throttled", "wait a little, then " AGAIN, "wait a little, then " AGAIN AND_TWICE},
    {"server", "wait a little, then " AGAIN, "wait a little, then " AGAIN AND_TWICE},
    {"clock", "set this machine's clock, then " AGAIN, "set this machine's clock, then " AGAIN AND_TWICE},
    {"response", "see whether it was the provider that answered: the endpoint and the proxy decide that", NULL},
    {"argument", "change what is wrong: as it is, it is refused again", NULL},
    {"unsupported", "leave it out, or choose what the provider can express", NULL},
    {"credentials",
     "set the right keys: with these it is refused again, and some providers lock a key after a few tries", NULL},
    {"forbidden", "have the account or its user allowed to do this: until then it is refused again", NULL},
    {"balance", "put money into the account, then try again",
     "put money into the account, then look whether an order waits there to be paid: pay that one, and buy only where "
     "there is none"},
    {"quota", "have the limit raised, or free what counts towards it, then try again",
     "have the limit raised, or free what counts towards it, then buy"},
    {"not_found", "name something that exists: as it is, it is refused again", NULL},
    {"exists", "choose another name",
     "if an earlier attempt ended UNKNOWN, the package of that name may be your own: look for it first; "
     "otherwise choose another name"},
    {"conflict", "look at its state first: as it is, the state forbids this",
     "look at what is there first: another purchase with this client token, or a state that forbids this "
     "one; unchanged it is refused again"},
    {"refused", "read the provider's reason: unchanged it is likely to be refused again", NULL},
};

const char *advice_after_refusal(const char *status, bool is_purchase)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].status, status) == 0)
            return is_purchase && table[i].purchase != NULL ? table[i].purchase : table[i].advice;
    }
    return "read the reason before trying again";
}
