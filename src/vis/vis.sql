-- The rows a lens is made from.  Deny by default: no row, no right.

-- @row vis_level
--   level   int
--   origin  txt
-- @query vis_seat(agency agency_id, casefile casefile_id, account account_id, now stamp) one vis_level
-- A staff member's conflict of interest (利害関係) and a protective measure
-- against the agency are forbids: they beat the seat.  A colleague's narrow seat
-- is none: it must not cost the work of one either.
select s.level as level, s.origin as origin from seat s
where s.muni = $1 and s.agency = $2 and s.casefile = $3
  and s.since <= $5 and (s.until is null or s.until > $5)
  and (s.narrow = 0 or exists (select 1 from seat_account p
    where p.muni = $1 and p.agency = $2 and p.casefile = $3
      and p.account = $4))
  and not exists (select 1 from conflict c
    where c.muni = $1 and c.account = $4 and c.casefile = $3
      and c.since <= $5 and (c.until is null or c.until > $5))
  and not exists (select 1 from measure m
    where m.muni = $1 and m.casefile = $3 and m.against_agency = $2
      and m.since <= $5 and m.until > $5);

-- @query vis_forbids(agency agency_id, casefile casefile_id, account account_id, now stamp) count
-- The same forbids for somebody who has no seat yet: a share being prepared.
select (select count(*) from conflict c
    where c.muni = $1 and c.account = $4 and c.casefile = $3
      and c.since <= $5 and (c.until is null or c.until > $5))
  + (select count(*) from measure m
    where m.muni = $1 and m.casefile = $3 and m.against_agency = $2
      and m.since <= $5 and m.until > $5);

-- @row vis_person
--   id  person_id
-- @query vis_persons(casefile casefile_id) many vis_person
select p.id as id from person p
where p.muni = $1 and p.casefile = $2
order by p.id;

-- @row vis_granted_person
--   id       person_id
--   guarded  i64
-- @query vis_granted_persons(casefile casefile_id, now stamp) many vis_granted_person
-- guarded: under a protective measure (支援措置), where they are is closed.
select p.id as id,
  (select count(*) from measure m
    where m.muni = $1 and m.casefile = $2 and m.person = p.id
      and m.since <= $3 and m.until > $3) as guarded
from person p
where p.muni = $1 and p.casefile = $2
order by p.id;

-- @row vis_permit
--   bestowal  bestowal_id
--   person    person_id
--   type      txt
--   verbs     int
--   level     int
--   classes   int
--   counted   flag
-- @query vis_permits(casefile casefile_id, agency agency_id, account account_id, now stamp, plan bestowal_id) many vis_permit
-- One row for each person a living grant opens, with what that person's basis
-- covers for this agency (or this account of a roster).  A share being
-- prepared stands in the place of the living one of the same recipient.
select b.id as bestowal, bp.person as person,
  case bp.type when '' then b.type else bp.type end as type,
  b.verbs as verbs, c.level as level, c.classes as classes,
  case when b.views_left is null then 0 else 1 end as counted
from bestowal b
join bestowal_person bp on bp.muni = $1 and bp.bestowal = b.id
  and bp.ended_at is null and bp.basis_live = 1
join basis s on s.muni = $1 and s.id = bp.basis and s.person = bp.person
  and s.live = 1 and s.since <= $5 and (s.until is null or s.until > $5)
join basis_cover c on c.muni = $1 and c.basis = s.id and c.agency = $3
  and (c.account = 0 or c.account = $4)
where b.muni = $1 and b.casefile = $2 and b.to_agency = $3
  and (b.to_account is null or b.to_account = $4)
  and (b.state = 'live' or (b.state = 'planned' and b.id = $6))
  and not exists (select 1 from bestowal q
    where q.muni = $1 and q.id = $6 and q.state = 'planned'
      and q.to_agency = b.to_agency and b.state = 'live'
      and q.to_account is not distinct from b.to_account)
  and b.since <= $5 and (b.until is null or b.until > $5)
  and (b.views_left is null or b.views_left > 0)
