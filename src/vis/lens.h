/*
 * lens.h — who sees what: the one decision (visibility.md §2).
 *
 * A *viewer* is an account at its desk: municipality, agency, role.  A *lens*
 * is the answer for one viewer and one casefile, made once per request: a
 * level, the tabs, the verbs, and for every class of field and every person a
 * veil state.  Every reader of a domain table and every emitter takes one.
 * A *scope* is the same decision for lists: which rows of `seat` count.
 *
 * Deny by default: a lens that was not made from rows is LENS_NONE.  A viewer
 * sees the casefiles his own agency leads, capped by the role, and those that
 * a living grant (共有) opens to the agency or to him: for each person the type
 * of sharing with its exceptions, cut down to what that person's basis covers,
 * capped by the role.  Everything else does not exist for him.
 */
#ifndef TB_LENS_H
#define TB_LENS_H

#include "base/date.h"
#include "db/db.h"
#include "db/id.h"
#include "dict/class.h"
#include "vis/veil.h"

enum level {
	LEVEL_NONE,	/* does not exist for this viewer */
	LEVEL_EXISTS,	/* 存在のみ: 世帯名 and the lead's telephone */
	LEVEL_OVERVIEW,
	LEVEL_TABS,
	LEVEL_FULL,
};

/* Roles that exist in this version (visibility.md §2b). */
#define VIS_ROLES(X)                                                          \
	X(clerk, "受付・事務")                                                \
	X(worker, "相談員")                                                   \
	X(senior, "主任")                                                     \
	X(coordinator, "調整役(多機関協働)")                                  \
	X(matcher, "名寄せ担当")                                              \
	X(chief, "上長")                                                      \
	X(agency_admin, "機関管理者")                                         \
	X(muni_admin, "自治体管理者")                                         \
	X(auditor, "監査")                                                    \
	X(guest, "招待者(事案限定)")

enum role {
	ROLE_NONE,
#define VIS_ROLE_ENUM(x, label) ROLE_##x,
	VIS_ROLES(VIS_ROLE_ENUM)
#undef VIS_ROLE_ENUM
	ROLE_COUNT
};

/* The tabs of a casefile, as bits. */
enum tab {
	TAB_OVERVIEW = 1 << 0,	/* 概要 */
	TAB_FAMILY = 1 << 1,	/* 世帯と家族 */
	TAB_NOTES = 1 << 2,	/* 支援経過 */
	TAB_SHEETS = 1 << 3,	/* シート */
	TAB_PLANS = 1 << 4,	/* プランと会議 */
	TAB_TASKS = 1 << 5,	/* やること */
	TAB_FILES = 1 << 6,	/* ファイル */
	TAB_CHAT = 1 << 7,	/* 連絡 */
	TAB_SHARE = 1 << 8,	/* 共有 */
	TAB_HISTORY = 1 << 9,	/* 履歴 */
	TAB_ALL = (1 << 10) - 1,
};

/* What may be done, as bits. */
enum verb {
	VERB_SEE = 1 << 0,	/* 見る */
	VERB_ADD = 1 << 1,	/* 自分の記録を書き足す */
	VERB_COMMON = 1 << 2,	/* 共通欄を直す */
	VERB_SHEETS = 1 << 3,	/* シートを直す */
};

/* Which notes of others a grant lets one read, as bits. */
enum reads {
	READS_RESTATED = 1 << 0,	/* 言いかえ文だけ */
	READS_CONFIRMED = 1 << 1,	/* 確認済み文だけ */
	READS_HEALTH = 1 << 2,		/* 健康の記録だけ */
	READS_MEETING = 1 << 3,		/* 会議資料だけ */
	READS_ALL = 1 << 4,		/* any, its ranges closed */
};

struct viewer {
	i64 muni;
	account_id account;
	agency_id agency;
	enum role role;
	stamp now;	/* the moment of the decision */
	bestowal_id plan;	/* 相手の画面で確認: as if this grant lived */
};

struct lens_person {
	person_id person;
	u8 state[CLASS_COUNT];	/* enum veil_state */
	bool shared;	/* a basis covers this person, or the case is one's own */
	bool guarded;	/* 支援措置: fields flagged location are hidden */
};

struct lens {
	struct viewer viewer;
	casefile_id casefile;
	enum level level;
	unsigned tabs, verbs;	/* enum tab, enum verb */
	bool granted;		/* through a share, not one's own casefile */
	unsigned reads;		/* enum reads, when granted */
	/* 一時的に見せる: every page of this casefile takes one of the views left
	 * (the kernel counts); else {0}. */
	bestowal_id counted;
	/* In 相手の画面で確認: who looks through this lens.  What he may not
	 * see himself stays closed to him there too. */
	const struct lens *by;
	/* Sorted by id.  A person not named here has `others`. */
	const struct lens_person *persons;
	isize persons_n;
	u8 others[CLASS_COUNT];
	/* What one of those who are shared may show of the home.  What names
	 * somebody else stays his: his rows, and sentences that name him. */
	u8 household[CLASS_COUNT];
	bool household_guarded;
};

/* Sees nothing. */
extern const struct lens LENS_NONE;

/*
 * The lens of a viewer on a casefile, from rows of this snapshot.
 * OK also when nothing may be seen: the lens is then LENS_NONE in all but
 * viewer and casefile.  E_DOWN, E_BUSY from the database.
 */
enum status vis_lens(struct db *db, struct arena *a, struct viewer viewer,
		     casefile_id casefile, struct lens *ret) MUST_CHECK;
