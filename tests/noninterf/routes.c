/* routes.c — see routes.h. */
#include "routes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/routes.h"

static const struct ask_row rows[] = {
	/* kernel */
	{ POST, "/draft", NULL,
	  "form=note|intake|overview.hope|household|rows|task|note.edit|"
	  "person|psheet.person_health|csheet.household|zzz "
	  "object:any text:json of:idem" },
	{ POST, "/draft/drop", NULL,
	  "form=note|intake|overview.hope|note.edit|person object:any "
	  "back=/|//x|/cases" },
	{ GET, "/events", "case:casefile" },

	/* account */
	{ GET, "/login", "next=/cases|//x" },
	{ POST, "/login", NULL, NULL,
	  "hashes a password for a second; knows no casefile" },
	{ POST, "/desk", NULL, "desk:account agency:agency back=/|//x" },
	{ POST, "/logout", NULL, NULL, "would end the walk" },
	{ GET, "/sessions" },
	{ POST, "/sessions/:session/end", NULL, NULL, "would end the walk" },
	{ GET, "/help" },

	/* home */
	{ GET, "/" },

	/* household */
	{ GET, "/cases/:casefile/people", "draft=1" },
	{ GET, "/cases/:casefile/people/new", "draft=1" },
	{ POST, "/cases/:casefile/people", NULL,
	  "name kana birth:birth relation:relation living=home|away|dead "
	  "death:date more=1" },
	{ GET, "/cases/:casefile/people/:person" },
	{ GET, "/cases/:casefile/people/:person/edit", "draft=1" },
	{ POST, "/cases/:casefile/people/:person", NULL,
	  "rev:rev family_name given_name sex=0|1|2 birth:birth phone:tel "
	  "living=home|away relation:relation was.family_name "
	  "pick.phone=mine|theirs" },
	{ POST, "/cases/:casefile/people/:person/names", NULL,
	  "other-name other-kana kind=former|alias" },
	{ POST, "/cases/:casefile/people/:person/names/:name", NULL,
	  "drop=1" },
	{ GET, "/cases/:casefile/household/edit", "draft=1" },
	{ POST, "/cases/:casefile/household", NULL,
	  "rev:rev name name_kana address phone:tel postal_code=260-0000|1 "
	  "caution was.caution pick.caution=mine|theirs" },
	{ GET, "/cases/:casefile/genogram",
	  "focus:person words=juminhyo paper=a4|a3" },
	{ GET, "/cases/:casefile/relations" },
	{ POST, "/cases/:casefile/bonds", NULL,
	  "a:person b:person kind=marriage|partner|zzz begun:date ended:date "
	  "ending=divorced|talks|zzz key" },
	{ POST, "/cases/:casefile/bonds/:bond", NULL,
	  "rev:rev kind=marriage|partner begun:date ended:date "
	  "ending=divorced drop=1 key" },
	{ POST, "/cases/:casefile/parentages", NULL,
	  "parent:person child:person kind=birth|adopted|zzz begun:date key" },
	{ POST, "/cases/:casefile/parentages/:parentage", NULL,
	  "rev:rev kind=birth|adopted begun:date ended:date drop=1 key" },
	{ POST, "/cases/:casefile/stays", NULL,
	  "person:person begun:date ended:date key" },
	{ POST, "/cases/:casefile/stays/:person", NULL,
	  "rev:rev begun:date ended:date was.begun was.ended drop=1 key" },

	{ GET, "/cases/:casefile/people/:person/history", "agency:agency" },
	{ POST, "/cases/:casefile/people/:person/history", NULL,
	  "nth:rev last:rev key=family_name|phone|birth|zzz" },
	{ GET, "/cases/:casefile/household/history", "agency:agency" },
	{ POST, "/cases/:casefile/household/history", NULL,
	  "nth:rev last:rev key=name|address|caution" },
	{ GET, "/cases/:casefile/relations/history", "agency:agency" },
	{ POST, "/cases/:casefile/relations/history", NULL,
	  "nth:rev last:rev key" },

	/* casefile */
	{ GET, "/cases",
	  "who=agency sort=noted|next|kana|stage|zzz dir=down "
	  "stage=support|intake|review lead:agency next=week|late|none "
	  "part=unplanned after:casefile" },

	/* sheetrec */
	{ GET, "/cases/:casefile/sheets" },
	{ GET, "/cases/:casefile/sheets/:kind" },
	{ GET, "/cases/:casefile/sheets/:kind/edit", "draft=1" },
	{ POST, "/cases/:casefile/sheets/:kind", NULL, "@sheet" },
	{ GET, "/cases/:casefile/sheets/:kind/history", "agency:agency" },
	{ POST, "/cases/:casefile/sheets/:kind/history", NULL,
	  "nth:rev last:rev key=livelihood|insurance|hope|visit_notes" },
	{ GET, "/cases/:casefile/people/:person/sheets/:kind" },
	{ GET, "/cases/:casefile/people/:person/sheets/:kind/edit",
	  "draft=1" },
	{ POST, "/cases/:casefile/people/:person/sheets/:kind", NULL,
	  "@sheet" },
	{ GET, "/cases/:casefile/people/:person/sheets/:kind/history",
	  "agency:agency" },
	{ POST, "/cases/:casefile/people/:person/sheets/:kind/history", NULL,
	  "nth:rev last:rev key=medications|school|call_name" },

	/* intake */
	{ GET, "/intake", "draft=1" },
	{ POST, "/intake", NULL,
	  "body:prose means=phone|visit from=self|family from_name name kana "
	  "place birth:birth from_tel:tel urgency=now|week at:when mins:num "
	  "look=1 -join:casefile" },
	{ POST, "/intake/candidates", NULL,
	  "name kana place from_tel:tel birth:birth" },
	{ GET, "/intake/:intake" },
	{ POST, "/intake/:intake/household", NULL, "name kana birth:birth" },
	{ POST, "/intake/:intake/join", NULL, "casefile:casefile" },
	{ POST, "/intake/:intake/not-same", NULL, "casefile:casefile" },
	{ POST, "/intake/:intake/inform", NULL, "handed" },

	/* note */
	{ GET, "/cases/:casefile/notes",
	  "sort=at|how|by|gist|about dir=up|down how=phone|visit by:agency "
	  "about:person from:date to:date span=this|last|3m after:note "
	  "note:note view=time pane=1 draft=1 wide=1" },
	{ POST, "/cases/:casefile/notes/find", NULL,
	  "words sort=at|by how=phone about:person span=3m note:note" },
	{ GET, "/cases/:casefile/notes/new", "wide=1 draft=1" },
	{ POST, "/cases/:casefile/notes", NULL,
	  "body:prose gist at:when mins:num method=phone|visit|zzz "
	  "counterpart about:person place next_what next_who:account "
	  "next_due:due done:task act=plan|more|draft|future more=1 "
	  "audience=own|case|named reader:agency matter=health|meeting" },
	{ GET, "/cases/:casefile/notes/:note/edit", "wide=1 draft=1" },
	{ POST, "/cases/:casefile/notes/:note/edit", NULL,
	  "rev:rev body:prose gist at:when mins:num method=phone|visit "
	  "reason=typo|addition|fact about:person merge=1 more=1 mine:prose "
	  "audience=own|case|named reader:agency matter=health|meeting" },
	{ POST, "/cases/:casefile/notes/:note/drop", NULL, "rev:rev" },
	{ POST, "/cases/:casefile/notes/hint", NULL,
	  "body:prose audience=own|case" },
	{ GET, "/cases/:casefile/notes/:note/masks" },
	{ POST, "/cases/:casefile/notes/:note/masks", NULL,
	  "rev:rev from:num to:num part=title act=close|open|restate|confirm|"
	  "ask instead reason add=1 passage:prose class=all|money|health" },
	{ POST, "/cases/:casefile/tasks/:task/done", NULL,
	  "body:prose act=only|note back=home" },

	/* consent */
	{ GET, "/cases/:casefile/people/:person/basis", "done=add|end|zzz" },
	{ GET, "/cases/:casefile/people/:person/basis/new",
	  "kind=consent|emergency|statute|refusal|zzz -sheet:issue" },
	{ POST, "/cases/:casefile/people/:person/basis", NULL,
	  "kind=consent|emergency|statute|conference|commission|existence|"
	  "anonymous|refusal since:date until:date hours:num law "
	  "how=written|oral|remote "
	  "explained witness proxy reason to:agency items1=all|money|health "
	  "replace=1 more=1 act=plain|easy" },
	{ GET, "/cases/:casefile/people/:person/basis/sheet/:issue" },
	{ GET, "/cases/:casefile/people/:person/basis/:basis", "done=add" },
	{ POST, "/cases/:casefile/people/:person/basis/:basis/end", NULL,
	  "rev:rev end_witness end_note" },
	{ POST, "/cases/:casefile/people/:person/basis/:basis/files", NULL,
	  "file" },
	{ GET, "/cases/:casefile/people/:person/basis/:basis/files/:file" },

	/* share */
	{ GET, "/cases/:casefile/share", "at:bestowal by=person done=add|end" },
	{ GET, "/cases/:casefile/share/add",
	  "to:agency who:account type=team|watch|care|zzz once=1" },
	{ POST, "/cases/:casefile/share/add", NULL,
	  "to:agency -who:account type=team|watch|team_money|exists|zzz "
	  "until:until views=1|3|0 once=1 sheets=1" },
	{ POST, "/cases/:casefile/share/:bestowal/confirm", NULL, "rev:rev" },
	{ POST, "/cases/:casefile/share/:bestowal/undo", NULL, "rev:rev" },
	{ GET, "/cases/:casefile/share/:bestowal/stop" },
	{ POST, "/cases/:casefile/share/:bestowal/stop", NULL,
	  "rev:rev reason" },
	{ GET, "/cases/:casefile/share/:bestowal/cell",
	  "what=money|free|zzz person:person" },
	{ POST, "/cases/:casefile/share/:bestowal/cell",
	  "what=money|free|zzz person:person",
	  "rev:rev state=H|O|C|zzz reason until:until back=1" },

	{ POST, "/cases/:casefile/share/:bestowal/mask", NULL,
	  "note:note rev:rev from=0|3 to=6|9 part=title act=close|open|zzz "
	  "back=/as/|//x" },
	{ GET, "/cases/:casefile/who", "note:note" },

	/* sharetype */
	{ GET, "/types" },
	{ GET, "/types/:type", "role=worker|clerk|zzz level=3|1 what=money" },
	{ POST, "/types/:type", NULL,
	  "rev:rev label level=3|2|9 state.money=C|O|zzz act=save|try" },

	/* notice */
	{ GET, "/notices" },
	{ POST, "/notices/read", NULL, "upto:num" },

	/* own */
	{ GET, "/own" },
	{ GET, "/own/notes/:note" },
	{ GET, "/own/sheets/:sheet" },

	/* refer */
	{ GET, "/refer" },
	{ GET, "/refer/:referral" },
	{ POST, "/refer/:referral/answer", NULL,
	  "act=accept|decline|return|zzz reason" },
	{ POST, "/refer/:referral/withdraw", NULL, "x=1" },
	{ GET, "/cases/:casefile/refer", "again:referral" },
	{ POST, "/cases/:casefile/refer", NULL,
	  "to:agency what:prose due:due share=1 type=team|watch|zzz "
	  "until:until" },
	{ POST, "/cases/:casefile/refer/:referral/send", NULL, "seal" },
	{ GET, "/cases/:casefile/ask", "tab=tab.notes|tab.sheets|zzz done=1" },
	{ POST, "/cases/:casefile/ask", NULL,
	  "tab=tab.notes|tab.sheets|tab.tasks|zzz why" },

	/* overview */
	{ GET, "/cases/:casefile" },
	{ GET, "/cases/:casefile/items/:item/edit", "draft=1" },
	{ POST, "/cases/:casefile/items/:item/edit", NULL,
	  "rev:rev hope:prose strengths:prose issues:prose direction:prose "
	  "roles.rows=2 roles.0.agency roles.0.duty roles.0.due:date "
	  "roles.0.state roles.0.old=0 merge=1 more=1" },
	{ GET, "/cases/:casefile/items/:item/history", "agency:agency" },
	{ POST, "/cases/:casefile/items/:item/history", NULL,
	  "nth:rev last:rev key=hope|strengths|issues|direction" },
	{ GET, "/cases/:casefile/print" },
	{ POST, "/cases/:casefile/print", NULL, "amount=one|all" },
	{ GET, "/cases/:casefile/print/:issue" },

	/* task */
	{ GET, "/cases/:casefile/tasks", "from=home draft=1" },
	{ POST, "/cases/:casefile/tasks", NULL, "what who:account due:due" },
	{ GET, "/cases/:casefile/tasks/:task/done", "from=home" },
	{ POST, "/cases/:casefile/tasks/:task/move", NULL,
	  "to=day|week|zzz due:due back=home" },
	{ POST, "/cases/:casefile/tasks/:task/drop", NULL, "back=home" },

	/* search */
	{ GET, "/search" },
	{ POST, "/search", NULL, "q" },

	/* auditview */
	{ GET, "/looked",
	  "from:date until:date what=looks|changes agency:agency after" },
	{ GET, "/cases/:casefile/looked",
	  "from:date until:date what=looks|changes agency:agency after" },
};

