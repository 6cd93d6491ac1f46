/*
 * consent.h — 根拠: why one person's information may be shared, with whom,
 * what of it, and until when; and its end (撤回).
 *
 * A *basis* is about one person (一人ずつ).  Its *cover* says with whom, and
 * which groups of things: 基本, 健康・障がい, 収入・債務, 仕事, 国籍と在留, 支援経過,
 * or 存在だけ.  Sharing itself (共有) rests on it, person by person, and is cut
 * down to it (vis/grant.h); the database lets no share live without one.
 * A refusal (同意しない) is recorded too and carries nothing.
 *
 * Only the agency that leads the casefile records and reads these rows; what
 * it shares with others is drawn elsewhere.
 */
#ifndef TB_CONSENT_H
#define TB_CONSENT_H

#include "kernel/rq.h"

/* Kinds of a basis, with the words of the screen. */
#define BASIS_KINDS(X)                                                        \
	X(consent, "同意")                                                    \
	X(conference, "支援会議など")                                         \
	X(statute, "法律にもとづく通告・通報")                                \
	X(emergency, "緊急（命・身体の危険）")                                \
	X(commission, "委託元としての利用")                                   \
	X(existence, "存在だけ")                                              \
	X(anonymous, "匿名にして共有")                                        \
	X(refusal, "同意しない")

enum basis_kind {
	BASIS_NONE,
#define BASIS_ENUM(x, label) BASIS_##x,
	BASIS_KINDS(BASIS_ENUM)
#undef BASIS_ENUM
	BASIS_KIND_COUNT
};

/* As stored ("consent"); BASIS_NONE when unknown. */
enum basis_kind basis_kind_find(str name);
str basis_kind_name(enum basis_kind k);
str basis_kind_label(enum basis_kind k);

/* What people say when they agree to something, as bits. */
enum basis_item {
	ITEM_BASIC = 1 << 0,	/* 基本（氏名・連絡先・生年月日・家族） */
	ITEM_HEALTH = 1 << 1,	/* 健康・障がい */
	ITEM_MONEY = 1 << 2,	/* 収入・債務 */
	ITEM_WORK = 1 << 3,	/* 仕事 */
	ITEM_LEGAL = 1 << 4,	/* 国籍と在留 */
	ITEM_NOTES = 1 << 5,	/* 支援経過 */
	ITEM_ALL = (1 << 6) - 1,
	ITEM_EXISTS = 1 << 6,	/* 存在だけ: alone, level 1 */
};
enum { BASIS_ITEMS = 7, COVERS_MAX = 12 };
struct basis_item_row {
	unsigned bit;
	str key, label;		/* "money", 「収入・債務」 */
	unsigned classes;	/* bits of enum vis_class */
};
extern const struct basis_item_row basis_items[BASIS_ITEMS];
/* Bits of enum vis_class that the items open, and back. */
unsigned basis_classes(unsigned items);
unsigned basis_items_of(int level, unsigned classes);
/* 「基本、健康・障がい」; 「すべて」; 「存在だけ」. */
str basis_items_words(struct arena *a, unsigned items);
/* Each by its name, for those who sign. */
str basis_items_named(struct arena *a, unsigned items);

/* May this viewer record and read bases here?  Whoever works on the casefile
 * at the agency that leads it. */
bool basis_may(const struct lens *l);

/* ---- rules --------------------------------------------------------------- */

struct basis_cover {
	agency_id agency;
	account_id account;	/* of a roster; {0}: the agency */
	unsigned items;		/* enum basis_item */
};
struct basis_new {
	casefile_id casefile;
	person_id person;
	enum basis_kind kind;
	stamp since;
	struct opt_i64 until;	/* ms; absent: open */
	str law;		/* code basis_law */
	str how;		/* code basis_how, of a consent */
	str explained, witness, proxy, reason;
	const struct basis_cover *covers;
	isize covers_n;
	bool replace;	/* the person's bases of this kind end; what rests on
			 * them and still fits goes on, on this one */
};
enum { EMERGENCY_HOURS = 24, EMERGENCY_HOURS_MAX = 72 };
/* E_INVALID with rq_error under the form's names: kind since until law how
 * explained proxy reason to1 … */
enum status basis_check(struct rq *rq, const struct basis_new *b) MUST_CHECK;
/* Records it.  E_FORBIDDEN for whom basis_may refuses, E_NOT_FOUND for a
 * person of another casefile. */
