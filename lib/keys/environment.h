/* environment.h - keys and the like from environment variables. */
#ifndef BWP_ENVIRONMENT_H
#define BWP_ENVIRONMENT_H

/* Where a provider's own tools look: names of variables, the first one set wins; NULL ends a list. */
struct environment {
    const char *access_key[4], *secret_key[4], *security_token[4], *account[4], *project[4];
    const char *iam_endpoint[4], *sts_endpoint[4]; /* where the account is asked for */
    const char *metadata_role[4];                  /* whose keys the service of the machine is asked for */
    const char *metadata_off[4];                   /* "true": that service is not to be asked */
    const char *metadata_needs_token[4];           /* "true": and not without a token of its own */
};

/* A value that was found, and the variable it came from; both are "" and NULL where none is set. */
struct found {
    const char *text, *variable;
};

/* The first of the variables that is set.  Its text is borrowed from the environment, which may change: copy it. */
struct found bwpi_environment_find(const char *const *variables);

/* The first of the variables that is set, if it is "true", in whatever mixture of capitals, as the tools read it. */
struct found bwpi_environment_find_true(const char *const *variables);

#endif
