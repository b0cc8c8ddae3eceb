/* screen.c - only a terminal is given colours and lines that move; a file or a pipe gets the plain text. */
#include "screen.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_MIN = 40, WIDTH_USUAL = 80 };

static const char *variable(const char *name)
{
    const char *value = getenv(name);

    return value != NULL ? value : "";
}

bool screen_is_terminal(FILE *file)
{
    return isatty(fileno(file)) == 1;
}

/* What COLUMNS says; 0 where it is not set, or is no number of digits alone. */
static size_t columns_set(void)
{
    const char   *text = variable("COLUMNS");
    unsigned long columns = strtoul(text, NULL, 10);

    return text[strspn(text, "0123456789")] == '\0' && columns <= INT_MAX ? columns : 0;
}

size_t screen_width(FILE *file)
{
    size_t         columns = columns_set();
    struct winsize size = {0};

    if (!screen_is_terminal(file))
        return SIZE_MAX;
    if (columns == 0)
        columns = ioctl(fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : WIDTH_USUAL;
    return columns < WIDTH_MIN ? WIDTH_MIN : columns;
}

void screen_colour(FILE *file, enum colour colour)
{
    static const char *const sequences[] = {
        [COLOUR_NONE] = "\033[0m",     [COLOUR_HEADING] = "\033[1m", [COLOUR_GOOD] = "\033[32m",
        [COLOUR_WAITING] = "\033[33m", [COLOUR_BAD] = "\033[31m",
    };

    if (screen_is_terminal(file) && *variable("NO_COLOR") == '\0' && strcmp(variable("TERM"), "dumb") != 0)
        (void)fputs(sequences[colour], file);
}

enum colour screen_colour_of(const char *state)
{
    static const struct {
        const char *state;
        enum colour colour;
    } colours[] = {{"ready", COLOUR_GOOD}, {"pending", COLOUR_WAITING}, {"stopped", COLOUR_BAD}};

    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++) {
        if (strcmp(colours[i].state, state) == 0)
            return colours[i].colour;
    }
    return COLOUR_NONE;
}
