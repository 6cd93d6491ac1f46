-- The index's entries, and what a viewer finds through them.  $match asks only
-- within the marks of what he may reach (search.h); PostgreSQL is told to answer
-- that first, once, and newest first: it would ask the index for each seat.
-- A hit counts only through a seat of the viewer's agency that is meant for him
-- ({scope}).
-- Through a seat of its own the whole text of an object is looked into,
-- through a granted one only the parts whose classes the seat shows.

-- @query entry_add(id i64, kind txt, object i64, casefile casefile_id?, agency agency_id, lead agency_id, person person_id?, at stamp, part txt, reach int, needs i64) exec
insert into entry (muni, id, kind, object, casefile, agency, lead, person, at,
  part, reach, needs)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- @row entry_lead_row
--   lead  agency_id
-- @query entry_lead(casefile casefile_id) one entry_lead_row
select c.agency as lead from casefile c where c.muni = $1 and c.id = $2;

-- @row entry_row
--   id        i64
--   part      txt
--   casefile  casefile_id?
--   agency    agency_id
--   lead      agency_id
--   reach     int
-- @query entries_of(kind txt, object i64) many entry_row
select e.id as id, e.part as part, e.casefile as casefile,
  e.agency as agency, e.lead as lead, e.reach as reach
from entry e
where e.muni = $1 and e.kind = $2 and e.object = $3
order by e.id;

-- @query entry_move(id i64, person person_id?, at stamp, reach int, needs i64) exec
update entry set person = $3, at = $4, reach = $5, needs = $6
where muni = $1 and id = $2;

-- @query entry_bind(kind txt, object i64, casefile casefile_id) exec
update entry set casefile = $4
where muni = $1 and kind = $2 and object = $3;

-- @query entry_drop(id i64) exec
delete from entry where muni = $1 and id = $2;

-- @row granted_row
--   lead      agency_id
--   casefile  casefile_id
-- @query search_granted(scope, most int) many granted_row
select c.agency as lead, s.casefile as casefile from seat s
join casefile c on c.muni = s.muni and c.id = s.casefile
where {scope s} and s.origin = 'grant'
order by c.agency, s.casefile limit $most;

-- @query search_granting(scope) many entry_lead_row
select distinct c.agency as lead from seat s
join casefile c on c.muni = s.muni and c.id = s.casefile
where {scope s} and s.origin = 'grant'
order by c.agency;

-- @row person_hit
--   person            person_id
--   casefile          casefile_id
--   shown             i64
--   family_name       veiled of person under shown
--   given_name        veiled of person under shown
--   family_name_kana  veiled of person under shown
--   given_name_kana   veiled of person under shown
--   birth             veiled of person under shown
--   phone             veiled of person under shown
--   house_name        veiled under shown
--   house_kana        veiled under shown
--   address           veiled under shown
--   house_phone       veiled under shown
--   case_no           txt
--   level             int
--   lead_short        txt
--   lead_phone        txt
-- @query search_people(scope, match txt, most int, only casefile_id) many person_hit
-- @filter only: s.casefile = $only
select p.id as person, p.casefile as casefile, s.shown as shown,
  p.family_name as family_name, p.given_name as given_name,
  p.family_name_kana as family_name_kana,
  p.given_name_kana as given_name_kana, p.birth as birth, p.phone as phone,
  h.name as house_name, h.name_kana as house_kana, h.address as address,
  h.phone as house_phone, c.case_no as case_no, s.level as level,
  g.short_name as lead_short, g.phone as lead_phone
from entry_index x
join entry e on e.muni = $1 and e.id = x.rowid and e.kind = 'person'
join seat s on s.muni = $1 and s.casefile = e.casefile
join person p on p.muni = $1 and p.id = e.object
join household h on h.muni = $1 and h.casefile = e.casefile
join casefile c on c.muni = $1 and c.id = e.casefile
join agency g on g.muni = $1 and g.id = c.agency
where entry_index match $match and {scope s}
  and ((s.origin <> 'grant' and $scope_parts = 0 and e.reach in (0, 2))
    or (((s.origin = 'grant' and s.level = 1) or $scope_parts = 2)
      and e.reach = 3)
    or ((s.origin = 'grant' or $scope_parts = 1) and s.level >= 2
      and {parts s e}))
  {filters}
order by x.rowid desc limit $most;
-- @pg
select p.id as person, p.casefile as casefile, s.shown as shown,
  p.family_name as family_name, p.given_name as given_name,
  p.family_name_kana as family_name_kana,
  p.given_name_kana as given_name_kana, p.birth as birth, p.phone as phone,
  h.name as house_name, h.name_kana as house_kana, h.address as address,
  h.phone as house_phone, c.case_no as case_no, s.level as level,
  g.short_name as lead_short, g.phone as lead_phone
