/* version.h - which libbwp this is, and how its functions are exported. */
#ifndef BWP_VERSION_H
#define BWP_VERSION_H

/* The one place where the version is written; the Makefile and the pkg-config file read it from here. */
#define BWP_VERSION_MAJOR 0
#define BWP_VERSION_MINOR 1
#define BWP_VERSION_PATCH 0

/* 0x010203 is 1.2.3: made for comparing. */
#define BWP_VERSION_NUMBER ((BWP_VERSION_MAJOR << 16) | (BWP_VERSION_MINOR << 8) | BWP_VERSION_PATCH)

/* Stands before each function of the library. */
#if defined(__GNUC__) && defined(BWP_BUILDING)
#define BWP_API __attribute__((visibility("default")))
#else
#define BWP_API
#endif

#endif
