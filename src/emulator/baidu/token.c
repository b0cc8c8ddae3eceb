/* token.c - the client token that every write may carry in its query, and what has to be the same beside it. */
#include "baidu.h"

#include <string.h>

static const struct refusal bad_request = {400, "InvalidHTTPRequest", "There was an error in the HTTP request: "};
const struct refusal        baidu_token_reused = {
           403, "IdempotentParameterMismatch",
           "The request uses the same client token as a previous, but non-identical request"};

bool baidu_read_token(struct exchange *exchange, struct baidu_token *token)
{
    struct entries query = {0};
    struct text    same = text_new(&exchange->memory);
    size_t         length;
    bool           ascii = true;

    entries_parse(&exchange->memory, &query, exchange->query, strlen(exchange->query));
    token->text = entries_get(&query, "clientToken");
    if (token->text == NULL)
        token->text = ""; /* and an empty one is none: the Go SDK always sends the parameter */
    length = strlen(token->text);
    for (size_t i = 0; i < length; i++)
        ascii = ascii && token->text[i] > 0x20 && token->text[i] < 0x7F;
    if (!ascii || length > 64)
        return refuse(exchange, &bad_request, "clientToken has to be ASCII, at most 64 characters");
    /* The same token goes with the same method, path, query and body, byte by byte. */
    text_print(&same, "%s %s?", exchange->method, exchange->path);
    entries_encode(&query, &same);
    text_put(&same, "\n");
    text_add(&same, exchange->body.data, exchange->body.size);
    sha256_text(same.data, same.size, token->digest);
    return true;
}
