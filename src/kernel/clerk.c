/*
 * clerk.c — the rounds, and sealing.
 *
 * hash(n) = H( hash(n-1) ‖ header ‖ H(payload) ), so that a payload can be
 * erased by law without breaking the chain: header = who, when, what kind of
 * act on which object; payload = classes and details.  Every hour, and at a
 * stop, the newest seal of each municipality goes, signed, to the file
 * "audit.anchor" beside the database: whoever cuts the tail of the table must
 * forge that too.
 */
#include "kernel/clerk.h"

#include <string.h>

#include "base/num.h"
#include "clerk.sql.h"
#include "kernel/tell.h"
#include "kernel/uptime.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/thread.h"

enum { BATCH = 500, TICK_MS = 150, ANCHOR_MS = 3600 * 1000,
       CHORES_MS = 3600 * 1000 };

struct clerk {
	struct app *app;
	struct db *db;
	struct arena *arena;
	struct teller *teller;	/* NULL without a hub */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stop, poked;
	i64 anchored_at, chores_at;
	struct uptime uptime;
};

/* ---- the chain --------------------------------------------------------- */

static void put_field(struct out *o, str s)
{
	put(o, s.n);
	put(o, S(":"));
	put(o, s);
}

/* Each field with its length, so that no two rows share a spelling. */
static str header_of(struct arena *a, i64 muni, i64 seq,
		     const struct seal_todo *r)
{
	const i64 numbers[] = { muni,	       seq,	  r->id.v,
				r->at.ms,      r->account.v, r->agency.v,
				r->object,     r->casefile.v };
	struct out o = out_open(a, 256);
	for (isize i = 0; i < COUNT(numbers); i++) {
		put(&o, numbers[i]);
		put(&o, S(","));
	}
	put_field(&o, r->role);
	put_field(&o, r->action);
	put_field(&o, r->kind);
	return out_str(&o);
}

static void payload_hash(struct arena *a, const struct seal_todo *r,
			 u8 ret[CRYPT_HASH])
{
	struct out o = out_open(a, r->classes.n + r->detail.n + 16);
	put_field(&o, r->classes);
	put_field(&o, r->detail);
	crypt_sha256(out_str(&o), ret);
}

static str chain(struct arena *a, str previous, i64 muni, i64 seq,
		 const struct seal_todo *r)
{
	u8 payload[CRYPT_HASH];
	u8 *hash = new(a, u8, CRYPT_HASH);
	payload_hash(a, r, payload);
	const str parts[] = { previous, header_of(a, muni, seq, r),
			      { (const char *)payload, CRYPT_HASH } };
	crypt_sha256_parts(parts, COUNT(parts), hash);
	return (str){ (const char *)hash, CRYPT_HASH };
}

/* ---- sealing ----------------------------------------------------------- */

struct seal_job {
	struct arena *a;
	i64 muni;
	isize sealed;
};

static enum status seal_rows_of(struct db *tx, struct seal_job *j,
				const struct seal_todo_list *todo,
				struct seal_head head)
{
	for (isize i = 0; i < todo->n; i++) {
		head.seq++;
		head.hash = chain(j->a, head.hash, j->muni, head.seq,
				  &todo->v[i]);
		TRY(seal_add(tx, j->muni, head.seq, todo->v[i].id, head.hash));
		TRY(seal_done(tx, j->muni, todo->v[i].id));
	}
	return OK;
}

static enum status seal_job(struct db *tx, void *arg)
{
	struct seal_job *j = arg;
	struct seal_todo_list todo;
	struct seal_head head = { 0 };
	TRY(seal_todo_rows(tx, j->a, j->muni, BATCH, &todo));
	j->sealed = todo.n;
	enum status st = seal_last(tx, j->a, j->muni, &head);
	if (st != OK && st != E_NOT_FOUND)
		return st;
	return seal_rows_of(tx, j, &todo, head);
}

/* ---- rounds ------------------------------------------------------------ */

static enum status munis_of(struct db *db, struct arena *a,
			    enum status (*list)(struct db *, struct arena *,
						i64, struct muni_row_list *),
			    struct muni_row_list *ret)
{
	TRY(db_begin_read(db));
	enum status st = list(db, a, 0, ret);
	db_end_read(db);
	return st;
}

static enum status number_all(struct app *app, struct db *db, struct arena *a,
			      const struct muni_row_list *munis, bool *ret_more)
{
	for (isize i = 0; i < munis->n; i++) {
		bool more;
		TRY(tell_number(app, db, a, munis->v[i].muni, &more));
		*ret_more |= more;
	}
	return OK;
}

