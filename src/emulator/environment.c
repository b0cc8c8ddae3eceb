/* environment.c - keys, endpoint and process number as shell commands, so that one eval sets a whole shell up. */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cloud.h"

/* In single quotes, which a POSIX shell takes literally; a quote itself is put between two such texts. */
static void put_export(struct text *text, const char *name, const char *value)
{
    text_print(text, "export %s='", name);
    for (; *value != '\0'; value++) {
        if (*value == '\'')
            text_put(text, "'\\''");
        else
            text_add(text, value, 1);
    }
    text_put(text, "';\n");
}

/* A proxy of the user's has no way to 127.0.0.1 of this machine, and must not be handed its keys. */
static void put_no_proxy(struct text *text, const struct place *place)
{
    static const char *const proxies[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    const char              *host = place->everywhere ? "127.0.0.1,::1" : place->address;
    const char              *had = getenv("no_proxy");
    bool                     proxied = false;

    if (had == NULL)
        had = getenv("NO_PROXY");
    for (size_t i = 0; i < sizeof proxies / sizeof proxies[0]; i++)
        proxied = proxied || getenv(proxies[i]) != NULL;
    if (proxied && (had == NULL || (strcmp(had, "*") != 0 && strstr(had, host) == NULL)))
        put_export(text, "no_proxy",
                   memory_print(text->memory, "%s%s%s", host, had != NULL ? "," : "", had != NULL ? had : ""));
}

/* Every command ends in a semicolon, so that an eval without quotes, which joins the lines, works as well. */
bool environment_print(const struct place *place)
{
    struct memory memory = {0};
    struct text   text = text_new(&memory);
    bool          well;

    put_export(&text, "BWP_ENDPOINT", place->url);
    if (place->ca_file != NULL)
        put_export(&text, "BWP_CA_FILE", place->ca_file);
    else
        text_put(&text, "unset BWP_CA_FILE;\n");
    put_export(&text, "BWP_EMULATOR_PID", memory_print(&memory, "%ld", (long)getpid()));
    for (size_t i = 0; i < cloud_count(); i++) {
        const struct entry *entry = cloud_at(i)->environment;

        for (; entry != NULL && entry->name != NULL; entry++) {
            if (entry->value != NULL)
                put_export(&text, entry->name, entry->value);
            else
                text_print(&text, "unset %s;\n", entry->name);
        }
    }
    put_no_proxy(&text, place);
    well = fputs(text.data, stdout) >= 0 && fflush(stdout) == 0;
    memory_free(&memory);
    return well || complain("--env: standard output cannot be written; use it as in eval \"$(bwp-emulator --env)\"");
}

/*
 * A script that goes on without an emulator must not end up at the real cloud, with real keys and an endpoint that is
 * empty or of yesterday: it gets one that every client refuses, and an eval that fails.
 */
void environment_print_failure(void)
{
    (void)fputs("export BWP_ENDPOINT='bwp-emulator-did-not-start';\nunset BWP_EMULATOR_PID;\nfalse;\n", stdout);
    (void)fflush(stdout);
}
