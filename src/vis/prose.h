/*
 * prose.h — which passages of a free text are closed to whom (伏せる範囲).
 *
 * A *range* covers bytes of one immutable text and says what kind of thing
 * stands there: a class, and a person when it tells of one.  A viewer reads a
 * byte when every range over it is open to him: decided so (OPEN), or of a
 * class and person his lens shows clearly.  Ranges that nobody has decided
 * upon (PROPOSED) are closed just as the CLOSED ones: a proposal never waits
 * for its answer, and never keeps a text from being saved.
 *
 * Proposals come from plain word lists (prose_words.c): sentences about money,
 * sentences that name somebody of the household (free, of that person),
 * telephone numbers, and names as names.  A sentence about life and safety
 * (死にたい, 暴力, 犬 …) is never proposed; only numbers, amounts and names
 * inside it are.  A wrong proposal costs one click, a
 * missing one shows what was not agreed: so in doubt a word is proposed.
 *
 * The packed form stands in the columns called masks: a first line
 * "m1 LENGTH FLAGS" (the text's bytes; r: reviewed, x: all closed), then a
 * line a range "FROM TO CLASS STATE PERSON [言いかえ]".  A packed text that is
 * damaged, or does not fit its text, closes everything.
 *
 * Pure: no rows are read here, and no viewer's rights decided but in
 * lens_prose and lens_part, by lens_class.
 */
#ifndef TB_VIS_PROSE_H
#define TB_VIS_PROSE_H

#include "dict/doc.h"
#include "vis/lens.h"

enum prose_state {
	PROSE_PROPOSED,	/* closed until somebody confirms */
	PROSE_CLOSED,	/* 伏せる */
	PROSE_OPEN,	/* 見せる */
	PROSE_REPLACED,	/* 言いかえる: others read `instead` */
	PROSE_STATES
};

/* Instead of a class: open only to those whose own casefile it is. */
enum { PROSE_ALL = CLASS_COUNT };

struct prose_range {
	isize from, to;		/* bytes, on character borders; from < to */
	int class;		/* enum vis_class or PROSE_ALL */
	person_id person;	/* {0}: nobody in particular */
	enum prose_state state;
	str instead;		/* 言いかえ, one line; only when REPLACED */
};

struct prose {
	struct prose_range *v;
	isize n, cap;
	bool whole;	/* the proposer failed: all of it is closed */
	bool reviewed;	/* somebody has confirmed what is proposed */
};

enum { PROSE_RANGES = 1000, PROSE_INSTEAD = 200 /* characters */ };

/* A name the text may call somebody by; made by prose_names_add. */
struct prose_name {
	str name;
	str folded;		/* as it is looked for */
	person_id person;	/* {0}: staff */
	bool reading;		/* ふりがな: hiragana and katakana alike */
	bool phone;		/* `name` is the digits of his telephone */
};
struct prose_names {
	struct prose_name *v;
	isize n, cap;
	str words;	/* the municipality's own money words, one a line */
};

/* Names are folded once, not for each text.  A blank name is left out. */
void prose_names_add(struct arena *a, struct prose_names *v, str name,
		     person_id person, bool reading);
/* `digits`: as text_phone gives them. */
void prose_names_phone(struct arena *a, struct prose_names *v, str digits,
		       person_id person);

/* ---- proposing and carrying ------------------------------------------- */

/* What the word lists propose.  Over PROSE_RANGES of them: whole. */
struct prose prose_propose(struct arena *a, str text,
			   const struct prose_names *names);
/* The same for a field that is of one class: what stands in one of safety is
 * of life and safety whatever its words are. */
struct prose prose_propose_in(struct arena *a, str text,
			      const struct prose_names *names,
			      enum vis_class c);
/* Nothing could be proposed: all is closed, the save goes on. */
struct prose prose_all_closed(void);
/*
 * Ranges of a new version: everything closed in the old one stays closed
 * where it still stands, wherever it was moved to; what the change touched is
 * closed in whole sentences and asked about again; decisions to show survive
 * where their sentence is unchanged; the rest is `now`, the proposals for the
 * new text.
 */
