/*
 * manifest.h — what a backup says about itself: a text file, one word and its
 * value a line, in a fixed order; the last two lines guard the others.
 *
 *	tomobune backup 1
 *	made 2026-11-30T02:00:00+09:00 1796058000000
 *	engine sqlite                       or: postgresql, and a line `schema`
 *	migration 1
 *	sealed 12345                        rows of the audit's chain
 *	file keys 128 SHA256
 *	file audit.anchor 160 SHA256
 *	file tomobune.db 45056 SHA256       or tomobune.dump
 *	sum SHA256                          of all lines before
 *	sign HMAC                           of all lines before, by the keys
 *
 * `sum` tells damage, `sign` tells the keys of another installation and what
 * somebody without the keys has changed.
 */
#ifndef TB_BACKUP_MANIFEST_H
#define TB_BACKUP_MANIFEST_H

#include "base/date.h"
#include "base/out.h"
#include "db/db.h"
#include "sys/file.h"

enum backup_file { BACKUP_KEYS, BACKUP_ANCHOR, BACKUP_DATABASE, BACKUP_FILES };

struct manifest {
	stamp made;
	enum db_engine engine;
	str schema;		/* PostgreSQL */
	i64 migration, sealed;
	struct file_mark files[BACKUP_FILES];
};

/* "keys", "audit.anchor", "tomobune.db" or "tomobune.dump". */
str manifest_file_name(enum db_engine engine, enum backup_file f);
str manifest_print(struct arena *a, const struct manifest *m,
		   const struct crypt_key *key);
/* E_INVALID: not of this form, or damaged.  Does not look at `sign`. */
enum status manifest_parse(struct arena *a, str text, struct manifest *ret)
	MUST_CHECK;
/* True when the key signed this text. */
bool manifest_signed(struct arena *a, str text, const struct crypt_key *key);

#endif
