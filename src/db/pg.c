/*
 * pg.c — one PostgreSQL connection by libpq.
 *
 * Statements are prepared once per connection, under a number.  Integers and
 * text travel as text, bytes as they are; results come as text.  A connection
 * that broke is made anew where a transaction begins, never inside one.
 *
 * The outcome of COMMIT is the one thing that may be *unknown*: the link died
 * before the answer, or the server warns that a standby may not have it.
 * Then nothing is run again (it could happen twice) and E_DOWN is the answer.
 */
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/num.h"
#include "base/out.h"
#include "db/engine.h"
#include "db/pg_wait.h"
#include "sys/clock.h"

enum { PARAMS_MAX = 64 };

/* For an answer.  While reading, the server's own time-out (`session` below)
 * comes first; a job, its COMMIT above all, has none there.  A script is an
 * operator's: it may take what it takes. */
enum { READ_MS = 7000, WRITE_MS = 20000, SCRIPT_MS = 24 * 3600 * 1000 };

struct prepared {
	const struct db_sql *sql;
	const char *name;
	struct prepared *next;	/* of the bucket */
};

struct pg_rows {
	struct db_rows base;
	PGresult *res;
	int at;
	struct pg_rows *next;	/* open ones of this connection */
};

struct pg {
	struct db db;
	const char *where;	/* the store's */
	bool patient;		/* a command: statements may take long */
	PGconn *c;
	bool warned;		/* since it was last cleared */
	i64 patience_ms;
	bool late;		/* the last answer did not come in time */
	struct pg_rows *rows;
	/* Prepared statements of this connection, and where they live. */
	struct prepared *bucket[DB_BUCKETS];
	struct arena *names;
	int named;
};

static struct pg *pg_of(struct db *db)
{
	return (struct pg *)db;
}

/* ---- errors ------------------------------------------------------------ */

/* The longest fitting beginning comes first. */
static const struct {
	const char *state;
	enum status status;
} states[] = {
	{ "08P01", E_BUG },	/* not the parameters it was prepared for */
	{ "40003", E_DOWN },	/* completion unknown */
	{ "40", E_BUSY },	/* serialization failure, deadlock */
	{ "55P03", E_BUSY },	/* lock not to be had in time */
	{ "57014", E_LIMIT },	/* statement timeout */
	{ "57P", E_BUSY },	/* server stops or starts */
	{ "08", E_BUSY },	/* connection */
	{ "23", E_CONFLICT },	/* constraints */
	{ "53", E_DOWN },	/* disk full, out of memory, too many */
	{ "54", E_TOO_LARGE },	/* over a limit of the program */
	{ "58", E_DOWN },	/* I/O */
	{ "XX", E_DOWN },	/* corrupt, internal */
};

static enum status status_of_state(const char *state)
{
	for (isize i = 0; i < COUNT(states); i++)
		if (str_starts(str_of(state), str_of(states[i].state)))
			return states[i].status;
	return E_BUG;
}

static const char *state_of(const PGresult *res)
{
	return res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL;
}

static bool is_good(const PGresult *res)
{
	switch (PQresultStatus(res)) {
	case PGRES_COMMAND_OK:
	case PGRES_TUPLES_OK:
	case PGRES_EMPTY_QUERY:
		return true;
	default:
		return false;
	}
}

static enum status status_of(struct pg *p, const PGresult *res)
{
	if (is_good(res))
		return OK;
	const char *state = state_of(res);
	/* Nobody waits as long once more: not run again. */
	if (!state)
		return PQstatus(p->c) == CONNECTION_BAD && !p->late ? E_BUSY :
								       E_DOWN;
	const char *name = PQresultErrorField(res, PG_DIAG_CONSTRAINT_NAME);
	p->db.clash = strcmp(state, "23505") == 0 && name &&
		      str_ends(str_of(name), S("_pkey"));
	return status_of_state(state);
}

static void on_notice(void *arg, const PGresult *res)
{
	struct pg *p = arg;
	const char *level =
		PQresultErrorField(res, PG_DIAG_SEVERITY_NONLOCALIZED);
	if (level && strcmp(level, "WARNING") == 0)
		p->warned = true;
}

/* What was just sent is answered, or the connection is given up. */
static PGresult *result_of(struct pg *p, int sent)
{
	PGresult *res = pg_wait(p->c, sent, p->patience_ms, &p->late);
	if (p->late) {
		PQfinish(p->c);
		p->c = NULL;
	}
	return res;
}

static enum status command(struct pg *p, const char *text)
{
	PGresult *res = result_of(p, PQsendQuery(p->c, text));
	enum status st = status_of(p, res);
	PQclear(res);
	return st;
}

