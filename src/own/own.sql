-- 自機関の記録: what an agency wrote in casefiles it may not open any more.
--
-- The condition that begins with not exists (… seat …) stands in every query:
-- the agency has no living way in (or a measure is against it), and the reader
-- no conflict of interest.  Only rows of the own agency are read.  A guest
-- reads what he wrote himself.  There is no seat whose `shown` could close one's
-- own words: it is all (-1).

-- @row own_home
--   casefile  casefile_id
--   known     veiled under shown
--   ended     stamp?
--   lead      txt
--   shown        i64
-- @query own_homes(own agency_id, me account_id, now stamp) many own_home
-- Of the others only what its notice told: the name it knew, lead and day.
select t.casefile as casefile, n.known as known, n.at as ended,
  g.short_name as lead,
  cast(-1 as bigint) as shown
from (select distinct b.casefile as casefile from bestowal b
  join casefile c on c.muni = b.muni and c.id = b.casefile
  where b.muni = $1 and b.to_agency = $own and b.state <> 'planned'
    and c.agency <> $own) t
join casefile k on k.muni = $1 and k.id = t.casefile
join agency g on g.muni = $1 and g.id = k.agency
left join notice n on n.muni = $1 and n.id = (select x.id from notice x
    where x.muni = $1 and x.casefile = t.casefile and x.agency = $own
      and x.kind = 'share.ended' and (x.account is null or x.account = $me)
      and x.at <= $now order by x.at desc, x.id desc limit 1)
where (not exists (select 1 from seat s where s.muni = $1
      and s.agency = $own and s.casefile = t.casefile and s.level > 1
      and s.since <= $now and (s.until is null or s.until > $now))
    or exists (select 1 from measure m where m.muni = $1
      and m.casefile = t.casefile and m.against_agency = $own
      and m.since <= $now and m.until > $now))
  and not exists (select 1 from conflict f where f.muni = $1
    and f.account = $me and f.casefile = t.casefile
    and f.since <= $now and (f.until is null or f.until > $now))
order by coalesce(n.at, 0) desc, t.casefile desc
limit 100;

-- @row own_note
--   id           note_id
--   casefile     casefile_id
--   agency       agency_id
--   state        txt
--   happened_at  stamp
--   method       txt
--   title        veiled by title_masks from agency under shown
--   title_masks  txt
--   who          txt
--   shown        i64
-- @query own_notes(own agency_id, me account_id, guest flag, now stamp) many own_note
select n.id as id, n.casefile as casefile, n.agency as agency,
  n.state as state, n.happened_at as happened_at, n.method as method,
  n.title as title, n.title_masks as title_masks, a.name as who,
  cast(-1 as bigint) as shown
from (select distinct b.casefile as casefile from bestowal b
  join casefile c on c.muni = b.muni and c.id = b.casefile
  where b.muni = $1 and b.to_agency = $own and b.state <> 'planned'
    and c.agency <> $own) t
join note n on n.muni = $1 and n.casefile = t.casefile and n.agency = $own
join account a on a.muni = $1 and a.id = n.account
where (n.state = 'record' or n.account = $me)
  and ($guest = 0 or n.account = $me)
  and (not exists (select 1 from seat s where s.muni = $1
      and s.agency = $own and s.casefile = t.casefile and s.level > 1
      and s.since <= $now and (s.until is null or s.until > $now))
    or exists (select 1 from measure m where m.muni = $1
      and m.casefile = t.casefile and m.against_agency = $own
      and m.since <= $now and m.until > $now))
  and not exists (select 1 from conflict f where f.muni = $1
    and f.account = $me and f.casefile = t.casefile
    and f.since <= $now and (f.until is null or f.until > $now))
order by n.happened_at desc, n.id desc
limit 500;

-- @row own_note_whole
--   id            note_id
--   casefile      casefile_id
--   agency        agency_id
--   state         txt
--   happened_at   stamp
--   minutes       int?
--   method        txt
--   place         txt
--   counterpart   veiled
--   title         veiled by title_masks from agency
--   body          veiled by masks from agency
--   title_masks   txt
--   masks         txt
--   entered_at    stamp
--   who           txt
-- @query own_note_get(own agency_id, me account_id, guest flag, now stamp, id note_id) one own_note_whole
select n.id as id, n.casefile as casefile, n.agency as agency,
  n.state as state, n.happened_at as happened_at, n.minutes as minutes,
  n.method as method, n.place as place, n.counterpart as counterpart,
  n.title as title, n.body as body, n.title_masks as title_masks,
  n.masks as masks, n.entered_at as entered_at, a.name as who
from note n
join casefile c on c.muni = n.muni and c.id = n.casefile
  and c.agency <> $own
join account a on a.muni = n.muni and a.id = n.account
where n.muni = $1 and n.id = $id and n.agency = $own
  and (n.state = 'record' or n.account = $me)
  and ($guest = 0 or n.account = $me)
  and (not exists (select 1 from seat s where s.muni = $1
      and s.agency = $own and s.casefile = n.casefile and s.level > 1
      and s.since <= $now and (s.until is null or s.until > $now))
    or exists (select 1 from measure m where m.muni = $1
      and m.casefile = n.casefile and m.against_agency = $own
      and m.since <= $now and m.until > $now))
  and not exists (select 1 from conflict f where f.muni = $1
    and f.account = $me and f.casefile = n.casefile
    and f.since <= $now and (f.until is null or f.until > $now));

