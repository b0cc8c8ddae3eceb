/* table.c - one list of columns, and one of a card's rows; widths are counted in cells of a terminal. */
#include "table.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "screen.h"
#include "text.h"
#include "view.h"

enum { LABEL_WIDTH = 15, CELL_MAX = 64 * 1024, GAP = 2, NAME_MIN = 12 };

static void write_areas(struct buf *to, const struct json *package)
{
    const char *a = view_text(package, "area_a"), *b = view_text(package, "area_b");

    bwpi_buf_add_text(to, a);
    if (strcmp(a, b) == 0)
        return;
    bwpi_buf_add_text(to, *a != '\0' ? " - " : "");
    bwpi_buf_add_text(to, b);
}

static void write_bandwidth(struct buf *to, const struct json *package)
{
    if (view_number(package, "bandwidth_mbps") > 0)
        bwpi_buf_add_uint(to, view_number(package, "bandwidth_mbps"));
}

static void write_tags(struct buf *to, const struct json *package)
{
    const struct json *tags = bwpi_json_member(package, "tags");

    for (const struct json *tag = bwpi_json_first(tags); tag != NULL; tag = bwpi_json_next(tag)) {
        bwpi_buf_add_text(to, to->size > 0 ? ", " : "");
        bwpi_buf_add_text(to, bwpi_json_key(tag));
        bwpi_buf_add_text(to, "=");
        bwpi_buf_add_text(to, bwpi_json_text(tag) != NULL ? bwpi_json_text(tag) : "");
    }
}

/* "2026-01-31" of a time */
static void write_day(struct buf *to, const struct json *package)
{
    bwpi_buf_add(to, view_text(package, "expires_at"), strcspn(view_text(package, "expires_at"), "T"));
}

