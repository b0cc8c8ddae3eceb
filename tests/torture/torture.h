/* torture.h - what is played, and what has to be true of its ending whichever call failed. */
#ifndef TORTURE_H
#define TORTURE_H

#include "failing.h"
#include "wire.h"
#include "wire_life.h"

/* ---- scenes ---- */

enum key_set { KEYS_OWN, KEYS_TEMPORARY, KEYS_AUTH_TOKEN, KEYS_WRONG };

struct scene {
    const char *name;
    void (*act)(const struct scene *scene, const struct wire_door *door);
    unsigned       doors;   /* bits 1 << WIRE_HUAWEI ... */
    bwp_outcome    outcome; /* when no call fails */
    enum key_set   keys;
    bool           in_batch;           /* one call in a batch of its own */
    bool           json, warm, full;   /* by the JSON door; connected before; with every field there is */
    unsigned       attempts;           /* 0: 1 */
    int            clock;              /* seconds by which the emulator's clock is ahead */
    const char    *faults[WIRE_DOORS]; /* for the emulator, JSON; the first one where a door has none of its own */
    bool           forked;             /* needs a process to which the library is new */
    bool           cancelled;          /* bwp_client_cancel() goes before the call */
    bool           hopeless;           /* this client will never buy anything */
    enum wire_verb verb;               /* of act_life() */
    bool           prepaid;            /* likewise: the package was paid for in advance */
    bool           bound;              /* what is bought is to be bound */
    bool           asks_account;       /* nothing gives it, so it is asked for before the create */
};

#define LONG_MARK '@' /* stands in a fault for a text longer than the memory that is taken for an answer in advance */

#define DOOR(number)  (1U << (number))
#define DOORS_ALIBABA (DOOR(WIRE_ACS3) | DOOR(WIRE_RPC))
#define DOORS_ALL     (DOOR(WIRE_HUAWEI) | DOORS_ALIBABA | DOOR(WIRE_BAIDU) | DOOR(WIRE_VOLCENGINE))
#define DOORS_ONE     DOOR(WIRE_ACS3) /* for what has nothing to do with the provider */

extern const struct scene scenes[];
extern const size_t       scene_count;

void act_client(const struct scene *scene, const struct wire_door *door);
void act_create(const struct scene *scene, const struct wire_door *door);
void act_preview(const struct scene *scene, const struct wire_door *door);
void act_accessors(const struct scene *scene, const struct wire_door *door);
void act_providers(const struct scene *scene, const struct wire_door *door);
void act_life(const struct scene *scene, const struct wire_door *door);
void act_whoami(const struct scene *scene, const struct wire_door *door);
void act_end(void); /* lets go of what an act keeps from one point to the next */

/* ---- input ---- */

enum { NAME_ROOM = 64, TOKEN_ROOM = 64 };

/* A request whose name, and token where it has one, are its own. */
struct wanted {
    bwp_request request;
    char        name[NAME_ROOM], token[TOKEN_ROOM];
};

void       wanted_init(struct wanted *order, const struct scene *scene, const struct wire_door *door);
bwp_config scene_config(const struct scene *scene, const struct wire_door *door);
char      *config_json(const bwp_config *config);    /* to be freed with cJSON_free() */
char      *request_json(const bwp_request *request); /* likewise */

/* ---- the truth ---- */

/* Notes that the point failed, and prints the scene, the point and the sentence. */
void wrong(const char *format, ...) __attribute__((format(printf, 1, 2)));
bool is_undisturbed(void); /* no call is made to fail in this run */

/* How a call ended, as it was told to the caller. */
struct ending {
    bwp_outcome outcome;
    bool        retry_is_safe;
    char        id[128], token[128];
};

void judge_text(const char *what, const char *text); /* neither NULL nor with a secret in it */
void judge_result(struct ending *ending, const bwp_result *result, bwp_outcome returned, bool preview);
void judge_json(struct ending *ending, const char *text, bool preview);
void judge_life(const struct ending *ending, const bwp_result *result, const struct scene *scene,
                const struct wire_door *door, int changes_before); /* of a verb on the package in wire_life_id */
void judge_waiting(void);                                          /* neither for ever, nor busily */
void judge_outcome(const struct ending *ending, const struct scene *scene);
/*
 * Holds what was told against the ledger, buys something else, and where it was said to be safe the same again.
 */
void judge_purchases(const struct ending *ending, const struct wanted *order, const struct scene *scene,
                     const struct wire_door *door, bwp_client *client);

#endif
