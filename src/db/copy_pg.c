/*
 * copy_pg.c — pg_dump and pg_restore.  The parts of the conninfo become the
 * variables that libpq knows them by (PGHOST, PGPASSWORD …).
 */
#include "db/copy_pg.h"

#include <libpq-fe.h>
#include <string.h>

#include "base/out.h"
#include "sys/run.h"

enum { ENV_MAX = 64 };

struct address {
	PQconninfoOption *parts;
	struct run_env env[ENV_MAX];
	isize n;
	const char *dbname;
};

static void forget(void *parts)
{
	PQconninfoFree(parts);
}

static enum status address_read(const char *conninfo, struct arena *a,
				struct address *ret)
{
	*ret = (struct address){ .parts = PQconninfoParse(conninfo, NULL) };
	if (!ret->parts)
		return E_INVALID;
	arena_defer(a, forget, ret->parts);
	for (PQconninfoOption *o = ret->parts; o->keyword; o++) {
		if (!o->val || !*o->val)
			continue;
		if (strcmp(o->keyword, "dbname") == 0)
			ret->dbname = o->val;
		if (o->envvar && ret->n < ENV_MAX)
			ret->env[ret->n++] = (struct run_env){ o->envvar,
							       o->val };
	}
	return OK;
}

/* ---- our own questions ---------------------------------------------------- */

/* Ended by PQfinish. */
static enum status dial(const char *conninfo, PGconn **ret, str *ret_why)
{
	PGconn *c = PQconnectdb(conninfo);
	if (PQstatus(c) == CONNECTION_OK) {
		*ret = c;
		return OK;
	}
	PQfinish(c);
	*ret_why = S("PostgreSQL につながりません。--pg を確かめてください。");
	return E_DOWN;
}

/* The first field of the first row; {0}: null, or no row. */
static enum status ask(PGconn *c, struct arena *a, const char *text, str param,
		       str *ret)
{
	const char *const value[] = { str_cstr(a, param) };
	PGresult *res = param.p ? PQexecParams(c, text, 1, NULL, value, NULL,
					       NULL, 0) :
				  PQexec(c, text);
	bool good = PQresultStatus(res) == PGRES_TUPLES_OK ||
		    PQresultStatus(res) == PGRES_COMMAND_OK;
	str got = { 0 };
	if (good && PQntuples(res) && !PQgetisnull(res, 0, 0))
		got = str_dup(a, str_of(PQgetvalue(res, 0, 0)));
	PQclear(res);
	if (good && ret)
		*ret = got;
	return good ? OK : E_DOWN;
}

static const char *quoted(PGconn *c, struct arena *a, str name)
{
	char *q = PQescapeIdentifier(c, name.p, (size_t)name.n);
	const char *kept = q ? str_cstr(a, str_of(q)) : "\"\"";
	PQfreemem(q);
	return kept;
}

static enum status tell(PGconn *c, struct arena *a, const char *before,
			const char *name, const char *after)
{
	str text = str_cat(a, str_of(before), str_of(name));
	return ask(c, a, str_cstr(a, str_cat(a, text, str_of(after))),
		   (str){ 0 }, NULL);
}

enum status copy_schema(const char *conninfo, struct arena *a, str *ret,
			str *ret_why)
{
	PGconn *c;
	str schema = { 0 };
	TRY(dial(conninfo, &c, ret_why));
	*ret_why = S("PostgreSQL のどこにデータがあるのか、わかりません。");
	enum status st = ask(c, a, "select current_schema()", (str){ 0 },
			     &schema);
	PQfinish(c);
	if (st != OK || !schema.n)
		return E_DOWN;
	*ret = schema;
	return OK;
}

static const char things_in[] =
	"select (select count(*) from pg_class where relnamespace = s.oid)"
	" + (select count(*) from pg_proc where pronamespace = s.oid)"
	" + (select count(*) from pg_type where typnamespace = s.oid)"
	" from pg_namespace s where nspname = $1";

enum status copy_room(const char *conninfo, struct arena *a, str schema,
		      str *ret_why)
{
	PGconn *c;
	str n = { 0 };
	TRY(dial(conninfo, &c, ret_why));
	enum status st = ask(c, a, things_in, schema, &n);
	PQfinish(c);
	*ret_why = S("PostgreSQL に何があるか、調べられませんでした。");
	TRY(st);
	*ret_why = S("その PostgreSQL のデータベースには、もう何かあります。"
		     "何も変えていません。空のデータベースを指定してください。");
	return !n.n || str_eq(n, S("0")) ? OK : E_CONFLICT;
}

