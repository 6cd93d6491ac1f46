/* plan.c — see plan.h, and store_analyze of db.h. */
#include "db/plan.h"

#include "db/engine.h"

/* "rows rows-of-one-muni rows-of-one-(muni, a) …" for each index, as ANALYZE
 * writes it; 1 where a row is unique.  From the third column on it is what
 * SQLite assumes by itself.  The first statement makes the table, which
 * nothing else may; the last one lets this connection read it. */
str plan_script(void)
{
	return S("analyze migration;"
		 "delete from sqlite_stat1;"
		 "insert into sqlite_stat1 (tbl, idx, stat) "
		 "with part as (select t.name as tbl, i.name as idx,"
		 " t.wr and i.origin = 'pk' as is_table, i.\"unique\" as one,"
		 " c.seqno as at, max(c.seqno) over (partition by i.name)"
		 " as last"
		 " from pragma_table_list t"
		 " join pragma_index_list(t.name) i"
		 " join pragma_index_info(i.name) c"
		 " where t.schema = 'main' and t.type = 'table'"
		 " and i.partial = 0 and exists (select 1"
		 " from pragma_index_info(i.name) f"
		 " where f.seqno = 0 and f.name = 'muni')"
		 " order by i.name, c.seqno) "
		 "select tbl, case when is_table then tbl else idx end,"
		 " '1000000 ' || group_concat(case when at = 0 then 100000"
		 " when one and at = last then 1"
		 " else max(2, 11 - at) end, ' ')"
		 " from part group by idx;"
		 "analyze sqlite_schema;");
}

/* By name: the database may hold more than ours. */
static enum status analyze_job(struct db *tx, void *arg)
{
	return db_script(tx, arg,
			 S("analyze agency, account, login, post, casefile,"
			   " household, person, person_name, parentage, bond,"
			   " residence, seat, intake, sheet, sheet_rev,"
			   " sheet_fact, note, note_text, note_person, task,"
			   " audit, audit_seal, audit_todo, outbox, event,"
			   " event_head, entry, basis, basis_cover, bestowal,"
			   " bestowal_person, bestowal_exception, note_reader,"
			   " notice, notice_read, share_ask, referral,"
			   " entry_index"));
}

enum status store_analyze(struct store *s, struct db *db, struct arena *arena)
{
	if (db_engine(db) != DB_PG)
		return OK;
	return store_write(s, db, arena, analyze_job, arena);
}
