/* main.c - which command it is, and that standard input, output and error are there before anything is opened. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <bwp/bwp.h>

#include "command.h"
#include "help.h"
#include "known.h"
#include "options.h"
#include "output.h"
#include "result.h"

int version_run(struct options *options, struct problem *problem)
{
    (void)options;
    (void)problem;
    (void)printf("bwp " BWP_VERSION " (libbwp %s)\n", bwp_version());
    return output_end("the version");
}

/* Nothing of an unknown command is known, but whether its result is to be JSON. */
static int refuse_command(int argc, char *const argv[], const struct command *nearest)
{
    struct options options = {.command = NULL};
    struct problem problem = {.message = ""};

    for (int i = 1; i < argc; i++)
        options.json = options.json || strcmp(argv[i], "--json") == 0;
    if (argc < 2 || (options.json && argc == 2))
        (void)problem_is(&problem, NULL,
                         "a command is missing, such as bwp create or bwp providers; bwp help explains them");
    else if (nearest != NULL)
        (void)problem_is(&problem, NULL, "unknown command %.60s; did you mean bwp %s?", argv[1], nearest->name);
    else
        (void)problem_is(&problem, NULL, "unknown command %.60s; bwp help lists them", argv[1]);
    return result_tell_problem(&options, &problem);
}

static int run_command(const struct command *command, int argc, char *const argv[])
{
    struct options options;
    struct problem problem = {.message = ""};
    bool           is_understood = options_read(&options, command, argc, argv, &problem);
    int            status;

    if (options.help) {
        help_print(stdout, command);
        status = output_end("the help");
    } else if (options.version) {
        status = version_run(&options, &problem);
    } else if (is_understood) {
        status = command->run(&options, &problem);
    } else {
        status = result_tell_problem(&options, &problem);
    }
    options_free(&options);
    return status;
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
    const struct command *nearest = NULL, *command = argc > 1 ? command_find(argv[1], &nearest) : NULL;
    int                   status;

    /* A reader that went away, or a file at its limit, must not kill us before we have said what was bought. */
    if (!hold_descriptors() || signal(SIGPIPE, SIG_IGN) == SIG_ERR || signal(SIGXFSZ, SIG_IGN) == SIG_ERR) {
        (void)fputs("bwp: standard input, output and error cannot be made ready; nothing was sent\n", stderr);
        return command_not_done(command);
    }
    if (command != NULL)
        status = run_command(command, argc - 2, argv + 2);
    else
        status = refuse_command(argc, argv, nearest);
    known_free();
    return status;
}
