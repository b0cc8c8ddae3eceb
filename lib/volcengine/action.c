/* action.c - what all actions have in common: every parameter stands in the query of a GET, the one that buys too. */
#include "volcengine/volcengine.h"

void bwpi_volcengine_begin(const char *action, struct http_request *request)
{
    request->method = "GET";
    bwpi_buf_add_char(&request->path, '/');
    bwpi_pairs_add(&request->params, "Action", action);
    bwpi_pairs_add(&request->params, "Version", "2020-04-01");
}

/*
 * ClientToken is among them, because a token that the result does not know could not be told to the caller.  A
 * signature may stand in the query as well [vo-common].
 */
static const struct reserved reserved[] = {
    {"ClientToken", "give it as client_token"},
    {"Action", "the operation decides it"},
    {"Version", "libbwp speaks one"},
    {"X-Algorithm", "libbwp signs in a header"},
    {"X-Credential", "libbwp signs in a header"},
    {"X-Date", "it is set for every attempt"},
    {"X-Expires", "libbwp signs in a header"},
    {"X-NotSignBody", "libbwp signs all it sends"},
    {"X-SignedHeaders", "libbwp signs in a header"},
    {"X-SignedQueries", "libbwp signs all it sends"},
    {"X-Signature", "it is made for every attempt"},
    {"X-Security-Token", "give it as security_token"},
    {"CenBandwidthPackageId", "give it as id"},
    {"ResourceIds.*", "give it as id"},
    {"ResourceType", "the operation decides it"},
    {NULL, NULL},
};

bwp_status bwpi_volcengine_merge(const struct step *step, struct http_request *request, struct fault *fault)
{
    return bwpi_params_merge("Volcengine", reserved, step->order, &request->params, fault);
}
