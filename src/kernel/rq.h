/*
 * rq.h — a request inside the product, from door to paper.
 *
 * The kernel reads the session, finds the route, checks its authority, CSRF
 * and the idempotency key, opens a read snapshot, calls the handler, makes the
 * audit rows durable, renders the reply and answers.  A handler:
 *
 *	static enum status note_list(struct rq *rq, struct reply *ret)
 *	{
 *		… TRY(note_rows(rq->db, rq->arena, rq->lens, …));
 *		rq_looked_list(rq, S("look.notes"), rq->lens, …);
 *		return reply_page(ret, S("支援経過"), note_page_draw, page);
 *	}
 *
 * Read handlers use rq->db (a snapshot).  Writes happen only inside rq_write.
 * A failure goes up as a status; what people read about it is put into
 * rq->err by rq_error where it is found.
 */
#ifndef TB_RQ_H
#define TB_RQ_H

#include "base/out.h"
#include "base/vec.h"
#include "db/db.h"
#include "db/id.h"
#include "scgi/request.h"
#include "sys/crypt.h"
#include "vis/lens.h"

struct app;
struct preview;
struct actor_desks;

/* One field or the whole form: what happened — what is safe — what to do. */
struct rq_error {
	str field;	/* name of the input, {0}: the form */
	str text;	/* Japanese, wording.md rule 11 */
};

struct rq_errors {
	struct rq_error *v;
	isize n, cap;
};

enum reply_kind { REPLY_NONE, REPLY_PAGE, REPLY_REDIRECT, REPLY_JSON,
		  REPLY_TEXT, REPLY_STREAM, REPLY_FILE };

/* A value, rendered after commit: a retry of the handler is invisible. */
struct reply {
	enum reply_kind kind;
	int status;		/* 0: 200 */
	str title;		/* heading of the page; never personal */
	void (*draw)(struct out *o, const void *arg);
	const void *arg;
	str location;		/* REPLY_REDIRECT: 303, a local path */
	str text;		/* REPLY_JSON, _TEXT, _FILE: the body */
	str type, file_name;	/* REPLY_FILE: kept by the browser, not shown */
	bool bare;		/* page without the navigation (sign-in) */
	bool part;		/* only what draw writes: a block for htmx */
	bool fragment_ok;	/* drawn alone when asked by htmx */
	/* The casefile banner and tabs around the page (S24), or NULL.  Set by
	 * casefile_frame() of the casefile room. */
	void (*frame)(struct out *o, const void *arg,
		      void (*draw)(struct out *, const void *),
		      const void *inner);
	const void *frame_arg;
};

/* Who is asking. */
struct actor {
	bool signed_in;
	struct viewer viewer;	/* muni, account, agency, role */
	unsigned powers;	/* enum power */
	str name, agency_name, agency_short, agency_phone;
	session_id session;
	u64 hub_key;
	stamp seen_at, ends_at;
	bool keys_off;
	/* Whoever has several desks (desks.h): the account of his sign-in
	 * name, his other desks (NULL: none), whether they lie in more than
	 * one municipality, and then the name of this one. */
	i64 home_muni;
	account_id home_account;
	const struct actor_desks *desks;
	bool many_munis;
	str muni_name;
};

struct look {		/* one read-audit row to be written */
	str action;
	str kind;
	i64 object;
	casefile_id casefile;
	str classes, detail;
};

struct rq {
	struct app *app;
	int worker;
	struct arena *arena;
	const struct request *http;
	struct params path;	/* ":name" parameters, tokens still sealed */
	const struct route *route;
	struct db *db;		/* read snapshot */
	stamp now;
	day today;
	struct actor actor;
	str csrf;		/* for hidden fields: {{ rq->csrf }} */
	str left_csrf;		/* of the desk left for this one: refused */
	str idem;		/* a fresh key for each form: {{ rq->idem }} */
	str nonce;		/* of the CSP */
	struct rq_errors errors;
	struct {
		struct look *v;
		isize n, cap;
	} looks;
	/* Cookies and headers the kernel adds (sign-in, sign-out). */
	str set_cookie;
	bool clear_site_data;
	str allow;		/* with 405: the methods of the address */
	const struct lens *lens;	/* of the :casefile in the path */
	const struct prose_names *names;	/* rq_names */
	struct hub_ticket *stream;
	str only;		/* rq_only: the agency that may do it */
	/* 相手の画面で確認: actor and lens are another's (preview.h), or NULL. */
	struct preview *preview;
	i64 retries;
};

