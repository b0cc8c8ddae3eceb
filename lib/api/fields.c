/* fields.c - the tables of every public struct, and what can be done with any of them by its table. */
#include "api/fields.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_text.h"
#include "base/utf8.h"
#include "provider.h"

enum { CONFIG_TEXT_MAX = 32 * 1024 }; /* some tokens run to many kilobytes */
enum { STRUCT_SIZE_MAX = 64 * 1024 };

_Static_assert(sizeof(bwp_billing) == sizeof(int) && sizeof(bwp_unit) == sizeof(int) &&
                   sizeof(bwp_until) == sizeof(int),
               "words are stored as int");

/* clang-format off */
#define ROW(type, member, ...) {.name = #member, .name_size = sizeof #member - 1, .offset = offsetof(type, member), \
                                .size = sizeof ((type *)NULL)->member, __VA_ARGS__}
#define CONFIG(member, ...) ROW(bwp_config, member, __VA_ARGS__)
#define REQUEST(member, ...) ROW(bwp_request, member, __VA_ARGS__)

static const struct field config_fields[] = {
    CONFIG(provider,           .kind = FIELD_TEXT),
    CONFIG(access_key,         .kind = FIELD_TEXT,   .charset = VISIBLE_ASCII, .is_key = true),
    CONFIG(secret_key,         .kind = FIELD_TEXT,   .charset = VISIBLE_ASCII, .is_key = true),
    CONFIG(security_token,     .kind = FIELD_TEXT,   .charset = VISIBLE_ASCII, .is_key = true),
    CONFIG(auth_token,         .kind = FIELD_TEXT,   .charset = VISIBLE_ASCII, .is_key = true, .use = USES_AUTH_TOKEN),
    CONFIG(account,            .kind = FIELD_TEXT,   .use = USES_ACCOUNT),
    CONFIG(project,            .kind = FIELD_TEXT,   .use = USES_PROJECT),
    CONFIG(site,               .kind = FIELD_TEXT,   .use = USES_SITE),
    CONFIG(endpoint,           .kind = FIELD_TEXT,   .charset = VISIBLE_ASCII),
    CONFIG(iam_endpoint,       .kind = FIELD_TEXT,   .charset = VISIBLE_ASCII, .use = USES_IAM_ENDPOINT),
    CONFIG(signature,          .kind = FIELD_TEXT,   .use = USES_SIGNATURE),
    CONFIG(ca_file,            .kind = FIELD_TEXT),
    CONFIG(proxy,              .kind = FIELD_TEXT,   .charset = VISIBLE_ASCII),
    CONFIG(user_agent,         .kind = FIELD_TEXT,   .charset = PRINTABLE_ASCII),
    CONFIG(connect_timeout_ms, .kind = FIELD_NUMBER),
    CONFIG(timeout_ms,         .kind = FIELD_NUMBER),
    CONFIG(max_attempts,       .kind = FIELD_NUMBER),
    CONFIG(log,                .kind = FIELD_OTHER),
    CONFIG(log_user,           .kind = FIELD_OTHER),
    CONFIG(profile,            .kind = FIELD_TEXT),
    CONFIG(credentials,        .kind = FIELD_TEXT),
};

static const struct field request_fields[] = {
    REQUEST(name,             .kind = FIELD_TEXT),
    REQUEST(description,      .kind = FIELD_TEXT),
    REQUEST(bandwidth_mbps,   .kind = FIELD_NUMBER),
    REQUEST(area_a,           .kind = FIELD_TEXT),
    REQUEST(area_b,           .kind = FIELD_TEXT),
    REQUEST(billing,          .kind = FIELD_BILLING),
    REQUEST(period,           .kind = FIELD_NUMBER),
    REQUEST(period_unit,      .kind = FIELD_UNIT),
    REQUEST(auto_pay,         .kind = FIELD_FLAG),
    REQUEST(auto_renew,       .kind = FIELD_FLAG),
    REQUEST(bind_to,          .kind = FIELD_TEXT),
    REQUEST(resource_group,   .kind = FIELD_TEXT),
    REQUEST(tags,             .kind = FIELD_TAGS),
    REQUEST(tag_count,        .kind = FIELD_OTHER),
    REQUEST(client_token,     .kind = FIELD_TEXT),
    REQUEST(provider_options, .kind = FIELD_OBJECT),
};

