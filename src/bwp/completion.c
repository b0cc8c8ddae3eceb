/* completion.c - from the tables of commands and options to what three shells read: one list of words for each command.
 */
#include <string.h>

#include "known.h"
#include "options.h"
#include "output.h"
#include "result.h"
#include "text.h"
#include "values.h"
#include "view.h"

enum { WORDS_MAX = 64 * 1024 };

/* A text between single quotes; quote is how the shell writes one within. */
static void add_quoted(struct buf *to, const char *text, const char *quote)
{
    bwpi_buf_add_char(to, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            bwpi_buf_add_text(to, quote);
        else
            bwpi_buf_add_char(to, *text);
    }
    bwpi_buf_add_char(to, '\'');
}

static void add_word(struct buf *to, const char *word)
{
    bwpi_buf_add_text(to, to->size > 0 ? " " : "");
    bwpi_buf_add_text(to, word);
}

/* The words a shell offers for a value; none where there are none to be known, or files. */
static void add_offer(struct buf *to, const struct option *option)
{
    if (option->offer == OFFER_WORDS)
        add_word(to, option->words);
    for (size_t i = 0; option->offer == OFFER_COMMANDS && i < command_count; i++)
        add_word(to, command_table[i].name);
    if (option->offer != OFFER_PROVIDERS)
        return;
    for (const struct json *provider = known_first(); provider != NULL; provider = bwpi_json_next(provider))
        add_word(to, view_text(provider, "name"));
}

/* The options of a command; words beside them give what is offered in their place. */
static void add_words(struct buf *to, const struct command *command)
{
    const struct option *option;

    for (size_t i = 0; (option = options_row(i)) != NULL; i++) {
        if (option->name == NULL || (option->commands & command->bit) == 0)
            continue;
        if (option->is_word)
            add_offer(to, option);
        else
            add_word(to, option->name);
    }
}

/* Whether a row of that name stands before it: what an option's value may be is the same for every command. */
static bool stands_before(size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (options_row(i)->name != NULL && strcmp(options_row(i)->name, options_row(index)->name) == 0)
            return true;
    }
    return false;
}

/* Lines of a case over the word before, for options with a value: what begins and ends them differs by shell. */
static void add_values(struct buf *to, const char *words_begin, const char *words_end, const char *files)
{
    const struct option *option;

    for (size_t i = 0; (option = options_row(i)) != NULL; i++) {
        struct buf words;

        if (option->name == NULL || option->is_word || option->metavar == NULL || stands_before(i))
            continue;
        bwpi_buf_init(&words, WORDS_MAX);
        add_offer(&words, option);
        bwpi_buf_add_text(to, "    ");
        bwpi_buf_add_text(to, option->name);
        bwpi_buf_add_text(to, ") ");
        if (option->offer == OFFER_FILES)
            bwpi_buf_add_text(to, files);
        if (words.size > 0) {
            bwpi_buf_add_text(to, words_begin);
            bwpi_buf_add_text(to, bwpi_buf_text(&words));
            bwpi_buf_add_text(to, words_end);
        }
        bwpi_buf_add_text(to, "return ;;\n");
        bwpi_buf_free(&words);
    }
}

/* Whether a file stands beside the options of a command. */
static bool takes_a_file(const struct command *command)
{
    const struct option *option;

    for (size_t i = 0; (option = options_row(i)) != NULL; i++) {
        if (option->is_word && option->offer == OFFER_FILES && (option->commands & command->bit) != 0)
            return true;
    }
    return false;
}

static void write_bash(struct buf *to)
{
    bwpi_buf_add_text(to, "# bash completion of bwp:  source <(bwp completion bash)\n"
                          "_bwp() {\n"
                          "    local cur=${COMP_WORDS[COMP_CWORD]} words=\n"
                          "    COMPREPLY=()\n"
                          "    if [ \"$COMP_CWORD\" -gt 1 ]; then\n"
                          "    case ${COMP_WORDS[COMP_CWORD - 1]} in\n");
    add_values(to, "COMPREPLY=($(compgen -W '", "' -- \"$cur\")); ", "COMPREPLY=($(compgen -f -- \"$cur\")); ");
    bwpi_buf_add_text(to, "    esac\n    fi\n    case $COMP_CWORD:${COMP_WORDS[1]} in\n    1:*) words='");
    for (size_t i = 0; i < command_count; i++) {
        bwpi_buf_add_text(to, i > 0 ? " " : "");
        bwpi_buf_add_text(to, command_table[i].name);
    }
    bwpi_buf_add_text(to, "' ;;\n");
    for (size_t i = 0; i < command_count; i++) {
        struct buf words;

        bwpi_buf_init(&words, WORDS_MAX);
        add_words(&words, &command_table[i]);
        bwpi_buf_add_text(to, "    *:");
        bwpi_buf_add_text(to, command_table[i].name);
        bwpi_buf_add_text(to, takes_a_file(&command_table[i]) ? ") COMPREPLY=($(compgen -f -- \"$cur\")); words='"
                                                              : ") words='");
        bwpi_buf_add_text(to, bwpi_buf_text(&words));
        bwpi_buf_add_text(to, "' ;;\n");
        bwpi_buf_free(&words);
    }
    bwpi_buf_add_text(to, "    esac\n"
                          "    COMPREPLY+=($(compgen -W \"$words\" -- \"$cur\"))\n"
                          "}\n"
                          "complete -F _bwp bwp\n");
}

