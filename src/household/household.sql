-- 世帯, its people, and what binds them.

-- Adding ------------------------------------------------------------------

-- @query household_insert(id household_id, casefile casefile_id, name txt,
--   name_kana txt, postal_code txt, address txt, phone txt, caution txt) exec
insert into household (muni, id, casefile, name, name_kana, postal_code,
  address, phone, caution)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- @query person_insert(id person_id, casefile casefile_id,
--   household household_id, family_name txt, given_name txt,
--   family_name_kana txt, given_name_kana txt, sex txt, birth txt, death txt,
--   dead flag, living txt, phone txt, relation txt) exec
-- Behind those already there.
insert into person (muni, id, casefile, household, family_name, given_name,
  family_name_kana, given_name_kana, sex, birth, death, dead, living, phone,
  relation, sort)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
  (select coalesce(max(p.sort), 0) + 1 from person p
    where p.muni = $1 and p.casefile = $3));

-- @query name_insert(id name_id, casefile casefile_id, person person_id,
--   kind txt, family_name txt, given_name txt, kana txt) exec
insert into person_name (muni, id, casefile, person, kind, family_name,
  given_name, kana)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- @query name_drop(person person_id, id name_id) change
delete from person_name where muni = $1 and person = $2 and id = $3;

-- @query name_clear(person person_id) exec
delete from person_name where muni = $1 and person = $2;

-- Reading for rules -------------------------------------------------------

-- @row person_raw
--   id                person_id
--   casefile          casefile_id
--   household         household_id
--   family_name       txt
--   given_name        txt
--   family_name_kana  txt
--   given_name_kana   txt
--   sex               txt
--   birth             txt
--   death             txt
--   dead              flag
--   living            txt
--   phone             txt
--   relation          txt
--   version           int
-- @query person_stored(casefile casefile_id, person person_id) one person_raw raw
select p.id as id, p.casefile as casefile, p.household as household,
  p.family_name as family_name, p.given_name as given_name,
  p.family_name_kana as family_name_kana, p.given_name_kana as given_name_kana,
  p.sex as sex, p.birth as birth, p.death as death, p.dead as dead,
  p.living as living, p.phone as phone, p.relation as relation,
  p.version as version
from person p where p.muni = $1 and p.casefile = $2 and p.id = $3;

-- @row household_raw
--   id           household_id
--   name         txt
--   name_kana    txt
--   postal_code  txt
--   address      txt
--   phone        txt
--   caution      txt
--   version      int
-- @query household_stored(casefile casefile_id) one household_raw raw
select h.id as id, h.name as name, h.name_kana as name_kana,
  h.postal_code as postal_code, h.address as address, h.phone as phone,
  h.caution as caution, h.version as version
from household h where h.muni = $1 and h.casefile = $2;

-- @row person_key
--   id     person_id
-- @query person_ids(casefile casefile_id) many person_key
select p.id as id from person p
where p.muni = $1 and p.casefile = $2 order by p.sort, p.id;

-- @row search_source
--   agency            agency_id
--   family_name       txt
--   given_name        txt
--   family_name_kana  txt
--   given_name_kana   txt
--   phone             txt
--   house_name        txt
--   house_kana        txt
--   house_address     txt
--   house_phone       txt
-- @query person_search_source(person person_id) one search_source raw
select c.agency as agency, p.family_name as family_name,
  p.given_name as given_name, p.family_name_kana as family_name_kana,
  p.given_name_kana as given_name_kana, p.phone as phone,
  h.name as house_name, h.name_kana as house_kana,
  h.address as house_address, h.phone as house_phone
from person p
join household h on h.muni = p.muni and h.id = p.household
join casefile c on c.muni = p.muni and c.id = p.casefile
where p.muni = $1 and p.id = $2;

-- @row name_raw
--   kind         txt
--   family_name  txt
--   given_name   txt
--   kana         txt
-- @query person_names_stored(person person_id) many name_raw raw
select n.kind as kind, n.family_name as family_name,
  n.given_name as given_name, n.kana as kana
from person_name n where n.muni = $1 and n.person = $2 order by n.id;

