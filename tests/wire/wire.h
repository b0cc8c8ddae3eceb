/* wire.h - an emulator as a child process, clients that talk to it over real sockets, and its ledger. */
#ifndef WIRE_H
#define WIRE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#include <bwp/bwp.h>

#include "count.h"

#define WIRE_ACCESS_KEY       "emulator-access-key"
#define WIRE_SECRET_KEY       "emulator-secret-key"
#define WIRE_TEMPORARY_KEY    "emulator-temporary-key"
#define WIRE_TEMPORARY_SECRET "emulator-temporary-secret"
#define WIRE_SECURITY_TOKEN   "emulator-security-token"
#define WIRE_AUTH_TOKEN       "emulator-auth-token"

enum { WIRE_FOLDER_SIZE = 512, WIRE_PATH_SIZE = WIRE_FOLDER_SIZE + 32 };

/* ---- the emulator ---- */

/* The emulator of this program: all providers. */
struct wire_cloud {
    pid_t pid;
    int   output; /* its standard output, which ends when it ends */
    char  url[64], ca_file[WIRE_PATH_SIZE];
};
extern struct wire_cloud wire_cloud;

/* Certificate, key and what verifies them, all PEM files; NULL for plain HTTP.  0, or -1 with a line on stderr. */
int wire_emulator_start(const char *certificate, const char *key, const char *ca_file);
int wire_emulator_stop(void); /* -1 if it did not end well; safe to call twice */

/* For a group of tests: starts it, wipes its ledger, its faults and its clock before every test, and stops it. */
int wire_group_start(void **state);
int wire_group_stop(void **state);
int wire_test_start(void **state);
#define WIRE_TEST(function) cmocka_unit_test_setup(function, wire_test_start)
#define WIRE_RUN(tests)     cmocka_run_group_tests(tests, wire_group_start, wire_group_stop)

/* Takes what a user's shell may hold, keys and proxies, out of this program's environment. */
void wire_clean_environment(void);

/* What a server answered, NUL behind it; wire_collect() is for CURLOPT_WRITEFUNCTION, and whoever has text frees it. */
struct wire_bytes {
    char  *text;
    size_t size;
};
size_t wire_collect(char *data, size_t size, size_t count, void *user);

/* Asks the emulator's own interface; fails the test unless it answers 200 in JSON, which the caller frees. */
cJSON *wire_control(const char *method, const char *path, const char *body);
void   wire_fault(const char *format, ...);
void   wire_fault_one(const char *provider, const char *kind);
void   wire_clock(int offset_seconds);
int    wire_purchases(const char *provider);
int    wire_requests(const char *provider);

/* The only purchase there is, to be freed with cJSON_Delete(); fails the test if there are none or several. */
cJSON      *wire_only_purchase(void);
const char *wire_text(const cJSON *object, const char *name);
void        wire_assert_json(const cJSON *have, const char *expected);
/* The ledger holds one purchase, and what was asked for it is exactly this. */
void wire_assert_bought(const char *expected);

/* ---- clients and calls ---- */

/* A provider, and one of its signatures where it has several: what a test has to be tried with. */
struct wire_door {
    const char *name, *provider, *signature;
    int         created_status;
    bool        honours_token;
    const char *created_body; /* the smallest body that proves a purchase */
    bwp_billing billing;      /* of what costs nothing in advance there */
};
enum { WIRE_HUAWEI, WIRE_ACS3, WIRE_RPC, WIRE_BAIDU, WIRE_VOLCENGINE, WIRE_DOORS };
extern const struct wire_door wire_doors[WIRE_DOORS];

const struct wire_door *wire_door_of(const bwp_client *client); /* the first one of its provider */

struct wire_log {
    char   text[64 * 1024];
    size_t size, lines;
};
void wire_log_line(void *user, const char *line); /* for bwp_config.log; user is a struct wire_log */

bwp_config  wire_config(const struct wire_door *door, const char *url);   /* with emulator keys, one attempt */
bwp_request wire_request(const struct wire_door *door, const char *name); /* the least that is required */
bwp_client *wire_client(const bwp_config *config);
bwp_client *wire_client_at(const struct wire_door *door, const char *url);

/* Creates and fails the test on any other outcome; the result is the caller's to free. */
bwp_result *wire_create(bwp_client *client, const bwp_request *request, bwp_outcome outcome);
/* The same with a client of its own. */
bwp_result *wire_create_with(const bwp_config *config, const bwp_request *request, bwp_outcome outcome);

/* The signature of a request as it was received, in the spelling it has there; false if there is none. */
bool wire_signature_of(const struct wire_door *door, const char *request, char *signature, size_t room);

void wire_assert_uuid(const char *text);
void wire_assert_within(int64_t number, int64_t least, int64_t most);
void wire_assert_has(const char *text, const char *part);
void wire_assert_has_not(const char *text, const char *part);
/* None of the keys and tokens above stands in the text, in any encoding. */
void wire_assert_no_secret(const char *text);
/* Neither does one stand in anything that a result shows. */
void wire_assert_result_keeps_secrets(const bwp_result *result);

int64_t wire_now_ms(void);

/* A new folder below TMPDIR, or /tmp; false, with a line on stderr, if there is none to be had. */
bool wire_folder_make(char folder[WIRE_FOLDER_SIZE]);
void wire_folder_remove(const char *folder); /* and the files in it */

#endif
