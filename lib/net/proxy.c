/* proxy.c - the rules by which libcurl finds a proxy, said again so that a failure can name where it came from. */
#include "net/proxy.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

const char *bwpi_proxy_problem(const char *proxy)
{
    static const char *const schemes[] = {"http://", "https://", "socks4://", "socks4a://", "socks5://", "socks5h://"};

    if (strstr(proxy, "://") == NULL)
        return NULL; /* http is meant */
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        if (bwpi_ascii_starts(proxy, schemes[i]))
            return NULL;
    }
    return "proxy has a scheme that no proxy speaks; give http, https, socks4, socks4a, socks5 or socks5h";
}

const char *bwpi_proxy_source(const struct route *route)
{
    /* where libcurl looks for an https address, in its order; the only http addresses here are of loopback */
    static const char *const names[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};

    if (route->proxy != NULL)
        return "the config";
    for (size_t i = 0; !route->is_loopback && !route->is_plain && i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);

        if (value != NULL && *value != '\0')
            return names[i];
    }
    return NULL;
}

bool bwpi_proxy_may_be_spared(const struct route *route)
{
    static const char *const names[] = {"no_proxy", "NO_PROXY"};

    for (size_t i = 0; route->proxy == NULL && i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);

        if (value != NULL && *value != '\0')
            return true;
    }
    return false;
}
