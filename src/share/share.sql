-- 共有: who a casefile is shared with, on what, and how that changes.

-- @row share_column
--   id          bestowal_id
--   agency      agency_id
--   account     account_id?
--   type        txt
--   verbs       int
--   state       txt
--   since       stamp
--   until       stamp?
--   views_left  i64?
--   told_at     stamp?
--   version     int
--   name        txt
--   short_name  txt
--   kind        txt
--   who         txt
--   role        txt
--   people      int
-- @query share_columns(casefile casefile_id, now stamp) many share_column
-- What lives or is being prepared; people: desks of the agency.
select b.id as id, b.to_agency as agency, b.to_account as account,
  b.type as type, b.verbs as verbs, b.state as state, b.since as since,
  b.until as until, b.views_left as views_left, b.told_at as told_at,
  b.version as version, g.name as name, g.short_name as short_name,
  g.kind as kind, coalesce(w.name, '') as who, coalesce(p.role, '') as role,
  (select count(*) from post q join account x on x.muni = $1
      and x.id = q.account and x.state = 'active'
    where q.muni = $1 and q.agency = b.to_agency
      and q.role in ('worker', 'senior')
      and (q.until is null or q.until > $3)) as people
from bestowal b
join agency g on g.muni = $1 and g.id = b.to_agency
left join account w on w.muni = $1 and w.id = b.to_account
left join post p on p.muni = $1 and p.account = b.to_account
  and p.agency = b.to_agency and (p.until is null or p.until > $3)
where b.muni = $1 and b.casefile = $2 and b.state <> 'ended'
  and (b.until is null or b.until > $3)
order by b.state, b.at, b.id
limit 60;

-- @row share_rest
--   bestowal  bestowal_id
--   person    person_id
--   type      txt
--   basis     basis_id
--   kind      txt
--   until     stamp?
--   level     int
--   classes   int
-- @query share_rests(casefile casefile_id, now stamp) many share_rest
-- Each person that a share opens, and what it rests on.
select b.id as bestowal, r.person as person, r.type as type, s.id as basis,
  s.kind as kind, s.until as until, c.level as level, c.classes as classes
from bestowal b
join bestowal_person r on r.muni = $1 and r.bestowal = b.id
  and r.ended_at is null
join basis s on s.muni = $1 and s.id = r.basis and s.live = 1
  and s.since <= $3 and (s.until is null or s.until > $3)
join basis_cover c on c.muni = $1 and c.basis = s.id
  and c.agency = b.to_agency
  and (c.account = 0 or c.account = b.to_account)
where b.muni = $1 and b.casefile = $2 and b.state <> 'ended'
order by b.id, r.person, c.account;

-- @row share_change
--   bestowal  bestowal_id
--   person    i64
--   what      txt
--   state     txt
--   reason    veiled
--   until     stamp?
-- @query share_changes(casefile casefile_id, now stamp) many share_change
-- The cells that differ from the type.
select e.bestowal as bestowal, e.person as person, e.what as what,
  e.state as state, e.reason as reason, e.until as until
from bestowal b
join bestowal_exception e on e.muni = $1 and e.bestowal = b.id
  and (e.until is null or e.until > $3)
where b.muni = $1 and b.casefile = $2 and b.state <> 'ended'
order by e.bestowal, e.person, e.what;

-- @row share_ask_row
--   agency      agency_id
--   account     account_id
--   short_name  txt
--   tab         txt
--   on_day      day
-- @query share_asks(casefile casefile_id, since stamp) many share_ask_row
-- 共有の依頼: who asked for which tab, the newest first.
select k.agency as agency, k.account as account, g.short_name as short_name,
  k.tab as tab, k.on_day as on_day
from share_ask k
join agency g on g.muni = $1 and g.id = k.agency
where k.muni = $1 and k.casefile = $2 and k.at > $3
order by k.at desc, k.id desc
limit 20;

-- @row share_person
--   id           person_id
--   family_name  veiled of id
--   given_name   veiled of id
-- @query share_people(casefile casefile_id) many share_person
select p.id as id, p.family_name as family_name, p.given_name as given_name
from person p where p.muni = $1 and p.casefile = $2
order by p.sort, p.id;

-- @row share_birth
--   id     person_id
--   birth  txt
-- @query share_births(casefile casefile_id) many share_birth raw
-- Whether the type for grown-ups stands.
select p.id as id, p.birth as birth from person p
where p.muni = $1 and p.casefile = $2 order by p.sort, p.id;

-- Whom one may share with ----------------------------------------------------

-- @row share_agency
--   id          agency_id
--   name        txt
--   short_name  txt
--   kind        txt
--   often       int
-- @query share_agencies(own agency_id) many share_agency
-- Those the own agency shares with come first.
select g.id as id, g.name as name, g.short_name as short_name,
  g.kind as kind, (select count(*) from bestowal b
    where b.muni = $1 and b.to_agency = g.id and b.by_agency = $2
      and b.state <> 'planned') as often
