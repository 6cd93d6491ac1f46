/*
 * demo_share.c — 山邉さんの世帯 is shared, as scenario A tells: トキさん agreed,
 * 浩一さん has not been asked.  社協 sees all of what she agreed to, 基幹みなと
 * nothing of money, 野口さん that there is support.
 */
#include "demo/city.h"

#include "consent/consent.h"
#include "demo.sql.h"
#include "note/note.h"
#include "share/share.h"

enum { AGREED = -11, UNTIL = 136 };	/* days: R8.11.5, up to R9.3.31 */

struct share_job {
	struct demo *d;
	casefile_id casefile;
	person_id toki;
};

/* What 石井 wrote before is looked through: what is proposed stays closed. */
static enum status confirm_notes(struct share_job *j, struct db *tx)
{
	struct demo *d = j->d;
	struct rq rq = demo_rq(d, ISHII, demo_time(d, AGREED, 1055));
	struct demo_own_note_list notes;
	TRY(demo_own_notes(tx, d->arena, DEMO_MUNI, j->casefile,
			   rq.actor.viewer.agency, rq.now, &notes));
	for (isize i = 0; i < notes.n; i++)
		TRY(note_mask_confirm(&rq, tx, j->casefile, notes.v[i].id,
				      notes.v[i].revision));
	return OK;
}

static enum status agree(struct share_job *j, struct db *tx)
{
	struct demo *d = j->d;
	struct rq rq = demo_rq(d, ISHII, demo_time(d, AGREED, 1045));
	const struct basis_cover covers[] = {
		{ .agency = d->agency[SHAKYO], .items = ITEM_ALL },
		{ .agency = d->agency[KIKAN],
		  .items = ITEM_BASIC | ITEM_HEALTH | ITEM_NOTES },
		{ .agency = d->agency[MINSEI], .account = d->account[NOGUCHI],
		  .items = ITEM_EXISTS },
	};
	stamp until = stamp_at((day){ d->today.n + UNTIL }, 0);
	struct basis_new b = {
		.casefile = j->casefile,
		.person = j->toki,
		.kind = BASIS_consent,
		.since = demo_time(d, AGREED, 930),
		.until = { true, until.ms },
		.how = S("written"),
		.law = S(""),
		.explained = S("紙を使い、何を、どこに、いつまで、断っても"
			       "困らないこと、やめ方を説明した。"),
		.witness = S("三宅 直人"),
		.covers = covers,
		.covers_n = COUNT(covers),
	};
	basis_id id;
	TRY(basis_check(&rq, &b));
	return basis_add(&rq, tx, &b, &id);
}

static enum status share_with(struct share_job *j, struct db *tx, int hhmm,
			      enum demo_agency agency, account_id account)
{
	struct demo *d = j->d;
	struct rq rq = demo_rq(d, ISHII, demo_time(d, AGREED, hhmm));
	struct share_new n = { .casefile = j->casefile,
			       .agency = d->agency[agency],
			       .account = account };
	bestowal_id id;
	str seal;
	TRY(share_plan(&rq, tx, &n, &id));
	TRY(share_seal(&rq, tx, j->casefile, id, &seal));
	return share_confirm(&rq, tx, j->casefile, id, seal);
}

static enum status share_job(struct db *tx, void *arg)
{
	struct share_job *j = arg;
	struct rq rq = demo_rq(j->d, ISHII, demo_time(j->d, AGREED, 1045));
	struct lens lens;
	TRY(rq_casefile_in(&rq, tx, j->casefile, &lens));
	/* The first who was entered. */
	j->toki = lens.persons[0].person;
	TRY(agree(j, tx));
	TRY(confirm_notes(j, tx));
	TRY(share_with(j, tx, 1105, SHAKYO, (account_id){ 0 }));
	TRY(share_with(j, tx, 1110, KIKAN, (account_id){ 0 }));
	return share_with(j, tx, 1115, MINSEI, j->d->account[NOGUCHI]);
}

enum status demo_play_shares(struct demo *d, casefile_id casefile)
{
	struct share_job j = { .d = d, .casefile = casefile };
	return demo_write(d, share_job, &j);
}
