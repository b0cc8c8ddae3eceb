/* profile.c - a file is opened without waiting, read up to a ceiling, and wiped; no command that stands in it is run.
 */
#include "keys/profile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/crypto.h"
#include "base/system.h"
#include "keys/ini.h"

void bwpi_profile_init(struct profile *profile)
{
    memset(profile, 0, sizeof *profile);
    bwpi_buf_init(&profile->text, PROFILE_SIZE_MAX);
}

void bwpi_profile_free(struct profile *profile)
{
    bwpi_json_free(profile->json);
    bwpi_buf_free(&profile->text);
    bwpi_profile_init(profile);
}

static bool is_given(const char *text)
{
    return text != NULL && *text != '\0';
}

/* A variable that is set to nothing counts as not set; "" for those, and for no variable at all. */
static const char *variable(const char *name)
{
    const char *text = name != NULL ? getenv(name) : NULL;

    return text != NULL ? text : "";
}

static bwp_status fault_file(const struct profile *profile, const char *clause, struct fault *fault)
{
    return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "profile", "the profile file %.120s %s", profile->path, clause);
}

/* ---- what a profile says ---- */

/* An object of a JSON file, or a section of the other kind. */
struct place {
    const struct json *object;
    const struct buf  *ini;
    const char        *section;
};

static const char *text_at(const struct place *place, const char *key)
{
    const char *text;

    if (key == NULL)
        return NULL;
    text = place->ini != NULL ? bwpi_ini_value(place->ini, place->section, key)
                              : bwpi_json_member_text(place->object, key);
    return is_given(text) ? text : NULL;
}

static bwp_status fault_mode(const struct profile_file *file, const struct profile *profile, const char *word,
                             struct fault *fault)
{
    char list[80] = "";

    if (file->modes == NULL)
        (void)snprintf(list, sizeof list, "%s", file->access_key);
    for (const struct profile_mode *mode = file->modes; mode != NULL && mode->word != NULL; mode++) {
        size_t used = strlen(list);

        if (*mode->word != '\0' && mode->instead == NULL)
            (void)snprintf(list + used, sizeof list - used, "%s%s", used > 0 ? " or " : "", mode->word);
    }
    return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "profile",
                      "profile \"%.30s\" in %.80s has %s \"%.30s\", which needs more than its keys; use one with %s",
                      profile->name, profile->path, file->mode, word, list);
}

static bwp_status find_mode(const struct profile_file *file, const struct profile *profile, const struct place *place,
                            const struct profile_mode **mode, struct fault *fault)
{
    static const struct profile_mode none = {.word = "", .token = TOKEN_MAY};
    const char                      *word = text_at(place, file->mode);

    *mode = &none;
    if (file->modes == NULL)
        return word == NULL ? BWP_OK : fault_mode(file, profile, word, fault);
    if (word == NULL)
        word = "";
    for (*mode = file->modes; (*mode)->word != NULL && strcmp((*mode)->word, word) != 0; (*mode)++) {
    }
    if ((*mode)->word == NULL)
        return fault_mode(file, profile, word, fault);
    if ((*mode)->instead != NULL)
        return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "profile", "profile \"%.30s\" in %.80s has %s \"%.30s\"; %s",
                          profile->name, profile->path, file->mode, word, (*mode)->instead);
    return BWP_OK;
}

static bwp_status fault_lacks(const struct profile *profile, const char *key, struct fault *fault)
{
    return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "profile",
                      "profile \"%.40s\" in %.120s has no %s, or has it twice; fill it in with the tool it belongs to",
                      profile->name, profile->path, key);
}

/* Takes the keys out of a profile that was found; leaves profile->file NULL if it is empty and nobody named it. */
static bwp_status take(const struct profile_file *file, bool is_named, struct place *place, struct profile *profile,
                       struct fault *fault)
{
    const struct profile_mode *mode;

