/* profile.h - keys from the files in which the providers' own tools keep them. */
#ifndef BWP_PROFILE_H
#define BWP_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/json.h"

enum { PROFILE_SIZE_MAX = 256 * 1024, PROFILE_PATH_SIZE = 1024, PROFILE_NAME_SIZE = 128, PROFILE_INSIDE_MAX = 3 };

enum profile_token { TOKEN_MAY, TOKEN_MUST, TOKEN_NOT /* one that stands there is of another mode */ };

/* A mode whose profiles hold keys, or are refused with a better way.  A mode that is not listed is refused by name. */
struct profile_mode {
    const char        *word; /* as the file has it; "" where the file says none; NULL ends a list */
    enum profile_token token;
    const char        *inside[PROFILE_INSIDE_MAX]; /* the objects in the profile in which the keys stand */
    const char        *instead;                    /* not NULL: refused, and this clause says what would do */
};

/* One file of one tool, as data.  Only path is always there. */
struct profile_file {
    const char                *path;          /* below the home folder; NULL ends a list */
    const char                *path_variable; /* names another path, which has to exist then */
    const char                *name_variable; /* names the profile */
    const char                *off_variable;  /* "true" there: the file is passed over */
    const char                *standard;      /* the profile's name where nothing says another */
    bool                       is_ini; /* else JSON: {"current":NAME,"profiles":[{"name":NAME,...}]}, or {NAME:{...}} */
    const char                *sealed; /* "true" there, beside current: the keys are encrypted */
    const char                *mode;   /* NULL: there are no modes, and a token may be there */
    const struct profile_mode *modes;  /* NULL: what has a mode is refused, and else a token may be there */
    const char                *access_key, *secret_key, *security_token, *account, *project, *iam_endpoint;
};

/* What was found.  The texts are NULL where the file does not say; they belong to it. */
struct profile {
    const struct profile_file *file; /* NULL: nothing was found */
    const char                *access_key, *secret_key, *security_token, *account, *project, *iam_endpoint;
    char                       path[PROFILE_PATH_SIZE], name[PROFILE_NAME_SIZE];
    bool                       is_shared; /* others on this machine may read the file */
    struct buf                 text;
    struct json               *json;
};

void bwpi_profile_init(struct profile *profile); /* to be freed by the caller */
void bwpi_profile_free(struct profile *profile); /* wipes what it frees */

/*
 * Looks through the files, in their order, for a profile; name is "" where the tools' own choice counts.  A file that
 * is not there is passed over, and so is a profile without keys that nobody has named.  Whatever else is wrong is a
 * fault, one sentence with the path of the file.  BWP_OK with profile->file NULL: there is none, and none was named.
 */
bwp_status bwpi_profile_find(const struct profile_file *files, const char *name, struct profile *profile,
                             struct fault *fault);

/*
 * The part of it that knows no files: profile->text is the file's, which is changed on the way, profile->path stands
 * in sentences.  profile->file stays NULL where there is no such profile.
 */
bwp_status bwpi_profile_read(const struct profile_file *file, const char *name, struct profile *profile,
                             struct fault *fault);

#endif
