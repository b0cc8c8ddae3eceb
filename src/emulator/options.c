/* options.c - one table of options, read from the command line and told about in --help. */
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEADING_DASHES = 2, OPTION_LENGTH_MAX = 24 };

/* In the order of --help.  The place of an option's value in struct options, or of its flag. */
static const struct {
    const char *name, *letter, *value, *help; /* letter and value: NULL for none */
    size_t      place;
} table[] = {
    {"--port", NULL, "N", "listen on this port; 0, the default, picks a free one", offsetof(struct options, port)},
    {"--listen", NULL, "ADDR", "listen on this address instead of 127.0.0.1", offsetof(struct options, listen)},
    {"--port-file", NULL, "FILE", "write the port to FILE once listening; it goes at the end",
     offsetof(struct options, port_file)},
    {"--tls", NULL, NULL, "speak HTTPS with a new certificate, print where its CA is", offsetof(struct options, tls)},
    {"--tls-cert", NULL, "FILE", "speak HTTPS with this certificate (PEM)", offsetof(struct options, tls_cert)},
    {"--tls-key", NULL, "FILE", "and this private key (PEM)", offsetof(struct options, tls_key)},
    {"--ledger", NULL, "FILE", "append every purchase and change to FILE, as JSON lines",
     offsetof(struct options, ledger)},
    {"--env", NULL, NULL, "go into the background and print keys and endpoint for eval", offsetof(struct options, env)},
    {"--verbose", "-v", NULL, "one line for each request on standard error", offsetof(struct options, verbose)},
    {"--help", "-h", NULL, "print this", offsetof(struct options, help)},
    {"--version", "-V", NULL, "print the version", offsetof(struct options, version)},
};

static const char introduction[] = "Usage: bwp-emulator [OPTION]...\n"
                                   "Plays the clouds that sell bandwidth packages, on this machine and for tests:\n"
                                   "signatures and rules are checked, nothing is bought.\n"
                                   "\n";

static const char ending[] = "\n"
                             "In a shell, with keys and endpoint in its environment:\n"
                             "  eval \"$(bwp-emulator --env)\"\n"
                             "  bwp create --endpoint \"$BWP_ENDPOINT\" --provider baidu ...\n"
                             "  kill \"$BWP_EMULATOR_PID\"\n"
                             "\n"
                             "Control: GET /emulator/ledger, refused, faults, clock or ready; POST faults,\n"
                             "clock, pay, lag, limits, state or metadata; DELETE ledger or faults.\n"
                             "Keys: emulator-access-key, emulator-secret-key.\n"
                             "bwp-emulator(1) tells the rest.\n";

bool complain(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)fputs("bwp-emulator: ", stderr);
    (void)vfprintf(stderr, format, arguments);
    (void)fputs("\n", stderr);
    va_end(arguments);
    return false;
}

bool options_print_help(void)
{
    bool well = fputs(introduction, stdout) >= 0;

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char name[32];

        (void)snprintf(name, sizeof name, "%s%s%s%s%s", table[i].letter != NULL ? table[i].letter : "",
                       table[i].letter != NULL ? ", " : "", table[i].name, table[i].value != NULL ? " " : "",
                       table[i].value != NULL ? table[i].value : "");
        well = printf("  %-17s %s\n", name, table[i].help) >= 0 && well;
    }
    return fputs(ending, stdout) >= 0 && fflush(stdout) == 0 && well;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters have to be changed, added, left out or swapped with their neighbour. */
static size_t distance(const char *a, const char *b)
{
    size_t costs[OPTION_LENGTH_MAX + 1][OPTION_LENGTH_MAX + 1] = {{0}};
    size_t a_length = strlen(a), b_length = strlen(b);

    for (size_t i = 0; i <= a_length; i++) {
        for (size_t k = 0; k <= b_length; k++) {
            if (i == 0 || k == 0) {
                costs[i][k] = i + k;
                continue;
            }
            costs[i][k] = least(costs[i - 1][k - 1] + (a[i - 1] != b[k - 1]),
                                least(costs[i - 1][k], costs[i][k - 1]) + 1);
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                costs[i][k] = least(costs[i][k], costs[i - 2][k - 2] + 1);
        }
    }
    return costs[a_length][b_length];
}