from (select i.entry as entry from entry_index i
  where i.muni = $1 and i.v @@ $match::tsquery
  order by i.entry desc offset 0) x
join entry e on e.muni = $1 and e.id = x.entry and e.kind = 'person'
join seat s on s.muni = $1 and s.casefile = e.casefile
join person p on p.muni = $1 and p.id = e.object
join household h on h.muni = $1 and h.casefile = e.casefile
join casefile c on c.muni = $1 and c.id = e.casefile
join agency g on g.muni = $1 and g.id = c.agency
where {scope s}
  and ((s.origin <> 'grant' and $scope_parts = 0 and e.reach in (0, 2))
    or (((s.origin = 'grant' and s.level = 1) or $scope_parts = 2)
      and e.reach = 3)
    or ((s.origin = 'grant' or $scope_parts = 1) and s.level >= 2
      and {parts s e}))
  {filters}
order by x.entry desc limit $most;

-- @row note_hit
--   note          note_id
--   casefile      casefile_id
--   happened_at   stamp
--   method        txt
--   agency        agency_id
--   title         veiled by title_masks from agency under shown
--   body          veiled by masks from agency under shown
--   title_masks   txt
--   masks         txt
--   agency_short  txt
--   who           txt
--   shown         i64
--   house_name    veiled under shown
-- @query search_notes(scope, match txt, most int, only casefile_id) many note_hit
-- @filter only: s.casefile = $only
-- The seat's lens knows no persons: what tells of one is closed in these
-- words, and open on the page to whom it is open.  In 相手の画面で確認 (scope.parts) there is no seat to ask: only what is about
-- the whole household is found.
select n.id as note, n.casefile as casefile, n.happened_at as happened_at,
  n.method as method, n.agency as agency, n.title as title, n.body as body,
  n.title_masks as title_masks, n.masks as masks,
  g.short_name as agency_short, a.name as who,
  s.shown as shown, h.name as house_name
from entry_index x
join entry e on e.muni = $1 and e.id = x.rowid and e.kind = 'note'
join seat s on s.muni = $1 and s.casefile = e.casefile
join note n on n.muni = $1 and n.id = e.object and n.state = 'record'
join household h on h.muni = $1 and h.casefile = e.casefile
join agency g on g.muni = $1 and g.id = n.agency
join account a on a.muni = $1 and a.id = n.account
where entry_index match $match and {scope s}
  and {record s n}
  and (((s.origin <> 'grant' or n.agency = s.agency) and $scope_parts = 0
      and e.reach in (0, 2))
    or (s.origin = 'grant' and n.agency <> s.agency and {parts s e})
    or ($scope_parts = 1 and n.audience = 'case' and {parts s e}
      and not exists (select 1 from note_person np
        where np.muni = $1 and np.note = n.id)))
  {filters}
order by x.rowid desc limit $most;
-- @pg
select n.id as note, n.casefile as casefile, n.happened_at as happened_at,
  n.method as method, n.agency as agency, n.title as title, n.body as body,
  n.title_masks as title_masks, n.masks as masks,
  g.short_name as agency_short, a.name as who,
  s.shown as shown, h.name as house_name
from (select i.entry as entry from entry_index i
  where i.muni = $1 and i.v @@ $match::tsquery
  order by i.entry desc offset 0) x
join entry e on e.muni = $1 and e.id = x.entry and e.kind = 'note'
join seat s on s.muni = $1 and s.casefile = e.casefile
join note n on n.muni = $1 and n.id = e.object and n.state = 'record'
join household h on h.muni = $1 and h.casefile = e.casefile
join agency g on g.muni = $1 and g.id = n.agency
join account a on a.muni = $1 and a.id = n.account
where {scope s}
  and {record s n}
  and (((s.origin <> 'grant' or n.agency = s.agency) and $scope_parts = 0
      and e.reach in (0, 2))
    or (s.origin = 'grant' and n.agency <> s.agency and {parts s e})
    or ($scope_parts = 1 and n.audience = 'case' and {parts s e}
      and not exists (select 1 from note_person np
        where np.muni = $1 and np.note = n.id)))
  {filters}
order by x.entry desc limit $most;

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
from (select i.entry as entry from entry_index i
  where i.muni = $1 and i.v @@ $3::tsquery
  order by i.entry desc offset 0) x
join entry e on e.muni = $1 and e.id = x.entry and e.kind = 'intake'
join intake i on i.muni = $1 and i.id = e.object and i.agency = $2
where i.state <> 'bound'
order by x.entry desc limit $4;
