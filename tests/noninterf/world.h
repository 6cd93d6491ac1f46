/*
 * world.h — two worlds from one seed, equal but for what one viewer may not
 * see (P1 of visibility.md).
 *
 * Words: a *viewer* asks; a *home* is a casefile that exists in both worlds,
 * with household, people, sheets, notes and tasks; a *difference* is a kind of
 * thing that is not the same in the second world; *secrets* say of each home
 * what the viewer may not see there, and are asked of his lens in the first
 * world.  So the second world never differs in anything the lens shows: that
 * the lens itself is right is P10's matter.
 *
 * Clock and chance are held alike (sys_pretend): the same act gives the same
 * ids, keys and nonces in both worlds, and answers can be compared as they
 * are.  What exists in one world only is made in moments of its own.
 *
 * A host is a pair of opened stores; every pair of worlds lives there in a
 * municipality of its own.
 */
#ifndef TB_P1_WORLD_H
#define TB_P1_WORLD_H

#include "base/arena.h"
#include "base/map.h"
#include "base/rng.h"
#include "kernel/app.h"
#include "vis/lens.h"

/* X(name): what may differ.  The eleven classes first, in their order. */
#define P1_DIFFS(X)                                                           \
	VIS_CLASSES(X)                                                        \
	X(presence)	/* casefiles that only one world has: there or not */ \
	X(count)	/* … one or many; more people in a home */            \
	X(order)	/* what lists sort by: reading, stage, times, due */  \
	X(notes)	/* how many notes, and when */                        \
	X(history)	/* earlier versions of notes and sheets */            \
	X(tasks)	/* how many, due when */                              \
	X(drafts)	/* what colleagues have begun */                      \
	X(masks)	/* closed passages of a text that may be read */      \
	X(audience)	/* notes for the writer's own agency, or for named */ \
	X(theirs)	/* what others it is shared with write for themselves */ \
	X(grants)	/* what is shared with others, and on what basis */   \
	X(files)	/* papers of other agencies */                        \
	X(referrals)	/* what others ask each other (つなぐ) */             \
	X(notices)	/* what others are told */                            \
	X(vain)		/* shares that ended, wait, or are a colleague's */   \
	X(intakes)	/* talks of another agency */                         \
	X(sessions)	/* who else is signed in */                           \
	X(muni)		/* everything in another municipality */              \
	X(live)		/* what others do while the viewer walks */

enum diff {
#define P1_DIFF_ENUM(x) DIFF_##x,
	P1_DIFFS(P1_DIFF_ENUM)
#undef P1_DIFF_ENUM
	DIFFS
};
extern const char *const diff_names[DIFFS];

enum note_matter { MATTER_NONE, MATTER_HEALTH, MATTER_MEETING, NOTE_MATTERS };

enum { PEOPLE = 3, HOMES_MOST = 16, HIDDEN_MOST = 128, KNOWN_MOST = 400 };

/* Stands in every personal text of a world. */
#define MARK "見印"

struct viewer_kind {
	const char *name;
	i64 agency;	/* 1 or 2 */
	enum role role;
	int weight;	/* how many of the pairs are his */
	bool wide;	/* has a desk in another municipality too */
};
extern const struct viewer_kind viewer_kinds[];
extern const int viewer_kinds_n;
/* Whose pair this is. */
const struct viewer_kind *viewer_of(u64 pair);

/* Bits of enum vis_class; [0] the household, then the people. */
struct secrets {
	struct home_secret {
		enum level level;
		unsigned closed[1 + PEOPLE], masked[1 + PEOPLE];
		unsigned coarse[1 + PEOPLE];
		bool tasks, sheets;	/* number and times too */
		bool record;	/* who did what there is not seen either */
		bool shares;	/* nor who else is shown it */
		/* Notes of the lead: by audience and matter, is there any? */
		bool notes[3][NOTE_MATTERS];
		bool guarded[1 + PEOPLE];
	} home[HOMES_MOST];
};