/* The option that was probably meant, or NULL: one mistake in three letters is near, more is a guess. */
static const char *nearest(const char *given, size_t length)
{
    char        word[OPTION_LENGTH_MAX + 1] = "";
    const char *found = NULL;
    size_t      found_at = OPTION_LENGTH_MAX;

    if (length <= LEADING_DASHES || length - LEADING_DASHES > OPTION_LENGTH_MAX || !text_starts(given, "--"))
        return NULL;
    memcpy(word, given + LEADING_DASHES, length - LEADING_DASHES);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const char *name = table[i].name + LEADING_DASHES;
        size_t      mistakes = distance(word, name);

        if (mistakes * 3 <= least(strlen(word), strlen(name)) && mistakes < found_at) {
            found = table[i].name;
            found_at = mistakes;
        }
    }
    return found;
}

static bool unknown(const char *given, size_t length)
{
    const char *near = nearest(given, length);

    if (given[0] != '-')
        return complain("%s is not an option; every option begins with --, and --help lists them all", given);
    if (near != NULL)
        return complain("%.*s is not an option; did you mean %s?", (int)length, given, near);
    return complain("%.*s is not an option; --help lists them all", (int)length, given);
}

static bool is_named(const char *given, size_t length, const char *name)
{
    return name != NULL && strlen(name) == length && strncmp(name, given, length) == 0;
}

/* "--port 8080" and "--port=8080" are the same.  *at moves on where the value is an argument of its own. */
static bool read_one(char **arguments, int count, int *at, struct options *options)
{
    const char *given = arguments[*at], *equals = strchr(given, '=');
    size_t      length = equals != NULL ? (size_t)(equals - given) : strlen(given), k = 0;
    const char *value;

    while (k < sizeof table / sizeof table[0] && !is_named(given, length, table[k].name) &&
           !is_named(given, length, table[k].letter))
        k++;
    if (k == sizeof table / sizeof table[0])
        return unknown(given, length);
    if (table[k].value == NULL) {
        if (equals != NULL)
            return complain("%s has a value; it takes none, so give it alone", table[k].name);
        *(bool *)((char *)options + table[k].place) = true;
        return true;
    }
    value = equals != NULL ? equals + 1 : *at + 1 < count ? arguments[++*at] : "";
    if (*value == '\0')
        return complain("%s has no value; give %s as the next argument, or after =", table[k].name, table[k].value);
    *(const char **)(void *)((char *)options + table[k].place) = value;
    return true;
}

static bool read_port(struct options *options)
{
    const char *text = options->port != NULL ? options->port : "0";
    size_t      length = strlen(text);
    long        number = length <= 5 && strspn(text, "0123456789") == length ? strtol(text, NULL, 10) : -1;

    if (number < 0 || number > 65535)
        return complain("--port is %s; it has to be a number from 0 to 65535, 0 for a free one", text);
    options->port_number = (uint16_t)number;
    return true;
}

bool options_read(int count, char **arguments, struct options *options)
{
    *options = (struct options){0};
    for (int i = 1; i < count; i++) {
        if (!read_one(arguments, count, &i, options))
            return false;
    }
    if ((options->tls_cert == NULL) != (options->tls_key == NULL))
        return complain("%s is given alone; HTTPS needs both --tls-cert and --tls-key, or --tls without either",
                        options->tls_cert != NULL ? "--tls-cert" : "--tls-key");
    if (options->tls && options->tls_cert != NULL)
        return complain(
            "--tls is given beside --tls-cert; give --tls for a new certificate or --tls-cert for your own");
    return read_port(options);
}
