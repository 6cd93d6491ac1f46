-- The index's entries, and what a viewer finds through them.  A hit counts
-- only through a seat of the viewer's agency; a conflict of interest beats it.

-- @query entry_add(id i64, kind txt, object i64, casefile casefile_id?, agency agency_id, person person_id?, at stamp) exec
insert into entry (muni, id, kind, object, casefile, agency, person, at)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- @row entry_row
--   id  i64
-- @query entry_find(kind txt, object i64) one entry_row
select e.id as id from entry e
where e.muni = $1 and e.kind = $2 and e.object = $3;

-- @query entry_move(id i64, casefile casefile_id?, at stamp) exec
update entry set casefile = $3, at = $4 where muni = $1 and id = $2;

-- @query entry_bind(kind txt, object i64, casefile casefile_id) exec
update entry set casefile = $4
where muni = $1 and kind = $2 and object = $3;

-- @query entry_drop(id i64) exec
delete from entry where muni = $1 and id = $2;

-- @row person_hit
--   person            person_id
--   casefile          casefile_id
--   family_name       veiled of person
--   given_name        veiled of person
--   family_name_kana  veiled of person
--   given_name_kana   veiled of person
--   birth             veiled of person
--   phone             veiled of person
--   house_name        veiled
--   house_kana        veiled
--   address           veiled
--   house_phone       veiled
--   case_no           txt
--   level             int
--   lead_short        txt
--   lead_phone        txt
-- @query search_people(agency agency_id, least int, me account_id, now stamp, match txt, most int,
--   only casefile_id) many person_hit
-- @filter only: s.casefile = $only
select p.id as person, p.casefile as casefile, p.family_name as family_name,
  p.given_name as given_name, p.family_name_kana as family_name_kana,
  p.given_name_kana as given_name_kana, p.birth as birth, p.phone as phone,
  h.name as house_name, h.name_kana as house_kana, h.address as address,
  h.phone as house_phone, c.case_no as case_no, s.level as level,
  g.short_name as lead_short, g.phone as lead_phone
from entry_index x
join entry e on e.muni = $1 and e.id = x.rowid and e.kind = 'person'
join seat s on s.muni = $1 and s.agency = $2 and s.casefile = e.casefile
join person p on p.muni = $1 and p.id = e.object
join household h on h.muni = $1 and h.casefile = e.casefile
join casefile c on c.muni = $1 and c.id = e.casefile
join agency g on g.muni = $1 and g.id = c.agency
where entry_index match $6 and s.level >= $3
  and s.since <= $5 and (s.until is null or s.until > $5)
  and not exists (select 1 from conflict n
    where n.muni = $1 and n.account = $4 and n.casefile = e.casefile
      and n.since <= $5 and (n.until is null or n.until > $5))
{filters}
order by x.rowid desc limit $7;
-- @pg
select p.id as person, p.casefile as casefile, p.family_name as family_name,
  p.given_name as given_name, p.family_name_kana as family_name_kana,
  p.given_name_kana as given_name_kana, p.birth as birth, p.phone as phone,
  h.name as house_name, h.name_kana as house_kana, h.address as address,
  h.phone as house_phone, c.case_no as case_no, s.level as level,
  g.short_name as lead_short, g.phone as lead_phone
from entry_index x
join entry e on e.muni = x.muni and e.id = x.entry and e.kind = 'person'
join seat s on s.muni = $1 and s.agency = $2 and s.casefile = e.casefile
join person p on p.muni = $1 and p.id = e.object
join household h on h.muni = $1 and h.casefile = e.casefile
join casefile c on c.muni = $1 and c.id = e.casefile
join agency g on g.muni = $1 and g.id = c.agency
where x.muni = $1 and x.v @@ $6::tsquery and s.level >= $3
  and s.since <= $5 and (s.until is null or s.until > $5)
  and not exists (select 1 from conflict n
    where n.muni = $1 and n.account = $4 and n.casefile = e.casefile
      and n.since <= $5 and (n.until is null or n.until > $5))
{filters}
order by e.id desc limit $7;

-- @row note_hit
--   note          note_id
--   casefile      casefile_id
--   happened_at   stamp
--   method        txt
--   title         veiled
--   body          veiled
--   agency        agency_id
--   agency_short  txt
--   who           txt
--   house_name    veiled
-- @query search_notes(agency agency_id, least int, me account_id, now stamp, match txt, most int,
--   only casefile_id) many note_hit
-- @filter only: s.casefile = $only
select n.id as note, n.casefile as casefile, n.happened_at as happened_at,
  n.method as method, n.title as title, n.body as body, n.agency as agency,
  g.short_name as agency_short, a.name as who, h.name as house_name
from entry_index x
join entry e on e.muni = $1 and e.id = x.rowid and e.kind = 'note'
join seat s on s.muni = $1 and s.agency = $2 and s.casefile = e.casefile
join note n on n.muni = $1 and n.id = e.object and n.state = 'record'
join household h on h.muni = $1 and h.casefile = e.casefile
join agency g on g.muni = $1 and g.id = n.agency
join account a on a.muni = $1 and a.id = n.account
where entry_index match $6 and s.level >= $3
  and s.since <= $5 and (s.until is null or s.until > $5)
  and not exists (select 1 from conflict c
    where c.muni = $1 and c.account = $4 and c.casefile = e.casefile
      and c.since <= $5 and (c.until is null or c.until > $5))
{filters}
order by x.rowid desc limit $7;
-- @pg
select n.id as note, n.casefile as casefile, n.happened_at as happened_at,
  n.method as method, n.title as title, n.body as body, n.agency as agency,
  g.short_name as agency_short, a.name as who, h.name as house_name
from entry_index x
join entry e on e.muni = x.muni and e.id = x.entry and e.kind = 'note'
join seat s on s.muni = $1 and s.agency = $2 and s.casefile = e.casefile
join note n on n.muni = $1 and n.id = e.object and n.state = 'record'
join household h on h.muni = $1 and h.casefile = e.casefile
join agency g on g.muni = $1 and g.id = n.agency
join account a on a.muni = $1 and a.id = n.account
where x.muni = $1 and x.v @@ $6::tsquery and s.level >= $3
  and s.since <= $5 and (s.until is null or s.until > $5)
  and not exists (select 1 from conflict c
    where c.muni = $1 and c.account = $4 and c.casefile = e.casefile
      and c.since <= $5 and (c.until is null or c.until > $5))
{filters}
order by e.id desc limit $7;

-- @row intake_hit
--   intake       intake_id
--   intake_no    txt
--   received_at  stamp
--   about_name   veiled
--   body         veiled
-- @query search_intakes(agency agency_id, match txt, most int) many intake_hit
-- 世帯に結びついていない受付 of the own agency.
select i.id as intake, i.intake_no as intake_no, i.received_at as received_at,
  i.about_name as about_name, i.body as body
from entry_index x
join entry e on e.muni = $1 and e.id = x.rowid and e.kind = 'intake'
join intake i on i.muni = $1 and i.id = e.object and i.agency = $2
where entry_index match $3 and i.state <> 'bound'
order by x.rowid desc limit $4;
-- @pg
select i.id as intake, i.intake_no as intake_no, i.received_at as received_at,
  i.about_name as about_name, i.body as body
from entry_index x
join entry e on e.muni = x.muni and e.id = x.entry and e.kind = 'intake'
join intake i on i.muni = $1 and i.id = e.object and i.agency = $2
where x.muni = $1 and x.v @@ $3::tsquery and i.state <> 'bound'
order by e.id desc limit $4;
