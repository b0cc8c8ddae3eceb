/* main.c - which command; and a floor under standard input, output and error. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "create.h"
#include "help.h"
#include "output.h"
#include "summary.h"
#include "text.h"

static int run_providers(int argc, char *const argv[])
{
    cJSON *providers;
    char  *text;
    bool   json = false;

    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            help_print_providers(stdout);
            return output_finish("the help") ? BWP_DONE : BWP_NOT_DONE;
        }
        if (strcmp(argv[i], "--json") != 0) {
            (void)fputs("bwp: unknown option ", stderr);
            text_print(stderr, argv[i]);
            (void)fputs("; bwp providers takes --json and nothing else\n", stderr);
            return BWP_NOT_DONE;
        }
        json = true;
    }
    text = bwp_providers_json();
    providers = json ? NULL : cJSON_Parse(text);
    if (providers) {
        json_clean(providers);
        providers_print(stdout, providers);
    } else {
        text_print_json(stdout, text);
    }
    cJSON_Delete(providers);
    bwp_free(text);
    return output_finish("the list") ? BWP_DONE : BWP_NOT_DONE;
}

static int run_help(int argc, char *const argv[])
{
    (void)argc;
    (void)argv;
    help_print(stdout);
    return output_finish("the help") ? BWP_DONE : BWP_NOT_DONE;
}

static int run_version(int argc, char *const argv[])
{
    (void)argc;
    (void)argv;
    (void)printf("bwp %d.%d.%d (libbwp %s)\n", BWP_VERSION_MAJOR, BWP_VERSION_MINOR, BWP_VERSION_PATCH, bwp_version());
    return output_finish("the version") ? BWP_DONE : BWP_NOT_DONE;
}

static const struct command {
    const char *name;
    int (*run)(int argc, char *const argv[]);
} commands[] = {
    {"create", create_run},
    {"providers", run_providers},
    {"--help", run_help},
    {"--version", run_version},
};
enum { COUNT = sizeof commands / sizeof *commands };

static int refuse_command(const char *word)
{
    const char *nearest = NULL;
    size_t      least = 4; /* further away is no likeness */

    for (size_t i = 0; i < COUNT; i++) {
        size_t distance = text_distance(word, commands[i].name);

        if (distance < least) {
            least = distance;
            nearest = commands[i].name;
        }
    }
    (void)fputs("bwp: unknown command ", stderr);
    text_print(stderr, word);
    if (nearest)
        (void)fprintf(stderr, "; did you mean bwp %s?\n", nearest);
    else
        (void)fputs("; it has to be create or providers, see bwp --help\n", stderr);
    return BWP_NOT_DONE;
}

/*
 * A closed descriptor would be given to the next socket, and a result printed into the provider's connection.  Opened
 * the wrong way round, so that using it still fails.
 */
static bool hold_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
            return false;
    }
    return true;
}

int main(int argc, char *argv[])
{
    /* A reader that went away must not kill us before we have said on standard error what was bought. */
    if (!hold_descriptors() || signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
        (void)fputs("bwp: standard input, output and error cannot be made ready; nothing was sent\n", stderr);
        return BWP_NOT_DONE;
    }
    if (argc < 2) {
        (void)fputs("bwp: a command is missing, such as bwp create or bwp providers; bwp --help explains\n", stderr);
        return BWP_NOT_DONE;
    }
    for (size_t i = 0; i < COUNT; i++) {
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    }
    return refuse_command(argv[1]);
}
