/*
 * backup_test.c — a city is backed up beside its running store, comes back,
 * and opens; and what each damage is called.
 */
#include "kernel/test_desk.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "app/boot.h"
#include "backup/backup.h"
#include "demo/demo.h"
#include "sys/file.h"
#include "sys/log.h"
#include "upload/upload.h"

/* A folder of this test's own, on tmpfs, and the city's data in it. */
struct city {
	struct test_store t;
	struct app app;
	struct db *dbs[1];
	const char *pg;		/* of the source; NULL: SQLite */
	const char *aside;	/* an empty database with the same schema */
	char top[64], name[40];
};

static const char *at(struct city *c, const char *tail)
{
	return str_cstr(test_arena, str_cat(test_arena, str_of(c->top),
					    str_of(tail)));
}

/* Not in a transaction, as test_store_pg would. */
static void pg_command(const char *command, const char *name)
{
	str text = str_cat(test_arena, str_of(command), str_of(name));
	PGconn *db = PQconnectdb(getenv("TOMOBUNE_TEST_PG"));
	PGresult *res = PQexec(db, str_cstr(test_arena, text));
	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		fail_msg("%s", PQerrorMessage(db));
	PQclear(res);
	PQfinish(db);
}

/* Where PostgreSQL's data are restored to; making it takes time. */
static void aside_open(struct city *c)
{
	if (!c->pg)
		return;
	str where = str_cat(test_arena, str_of(getenv("TOMOBUNE_TEST_PG")),
			    S(" dbname="));
	snprintf(c->name, sizeof c->name, "backup_%d", (int)getpid());
	pg_command("create database ", c->name);
	where = str_cat(test_arena, where, str_of(c->name));
	where = str_cat(test_arena, where, S(" options='-c search_path="));
	where = str_cat(test_arena, where, str_of(c->t.name));
	c->aside = str_cstr(test_arena, str_cat(test_arena, where, S("'")));
}

/* SQLite: in the folder, as the server has it. */
static void store_begin(struct city *c, enum db_engine engine)
{
	str why = { 0 };
	if (engine == DB_PG) {
		c->t = test_store_open(test_arena, engine);
		c->pg = c->t.where;
		c->aside = "host=/nowhere";
		return;
	}
	c->t = (struct test_store){ .engine = engine,
				    .where = at(c, "/data/tomobune.db") };
	struct store_options o = { .engine = engine, .where = c->t.where,
				   .sync_off = true };
	assert_int_equal(store_open(test_arena, &o, &c->t.store, &why), OK);
	assert_int_equal(store_connect(c->t.store, &c->t.db), OK);
	assert_int_equal(store_migrate(c->t.store, test_arena, &why), OK);
}

/* An empty one has agencies and people, and no row of the audit. */
enum life { EMPTY, LIVED_IN };

static void city_open(struct city *c, enum db_engine engine, enum life life)
{
	struct dict_error err;
	struct demo_options o = { .now = sys_now(), .empty = life == EMPTY };
	*c = (struct city){ 0 };
	log_least(LOG_ERROR);
	if (engine == DB_PG && !getenv("TOMOBUNE_TEST_PG"))
		skip();
	snprintf(c->top, sizeof c->top, "/dev/shm/tomobune-backup-XXXXXX");
	assert_non_null(mkdtemp(c->top));
	assert_int_equal(file_folder(at(c, "/data")), OK);
	store_begin(c, engine);
	c->app = (struct app){ .boot = test_arena, .store = c->t.store,
			       .workers = 1, .data = at(c, "/data"),
			       .dbs = c->dbs };
	sys_random(&c->app.keys, sizeof c->app.keys);
	str keys = { (const char *)&c->app.keys, sizeof c->app.keys };
	assert_int_equal(file_replace(test_arena, at(c, "/data/keys"), keys,
				      0600), OK);
	assert_int_equal(dict_load(test_arena, NULL, 0, &c->app.dict, &err),
			 OK);
	assert_int_equal(demo_seed(&c->app, &o), OK);
	assert_int_equal(clerk_round(&c->app, c->t.db), OK);
}

static void city_close(struct city *c)
{
	char text[200];
	if (c->pg) {
		test_store_close(&c->t);
		if (c->name[0])
			pg_command("drop database ", c->name);
	} else {
		store_close(c->t.store);
	}
	snprintf(text, sizeof text, "rm -rf '%s'", c->top);
	assert_int_equal(system(text), 0);
}