#define FILTER(member, ...) ROW(bwp_filter, member, __VA_ARGS__)
#define GOAL(member, ...) ROW(bwp_goal, member, __VA_ARGS__)
#define CHANGE(member, ...) ROW(bwp_change, member, __VA_ARGS__)
#define BESIDE(member, ...) ROW(struct beside, member, __VA_ARGS__)

static const struct field filter_fields[] = {
    FILTER(name,           .kind = FIELD_TEXT),
    FILTER(status,         .kind = FIELD_TEXT),
    FILTER(bound_to,       .kind = FIELD_TEXT),
    FILTER(resource_group, .kind = FIELD_TEXT),
    FILTER(tags,           .kind = FIELD_TAGS),
    FILTER(tag_count,      .kind = FIELD_OTHER),
    FILTER(limit,          .kind = FIELD_NUMBER),
};

static const struct field goal_fields[] = {
    GOAL(until,          .kind = FIELD_UNTIL),
    GOAL(bound_to,       .kind = FIELD_TEXT),
    GOAL(bandwidth_mbps, .kind = FIELD_NUMBER),
    GOAL(timeout_ms,     .kind = FIELD_NUMBER),
    GOAL(progress,       .kind = FIELD_OTHER),
    GOAL(progress_user,  .kind = FIELD_OTHER),
};

static const struct field change_fields[] = {
    CHANGE(name,             .kind = FIELD_TEXT, .keeps_null = true),
    CHANGE(description,      .kind = FIELD_TEXT, .keeps_null = true),
    CHANGE(bandwidth_mbps,   .kind = FIELD_NUMBER),
    CHANGE(auto_pay,         .kind = FIELD_FLAG),
    CHANGE(bound_to,         .kind = FIELD_TEXT),
    CHANGE(tags,             .kind = FIELD_TAGS),
    CHANGE(tag_count,        .kind = FIELD_OTHER),
    CHANGE(client_token,     .kind = FIELD_TEXT),
    CHANGE(provider_options, .kind = FIELD_OBJECT),
    CHANGE(preview,          .kind = FIELD_FLAG),
};

static const struct field batch_fields[] = {
    ROW(bwp_batch_options, in_flight_max, .kind = FIELD_NUMBER),
};

static const struct field loop_fields[] = {
    ROW(bwp_loop, user,  .kind = FIELD_OTHER),
    ROW(bwp_loop, watch, .kind = FIELD_OTHER),
    ROW(bwp_loop, timer, .kind = FIELD_OTHER),
};

static const struct field id_fields[] = {BESIDE(id, .kind = FIELD_TEXT)};
static const struct field since_fields[] = {BESIDE(since, .kind = FIELD_SECONDS)};
static const struct field preview_fields[] = {BESIDE(preview, .kind = FIELD_FLAG)};

/* last: the one that the struct ended with in its first release, and stays when the struct grows.  Nothing in these
   structs was aligned more strictly than their size, so that this is what sizeof was then. */
#define END_OF(type, last) (offsetof(type, last) + sizeof ((type *)NULL)->last)
#define SIZE_TO(type, last) ((END_OF(type, last) + _Alignof(size_t) - 1) / _Alignof(size_t) * _Alignof(size_t))
#define FIELDS(type, list, last, text) {#type, sizeof(type), SIZE_TO(type, last), (text), (list), \
                                        sizeof(list) / sizeof(list)[0]}
/* clang-format on */

