/* scenes.c - every way through the library that a failing call could turn into a lie. */
#include "torture.h"

/* The hints of the last three count in seconds. */
#define THROTTLED_FAULTS                                                                                               \
    {                                                                                                                  \
        [WIRE_ACS3] = "{\"kind\":\"throttle\",\"ms\":1}", [WIRE_RPC] = "{\"kind\":\"throttle\",\"ms\":1}",             \
        [WIRE_BAIDU] = "{\"kind\":\"throttle\"}", [WIRE_VOLCENGINE] = "{\"kind\":\"throttle\"}",                       \
        [WIRE_HUAWEI] = "{\"kind\":\"refuse\",\"code\":\"APIGW.0308\",\"status\":429,\"message\":\"too many\"}"        \
    }

/* With keys in the text, as some refusals have. */
#define REFUSED_FAULTS                                                                                                 \
    {                                                                                                                  \
        "{\"kind\":\"refuse\",\"code\":\"QuotaExceeded\",\"status\":400,\"message\":\"emulator-access-key has no "     \
        "quota, nor has emulator-secret-key\"}"                                                                        \
    }

/* A verb on a package that is there; and where its answer is lost and it is sent again. */
#define LIFE(what, how, where)                                                                                         \
    {                                                                                                                  \
        .name = (what), .act = act_life, .doors = (where), .verb = (how)                                               \
    }
#define LOST(what, how, where)                                                                                         \
    {                                                                                                                  \
        .name = (what), .act = act_life, .doors = (where), .verb = (how), .attempts = 2, .faults = {                   \
            "{\"kind\":\"cut_after\"}"                                                                                 \
        }                                                                                                              \
    }
#define DOORS_WITH_TAGS (DOOR(WIRE_HUAWEI) | DOORS_ALIBABA | DOOR(WIRE_VOLCENGINE))