static struct backup_done made(struct city *c, const char *name)
{
	struct backup_done d;
	str why = { 0 };
	if (backup_make(&c->app, c->pg, at(c, name), &d, &why) != OK)
		fail_msg("%.*s", (int)why.n, why.p);
	return d;
}

static enum status restore(struct city *c, const char *from, const char *to,
			   str *ret_why)
{
	struct backup_done d;
	return backup_restore(test_arena, at(c, from), at(c, to), c->aside, &d,
			      ret_why);
}

static int mode_of(const char *path)
{
	struct stat s = { 0 };
	assert_int_equal(stat(path, &s), 0);
	return s.st_mode & 0777;
}

/* A signed paper of the first consent there is, by the lead agency. */
static const char paper_select[] =
	"select b.muni, b.casefile, b.id, c.agency, coalesce(c.account, 0)"
	" from basis b join casefile c on c.muni = b.muni"
	" and c.id = b.casefile order by b.muni, b.id limit 1";

static enum status paper_job(struct db *tx, void *arg)
{
	static const struct db_sql sql = { "paper", paper_select, paper_select,
					   0, 5 };
	struct rq *rq = arg;
	struct db_rows *rows;
	bool row = false;
	file_id id;
	TRY(db_open(tx, &sql, NULL, &rows));
	TRY(db_next(rows, &row));
	assert_true(row);
	struct upload_new u = { .casefile = { db_int(rows, 1) },
				.belongs = S("basis"),
				.object = db_int(rows, 2),
				.bytes = S("%PDF-1.7 同意書") };
	rq->actor.viewer = (struct viewer){ db_int(rows, 0),
		{ db_int(rows, 4) }, { db_int(rows, 3) }, ROLE_worker,
		rq->now };
	db_close(rows);
	return upload_add(rq, tx, &u, &id);
}

static void add_paper(struct city *c)
{
	static const struct request http = { .method = GET };
	struct rq rq = { .app = &c->app, .arena = test_arena, .http = &http,
			 .db = c->t.db, .now = sys_now() };
	rq.today = stamp_day(rq.now);
	assert_int_equal(store_write(c->t.store, c->t.db, test_arena,
				     paper_job, &rq), OK);
	assert_int_equal(clerk_round(&c->app, c->t.db), OK);
}

/* ---- what comes back to life -------------------------------------------------- */

static void run(struct city *c, str text, i64 at)
{
	struct out o = out_open(test_arena, 300);
	while (text.p) {
		put(&o, str_cut(&text, '#'));
		if (text.p)
			put(&o, at);
	}
	test_store_run(&c->t, str_cstr(test_arena, out_str(&o)));
}

static struct ended_list ended(struct city *c, stamp made)
{
	struct ended_list all;
	assert_int_equal(backup_ended(&c->app, test_arena, made, &all), OK);
	return all;
}

/* Of one casefile: a share stopped, a consent withdrawn, one taken back for a
 * recipient, an exception made; and a share that was both made and stopped
 * after the backup. */
