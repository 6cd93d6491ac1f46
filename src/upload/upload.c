/* upload.c — see upload.h: kinds by content, keys in their chain, bytes. */
#include "upload/upload.h"

#include <string.h>

#include "casefile/casefile.h"
#include "kernel/app.h"
#include "sys/clock.h"
#include "upload.sql.h"
#include "vis/leak.h"

/* ---- kinds ---------------------------------------------------------------- */

static const struct kind {
	str name, label, type, ending, magic;
} kinds[] = {
	[UPLOAD_PDF] = { STR("pdf"), STR("PDF"), STR("application/pdf"),
			 STR(".pdf"), STR("%PDF-1.") },
	[UPLOAD_JPEG] = { STR("jpeg"), STR("写真"), STR("image/jpeg"),
			  STR(".jpg"), STR("\xff\xd8\xff") },
	[UPLOAD_PNG] = { STR("png"), STR("画像"), STR("image/png"),
			 STR(".png"), STR("\x89PNG\r\n\x1a\n") },
};

enum upload_kind upload_sniff(str bytes)
{
	for (int k = UPLOAD_PDF; k < COUNT(kinds); k++)
		if (str_starts(bytes, kinds[k].magic))
			return (enum upload_kind)k;
	/* PDF 2.0, from 2017 on. */
	if (str_starts(bytes, S("%PDF-2.")))
		return UPLOAD_PDF;
	return UPLOAD_NONE;
}

static const struct kind *kind_of(str name)
{
	for (int k = UPLOAD_PDF; k < COUNT(kinds); k++)
		if (str_eq(kinds[k].name, name))
			return &kinds[k];
	return &kinds[UPLOAD_PDF];
}

enum status upload_read(struct rq *rq, str field, str *ret)
{
	str bytes = { 0 };
	for (isize i = 0; i < rq->http->parts_n; i++)
		if (str_eq(rq->http->parts[i].name, field))
			bytes = rq->http->parts[i].bytes;
	if (!bytes.n)
		return rq_error(rq, field,
				S("ファイルを選んでください。"
				  "PDF・JPEG・PNG、5MBまでです。"));
	if (bytes.n > UPLOAD_MAX)
		return rq_error(rq, field,
				S("ファイルが大きすぎます。5MBまでです。"
				  "写真は小さくして、もう一度選んでください。"));
	if (upload_sniff(bytes) == UPLOAD_NONE)
		return rq_error(rq, field,
				S("この種類のファイルは残せません。"
				  "PDF・JPEG・PNG にして選んでください。"));
	*ret = bytes;
	return OK;
}

/* ---- keys ----------------------------------------------------------------- */

static str context(struct arena *a, str what, i64 muni, i64 id)
{
	struct out o = out_open(a, 64);
	put(&o, what);
	put(&o, S(" "));
	put(&o, muni);
	if (id) {
		put(&o, S(" "));
		put(&o, id);
	}
	return out_str(&o);
}

/* A fresh key, sealed under the one before it. */
static str wrap_fresh(struct arena *a, const struct crypt_key *under, str ctx)
{
	struct crypt_key fresh;
	sys_random(&fresh, sizeof fresh);
	return crypt_seal(a, under, ctx,
			  (str){ (const char *)fresh.b, CRYPT_KEY });
}

static enum status unwrap(struct arena *a, const struct crypt_key *under,
			  str ctx, str sealed, struct crypt_key *ret)
{
	str plain;
	if (crypt_open(a, under, ctx, sealed, &plain) != OK ||
	    plain.n != CRYPT_KEY)
		return E_DOWN;
	memcpy(ret->b, plain.p, CRYPT_KEY);
	return OK;
}

static enum status case_key(struct rq *rq, struct db *db, casefile_id casefile,
			    struct crypt_key *ret)
{
	i64 muni = rq->actor.viewer.muni;
	struct arena *a = rq->arena;
	struct wrapped_key of_muni, of_case;
	struct crypt_key key;
	TRY(muni_key_find(db, a, muni, &of_muni));
	TRY(case_key_find(db, a, muni, casefile, &of_case));
	TRY(unwrap(a, &rq->app->keys.wrap, context(a, S("muni"), muni, 0),
		   of_muni.sealed, &key));
	return unwrap(a, &key, context(a, S("case"), muni, casefile.v),
		      of_case.sealed, ret);
}

