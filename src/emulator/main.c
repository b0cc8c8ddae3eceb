/* main.c - options, the port, and an end that leaves nothing behind. */
#include "emulator.h"

#include <arpa/inet.h>
#include <bwp/version.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct options {
    const char *port, *port_file, *tls_cert, *tls_key, *ledger;
    bool        help, version;
};

static const char help[] =
    "Usage: bwp-emulator [--port N] [--port-file FILE] [--tls-cert FILE --tls-key FILE] [--ledger FILE]\n"
    "The bandwidth packages of Huawei, Alibaba and Baidu Cloud on 127.0.0.1, for tests: nothing is bought.\n"
    "\n"
    "  --port N          listen on this port; 0, the default, picks a free one\n"
    "  --port-file FILE  write the port to FILE once listening\n"
    "  --tls-cert FILE   speak HTTPS with this certificate (PEM)\n"
    "  --tls-key FILE    and this private key (PEM)\n"
    "  --ledger FILE     append every purchase to FILE, one JSON object a line, before it is answered\n"
    "  --help            print this\n"
    "  --version         print the version\n"
    "\n"
    "Keys: emulator-access-key, emulator-secret-key; Huawei account: emulator-account.\n"
    "Control: GET and DELETE /emulator/ledger, POST /emulator/faults, POST /emulator/clock; see bwp-emulator(1).\n";

static bool complain(const char *option, const char *text)
{
    (void)fprintf(stderr, "bwp-emulator: %s %s\n", option, text);
    return false;
}

/* "--port 8080" and "--port=8080" are the same. */
static bool read_options(int count, char **arguments, struct options *options)
{
    const struct {
        const char  *name;
        const char **value;
        bool        *flag;
    } table[] = {
        {"--port", &options->port, NULL},         {"--port-file", &options->port_file, NULL},
        {"--tls-cert", &options->tls_cert, NULL}, {"--tls-key", &options->tls_key, NULL},
        {"--ledger", &options->ledger, NULL},     {"--help", NULL, &options->help},
        {"--version", NULL, &options->version},
    };
    for (int i = 1; i < count; i++) {
        const char *equals = strchr(arguments[i], '=');
        size_t      length = equals != NULL ? (size_t)(equals - arguments[i]) : strlen(arguments[i]);
        size_t      k = 0;

        while (k < sizeof table / sizeof *table &&
               (strlen(table[k].name) != length || strncmp(table[k].name, arguments[i], length) != 0))
            k++;
        if (k == sizeof table / sizeof *table)
            return complain(arguments[i], "is not an option; --help lists them all");
        if (table[k].flag != NULL && equals != NULL)
            return complain(table[k].name, "takes no value; give it alone");
        if (table[k].flag != NULL) {
            *table[k].flag = true;
            continue;
        }
        *table[k].value = equals != NULL ? equals + 1 : i + 1 < count ? arguments[++i] : "";
        if (**table[k].value == '\0')
            return complain(table[k].name, "needs a value; give it as the next argument, or after =");
    }
    if ((options->tls_cert == NULL) != (options->tls_key == NULL)) {
        return complain(options->tls_cert != NULL ? "--tls-cert" : "--tls-key",
                        "is given alone; HTTPS needs both --tls-cert and --tls-key");
    }
    return true;
}

static bool read_port(const char *text, uint16_t *port)
{
    size_t length = strlen(text);
    long   number = length <= 5 && strspn(text, "0123456789") == length ? strtol(text, NULL, 10) : -1;

    if (number < 0 || number > 65535) {
        (void)fprintf(stderr, "bwp-emulator: --port is %s; it has to be a number from 0 to 65535, 0 for a free one\n",
                      text);
        return false;
    }
    *port = (uint16_t)number;
    return true;
}

/* The whole file as text, or NULL after a complaint. */
static char *read_file(struct memory *memory, const char *option, const char *path)
{
    size_t      size;
    bool        failed;
    struct text text = text_new(memory);
    char        buffer[4096];
    FILE       *file = fopen(path, "re");

    if (file == NULL) {
        (void)fprintf(stderr, "bwp-emulator: %s: %s cannot be opened (%s); name a readable PEM file\n", option, path,
                      strerror(errno));
        return NULL;
    }
    while ((size = fread(buffer, 1, sizeof buffer, file)) > 0 && text.size < BODY_MAX)
        text_add(&text, buffer, size);
    failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed || text.size >= BODY_MAX) {
        (void)fprintf(stderr, "bwp-emulator: %s: %s cannot be read; name a readable PEM file\n", option, path);
        return NULL;
    }
    return text.data;
}