TEST_BOTH(ended, after_the_backup_is_listed_by_number)
{
	struct city c;
	city_open(&c, engine, LIVED_IN);
	/* The city was made just now: the backup an hour later. */
	stamp made = { sys_now().ms + 3600000 };
	i64 after = made.ms + 3600000;
	assert_int_equal(ended(&c, made).n, 0);
	i64 id = test_store_number(&c.t, "select min(id) from bestowal "
				   "where state = 'live'");
	assert_true(id > 0);
	run(&c, S("update bestowal set state = 'ended', ended_at = # "
		  "where state = 'live' and id = "
		  "(select min(id) from bestowal where state = 'live')"),
	    after);
	struct ended_list all = ended(&c, made);
	assert_int_equal(all.n, 1);
	assert_int_equal(all.v[0].shares, 1);
	assert_int_equal(all.v[0].bases + all.v[0].closings, 0);
	assert_int_equal(all.v[0].muni, DESK_MUNI);
	assert_true(str_find(all.v[0].case_no, S("-"), 0) > 0);
	/* Before the backup, and after it but not in it. */
	assert_int_equal(ended(&c, (stamp){ after + 600000 }).n, 0);
	assert_int_equal(ended(&c, (stamp){ made.ms - 2 * 86400000LL *
					    366 }).n, 0);
	run(&c, S("insert into bestowal_exception (muni, bestowal, person, "
		  "what, state, reason, account, at) select muni, id, 0, "
		  "'work', 'H', '', by_account, # from bestowal where "
		  "state = 'live' on conflict do nothing"), after);
	run(&c, S("update bestowal_person set ended_at = #"), after);
	run(&c, S("update basis set live = 0, ended_at = # where live = 1 and "
		  "id = (select min(id) from basis where live = 1)"), after);
	run(&c, S("insert into basis_cover_end (muni, basis, agency, account, "
		  "level, classes, at, by_account, witness, note) "
		  "select muni, id, agency, 0, 1, 1, #, account, '', '' "
		  "from basis where id = (select max(id) from basis)"), after);
	i64 shares = 0, bases = 0, closings = 0;
	all = ended(&c, made);
	for (isize i = 0; i < all.n; i++) {
		shares += all.v[i].shares;
		bases += all.v[i].bases;
		closings += all.v[i].closings;
	}
	assert_int_equal(shares, 1);
	assert_int_equal(bases, 2);
	assert_true(closings > 0);
	city_close(&c);
}

/* ---- good days ------------------------------------------------------------ */

static void opens_at_random(struct city *c, const struct audit_report *before)
{
	struct boot_options o = { .data = at(c, "/new"), .pg = c->aside,
				  .workers = 1, .no_live = true };
	struct drill_done d;
	struct app *app;
	str why = { 0 };
	if (app_open(&o, &app, &why) != OK)
		fail_msg("%.*s", (int)why.n, why.p);
	assert_int_equal(drill_open(app, c->aside, 20, before, &d), OK);
	assert_int_equal(d.cases, 20);
	assert_int_equal(d.opened, 20);
	assert_int_equal(d.files, 1);
	assert_int_equal(d.files_opened, 1);
	assert_true(d.looks >= 20);
	assert_int_equal(d.wrong.n, 0);
	/* Pages open under any keys; papers do not. */
	sys_random(&app->keys.wrap, sizeof app->keys.wrap);
	assert_int_equal(drill_open(app, c->aside, 2, before, &d), OK);
	assert_int_equal(d.opened, 2);
	assert_int_equal(d.files_opened, 0);
	assert_str(d.wrong, S("書類"));
	app_close(app);
}

TEST_BOTH(backup, a_city_comes_back_and_opens)
{
	struct city c;
	struct backup_done again;
	struct manifest m;
	str why = { 0 };
	city_open(&c, engine, LIVED_IN);
	add_paper(&c);
	aside_open(&c);
	struct backup_done d = made(&c, "/one");
	assert_true(d.m.sealed > 30);
	assert_int_equal(d.audit.wrong.n, 0);
	assert_int_equal(mode_of(at(&c, "/one")), 0700);
	assert_int_equal(mode_of(at(&c, "/one/keys")), 0600);
	assert_int_equal(mode_of(at(&c, "/one/manifest")), 0600);
	assert_int_equal(mode_of(at(&c, engine == DB_LITE ?
		"/one/tomobune.db" : "/one/tomobune.dump")), 0600);
	assert_false(file_exists(at(&c, "/one.part")));
	assert_false(file_exists(at(&c, "/one/lock")));
	assert_false(file_exists(at(&c, "/one/tomobune.db-wal")));
	assert_int_equal(backup_check(test_arena, at(&c, "/one"), &m, &why),
			 OK);
	assert_int_equal(m.sealed, d.m.sealed);
	assert_int_equal(backup_restore(test_arena, at(&c, "/one"),
					at(&c, "/new"), c.aside, &again, &why),
			 OK);
	assert_int_equal(again.audit.sealed, d.audit.sealed);
	assert_false(file_exists(at(&c, "/new/" BACKUP_HALF)));
	opens_at_random(&c, &again.audit);
	city_close(&c);
}

