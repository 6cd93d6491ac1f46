/* consent_files.c — the signed paper of a basis: put in, taken out. */
#include "casefile/casefile.h"
#include "consent/consent_page.h"

struct file_job {
	struct upload_new file;
	str back;
};

static enum status file_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct file_job *j = arg;
	struct lens lens;
	file_id id;
	TRY(rq_casefile_in(rq, tx, j->file.casefile, &lens));
	if (!basis_may(&lens))
		return E_FORBIDDEN;
	TRY(upload_add(rq, tx, &j->file, &id));
	return reply_redirect(ret, j->back);
}

enum status basis_file_add(struct rq *rq, struct reply *ret)
{
	struct basis_one_page *p = new(rq->arena, struct basis_one_page, 1);
	struct file_job j = { .file = { .casefile = rq->lens->casefile,
					.belongs = S("basis") } };
	*p = (struct basis_one_page){ .rq = rq };
	TRY(basis_path(rq, p));
	j.file.object = p->line->id.v;
	j.back = str_cat(rq->arena, p->line->url, S("?done=file"));
	enum status st = upload_read(rq, S("file"), &j.file.bytes);
	if (st == OK)
		return rq_write(rq, file_job, &j, ret);
	if (st != E_INVALID)
		return st;
	TRY(basis_show_one(rq, p, ret));
	ret->status = 422;
	return OK;
}

enum status basis_file_get(struct rq *rq, struct reply *ret)
{
	struct basis_one_page *p = new(rq->arena, struct basis_one_page, 1);
	i64 id;
	*p = (struct basis_one_page){ .rq = rq };
	TRY(basis_path(rq, p));
	TRY(rq_id(rq, ID_file, rq_path(rq, S("file")), &id));
	return upload_send(rq, S("basis"), p->line->id.v, (file_id){ id },
			   p->line->kind == BASIS_consent ? S("同意書") :
							    S("書類"), ret);
}
