/* proxy.h - which proxy stands between us and a provider, without ever quoting it: its address may hold a password. */
#ifndef BWP_PROXY_H
#define BWP_PROXY_H

#include <stdbool.h>

#include "net/exchange.h"

/* What is wrong with the scheme of a proxy that a caller gives, a whole sentence; NULL if nothing is. */
const char *bwpi_proxy_problem(const char *proxy);

/* "the config" or the name of the environment variable that libcurl takes a proxy from; NULL without a proxy. */
const char *bwpi_proxy_source(const struct route *route);

/* True if the environment makes exceptions: then only libcurl knows whether the proxy is asked. */
bool bwpi_proxy_may_be_spared(const struct route *route);

#endif