TEST_BOTH(backup, nothing_is_written_over_anything)
{
	struct city c;
	struct backup_done d;
	str why = { 0 };
	city_open(&c, engine, EMPTY);
	aside_open(&c);
	made(&c, "/one");
	assert_int_equal(backup_make(&c.app, c.pg, at(&c, "/one/"), &d, &why),
			 E_CONFLICT);
	assert_int_equal(restore(&c, "/one", "/data", &why), E_CONFLICT);
	assert_has(why, S("もうデータがあります"));
	assert_int_equal(restore(&c, "/none", "/new", &why), E_NOT_FOUND);
	assert_false(file_exists(at(&c, "/new")));
	c.aside = engine == DB_PG ? NULL : "host=/nowhere";
	assert_int_equal(restore(&c, "/one", "/new", &why), E_CONFLICT);
	if (engine == DB_PG) {
		c.aside = c.pg;
		assert_int_equal(restore(&c, "/one", "/new", &why),
				 E_CONFLICT);
		assert_has(why, S("空のデータベース"));
	}
	assert_false(file_exists(at(&c, "/new")));
	city_close(&c);
}

/* ---- what was broken off ---------------------------------------------------- */

TEST_BOTH(backup, what_was_broken_off_is_begun_anew)
{
	struct city c;
	struct boot_options o = { .workers = 1, .no_live = true };
	struct app *app;
	str why = { 0 };
	city_open(&c, engine, EMPTY);
	/* As after kill -9: a folder without the name, and junk in it. */
	assert_int_equal(file_folder(at(&c, "/one.part")), OK);
	assert_int_equal(file_append(at(&c, "/one.part/tomobune.db"),
				     S("half"), 0600), OK);
	assert_int_equal(file_append(at(&c, "/one.part/keys"), S("half"),
				     0600), OK);
	aside_open(&c);
	made(&c, "/one");
	assert_false(file_exists(at(&c, "/one.part")));
	assert_int_equal(file_folder(at(&c, "/new")), OK);
	assert_int_equal(file_append(at(&c, "/new/" BACKUP_HALF), S("x"),
				     0600), OK);
	assert_int_equal(file_append(at(&c, "/new/keys"), S("x"), 0600), OK);
	o.data = at(&c, "/new");
	o.pg = c.pg;
	assert_int_equal(app_open(&o, &app, &why), E_CONFLICT);
	assert_has(why, S("途中"));
	assert_int_equal(restore(&c, "/one", "/new", &why), OK);
	city_close(&c);
}

TEST_BOTH(backup, two_of_one_name_do_not_meet)
{
	struct city c;
	struct backup_done d;
	str why = { 0 };
	int lock;
	city_open(&c, engine, EMPTY);
	assert_int_equal(file_folder(at(&c, "/one.part")), OK);
	assert_int_equal(file_lock(at(&c, "/one.part"), &lock), OK);
	assert_int_equal(backup_make(&c.app, c.pg, at(&c, "/one"), &d, &why),
			 E_BUSY);
	assert_true(file_exists(at(&c, "/one.part/lock")));
	close(lock);
	made(&c, "/one");
	city_close(&c);
}

/* ---- damage ------------------------------------------------------------------ */

static void flip(const char *path, long where)
{
	FILE *f = fopen(path, "r+b");
	assert_non_null(f);
	fseek(f, where, where < 0 ? SEEK_END : SEEK_SET);
	int byte = fgetc(f);
	fseek(f, -1, SEEK_CUR);
	fputc(byte ^ 1, f);
	assert_int_equal(fclose(f), 0);
}

static void refused(struct city *c, const char *name, str word)
{
	struct manifest m;
	str why = { 0 };
	assert_int_equal(backup_check(test_arena, at(c, name), &m, &why),
			 E_INVALID);
	assert_has(why, word);
	assert_int_equal(restore(c, name, "/new", &why), E_INVALID);
	assert_false(file_exists(at(c, "/new")));
}

static void copied(struct city *c, const char *to)
{
	char text[200];
	snprintf(text, sizeof text, "cp -r '%s/one' '%s%s'", c->top, c->top,
		 to);
	assert_int_equal(system(text), 0);
}

static const char *database(struct city *c, const char *name)
{
	const char *file = c->pg ? "/tomobune.dump" : "/tomobune.db";
	return str_cstr(test_arena, str_cat(test_arena, str_of(at(c, name)),
					    str_of(file)));
}

