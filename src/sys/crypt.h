/*
 * crypt.h — every use of a key or a digest, behind names that say for what.
 *
 * Bodies: libsodium (Argon2id, SHA-256, HMAC, XChaCha20-Poly1305) and OpenSSL
 * (AES block).  Nothing here knows files or databases.
 */
#ifndef TB_SYS_CRYPT_H
#define TB_SYS_CRYPT_H

#include "base/arena.h"
#include "base/str.h"

enum { CRYPT_KEY = 32, CRYPT_HASH = 32, CRYPT_BLOCK = 16 };

struct crypt_key {
	u8 b[CRYPT_KEY];
};

/* Call once before the rest.  E_DOWN if libsodium cannot start. */
enum status crypt_start(void) MUST_CHECK;
/* Argon2id with 19 MiB, t=2, p=1 (OWASP 2023): the PHC string "$argon2id$…".
 * Slow on purpose: only in the password lane.  E_DOWN when memory is out. */
enum status crypt_password_hash(struct arena *a, str password, str *ret)
	MUST_CHECK;
/* True if the password made `phc`.  Same cost either way. */
bool crypt_password_is(struct arena *a, str password, str phc);
/* 32 bytes. */
void crypt_sha256(str bytes, u8 ret[CRYPT_HASH]);
/* Incremental: parts are hashed as if joined. */
void crypt_sha256_parts(const str *parts, isize n, u8 ret[CRYPT_HASH]);
/* The same, as the bytes of a large file come; close gives back what open
 * took.  OpenSSL's, which is three times as fast on a gigabyte. */
struct crypt_digest {
	void *state;
};
void crypt_digest_open(struct crypt_digest *d);
void crypt_digest_add(struct crypt_digest *d, str bytes);
void crypt_digest_close(struct crypt_digest *d, u8 ret[CRYPT_HASH]);
void crypt_hmac(const struct crypt_key *k, str bytes, u8 ret[CRYPT_HASH]);
/* One AES-128 block under the first 16 key bytes; for ids in URLs. */
void crypt_block_seal(const struct crypt_key *k, const u8 in[16], u8 out[16]);
void crypt_block_open(const struct crypt_key *k, const u8 in[16], u8 out[16]);
/* Authenticated encryption with a random nonce (XChaCha20-Poly1305), bound
 * to `context` (for example "draft"): drafts, secrets, files. */
str crypt_seal(struct arena *a, const struct crypt_key *k, str context,
	       str plain);
/* E_INVALID when the bytes, the key or the context are not the same. */
enum status crypt_open(struct arena *a, const struct crypt_key *k, str context,
		       str sealed, str *ret) MUST_CHECK;

#endif