-- Changing ----------------------------------------------------------------

-- @query person_update(id person_id, seen int, family_name txt,
--   given_name txt, family_name_kana txt, given_name_kana txt, sex txt,
--   birth txt, death txt, dead flag, living txt, phone txt, relation txt) change
update person set family_name = $4, given_name = $5, family_name_kana = $6,
  given_name_kana = $7, sex = $8, birth = $9, death = $10, dead = $11,
  living = $12, phone = $13, relation = $14, version = version + 1
where muni = $1 and id = $2 and version = $3;

-- @query household_update(id household_id, seen int, name txt, name_kana txt,
--   postal_code txt, address txt, phone txt, caution txt) change
update household set name = $4, name_kana = $5, postal_code = $6,
  address = $7, phone = $8, caution = $9, version = version + 1
where muni = $1 and id = $2 and version = $3;

-- Reading for people ------------------------------------------------------

-- @row person_line
--   id                person_id
--   dead              flag
--   version           int
--   family_name       veiled of id
--   given_name        veiled of id
--   family_name_kana  veiled of id
--   given_name_kana   veiled of id
--   sex               veiled of id
--   birth             veiled of id
--   death             veiled of id
--   living            veiled of id
--   phone             veiled of id
--   relation          veiled of id
-- @query person_lines(casefile casefile_id) many person_line
select p.id as id, p.dead as dead, p.version as version,
  p.family_name as family_name, p.given_name as given_name,
  p.family_name_kana as family_name_kana, p.given_name_kana as given_name_kana,
  p.sex as sex, p.birth as birth, p.death as death, p.living as living,
  p.phone as phone, p.relation as relation
from person p where p.muni = $1 and p.casefile = $2 order by p.sort, p.id;

-- @row name_line
--   id           name_id
--   person       person_id
--   kind         txt
--   family_name  veiled of person
--   given_name   veiled of person
--   kana         veiled of person
-- @query name_rows(casefile casefile_id) many name_line
select n.id as id, n.person as person, n.kind as kind,
  n.family_name as family_name, n.given_name as given_name, n.kana as kana
from person p
join person_name n on n.muni = p.muni and n.person = p.id
where p.muni = $1 and p.casefile = $2 order by n.id;

-- @row household_line
--   id           household_id
--   version      int
--   name         veiled
--   name_kana    veiled
--   postal_code  veiled
--   address      veiled
--   phone        veiled
--   caution      veiled
-- @query household_row(casefile casefile_id) one household_line
select h.id as id, h.version as version, h.name as name,
  h.name_kana as name_kana, h.postal_code as postal_code,
  h.address as address, h.phone as phone, h.caution as caution
from household h where h.muni = $1 and h.casefile = $2;

-- What binds them ---------------------------------------------------------

-- @row bond_line
--   id       bond_id
--   a        person_id
--   b        person_id
--   version  int
--   kind     veiled
--   begun    veiled
--   ended    veiled
--   ending   veiled
-- @query bond_rows(casefile casefile_id) many bond_line
select u.id as id, u.a as a, u.b as b, u.version as version, u.kind as kind,
  u.begun as begun, u.ended as ended, u.ending as ending
from bond u where u.muni = $1 and u.casefile = $2 order by u.id;

-- @row bond_pair
--   id  bond_id
-- @query bond_between(casefile casefile_id, p person_id, q person_id) many bond_pair
select u.id as id from bond u
where u.muni = $1 and u.casefile = $2
  and ((u.a = $3 and u.b = $4) or (u.a = $4 and u.b = $3));

-- @query bond_insert(id bond_id, casefile casefile_id, p person_id,
--   q person_id, kind txt, begun txt, ended txt, ending txt) exec
insert into bond (muni, id, casefile, a, b, kind, begun, ended, ending)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- @row bond_raw
--   a       person_id
--   b       person_id
--   kind    txt
--   begun   txt
--   ended   txt
--   ending  txt
--   version int
-- @query bond_stored(casefile casefile_id, id bond_id) one bond_raw raw
select u.a as a, u.b as b, u.kind as kind, u.begun as begun,
  u.ended as ended, u.ending as ending, u.version as version