/* ---- the table against the product ------------------------------------- */

const struct ask_row *routes_find(enum method method, const char *pattern)
{
	for (isize i = 0; i < COUNT(rows); i++)
		if (rows[i].method == method &&
		    strcmp(rows[i].pattern, pattern) == 0)
			return &rows[i];
	return NULL;
}

int routes_to_walk(void)
{
	int n = 0;
	for (isize i = 0; i < COUNT(rows); i++)
		n += !rows[i].skip;
	return n;
}

static bool is_route(const struct app *app, const struct ask_row *row)
{
	for (isize i = 0; i < app_routes_n(app); i++)
		if (app_route(app, i)->method == row->method &&
		    strcmp(app_route(app, i)->pattern, row->pattern) == 0)
			return true;
	return false;
}

static const char *method_name(enum method m)
{
	return m == POST ? "POST" : "GET";
}

bool routes_check(struct arena *a)
{
	struct app app = { .boot = a };
	str why = { 0 };
	int wrong = 0, skipped = 0;
	if (routes_add(&app, &why) != OK)
		return false;
	for (isize i = 0; i < app_routes_n(&app); i++) {
		const struct route *r = app_route(&app, i);
		if (routes_find(r->method, r->pattern))
			continue;
		fprintf(stderr,
			"tests/noninterf/routes.c has no row for this route:\n"
			"\t{ %s, \"%s\" },\n",
			method_name(r->method), r->pattern);
		wrong++;
	}
	for (isize i = 0; i < COUNT(rows); i++) {
		skipped += rows[i].skip != NULL;
		if (is_route(&app, &rows[i]))
			continue;
		fprintf(stderr, "tests/noninterf/routes.c: no such route: "
			"%s %s\n", method_name(rows[i].method),
			rows[i].pattern);
		wrong++;
	}
	printf("%d routes, each with a row; %d not walked\n",
	       (int)app_routes_n(&app), skipped);
	for (isize i = 0; i < COUNT(rows); i++)
		if (rows[i].skip)
			printf("not walked: %s %s: %s\n",
			       method_name(rows[i].method), rows[i].pattern,
			       rows[i].skip);
	return wrong == 0;
}