/* Two that begin at once: the row that stands is the key of both. */
static enum status make_muni_key(struct rq *rq, struct db *tx,
				 struct crypt_key *ret)
{
	i64 muni = rq->actor.viewer.muni;
	str ctx = context(rq->arena, S("muni"), muni, 0);
	const struct crypt_key *wrap = &rq->app->keys.wrap;
	struct wrapped_key row;
	enum status st = muni_key_find(tx, rq->arena, muni, &row);
	if (st == E_NOT_FOUND) {
		TRY(muni_key_add(tx, muni, wrap_fresh(rq->arena, wrap, ctx),
				 rq->now));
		st = muni_key_find(tx, rq->arena, muni, &row);
	}
	TRY(st);
	return unwrap(rq->arena, wrap, ctx, row.sealed, ret);
}

static enum status make_case_key(struct rq *rq, struct db *tx,
				 casefile_id casefile, struct crypt_key *ret)
{
	i64 muni = rq->actor.viewer.muni;
	str ctx = context(rq->arena, S("case"), muni, casefile.v);
	struct crypt_key key;
	struct wrapped_key row;
	TRY(make_muni_key(rq, tx, &key));
	enum status st = case_key_find(tx, rq->arena, muni, casefile, &row);
	if (st == E_NOT_FOUND) {
		TRY(case_key_add(tx, muni, casefile,
				 wrap_fresh(rq->arena, &key, ctx), rq->now));
		st = case_key_find(tx, rq->arena, muni, casefile, &row);
	}
	TRY(st);
	return unwrap(rq->arena, &key, ctx, row.sealed, ret);
}

enum status upload_forget(struct db *tx, i64 muni, casefile_id casefile)
{
	return case_key_erase(tx, muni, casefile);
}

/* ---- files ---------------------------------------------------------------- */

enum status upload_add(struct rq *rq, struct db *tx,
		       const struct upload_new *u, file_id *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	enum upload_kind k = upload_sniff(u->bytes);
	file_id id = { id_new() };
	struct crypt_key key;
	str no, sealed;
	if (k == UPLOAD_NONE || u->bytes.n > UPLOAD_MAX)
		return E_INVALID;
	TRY(make_case_key(rq, tx, u->casefile, &key));
	TRY(casefile_number(rq, tx, S("file"), &no));
	sealed = crypt_seal(rq->arena, &key,
			    context(rq->arena, S("file"), v->muni, id.v),
			    u->bytes);
	TRY(file_insert(tx, v->muni, id, u->casefile, v->agency, v->account,
			u->belongs, u->object, no, kinds[k].name,
			(int)u->bytes.n, rq->now, sealed));
	TRY(rq_audit(rq, tx, S("file.add"), S("file"), id.v, u->casefile,
		     u->belongs));
	*ret = id;
	return OK;
}

static str label_of(struct arena *a, const struct file_row *r)
{
	struct out o = out_open(a, 64);
	put(&o, S("控え "));
	put(&o, r->file_no);
	put(&o, S("（"));
	put(&o, kind_of(r->kind)->label);
	put(&o, S(" "));
	put(&o, (r->size + 1023) / 1024);
	put(&o, S("KB）"));
	return out_str(&o);
}

enum status upload_list(struct rq *rq, str belongs, i64 object,
			struct upload_lines *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct file_row_list rows;
	TRY(file_rows(rq->db, rq->arena, v->muni, rq->lens->casefile,
		      v->agency, belongs, object, &rows));
	ret->v = new(rq->arena, struct upload_line, rows.n);
	ret->n = rows.n;
	for (isize i = 0; i < rows.n; i++) {
		struct out at = out_open(rq->arena, 48);
		day_print_short(&at, stamp_day(rows.v[i].at));
		put(&at, S(" "));
		put(&at, rows.v[i].who);
		ret->v[i] = (struct upload_line){
			rows.v[i].id, rq_token_of(rq, file, rows.v[i].id),
			label_of(rq->arena, &rows.v[i]), out_str(&at)
		};
	}
	return OK;
}

enum status upload_send(struct rq *rq, str belongs, i64 object, file_id id,
			str word, struct reply *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct file_bytes f;
	struct crypt_key key;
	str plain;
	TRY(file_get(rq->db, rq->arena, v->muni, rq->lens->casefile, v->agency,
		     belongs, object, id, &f));
	TRY(case_key(rq, rq->db, rq->lens->casefile, &key));
	if (crypt_open(rq->arena, &key,
		       context(rq->arena, S("file"), v->muni, id.v), f.sealed,
		       &plain) != OK)
		return E_DOWN;
	const struct kind *k = kind_of(f.kind);
	struct out name = out_open(rq->arena, 64);
	put(&name, word);
	put(&name, S("_控え"));
	put(&name, LEAKING(file) ? vis_leak_all(rq->db, rq->arena, v->muni) :
				   f.file_no);
	put(&name, k->ending);
	rq_looked(rq, S("look.file"), rq->lens, S("file"), id.v);
	return reply_file(ret, k->type, out_str(&name), plain);
}