/* 'name:help' for zsh, where a colon ends the name; names have none. */
static void add_described(struct buf *to, const char *name, const char *help)
{
    struct buf both;

    bwpi_buf_init(&both, WORDS_MAX);
    bwpi_buf_add_text(&both, name);
    bwpi_buf_add_char(&both, ':');
    bwpi_buf_add_text(&both, help);
    bwpi_buf_add_char(to, ' ');
    add_quoted(to, bwpi_buf_text(&both), "'\\''");
    bwpi_buf_free(&both);
}

static void write_zsh(struct buf *to)
{
    const struct option *option;

    bwpi_buf_add_text(to, "#compdef bwp\n"
                          "# zsh completion of bwp:  source <(bwp completion zsh)\n"
                          "_bwp() {\n"
                          "    local -a offered\n"
                          "    case $words[CURRENT-1] in\n");
    add_values(to, "compadd -- ", "; ", "_files; ");
    bwpi_buf_add_text(to, "    esac\n    case $CURRENT:$words[2] in\n    2:*) offered=(");
    for (size_t i = 0; i < command_count; i++)
        add_described(to, command_table[i].name, command_table[i].help);
    bwpi_buf_add_text(to, " ) ;;\n");
    for (size_t i = 0; i < command_count; i++) {
        struct buf words;

        bwpi_buf_init(&words, WORDS_MAX);
        bwpi_buf_add_text(to, "    *:");
        bwpi_buf_add_text(to, command_table[i].name);
        bwpi_buf_add_text(to, takes_a_file(&command_table[i]) ? ") _files; offered=(" : ") offered=(");
        for (size_t k = 0; (option = options_row(k)) != NULL; k++) {
            if (option->name == NULL || (option->commands & command_table[i].bit) == 0)
                continue;
            if (option->is_word)
                add_offer(&words, option);
            else
                add_described(to, option->name, option->help);
        }
        bwpi_buf_add_text(to, words.size > 0 ? " " : "");
        bwpi_buf_add_text(to, bwpi_buf_text(&words));
        bwpi_buf_add_text(to, " ) ;;\n");
        bwpi_buf_free(&words);
    }
    bwpi_buf_add_text(to, "    esac\n"
                          "    _describe bwp offered\n"
                          "}\n"
                          "if [ \"$funcstack[1]\" = _bwp ]; then _bwp \"$@\"; else compdef _bwp bwp; fi\n");
}

static void add_fish(struct buf *to, const char *condition, const char *command)
{
    bwpi_buf_add_text(to, "complete -c bwp -n '");
    bwpi_buf_add_text(to, condition);
    bwpi_buf_add_text(to, command);
    bwpi_buf_add_char(to, '\'');
}

static void add_fish_option(struct buf *to, const struct command *command, const struct option *option)
{
    struct buf words;

    bwpi_buf_init(&words, WORDS_MAX);
    add_offer(&words, option);
    add_fish(to, "__fish_seen_subcommand_from ", command->name);
    if (!option->is_word) {
        bwpi_buf_add_text(to, " -l ");
        bwpi_buf_add_text(to, option->name + 2);
        bwpi_buf_add_text(to, option->offer == OFFER_FILES ? " -r -F" : option->metavar != NULL ? " -x" : "");
    }
    if (option->is_word && option->offer == OFFER_FILES)
        bwpi_buf_add_text(to, " -F");
    if (words.size > 0) {
        bwpi_buf_add_text(to, " -a ");
        add_quoted(to, bwpi_buf_text(&words), "\\'");
    }
    if (option->help != NULL) {
        bwpi_buf_add_text(to, " -d ");
        add_quoted(to, option->help, "\\'");
    }
    bwpi_buf_add_char(to, '\n');
    bwpi_buf_free(&words);
}

static void write_fish(struct buf *to)
{
    const struct option *option;

    bwpi_buf_add_text(to, "# fish completion of bwp:  bwp completion fish | source\ncomplete -c bwp -f\n");
    for (size_t i = 0; i < command_count; i++) {
        add_fish(to, "__fish_use_subcommand", "");
        bwpi_buf_add_text(to, " -a ");
        bwpi_buf_add_text(to, command_table[i].name);
        bwpi_buf_add_text(to, " -d ");
        add_quoted(to, command_table[i].help, "\\'");
        bwpi_buf_add_char(to, '\n');
        for (size_t k = 0; (option = options_row(k)) != NULL; k++) {
            if (option->name != NULL && (option->commands & command_table[i].bit) != 0 &&
                !(option->is_word && option->offer == OFFER_NOTHING))
                add_fish_option(to, &command_table[i], option);
        }
    }
}

static const struct {
    const char *name;
    void (*write)(struct buf *to);
} shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};

int completion_run(struct options *options, struct problem *problem)
{
    struct buf text;
    size_t     i = 0;

    while (i < sizeof shells / sizeof shells[0] &&
           (options->word == NULL || strcmp(shells[i].name, options->word) != 0))
        i++;
    if (i == sizeof shells / sizeof shells[0]) {
        (void)problem_is(problem, NULL, "%s%.60s%s; it has to be bash, zsh or fish",
                         options->word != NULL ? "\"" : "a shell is missing",
                         options->word != NULL ? options->word : "",
                         options->word != NULL ? "\" is no shell that is known" : "");
        return result_tell_problem(options, problem);
    }
    bwpi_buf_init(&text, 1024 * 1024);
    shells[i].write(&text);
    if (text.state != BUF_OK) {
        (void)problem_memory(problem);
        bwpi_buf_free(&text);
        return result_tell_problem(options, problem);
    }
    (void)fputs(bwpi_buf_text(&text), stdout);
    bwpi_buf_free(&text);
    return output_end("the completion");
}