/* What can be told of a package.  A row without a place in the table stands on the card only. */
static const struct column {
    const char *heading; /* of the table; NULL: not in it */
    const char *label;   /* on the card; NULL: not on it */
    const char *key;     /* its text, unless write is given */
    void (*write)(struct buf *to, const struct json *package);
    unsigned rank; /* the higher, the sooner it is left out of a narrow table; 0: never */
    bool     is_number, may_be_cut, is_state;
} columns[] = {
    {"ID", "id", "id", .rank = 0},
    {"NAME", "name", "name", .rank = 0, .may_be_cut = true},
    {"MBIT/S", NULL, NULL, write_bandwidth, .rank = 0, .is_number = true},
    {NULL, "Mbit/s", NULL, write_bandwidth, .rank = 0},
    {"STATUS", NULL, "status", .rank = 0, .is_state = true},
    {NULL, "status", "status", .rank = 0},
    {"AREAS", "areas", NULL, write_areas, .rank = 2},
    {"BILLING", "billing", "billing", .rank = 4},
    {"BOUND TO", "bound to", "bound_to", .rank = 1},
    {"EXPIRES", NULL, NULL, write_day, .rank = 3},
    {NULL, "expires", "expires_at", .rank = 0},
    {NULL, "created", "created_at", .rank = 0},
    {NULL, "description", "description", .rank = 0},
    {"GROUP", "resource group", "resource_group", .rank = 6},
    {"TAGS", "tags", NULL, write_tags, .rank = 5, .may_be_cut = true},
    {NULL, "order", "order_id", .rank = 0},
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static void write_cell(struct buf *to, const struct column *column, const struct json *package)
{
    bwpi_buf_clear(to);
    if (column->write != NULL)
        column->write(to, package);
    else
        bwpi_buf_add_text(to, view_text(package, column->key));
}

/* How wide each column is with everything in it; 0 where it would be empty, or is not in the table. */
static void measure(const struct json *packages, size_t widths[COLUMNS])
{
    struct buf cell;

    bwpi_buf_init(&cell, CELL_MAX);
    for (size_t i = 0; i < COLUMNS; i++) {
        size_t heading = columns[i].heading != NULL ? text_width(columns[i].heading) : 0;

        widths[i] = 0;
        for (const struct json *package = bwpi_json_first(packages); package != NULL && heading > 0;
             package = bwpi_json_next(package)) {
            size_t width;

            write_cell(&cell, &columns[i], package);
            width = text_width(bwpi_buf_text(&cell));
            if (width > 0 && width < heading)
                width = heading;
            widths[i] = width > widths[i] ? width : widths[i];
        }
    }
    bwpi_buf_free(&cell);
}

static size_t sum(const size_t widths[COLUMNS])
{
    size_t total = 0;

    for (size_t i = 0; i < COLUMNS; i++)
        total += widths[i] > 0 ? widths[i] + (total > 0 ? GAP : 0) : 0;
    return total;
}

/* Cuts what may be cut, as far as it is still of use; returns whether the table fits then. */
static bool cut(size_t widths[COLUMNS], size_t screen)
{
    for (size_t i = COLUMNS; i-- > 0 && sum(widths) > screen;) {
        size_t over = sum(widths) - screen;

        if (!columns[i].may_be_cut || widths[i] <= NAME_MIN)
            continue;
        widths[i] = widths[i] - NAME_MIN > over ? widths[i] - over : NAME_MIN;
    }
    return sum(widths) <= screen;
}

/* Leaves columns out until the rest fits, and appends their names. */
static void fit(size_t widths[COLUMNS], size_t screen, struct buf *left_out)
{
    size_t whole[COLUMNS];

    memcpy(whole, widths, sizeof whole);
    while (!cut(widths, screen)) {
        size_t worst = COLUMNS;

        for (size_t i = 0; i < COLUMNS; i++) {
            if (whole[i] > 0 && columns[i].rank > 0 && (worst == COLUMNS || columns[i].rank > columns[worst].rank))
                worst = i;
        }
        if (worst == COLUMNS)
            return;
        whole[worst] = 0;
        memcpy(widths, whole, sizeof whole);
        bwpi_buf_add_text(left_out, left_out->size > 0 ? ", " : "");
        bwpi_buf_add_text(left_out, columns[worst].heading);
    }
}

static void print_blanks(FILE *file, size_t count)
{
    for (; count > 0; count--)
        (void)fputc(' ', file);
}

/* One line: the headings for no package.  Blanks are printed before the next cell, so that none end a line. */
static void print_line(FILE *file, const size_t widths[COLUMNS], const struct json *package)
{
    struct buf cell;
    size_t     owed = 0;

    bwpi_buf_init(&cell, CELL_MAX);
    for (size_t i = 0; i < COLUMNS; i++) {
        const struct column *column = &columns[i];
        size_t               used;

        if (widths[i] == 0)
            continue;
        bwpi_buf_clear(&cell);
        if (package != NULL)
            write_cell(&cell, column, package);
        else
            bwpi_buf_add_text(&cell, column->heading);
        used = text_width(bwpi_buf_text(&cell));
        used = used < widths[i] ? used : widths[i];
        if (used > 0) {
            enum colour colour = package == NULL    ? COLOUR_HEADING
                                 : column->is_state ? screen_colour_of(view_text(package, "state"))
                                                    : COLOUR_NONE;

            print_blanks(file, owed + (column->is_number ? widths[i] - used : 0));
            if (colour != COLOUR_NONE)
                screen_colour(file, colour);
            used = text_print_fitted(file, bwpi_buf_text(&cell), widths[i]);
            if (colour != COLOUR_NONE)
                screen_colour(file, COLOUR_NONE);
            owed = GAP + (column->is_number ? 0 : widths[i] - used);
        } else {
            owed += widths[i] + GAP;
        }
    }
    (void)fputc('\n', file);
    bwpi_buf_free(&cell);
}

void table_print(FILE *file, const struct json *packages)
{
    size_t     widths[COLUMNS];
    struct buf left_out;

    if (bwpi_json_first(packages) == NULL)
        return;
    bwpi_buf_init(&left_out, CELL_MAX);
    measure(packages, widths);
    fit(widths, screen_width(file), &left_out);
    print_line(file, widths, NULL);
    for (const struct json *package = bwpi_json_first(packages); package != NULL; package = bwpi_json_next(package))
        print_line(file, widths, package);
    if (left_out.size > 0)
        text_print_line(file, "(no room for %s)", bwpi_buf_text(&left_out));
    bwpi_buf_free(&left_out);
}

static void append(char *to, size_t room, const char *format, ...)
{
    size_t  used = strlen(to);
    va_list values;

    va_start(values, format);
    bwpi_utf8_format(to + used, room - used, format, values);
    va_end(values);
}

void table_describe(char *to, size_t room, const struct json *package)
{
    const char *name = view_text(package, "name"), *a = view_text(package, "area_a"), *b = view_text(package, "area_b");

    *to = '\0';
    append(to, room, "%s%s%u Mbit/s", name, *name != '\0' ? ", " : "", view_number(package, "bandwidth_mbps"));
    if (*a == '\0' && *b == '\0')
        return;
    if (strcmp(a, b) == 0)
        append(to, room, " within %s", a);
    else
        append(to, room, " between %s and %s", a, b);
}

void table_print_card(FILE *file, const struct json *package)
{
    struct buf cell;

    bwpi_buf_init(&cell, CELL_MAX);
    for (size_t i = 0; i < COLUMNS; i++) {
        if (columns[i].label == NULL)
            continue;
        write_cell(&cell, &columns[i], package);
        text_print_row(file, LABEL_WIDTH, columns[i].label, bwpi_buf_text(&cell));
    }
    bwpi_buf_free(&cell);
}
