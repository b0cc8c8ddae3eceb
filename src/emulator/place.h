/* place.h - where the emulator is to be found: its socket, its port file, its certificate, and the words for a shell.
 */
#ifndef EMULATOR_PLACE_H
#define EMULATOR_PLACE_H

#include "options.h"

struct place {
    int         listener; /* -1: none */
    uint16_t    port;
    bool        everywhere;                  /* on every address of this machine */
    char        address[64];                 /* as given, without brackets */
    char        url[96];                     /* as a client on this machine reaches it */
    const char *certificate, *key, *ca_file; /* PEM texts and a path, of the program's memory; NULL: none */
};

/* place.c: false after a complaint. */
bool place_listen(struct place *place, const struct options *options);
bool place_announce(const struct place *place); /* on standard output */

/* port_file.c: the file of --port-file, which appears whole or not at all. */
bool port_file_forget(const char *path);               /* one that an earlier emulator left; false after a complaint */
bool port_file_write(const char *path, uint16_t port); /* false after a complaint */
void port_file_remove(const char *path);               /* if it is still the one that was written here */

/* certificate.c: a certificate authority that lives as long as the emulator.  False after a complaint. */
bool certificate_make(struct place *place, struct memory *memory);
bool certificate_read(struct place *place, struct memory *memory, const struct options *options);
void certificate_remove(void); /* the folder with ca.pem, if there is one; safe to call twice */

/* environment.c: what --env prints, for a POSIX shell to eval. */
bool environment_print(const struct place *place); /* false after a complaint */
void environment_print_failure(void);

#endif
