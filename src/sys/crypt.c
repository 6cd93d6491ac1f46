/*
 * crypt.c — see crypt.h.  SHA-256 of short texts and HMAC are libsodium's,
 * because its states live on the stack; the AES block is OpenSSL's, with one prepared
 * context per thread and direction: a page shows a hundred ids and a fresh
 * context for each would cost more than the page.
 */
#include "sys/crypt.h"

#include <openssl/evp.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "sys/clock.h"
#include "sys/thread.h"

static const u64 password_ops = 2;
static const size_t password_memory = (size_t)19 * 1024 * 1024;

enum status crypt_start(void)
{
	return sodium_init() < 0 ? E_DOWN : OK;
}

/* ---- passwords ------------------------------------------------------- */

static enum status hash_into(char out[crypto_pwhash_STRBYTES], str password)
{
	int bad = crypto_pwhash_str_alg(out, password.p ? password.p : "",
					(u64)password.n, password_ops,
					password_memory,
					crypto_pwhash_ALG_ARGON2ID13);
	return bad ? E_DOWN : OK;
}

enum status crypt_password_hash(struct arena *a, str password, str *ret)
{
	char phc[crypto_pwhash_STRBYTES];
	TRY(hash_into(phc, password));
	*ret = str_dup(a, str_of(phc));
	return OK;
}

bool crypt_password_is(struct arena *a, str password, str phc)
{
	char text[crypto_pwhash_STRBYTES] = { 0 };
	(void)a;
	/* A login that does not exist has no hash: work as long anyway. */
	if (phc.n >= (isize)sizeof text || !str_starts(phc, S("$argon2id$")))
		return hash_into(text, password) != OK && false;
	memcpy(text, phc.p, (size_t)phc.n);
	return crypto_pwhash_str_verify(text, password.p ? password.p : "",
					(u64)password.n) == 0;
}

/* ---- digests --------------------------------------------------------- */

void crypt_sha256(str bytes, u8 ret[CRYPT_HASH])
{
	crypt_sha256_parts(&bytes, 1, ret);
}

void crypt_sha256_parts(const str *parts, isize n, u8 ret[CRYPT_HASH])
{
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	for (isize i = 0; i < n; i++)
		crypto_hash_sha256_update(&state, (const u8 *)parts[i].p,
					  (u64)parts[i].n);
	crypto_hash_sha256_final(&state, ret);
}

void crypt_digest_open(struct crypt_digest *d)
{
	d->state = EVP_MD_CTX_new();
	if (!d->state || !EVP_DigestInit_ex(d->state, EVP_sha256(), NULL))
		abort();
}

void crypt_digest_add(struct crypt_digest *d, str bytes)
{
	if (!EVP_DigestUpdate(d->state, bytes.p, (size_t)bytes.n))
		abort();
}

void crypt_digest_close(struct crypt_digest *d, u8 ret[CRYPT_HASH])
{
	if (!EVP_DigestFinal_ex(d->state, ret, NULL))
		abort();
	EVP_MD_CTX_free(d->state);
	d->state = NULL;
}

void crypt_hmac(const struct crypt_key *k, str bytes, u8 ret[CRYPT_HASH])
{
	crypto_auth_hmacsha256(ret, (const u8 *)bytes.p, (u64)bytes.n, k->b);
}

/* ---- one AES block --------------------------------------------------- */

/* What a thread keeps prepared, [0] to open and [1] to seal. */
struct blocks {
	EVP_CIPHER_CTX *c[2];
	u8 key[2][16];
	bool ready[2];
};

static pthread_key_t blocks_key;
static pthread_once_t blocks_once = PTHREAD_ONCE_INIT;

static void blocks_close(void *p)
{
	struct blocks *b = p;
	EVP_CIPHER_CTX_free(b->c[0]);
	EVP_CIPHER_CTX_free(b->c[1]);
	sodium_memzero(b, sizeof *b);
	free(b);
}

static void blocks_start(void)
{
	if (pthread_key_create(&blocks_key, blocks_close))
		abort();
}

static struct blocks *blocks_of_thread(void)
{
	pthread_once(&blocks_once, blocks_start);
	struct blocks *b = pthread_getspecific(blocks_key);
	if (b)
		return b;
	b = calloc(1, sizeof *b);
	if (!b || pthread_setspecific(blocks_key, b))
		abort();
	for (int i = 0; i < 2; i++)
		if (!(b->c[i] = EVP_CIPHER_CTX_new()))
			abort();
	return b;
}

static void block(const struct crypt_key *k, const u8 *in, u8 *out, int seal)
{
	struct blocks *b = blocks_of_thread();
	EVP_CIPHER_CTX *c = b->c[seal];
	int n = 0;
	if (!b->ready[seal] || memcmp(b->key[seal], k->b, 16) != 0) {
		if (!EVP_CipherInit_ex(c, EVP_aes_128_ecb(), NULL, k->b, NULL,
				       seal))
			abort();
		EVP_CIPHER_CTX_set_padding(c, 0);
		memcpy(b->key[seal], k->b, 16);
		b->ready[seal] = true;
	}
	if (!EVP_CipherUpdate(c, out, &n, in, CRYPT_BLOCK) || n != CRYPT_BLOCK)
		abort();
}

void crypt_block_seal(const struct crypt_key *k, const u8 in[16], u8 out[16])
{
	block(k, in, out, 1);
}

void crypt_block_open(const struct crypt_key *k, const u8 in[16], u8 out[16])
{
	block(k, in, out, 0);
}

/* ---- sealed bytes: nonce, then ciphertext with its tag ----------------- */

enum {
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES
};

str crypt_seal(struct arena *a, const struct crypt_key *k, str context,
	       str plain)
{
	isize n = NONCE + plain.n + TAG;
	u8 *p = new(a, u8, n);
	sys_random(p, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		p + NONCE, NULL, (const u8 *)plain.p, (u64)plain.n,
		(const u8 *)context.p, (u64)context.n, NULL, p, k->b);
	return (str){ (char *)p, n };
}

enum status crypt_open(struct arena *a, const struct crypt_key *k, str context,
		       str sealed, str *ret)
{
	if (sealed.n < NONCE + TAG)
		return E_INVALID;
	isize n = sealed.n - NONCE - TAG;
	const u8 *p = (const u8 *)sealed.p;
	u8 *plain = new(a, u8, n + 1);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
		    plain, NULL, NULL, p + NONCE, (u64)(sealed.n - NONCE),
		    (const u8 *)context.p, (u64)context.n, p, k->b))
		return E_INVALID;
	*ret = (str){ (char *)plain, n };
	return OK;
}