/* ---- dice -------------------------------------------------------------- */

static int dice(struct asker *k, int n)
{
	return (int)rng_below(&k->rng, n);
}

static str any_of(struct asker *k, const str *v, int n)
{
	return v[dice(k, n)];
}

/* What is right stands first in a list. */
static str one_of(struct asker *k, const str *v, int n)
{
	return v[dice(k, k->polite && n > 2 ? 2 : n)];
}

/* ---- tokens ------------------------------------------------------------ */

static str forged(struct asker *k)
{
	static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn"
				    "opqrstuvwxyz0123456789-_";
	char *p = new(k->w->a, char, 22);
	for (int i = 0; i < 22; i++)
		p[i] = signs[dice(k, 64)];
	return (str){ p, 22 };
}

/* Of the right kind; about the request's own home if there is such a one. */
static str known_token(struct asker *k, const struct known *v, int n,
		       enum id_kind kind, bool here)
{
	int from = n ? dice(k, n) : 0;
	for (int i = 0; i < n; i++) {
		const struct known *x = &v[(from + i) % n];
		if (x->kind == kind && (!here || x->home == k->home))
			return world_token(k->w, kind, x->id);
	}
	return here ? known_token(k, v, n, kind, false) : forged(k);
}

/* Seen on a page; likewise. */
static str seen_token(struct asker *k, const struct pool *p)
{
	int from = dice(k, p->n);
	for (int i = 0; i < p->n; i++)
		if (p->v[(from + i) % p->n].home == k->home)
			return p->v[(from + i) % p->n].token;
	return p->v[from].token;
}

