/* saboteur_piece.h - what answers are made of: a row is written once, and every provider's own words are filled in.
 */
#ifndef SABOTEUR_PIECE_H
#define SABOTEUR_PIECE_H

#include "wire.h"

/* Each stands for text that differs from provider to provider, or that no literal can hold. */
#define PIECE_YES             "${yes}" /* the smallest body that proves a purchase */
#define PIECE_YES_HALF        "${first half of yes}"
#define PIECE_YES_SIZE        "${size of yes}"
#define PIECE_YES_SIZE_PLUS_7 "${size of yes, and 7}"
#define PIECE_YES_SIZE_LESS_3 "${size of yes, less 3}"
#define PIECE_YES_SIZE_HEX    "${size of yes in hexadecimal}"
#define PIECE_YES_STATUS      "${status of yes}"
#define PIECE_YES_GZIP        "${yes in gzip's format}"
#define PIECE_YES_GZIP_SIZE   "${size of yes in gzip's format}"
#define PIECE_BEFORE_ID       "${yes up to its id}" /* the id itself is a JSON text, quotes and all */
#define PIECE_AFTER_ID        "${yes behind its id}"
#define PIECE_ID_KEY          "${key of the id}"
#define PIECE_ID_4000         "${a quoted id of 4000 letters}"
#define PIECE_NO              "${no}" /* a refusal in the provider's own form */
#define PIECE_NO_SIZE         "${size of no}"
#define PIECE_BRACKETS        "${a hundred thousand brackets}"
#define PIECE_TAGS            "${a hundred thousand tags}"
#define PIECE_NUL             "${NUL}"
#define PIECE_BYSTANDER       "${address of the bystander}" /* see sab_bystander_url() */

/* And what is made of them. */
#define SAB_LENGTH(size)                  "Content-Length: " size "\r\n"
#define SAB_JSON                          "Content-Type: application/json\r\n"
#define SAB_CHUNKED                       "Transfer-Encoding: chunked\r\n"
#define SAB_ANSWER(status, headers, body) "HTTP/1.1 " status " Answer\r\n" headers "\r\n" body
#define SAB_YES_HEAD                      SAB_ANSWER(PIECE_YES_STATUS, SAB_JSON SAB_LENGTH(PIECE_YES_SIZE), "")
#define SAB_YES                           SAB_YES_HEAD PIECE_YES
#define SAB_CHUNK_OF_YES                  PIECE_YES_SIZE_HEX "\r\n" PIECE_YES "\r\n"
#define SAB_LAST_CHUNK                    "0\r\n\r\n"

/* A body with another id, a JSON text, or with more members behind it. */
#define SAB_YES_WITH(id) PIECE_BEFORE_ID id PIECE_AFTER_ID

/* Puts a provider's own words in for the pieces; the caller frees what is returned. */
char *sab_expand(const struct wire_door *door, const char *pieces, size_t *size);

/* The same for a body, with the status line and the headers of a yes and its own length put before it. */
char *sab_frame(const struct wire_door *door, const char *body, size_t *size);

#endif
