-- Telling browsers (tell.h): changes get numbers, servers read by number.

-- @row outbox_row
--   kind      txt
--   casefile  casefile_id
--   agency    agency_id
-- @query outbox_todo(most int) many outbox_row
select o.kind as kind, o.casefile as casefile, o.agency as agency
from outbox o where o.muni = $1
order by o.at limit $2;

-- @query outbox_done(kind txt, casefile casefile_id, agency agency_id) exec
delete from outbox where muni = $1 and kind = $2 and casefile = $3
  and agency = $4;

-- @query event_take(n i64) count
-- The last of n numbers that are now the caller's.  Whoever comes next waits
-- for his commit: numbers become visible in their order, without holes that
-- are filled later.
insert into event_head (muni, seq) values ($1, $2)
on conflict (muni) do update set seq = event_head.seq + $2
returning seq;

-- @query event_add(seq i64, kind txt, casefile casefile_id, agency agency_id) exec
-- Nothing, when another server has numbered the change already.
insert into event (muni, seq, kind, casefile, agency)
select $1, $2, o.kind, o.casefile, o.agency from outbox o
where o.muni = $1 and o.kind = $3 and o.casefile = $4 and o.agency = $5;

-- @query event_sweep(upto i64) exec
delete from event where muni = $1 and seq <= $2;

-- @row head_row
--   muni  i64
--   seq   i64
-- @query event_heads() many head_row
select h.muni as muni, h.seq as seq from event_head h
where h.muni >= $1 order by h.muni;

-- @row event_row
--   kind      txt
--   casefile  casefile_id
--   agency    agency_id
-- @query event_since(after i64) many event_row
select e.kind as kind, e.casefile as casefile, e.agency as agency
from event e where e.muni = $1 and e.seq > $2 order by e.seq;

-- @row lapse_muni
--   muni  i64
-- @query seat_lapse_munis(now stamp) many lapse_muni
-- Where something behind a seat ran out, of all municipalities: the first
-- entry of each in seat_again, so that no plan walks through the seats.
select m.muni as muni from municipality m
where m.muni >= $1
  and (select min(s.again_at) from seat s where s.muni = m.muni) <= $2
order by m.muni;

-- @row lapsed_row
--   casefile  casefile_id
--   agency    agency_id
-- @query seat_lapsed(now stamp, most int) many lapsed_row
select s.casefile as casefile, s.agency as agency from seat s
where s.muni = $1 and s.again_at <= $2 and s.origin = 'grant'
order by s.again_at limit $3;

-- @query seat_lapse_end(casefile casefile_id, now stamp) exec
-- What could not be made anew is no seat.
delete from seat where muni = $1 and casefile = $2 and origin = 'grant'
  and again_at <= $3;