/* A casefile that the viewer may open, if there is one. */
static str open_casefile(struct asker *k)
{
	int from = dice(k, k->w->homes_n);
	for (int i = 0; i < k->w->homes_n; i++) {
		int h = (from + i) % k->w->homes_n;
		if (k->secrets->home[h].level >= LEVEL_OVERVIEW)
			return world_token(k->w, ID_casefile,
					   k->w->homes[h].id.v);
	}
	return known_token(k, k->w->known, k->w->known_n, ID_casefile, false);
}

static str rubbish(struct asker *k)
{
	static const str v[] = {
		STR("x"), STR("0"), STR("-1"), STR("9999999999999999999"),
		STR("AAAAAAAAAAAAAAAAAAAAAA"), STR("見つける"), STR("'\"<b>"),
		STR("..;"), STR("123456789018"), STR("%zz"),
	};
	return any_of(k, v, COUNT(v));
}

static str token(struct asker *k, enum id_kind kind)
{
	const struct pool *p = &k->pools[kind];
	int at = dice(k, k->polite ? 75 : 100);
	if (kind == ID_casefile && at < 55)
		return open_casefile(k);
	if (at < 45 && p->n)
		return seen_token(k, p);
	if (at < 80)
		return known_token(k, k->w->known, k->w->known_n, kind,
				   at < 75 && kind != ID_casefile);
	if (at < 90 && k->second->hidden_n)
		return known_token(k, k->second->hidden, k->second->hidden_n,
				   kind, false);
	if (at < 94)
		return forged(k);
	if (at < 97)
		return known_token(k, k->w->known, k->w->known_n,
				   (enum id_kind)(1 + dice(k, ID_COUNT - 1)),
				   false);
	return rubbish(k);
}