order by bp.person, b.id;

-- @row vis_exception
--   bestowal  bestowal_id
--   person    i64
--   what      txt
--   state     txt
-- @query vis_exceptions(casefile casefile_id, agency agency_id, now stamp) many vis_exception
select e.bestowal as bestowal, e.person as person, e.what as what,
  e.state as state
from bestowal b
join bestowal_exception e on e.muni = $1 and e.bestowal = b.id
  and (e.until is null or e.until > $4)
where b.muni = $1 and b.casefile = $2 and b.to_agency = $3
  and b.state <> 'ended'
order by e.bestowal, e.person, e.what;

-- @row vis_type_row
--   name     txt
--   label    txt
--   level    int
--   tabs     int
--   verbs    int
--   states   txt
--   reads    int
--   version  int
-- @query vis_types() many vis_type_row
select t.name as name, t.label as label, t.level as level, t.tabs as tabs,
  t.verbs as verbs, t.states as states, t.reads as reads,
  t.version as version
from share_type t where t.muni = $1 order by t.name;

-- The seats that follow from grants ----------------------------------------

-- @row vis_recipient
--   agency   agency_id
--   account  account_id?
--   until    stamp?
--   lawful   stamp?
--   excepted stamp?
-- @query vis_recipients(casefile casefile_id, now stamp) many vis_recipient
-- One row for each grant, person and cover; lawful: when the basis ends,
-- excepted: when the next exception does.  A basis may name people of an
-- agency (a roster) though the grant names it all.
select b.to_agency as agency,
  coalesce(b.to_account, nullif(c.account, 0)) as account, b.until as until,
  s.until as lawful,
  (select min(e.until) from bestowal_exception e
    where e.muni = $1 and e.bestowal = b.id and e.until > $3) as excepted
from bestowal b
join bestowal_person bp on bp.muni = $1 and bp.bestowal = b.id
  and bp.ended_at is null
join basis s on s.muni = $1 and s.id = bp.basis
  and (s.until is null or s.until > $3)
join basis_cover c on c.muni = $1 and c.basis = s.id
  and c.agency = b.to_agency
  and (c.account = 0 or b.to_account is null or c.account = b.to_account)
where b.muni = $1 and b.casefile = $2 and b.state = 'live'
  and (b.until is null or b.until > $3)
  and (b.views_left is null or b.views_left > 0)
order by b.to_agency, 2, b.id, bp.person;

-- @query vis_seat_put(agency agency_id, casefile casefile_id, level int,
--   until stamp?, narrow flag, shown i64, tabs int, reads int, now stamp, again stamp?) exec
-- What lists sort by is copied from the lead's seat as far as it is shown: no
-- stage below LEVEL_OVERVIEW, no reading of a name that is not clear.
insert into seat (muni, agency, casefile, level, since, until, updated_at,
  sort_kana, stage, stage_no, origin, narrow, shown, tabs, reads,
  again_at)
select $1, $2, $3, $4, $now, $5, $now,
  case when (($7 >> 2) & 3) = 3 then l.sort_kana else '' end,
  case when $4 >= 2 then l.stage else '' end,
  case when $4 >= 2 then l.stage_no else 0 end, 'grant', $6, $7, $tabs, $reads,
  $again
from casefile c
join seat l on l.muni = $1 and l.agency = c.agency and l.casefile = c.id
where c.muni = $1 and c.id = $3
on conflict (muni, agency, casefile) do update
set level = excluded.level, until = excluded.until, narrow = excluded.narrow,
  shown = excluded.shown, tabs = excluded.tabs, reads = excluded.reads,
  sort_kana = excluded.sort_kana, stage = excluded.stage,
  stage_no = excluded.stage_no, again_at = excluded.again_at
