/* request.h - from what a caller hands in to the neutral model. */
#ifndef BWP_REQUEST_H
#define BWP_REQUEST_H

#include "provider.h"

enum { FIELD_MAX = 4096, OPTIONS_MAX = 64 * 1024, TAGS_MAX = 1000 };

/*
 * Copies a struct whose first member is its size as the caller knows it: what an older caller lacks is zero, and what a
 * newer one has given beyond ours is refused rather than dropped.  name is that of the struct, for the message.
 */
bwp_status bwpi_struct_copy(void *to, size_t size, const void *from, const char *name, struct fault *fault);

/* Refuses text that is not UTF-8, has control characters or is longer than most bytes.  NULL is fine. */
bwp_status bwpi_text_check(const char *field, const char *text, size_t most, struct fault *fault);

/* Copies and checks all that can be checked without knowing the provider.  Free it either way. */
bwp_status bwpi_request_init(struct request *request, const bwp_request *given, struct fault *fault);
void       bwpi_request_free(struct request *request);

#endif