    if (find_mode(file, profile, place, &mode, fault) != BWP_OK)
        return fault->status;
    profile->account = text_at(place, file->account);
    profile->project = text_at(place, file->project);
    profile->iam_endpoint = text_at(place, file->iam_endpoint);
    for (size_t i = 0; i < PROFILE_INSIDE_MAX && mode->inside[i] != NULL; i++)
        place->object = bwpi_json_member(place->object, mode->inside[i]);
    profile->access_key = text_at(place, file->access_key);
    profile->secret_key = text_at(place, file->secret_key);
    profile->security_token = mode->token != TOKEN_NOT ? text_at(place, file->security_token) : NULL;
    if (profile->access_key == NULL && profile->secret_key == NULL && !is_named)
        return BWP_OK;
    if (profile->access_key == NULL)
        return fault_lacks(profile, file->access_key, fault);
    if (profile->secret_key == NULL)
        return fault_lacks(profile, file->secret_key, fault);
    if (profile->security_token == NULL && mode->token == TOKEN_MUST)
        return fault_lacks(profile, file->security_token, fault);
    profile->file = file;
    return BWP_OK;
}

/* ---- the two kinds of files ---- */

static void set_name(struct profile *profile, const char *name)
{
    (void)snprintf(profile->name, sizeof profile->name, "%s", name);
}

static bwp_status read_ini(const struct profile_file *file, const char *name, struct profile *profile,
                           struct fault *fault)
{
    struct place place = {.ini = &profile->text, .section = is_given(name) ? name : file->standard};

    if (profile->text.size > 0 && memchr(profile->text.data, '\0', profile->text.size) != NULL)
        return fault_file(profile, "has a NUL in it; write it anew with the tool it belongs to", fault);
    bwpi_ini_split(&profile->text);
    if (!bwpi_ini_has_section(&profile->text, place.section))
        return BWP_OK;
    set_name(profile, place.section);
    return take(file, is_given(name), &place, profile, fault);
}

static bool is_sealed(const struct profile_file *file, const struct json *root)
{
    const struct json *sealed = file->sealed != NULL ? bwpi_json_member(root, file->sealed) : NULL;
    const char        *text = bwpi_json_text(sealed);
    bool               value = false;

    return (text != NULL && strcmp(text, "true") == 0) || (bwpi_json_boolean(sealed, &value) && value);
}

/* Profiles are a list of objects that name themselves, or one object that has each under its name. */
static const struct json *find_in(const struct json *profiles, const char *name)
{
    if (bwpi_json_is_object(profiles))
        return bwpi_json_member(profiles, name);
    for (const struct json *one = bwpi_json_first(profiles); one != NULL; one = bwpi_json_next(one)) {
        const char *text = bwpi_json_member_text(one, "name");

        if (text != NULL && strcmp(text, name) == 0)
            return one;
    }
    return NULL;
}

static bwp_status read_json(const struct profile_file *file, const char *name, struct profile *profile,
                            struct fault *fault)
{
    struct place place = {.ini = NULL};
    const char  *problem = "it is empty", *chosen = name, *current;
    char         clause[160];

    profile->json = profile->text.size > 0 ? bwpi_json_parse(profile->text.data, profile->text.size, &problem) : NULL;
    if (profile->json == NULL && problem == NULL)
        return bwpi_fault_memory(fault);
    if (profile->json == NULL || !bwpi_json_is_object(profile->json)) {
        (void)snprintf(clause, sizeof clause, "does not hold profiles: %.60s; mend it, or give keys in another way",
                       profile->json == NULL ? problem : "it is no JSON object");
        return fault_file(profile, clause, fault);
    }
    if (is_sealed(file, profile->json))
        return fault_file(profile, "has its keys encrypted; have the tool store them as they are, or use another way",
                          fault);
    current = bwpi_json_member_text(profile->json, "current");
    if (!is_given(chosen))
        chosen = is_given(current) ? current : file->standard;
    place.object = find_in(bwpi_json_member(profile->json, "profiles"), chosen);
    if (place.object == NULL && !is_given(name) && is_given(current))
        return fault_file(profile, "says which profile is current, but does not hold it; choose one with the tool",
                          fault);
    if (place.object == NULL)
        return BWP_OK;
    set_name(profile, chosen);
    return take(file, is_given(name), &place, profile, fault);
}

