-- The rows a lens is made from.  Deny by default: no row, no right.

-- @row vis_level
--   level  int
-- @query vis_seat(agency agency_id, casefile casefile_id, account account_id, now stamp) one vis_level
-- A staff member's conflict of interest (利害関係) is a forbid: it beats the seat.
select s.level as level from seat s
where s.muni = $1 and s.agency = $2 and s.casefile = $3
  and s.since <= $5 and (s.until is null or s.until > $5)
  and not exists (select 1 from conflict c
    where c.muni = $1 and c.account = $4 and c.casefile = $3
      and c.since <= $5 and (c.until is null or c.until > $5));

-- @row vis_person
--   id  person_id
-- @query vis_persons(casefile casefile_id) many vis_person
select p.id as id from person p
where p.muni = $1 and p.casefile = $2
order by p.id;

-- @query vis_is_there(casefile casefile_id) count
-- For the hole that the test of non-interference opens (vis/leak.h).
select count(*) from person p where p.muni = $1 and p.casefile = $2;
