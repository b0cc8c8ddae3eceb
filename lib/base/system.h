/* system.h - what the systems do not agree upon, under one name: no other file of lib/ asks which system this is. */
#ifndef BWP_SYSTEM_H
#define BWP_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#if defined(_WIN32)
#include <stdint.h>
#include <stdio.h>

typedef uintptr_t system_socket; /* SOCKET, without all that its header would bring into every file */
#define NO_SOCKET ((system_socket)-1)

#define SYSTEM_HOME        "USERPROFILE"                          /* the variable that names a person's folder */
#define SYSTEM_OPEN        (_O_RDONLY | _O_BINARY | _O_NOINHERIT) /* how a file is opened that might be anything */
#define SYSTEM_OTHERS_READ 0                                      /* a mode does not say there who may read a file */
#define SYSTEM_PRINTF      __MINGW_PRINTF_FORMAT

#define poll(sockets, count, wait_ms) WSAPoll(sockets, (ULONG)(count), wait_ms)
#define strndup                       bwpi_system_strndup
char *bwpi_system_strndup(const char *text, size_t size_max);
#else
#include <poll.h>

typedef int system_socket;
#define NO_SOCKET (-1)

#define SYSTEM_HOME        "HOME"
#define SYSTEM_OPEN        (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
#define SYSTEM_OTHERS_READ (S_IRGRP | S_IROTH)
#define SYSTEM_PRINTF      printf
#endif

/* Lets the compiler compare a format with its arguments; both are counted from 1, and 0 is for a va_list. */
#if defined(__GNUC__)
#define BWP_PRINTF(format_at, arguments_at) __attribute__((format(SYSTEM_PRINTF, format_at, arguments_at)))
#else
#define BWP_PRINTF(format_at, arguments_at)
#endif

/* Tells how much time has passed, also while the machine slept, where there is a clock of that kind. */
#if defined(CLOCK_BOOTTIME)
#define SYSTEM_CLOCK_ELAPSED CLOCK_BOOTTIME
#else
#define SYSTEM_CLOCK_ELAPSED CLOCK_MONOTONIC
#endif

/* As socket() and close(), but a program that is started from here does not inherit it. */
system_socket bwpi_system_open(int family, int type, int protocol);
int           bwpi_system_close(system_socket fd);

int  bwpi_system_local_port(system_socket fd);   /* 0 where it has none */
bool bwpi_system_is_spoken_on(system_socket fd); /* bytes wait there, or the end, or an error */

/*
 * Two ends that poll() takes: what is written into the second can be read from the first.  Neither makes anybody wait,
 * and neither is inherited.  Each is closed with bwpi_system_close().
 */
bool bwpi_system_pipe(system_socket ends[2]);
void bwpi_system_pipe_fill(system_socket end);  /* one byte; a signal handler may do it */
void bwpi_system_pipe_empty(system_socket end); /* of all that waits in it */

#endif