static enum status seal_all(struct app *app, struct db *db, struct arena *a,
			    const struct muni_row_list *munis, bool *ret_more)
{
	for (isize i = 0; i < munis->n; i++) {
		struct seal_job seal = { a, munis->v[i].muni, 0 };
		TRY(store_write(app->store, db, a, seal_job, &seal));
		*ret_more |= seal.sealed == BATCH;
	}
	return OK;
}

/* Without a teller nobody listens. */
static enum status round_once(struct app *app, struct db *db, struct arena *a,
			      struct teller *teller, bool *ret_more)
{
	struct muni_row_list munis;
	/* A seat that cannot be made anew keeps nobody from hearing. */
	enum status lapsed = tell_lapse(app, db, a, ret_more);
	TRY(munis_of(db, a, muni_busy, &munis));
	TRY(number_all(app, db, a, &munis, ret_more));
	if (teller)
		TRY(teller_hear(teller, db, a));
	TRY(seal_all(app, db, a, &munis, ret_more));
	return lapsed;
}

/* Telling does not wait until a long row of looks is sealed: one batch of
 * each, then the next look. */
static enum status round_all(struct app *app, struct db *db, struct arena *a,
			     struct teller *teller)
{
	for (bool more = true; more;) {
		struct arena_mark begun = arena_mark(a);
		more = false;
		TRY(round_once(app, db, a, teller, &more));
		arena_rewind(a, begun);
	}
	return OK;
}

enum status clerk_round(struct app *app, struct db *db)
{
	struct arena *a = arena_open((isize)64 << 20);
	if (!a)
		return E_DOWN;
	enum status st = round_all(app, db, a, NULL);
	arena_close(a);
	return st;
}

/* ---- the anchor -------------------------------------------------------- */

static str anchor_path(struct app *app, struct arena *a)
{
	return str_cat(a, str_of(app->data), S("/audit.anchor"));
}

/* "muni seq hash signature\n" */
static void anchor_line(struct app *app, struct out *o, i64 muni,
			struct seal_head head)
{
	isize from = o->n;
	u8 mac[CRYPT_HASH];
	put(o, muni);
	put(o, S(" "));
	put(o, head.seq);
	put(o, S(" "));
	out_hex(o, head.hash);
	crypt_hmac(&app->keys.anchor, str_sub(out_str(o), from, o->n), mac);
	put(o, S(" "));
	out_hex(o, (str){ (const char *)mac, CRYPT_HASH });
	put(o, S("\n"));
}

enum status audit_anchor(struct app *app, struct db *db, struct arena *a,
			 str *ret)
{
	struct muni_row_list munis;
	struct out lines = out_open(a, 256);
	TRY(munis_of(db, a, muni_list, &munis));
	for (isize i = 0; i < munis.n; i++) {
		struct seal_head head;
		TRY(db_begin_read(db));
		enum status st = seal_last(db, a, munis.v[i].muni, &head);
		db_end_read(db);
		if (st == OK)
			anchor_line(app, &lines, munis.v[i].muni, head);
		else if (st != E_NOT_FOUND)
			return st;
	}
	*ret = out_str(&lines);
	return OK;
}

static enum status anchor(struct app *app, struct db *db, struct arena *a)
{
	str lines;
	TRY(audit_anchor(app, db, a, &lines));
	if (!app->data || !lines.n)
		return OK;
	return file_append(str_cstr(a, anchor_path(app, a)), lines, 0600);
}

/* ---- chores ------------------------------------------------------------ */

struct chore_job {
	app_chore *chore;
	struct arena *a;
	i64 muni;
};

static enum status chore_job(struct db *tx, void *arg)
{
	const struct chore_job *j = arg;
	return j->chore(tx, j->a, j->muni, sys_now());
}

enum status clerk_chores(struct app *app, struct db *db, struct arena *a)
{
	struct muni_row_list munis;
	enum status worst = OK;
	TRY(munis_of(db, a, muni_list, &munis));
	for (isize i = 0; i < munis.n * app->chores_n; i++) {
		struct chore_job j = { app->chores[i % app->chores_n], a,
				       munis.v[i / app->chores_n].muni };
		enum status st = store_write(app->store, db, a, chore_job,
					     &j);
		/* One municipality's trouble is not the others'. */
		worst = worst != OK ? worst : st;
	}
	return worst;
}

/* ---- the thread -------------------------------------------------------- */

static bool wait_for_work(struct clerk *c)
{
	lock_take(&c->lock);
	if (!c->poked && !c->stop)
		cond_wait_ms(&c->wake, &c->lock, TICK_MS);
	c->poked = false;
	bool go_on = !c->stop;
	lock_drop(&c->lock);
	return go_on;
}

/* Also after the clock was put back: it would wait for that hour again. */
static bool is_due(i64 now, i64 since, i64 every)
{
	return now < since || now - since >= every;
}

