-- シート: rows, revisions, facts.

-- @row sheet_raw
--   id            sheet_id
--   kind          txt
--   person        person_id?
--   revision      int
--   doc           txt
--   who           txt
--   agency_short  txt
--   at            stamp
-- @query sheet_newest(casefile casefile_id, kind txt, person person_id?) one sheet_raw raw
-- The document is veiled field by field when it is read (dict/doc.h).
select s.id as id, s.kind as kind, s.person as person,
  s.revision as revision, r.doc as doc, w.name as who,
  g.short_name as agency_short, r.at as at
from sheet s
join sheet_rev r on r.muni = s.muni and r.sheet = s.id
  and r.revision = s.revision
join account w on w.muni = r.muni and w.id = r.account
join agency g on g.muni = r.muni and g.id = r.agency
where s.muni = $1 and s.casefile = $2 and s.kind = $3
  and s.person is not distinct from $4 and s.intake is null;

-- @query sheet_newest_of_intake(intake intake_id, kind txt) one sheet_raw raw
select s.id as id, s.kind as kind, s.person as person,
  s.revision as revision, r.doc as doc, w.name as who,
  g.short_name as agency_short, r.at as at
from sheet s
join sheet_rev r on r.muni = s.muni and r.sheet = s.id
  and r.revision = s.revision
join account w on w.muni = r.muni and w.id = r.account
join agency g on g.muni = r.muni and g.id = r.agency
where s.muni = $1 and s.intake = $2 and s.kind = $3;

-- @query sheet_newest_all(casefile casefile_id) many sheet_raw raw
select s.id as id, s.kind as kind, s.person as person,
  s.revision as revision, r.doc as doc, w.name as who,
  g.short_name as agency_short, r.at as at
from sheet s
join sheet_rev r on r.muni = s.muni and r.sheet = s.id
  and r.revision = s.revision
join account w on w.muni = r.muni and w.id = r.account
join agency g on g.muni = r.muni and g.id = r.agency
where s.muni = $1 and s.casefile = $2 and s.intake is null
order by s.kind, s.id;

-- @row sheet_rev_raw
--   revision      int
--   doc           txt
--   agency        agency_id
--   who           txt
--   agency_short  txt
--   at            stamp
-- @query sheet_revisions(sheet sheet_id, most int) many sheet_rev_raw raw
select r.revision as revision, r.doc as doc, r.agency as agency,
  w.name as who, g.short_name as agency_short, r.at as at
from sheet_rev r
join account w on w.muni = r.muni and w.id = r.account
join agency g on g.muni = r.muni and g.id = r.agency
where r.muni = $1 and r.sheet = $2
order by r.revision desc limit $3;

-- @row sheet_doc
--   doc  txt
-- @query sheet_at(sheet sheet_id, revision int) one sheet_doc raw
select r.doc as doc from sheet_rev r
where r.muni = $1 and r.sheet = $2 and r.revision = $3;

-- @row sheet_person
--   id           person_id
--   family_name  veiled of id
--   given_name   veiled of id
-- @query sheet_persons(casefile casefile_id) many sheet_person
-- Whom a field of type person may name.
select p.id as id, p.family_name as family_name, p.given_name as given_name
from person p where p.muni = $1 and p.casefile = $2 order by p.sort, p.id;

-- @query sheet_insert(id sheet_id, kind txt, casefile casefile_id?,
--   person person_id?, intake intake_id?, agency agency_id, now stamp) exec
insert into sheet (muni, id, kind, casefile, person, intake, agency,
  revision, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, 1, $8);

-- @query sheet_bump(id sheet_id, seen int, now stamp) change
update sheet set revision = revision + 1, updated_at = $4
where muni = $1 and id = $2 and revision = $3;

-- @query sheet_rev_insert(sheet sheet_id, revision int, doc txt,
--   dict_rev txt, account account_id, agency agency_id, now stamp,
--   fields txt) exec
insert into sheet_rev (muni, sheet, revision, doc, dict_rev, account, agency,
  at, fields)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- @query fact_clear(sheet sheet_id) exec
delete from sheet_fact where muni = $1 and sheet = $2;

-- @query fact_insert(field txt, sheet sheet_id, num i64, on_day day) exec
-- Two rows of a group with one value are one fact.
insert into sheet_fact (muni, field, sheet, num, day)
values ($1, $2, $3, $4, $5)
on conflict (muni, field, sheet, num) do nothing;
