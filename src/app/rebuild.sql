-- What the search index is made of, in the order of the entries.

-- @row rebuild_entry
--   id        i64
--   kind      txt
--   object    i64
--   casefile  casefile_id?
--   part      txt
--   agency    agency_id
--   lead      agency_id
--   reach     int
-- @query rebuild_entries(after i64, most int) many rebuild_entry
select e.id as id, e.kind as kind, e.object as object, e.casefile as casefile,
  e.part as part, e.agency as agency, e.lead as lead, e.reach as reach
from entry e where e.muni = $1 and e.id > $2
order by e.id limit $3;

-- @row rebuild_note
--   title        txt
--   title_masks  txt
--   body         txt
--   masks        txt
-- @query rebuild_notes(id note_id) one rebuild_note raw
select n.title as title, n.title_masks as title_masks, n.body as body,
  n.masks as masks
from note n
where n.muni = $1 and n.id = $2;

-- @row rebuild_intake
--   body          txt
--   caller_name   txt
--   caller_phone  txt
--   about_name    txt
--   about_kana    txt
--   about_place   txt
-- @query rebuild_intakes(id intake_id) one rebuild_intake raw
select i.body as body, i.caller_name as caller_name,
  i.caller_phone as caller_phone, i.about_name as about_name,
  i.about_kana as about_kana, i.about_place as about_place
from intake i where i.muni = $1 and i.id = $2;

-- @row meta_row
--   value  txt
-- @query meta_find(key txt) one meta_row
select m.value as value from meta m where m.key = $2;

-- @query meta_set(key txt, value txt) exec
insert into meta (key, value) values ($2, $3)
on conflict (key) do update set value = excluded.value;

-- @row rebuild_muni_row
--   muni  i64
-- @query rebuild_munis() many rebuild_muni_row
select m.muni as muni from municipality m where m.muni >= $1 order by m.muni;
