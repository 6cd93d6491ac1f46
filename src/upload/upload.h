/*
 * upload.h — 書類: small files that belong to a record, kept encrypted in the
 * database (DESIGN.md, Keys of encryption).
 *
 * PDF, JPEG or PNG by their first bytes, whatever their name says, at most
 * 5 MB.  A file is its agency's own: no sharing opens it.  The name it has
 * outside is made of a number (控え), never of the name it came with.
 */
#ifndef TB_UPLOAD_H
#define TB_UPLOAD_H

#include "kernel/rq.h"

enum { UPLOAD_MAX = 5 * 1024 * 1024 };

enum upload_kind { UPLOAD_NONE, UPLOAD_PDF, UPLOAD_JPEG, UPLOAD_PNG };
/* By content; UPLOAD_NONE for everything else. */
enum upload_kind upload_sniff(str bytes);

struct upload_new {
	casefile_id casefile;
	str belongs;		/* "basis" */
	i64 object;
	str bytes;
};
/* The file of a form's input; E_INVALID with rq_error under `field` when
 * none was chosen, or it is too large or of another kind. */
enum status upload_read(struct rq *rq, str field, str *ret) MUST_CHECK;
/* In a job: row, keys where there are none yet, audit row. */
enum status upload_add(struct rq *rq, struct db *tx,
		       const struct upload_new *u, file_id *ret) MUST_CHECK;

struct upload_line {
	file_id id;
	str token;
	str label;		/* 「控え 北包R8-3（PDF 120KB）」 */
	str at;			/* 「R8.11.5(木) 石井」 */
};
struct upload_lines {
	struct upload_line *v;
	isize n;
};
/* Those of the viewer's own agency. */
enum status upload_list(struct rq *rq, str belongs, i64 object,
			struct upload_lines *ret) MUST_CHECK;
/* The bytes, as an answer to be kept; `word` begins its name (「同意書」).
 * E_NOT_FOUND also for another agency's and when the key has been erased;
 * E_DOWN when the bytes were altered. */
enum status upload_send(struct rq *rq, str belongs, i64 object, file_id id,
			str word, struct reply *ret) MUST_CHECK;
/* Erases the casefile's key: its files cannot be read any more. */
enum status upload_forget(struct db *tx, i64 muni, casefile_id casefile)
	MUST_CHECK;

#endif
