/* manifest.c — see manifest.h. */
#include "backup/manifest.h"

#include <string.h>

#include "base/num.h"
#include "base/utf8.h"

static const str first_line = STR("tomobune backup 1");
/* What else the key signs begins with a number (the audit's anchor). */
static const str sign_context = STR("tomobune backup manifest\n");

str manifest_file_name(enum db_engine engine, enum backup_file f)
{
	if (f == BACKUP_KEYS)
		return S("keys");
	if (f == BACKUP_ANCHOR)
		return S("audit.anchor");
	return engine == DB_LITE ? S("tomobune.db") : S("tomobune.dump");
}

/* ---- printing ---------------------------------------------------------- */

static void put_hash(struct out *o, const u8 hash[CRYPT_HASH])
{
	out_hex(o, (str){ (const char *)hash, CRYPT_HASH });
	put(o, S("\n"));
}

static void signature(struct arena *a, str text, const struct crypt_key *key,
		      u8 ret[CRYPT_HASH])
{
	crypt_hmac(key, str_cat(a, sign_context, text), ret);
}

static void put_facts(struct out *o, const struct manifest *m)
{
	put(o, first_line);
	put(o, S("\nmade "));
	stamp_print_iso(o, m->made);
	put(o, S(" "));
	put(o, m->made.ms);
	put(o, m->engine == DB_LITE ? S("\nengine sqlite") :
				      S("\nengine postgresql\nschema "));
	put(o, m->engine == DB_LITE ? (str){ 0 } : m->schema);
	put(o, S("\nmigration "));
	put(o, m->migration);
	put(o, S("\nsealed "));
	put(o, m->sealed);
	put(o, S("\n"));
}

static void put_sum(struct out *o)
{
	u8 hash[CRYPT_HASH];
	crypt_sha256(out_str(o), hash);
	put(o, S("sum "));
	put_hash(o, hash);
}

str manifest_print(struct arena *a, const struct manifest *m,
		   const struct crypt_key *key)
{
	struct out o = out_open(a, 800);
	u8 hash[CRYPT_HASH];
	put_facts(&o, m);
	for (int i = 0; i < BACKUP_FILES; i++) {
		put(&o, S("file "));
		put(&o, manifest_file_name(m->engine, (enum backup_file)i));
		put(&o, S(" "));
		put(&o, m->files[i].size);
		put(&o, S(" "));
		put_hash(&o, m->files[i].sha256);
	}
	put_sum(&o);
	signature(a, out_str(&o), key, hash);
	put(&o, S("sign "));
	put_hash(&o, hash);
	return out_str(&o);
}

/* ---- reading ----------------------------------------------------------- */

/* The value of the next line, which must begin with this word. */
static enum status line_of(str *rest, str word, str *ret)
{
	str line = str_cut(rest, '\n');
	if (!rest->p || !str_starts(line, word) ||
	    !str_starts(str_sub(line, word.n, line.n), S(" ")))
		return E_INVALID;
	*ret = str_sub(line, word.n + 1, line.n);
	return OK;
}

static enum status number_of(str *rest, str word, i64 *ret)
{
	str value;
	TRY(line_of(rest, word, &value));
	return num_parse(value, ret) == OK && *ret >= 0 ? OK : E_INVALID;
}

static enum status hash_of(struct arena *a, str hex, u8 ret[CRYPT_HASH])
{
	str bytes;
	if (num_unhex(a, hex, &bytes) != OK || bytes.n != CRYPT_HASH)
		return E_INVALID;
	memcpy(ret, bytes.p, CRYPT_HASH);
	return OK;
}

static enum status made_of(str *rest, stamp *ret)
{
	str value;
	TRY(line_of(rest, S("made"), &value));
	str_cut(&value, ' ');
	i64 ms;
	if (!value.p || num_parse(value, &ms) != OK || ms < 0)
		return E_INVALID;
	ret->ms = ms;
	return OK;
}

static enum status engine_of(str *rest, struct manifest *m)
{
	str name;
	TRY(line_of(rest, S("engine"), &name));
	m->engine = str_eq(name, S("postgresql")) ? DB_PG : DB_LITE;
	if (m->engine == DB_PG)
		return line_of(rest, S("schema"), &m->schema);
	return str_eq(name, S("sqlite")) ? OK : E_INVALID;
}

static enum status file_of(struct arena *a, str *rest, struct manifest *m,
			   enum backup_file f)
{
	str value;
	TRY(line_of(rest, S("file"), &value));
	str name = str_cut(&value, ' '), size = str_cut(&value, ' ');
	if (!str_eq(name, manifest_file_name(m->engine, f)) ||
	    num_parse(size, &m->files[f].size) != OK || m->files[f].size < 0)
		return E_INVALID;
	return hash_of(a, value, m->files[f].sha256);
}

/* The line `word` says a digest; the text before it. */
static enum status guard_of(struct arena *a, str text, str *rest, str word,
			    u8 ret[CRYPT_HASH], str *ret_before)
{
	str hex;
	*ret_before = str_sub(text, 0, text.n - rest->n);
	TRY(line_of(rest, word, &hex));
	return hash_of(a, hex, ret);
}

static enum status guards_of(struct arena *a, str text, str *rest, str *before,
			     u8 sign[CRYPT_HASH])
{
	u8 sum[CRYPT_HASH], want[CRYPT_HASH];
	TRY(guard_of(a, text, rest, S("sum"), sum, before));
	crypt_sha256(*before, want);
	if (memcmp(sum, want, CRYPT_HASH) != 0)
		return E_INVALID;
	TRY(guard_of(a, text, rest, S("sign"), sign, before));
	return rest->n ? E_INVALID : OK;
}

static enum status read_all(struct arena *a, str text, struct manifest *m,
			    str *before, u8 sign[CRYPT_HASH])
{
	str rest = text;
	if (!utf8_valid(text) || !str_eq(str_cut(&rest, '\n'), first_line))
		return E_INVALID;
	TRY(made_of(&rest, &m->made));
	TRY(engine_of(&rest, m));
	TRY(number_of(&rest, S("migration"), &m->migration));
	TRY(number_of(&rest, S("sealed"), &m->sealed));
	for (int i = 0; i < BACKUP_FILES; i++)
		TRY(file_of(a, &rest, m, (enum backup_file)i));
	return guards_of(a, text, &rest, before, sign);
}

enum status manifest_parse(struct arena *a, str text, struct manifest *ret)
{
	struct manifest m = { 0 };
	u8 sign[CRYPT_HASH];
	str before;
	TRY(read_all(a, text, &m, &before, sign));
	*ret = m;
	return OK;
}

bool manifest_signed(struct arena *a, str text, const struct crypt_key *key)
{
	struct manifest m = { 0 };
	u8 sign[CRYPT_HASH], want[CRYPT_HASH];
	str before;
	if (read_all(a, text, &m, &before, sign) != OK)
		return false;
	signature(a, before, key, want);
	return str_eq_secret((str){ (const char *)sign, CRYPT_HASH },
			     (str){ (const char *)want, CRYPT_HASH });
}