where seat.origin = 'grant';

-- @query vis_seats_date(casefile casefile_id) exec
-- The dates a granted seat sorts by: of the notes and tasks it shows.
update seat as s set
  noted_at = coalesce((select max(n.happened_at) from note n
    where n.muni = $1 and n.casefile = $2 and n.state = 'record'
      and {record s n}), 0),
  next_on = (select min(t.due_on) from task t
    where t.muni = $1 and t.casefile = $2 and t.state = 'open'
      and {task s t})
where s.muni = $1 and s.casefile = $2 and s.origin = 'grant';

-- @query vis_seat_shown_drop(casefile casefile_id, agency agency_id) exec
delete from seat_person where muni = $1 and casefile = $2 and agency = $3;

-- @query vis_seat_shown_put(agency agency_id, casefile casefile_id, person person_id, shown i64) exec
insert into seat_person (muni, agency, casefile, person, shown)
select $1, $2, $3, $4, $5 from seat s
where s.muni = $1 and s.agency = $2 and s.casefile = $3
  and s.origin = 'grant';

-- @query vis_seats_drop(casefile casefile_id, agency agency_id) exec
delete from seat
where muni = $1 and casefile = $2 and agency = $3 and origin = 'grant';

-- @row vis_granted_seat
--   agency  agency_id
-- @query vis_granted_seats(casefile casefile_id) many vis_granted_seat
select s.agency as agency from seat s
where s.muni = $1 and s.casefile = $2 and s.origin = 'grant'
order by s.agency;

-- @query vis_seat_people_drop(casefile casefile_id, agency agency_id) exec
delete from seat_account where muni = $1 and casefile = $2 and agency = $3;

-- @query vis_seat_person_put(agency agency_id, casefile casefile_id, account account_id) exec
insert into seat_account (muni, agency, casefile, account)
select $1, $2, $3, $4 from seat s
where s.muni = $1 and s.agency = $2 and s.casefile = $3
  and s.origin = 'grant'
on conflict (muni, agency, casefile, account) do nothing;

-- @query vis_is_there(casefile casefile_id) count
-- For the hole that the test of non-interference opens (vis/leak.h).
select count(*) from person p where p.muni = $1 and p.casefile = $2;

-- @query vis_everything(least i64) count
-- Likewise: how many people, notes and tasks the municipality has.
select (select count(*) from person p where p.muni = $1 and p.id > $2)
  + (select count(*) from note n where n.muni = $1 and n.id > $2)
  + (select count(*) from task t where t.muni = $1 and t.id > $2);

-- What is looked for in texts -----------------------------------------------

-- @row vis_name_row
--   kind    int
--   person  person_id?
--   given   txt
--   family  txt
--   kana    txt
-- @query vis_names_stored(casefile casefile_id) many vis_name_row raw
-- What people are called by, never shown.  kind: 0 the household's, 1 their
-- other names, 2 staff of the lead agency (those of others would tell by their
-- masks who else is shown the casefile), 3 the municipality's own words about
-- money, 4 whose telephone is which.
select 0 as kind, p.id as person, p.given_name as given,
  p.family_name as family, p.given_name_kana as kana
from person p
where p.muni = $1 and p.casefile = $2
union all
select 1, o.person, o.given_name, o.family_name, ''
from person p
join person_name o on o.muni = p.muni and o.person = p.id
where p.muni = $1 and p.casefile = $2
union all
select distinct 2, cast(null as bigint), '', a.name, ''
from casefile c
join post o on o.muni = c.muni and o.agency = c.agency
join account a on a.muni = o.muni and a.id = o.account
where c.muni = $1 and c.id = $2
union all
select 3, null, '', t.value, ''
from setting t where t.muni = $1 and t.key = 'prose.money'
union all
select 4, p.id, p.phone, '', ''
from person p
where p.muni = $1 and p.casefile = $2
order by 1, 2, 4;