/* Bound to 127.0.0.1 only; *port becomes the one that was picked. -1 after a complaint. */
static int listen_on(uint16_t *port)
{
    int                listener;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(*port)};
    socklen_t          size = sizeof address;
    int                on = 1;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || fcntl(listener, F_SETFD, FD_CLOEXEC) != 0 ||
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(listener, (const struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 1024) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &size) != 0) {
        (void)fprintf(stderr, "bwp-emulator: --port: 127.0.0.1:%u cannot be listened on (%s); 0 picks a free port\n",
                      (unsigned)*port, strerror(errno));
        if (listener >= 0)
            (void)close(listener);
        return -1;
    }
    *port = ntohs(address.sin_port);
    return listener;
}

/* Whoever waits for the file never sees half of it. */
static bool write_port_file(struct memory *memory, const char *path, uint16_t port)
{
    const char *temporary = memory_print(memory, "%s.%ld", path, (long)getpid());
    FILE       *file = fopen(temporary, "we");
    bool        written = file != NULL && fprintf(file, "%u\n", (unsigned)port) > 0;

    written = file != NULL && fclose(file) == 0 && written;
    if (!written || rename(temporary, path) != 0) {
        (void)fprintf(stderr,
                      "bwp-emulator: --port-file: %s cannot be written (%s); name a file in a writable folder\n", path,
                      strerror(errno));
        (void)unlink(temporary);
        return false;
    }
    return true;
}

static bool wait_for_end(const sigset_t *ends)
{
    int signal_number;

    return sigwait(ends, &signal_number) == 0;
}

static bool announce(struct memory *memory, const struct options *options, uint16_t port)
{
    if (options->port_file != NULL && !write_port_file(memory, options->port_file, port))
        return false;
    if (printf("bwp-emulator listens on %s://127.0.0.1:%u\n", options->tls_cert != NULL ? "https" : "http",
               (unsigned)port) < 0 ||
        fflush(stdout) != 0)
        return complain("stdout", "cannot be written; give it somewhere to go");
    return true;
}

static bool serve(struct memory *memory, const struct options *options, const sigset_t *ends)
{
    struct server *server;
    int            listener;
    bool           well;
    uint16_t       port = 0;
    bool           tls = options->tls_cert != NULL;
    char          *certificate = NULL, *key = NULL;
    int            stop[2];

    if (options->port != NULL && !read_port(options->port, &port))
        return false;
    if (tls && ((certificate = read_file(memory, "--tls-cert", options->tls_cert)) == NULL ||
                (key = read_file(memory, "--tls-key", options->tls_key)) == NULL))
        return false;
    if (!ledger_open(options->ledger)) {
        (void)fprintf(stderr, "bwp-emulator: --ledger: %s cannot be opened (%s); name a file in a writable folder\n",
                      options->ledger, strerror(errno));
        return false;
    }
    listener = listen_on(&port);
    if (listener < 0)
        return false;
    if (pipe(stop) != 0) {
        (void)close(listener);
        return complain("pipe:", strerror(errno));
    }
    well = false;
    server = server_start(listener, tls, certificate, key, stop[0]);
    if (server == NULL) {
        (void)close(listener);
        (void)complain(tls ? "--tls-cert, --tls-key:" : "--port:",
                       tls ? "the server cannot start; they have to be a PEM certificate and its private key"
                           : "the server cannot start; try another port");
    } else {
        well = announce(memory, options, port) && wait_for_end(ends);
        (void)close(stop[1]); /* hang-up: ends every stall */
        stop[1] = -1;
        server_stop(server);
    }
    (void)close(stop[0]);
    if (stop[1] >= 0)
        (void)close(stop[1]);
    return well;
}

int main(int count, char **arguments)
{
    bool           well;
    struct options options = {0};
    struct memory  memory = {0};
    sigset_t       ends;

    if (!read_options(count, arguments, &options))
        return 1;
    if (options.help)
        return fputs(help, stdout) < 0 || fflush(stdout) != 0;
    if (options.version) {
        return printf("bwp-emulator %d.%d.%d\n", BWP_VERSION_MAJOR, BWP_VERSION_MINOR, BWP_VERSION_PATCH) < 0 ||
               fflush(stdout) != 0;
    }
    /* Blocked before any thread starts, so that only sigwait() sees them. */
    if (sigemptyset(&ends) != 0 || sigaddset(&ends, SIGINT) != 0 || sigaddset(&ends, SIGTERM) != 0 ||
        pthread_sigmask(SIG_BLOCK, &ends, NULL) != 0 || signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
        (void)complain("signals", "cannot be set up");
        return 1;
    }
    well = serve(&memory, &options, &ends);
    faults_clear();
    ledger_close();
    memory_free(&memory);
    return well ? 0 : 1;
}
