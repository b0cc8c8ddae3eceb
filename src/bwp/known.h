/* known.h - what the library says of its providers: every name of one that the program shows comes from here. */
#ifndef BWP_KNOWN_H
#define BWP_KNOWN_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/json.h"

/* The first provider of bwp_providers_json(), to be followed by bwpi_json_next().  NULL without memory. */
const struct json *known_first(void);
const struct json *known_provider(const char *name); /* NULL if there is none of that name, or name is NULL */
/* What says where a provider is and which variables are read, at the site of that name; NULL for no such provider. */
const struct json *known_site(const char *provider, const char *site);
void               known_free(void);

/*
 * Whether a provider has what path says: "key" for a true, "object.key" for a true in an object, "array.word" for a
 * word in an array.  What the library does not say of a provider is `unsaid`.
 */
bool known_has(const struct json *provider, const char *path, bool unsaid);

/*
 * Appends the names of the providers that have what path says, or of all for NULL: "a, b or c".  Returns whether some
 * have it and some do not.
 */
bool known_list_names(struct buf *to, const char *path, bool unsaid, const char *last_word);

/*
 * What follows is asked of a provider as the two functions above give it.  Appends the environment variables a field is
 * read from, such as "access_key": "A (or B, C)".  False if none.
 */
bool known_list_variables(struct buf *to, const struct json *provider, const char *field);

/* Appends a sentence that says where a provider's keys may be kept.  False if one of their variables is set. */
bool known_explain_keys(struct buf *to, const struct json *provider);

/* Whether no variable is set from which the provider's keys would be read. */
bool known_lacks_keys(const struct json *provider);

/* Appends "A and B", the variables of a provider's keys, or of all providers' for NULL: "A and B for one; C and D for
 * another". */
void known_list_keys(struct buf *to, const struct json *provider);

#endif