const struct scene scenes[] = {
    {.name = "the first client", .act = act_client, .doors = DOORS_ONE, .forked = true},
    {.name = "client", .act = act_client, .doors = DOORS_ALL},
    {.name = "client, security token", .act = act_client, .doors = DOORS_ALL, .keys = KEYS_TEMPORARY},
    {.name = "client, auth token", .act = act_client, .doors = DOOR(WIRE_HUAWEI), .keys = KEYS_AUTH_TOKEN},
    {.name = "client, every field", .act = act_client, .doors = DOORS_ALL, .full = true},
    {.name = "client in JSON", .act = act_client, .doors = DOORS_ALL, .json = true, .full = true},
    {.name = "client in JSON, security token",
     .act = act_client,
     .doors = DOORS_ALL,
     .json = true,
     .keys = KEYS_TEMPORARY},
    {.name = "client in JSON, auth token",
     .act = act_client,
     .doors = DOOR(WIRE_HUAWEI),
     .json = true,
     .keys = KEYS_AUTH_TOKEN},

    {.name = "create, cold", .act = act_create, .doors = DOORS_ALL, .full = true},
    {.name = "create, warm", .act = act_create, .doors = DOORS_ALL, .full = true, .warm = true},
    {.name = "create, security token", .act = act_create, .doors = DOORS_ALL, .keys = KEYS_TEMPORARY},
    {.name = "create, auth token", .act = act_create, .doors = DOOR(WIRE_HUAWEI), .keys = KEYS_AUTH_TOKEN},
    {.name = "create, account asked for", .act = act_create, .doors = DOOR(WIRE_HUAWEI), .asks_account = true},
    {.name = "create after a cancel", .act = act_create, .doors = DOORS_ALL, .warm = true, .cancelled = true},
    {.name = "create, answered in XML", .act = act_create, .doors = DOORS_ALIBABA, .faults = {"{\"kind\":\"xml\"}"}},

    {.name = "create, refused",
     .act = act_create,
     .doors = DOORS_ALL,
     .outcome = BWP_NOT_DONE,
     .faults = REFUSED_FAULTS},
    {.name = "create, secret key refused",
     .act = act_create,
     .doors = DOORS_ALL,
     .outcome = BWP_NOT_DONE,
     .keys = KEYS_WRONG,
     .hopeless = true},
    {.name = "create, answered with garbage",
     .act = act_create,
     .doors = DOORS_ALL,
     .outcome = BWP_UNKNOWN,
     .faults = {"{\"kind\":\"garbage\"}"}},
    {.name = "create, answered by half",
     .act = act_create,
     .doors = DOORS_ALL,
     .outcome = BWP_UNKNOWN,
     .faults = {"{\"kind\":\"half_body\"}"}},
    {.name = "create, answered at length",
     .act = act_create,
     .doors = DOORS_ALL,
     .outcome = BWP_UNKNOWN,
     .faults = {"{\"kind\":\"status\",\"status\":200,\"body\":\"@\"}"}},
    {.name = "create, not answered, cold",
     .act = act_create,
     .doors = DOORS_ALL,
     .outcome = BWP_UNKNOWN,
     .faults = {"{\"kind\":\"cut_after\"}"}},
    {.name = "create, not answered, warm",
     .act = act_create,
     .doors = DOORS_ALL,
     .outcome = BWP_UNKNOWN,
     .warm = true,
     .faults = {"{\"kind\":\"cut_after\"}"}},

    {.name = "create, not answered, then again",
     .act = act_create,
     .doors = DOORS_ALIBABA | DOOR(WIRE_BAIDU) | DOOR(WIRE_VOLCENGINE),
     .attempts = 2,
     .faults = {"{\"kind\":\"cut_after\"}"}},
    {.name = "create, not answered, not again",
     .act = act_create,
     .doors = DOOR(WIRE_HUAWEI),
     .outcome = BWP_UNKNOWN,
     .attempts = 2,
     .faults = {"{\"kind\":\"cut_after\"}"}},
    {.name = "create, throttled, then again",
     .act = act_create,
     .doors = DOORS_ALL,
     .attempts = 2,
     .faults = THROTTLED_FAULTS},
    {.name = "create, clock corrected", .act = act_create, .doors = DOORS_ALL, .attempts = 2, .clock = 3600},

    {.name = "create in a batch", .act = act_create, .doors = DOORS_ALL, .in_batch = true, .full = true},
    {.name = "create in a batch, account asked for",
     .act = act_create,
     .doors = DOOR(WIRE_HUAWEI),
     .in_batch = true,
     .asks_account = true},
    {.name = "create in a batch, not answered, then again",
     .act = act_create,
     .doors = DOORS_ALIBABA | DOOR(WIRE_BAIDU),
     .in_batch = true,
     .attempts = 2,
     .faults = {"{\"kind\":\"cut_after\"}"}},
    {.name = "create in a batch, not answered, not again",
     .act = act_create,
     .doors = DOOR(WIRE_HUAWEI),
     .outcome = BWP_UNKNOWN,
     .in_batch = true,
     .attempts = 2,
     .faults = {"{\"kind\":\"cut_after\"}"}},
    {.name = "create in a batch, throttled, then again",
     .act = act_create,
     .doors = DOORS_ALL,
     .in_batch = true,
     .attempts = 2,
     .faults = THROTTLED_FAULTS},

    {.name = "create in JSON", .act = act_create, .doors = DOORS_ALL, .json = true, .full = true},
    {.name = "create in JSON, not answered",
     .act = act_create,
     .doors = DOORS_ALL,
     .outcome = BWP_UNKNOWN,
     .json = true,
     .faults = {"{\"kind\":\"cut_after\"}"}},
    {.name = "create in JSON, refused",
     .act = act_create,
     .doors = DOORS_ALL,
     .outcome = BWP_NOT_DONE,
     .json = true,
     .faults = REFUSED_FAULTS},

    LIFE("get", WIRE_GET, DOORS_ALL),
    LIFE("list", WIRE_LIST, DOORS_ALL),
    LIFE("find", WIRE_FIND, DOORS_ALL),
    LIFE("wait", WIRE_WAIT, DOORS_ALL),
    LIFE("update", WIRE_UPDATE, DOORS_ALL),
    LIFE("resize", WIRE_RESIZE, DOORS_ALL),
    LIFE("bind", WIRE_BIND, DOORS_ALL),
    LIFE("unbind", WIRE_UNBIND, DOORS_ALL),
    LIFE("set_tags", WIRE_SET_TAGS, DOORS_WITH_TAGS),
    LIFE("remove_tags", WIRE_REMOVE_TAGS, DOORS_WITH_TAGS),
    LIFE("delete", WIRE_DELETE, DOORS_ALL),
    LOST("find, not answered, then again", WIRE_FIND, DOORS_ALL),
    LOST("resize, not answered, then again", WIRE_RESIZE, DOOR(WIRE_BAIDU)),
    LOST("delete, not answered, then again", WIRE_DELETE, DOOR(WIRE_BAIDU) | DOORS_ALIBABA | DOOR(WIRE_VOLCENGINE)),
    {.name = "resize of what is prepaid, not answered",
     .act = act_life,
     .doors = DOOR(WIRE_HUAWEI) | DOORS_ALIBABA | DOOR(WIRE_VOLCENGINE),
     .outcome = BWP_UNKNOWN,
     .verb = WIRE_RESIZE,
     .prepaid = true,
     .attempts = 3,
     .faults = {"{\"kind\":\"cut_after\",\"verb\":\"resize\"}"}},
    {.name = "bind, not answered, then looked at",
     .act = act_life,
     .doors = DOORS_ALL,
     .verb = WIRE_BIND,
     .attempts = 2,
     .faults = {"{\"kind\":\"cut_after\",\"verb\":\"bind\"}"}},
    {.name = "create, then bound", .act = act_create, .doors = DOORS_ALL, .bound = true},

    {.name = "whoami", .act = act_whoami, .doors = DOORS_ALL},
    {.name = "whoami, account asked for", .act = act_whoami, .doors = DOOR(WIRE_HUAWEI), .asks_account = true},
    {.name = "whoami in JSON", .act = act_whoami, .doors = DOORS_ALL, .json = true},

    {.name = "preview", .act = act_preview, .doors = DOORS_ALL, .full = true},
    {.name = "preview, security token", .act = act_preview, .doors = DOORS_ALL, .keys = KEYS_TEMPORARY},
    {.name = "preview in JSON", .act = act_preview, .doors = DOORS_ALL, .json = true, .full = true},
    {.name = "accessors", .act = act_accessors, .doors = DOORS_ALL, .full = true},
    {.name = "providers in JSON", .act = act_providers, .doors = DOORS_ONE},
};
const size_t scene_count = COUNT(scenes);
