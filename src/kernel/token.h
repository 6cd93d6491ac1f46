/*
 * token.h — the sealed form of an id; feature code uses rq_token and rq_id.
 */
#ifndef TB_TOKEN_H
#define TB_TOKEN_H

#include "db/id.h"
#include "sys/crypt.h"

/* 22 base64url characters. */
str token_seal(struct arena *a, const struct crypt_key *key, i64 muni,
	       enum id_kind kind, i64 id);
/* E_NOT_FOUND for anything token_seal did not make for this muni and kind. */
enum status token_open(struct arena *a, const struct crypt_key *key, i64 muni,
		       enum id_kind kind, str token, i64 *ret) MUST_CHECK;

#endif