/* ---- connecting ---------------------------------------------------------- */

/* join_collapse_limit: tables are joined in the order in which a statement
 * names them, as it is written for SQLite too.  To think of all orders took
 * longer than a search itself, each time. */
static const char session[] =
	"set client_encoding = 'UTF8';"
	"set standard_conforming_strings = on;"
	"set bytea_output = 'hex';"
	"set timezone = 'UTC';"
	"set datestyle = 'ISO';"
	"set client_min_messages = warning;"
	"set join_collapse_limit = 1;"
	"set lock_timeout = '5s';"
	"set statement_timeout = '5s';"
	"set idle_in_transaction_session_timeout = '60s'";

static void forget_statements(struct pg *p)
{
	memset(p->bucket, 0, sizeof p->bucket);
	arena_reset(p->names);
}

static enum status connect_now(struct pg *p)
{
	/* What stands in `where` wins over what stands before it. */
	const char *const key[] = { "connect_timeout", "application_name",
				    "dbname", NULL };
	const char *const value[] = { "5", "tomobune", p->where, NULL };
	PQfinish(p->c);
	forget_statements(p);
	p->c = PQconnectdbParams(key, value, 1);
	if (!p->c || PQstatus(p->c) != CONNECTION_OK)
		return E_DOWN;
	PQsetNoticeReceiver(p->c, on_notice, p);
	if (PQsetnonblocking(p->c, 1) != 0)
		return E_DOWN;
	const char *encoding = PQparameterStatus(p->c, "server_encoding");
	if (!encoding || strcmp(encoding, "UTF8") != 0)
		return E_DOWN;
	if (command(p, session) != OK)
		return E_DOWN;
	return p->patient ? command(p, "set statement_timeout = 0") : OK;
}

/* A connection that is whole and in no transaction. */
static enum status ready(struct pg *p)
{
	if (PQstatus(p->c) == CONNECTION_OK &&
	    PQtransactionStatus(p->c) == PQTRANS_IDLE)
		return OK;
	return connect_now(p);
}

/* An idle connection's death shows only when it is used. */
static enum status begin(struct pg *p, const char *text)
{
	TRY(ready(p));
	enum status st = command(p, text);
	if (st != E_BUSY)
		return st;
	TRY(ready(p));
	return command(p, text);
}

/* ---- statements -------------------------------------------------------- */

static enum status prepare(struct pg *p, const struct db_sql *sql,
			   const char **ret)
{
	struct prepared **bucket = &p->bucket[db_bucket(sql)];
	for (struct prepared *s = *bucket; s; s = s->next)
		if (s->sql == sql) {
			*ret = s->name;
			return OK;
		}
	struct out name = out_open(p->names, 16);
	put(&name, ++p->named);
	out_char(&name, 0);
	PGresult *res = result_of(
		p, PQsendPrepare(p->c, name.p, sql->pg, 0, NULL));
	enum status st = status_of(p, res);
	PQclear(res);
	if (st != OK)
		return st;
	struct prepared *s = new(p->names, struct prepared, 1);
	*s = (struct prepared){ sql, name.p, *bucket };
	*bucket = s;
	*ret = name.p;
	return OK;
}

struct bound {
	const char *value[PARAMS_MAX];
	int length[PARAMS_MAX], format[PARAMS_MAX];
};

static void bind(struct arena *a, struct bound *b, int i,
		 const struct db_value *v)
{
	struct out o = { a, NULL, 0, 0 };
	switch (v->kind) {
	case DB_NULL:
		return;
	case DB_INT:
		put(&o, v->i);
		out_char(&o, 0);
		b->value[i] = o.p;
		return;
	case DB_TEXT:
		b->value[i] = str_cstr(a, v->s);
		return;
	case DB_BLOB:
		b->value[i] = v->s.p ? v->s.p : "";
		b->length[i] = (int)v->s.n;
		b->format[i] = 1;
	}
}

static PGresult *execute(struct pg *p, const char *name,
			 const struct db_value *in, int n)
{
	struct bound b = { 0 };
	struct arena *a = db_scratch(&p->db);
	struct arena_mark m = arena_mark(a);
	for (int i = 0; i < n; i++)
		bind(a, &b, i, &in[i]);
	int sent = PQsendQueryPrepared(p->c, name, n, b.value, b.length,
				       b.format, 0);
	PGresult *res = result_of(p, sent);
	arena_rewind(a, m);
	return res;
}