const struct fields bwpi_config_fields = FIELDS(bwp_config, config_fields, credentials, CONFIG_TEXT_MAX);
const struct fields bwpi_request_fields = FIELDS(bwp_request, request_fields, provider_options, REQUEST_TEXT_MAX);
const struct fields bwpi_filter_fields = FIELDS(bwp_filter, filter_fields, limit, REQUEST_TEXT_MAX);
const struct fields bwpi_goal_fields = FIELDS(bwp_goal, goal_fields, progress_user, REQUEST_TEXT_MAX);
const struct fields bwpi_change_fields = FIELDS(bwp_change, change_fields, preview, REQUEST_TEXT_MAX);
const struct fields bwpi_batch_fields = FIELDS(bwp_batch_options, batch_fields, in_flight_max, REQUEST_TEXT_MAX);
const struct fields bwpi_loop_fields = FIELDS(bwp_loop, loop_fields, timer, REQUEST_TEXT_MAX);
const struct fields bwpi_id_fields = FIELDS(struct beside, id_fields, preview, REQUEST_TEXT_MAX);
const struct fields bwpi_since_fields = FIELDS(struct beside, since_fields, preview, REQUEST_TEXT_MAX);
const struct fields bwpi_preview_fields = FIELDS(struct beside, preview_fields, preview, REQUEST_TEXT_MAX);

const struct words *bwpi_field_words(const struct field *field)
{
    return field->kind == FIELD_BILLING ? &bwpi_billing_words
           : field->kind == FIELD_UNIT  ? &bwpi_unit_words
           : field->kind == FIELD_UNTIL ? &bwpi_until_words
                                        : NULL;
}

const struct field *bwpi_field_find(const struct fields *fields, const char *name)
{
    for (const struct field *field = fields->list; field < fields->list + fields->count; field++) {
        if (field->name[0] == name[0] && strcmp(field->name, name) == 0 && field->kind != FIELD_OTHER)
            return field;
    }
    return NULL;
}

static bool is_text(const struct field *field)
{
    return field->kind == FIELD_TEXT || field->kind == FIELD_OBJECT;
}

const char *bwpi_field_text(const struct field *field, const void *from)
{
    const char *text;

    memcpy(&text, (const char *)from + field->offset, sizeof text);
    return text != NULL ? text : "";
}

static bool is_there(const struct field *field, const void *from)
{
    const char *text;

    memcpy(&text, (const char *)from + field->offset, sizeof text);
    return text != NULL;
}

static void set_text(const struct field *field, void *to, const char *text)
{
    memcpy((char *)to + field->offset, &text, sizeof text);
}

/* ---- checking ---- */

static bwp_status check_charset(const struct field *field, const char *name, const char *text, struct fault *fault)
{
    for (const char *c = text; field->charset != ANY_TEXT && *c != '\0'; c++) {
        if (*c > '~' || *c < (field->charset == VISIBLE_ASCII ? '!' : ' '))
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has a %s, which it cannot hold; copy it again",
                              name, *c == ' ' ? "blank" : "character outside ASCII");
    }
    return BWP_OK;
}

bwp_status bwpi_field_check_text(const struct fields *fields, const struct field *field, const char *name,
                                 const char *text, struct fault *fault)
{
    size_t size = text != NULL ? strlen(text) : 0, max = field->kind == FIELD_OBJECT ? OPTIONS_MAX : fields->text_max;

    if (size == 0)
        return BWP_OK;
    if (size > max)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s has %zu bytes; at most %zu are taken", name, size,
                          max);
    if (field->kind == FIELD_OBJECT) /* JSON may have line breaks, and is judged as JSON */
        return BWP_OK;
    if (!bwpi_utf8_valid(text, size))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "%s is not valid UTF-8; encode it as UTF-8", name);
    if (bwpi_utf8_has_control(text))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name,
                          "%s has a control character, such as a line break; leave it out", name);
    return check_charset(field, name, text, fault);
}

