/* server.h - the way from a listening socket to an answered exchange. */
#ifndef EMULATOR_SERVER_H
#define EMULATOR_SERVER_H

#include "exchange.h"

/* http.c: between libmicrohttpd and the exchange. */
struct server_options {
    int         listener;          /* stays the caller's until server_stop() has closed it */
    const char *certificate, *key; /* PEM texts that the caller keeps until server_stop(); NULL: plain HTTP */
    int         stop_fd;           /* becomes readable when stalled requests are to end */
    bool        verbose;           /* one line for each request on standard error */
};
struct server *server_start(const struct server_options *options); /* NULL on failure; else for server_stop() */
void           server_stop(struct server *server);

/* control.c: answers what is asked of the emulator itself, below /emulator/. */
void control_answer(struct exchange *exchange);

#endif
