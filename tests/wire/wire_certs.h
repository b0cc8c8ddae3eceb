/* wire_certs.h - certificates made for one test run: a good one, and every kind that must not be trusted. */
#ifndef WIRE_CERTS_H
#define WIRE_CERTS_H

#include "wire.h"

enum { WIRE_CERT_GOOD, WIRE_CERT_EXPIRED, WIRE_CERT_WRONG_HOST, WIRE_CERT_STRANGER, WIRE_CERT_SELF_SIGNED, WIRE_CERTS };

struct wire_certs {
    char folder[WIRE_FOLDER_SIZE];
    char ca[WIRE_PATH_SIZE],
        key[WIRE_PATH_SIZE];               /* the authority that is trusted; the private key of every certificate */
    char cert[WIRE_CERTS][WIRE_PATH_SIZE]; /* for 127.0.0.1 and localhost, except WRONG_HOST */
};

/* Writes the PEM files into a folder of their own; 0, or -1 if that cannot be done. */
int  wire_certs_make(struct wire_certs *certs);
void wire_certs_remove(struct wire_certs *certs);

#endif
