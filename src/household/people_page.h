/* people_page.h — what the templates of S31 and S32 draw; this room only. */
#ifndef TB_HOUSEHOLD_PEOPLE_PAGE_H
#define TB_HOUSEHOLD_PEOPLE_PAGE_H

#include "household/people.h"
#include "household/rows.h"
#include "household/spine.h"

struct people_page {		/* S31 */
	const struct rq *rq;
	str url, new_url, edit_url, ties_url, picture_url, past_url;
	bool may_edit;
	struct household_line house;
	struct person_item_list people;
	isize away_n;
};

struct new_page {		/* 世帯員を足す */
	const struct rq *rq;
	str url;		/* of the list */
	str token;		/* of the casefile, for the draft */
	struct veiled focus;	/* from whom 続柄 is seen */
	struct person_rows *rows;
	bool draft_there;
	str draft_time;
};

struct person_fact {
	str label;
	struct veiled value;
};
struct person_page {		/* S32 基本 */
	const struct rq *rq;
	struct person_head head;
	struct person_fact facts[12];
	int facts_n;
	bool may_edit;
	str edit_url, basis_url;	/* {0}: not his */
	struct tie_words *ties;	/* 関係 in sentences */
	isize ties_n;
	str ties_url;
};
enum status person_page_make(struct rq *rq, person_id id,
			     struct person_page *ret) MUST_CHECK;

struct name_entry {		/* a former name on the edit page */
	struct veiled name;
	str kind, drop_url;
};
struct names_part {
	const struct rq *rq;
	str add_url;
	struct name_entry *v;
	isize n;
};

/* Handlers whose rows stand in household_web.c. */
rq_handler person_show, person_edit, person_save, person_name_add,
	person_name_drop, person_history, person_restore;
rq_handler ties_show, bond_save, bond_add, parentage_save, parentage_add,
	stay_save, stay_add, ties_history, ties_restore;

/* The person of ":person", who must be of this casefile. */
enum status path_person(struct rq *rq, struct person_raw *ret) MUST_CHECK;

#endif