static isize changed_by(PGresult *res)
{
	if (str_starts(str_of(PQcmdStatus(res)), S("SELECT")))
		return 0;
	return (isize)strtoll(PQcmdTuples(res), NULL, 10);
}

static enum status rows_new(struct pg *p, const struct db_sql *sql,
			    PGresult *res, struct db_rows **ret)
{
	if (PQnfields(res) != sql->columns)
		return E_BUG;
	struct pg_rows *r = calloc(1, sizeof *r);
	if (!r)
		return E_DOWN;
	*r = (struct pg_rows){ .base = { .db = &p->db, .sql = sql },
			       .res = res, .at = -1, .next = p->rows };
	r->base.changed = changed_by(res);
	p->rows = r;
	*ret = &r->base;
	return OK;
}

static enum status pg_open(struct db *db, const struct db_sql *sql,
			   const struct db_value *in, struct db_rows **ret)
{
	struct pg *p = pg_of(db);
	const char *name;
	if (sql->params > PARAMS_MAX)
		return E_BUG;
	if (!db->in_tx)
		TRY(ready(p));
	TRY(prepare(p, sql, &name));
	PGresult *res = execute(p, name, in, sql->params);
	enum status st = status_of(p, res);
	if (st == OK)
		st = rows_new(p, sql, res, ret);
	if (st != OK)
		PQclear(res);
	return st;
}

static const struct pg_rows *rows_of(const struct db_rows *rows)
{
	return (const struct pg_rows *)rows;
}

static enum status pg_next(struct db_rows *rows, bool *ret_row)
{
	struct pg_rows *r = (struct pg_rows *)rows;
	*ret_row = ++r->at < PQntuples(r->res);
	return OK;
}

static bool pg_is_null(const struct db_rows *rows, int column)
{
	const struct pg_rows *r = rows_of(rows);
	return PQgetisnull(r->res, r->at, column);
}

static str value_of(const struct db_rows *rows, int column)
{
	const struct pg_rows *r = rows_of(rows);
	return (str){ PQgetvalue(r->res, r->at, column),
		      PQgetlength(r->res, r->at, column) };
}

static i64 pg_number(const struct db_rows *rows, int column)
{
	str v = value_of(rows, column);
	if (str_eq(v, S("t")))
		return 1;
	return strtoll(v.p, NULL, 10);
}

static str pg_text(const struct db_rows *rows, int column, struct arena *a)
{
	return str_dup(a, value_of(rows, column));
}

/* bytea_output is hex: \x00ff. */
static str pg_blob(const struct db_rows *rows, int column, struct arena *a)
{
	str v = value_of(rows, column), bytes = { 0 };
	if (!str_starts(v, S("\\x")))
		return str_dup(a, v);
	if (num_unhex(a, str_sub(v, 2, v.n), &bytes) != OK)
		abort();
	return bytes;
}

static void pg_close(struct db_rows *rows)
{
	struct pg *p = pg_of(rows->db);
	struct pg_rows **at = &p->rows, *r = (struct pg_rows *)rows;
	while (*at != r)
		at = &(*at)->next;
	*at = r->next;
	PQclear(r->res);
	free(r);
}

static void close_rows(struct pg *p)
{
	while (p->rows)
		pg_close(&p->rows->base);
}

/* ---- transactions ------------------------------------------------------ */

static enum status pg_begin_read(struct db *db)
{
	struct pg *p = pg_of(db);
	p->patience_ms = p->patient ? SCRIPT_MS : READ_MS;
	return begin(p,
		     "begin isolation level repeatable read, read only");
}

/* Whatever was not committed is gone, by word or by hanging up. */
static void rollback(struct pg *p)
{
	close_rows(p);
	if (PQtransactionStatus(p->c) == PQTRANS_IDLE)
		return;
	if (command(p, "rollback") != OK) {
		PQfinish(p->c);
		p->c = NULL;
	}
}

static void pg_end_read(struct db *db)
{
	rollback(pg_of(db));
}

static enum status pg_script(struct db *db, struct arena *a, str text)
{
	struct pg *p = pg_of(db);
	i64 patience = p->patience_ms;
	p->patience_ms = SCRIPT_MS;
	enum status st = command(p, str_cstr(a, text));
	p->patience_ms = patience;
	return st;
}

/* E_BUSY and E_CONFLICT: rolled back for certain.  E_DOWN: nobody knows. */
static enum status commit(struct pg *p)
{
	p->warned = false;
	PGresult *res = result_of(p, PQsendQuery(p->c, "commit"));
	const char *state = state_of(res);
	enum status st = status_of(p, res);
	bool certain = state && (str_starts(str_of(state), S("40")) ||
				 str_starts(str_of(state), S("23")));
	if (st != OK && !certain)
		st = E_DOWN;
	else if (st == OK && strcmp(PQcmdStatus(res), "COMMIT") != 0)
		st = E_BUG;	/* was aborted and nobody had noticed */
	else if (st == OK && p->warned)
		st = E_DOWN;
	PQclear(res);
	return st;
}