/* One command, so that it is there afterwards, empty or as it was. */
static enum status clear(PGconn *c, struct arena *a, str schema)
{
	str name = str_of(quoted(c, a, schema));
	str after = str_cat(a, S(" cascade; create schema "), name);
	return tell(c, a, "set client_min_messages = warning; drop schema ",
		    str_cstr(a, name), str_cstr(a, after));
}

enum status copy_clear(const char *conninfo, struct arena *a, str schema)
{
	PGconn *c;
	str why;
	TRY(dial(conninfo, &c, &why));
	enum status st = clear(c, a, schema);
	PQfinish(c);
	return st;
}

/* ---- the two programs ------------------------------------------------------ */

static enum status said(enum status st, str missing, str failed, str *ret_why)
{
	if (st != OK)
		*ret_why = st == E_NOT_FOUND ? missing : failed;
	return st;
}

enum status copy_pg_take(const char *conninfo, struct arena *a, const char *to,
			 str *ret_why)
{
	struct address at;
	str schema;
	TRY(copy_schema(conninfo, a, &schema, ret_why));
	TRY(said(address_read(conninfo, a, &at), (str){ 0 },
		 S("--pg の書き方が正しくありません。"), ret_why));
	const char *const argv[] = {
		"pg_dump", "--format=custom", "--no-owner", "--no-privileges",
		"--no-password", "--strict-names", "--schema",
		/* A pattern: in quotes it is a name. */
		str_cstr(a, str_cat(a, str_cat(a, S("\""), schema), S("\""))),
		"--file", to, NULL
	};
	return said(run_program(argv, at.env, at.n),
		    S("pg_dump が見つかりません。PostgreSQL の道具"
		      "（postgresql-client）を入れて、PATH を確かめてください。"),
		    S("pg_dump がデータベースを書き出せませんでした。"
		      "空きと、上に出た理由を確かめてください。"), ret_why);
}

enum status copy_pg_check(struct arena *a, const char *copy, str *ret_why)
{
	const char *const argv[] = { "pg_restore", "--file=/dev/null", copy,
				     NULL };
	enum status st = run_program(argv, NULL, 0);
	(void)a;
	return said(st == E_DOWN ? E_INVALID : st,
		    S("pg_restore が見つかりません。PostgreSQL の道具"
		      "（postgresql-client）を入れて、PATH を確かめてください。"),
		    S("データベースの写しを、終わりまで読めません。"), ret_why);
}

/* The name of the database, alone; libpq takes what has a '=' for more. */
static const char *database_word(struct arena *a, const struct address *at)
{
	struct out o = out_open(a, 80);
	put(&o, S("dbname='"));
	for (const char *p = at->dbname ? at->dbname : ""; *p; p++) {
		if (*p == '\'' || *p == '\\')
			out_char(&o, '\\');
		out_char(&o, *p);
	}
	put(&o, S("'"));
	return str_cstr(a, out_str(&o));
}

static enum status put_dump(PGconn *c, const char *conninfo, struct arena *a,
			    str schema, const char *copy, str *ret_why)
{
	struct address at;
	TRY(said(address_read(conninfo, a, &at), (str){ 0 },
		 S("--pg の書き方が正しくありません。"), ret_why));
	*ret_why = S("PostgreSQL に場所をつくれませんでした。");
	TRY(tell(c, a, "set client_min_messages = warning; "
		       "create schema if not exists ", quoted(c, a, schema),
		 ""));
	const char *const argv[] = {
		"pg_restore", "--exit-on-error", "--single-transaction",
		"--no-owner", "--no-privileges", "--no-password",
		"--strict-names", "--schema", str_cstr(a, schema),
		"--dbname", database_word(a, &at), copy, NULL
	};
	TRY(said(run_program(argv, at.env, at.n),
		 S("pg_restore が見つかりません。PostgreSQL の道具"
		   "（postgresql-client）を入れて、PATH を確かめてください。"),
		 S("pg_restore がデータベースを戻せませんでした。"
		   "上に出た理由を確かめてください。"), ret_why));
	/* Else it plans as for empty tables until its own service comes. */
	*ret_why = S("戻したデータベースを ANALYZE できませんでした。");
	return ask(c, a, "analyze", (str){ 0 }, NULL);
}

enum status copy_put(const char *conninfo, struct arena *a, str schema,
		     const char *copy, str *ret_why)
{
	PGconn *c;
	TRY(copy_room(conninfo, a, schema, ret_why));
	TRY(dial(conninfo, &c, ret_why));
	enum status st = put_dump(c, conninfo, a, schema, copy, ret_why);
	PQfinish(c);
	return st;
}