/* ---- what is typed ----------------------------------------------------- */

static str a_word(struct asker *k)
{
	static const str v[] = {
		STR("やまべ"), STR("さくら"), STR("通帳"), STR("家賃"),
		STR("犬"), STR("北町2丁目"), STR("介護の申請"), STR("秘密"),
		STR("090-1234-5678"), STR("あずさ"), STR("山邉 トキ"),
		STR("宮下"), STR("043-111-2222"), STR("やまべ とき"),
	};
	return one_of(k, v, COUNT(v));
}

static str prose(struct asker *k)
{
	return str_cat(k->w->a, S("話した。"), a_word(k));
}

static str a_date(struct asker *k)
{
	static const str v[] = { STR("R8.11.2"), STR("S19.3.4"), STR(""),
				 STR("2026-11-01"), STR("R9.1.1"),
				 STR("H29") };
	return one_of(k, v, COUNT(v));
}

static str an_end(struct asker *k)
{
	static const str v[] = { STR("R9.3.31"), STR("R8.12.31"), STR(""),
				 STR("R8.1.1") };
	return one_of(k, v, COUNT(v));
}

static str a_due(struct asker *k)
{
	static const str v[] = { STR("来週火曜"), STR("R8.11.20"),
				 STR("あした"), STR("") };
	return one_of(k, v, COUNT(v));
}