static enum status write_once(struct pg *p, struct arena *arena,
			      db_job *job, void *arg)
{
	p->patience_ms = WRITE_MS;
	/* A time-out during COMMIT would leave its outcome open. */
	TRY(begin(p, "begin isolation level serializable;"
		     "set local statement_timeout = 0"));
	enum status st = db_job_call(&p->db, arena, job, arg);
	close_rows(p);
	if (st == OK)
		st = commit(p);
	rollback(p);
	return st;
}

/* Those who met rivals three times go on one after the other, over all servers:
 * many who write at once would refuse each other again and again.  Only they
 * ask for this lock: whoever is lost while he has it makes them wait 5 s
 * (lock_timeout), and nobody else. */
static const char take_turn[] = "select pg_advisory_lock(129, 6)";
static const char end_turn[] = "select pg_advisory_unlock(129, 6)";

/* Rivals that met once should not meet again: up to 1, 2, 4 … 64 ms, by
 * chance. */
static void pause_before(int again)
{
	u64 dice;
	sys_random(&dice, sizeof dice);
	i64 ns = 200000 + (i64)(dice % (1000000u << (again < 6 ? again : 6)));
	nanosleep(&(struct timespec){ 0, (long)ns }, NULL);
}

/* E_DOWN: the server says nothing.  Without a turn one goes on as before. */
static enum status wait_for_turn(struct pg *p, bool *ret)
{
	p->patience_ms = READ_MS;
	if (ready(p) != OK)
		return OK;
	*ret = command(p, take_turn) == OK;
	return p->late ? E_DOWN : OK;
}

static enum status write_again(struct pg *p, struct arena *arena, db_job *job,
			       void *arg, bool *queued)
{
	enum { IN_TURN = 3 };
	int soft = 0, clash = 0;
	for (;;) {
		p->db.clash = false;
		enum status st = write_once(p, arena, job, arg);
		bool taken = st == E_CONFLICT && p->db.clash;
		if (st != E_BUSY && !taken)
			return st;
		if (taken ? clash++ == DB_AGAIN : soft++ == DB_AGAIN_SOFT)
			return st;
		if (soft != IN_TURN || *queued)
			pause_before(soft + clash - 1);
		else if (wait_for_turn(p, queued) != OK)
			return E_DOWN;
	}
}

enum status pg_write(struct db *db, struct arena *arena, db_job *job,
		     void *arg)
{
	struct pg *p = pg_of(db);
	bool queued = false;
	enum status st = write_again(p, arena, job, arg, &queued);
	p->patience_ms = READ_MS;
	/* A connection that was lost gave it up by itself. */
	if (queued && PQstatus(p->c) == CONNECTION_OK)
		(void)!command(p, end_turn);
	return st;
}

/* ---- opening and closing ------------------------------------------------- */

static void pg_drop(struct db *db)
{
	struct pg *p = pg_of(db);
	close_rows(p);
	PQfinish(p->c);
	arena_close(p->names);
	arena_close(db->scratch);
	free(p);
}

static const struct db_ops pg_ops = {
	.open = pg_open,
	.next = pg_next,
	.is_null = pg_is_null,
	.number = pg_number,
	.text = pg_text,
	.blob = pg_blob,
	.close = pg_close,
	.begin_read = pg_begin_read,
	.end_read = pg_end_read,
	.script = pg_script,
	.drop = pg_drop,
};

enum status pg_connect(const struct store_options *o, struct db **ret,
		       str *ret_why)
{
	enum { NAMES = 16 << 20 };
	struct pg *p = calloc(1, sizeof *p);
	*ret_why = S("out of memory");
	if (!p)
		return E_DOWN;
	p->db.ops = &pg_ops;
	p->db.engine = DB_PG;
	p->where = o->where;
	p->patient = o->reader;
	p->patience_ms = READ_MS;
	p->names = arena_open(NAMES);
	p->db.scratch = arena_open((isize)1 << 30);
	if (p->names && p->db.scratch) {
		*ret_why = S("no PostgreSQL with UTF8 at this address");
		if (connect_now(p) == OK) {
			*ret = &p->db;
			return OK;
		}
	}
	pg_drop(&p->db);
	return E_DOWN;
}
