/* main.c - from the options to a running server, and an end that leaves nothing behind. */
#include <bwp/version.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ledger.h"
#include "options.h"
#include "packages.h"
#include "place.h"
#include "server.h"

/* A program that is started with one of these closed would get the number back for its ledger or a socket. */
static bool hold_standard_files(void)
{
    int file;

    do
        file = open("/dev/null", O_RDWR);
    while (file >= 0 && file <= STDERR_FILENO);
    return file >= 0 && close(file) == 0;
}

/* With --env the shell waits for the end of standard output; a pipeline around it for that of standard error. */
static bool let_go_of_standard_files(bool keep_errors)
{
    int  file = open("/dev/null", O_RDWR);
    bool well = file >= 0 && dup2(file, STDIN_FILENO) >= 0 && dup2(file, STDOUT_FILENO) >= 0 &&
                (keep_errors || dup2(file, STDERR_FILENO) >= 0);

    if (file >= 0)
        (void)close(file);
    return well || complain("--env: /dev/null cannot be used: %s", strerror(errno));
}

/* Blocked before any thread starts, so that only sigwait() sees them. */
static bool take_signals(sigset_t *ends)
{
    return (sigemptyset(ends) == 0 && sigaddset(ends, SIGINT) == 0 && sigaddset(ends, SIGTERM) == 0 &&
            sigaddset(ends, SIGHUP) == 0 && pthread_sigmask(SIG_BLOCK, ends, NULL) == 0 &&
            signal(SIGPIPE, SIG_IGN) != SIG_ERR && signal(SIGXFSZ, SIG_IGN) != SIG_ERR) ||
           complain("signals cannot be set up: %s", strerror(errno));
}

/* ready: -1, or where the process that waits in the foreground is told that all is well. */
static bool tell(const struct options *options, const struct place *place, int ready)
{
    if (options->port_file != NULL && !port_file_write(options->port_file, place->port))
        return false;
    if (!options->env)
        return place_announce(place);
    return environment_print(place) && write(ready, "", 1) == 1 && let_go_of_standard_files(options->verbose);
}

static const char *why_not_started(const struct options *options)
{
    if (options->tls_cert != NULL)
        return "--tls-cert, --tls-key: the server cannot start; they have to be a PEM certificate and its private key";
    if (options->tls)
        return "--tls: the server cannot start; libmicrohttpd has to be one that was built with HTTPS";
    return "--port: the server cannot start; try another port";
}

static bool run(const struct options *options, const struct place *place, const sigset_t *ends, int ready)
{
    struct server *server;
    int            stop[2], number;
    bool           well = false;

    if (pipe(stop) != 0) {
        (void)close(place->listener);
        return complain("a pipe cannot be made: %s", strerror(errno));
    }
    server = server_start(&(struct server_options){
        .listener = place->listener,
        .certificate = place->certificate,
        .key = place->key,
        .stop_fd = stop[0],
        .verbose = options->verbose,
    });
    if (server == NULL) {
        (void)close(place->listener);
        (void)complain("%s", why_not_started(options));
    } else {
        well = tell(options, place, ready) && sigwait(ends, &number) == 0;
        (void)close(stop[1]); /* hang-up: ends every stall */
        stop[1] = -1;
        server_stop(server);
    }
    (void)close(stop[0]);
    if (stop[1] >= 0)
        (void)close(stop[1]);
    return well;
}

static bool serve(const struct options *options, int ready)
{
    struct memory memory = {0};
    struct place  place = {.listener = -1};
    sigset_t      ends;
    bool          well = take_signals(&ends);

    if (well && options->ledger != NULL && !journal_open(options->ledger))
        well = complain("--ledger: %s cannot be opened (%s); name a file in a writable folder", options->ledger,
                        strerror(errno));
    if (well && options->tls_cert != NULL)
        well = certificate_read(&place, &memory, options);
    well = well && place_listen(&place, options);
    if (well && options->tls && !certificate_make(&place, &memory)) {
        (void)close(place.listener);
        well = false;
    }
    well = well && run(options, &place, &ends, ready);
    if (options->port_file != NULL)
        port_file_remove(options->port_file);
    certificate_remove();
    mishaps_clear();
    packages_clear(); /* no thread is left that would want the lock */
    tokens_clear();
    ledger_clear();
    nonces_clear();
    refused_clear();
    journal_close();
    memory_free(&memory);
    return well;
}

/*
 * For --env, as ssh-agent does it: the emulator becomes a process of its own, in a session of its own, so that Ctrl-C
 * in the terminal does not end it; this one waits until the other has printed everything, or has failed.
 */
static bool serve_in_background(const struct options *options)
{
    int   ready[2];
    pid_t child;
    char  byte;

    if (pipe(ready) != 0 || fcntl(ready[0], F_SETFD, FD_CLOEXEC) != 0 || fcntl(ready[1], F_SETFD, FD_CLOEXEC) != 0)
        return complain("--env: a pipe cannot be made: %s", strerror(errno));
    child = fork();
    if (child < 0)
        return complain("--env: a process cannot be made: %s", strerror(errno));
    if (child == 0) {
        (void)close(ready[0]);
        (void)setsid();
        exit(serve(options, ready[1]) ? 0 : 1);
    }
    (void)close(ready[1]);
    return read(ready[0], &byte, 1) == 1; /* its end without a byte: the other has said why */
}

/* Where the command line is wrong, it has to be searched for --env by itself. */
static bool wants_environment(int count, char **arguments)
{
    int i = 1;

    while (i < count && strcmp(arguments[i], "--env") != 0)
        i++;
    return i < count;
}

static bool start(int count, char **arguments)
{
    struct options options;

    if (!hold_standard_files() || !options_read(count, arguments, &options))
        return false;
    if (options.help)
        return options_print_help();
    if (options.version)
        return puts("bwp-emulator " BWP_VERSION) >= 0 && fflush(stdout) == 0;
    if (options.port_file != NULL && !port_file_forget(options.port_file))
        return false;
    return options.env ? serve_in_background(&options) : serve(&options, -1);
}

int main(int count, char **arguments)
{
    bool well = start(count, arguments);

    if (!well && wants_environment(count, arguments))
        environment_print_failure();
    return well ? 0 : 1;
}