struct known {
	enum id_kind kind;
	i64 id;
	int home;	/* -1: none */
};

struct home {
	casefile_id id;
	i64 lead;
	person_id people[PEOPLE];
	str name, kana;
};

struct heard {
	u64 topic;
	str name, data;
};

struct world {
	struct desk *d;
	struct arena *a;
	int side;		/* 0, 1 */
	i64 muni;
	u64 seed;
	i64 apart;		/* ms later than the first world */
	const struct viewer_kind *kind;
	u64 diffs;		/* 1 << enum diff: may differ */
	const struct secrets *secrets;	/* NULL: in the first world */
	struct sitting *v;	/* the viewer */
	struct sitting *own, *other, *third;	/* who write */
	struct home homes[HOMES_MOST];
	int homes_n;
	struct known known[KNOWN_MOST];		/* in both worlds */
	int known_n;
	struct known hidden[HIDDEN_MOST];	/* in this one only */
	int hidden_n;
	u32 touched[DIFFS];	/* homes that differ so; bit 31: elsewhere */
	int acts, extras;	/* moments used up */
	struct db *tx;		/* of the one job that builds, or NULL */
	/* What the clerk told browsers. */
	struct {
		struct heard *v;
		isize n, cap;
	} heard;
	struct hub_ticket listens[HOMES_MOST];	/* the viewer's streams */
	int listens_n;
	struct hub_ticket ticket;	/* of the last answer */
	struct teller *teller;
};

enum { TOUCHED_ELSEWHERE = 31 };

/* ---- hosts ------------------------------------------------------------- */

struct host;
struct host *host_open(struct arena *a, enum db_engine engine);
/* Twins: one world, built alike on SQLite and on PostgreSQL. */
struct host *host_open_twins(struct arena *a);
/* Before a pair: stores in which many have lived are made anew, and what was
 * taken from the arena since host_open is gone. */
void host_refresh(struct host *h);
void host_close(struct host *h);

/* ---- worlds ------------------------------------------------------------ */

/* Both worlds of a pair.  The viewer has just sat down at his desk. */
void worlds_build(struct host *h, struct arena *a,
		  const struct viewer_kind *kind, u64 seed,
		  struct world ret[2], struct secrets *ret_secrets);

/* The same world on both engines of a host of twins, as full as can be: with
 * everything by which a second world may differ.  What the viewer's lens says
 * there must be equal already. */
void worlds_build_twins(struct host *h, struct arena *a,
			const struct viewer_kind *kind, u64 seed,
			struct world ret[2], struct secrets *ret_secrets);

/* Holds clock and chance: step n of the walk, the same in both worlds. */
void world_step(struct world *w, int n);
/* Somebody does something that the viewer cannot see; only in the second
 * world, between steps n and n + 1. */
void world_live(struct world *w, int n, u64 chance);
/* The viewer looks at a page that is always there. */
void world_refresh(struct world *w);
/* Opens the viewer's streams, on every home that lets him. */
void world_listen(struct world *w);
/* What happened since is told to browsers: fills w->heard anew.  `seal`: the
 * clerk numbers the audit rows too. */
void world_tell(struct world *w, bool seal);

struct asked {
	enum method method;
	str path, query, form;	/* form without csrf and idem */
	str idem;
	bool hx;
};
struct answered {
	int status;
	str whole;	/* status, headers, body */
	str body;
	struct db_count work;
	i64 audit_rows;	/* new ones of the viewer */
};
struct answered world_ask(struct world *w, const struct asked *q);

str world_token(struct world *w, enum id_kind kind, i64 id);
/* What a token stands for in this world; ID_NONE: nothing. */
enum id_kind world_open(struct world *w, str token, i64 *ret);
/* The home of a casefile's token; HOMES_MOST: none that both worlds know. */
int world_home(struct world *w, str token);
const struct route *world_route(const struct world *w, isize n);
isize world_routes_n(const struct world *w);

#endif
