/* libcurl.c - what is asked of libcurl before the first request, and which TLS libraries it may come with. */
#include "net/libcurl.h"

#include <stddef.h>
#include <string.h>

#include <curl/curl.h>

#include "base/lock.h"

enum { VERSION_MIN = 0x075800, NULL_IS_BUILT_IN = 0x081500 /* as CURLOPT_CAPATH, and not none */ };

#if LIBCURL_VERSION_NUM < 0x075800
#error "libbwp needs libcurl 7.88.0 or newer"
#endif

bool bwpi_libcurl_init(void)
{
    static struct lock lock = LOCK_INIT;
    static bool        is_ready = false;
    bool               ready;

    (void)bwpi_lock_take(&lock); /* a parent that was forked in the middle of it leaves is_ready false */
    is_ready = is_ready || curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    ready = is_ready;
    bwpi_lock_release(&lock);
    return ready;
}

/* Of "OpenSSL/3.0.19" or "(OpenSSL/3.0.19) GnuTLS/3.7.9": the one that is used, of several the one without brackets. */
static const char *name_in_use(const char *tls)
{
    while (*tls == '(') {
        tls += strcspn(tls, ")");
        tls += strspn(tls, ") ");
    }
    return tls;
}

bwp_status bwpi_libcurl_check(unsigned version, const char *tls, struct fault *fault)
{
    static const char *const tried[] = {"OpenSSL", "GnuTLS", "LibreSSL", "BoringSSL", "AWS-LC", "quictls"};

    if (version < VERSION_MIN)
        return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "",
                          "libcurl is older than 7.88.0; give the program that one or a newer one");
    tls = tls != NULL && *tls != '\0' ? name_in_use(tls) : "no TLS library";
    for (size_t i = 0; i < sizeof tried / sizeof tried[0]; i++) {
        if (strncmp(tls, tried[i], strlen(tried[i])) == 0)
            return BWP_OK;
    }
    return bwpi_fault(fault, BWP_ERR_UNSUPPORTED, "",
                      "libcurl was built with %.*s; give the program one that was built with OpenSSL or GnuTLS",
                      (int)strcspn(tls, "/"), tls);
}

bool bwpi_libcurl_looks_up(unsigned version, const char *tls)
{
    return version < NULL_IS_BUILT_IN && strncmp(name_in_use(tls), "OpenSSL/", strlen("OpenSSL/")) == 0;
}

const char *bwpi_libcurl_no_folder(unsigned version)
{
    return version < NULL_IS_BUILT_IN ? NULL : "/dev/null";
}