-- @row own_intake
--   id           intake_id
--   casefile     casefile_id
--   intake_no    txt
--   received_at  stamp
--   about_name   veiled under shown
--   body         veiled under shown
--   shown        i64
-- @query own_intakes(own agency_id, me account_id, now stamp) many own_intake
select i.id as id, t.casefile as casefile, i.intake_no as intake_no,
  i.received_at as received_at, i.about_name as about_name, i.body as body,
  cast(-1 as bigint) as shown
from (select distinct b.casefile as casefile from bestowal b
  join casefile c on c.muni = b.muni and c.id = b.casefile
  where b.muni = $1 and b.to_agency = $own and b.state <> 'planned'
    and c.agency <> $own) t
join intake i on i.muni = $1 and i.casefile = t.casefile
  and i.agency = $own
where (not exists (select 1 from seat s where s.muni = $1
      and s.agency = $own and s.casefile = t.casefile and s.level > 1
      and s.since <= $now and (s.until is null or s.until > $now))
    or exists (select 1 from measure m where m.muni = $1
      and m.casefile = t.casefile and m.against_agency = $own
      and m.since <= $now and m.until > $now))
  and not exists (select 1 from conflict f where f.muni = $1
    and f.account = $me and f.casefile = t.casefile
    and f.since <= $now and (f.until is null or f.until > $now))
order by i.received_at desc, i.id desc
limit 300;

-- @row own_task
--   id        task_id
--   casefile  casefile_id
--   what      veiled under shown
--   due_on    day?
--   state     txt
--   who       txt
--   shown        i64
-- @query own_tasks(own agency_id, me account_id, guest flag, now stamp) many own_task
select k.id as id, t.casefile as casefile, k.what as what,
  k.due_on as due_on, k.state as state, a.name as who,
  cast(-1 as bigint) as shown
from (select distinct b.casefile as casefile from bestowal b
  join casefile c on c.muni = b.muni and c.id = b.casefile
  where b.muni = $1 and b.to_agency = $own and b.state <> 'planned'
    and c.agency <> $own) t
join task k on k.muni = $1 and k.casefile = t.casefile and k.agency = $own
  and k.state <> 'dropped'
join account a on a.muni = $1 and a.id = k.by_account
where ($guest = 0 or k.by_account = $me)
  and (not exists (select 1 from seat s where s.muni = $1
      and s.agency = $own and s.casefile = t.casefile and s.level > 1
      and s.since <= $now and (s.until is null or s.until > $now))
    or exists (select 1 from measure m where m.muni = $1
      and m.casefile = t.casefile and m.against_agency = $own
      and m.since <= $now and m.until > $now))
  and not exists (select 1 from conflict f where f.muni = $1
    and f.account = $me and f.casefile = t.casefile
    and f.since <= $now and (f.until is null or f.until > $now))
order by k.created_at desc, k.id desc
limit 300;

-- @row own_sheet
--   id        sheet_id
--   casefile  casefile_id
--   person    person_id?
--   kind      txt
--   revision  int
--   doc       txt
--   at        stamp
--   who       txt
-- @query own_sheets(own agency_id, me account_id, guest flag, now stamp) many own_sheet raw
-- The newest revision before another agency wrote in it.  The document is
-- veiled field by field when it is read (dict/doc.h).
select h.id as id, t.casefile as casefile, h.person as person,
  h.kind as kind, r.revision as revision, r.doc as doc, r.at as at,
  a.name as who
from (select distinct b.casefile as casefile from bestowal b
  join casefile c on c.muni = b.muni and c.id = b.casefile
  where b.muni = $1 and b.to_agency = $own and b.state <> 'planned'
    and c.agency <> $own) t
join sheet h on h.muni = $1 and h.casefile = t.casefile
  and h.agency = $own and h.intake is null
join sheet_rev r on r.muni = $1 and r.sheet = h.id
  and r.revision = (select max(x.revision) from sheet_rev x
    where x.muni = $1 and x.sheet = h.id
      and not exists (select 1 from sheet_rev y where y.muni = $1
        and y.sheet = h.id and y.revision <= x.revision
        and y.agency <> $own))
join account a on a.muni = $1 and a.id = r.account
where ($guest = 0 or r.account = $me)
  and (not exists (select 1 from seat s where s.muni = $1
      and s.agency = $own and s.casefile = t.casefile and s.level > 1
      and s.since <= $now and (s.until is null or s.until > $now))
    or exists (select 1 from measure m where m.muni = $1
      and m.casefile = t.casefile and m.against_agency = $own
      and m.since <= $now and m.until > $now))
  and not exists (select 1 from conflict f where f.muni = $1
    and f.account = $me and f.casefile = t.casefile
    and f.since <= $now and (f.until is null or f.until > $now))
order by r.at desc, h.id desc
limit 100;