from bond u where u.muni = $1 and u.casefile = $2 and u.id = $3;

-- @query bond_update(casefile casefile_id, id bond_id, seen int, kind txt,
--   begun txt, ended txt, ending txt) change
update bond set kind = $5, begun = $6, ended = $7, ending = $8,
  version = version + 1
where muni = $1 and casefile = $2 and id = $3 and version = $4;

-- @query bond_drop(casefile casefile_id, id bond_id, seen int) change
delete from bond
where muni = $1 and casefile = $2 and id = $3 and version = $4;

-- @row parentage_line
--   id       parentage_id
--   parent   person_id
--   child    person_id
--   version  int
--   kind     veiled
--   begun    veiled
--   ended    veiled
-- @query parentage_rows(casefile casefile_id) many parentage_line
select r.id as id, r.parent as parent, r.child as child,
  r.version as version, r.kind as kind, r.begun as begun, r.ended as ended
from parentage r where r.muni = $1 and r.casefile = $2 order by r.id;

-- @row parentage_pair
--   id  parentage_id
-- @query parentage_between(casefile casefile_id, parent person_id,
--   child person_id) many parentage_pair
select r.id as id from parentage r
where r.muni = $1 and r.casefile = $2 and r.parent = $3 and r.child = $4;

-- @query parentage_insert(id parentage_id, casefile casefile_id,
--   parent person_id, child person_id, kind txt, begun txt, ended txt) exec
insert into parentage (muni, id, casefile, parent, child, kind, begun, ended)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- @row parentage_raw
--   parent  person_id
--   child   person_id
--   kind    txt
--   begun   txt
--   ended   txt
--   version int
-- @query parentage_stored(casefile casefile_id, id parentage_id) one parentage_raw raw
select r.parent as parent, r.child as child, r.kind as kind,
  r.begun as begun, r.ended as ended, r.version as version
from parentage r where r.muni = $1 and r.casefile = $2 and r.id = $3;

-- @query parentage_update(casefile casefile_id, id parentage_id, seen int,
--   kind txt, begun txt, ended txt) change
update parentage set kind = $5, begun = $6, ended = $7, version = version + 1
where muni = $1 and casefile = $2 and id = $3 and version = $4;

-- @query parentage_drop(casefile casefile_id, id parentage_id, seen int) change
delete from parentage
where muni = $1 and casefile = $2 and id = $3 and version = $4;

-- @row residence_line
--   person  person_id
--   begun   veiled of person
--   ended   veiled of person
-- @query residence_rows(casefile casefile_id) many residence_line
select r.person as person, r.begun as begun, r.ended as ended
from person p
join residence r on r.muni = p.muni and r.person = p.id
where p.muni = $1 and p.casefile = $2 order by p.sort, p.id, r.begun;

-- @row residence_raw
--   begun  txt
--   ended  txt
-- @query residence_stored(casefile casefile_id, person person_id) many residence_raw raw
select r.begun as begun, r.ended as ended
from residence r
where r.muni = $1 and r.casefile = $2 and r.person = $3 order by r.begun;

-- @query residence_insert(person person_id, casefile casefile_id, begun txt,
--   ended txt) exec
-- The same stay twice is one stay.
insert into residence (muni, person, casefile, begun, ended)
values ($1, $2, $3, $4, $5)
on conflict (muni, person, begun) do nothing;

-- @query residence_update(casefile casefile_id, person person_id,
--   was_begun txt, was_ended txt, begun txt, ended txt) change
-- The old values are the lock: a stay has no other version.
update residence set begun = $6, ended = $7
where muni = $1 and casefile = $2 and person = $3 and begun = $4
  and ended = $5;

-- @query residence_drop(casefile casefile_id, person person_id,
--   was_begun txt, was_ended txt) change
delete from residence
where muni = $1 and casefile = $2 and person = $3 and begun = $4
  and ended = $5;

-- @query residence_forget_bare(person person_id) exec
-- A stay without any date says nothing once the person lives elsewhere.
delete from residence
where muni = $1 and person = $2 and begun = '' and ended = '';