bwp_status bwpi_profile_read(const struct profile_file *file, const char *name, struct profile *profile,
                             struct fault *fault)
{
    return file->is_ini ? read_ini(file, name, profile, fault) : read_json(file, name, profile, fault);
}

/* ---- files ---- */

/* Reads what is open into profile->text.  Anything but a plain file could make us wait, or never end. */
static bwp_status read_open(int fd, struct profile *profile, struct fault *fault)
{
    static const char too_long[] = "has more than 256 KB, which no tool writes; mend it, or give keys in another way";
    struct stat       about;
    char              piece[4096];
    ssize_t           size;

    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        return fault_file(profile, "is no regular file; give the path of one", fault);
    if (about.st_size > PROFILE_SIZE_MAX)
        return fault_file(profile, too_long, fault);
    profile->is_shared = (about.st_mode & SYSTEM_OTHERS_READ) != 0;
    while ((size = read(fd, piece, sizeof piece)) > 0 || (size < 0 && errno == EINTR)) {
        if (size > 0)
            bwpi_buf_add(&profile->text, piece, (size_t)size);
    }
    bwpi_wipe(piece, sizeof piece);
    if (size < 0)
        return fault_file(profile, "cannot be read; look at its disk", fault);
    if (profile->text.state == BUF_TOO_LONG)
        return fault_file(profile, too_long, fault);
    return profile->text.state == BUF_OK ? BWP_OK : bwpi_fault_memory(fault);
}

static bwp_status read_file(const struct profile_file *file, const char *name, bool has_to_exist,
                            struct profile *profile, struct fault *fault)
{
    int        fd = open(profile->path, SYSTEM_OPEN);
    bwp_status status;

    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR) && !has_to_exist)
        return BWP_OK;
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "profile",
                          "the profile file %.120s does not exist, though %s names it; correct the variable",
                          profile->path, file->path_variable);
    if (fd < 0)
        return fault_file(profile, "cannot be read; give yourself the right to, or give keys in another way", fault);
    status = read_open(fd, profile, fault);
    (void)close(fd);
    return status == BWP_OK ? bwpi_profile_read(file, name, profile, fault) : status;
}

/* False where there is no home folder, or no room for the path: such a file is not there. */
static bool put_path(const struct profile_file *file, struct profile *profile)
{
    const char *given = variable(file->path_variable), *home = variable(SYSTEM_HOME);
    bool        is_given_path = *given != '\0';
    int         size = snprintf(profile->path, sizeof profile->path, "%s%s%s", is_given_path ? given : home,
                        is_given_path ? "" : "/", is_given_path ? "" : file->path);

    return (is_given_path || *home != '\0') && size >= 0 && (size_t)size < sizeof profile->path;
}

static bwp_status fault_no_such(const struct profile_file *files, const char *name, struct fault *fault)
{
    char list[140] = "";

    for (; files->path != NULL; files++) {
        size_t used = strlen(list);

        (void)snprintf(list + used, sizeof list - used, "%s~/%s", used > 0 ? " or " : "", files->path);
    }
    return bwpi_fault(fault, BWP_ERR_CREDENTIALS, "profile", "there is no profile \"%.60s\" in %s; make it, or %s",
                      name, list, "name another");
}

bwp_status bwpi_profile_find(const struct profile_file *files, const char *name, struct profile *profile,
                             struct fault *fault)
{
    const char *named = name;

    for (const struct profile_file *file = files; file->path != NULL; file++) {
        const char *chosen = is_given(name) ? name : variable(file->name_variable);
        bool        has_to_exist = *variable(file->path_variable) != '\0';

        if (bwpi_ascii_equal(variable(file->off_variable), "true") || !put_path(file, profile))
            continue;
        if (is_given(chosen))
            named = chosen;
        if (read_file(file, chosen, has_to_exist, profile, fault) != BWP_OK)
            return fault->status;
        if (profile->file != NULL)
            return BWP_OK;
        bwpi_profile_free(profile);
    }
    return is_given(named) ? fault_no_such(files, named, fault) : BWP_OK;
}