static void one_round(struct clerk *c, bool last)
{
	arena_reset(c->arena);
	enum status st = round_all(c->app, c->db, c->arena, c->teller);
	i64 now = sys_now().ms;
	if (st == OK && (last || is_due(now, c->anchored_at, ANCHOR_MS))) {
		st = anchor(c->app, c->db, c->arena);
		c->anchored_at = now;
	}
	if (st == OK && !last && is_due(now, c->chores_at, CHORES_MS)) {
		st = clerk_chores(c->app, c->db, c->arena);
		c->chores_at = now;
	}
	if (st == OK && !last)
		st = uptime_pass(c->app, c->db, c->arena, &c->uptime,
				 sys_ticks());
	if (st != OK)
		log_line(LOG_WARN, "clerk: round ended with %d", (int)st);
}

static void *clerk_main(void *arg)
{
	struct clerk *c = arg;
	while (wait_for_work(c))
		one_round(c, false);
	one_round(c, true);
	return NULL;
}

enum status clerk_start(struct app *app, struct clerk **ret)
{
	struct clerk *c = new(app->boot, struct clerk, 1);
	c->app = app;
	TRY(store_connect(app->store, &c->db));
	c->arena = arena_open((isize)64 << 20);
	if (!c->arena)
		return E_DOWN;
	enum status st = app->hub ? teller_open(app, c->db, &c->teller) : OK;
	if (st != OK) {
		arena_close(c->arena);
		return st;
	}
	c->anchored_at = sys_now().ms;
	pthread_mutex_init(&c->lock, NULL);
	cond_open(&c->wake);
	thread_start(&c->thread, clerk_main, c);
	*ret = c;
	return OK;
}

void clerk_wake(struct clerk *c)
{
	if (!c)
		return;
	lock_take(&c->lock);
	c->poked = true;
	cond_wake(&c->wake);
	lock_drop(&c->lock);
}

void clerk_stop(struct clerk *c)
{
	if (!c)
		return;
	lock_take(&c->lock);
	c->stop = true;
	cond_wake(&c->wake);
	lock_drop(&c->lock);
	thread_join(c->thread);
	teller_close(c->teller);
	arena_close(c->arena);
}

/* ---- verify ------------------------------------------------------------ */

static void wrong(struct audit_report *r, i64 muni, i64 seq, audit_id row,
		  str why)
{
	if (r->wrong.n)
		return;
	r->muni = muni;
	r->seq = seq;
	r->row = row;
	r->wrong = why;
}

static struct seal_todo todo_of(const struct seal_row *s)
{
	return (struct seal_todo){
		.id = s->id,		 .at = s->at,
		.account = s->account,	 .agency = s->agency,
		.role = s->role,	 .action = s->action,
		.kind = s->kind,	 .object = s->object,
		.casefile = s->casefile, .classes = s->classes,
		.detail = s->detail,
	};
}

static void check_row(struct arena *a, i64 muni, const struct seal_row *s,
		      struct seal_head *head, struct audit_report *r)
{
	struct seal_todo row = todo_of(s);
	str want = chain(a, head->hash, muni, head->seq + 1, &row);
	if (s->seq != head->seq + 1)
		wrong(r, muni, head->seq + 1, s->id, S("番号が抜けています"));
	else if (!s->there)
		wrong(r, muni, s->seq, s->id, S("記録の行がありません"));
	else if (!str_eq(want, s->hash))
		wrong(r, muni, s->seq, s->id, S("行の内容が変わっています"));
	head->seq = s->seq;
	/* The batch's memory is rewound; the head's is its own. */
	head->hash.n = s->hash.n < CRYPT_HASH ? s->hash.n : CRYPT_HASH;
	if (head->hash.n)
		memcpy((char *)head->hash.p, s->hash.p,
		       (size_t)head->hash.n);
	r->sealed++;
}

static enum status check_chain(struct db *db, struct arena *a, i64 muni,
			       struct seal_head *head, struct audit_report *r)
{
	for (;;) {
		struct arena_mark m = arena_mark(a);
		struct seal_row_list rows;
		TRY(seal_rows(db, a, muni, head->seq, BATCH, &rows));
		for (isize i = 0; i < rows.n && !r->wrong.n; i++)
			check_row(a, muni, &rows.v[i], head, r);
		bool end = rows.n < BATCH || r->wrong.n;
		arena_rewind(a, m);
		if (end)
			return OK;
	}
}

/* "muni seq hash", which this is the signature of. */
static bool anchor_signed(struct app *app, struct arena *a, str line)
{
	enum { SIGN = 2 * CRYPT_HASH };
	u8 mac[CRYPT_HASH];
	struct out want = out_open(a, SIGN);
	crypt_hmac(&app->keys.anchor, str_sub(line, 0, line.n - SIGN - 1), mac);
	out_hex(&want, (str){ (const char *)mac, CRYPT_HASH });
	return line.n > SIGN &&
	       str_eq(out_str(&want), str_sub(line, line.n - SIGN, line.n));
}

