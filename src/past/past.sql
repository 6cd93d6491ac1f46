-- What was before: changes of the spine, one row each, only ever added.

-- @query past_insert(kind txt, object i64, casefile casefile_id,
--   person person_id?, other person_id?, doc txt, account account_id,
--   agency agency_id, now stamp) exec
insert into spine_rev (muni, kind, object, revision, casefile, person, other,
  doc, account, agency, at)
values ($1, $2, $3, (select coalesce(max(r.revision), 0) + 1
    from spine_rev r where r.muni = $1 and r.kind = $2 and r.object = $3),
  $4, $5, $6, $7, $8, $9, $10);

-- @row past_row
--   kind          txt
--   object        i64
--   revision      int
--   person        person_id?
--   other         person_id?
--   doc           txt
--   who           txt
--   agency        agency_id
--   agency_short  txt
--   at            stamp
-- @query past_of(casefile casefile_id, kind txt, object i64, most int) many past_row raw
-- Oldest first.  Veiled field by field by past_read.
select r.kind as kind, r.object as object, r.revision as revision,
  r.person as person, r.other as other, r.doc as doc, w.name as who,
  r.agency as agency, g.short_name as agency_short, r.at as at
from spine_rev r
join account w on w.muni = r.muni and w.id = r.account
join agency g on g.muni = r.muni and g.id = r.agency
where r.muni = $1 and r.casefile = $2 and r.kind = $3 and r.object = $4
order by r.revision limit $5;

-- @query past_of_ties(casefile casefile_id, most int) many past_row raw
-- Every tie of a casefile, also those that are gone.
select r.kind as kind, r.object as object, r.revision as revision,
  r.person as person, r.other as other, r.doc as doc, w.name as who,
  r.agency as agency, g.short_name as agency_short, r.at as at
from spine_rev r
join account w on w.muni = r.muni and w.id = r.account
join agency g on g.muni = r.muni and g.id = r.agency
where r.muni = $1 and r.casefile = $2
  and r.kind in ('bond', 'parentage', 'residence')
order by r.at, r.object, r.revision limit $3;
