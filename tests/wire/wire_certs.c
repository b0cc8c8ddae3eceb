/* wire_certs.c - an authority and what it signs, through OpenSSL's own calls, so that no tool and no key is needed. */
#include "wire_certs.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

struct recipe {
    const char *subject, *names; /* names: subjectAltName, NULL for an authority */
    long        from_days, to_days;
};

static const struct recipe recipes[WIRE_CERTS] = {
    [WIRE_CERT_GOOD] = {"localhost", "DNS:localhost,IP:127.0.0.1", -1, 2},
    [WIRE_CERT_EXPIRED] = {"localhost", "DNS:localhost,IP:127.0.0.1", -30, -1},
    [WIRE_CERT_WRONG_HOST] = {"elsewhere.example", "DNS:elsewhere.example,IP:127.0.0.2", -1, 2},
    [WIRE_CERT_STRANGER] = {"localhost", "DNS:localhost,IP:127.0.0.1", -1, 2},
    [WIRE_CERT_SELF_SIGNED] = {"localhost", "DNS:localhost,IP:127.0.0.1", -1, 2},
};

static bool extend(X509 *cert, X509 *issuer, int nid, const char *value)
{
    bool            done;
    X509_EXTENSION *extension;
    X509V3_CTX      context;

    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, cert, NULL, NULL, 0);
    extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    done = extension != NULL && X509_add_ext(cert, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return done;
}

/* Issuer NULL: the certificate signs itself.  NULL if OpenSSL cannot make it; the caller frees it. */
static X509 *make(const struct recipe *recipe, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuer_key)
{
    static long serial = 1;
    X509       *cert = X509_new();
    X509_NAME  *name = cert != NULL ? X509_get_subject_name(cert) : NULL;
    bool        leaf = recipe->names != NULL;
    bool        done = cert != NULL && X509_set_version(cert, 2) == 1 &&
                ASN1_INTEGER_set(X509_get_serialNumber(cert), serial++) == 1 &&
                X509_time_adj_ex(X509_getm_notBefore(cert), (int)recipe->from_days, 0, NULL) != NULL &&
                X509_time_adj_ex(X509_getm_notAfter(cert), (int)recipe->to_days, 0, NULL) != NULL &&
                X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)recipe->subject, -1, -1,
                                           0) == 1 &&
                X509_set_issuer_name(cert, issuer != NULL ? X509_get_subject_name(issuer) : name) == 1 &&
                X509_set_pubkey(cert, key) == 1 &&
                extend(cert, issuer != NULL ? issuer : cert, NID_basic_constraints,
                       leaf ? "critical,CA:FALSE" : "critical,CA:TRUE") &&
                extend(cert, issuer != NULL ? issuer : cert, NID_key_usage,
                       leaf ? "critical,digitalSignature" : "critical,keyCertSign,cRLSign") &&
                (!leaf || extend(cert, cert, NID_subject_alt_name, recipe->names)) &&
                X509_sign(cert, issuer_key, EVP_sha256()) > 0;

    if (!done) {
        X509_free(cert);
        return NULL;
    }
    return cert;
}

static bool save(const char *path, X509 *cert, EVP_PKEY *key)
{
    FILE *file = fopen(path, "w");
    bool  done = file != NULL && (cert != NULL ? PEM_write_X509(file, cert)
                                               : PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL)) == 1;

    return file != NULL && fclose(file) == 0 && done;
}

static bool make_all(struct wire_certs *certs)
{
    static const struct recipe trusted = {"bwp wire test authority", NULL, -60, 60};
    static const struct recipe stranger = {"somebody else's authority", NULL, -60, 60};
    EVP_PKEY *ca_key = EVP_EC_gen("P-256"), *other_key = EVP_EC_gen("P-256"), *key = EVP_EC_gen("P-256");
    X509     *ca = NULL, *other = NULL;
    bool      done = ca_key != NULL && other_key != NULL && key != NULL &&
                (ca = make(&trusted, ca_key, NULL, ca_key)) != NULL &&
                (other = make(&stranger, other_key, NULL, other_key)) != NULL && save(certs->ca, ca, NULL) &&
                save(certs->key, NULL, key);

    for (int i = 0; done && i < WIRE_CERTS; i++) {
        X509 *issuer = i == WIRE_CERT_SELF_SIGNED ? NULL : i == WIRE_CERT_STRANGER ? other : ca;
        X509 *cert = make(&recipes[i], key, issuer, issuer == NULL ? key : issuer == other ? other_key : ca_key);

        done = cert != NULL && save(certs->cert[i], cert, NULL);
        X509_free(cert);
    }
    X509_free(ca);
    X509_free(other);
    EVP_PKEY_free(ca_key);
    EVP_PKEY_free(other_key);
    EVP_PKEY_free(key);
    return done;
}

int wire_certs_make(struct wire_certs *certs)
{
    static const char *const names[WIRE_CERTS] = {"good", "expired", "wrong-host", "stranger", "self-signed"};

    memset(certs, 0, sizeof *certs);
    if (!wire_folder_make(certs->folder))
        return -1;
    (void)snprintf(certs->ca, sizeof certs->ca, "%s/ca.pem", certs->folder);
    (void)snprintf(certs->key, sizeof certs->key, "%s/key.pem", certs->folder);
    for (int i = 0; i < WIRE_CERTS; i++)
        (void)snprintf(certs->cert[i], sizeof certs->cert[i], "%s/%s.pem", certs->folder, names[i]);
    if (!make_all(certs)) {
        wire_certs_remove(certs);
        return -1;
    }
    return 0;
}

void wire_certs_remove(struct wire_certs *certs)
{
    if (certs->folder[0] != '\0') {
        wire_folder_remove(certs->folder);
        certs->folder[0] = '\0';
    }
}