TEST_BOTH(backup, each_damage_is_named_and_nothing_restored)
{
	struct city c;
	city_open(&c, engine, EMPTY);
	made(&c, "/one");
	copied(&c, "/byte");
	flip(database(&c, "/byte"), -5000);
	refused(&c, "/byte", S("中身が目録と合いません"));
	copied(&c, "/short");
	assert_int_equal(truncate(database(&c, "/short"), 8192), 0);
	refused(&c, "/short", S("大きさが目録と合いません"));
	copied(&c, "/gone");
	unlink(database(&c, "/gone"));
	refused(&c, "/gone", S("がありません"));
	copied(&c, "/manifest");
	flip(at(&c, "/manifest/manifest"), 40);
	refused(&c, "/manifest", S("目録（manifest）が壊れています"));
	copied(&c, "/nokeys");
	unlink(at(&c, "/nokeys/keys"));
	refused(&c, "/nokeys", S("keys がありません"));
	copied(&c, "/anchor");
	assert_int_equal(file_append(at(&c, "/anchor/audit.anchor"), S("0\n"),
				     0600), OK);
	refused(&c, "/anchor", S("audit.anchor"));
	city_close(&c);
}

/* ---- what is made to look right ----------------------------------------------- */

/* The manifest of files that somebody has changed, signed by `key`. */
static void signed_anew(struct city *c, const char *name,
			const struct crypt_key *key)
{
	str text, folder = str_of(at(c, name));
	struct manifest m;
	const char *path = str_cstr(test_arena, str_cat(test_arena, folder,
							S("/manifest")));
	assert_int_equal(file_read(test_arena, path, 9999, &text), OK);
	assert_int_equal(manifest_parse(test_arena, text, &m), OK);
	for (int i = 0; i < BACKUP_FILES; i++) {
		str file = str_cat(test_arena, S("/"), manifest_file_name(
					m.engine, (enum backup_file)i));
		file = str_cat(test_arena, folder, file);
		assert_int_equal(file_read_back(str_cstr(test_arena, file),
						&m.files[i]), OK);
	}
	assert_int_equal(file_replace(test_arena, path, manifest_print(
						test_arena, &m, key), 0600),
			 OK);
}

TEST_BOTH(backup, keys_of_another_city_are_refused)
{
	struct city c;
	struct keys other;
	str why = { 0 };
	city_open(&c, engine, engine == DB_LITE ? LIVED_IN : EMPTY);
	made(&c, "/one");
	sys_random(&other, sizeof other);
	str bytes = { (const char *)&other, sizeof other };
	copied(&c, "/other");
	assert_int_equal(file_replace(test_arena, at(&c, "/other/keys"), bytes,
				      0600), OK);
	refused(&c, "/other", S("keys の中身"));
	signed_anew(&c, "/other", &c.app.keys.anchor);
	refused(&c, "/other", S("ほかの伴舟の鍵"));
	/* Even signed by the other keys: the audit's seals are not theirs. */
	if (engine == DB_LITE) {
		signed_anew(&c, "/other", &other.anchor);
		assert_int_equal(restore(&c, "/other", "/new", &why),
				 E_INVALID);
		assert_true(file_exists(at(&c, "/new/" BACKUP_HALF)));
	}
	city_close(&c);
}