/* ---- input ----------------------------------------------------------- */

/* Form value, trimmed; {0} when absent.  Query value likewise. */
str rq_form(const struct rq *rq, str name);
str rq_query(const struct rq *rq, str name);
/* Records an error for people and returns E_INVALID, so that
 * `return rq_error(rq, S("body"), S("…"));` reads well. */
enum status rq_error(struct rq *rq, str field, str text);
bool rq_has_errors(const struct rq *rq);
/* The first error of a field; {0} when there is none. */
str rq_error_of(const struct rq *rq, str field);

/*
 * Refuses what only another agency may do, to someone who sees the thing
 * (wording.md rule 14): 「直せるのは北部包括だけです。」 and, when he may, the way
 * to a record of his own.  E_FORBIDDEN, so that `return rq_only(rq, …);`.
 */
enum status rq_only(struct rq *rq, str agency_short);

/* ---- ids in URLs ------------------------------------------------------ */

/* 22 characters: one AES block over kind ‖ muni ‖ id ‖ zeros. */
str rq_token(const struct rq *rq, enum id_kind kind, i64 id);
/* The id behind a path parameter.  E_NOT_FOUND for anything forged, of
 * another kind or another municipality: before any SQL. */
enum status rq_id(const struct rq *rq, enum id_kind kind, str token, i64 *ret)
	MUST_CHECK;
/* Path parameter by its name in the pattern. */
str rq_path(const struct rq *rq, str name);
#define rq_token_of(rq, kind, x) rq_token((rq), ID_##kind, (x).v)

/*
 * A route with ":casefile" gets its lens made by the kernel before the
 * handler runs (rq->lens, never NULL there), and `can` checked against it.
 * A casefile that may not be seen is E_NOT_FOUND: the same page and the same
 * work as for one that does not exist.  A tab that is not shared is told by
 * !lens_tab(rq->lens, TAB_…) and drawn as the constant sentence.
 */
/* A casefile's lens inside a job, from the job's own snapshot. */
enum status rq_casefile_in(struct rq *rq, struct db *tx, casefile_id id,
			   struct lens *ret) MUST_CHECK;

/* What a casefile's people are called by, for lens_words (vis/names.h); read
 * once, and not at all for a lens that closes no passage. */
enum status rq_names(struct rq *rq, struct db *db, const struct lens *lens,
		     const struct prose_names **ret) MUST_CHECK;

/* Lists and search: which rows count (vis_scope of the actor), and what every
 * row shows at least.  In 相手の画面で確認 the rows are found through the
 * asker's own seat, are those of the one casefile (scope.only), and show what
 * the recipient is shown. */
struct vis_scope rq_scope(const struct rq *rq, enum level least);
struct lens rq_list_lens(const struct rq *rq);

/* ---- replies ----------------------------------------------------------- */

enum status reply_page(struct reply *ret, str title,
		       void (*draw)(struct out *, const void *),
		       const void *arg);
/* May a browser be sent there?  An address of our own ("/cases?…", never "//x")
 * without blanks, control characters and backslashes, of at most 2,000 bytes:
 * what is longer finds no room in what nginx reads of our headers.  Who takes
 * an address out of a form or a path asks this first. */
bool rq_is_local(str address);
/* `location` is a local path ("/cases/…"); copied nowhere, must live in the
 * request's arena. */
enum status reply_redirect(struct reply *ret, str location);
enum status reply_json(struct reply *ret, str json);
/* Bytes to keep under a name without a personal word; never drawn as a page
 * of ours. */