/* Keys and values of tags are texts of the field "tags". */
static bwp_status check_tags(const struct fields *fields, const struct field *field, const bwp_tag *tags, size_t count,
                             struct fault *fault)
{
    static const struct field text = {.name = "tags", .kind = FIELD_TEXT};

    if (count > TAGS_MAX || (count > 0 && tags == NULL))
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, field->name, "tags has %zu tags%s; at most %d are taken", count,
                          tags == NULL ? " at NULL" : "", (int)TAGS_MAX);
    for (size_t i = 0; i < count; i++) {
        if (bwpi_field_check_text(fields, &text, "tags", tags[i].key, fault) != BWP_OK ||
            bwpi_field_check_text(fields, &text, "tags", tags[i].value, fault) != BWP_OK)
            return fault->status;
    }
    return BWP_OK;
}

/* ---- copying ---- */

bwp_status bwpi_fields_widen(const struct fields *fields, const void *given, void *wide, struct fault *fault)
{
    const unsigned char *bytes = given;
    size_t               size;

    memset(wide, 0, fields->size);
    if (given == NULL)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "", "the %s is NULL; hand one in", fields->name);
    memcpy(&size, given, sizeof size);
    if (size < fields->size_min || size > STRUCT_SIZE_MAX)
        return bwpi_fault(fault, BWP_ERR_ARGUMENT, "struct_size", "struct_size is %zu; set it to sizeof(%s)", size,
                          fields->name);
    for (size_t i = 0; i < fields->count; i++) {
        if (fields->list[i].offset < size && fields->list[i].offset + fields->list[i].size > size)
            return bwpi_fault(fault, BWP_ERR_ARGUMENT, "struct_size",
                              "struct_size is %zu, which ends inside %s; set it to sizeof(%s)", size,
                              fields->list[i].name, fields->name);
    }
    for (size_t i = fields->size; i < size; i++) {
        if (bytes[i] != 0)
            return bwpi_fault(
                fault, BWP_ERR_UNSUPPORTED, "struct_size",
                "the %s has fields that this older libbwp does not know; leave them zero or update libbwp",
                fields->name);
    }
    memcpy(wide, given, size < fields->size ? size : fields->size);
    return BWP_OK;
}

/* The tags of a struct, borrowed, and their number, which is the next field. */
static const bwp_tag *tags_of(const struct field *field, const void *from, size_t *count)
{
    const bwp_tag *tags;

    memcpy(&tags, (const char *)from + field->offset, sizeof tags);
    memcpy(count, (const char *)from + field[1].offset, sizeof *count);
    return tags;
}

static size_t room_for(const char *text)
{
    return text != NULL && *text != '\0' ? strlen(text) + 1 : 0;
}

static bwp_status measure(const struct fields *fields, const void *given, size_t *size, struct fault *fault)
{
    *size = 1;
    for (size_t i = 0; i < fields->count; i++) {
        const struct field *field = &fields->list[i];

        if (is_text(field)) {
            const char *text = bwpi_field_text(field, given);

            if (bwpi_field_check_text(fields, field, field->name, text, fault) != BWP_OK)
                return fault->status;
            *size += field->is_key ? 0 : room_for(text);
        } else if (field->kind == FIELD_TAGS) {
            size_t         count;
            const bwp_tag *tags = tags_of(field, given, &count);

            if (check_tags(fields, field, tags, count, fault) != BWP_OK)
                return fault->status;
            for (size_t j = 0; j < count; j++)
                *size += sizeof *tags + room_for(tags[j].key) + room_for(tags[j].value);
        }
    }
    return BWP_OK;
}

static const char *put(char **memory, const char *text)
{
    size_t size = room_for(text);
    char  *copy = *memory;

    if (size == 0)
        return "";
    memcpy(copy, text, size);
    *memory += size;
    return copy;
}

