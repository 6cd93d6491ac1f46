/*
 * token.c — ids in URLs: one AES block over kind ‖ muni ‖ id ‖ zeros.
 *
 * Neither order nor time leaks, and a forged, foreign or wrong-kind token
 * dies before any SQL: after decryption kind, muni and the three zero bytes
 * must be right (a chance of 2^-56 for a guess).
 */
#include <string.h>

#include "base/num.h"
#include "kernel/app.h"
#include "kernel/token.h"

static void put_be(u8 *p, u64 v, int n)
{
	for (int i = n - 1; i >= 0; i--, v >>= 8)
		p[i] = (u8)v;
}

static u64 get_be(const u8 *p, int n)
{
	u64 v = 0;
	for (int i = 0; i < n; i++)
		v = v << 8 | p[i];
	return v;
}

/* Layout: 1 kind, 4 muni, 8 id, 3 zeros. */
str token_seal(struct arena *a, const struct crypt_key *key, i64 muni,
	       enum id_kind kind, i64 id)
{
	u8 plain[16] = { 0 }, sealed[16];
	plain[0] = (u8)kind;
	put_be(plain + 1, (u64)muni, 4);
	put_be(plain + 5, (u64)id, 8);
	crypt_block_seal(key, plain, sealed);
	return num_base64url(a, (str){ (const char *)sealed, 16 });
}

enum status token_open(struct arena *a, const struct crypt_key *key, i64 muni,
		       enum id_kind kind, str token, i64 *ret)
{
	str bytes;
	if (token.n != 22 || num_unbase64url(a, token, &bytes) != OK ||
	    bytes.n != 16)
		return E_NOT_FOUND;
	u8 plain[16];
	crypt_block_open(key, (const u8 *)bytes.p, plain);
	static const u8 zeros[3];
	if (plain[0] != (u8)kind || memcmp(plain + 13, zeros, 3) != 0 ||
	    get_be(plain + 1, 4) != (u64)muni)
		return E_NOT_FOUND;
	*ret = (i64)get_be(plain + 5, 8);
	return OK;
}

str rq_token(const struct rq *rq, enum id_kind kind, i64 id)
{
	return token_seal(rq->arena, &rq->app->keys.id, rq->actor.viewer.muni,
			  kind, id);
}

enum status rq_id(const struct rq *rq, enum id_kind kind, str token, i64 *ret)
{
	return token_open(rq->arena, &rq->app->keys.id, rq->actor.viewer.muni,
			  kind, token, ret);
}