from agency g where g.muni = $1 and g.id <> $2
order by often desc, g.short_name, g.id
limit 5000;

-- @row share_desk
--   account  account_id
--   name     txt
--   role     txt
-- @query share_desks(agency agency_id, now stamp) many share_desk
select p.account as account, a.name as name, p.role as role
from post p
join account a on a.muni = $1 and a.id = p.account and a.state = 'active'
  and (a.until is null or a.until > $3)
where p.muni = $1 and p.agency = $2
  and p.role in ('worker', 'senior', 'coordinator', 'guest')
  and (p.until is null or p.until > $3)
order by a.name_kana, a.id
limit 200;

-- @row share_fit
--   person   person_id
--   basis    basis_id
--   kind     txt
--   level    int
--   classes  int
--   until    stamp?
-- @query share_fits(casefile casefile_id, agency agency_id, account account_id, now stamp) many share_fit
-- On what a share with this agency or this account could rest, the most open
-- of each person first.
select s.person as person, s.id as basis, s.kind as kind, c.level as level,
  c.classes as classes, s.until as until
from basis s
join basis_cover c on c.muni = $1 and c.basis = s.id and c.agency = $3
  and (c.account = 0 or c.account = $4)
where s.muni = $1 and s.casefile = $2 and s.live = 1 and s.since <= $5
  and (s.until is null or s.until > $5)
order by s.person, c.level desc, c.classes desc, s.at desc, s.id desc
limit 500;

-- @query share_forbids(casefile casefile_id, agency agency_id, account account_id, now stamp) count
-- A conflict of interest or a protective measure; the reason is not told.
select (select count(*) from conflict c
    where c.muni = $1 and c.account = $4 and c.casefile = $2
      and c.since <= $5 and (c.until is null or c.until > $5))
  + (select count(*) from measure m
    where m.muni = $1 and m.casefile = $2 and m.against_agency = $3
      and m.since <= $5 and m.until > $5);

-- @row share_referral_row
--   id  referral_id
-- @query share_referrals(casefile casefile_id, plan bestowal_id) many share_referral_row
-- The 依頼 that waits for its plan to be looked at.
select r.id as id from referral r
where r.muni = $1 and r.casefile = $2 and r.bestowal = $3
  and r.state = 'preparing'
order by r.id limit 1;

-- Writing --------------------------------------------------------------------

-- @query bestowal_add(id bestowal_id, casefile casefile_id,
--   agency agency_id, account account_id?, type txt, verbs int, now stamp,
--   until stamp?, views i64?, by_account account_id, by_agency agency_id) exec
insert into bestowal (muni, id, casefile, to_agency, to_account, type, verbs,
  state, since, until, views_left, by_account, by_agency, at)
values ($1, $2, $3, $4, $5, $6, $7, 'planned', $8, $9, $10, $11, $12, $8);

-- @query bestowal_person_add(bestowal bestowal_id, person person_id, basis basis_id, type txt) exec
insert into bestowal_person (muni, bestowal, person, basis, type)
values ($1, $2, $3, $4, $5);

-- @row share_one
--   id        bestowal_id
--   agency    agency_id
--   account   account_id?
--   state     txt
--   type      txt
--   since     stamp
--   told_at   stamp?
--   version   int
--   until     stamp?
--   views_left  i64?
-- @query share_get(casefile casefile_id, id bestowal_id) one share_one
select b.id as id, b.to_agency as agency, b.to_account as account,
  b.state as state, b.type as type, b.since as since, b.told_at as told_at,
  b.version as version, b.until as until, b.views_left as views_left
from bestowal b
where b.muni = $1 and b.casefile = $2 and b.id = $3;

-- @query share_go_live(id bestowal_id, now stamp, told stamp) change
update bestowal set state = 'live', since = $3, at = $3, told_at = $4,
  version = version + 1
where muni = $1 and id = $2 and state = 'planned';

-- @row share_other
--   id       bestowal_id
--   version  int
-- @query share_others(casefile casefile_id, agency agency_id, account account_id?, state txt, id bestowal_id) many share_other
-- Of the same recipient, in that state.
select b.id as id, b.version as version from bestowal b
where b.muni = $1 and b.casefile = $2 and b.to_agency = $3
  and b.to_account is not distinct from $4 and b.state = $5 and b.id <> $6
order by b.id;

-- @query share_end(id bestowal_id, now stamp, account account_id) change
update bestowal set state = 'ended', ended_at = $3, ended_by = $4,
  version = version + 1
where muni = $1 and id = $2 and state <> 'ended';

-- @query share_end_people(id bestowal_id, now stamp) exec
update bestowal_person set ended_at = $3
where muni = $1 and bestowal = $2 and ended_at is null;

-- @query share_revive(casefile casefile_id, agency agency_id,
--   account account_id?, since stamp, id bestowal_id) exec
-- What a share of that moment had replaced lives again when it is undone.
update bestowal set state = 'live', ended_at = null, ended_by = null,
  version = version + 1
