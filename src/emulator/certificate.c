/*
 * certificate.c - what HTTPS needs.  For --tls an authority is made that signs one certificate and forgets its own key;
 * the private key of the certificate is never written anywhere.
 */
#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { VALID_DAYS = 365 };

static char *folder, *ca_file; /* malloc()ed; NULL: there is none */

struct extension {
    int         nid;
    const char *value;
};

static bool extend(X509 *certificate, X509 *issuer, const struct extension *extension)
{
    bool            well;
    X509V3_CTX      context;
    X509_EXTENSION *made;

    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    made = X509V3_EXT_conf_nid(NULL, &context, extension->nid, extension->value);
    well = made != NULL && X509_add_ext(certificate, made, -1) == 1;
    X509_EXTENSION_free(made);
    return well;
}

/* A certificate for key, signed by the issuer; issuer NULL: by itself.  The caller frees it; NULL when OpenSSL fails.
 */
static X509 *sign(const char *subject, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuer_key,
                  const struct extension *extensions, size_t count)
{
    X509      *certificate = X509_new();
    X509_NAME *name = certificate != NULL ? X509_get_subject_name(certificate) : NULL;
    bool       well = certificate != NULL && X509_set_version(certificate, 2) == 1 && /* 2 means version 3 */
                ASN1_INTEGER_set(X509_get_serialNumber(certificate), issuer != NULL ? 2 : 1) == 1 &&
                X509_time_adj_ex(X509_getm_notBefore(certificate), -1, 0, NULL) != NULL &&
                X509_time_adj_ex(X509_getm_notAfter(certificate), VALID_DAYS, 0, NULL) != NULL &&
                X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)subject, -1, -1, 0) == 1 &&
                X509_set_issuer_name(certificate, issuer != NULL ? X509_get_subject_name(issuer) : name) == 1 &&
                X509_set_pubkey(certificate, key) == 1;

    for (size_t i = 0; well && i < count; i++)
        well = extend(certificate, issuer != NULL ? issuer : certificate, &extensions[i]);
    if (!well || X509_sign(certificate, issuer_key, EVP_sha256()) <= 0) {
        X509_free(certificate);
        return NULL;
    }
    return certificate;
}

/* The names and addresses that a client may have asked for, as OpenSSL writes them. */
static const char *names_of(const struct place *place, struct memory *memory)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.";
    struct text       text = text_new(memory);
    char              host[256] = "";

    text_put(&text, "DNS:localhost,IP:127.0.0.1,IP:::1");
    if (!place->everywhere)
        text_print(&text, ",IP:%s", place->address);
    if (gethostname(host, sizeof host - 1) == 0 && host[0] != '\0' && strspn(host, letters) == strlen(host))
        text_print(&text, ",DNS:%s", host);
    return text.data;
}

/* The PEM text that a BIO holds, which is freed here; NULL where writing to it failed. */
static const char *text_of(BIO *bio, bool well, struct memory *memory)
{
    char *bytes = NULL;
    long  size = bio != NULL && well ? BIO_get_mem_data(bio, &bytes) : 0;
    char *copy = size > 0 ? memory_copy(memory, bytes, (size_t)size) : NULL;

    (void)BIO_free(bio);
    return copy;
}

static const char *certificate_text(X509 *certificate, struct memory *memory)
{
    BIO *bio = BIO_new(BIO_s_mem());

    return text_of(bio, bio != NULL && PEM_write_bio_X509(bio, certificate) == 1, memory);
}

static const char *key_text(EVP_PKEY *key, struct memory *memory)
{
    BIO *bio = BIO_new(BIO_s_mem());

    return text_of(bio, bio != NULL && PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1, memory);
}

