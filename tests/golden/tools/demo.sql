-- Queries of the demonstration: every shape, type and slot once.

-- @row demo_visit
--   id       note_id
--   person   person_id
--   agency   agency_id?
--   at       stamp
--   next_on  day?
--   fee      yen?
--   place    txt
--   photo    bytes?
--   late     flag
--   name     veiled of person
--   birth    veiled of person
--   phone    veiled
--   both     veiled(contact) of person
-- @query demo_visits(level int, from stamp, place txt?,
--   agency agency_id?)
--   many demo_visit
-- @order newest: v.at desc, v.id desc
-- @order due: v.next_on is null, v.next_on, v.id
-- @filter at_place: v.place = $place
-- @filter by_agency: v.agency is not distinct from $agency
select v.id, v.person, v.agency, v.at, v.next_on, v.fee, v.place, v.photo,
  v.late, p.name, p.birth, p.phone, -- 'quoted' $9
  p.name || '; $1' as both
from visit v
join person p on p.muni = v.muni and p.id = v.person
where v.muni = $1 and $level > 0 and v.at >= $3{filters}
{order} limit 100;

-- @query demo_visit_get(id note_id) one demo_visit
select v.id, v.person, v.agency, v.at, v.next_on, v.fee, v.place, v.photo,
  v.late, p.name, p.birth, p.phone, p.phone as both
from visit v
join person p on p.muni = v.muni and p.id = v.person
where v.muni = $1 and v.id = $2;

-- @query demo_person_add(id person_id, name txt, birth txt, phone txt?) exec
insert into person (muni, id, name, birth, phone)
values ($1, $2, $3, $4, $5);

-- @query demo_visit_add(id note_id, person person_id, agency agency_id?, at stamp, next_on day?, fee yen?, place txt, photo bytes?) exec
insert into visit (muni, id, person, agency, at, next_on, fee, place, photo)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- @query demo_visit_late(id note_id) change
update visit set late = 1 where muni = $muni and id = $id and late = 0;

-- @query demo_visits_count(person person_id) count
select count(*) from visit where muni = $1 and person = $2;

-- @query demo_anywhere(late flag) count
-- Reads a flag of every municipality.
select count(*) from visit where late = $2 or $1 < 0;

-- @row demo_text
--   text  txt
-- @query demo_raw(id person_id) one demo_text raw
select name || birth as text from person where muni = $1 and id = $2;
-- @pg
select concat(name, birth) as text from person where muni = $1 and id = $2;
