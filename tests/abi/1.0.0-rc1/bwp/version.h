/* version.h - which libbwp this is, and how its functions are exported. */
#ifndef BWP_VERSION_H
#define BWP_VERSION_H

/* The one place where the version is written; the Makefile and the pkg-config file read it from here. */
#define BWP_VERSION_MAJOR  1
#define BWP_VERSION_MINOR  0
#define BWP_VERSION_PATCH  0
#define BWP_VERSION_SUFFIX "-rc1" /* of a candidate for the release of these numbers; "" in the release itself */

/* 0x010203 is 1.2.3: made for comparing.  A candidate has the number of its release. */
#define BWP_VERSION_NUMBER ((BWP_VERSION_MAJOR << 16) | (BWP_VERSION_MINOR << 8) | BWP_VERSION_PATCH)

/* "1.2.3", or "1.2.3-rc1": made for showing. */
#define BWP_VERSION_QUOTE_(number) #number
#define BWP_VERSION_QUOTE(number)  BWP_VERSION_QUOTE_(number)
#define BWP_VERSION                                                                                                    \
    BWP_VERSION_QUOTE(BWP_VERSION_MAJOR)                                                                               \
    "." BWP_VERSION_QUOTE(BWP_VERSION_MINOR) "." BWP_VERSION_QUOTE(BWP_VERSION_PATCH) BWP_VERSION_SUFFIX

/* Stands before each function of the library. */
#if defined(__GNUC__) && defined(BWP_BUILDING)
#define BWP_API __attribute__((visibility("default")))
#else
#define BWP_API
#endif

#endif