struct prose prose_carry(struct arena *a, str old_text,
			 const struct prose *old, str text,
			 const struct prose *now);
/* The same ranges seen from a piece of the text. */
struct prose prose_clip(struct arena *a, const struct prose *p, isize from,
			isize to);
/* Adds one range (a free selection), widened to nothing.  E_INVALID when it
 * is empty or not on character borders, E_LIMIT when there are too many. */
enum status prose_add(struct arena *a, struct prose *p, str text,
		      struct prose_range r) MUST_CHECK;
/* Decides on every range that covers exactly [from, to).  E_NOT_FOUND. */
enum status prose_decide(struct arena *a, struct prose *p, isize from,
			 isize to, enum prose_state state, str instead)
	MUST_CHECK;
/* Is anything still only proposed? */
bool prose_waiting(const struct prose *p);
/* Does a passage speak of life and safety?  Closing one asks why. */
bool prose_is_safety(struct arena *a, str passage);
/* The sentence around [from, to): its bytes, without blanks around it. */
void prose_sentence(str text, isize *from, isize *to);

/* ---- the packed form --------------------------------------------------- */

str prose_pack(struct arena *a, str text, const struct prose *p);
/* E_INVALID: damaged, or made for another text; *ret is then all closed. */
enum status prose_parse(struct arena *a, str masks, str text,
			struct prose *ret) MUST_CHECK;

/* ---- reading ------------------------------------------------------------ */

/*
 * The text as this viewer reads it: ▨▨▨ for each closed passage, whatever its
 * length; neighbours melt into one.  Without masks (an older or unreviewed
 * text) the proposals of the word lists stand in.  A viewer whose prose is
 * coarse reads only 言いかえ.  HIDE when prose is not for him at all.
 */
struct veiled lens_prose(struct arena *a, const struct lens *l,
			 person_id person, str text, str masks);
/*
 * A record's text, as queries read it (`veiled by MASKS from AGENCY`): the
 * viewer's own agency reads its own words; a text that was stored without
 * masks is closed to those it was shared with.
 */
struct veiled lens_record_prose(struct arena *a, const struct lens *l,
				agency_id owner, str text, str masks);
/* What follows `head` when the text begins with it, else the text: at most so
 * many characters of what the viewer reads. */
struct veiled veiled_rest(struct veiled text, struct veiled head, isize most);
/* The same with the names to look for when masks are absent. */
struct veiled lens_prose_named(struct arena *a, const struct lens *l,
			       person_id person, str text, str masks,
			       const struct prose_names *names);
/*
 * A value of a field (not prose as such: a name, a relation, 病名, くわしく) that
 * the viewer may see by its class: passages that name somebody of whom he may
 * not, that speak of money, or hold somebody else's telephone, are closed.
 * Whom of those it names is added to *named.
 */
struct veiled lens_value(struct arena *a, const struct lens *l,
			 enum vis_class c, str text,
			 const struct prose_names *names,
			 struct dict_named *named);
/* Is the range open to this viewer? */
bool lens_range(const struct lens *l, const struct prose_range *r);
/* His own casefile, and every class of everybody: no mask concerns him. */
bool lens_sees_all(const struct lens *l);

/*
 * What an index may hold: the text outside every closed range under the empty
 * key, and a part for every set of classes and persons that closes the rest.
 * A viewer may look for words in a part when lens_part says so.
 */
struct prose_part {
	str key;	/* "", "money", "money free:17", in a fixed order;
			 * "said": what stands instead of passages */
	str text;	/* pieces parted by line breaks */
};
struct prose_parts {
	struct prose_part *v;
	isize n, cap;
};
struct prose_parts prose_parts(struct arena *a, str text,
			       const struct prose *p);
/* False for a key that cannot be read. */
bool lens_part(const struct lens *l, str key);

#endif
