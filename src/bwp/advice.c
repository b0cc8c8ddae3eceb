/* advice.c - the one table that says what helps after a refusal; only where nothing has to change, to try again. */
#include "advice.h"

#include <stddef.h>
#include <string.h>

#define AGAIN "try again: that is safe, it cannot buy twice"

static const struct {
    const char *status, *advice;
} table[] = {
    {"network", AGAIN},
    {"timeout", AGAIN},
    {"cancelled", AGAIN},
    {"memory", AGAIN " once there is more memory"},
    {"throttled", "wait a little, then " AGAIN},
    {"server", "wait a little, then " AGAIN},
    {"clock", "set this machine's clock, then " AGAIN},
    {"response", "see whether it was the provider that answered: the endpoint and the proxy decide that"},
    {"argument", "change what is wrong: as it is, it is refused again"},
    {"unsupported", "leave it out, or choose what the provider can express"},
    {"credentials",
     "set the right keys: with these it is refused again, and some providers lock a key after a few tries"},
    {"forbidden", "have the account or its user allowed to do this: until then it is refused again"},
    {"balance", "put money into the account, then buy"},
    {"quota", "have the limit raised, or free what counts towards it, then buy"},
    {"not_found", "name something that exists: as it is, it is refused again"},
    {"exists", "if an earlier attempt ended UNKNOWN, the package of that name may be your own: look for it first; "
               "otherwise choose another name"},
    {"conflict", "look at what is there first: another purchase with this client token, or a state that forbids this "
                 "one; unchanged it is refused again"},
    {"refused", "read the provider's reason: unchanged it is likely to be refused again"},
};

const char *advice_after_refusal(const char *status)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].status, status) == 0)
            return table[i].advice;
    }
    return "read the reason before trying again";
}