/* The tags come first in the block, where they are aligned. */
static void put_tags(const struct field *field, void *copy, char **memory)
{
    size_t         count;
    const bwp_tag *tags = tags_of(field, copy, &count);
    bwp_tag       *copies = (bwp_tag *)(void *)*memory;

    *memory += count * sizeof *copies;
    for (size_t i = 0; i < count; i++) {
        copies[i].key = put(memory, tags[i].key);
        copies[i].value = put(memory, tags[i].value);
    }
    tags = count > 0 ? copies : NULL;
    memcpy((char *)copy + field->offset, &tags, sizeof tags);
}

bwp_status bwpi_fields_copy(const struct fields *fields, const void *given, void *copy, char **memory,
                            struct fault *fault)
{
    size_t size;
    char  *at;

    *memory = NULL;
    if (bwpi_fields_widen(fields, given, copy, fault) != BWP_OK || measure(fields, copy, &size, fault) != BWP_OK)
        return fault->status;
    *memory = at = malloc(size);
    if (at == NULL)
        return bwpi_fault_memory(fault);
    for (size_t i = 0; i < fields->count; i++) {
        if (fields->list[i].kind == FIELD_TAGS)
            put_tags(&fields->list[i], copy, &at);
    }
    for (size_t i = 0; i < fields->count; i++) {
        const struct field *field = &fields->list[i];

        if (is_text(field) && !(field->keeps_null && !is_there(field, copy)))
            set_text(field, copy, field->is_key ? "" : put(&at, bwpi_field_text(field, copy)));
    }
    return BWP_OK;
}

/* ---- writing ---- */

static void put_tags_json(struct json_writer *json, const struct field *field, const void *from)
{
    size_t         count;
    const bwp_tag *tags = tags_of(field, from, &count);

    if (count == 0)
        return;
    bwpi_json_open(json, field->name, '{');
    for (size_t i = 0; i < count; i++)
        bwpi_json_put_text(json, tags[i].key, tags[i].value);
    bwpi_json_close(json, '}');
}

static void put_field_json(struct json_writer *json, const struct field *field, const void *from)
{
    const struct json_key key = {field->name, field->name_size};
    const char *place = (const char *)from + field->offset, *text = is_text(field) ? bwpi_field_text(field, from) : "";
    const char *problem;
    struct buf  compact = BUF_INIT(OPTIONS_MAX);
    uint32_t    number = 0;
    int         word = 0;

    switch ((enum field_kind)field->kind) {
    case FIELD_TEXT:
        if (*text != '\0' || (field->keeps_null && is_there(field, from)))
            bwpi_json_put_own_text(json, key, text);
        break;
    case FIELD_NUMBER:
        memcpy(&number, place, sizeof number);
        if (number != 0)
            bwpi_json_put_own_uint(json, key, number);
        break;
    case FIELD_FLAG:
        if (*(const bool *)place)
            bwpi_json_put_own_bool(json, key, true);
        break;
    case FIELD_BILLING:
    case FIELD_UNIT:
    case FIELD_UNTIL:
        memcpy(&word, place, sizeof word);
        if (word != 0)
            bwpi_json_put_own_text(json, key, bwpi_word(bwpi_field_words(field), word));
        break;
    case FIELD_TAGS:
        put_tags_json(json, field, from);
        break;
    case FIELD_OBJECT:
        if (bwpi_json_valid(text, strlen(text), &problem))
            bwpi_json_compact(&compact, text, strlen(text));
        if (compact.size > 0)
            bwpi_json_put_own_raw(json, key, bwpi_buf_text(&compact), compact.size);
        if (compact.state != BUF_OK)
            json->to->state = compact.state;
        bwpi_buf_free(&compact);
        break;
    case FIELD_SECONDS:
    case FIELD_OTHER:
        break;
    }
}

void bwpi_fields_put_json(struct json_writer *json, const struct fields *fields, const void *from)
{
    for (size_t i = 0; i < fields->count; i++) {
        if (!fields->list[i].is_key)
            put_field_json(json, &fields->list[i], from);
    }
}