/* All texts or none; *authority is the one to be trusted. */
static bool make_texts(struct place *place, struct memory *memory, const char **authority)
{
    const struct extension ca_extensions[] = {
        {NID_basic_constraints, "critical,CA:TRUE"},
        {NID_key_usage, "critical,keyCertSign,cRLSign"},
        {NID_subject_key_identifier, "hash"},
    };
    const struct extension extensions[] = {
        {NID_basic_constraints, "critical,CA:FALSE"},
        {NID_key_usage, "critical,digitalSignature"},
        {NID_ext_key_usage, "serverAuth"},
        {NID_subject_key_identifier, "hash"},
        {NID_authority_key_identifier, "keyid"},
        {NID_subject_alt_name, names_of(place, memory)},
    };
    char      name[64], number[9];
    EVP_PKEY *ca_key = EVP_EC_gen("P-256"), *key = EVP_EC_gen("P-256");
    X509     *ca = NULL, *certificate = NULL;

    /* Two emulators have two authorities; one name for both would confuse clients that trust both. */
    random_text(number, sizeof number - 1, "0123456789abcdef");
    (void)snprintf(name, sizeof name, "bwp-emulator authority %s", number);
    if (ca_key != NULL && key != NULL)
        ca = sign(name, ca_key, NULL, ca_key, ca_extensions, sizeof ca_extensions / sizeof ca_extensions[0]);
    if (ca != NULL)
        certificate = sign("bwp-emulator", key, ca, ca_key, extensions, sizeof extensions / sizeof extensions[0]);
    if (certificate != NULL) {
        *authority = certificate_text(ca, memory);
        place->certificate = certificate_text(certificate, memory);
        place->key = key_text(key, memory);
    }
    X509_free(certificate);
    X509_free(ca);
    EVP_PKEY_free(key);
    EVP_PKEY_free(ca_key);
    return certificate != NULL && *authority != NULL && place->certificate != NULL && place->key != NULL;
}

/* In a folder of the emulator's own, which only its user can enter. */
static bool save_authority(const char *authority, struct memory *memory)
{
    const char *parent = getenv("TMPDIR");
    char  *name = memory_print(memory, "%s/bwp-emulator-XXXXXX", parent != NULL && *parent != '\0' ? parent : "/tmp");
    size_t size = strlen(authority);
    int    file;
    bool   well;

    if (mkdtemp(name) == NULL)
        return false;
    folder = must(strdup(name));
    ca_file = must(strdup(memory_print(memory, "%s/ca.pem", name)));
    file = open(ca_file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    well = file >= 0 && write(file, authority, size) == (ssize_t)size;
    return file >= 0 && close(file) == 0 && well;
}

bool certificate_make(struct place *place, struct memory *memory)
{
    const char *authority = NULL;

    if (!make_texts(place, memory, &authority))
        return complain("--tls: OpenSSL cannot make a certificate; give your own with --tls-cert and --tls-key");
    call_before_giving_up(certificate_remove);
    if (!save_authority(authority, memory)) {
        (void)complain("--tls: the certificate cannot be written (%s); set TMPDIR to a writable folder",
                       strerror(errno));
        certificate_remove();
        return false;
    }
    place->ca_file = ca_file;
    return true;
}

void certificate_remove(void)
{
    if (ca_file != NULL)
        (void)unlink(ca_file);
    if (folder != NULL)
        (void)rmdir(folder);
    free(ca_file);
    free(folder);
    ca_file = folder = NULL;
}

/* The whole file as text, or NULL after a complaint. */
static const char *read_file(struct memory *memory, const char *option, const char *path)
{
    size_t      size;
    bool        failed;
    struct text text = text_new(memory);
    char        buffer[4096];
    FILE       *file = fopen(path, "re");

    if (file == NULL) {
        (void)complain("%s: %s cannot be opened (%s); name a readable PEM file", option, path, strerror(errno));
        return NULL;
    }
    while ((size = fread(buffer, 1, sizeof buffer, file)) > 0 && text.size < BODY_MAX)
        text_add(&text, buffer, size);
    failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed || text.size >= BODY_MAX) {
        (void)complain("%s: %s cannot be read; name a readable PEM file", option, path);
        return NULL;
    }
    return text.data;
}

bool certificate_read(struct place *place, struct memory *memory, const struct options *options)
{
    place->certificate = read_file(memory, "--tls-cert", options->tls_cert);
    if (place->certificate != NULL)
        place->key = read_file(memory, "--tls-key", options->tls_key);
    return place->key != NULL;
}