enum status basis_add(struct rq *rq, struct db *tx, const struct basis_new *b,
		      basis_id *ret) MUST_CHECK;

struct basis_end {
	str reason;		/* withdrawn (撤回), ended */
	str witness, note;
	bool quiet;	/* a protective measure is why: the others are not told */
	/* Only for these recipients; none: the whole basis. */
	const agency_id *agencies;
	isize agencies_n;
};
/* E_INVALID with rq_error under end_witness, end_note. */
enum status basis_end_check(struct rq *rq, const struct basis_end *e)
	MUST_CHECK;
/*
 * Ends a basis and, in the same transaction, whatever is shared because of
 * it: the person's part of every grant, grants in which nobody is left, the
 * seats.  Agencies that lose something are told: their open pages look again,
 * and they get a notice that names only what they had been shown.
 * E_CONFLICT: it has ended already.
 */
enum status basis_withdraw(struct rq *rq, struct db *tx, casefile_id casefile,
			   basis_id id, const struct basis_end *e) MUST_CHECK;

/* What a recipient is shown of a casefile at this moment, through his own
 * lens: for the notice that it ended. */
struct consent_known {
	bool sees;	/* anything at all */
	str name;	/* the household's, as it is shown to him; {0}: not */
};
enum status consent_known(struct rq *rq, struct db *tx, casefile_id casefile,
			  agency_id agency, account_id account,
			  struct consent_known *ret) MUST_CHECK;

/*
 * Tells agencies once, 30 days before, that a basis will end; told_at keeps
 * it from being told twice.  A job of its own, for the clerk.
 */
enum status basis_tell_ending(struct db *tx, struct arena *a, i64 muni,
			      stamp now) MUST_CHECK;

/* ---- reading ------------------------------------------------------------- */

struct basis_to {		/* one row of a cover */
	agency_id agency;
	account_id account;
	str who;		/* 「社協」, 「社協 大西」 */
	unsigned items;
	int level;
	unsigned classes;
};
struct basis_line {
	basis_id id;
	person_id person;
	enum basis_kind kind;
	bool live;		/* in force at this moment */
	bool ended;		/* withdrawn, ended, replaced */
	str words;		/* 「同意あり（書面）R8.11.5〜R9.3.31」 */
	str url;
	stamp since;
	struct opt_i64 until;	/* ms */
	str law, law_rule;	/* 「社会福祉法106条の6（支援会議）」, its rule */
	str how;		/* 「書面」 */
	struct veiled explained, witness, proxy, reason, end_witness, end_note;
	str recorded;		/* 「R8.11.5(木) 石井」 */
	const struct basis_to *to;
	isize to_n;
};
/* One household member, for the left column of S42. */
struct consent_card {
	person_id person;
	str token;
	struct veiled name, relation;
	bool away, dead;
	bool agreed;		/* a consent is in force */
	str state;		/* of consent: 「同意なし」, 「撤回 R8.11.11」 … */
	const struct basis_line *v;	/* in force, consent first */
	isize n;
	basis_id consent;	/* the newest in force, {0}: none */
	str url;		/* history; ‖ "/new?kind=consent" … */
	str end_url;		/* withdraw form of `consent`, {0}: none */
};
struct consent_card_list {
	struct consent_card *v;
	isize n;
	bool any_without;	/* some living member has no basis in force */
};
/* Everyone of rq's casefile, in the order of 世帯と家族.  Three queries.
 * E_NOT_FOUND for whom basis_may refuses. */
enum status consent_cards(struct rq *rq, struct consent_card_list *ret)
	MUST_CHECK;
/* Template: the card as S42 draws it. */
void consent_card(struct out *o, const struct consent_card *c);

/* A basis in force on which a share of this person with this agency (or
 * this account) can rest; the most open first.  ret->id {0}: none. */
struct basis_fit {
	basis_id id;
	enum basis_kind kind;
	int level;
	unsigned classes;	/* bits of enum vis_class */
	struct opt_i64 until;
};
enum status basis_for(struct rq *rq, struct db *db, casefile_id casefile,
		      person_id person, agency_id agency, account_id account,
		      struct basis_fit *ret) MUST_CHECK;

extern const struct route consent_routes[];
extern const isize consent_routes_n;

#endif