where muni = $1 and casefile = $2 and to_agency = $3
  and to_account is not distinct from $4 and state = 'ended'
  and ended_at = $5 and told_at is not null and id <> $6;

-- @query share_revive_people(casefile casefile_id, agency agency_id, since stamp) exec
update bestowal_person set ended_at = null
where muni = $1 and ended_at = $4 and basis_live = 1
  and bestowal in (select b.id from bestowal b where b.muni = $1
    and b.casefile = $2 and b.to_agency = $3 and b.state = 'live');

-- @query share_touch(id bestowal_id) change
update bestowal set version = version + 1
where muni = $1 and id = $2 and state <> 'ended';

-- @query share_cell_put(id bestowal_id, person i64, what txt, state txt,
--   reason txt, until stamp?, account account_id, now stamp) exec
insert into bestowal_exception (muni, bestowal, person, what, state, reason,
  until, account, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (muni, bestowal, person, what) do update
set state = excluded.state, reason = excluded.reason, until = excluded.until,
  account = excluded.account, at = excluded.at;

-- @query share_cell_drop(id bestowal_id, person i64, what txt) exec
delete from bestowal_exception
where muni = $1 and bestowal = $2 and person = $3 and what = $4;

-- @row share_says
--   person  i64
--   state   txt
--   until   stamp?
-- @query share_cell_says(id bestowal_id, what txt, now stamp) many share_says
-- The exceptions over one line of the matrix.
select e.person as person, e.state as state, e.until as until
from bestowal_exception e
where e.muni = $1 and e.bestowal = $2 and e.what = $3
  and (e.until is null or e.until > $4)
order by e.person;

-- @query share_copy(from bestowal_id, id bestowal_id, now stamp, by_account account_id, by_agency agency_id) exec
-- A plan like a living share.
insert into bestowal (muni, id, casefile, to_agency, to_account, type, verbs,
  state, since, until, views_left, by_account, by_agency, at)
select $1, $3, b.casefile, b.to_agency, b.to_account, b.type, b.verbs,
  'planned', $4, b.until, b.views_left, $5, $6, $4
from bestowal b where b.muni = $1 and b.id = $2;

-- @query share_copy_people(from bestowal_id, id bestowal_id) exec
insert into bestowal_person (muni, bestowal, person, basis, type)
select $1, $3, p.person, p.basis, p.type from bestowal_person p
where p.muni = $1 and p.bestowal = $2 and p.ended_at is null;

-- @query share_copy_cells(from bestowal_id, id bestowal_id, now stamp) exec
insert into bestowal_exception (muni, bestowal, person, what, state, reason,
  until, account, at)
select $1, $3, e.person, e.what, e.state, e.reason, e.until, e.account, e.at
from bestowal_exception e
where e.muni = $1 and e.bestowal = $2 and (e.until is null or e.until > $4);

-- What stays with them --------------------------------------------------------

-- @query share_own_records(casefile casefile_id, agency agency_id, asker agency_id) count
-- Records of that agency, as far as the asking one may know of them.
select count(*) from note n
where n.muni = $1 and n.casefile = $2 and n.agency = $3
  and n.state = 'record'
  and (n.audience = 'case' or (n.audience = 'named' and exists (
    select 1 from note_reader r where r.muni = $1 and r.note = n.id
      and r.agency = $4)));

-- What the agency printed itself, and what was handed to it.
-- @row share_issue
--   issue_no  txt
-- @query share_issues(casefile casefile_id, agency agency_id) many share_issue
select i.issue_no as issue_no from issue i
where i.muni = $1 and i.casefile = $2 and (i.agency = $3
  or exists (select 1 from agency g where g.muni = $1 and g.id = $3
    and (i.recipient = g.short_name
      or i.recipient like g.short_name || ' %')))
order by i.at limit 50;

-- 誰に見えるか ---------------------------------------------------------------

-- @row share_note
--   id        note_id
--   agency    agency_id
--   audience  txt
--   matter    txt
--   reviewed  flag
--   restated  flag
--   at        stamp
--   title     veiled(free)
-- @query share_note_get(casefile casefile_id, id note_id) one share_note
select n.id as id, n.agency as agency, n.audience as audience,
  n.matter as matter, n.reviewed as reviewed, n.restated as restated,
  n.happened_at as at, n.title as title
from note n
where n.muni = $1 and n.casefile = $2 and n.id = $3 and n.state = 'record';

-- @row share_about
--   person  person_id
-- @query share_note_people(note note_id) many share_about
select p.person as person from note_person p
where p.muni = $1 and p.note = $2 order by p.person;

-- @row share_reader
--   agency  agency_id
-- @query share_note_readers(note note_id) many share_reader
select r.agency as agency from note_reader r
where r.muni = $1 and r.note = $2 order by r.agency;