enum status reply_file(struct reply *ret, str type, str file_name, str bytes);

/* ---- reading is recorded ----------------------------------------------- */

/* One look at `object` (kind, id); classes are taken from the lens: those not
 * hidden.  The page leaves only after the rows are durable. */
void rq_looked(struct rq *rq, str action, const struct lens *lens, str kind,
	       i64 object);
/* One row for a list, with the ids packed. */
void rq_looked_list(struct rq *rq, str action, const struct lens *lens,
		    str kind, const i64 *ids, isize n);

/* ---- writing ------------------------------------------------------------ */

/* Holds every check and statement that must be true together. */
typedef enum status rq_job(struct rq *rq, struct db *tx, void *arg,
			   struct reply *ret);
/*
 * Runs the job in a transaction: idempotency key (hidden field "idem"), the
 * job, its audit rows (rq_audit), commit.  A repeated key answers with the
 * first answer's location and runs nothing.  The job leaves a redirect in
 * `ret`.
 */
enum status rq_write(struct rq *rq, rq_job *job, void *arg, struct reply *ret)
	MUST_CHECK;
/* An audit row of the change, in the job's transaction.  `fields`: names of
 * the changed fields, comma separated, never values. */
enum status rq_audit(struct rq *rq, struct db *tx, str action, str kind,
		     i64 object, casefile_id casefile, str fields) MUST_CHECK;
/* After commit, tells browsers that the casefile changed: those of the own
 * agency and of the agencies whose case it is.  A recipient of a sharing hears
 * only of notes that are there for him (an event is news too). */
enum status rq_changed(struct rq *rq, struct db *tx, casefile_id casefile)
	MUST_CHECK;
/* The same of a note, whose row, people and audience are written: nobody
 * hears of it who may not read it. */
enum status rq_note_changed(struct rq *rq, struct db *tx, casefile_id casefile,
			    note_id note) MUST_CHECK;
/* What an agency, or somebody of it, may see of a casefile became less: after
 * commit its open pages of it look again, on every server (≤ 1 s), and those
 * that may not be seen any more go.  What ends by its `until` (basis, bestowal,
 * an exception) needs no call: the clerk sees to it. */
enum status rq_access_changed(struct rq *rq, struct db *tx, agency_id agency,
			      casefile_id casefile) MUST_CHECK;

/* ---- routes ------------------------------------------------------------- */

typedef enum status rq_handler(struct rq *rq, struct reply *ret);

/* Authority of a route.  CAN_NOTHING (0) refuses to start. */
enum can {
	CAN_NOTHING,
	CAN_ANYONE,		/* also without a session: sign-in, errors */
	CAN_SIGNED_IN,		/* own session, home, drafts */
	CAN_INTAKE,		/* POWER_INTAKE */
	CAN_LIST_CASES,		/* POWER_CASES */
	CAN_SEARCH,		/* POWER_SEARCH */
	CAN_READ_CASE,		/* a lens of level ≥ overview; handler asks it */
	CAN_WRITE_CASE,		/* and VERB_ADD */
	CAN_EDIT_COMMON,	/* and VERB_COMMON */
	CAN_EDIT_SHEETS,	/* and VERB_SHEETS */
	CAN_AUDIT,		/* POWER_AUDIT */
	CAN_TYPES,		/* POWER_TYPES */
	CAN_COUNT
};

struct route {
	enum method method;
	const char *pattern;
	rq_handler *handler;
	enum can can;
	const char *page;	/* title of the page, for docs */
	const char *audit;	/* action of the change, for docs and tests */
	bool no_audit;		/* reads nothing personal */
	/* Drawn in 相手の画面で確認 too: reads through rq->lens, rq_scope and
	 * rq_list_lens alone.  GET rows of CAN_READ_CASE always are. */
	bool preview;
};

/* A room's table: `ROUTES(note_routes)` in app/routes.c. */
struct route_table {
	const struct route *v;
	isize n;
};
#define ROUTES(t) { (t), COUNT(t) }

#endif
