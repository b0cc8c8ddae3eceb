/* environment.h - keys and the like from environment variables. */
#ifndef BWP_ENVIRONMENT_H
#define BWP_ENVIRONMENT_H

#include <stddef.h>

/* Where a provider's own tools look: lists of VARIABLES(), the first one set wins; NULL where there are none. */
struct environment {
    const char *const *access_key, *const *secret_key, *const *security_token, *const *account, *const *project;
    const char *const *iam_endpoint, *const *sts_endpoint; /* where the account is asked for */
    const char *const *metadata_role;                      /* whose keys the service of the machine is asked for */
    const char *const *metadata_off;                       /* "true": that service is not to be asked */
    const char *const *metadata_needs_token;               /* "true": and not without a token of its own */
};
#define VARIABLES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* One of these lists, and what it is for, in the word of the JSON. */
struct variable_list {
    const char        *field;
    const char *const *variables;
};
enum { VARIABLE_LIST_COUNT = 10 };

/* Every list of an environment, in the order in which they are told; those that are NULL too. */
void bwpi_environment_lists(const struct environment *names, struct variable_list lists[VARIABLE_LIST_COUNT]);

/* A value that was found, and the variable it came from; both are "" and NULL where none is set. */
struct found {
    const char *text, *variable;
};

/* The first of the variables that is set.  Its text is borrowed from the environment, which may change: copy it. */
struct found bwpi_environment_find(const char *const *variables);

/* The first of the variables that is set, if it is "true", in whatever mixture of capitals, as the tools read it. */
struct found bwpi_environment_find_true(const char *const *variables);

#endif