/* What `own` sees through the eyes of `other`: the minimum of both; nothing
 * can be written, so what one writes with is not drawn.  Keeps a pointer to
 * *own. */
struct lens vis_lens_preview(struct arena *a, const struct lens *own,
			     const struct lens *other);
/* The same viewer for records of the own agency (自機関の記録): what a sharing
 * closes of others' words it does not close of one's own. */
struct lens vis_lens_own_words(struct arena *a, const struct lens *l);
/* The lens of a list: what every row of the viewer's scope shows at least. */
struct lens vis_list_lens(struct viewer viewer);
/* That lens for one row, from seat.shown: a shared casefile's row shows no
 * more than its grants. */
struct lens vis_row_lens(const struct lens *list, i64 shown);
/* As seat.shown keeps it: two bits a class; -1 is everything. */
i64 vis_shown(const u8 *states);
/* For rows outside any casefile that belong to the viewer's own agency (an
 * intake without a household). */
struct lens vis_own_lens(struct viewer viewer);

/* Of a class, for a person ({0}: the household, the minimum). */
enum veil_state lens_class(const struct lens *l, enum vis_class c,
			   person_id person);
/* Of what binds two people of the household (b {0}: what is one's alone): as
 * closed as the most closed of the household and the two. */
enum veil_state lens_between(const struct lens *l, enum vis_class c,
			     person_id a, person_id b);
/* The veil over one text; `coarse` is what COARSE shows ({0}: 「あり」 when
 * the text is not empty). */
struct veiled lens_veil(const struct lens *l, enum vis_class c,
			person_id person, str text, str coarse);

/* The same for a birth or death in EDTF; coarse is the age band. */
struct veiled lens_veil_birth(const struct lens *l, enum vis_class c,
			      person_id person, str edtf);

/* Is the person's address or school closed by a protective measure? */
bool lens_guarded(const struct lens *l, person_id person);

/* A record as the decision sees it. */
enum audience { AUDIENCE_CASE, AUDIENCE_OWN, AUDIENCE_NAMED };
struct record {
	agency_id owner;
	enum audience audience;
	bool named;		/* the viewer's agency is among those named */
	const person_id *persons;	/* none: the household */
	isize persons_n;
	bool health, meeting;	/* 健康の記録, 会議資料 */
	bool confirmed;		/* somebody looked at what is to be closed */
	bool restated;		/* there is 言いかえ */
};
/* Is there such a record for this viewer?  If not it is in no list, number,
 * order or search. */
bool lens_record(const struct lens *l, const struct record *r);

/* Only for holes made on purpose (vis/leak.h): is anybody behind a lens that
 * shows nothing; how many people, notes and tasks there are, as a text. */
bool vis_leak(struct db *db, const struct lens *l);
str vis_leak_all(struct db *db, struct arena *a, i64 muni);

bool lens_can(const struct lens *l, enum verb v);
bool lens_tab(const struct lens *l, enum tab t);

/* What queries of lists bind: whose seats count, from which level, when;
 * .agency = {0} matches no row. */
struct vis_scope {
	i64 muni;
	agency_id agency;
	account_id account;	/* for seats of some people only (narrow) */
	int level;
	casefile_id only;	/* {0}: all; else no other casefile */
	int lead;	/* 1: also seats that are not from a grant */
	stamp now;
	/* 相手の画面で確認: search as through a seat that is not there yet:
	 * 1 parts that show `shown`, 2 the household's name; 0: by the seats. */
	int parts;
	i64 shown;	/* as vis_shown(); -1: all */
};
/* In a query: the parameter `scope` and, over an alias of seat,
 * {scope s}: queryc writes the one predicate (tools/query_text.c). */
struct vis_scope vis_scope(struct viewer viewer, enum level least);

/* What a role may do outside casefiles. */
enum power {
	POWER_INTAKE = 1 << 0,		/* 受付をつくる */
	POWER_CASES = 1 << 1,		/* 事案の一覧 */
	POWER_AUDIT = 1 << 2,		/* 誰が見たか */
	POWER_ACCOUNTS = 1 << 3,	/* 利用者の管理 */
	POWER_SEARCH = 1 << 4,
	POWER_TYPES = 1 << 5,		/* 共有の型を決める */
};
unsigned vis_powers(enum role role);
/* Does a role share its own agency's casefiles at all? */
bool vis_may_share(enum role role);

/* 「相談員」; the stored name ("worker") and back (ROLE_NONE when unknown). */
str role_label(enum role role);
str role_name(enum role role);
enum role role_find(str name);
str vis_class_name(enum vis_class c);
bool vis_class_find(str name, enum vis_class *ret);
/* "tab.notes" … as exceptions name them. */
str vis_tab_name(enum tab t);
bool vis_tab_find(str name, enum tab *ret);

/* One sharing as if it were: what the simulator asks (S81).  Person 1 has a
 * basis, person 2 has none. */
struct share_type;
struct situation {
	const struct share_type *type;
	enum role role;
	enum level level;	/* the most the basis allows */
	unsigned classes;	/* bits of enum vis_class it covers */
	bool guarded;		/* under a protective measure */
	str exception, exception_state;	/* "money", "C"; {0}: none */
};
struct lens vis_suppose(struct arena *a, const struct situation *s);
/* Prints type × role × class × situation; the golden file of `./dev lens`. */
void vis_print(struct out *o, struct arena *a);

#endif
