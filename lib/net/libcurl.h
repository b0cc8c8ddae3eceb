/* libcurl.h - the libcurl that the program runs with: set up once, and refused where it is not one that was tried. */
#ifndef BWP_LIBCURL_H
#define BWP_LIBCURL_H

#include <stdbool.h>

#include "base/fault.h"

/* Sets libcurl up if nobody has yet; true if it is ready.  After a failure it may be asked again. */
bool bwpi_libcurl_init(void);

/* BWP_ERR_UNSUPPORTED for a libcurl that was not tried.  version as in LIBCURL_VERSION_NUM. */
bwp_status bwpi_libcurl_check(unsigned version, const char *tls, struct fault *fault);

/* Whether it looks a certificate up in a folder by the name of a file, and in that alone. */
bool bwpi_libcurl_looks_up(unsigned version, const char *tls);

/* What switches off the folder that libcurl was built with, so that a file counts alone. */
const char *bwpi_libcurl_no_folder(unsigned version);

#endif