static str a_moment(struct asker *k)
{
	static const str v[] = { STR("いま"), STR("R8.11.2 10:00"),
				 STR("きのう 15:00"), STR("R9.1.1 9:00") };
	return one_of(k, v, COUNT(v));
}

static str birth(struct asker *k)
{
	static const str v[] = { STR("S19.3.4"), STR("82歳"), STR("S50"),
				 STR("") };
	return one_of(k, v, COUNT(v));
}

static str relation(struct asker *k)
{
	static const str v[] = { STR("長男"), STR("夫"), STR("母"),
				 STR("知人") };
	return one_of(k, v, COUNT(v));
}

static str telephone(struct asker *k)
{
	static const str v[] = { STR("043-111-2222"), STR("090-7777-8888"),
				 STR("x") };
	return one_of(k, v, COUNT(v));
}

static str number(struct asker *k)
{
	static const str v[] = { STR("0"), STR("15"), STR("300000"),
				 STR("x") };
	return one_of(k, v, COUNT(v));
}

/* A version: mostly the one that is there. */
static str revision(struct asker *k)
{
	static const str v[] = { STR("1"), STR("1"), STR("1"), STR("0"),
				 STR("2"), STR("3"), STR("99") };
	return one_of(k, v, COUNT(v));
}

static str draft_text(struct asker *k)
{
	struct out o = out_open(k->w->a, 100);
	put(&o, S("{\"body\":\""));
	put(&o, prose(k));
	put(&o, S("\",\"hope\":[\"a\",\"b\"]}"));
	return out_str(&o);
}

static str any_object(struct asker *k)
{
	static const enum id_kind v[] = { ID_casefile, ID_casefile, ID_note,
					  ID_person };
	return token(k, v[dice(k, COUNT(v))]);
}

static str old_key(struct asker *k)
{
	return k->last_idem;
}

static const struct {
	const char *name;
	str (*make)(struct asker *k);
} kinds[] = {
	{ "word", a_word },	{ "prose", prose },   { "date", a_date },
	{ "until", an_end },
	{ "due", a_due },	{ "when", a_moment }, { "birth", birth },
	{ "relation", relation }, { "tel", telephone }, { "num", number },
	{ "rev", revision },	{ "json", draft_text }, { "any", any_object },
	{ "idem", old_key },
};

static enum id_kind id_kind_of(str name)
{
	static const str names[] = {
#define P1_ID_NAME(x) STR(#x),
		ID_KINDS(P1_ID_NAME)
#undef P1_ID_NAME
	};
	for (isize i = 0; i < COUNT(names); i++)
		if (str_eq(names[i], name))
			return (enum id_kind)(i + 1);
	return ID_NONE;
}

static str of_kind(struct asker *k, str kind)
{
	for (isize i = 0; i < COUNT(kinds); i++)
		if (str_eq(kind, str_of(kinds[i].name)))
			return kinds[i].make(k);
	enum id_kind id = id_kind_of(kind);
	if (!id) {
		fprintf(stderr, "routes.c: no kind %.*s\n", (int)kind.n,
			kind.p);
		abort();
	}
	return token(k, id);
}

static str choice(struct asker *k, str list)
{
	int n = 1;
	for (isize i = 0; i < list.n; i++)
		n += list.p[i] == '|';
	str v = { 0 };
	for (int at = dice(k, k->polite && n > 2 ? 2 : n); at >= 0; at--)
		v = str_cut(&list, '|');
	return v;
}

/* ---- a request --------------------------------------------------------- */

/* Texts of every sheet: those of another are no fields of this one. */
static const char sheet_form[] =
	"rev:rev livelihood insurance registered_address refuge "
	"family_notes:prose visit_notes hope:prose call_name nationality "
	"school medications purse_keeper housing_cost:num email contact_time "
	"health_state=1|2|9 key_person:person more=1 "
	"pick.medications=mine|theirs";

