/*
 * city.h — the words of the city's tables, private to this room.
 *
 * Days are counted from the demo's last day: -14 is two weeks before it.  A
 * record of the past that would fall on a Saturday or Sunday stands on the
 * Friday before, a date ahead on the Monday after; day 0 stays.  In texts
 * "{-14}" becomes that day as 11/2, "{w-14}" its weekday 月曜.  Times are written 1012 for 10:12.
 */
#ifndef TB_DEMO_CITY_H
#define TB_DEMO_CITY_H

#include "base/rng.h"
#include "demo/demo.h"

/* Agencies and accounts of scenario A, as indexes. */
enum demo_agency { KYOSEI, KITA, SHAKYO, KIKAN, MINSEI, KANSA,
		   /* 中核地域生活支援センター, at work in two cities */
		   MIO, KONAN_MIO, KONAN_FUKUSHI, AGENCIES };
enum demo_who { AOKI, MORI, KOGA, ISHII, MIYAKE, TANAKA, ONISHI, NAKAHARA,
		NOGUCHI, HORI,
		HIRANO, HIRANO_KONAN, SOMA, OKADA, ACCOUNTS };

struct demo_agency_row {
	const char *name, *short_name, *kind, *phone, *prefix;
	i64 muni;	/* 0: DEMO_MUNI */
};
extern const struct demo_agency_row demo_agencies[AGENCIES];

struct demo_account_row {
	/* NULL: the same human as `home`, in another municipality. */
	const char *login;
	const char *name, *kana, *job;
	enum demo_agency agency;
	enum role role;
	enum demo_who home;
};
extern const struct demo_account_row demo_accounts[ACCOUNTS];

/* People are entered in this order; the first is 本人. */
struct demo_person {
	const char *name, *kana;	/* 山邉 トキ */
	const char *sex;		/* code sex */
	const char *birth;		/* as typed: S19.3.4 */
	const char *relation;
	const char *living;		/* "" home, "away", "dead" */
	const char *phone;
	const char *former;		/* 前の氏 */
	const char *death;		/* as typed */
};

/* What 続柄 do not say, between the n-th and the m-th person: a union, or that
 * the first is a parent of the second.  Dates as stored: 2010, 2023-08. */
struct demo_tie {
	int a, b;		/* 1…; 0 ends a list */
	const char *bond, *parentage;	/* one of them */
	const char *begun, *ended, *ending;
};

/* Bits of demo_note.about: the n-th person. */
enum { P1 = 1, P2 = 2, P3 = 4, P4 = 8, P5 = 16 };

struct demo_note {
	int day, at;
	enum demo_who who;
	const char *method, *place, *counterpart;
	int minutes;
	unsigned about;
	const char *body;	/* NULL ends a list */
	bool draft;
};

enum { OPEN = 0, NOT_DUE = 9999 };
struct demo_task {
	int day, due;		/* written on; until, or NOT_DUE */
	enum demo_who who;	/* writes it, and it is his */
	const char *what;	/* NULL ends a list */
	int done;		/* finished on that day, or OPEN */
};

/* One input of a sheet as a browser would send it.  Lines of the same sheet
 * and person that stand together are one save. */
struct demo_field {
	const char *sheet;	/* NULL ends a list */
	int person;		/* 1…; 0: the household's */
	const char *name, *value;
};

struct demo_home {
	enum demo_who who;	/* takes the call */
	int day, at, minutes;
	const char *method, *urgency, *caller, *caller_name, *caller_phone;
	const char *heard;
	const char *name, *kana;	/* of the household */
	const char *place, *phone, *caution;
	const char *stage;
	const struct demo_person *people;
	const struct demo_tie *ties;	/* NULL: none */
	const struct demo_note *notes;
	const struct demo_task *tasks;
	const struct demo_field *sheets;
};
#define PEOPLE(...) (const struct demo_person[]){ __VA_ARGS__, { 0 } }
#define TIES(...) (const struct demo_tie[]){ __VA_ARGS__, { 0 } }
#define NOTES(...) (const struct demo_note[]){ __VA_ARGS__, { 0 } }
#define TASKS(...) (const struct demo_task[]){ __VA_ARGS__, { 0 } }
#define SHEETS(...) (const struct demo_field[]){ __VA_ARGS__, { 0 } }

struct demo_homes {
	const struct demo_home *v;
	isize n;
};
/* By theme; each file says which. */
extern const struct demo_homes demo_elders, demo_families, demo_work,
	demo_disability, demo_alone;
/* 山邉さんの世帯 (scenario A): one, its first two weeks at 北部包括. */
extern const struct demo_homes demo_scenario;
/* Of the people who work in two cities, in both. */
extern const struct demo_homes demo_wide;
/* Talks without a household. */
extern const struct demo_homes demo_talks;

/* ---- seeding ------------------------------------------------------------ */

struct demo {
	struct app *app;
	struct db *db;
	struct arena *arena;
	stamp now;		/* nothing is later */
	day today;
	struct rng chance;	/* of ids */
	const struct demo_options *options;
	agency_id agency[AGENCIES];
	account_id account[ACCOUNTS];
	str password;		/* everybody's, hashed */
};

/* The municipality of an agency. */
i64 demo_muni_of(enum demo_agency agency);
/* A business day, as the head of this file says. */
day demo_day(const struct demo *d, int offset);
stamp demo_time(const struct demo *d, int offset, int hhmm);
/* "{-14}" → 11/2, "{w-14}" → 月曜. */
str demo_text(const struct demo *d, const char *text);
/*
 * A request as the kernel makes it, for somebody at his desk at a moment:
 * audit rows, numbers and ids are of then.  Reads from and writes into the
 * caller's transaction only.
 */
struct rq demo_rq(struct demo *d, enum demo_who who, stamp now);
/* Runs the job in one transaction. */
enum status demo_write(struct demo *d, db_job *job, void *arg) MUST_CHECK;
void demo_say(const struct demo *d, str line);
void demo_say_count(const struct demo *d, i64 n, str what);

/* Everything a household's row says, in one transaction. */
enum status demo_play_home(struct demo *d, const struct demo_home *h,
			   casefile_id *ret) MUST_CHECK;
/* Its sheets; `persons` in the order of the table. */
enum status demo_play_sheets(struct demo *d, struct db *tx,
			     const struct demo_home *h, casefile_id casefile,
			     const person_id *persons) MUST_CHECK;
/* Only the talk: it has no household yet. */
enum status demo_play_talk(struct demo *d, const struct demo_home *h)
	MUST_CHECK;
/* Its consent, and with whom it is shared. */
enum status demo_play_shares(struct demo *d, casefile_id casefile) MUST_CHECK;
/* The looks and searches about 山邉さんの世帯 that 誰が見たか shows. */
enum status demo_play_looks(struct demo *d, casefile_id casefile) MUST_CHECK;
enum status demo_scale(struct demo *d, i64 casefiles) MUST_CHECK;

#endif