/* SQLite: what a database person with the keys could do to a backup. */
static void sql(const char *file, const char *text)
{
	sqlite3 *h;
	assert_int_equal(sqlite3_open(file, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, text, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(h), SQLITE_OK);
}

static void told_by_the_chain(struct city *c, const char *name,
			      const char *text)
{
	struct backup_done d;
	str why = { 0 };
	copied(c, name);
	sql(database(c, name), text);
	signed_anew(c, name, &c->app.keys.anchor);
	assert_int_equal(backup_restore(test_arena, at(c, name),
					at(c, "/new"), NULL, &d, &why),
			 E_INVALID);
	assert_true(d.audit.wrong.n > 0);
}

TEST(backup, an_altered_audit_is_told_by_its_chain)
{
	struct city c;
	city_open(&c, DB_LITE, LIVED_IN);
	made(&c, "/one");
	told_by_the_chain(&c, "/edited",
			  "update audit set account = 1 where id ="
			  " (select audit from audit_seal where seq = 7)");
	told_by_the_chain(&c, "/removed",
			  "delete from audit where id ="
			  " (select audit from audit_seal where seq = 7)");
	told_by_the_chain(&c, "/cut", "delete from audit_seal where seq ="
			  " (select max(seq) from audit_seal);"
			  "delete from audit where not exists (select 1"
			  " from audit_seal s where s.audit = audit.id)");
	city_close(&c);
}

TEST(backup, of_a_broken_chain_is_kept_but_is_none)
{
	struct city c;
	struct backup_done d;
	struct manifest m;
	str why = { 0 };
	city_open(&c, DB_LITE, LIVED_IN);
	sql(at(&c, "/data/tomobune.db"),
	    "update audit set account = 1 where id ="
	    " (select audit from audit_seal where seq = 7)");
	assert_int_equal(backup_make(&c.app, NULL, at(&c, "/one"), &d, &why),
			 E_INVALID);
	assert_true(d.audit.wrong.n > 0);
	assert_false(file_exists(at(&c, "/one")));
	assert_false(file_exists(at(&c, "/one.part")));
	assert_true(file_exists(at(&c, "/one.unverified/tomobune.db")));
	assert_int_equal(backup_check(test_arena, at(&c, "/one.unverified"),
				      &m, &why), E_NOT_FOUND);
	city_close(&c);
}

TEST(backup, of_a_newer_program_is_refused)
{
	struct city c;
	str text, why = { 0 };
	struct manifest m;
	city_open(&c, DB_LITE, EMPTY);
	made(&c, "/one");
	assert_int_equal(file_read(test_arena, at(&c, "/one/manifest"), 9999,
				   &text), OK);
	assert_int_equal(manifest_parse(test_arena, text, &m), OK);
	m.migration++;
	assert_int_equal(file_replace(test_arena, at(&c, "/one/manifest"),
		manifest_print(test_arena, &m, &c.app.keys.anchor), 0600), OK);
	assert_int_equal(restore(&c, "/one", "/new", &why), E_CONFLICT);
	assert_has(why, S("新しい伴舟"));
	city_close(&c);
}

TEST(backup, without_the_tools_of_postgresql_says_what_to_install)
{
	struct city c;
	struct backup_done d;
	str why = { 0 };
	city_open(&c, DB_PG, EMPTY);
	const char *path = str_cstr(test_arena, str_of(getenv("PATH")));
	setenv("PATH", at(&c, "/data"), 1);
	enum status st = backup_make(&c.app, c.pg, at(&c, "/one"), &d, &why);
	setenv("PATH", path, 1);
	assert_int_equal(st, E_NOT_FOUND);
	assert_has(why, S("pg_dump"));
	assert_false(file_exists(at(&c, "/one")));
	assert_false(file_exists(at(&c, "/one.part")));
	city_close(&c);
}

/* ---- the manifest ---------------------------------------------------------------- */

static struct manifest some_manifest(void)
{
	struct manifest m = { .made = { 1796058000000 }, .engine = DB_PG,
			      .schema = S("public"), .migration = 1,
			      .sealed = 12345 };
	for (int i = 0; i < BACKUP_FILES; i++)
		m.files[i] = (struct file_mark){ i + 1000, { (u8)i } };
	return m;
}

TEST(manifest, every_changed_byte_is_noticed)
{
	static const struct crypt_key key = { { 3 } }, other = { { 4 } };
	struct manifest m = some_manifest(), got;
	str text = manifest_print(test_arena, &m, &key);
	assert_int_equal(manifest_parse(test_arena, text, &got), OK);
	assert_str(got.schema, m.schema);
	assert_int_equal(got.sealed, m.sealed);
	assert_true(file_same(&got.files[2], &m.files[2]));
	assert_true(manifest_signed(test_arena, text, &key));
	assert_false(manifest_signed(test_arena, text, &other));
	for (isize i = 0; i < text.n; i++) {
		struct arena_mark begun = arena_mark(test_arena);
		str changed = str_dup(test_arena, text);
		((char *)changed.p)[i] ^= 1;
		assert_false(manifest_signed(test_arena, changed, &key));
		assert_int_equal(manifest_parse(test_arena,
						str_sub(text, 0, i), &got),
				 E_INVALID);
		arena_rewind(test_arena, begun);
	}
}

TEST_MAIN