/* What was found good of each municipality last (two may share a place): it
 * writes the same line again each hour in which nothing was done there. */
struct anchors_seen {
	struct {
		u8 n;
		char line[200];
	} of[2048];
};

/* True when it is just that line; else it is the one from here on. */
static bool seen_again(struct anchors_seen *seen, str line)
{
	str rest = line, muni = str_cut(&rest, ' ');
	isize i = (isize)(str_hash(muni) % COUNT(seen->of));
	str before = { seen->of[i].line, seen->of[i].n };
	if (line.n && str_eq(before, line))
		return true;
	bool fits = line.n <= (isize)sizeof seen->of[i].line;
	seen->of[i].n = fits ? (u8)line.n : 0;
	memcpy(seen->of[i].line, line.p, fits ? (size_t)line.n : 0);
	return false;
}

/* An anchored seal must still be there, unchanged. */
static enum status check_anchored(struct app *app, struct db *db,
				  struct arena *a, str line,
				  struct audit_report *r)
{
	struct seal_row_list rows = { 0 };
	struct out got = out_open(a, 64);
	i64 muni = 0, seq = 0;
	str rest = line;
	str m = str_cut(&rest, ' '), q = str_cut(&rest, ' ');
	bool numbers = num_parse(m, &muni) == OK && num_parse(q, &seq) == OK;
	if (!numbers || !anchor_signed(app, a, line)) {
		wrong(r, muni, seq, (audit_id){ 0 },
		      S("控えの署名が合いません"));
		return OK;
	}
	TRY(seal_rows(db, a, muni, seq - 1, 1, &rows));
	if (rows.n)
		out_hex(&got, rows.v[0].hash);
	if (!str_eq(out_str(&got), str_cut(&rest, ' ')))
		wrong(r, muni, seq, (audit_id){ 0 },
		      S("控えにある行が変わったか、なくなっています"));
	return OK;
}

/* The file has a line for each hour and municipality of all the years: it is
 * read line by line, each in the memory of the one before. */
static enum status check_anchors(struct app *app, struct db *db,
				 struct arena *a, struct file_lines *lines,
				 struct audit_report *r)
{
	struct anchors_seen *seen = new(a, struct anchors_seen, 1);
	str line;
	enum status st = OK;
	while (!r->wrong.n && (st = file_lines_next(lines, &line)) == OK) {
		if (seen_again(seen, line))
			continue;
		struct arena_mark m = arena_mark(a);
		TRY(check_anchored(app, db, a, line, r));
		arena_rewind(a, m);
	}
	if (st == E_INVALID)
		wrong(r, 0, 0, (audit_id){ 0 },
		      S("行の終わりがありません"));
	return st == E_NOT_FOUND || st == E_INVALID ? OK : st;
}

static enum status check_chains(struct db *db, struct arena *a,
				struct audit_report *r)
{
	struct muni_row_list munis;
	TRY(muni_list(db, a, 0, &munis));
	for (isize i = 0; i < munis.n; i++) {
		i64 muni = munis.v[i].muni, loose = 0, waiting = 0;
		char *hash = new(a, char, CRYPT_HASH);
		struct seal_head head = { 0, { hash, 0 } };
		TRY(check_chain(db, a, muni, &head, r));
		TRY(audit_loose(db, muni, &loose));
		TRY(audit_unsealed(db, muni, &waiting));
		r->unsealed += waiting;
		if (loose)
			wrong(r, muni, head.seq, (audit_id){ 0 },
			      S("鎖につながらない行が足されています"));
	}
	return OK;
}

static enum status verify(struct app *app, struct db *db, struct arena *a,
			  struct file_lines *lines, struct audit_report *r)
{
	TRY(db_begin_read(db));
	enum status st = check_chains(db, a, r);
	if (st == OK && lines)
		st = check_anchors(app, db, a, lines, r);
	db_end_read(db);
	return st;
}

/* The file is opened before the snapshot begins: a seal that a running server
 * anchors meanwhile is in neither. */
enum status audit_verify(struct app *app, struct db *db, struct arena *a,
			 struct audit_report *ret)
{
	struct audit_report r = { 0 };
	struct file_lines *lines = NULL;
	enum status st = file_lines_open(a, str_cstr(a, anchor_path(app, a)),
					 &lines);
	if (st != E_NOT_FOUND)
		TRY(st);
	st = verify(app, db, a, lines, &r);
	if (lines)
		file_lines_close(lines);
	TRY(st);
	*ret = r;
	return OK;
}