static void add_field(struct asker *k, struct out *o, str spec, bool get)
{
	bool seldom = str_starts(spec, S("-"));
	spec = seldom ? str_sub(spec, 1, spec.n) : spec;
	isize eq = str_find_char(spec, '=', 0);
	isize colon = str_find_char(spec, ':', 0);
	str name, value;
	if (eq >= 0) {
		name = str_sub(spec, 0, eq);
		value = choice(k, str_sub(spec, eq + 1, spec.n));
	} else if (colon >= 0) {
		name = str_sub(spec, 0, colon);
		value = of_kind(k, str_sub(spec, colon + 1, spec.n));
	} else {
		name = spec;
		value = a_word(k);
	}
	/* Of an address two or three things; of a form most of it, but few of
	 * its switches and buttons. */
	bool button = seldom || str_ends(spec, S("=1"));
	int leave_out = get ? 65 : button ? 75 : 15;
	if (k->polite)
		leave_out = button ? 100 : get ? 65 : 0;
	if (dice(k, 100) < leave_out)
		return;
	if (!k->polite && dice(k, 100) < 4)
		value = rubbish(k);
	if (o->n)
		out_char(o, '&');
	put(o, name);
	out_char(o, '=');
	out_percent(o, value);
}

static str fields(struct asker *k, const char *spec, bool get)
{
	struct out o = out_open(k->w->a, 400);
	if (!spec)
		return out_str(&o);
	if (strcmp(spec, "@sheet") == 0)
		spec = sheet_form;
	for (str rest = str_of(spec); rest.n;) {
		str one = str_cut(&rest, ' ');
		if (one.n)
			add_field(k, &o, one, get);
	}
	return out_str(&o);
}

static str segment(struct asker *k, str name)
{
	static const str sheets[] = { STR("household"), STR("overview"),
				      STR("person_base"), STR("person_health"),
				      STR("person_money"),
				      STR("person_contact"), STR("zzz") };
	static const str items[] = { STR("hope"), STR("balance"),
				     STR("direction"), STR("roles"),
				     STR("zzz") };
	static const str types[] = { STR("watch"), STR("team"),
				     STR("anonymous"), STR("zzz") };
	if (str_eq(name, S("kind")))
		return any_of(k, sheets, COUNT(sheets));
	if (str_eq(name, S("item")))
		return any_of(k, items, COUNT(items));
	if (str_eq(name, S("type")))
		return any_of(k, types, COUNT(types));
	if (!str_eq(name, S("casefile")))
		return of_kind(k, name);
	str t = token(k, ID_casefile);
	k->home = world_home(k->w, t);
	return t;
}

static str path_of(struct asker *k, const char *pattern)
{
	struct out o = out_open(k->w->a, 100);
	str rest = str_of(pattern);
	str_cut(&rest, '/');
	while (rest.p) {
		str seg = str_cut(&rest, '/');
		out_char(&o, '/');
		if (str_starts(seg, S(":")))
			seg = segment(k, str_sub(seg, 1, seg.n));
		put(&o, seg);
	}
	return out_str(&o);
}

struct asked routes_ask(struct asker *k, const struct ask_row *row)
{
	struct asked q = { .method = row->method };
	struct out key = out_open(k->w->a, 16);
	put(&key, S("i"));
	put(&key, k->step);
	/* A form is sent twice now and then. */
	bool again = k->last_idem.n && dice(k, 14) == 0;
	q.idem = again ? k->last_idem : out_str(&key);
	k->home = -1;
	k->polite = dice(k, 2) == 0;
	q.path = path_of(k, row->pattern);
	/* And through another's eyes, or in the same frame (preview.h). */
	int eyes = dice(k, 16);
	if (eyes < 2) {
		str view = str_cat(k->w->a, eyes ? S("/as/") : S("/mine/"),
				   token(k, ID_bestowal));
		q.path = str_cat(k->w->a, view, q.path);
	}
	q.hx = dice(k, 4) == 0;
	q.query = fields(k, row->query, true);
	if (row->method == POST)
		q.form = fields(k, row->form, false);
	if (row->method == POST)
		k->last_idem = q.idem;
	return q;
}
