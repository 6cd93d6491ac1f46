/*
 * seats.c — the rows of `seat` that follow from grants.
 *
 * A list must be one join; so what the decision gives an agency is copied
 * into its seat: how far, until when, for whom, and how much of a row may be
 * shown.  The page of a casefile never trusts the copy: vis_lens decides from
 * the grants themselves.
 */
#include "vis/grant.h"

#include "vis.sql.h"

struct seat_plan {
	agency_id agency;
	bool narrow, open_end;
	i64 until;
	struct opt_i64 again;	/* when something of it ends, the first */
	enum level level;
	unsigned tabs, reads;
	u8 shown[CLASS_COUNT];
	struct lens_person *persons;	/* shared to everyone of the seat */
	isize persons_n;
};

/* People who differ see in lists what all of them may. */
static void narrow_down(struct seat_plan *p, const struct lens *l)
{
	if (l->level < p->level)
		p->level = l->level;
	p->tabs &= l->tabs;
	p->reads &= l->reads;
	states_cap(p->shown, l->household);
	for (isize i = 0; i < p->persons_n; i++) {
		p->persons[i].shared &= l->persons[i].shared;
		states_cap(p->persons[i].state, l->persons[i].state);
	}
}

/* Lists take no view of a counted share (一時的に見せる), so they show no more
 * than that it is there. */
static void close_rows(struct lens *l, struct lens_person *v)
{
	l->tabs = l->reads = 0;
	for (int c = 0; c < CLASS_COUNT; c++)
		if (c != CLASS_plain && c != CLASS_name)
			l->household[c] = VEIL_HIDE;
	for (isize i = 0; i < l->persons_n; i++) {
		v[i].shared = false;
		states_cap(v[i].state, l->household);
	}
}

/* The grants as someone of the agency sees them before any role. */
static enum status add_view(struct db *tx, struct arena *a, i64 muni,
			    casefile_id casefile, stamp now,
			    const struct vis_recipient *to,
			    struct seat_plan *p)
{
	struct lens_person *v;
	struct lens l = {
		.viewer = { .muni = muni, .account = to->account,
			    .agency = to->agency, .now = now },
		.casefile = casefile,
	};
	TRY(grant_lens(tx, a, &l, &v));
	if (l.level == LEVEL_NONE)
		return OK;
	if (l.counted.v)
		close_rows(&l, v);
	if (p->level != LEVEL_NONE) {
		narrow_down(p, &l);
		return OK;
	}
	p->level = l.level;
	p->tabs = l.tabs;
	p->reads = l.reads;
	p->persons = v;
	p->persons_n = l.persons_n;
	for (int c = 0; c < CLASS_COUNT; c++)
		p->shown[c] = l.household[c];
	return OK;
}

static void add_again(struct seat_plan *p, struct opt_i64 at)
{
	if (at.has && (!p->again.has || at.v < p->again.v))
		p->again = at;
}

/* The seat lasts as long as the longest of the grants does, and a grant no
 * longer than the law behind it. */
static void add_end(struct seat_plan *p, const struct vis_recipient *to)
{
	struct opt_i64 until = to->until;
	if (to->lawful.has && (!until.has || to->lawful.v < until.v))
		until = to->lawful;
	p->open_end |= !until.has;
	if (until.has && until.v > p->until)
		p->until = until.v;
	add_again(p, until);
	add_again(p, to->excepted);
}

static enum status put_people(struct db *tx, i64 muni, casefile_id casefile,
			      const struct vis_recipient *v, isize n)
{
	TRY(vis_seat_people_drop(tx, muni, casefile, v[0].agency));
	for (isize i = 0; i < n; i++)
		if (v[i].account.v)
			TRY(vis_seat_person_put(tx, muni, v[i].agency,
						casefile, v[i].account));
	return OK;
}

static enum status put_shown(struct db *tx, i64 muni, casefile_id casefile,
			     const struct seat_plan *p)
{
	TRY(vis_seat_shown_drop(tx, muni, casefile, p->agency));
	for (isize i = 0; i < p->persons_n; i++)
		if (p->persons[i].shared)
			TRY(vis_seat_shown_put(
				tx, muni, p->agency, casefile,
				p->persons[i].person,
				vis_shown(p->persons[i].state)));
	return OK;
}

/* All grants of one agency, v[0..n), each account's together. */
static enum status put_seat(struct db *tx, struct arena *a, i64 muni,
			    casefile_id casefile, stamp now,
			    const struct vis_recipient *v, isize n)
{
	struct seat_plan p = { .agency = v[0].agency, .narrow = true };
	for (isize i = 0; i < n; i++) {
		p.narrow &= v[i].account.v != 0;
		add_end(&p, &v[i]);
		if (!i || v[i].account.v != v[i - 1].account.v)
			TRY(add_view(tx, a, muni, casefile, now, &v[i], &p));
	}
	if (p.level == LEVEL_NONE)
		return vis_seats_drop(tx, muni, casefile, p.agency);
	struct opt_i64 until = { !p.open_end, p.until };
	TRY(vis_seat_put(tx, muni, p.agency, casefile, (int)p.level, until,
			 p.narrow, vis_shown(p.shown), (int)p.tabs,
			 (int)p.reads, now, p.again));
	TRY(put_shown(tx, muni, casefile, &p));
	return put_people(tx, muni, casefile, v, n);
}

static bool is_among(const struct vis_recipient_list *to, agency_id agency)
{
	for (isize i = 0; i < to->n; i++)
		if (to->v[i].agency.v == agency.v)
			return true;
	return false;
}

static enum status drop_others(struct db *tx, struct arena *a, i64 muni,
			       casefile_id casefile,
			       const struct vis_recipient_list *to)
{
	struct vis_granted_seat_list seats;
	TRY(vis_granted_seats(tx, a, muni, casefile, &seats));
	for (isize i = 0; i < seats.n; i++)
		if (!is_among(to, seats.v[i].agency))
			TRY(vis_seats_drop(tx, muni, casefile,
					   seats.v[i].agency));
	return OK;
}

enum status vis_seats_refresh(struct db *tx, struct arena *a, i64 muni,
			      casefile_id casefile, stamp now)
{
	struct vis_recipient_list to;
	TRY(vis_recipients(tx, a, muni, casefile, now, &to));
	for (isize i = 0, n; i < to.n; i += n) {
		for (n = 1; i + n < to.n; n++)
			if (to.v[i + n].agency.v != to.v[i].agency.v)
				break;
		TRY(put_seat(tx, a, muni, casefile, now, &to.v[i], n));
	}
	TRY(drop_others(tx, a, muni, casefile, &to));
	return to.n ? vis_seats_date(tx, muni, casefile) : OK;
}
