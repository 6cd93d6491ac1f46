-- S10 ホーム: my cases, what changed since I looked, what I have begun.

-- @row home_case
--   id        casefile_id
--   stage     txt
--   noted_at  stamp
--   next_on   day?
--   name      veiled
-- @query home_cases(agency agency_id, least int, me account_id, now stamp) many home_case
-- 担当の事案, next needed first; a casefile with nothing planned comes after.
select s.casefile as id, s.stage as stage, s.noted_at as noted_at,
  s.next_on as next_on, h.name as name
from seat s
join casefile c on c.muni = s.muni and c.id = s.casefile
join household h on h.muni = s.muni and h.casefile = s.casefile
where s.muni = $1 and s.agency = $2 and s.level >= $3 and c.account = $4
  and c.closed_on is null
  and s.since <= $5 and (s.until is null or s.until > $5)
  and not exists (select 1 from conflict x
    where x.muni = $1 and x.account = $4 and x.casefile = s.casefile
      and x.since <= $5 and (x.until is null or x.until > $5))
order by case when s.next_on is null then 1 else 0 end, s.next_on,
  s.sort_kana, s.casefile
limit 200;

-- @row home_change
--   casefile      casefile_id
--   note          note_id
--   at            stamp
--   name          veiled
--   title         veiled
--   agency        agency_id
--   agency_short  txt
--   who           txt
-- @query home_changes(agency agency_id, least int, me account_id, now stamp, since stamp) many home_change
-- 前に見たあと変わったこと: notes of others in casefiles I work on, entered
-- after my own last look at that casefile.
select n.casefile as casefile, n.id as note, n.updated_at as at,
  h.name as name, n.title as title, n.agency as agency,
  g.short_name as agency_short, w.name as who
from (select s.muni as muni, s.casefile as casefile from seat s
    where s.muni = $1 and s.agency = $2 and s.level >= $3
      and s.updated_at > $6
      and s.since <= $5 and (s.until is null or s.until > $5)
      and not exists (select 1 from conflict x
        where x.muni = $1 and x.account = $4 and x.casefile = s.casefile
          and x.since <= $5 and (x.until is null or x.until > $5))
    order by s.updated_at desc, s.casefile desc limit 40) t
join casefile c on c.muni = t.muni and c.id = t.casefile
join note n on n.muni = t.muni and n.casefile = t.casefile
join household h on h.muni = t.muni and h.casefile = t.casefile
join agency g on g.muni = n.muni and g.id = n.agency
join account w on w.muni = n.muni and w.id = n.account
where n.account <> $4 and n.state = 'record' and n.updated_at > $6
  and (c.account = $4 or exists (select 1 from note m
    where m.muni = n.muni and m.casefile = n.casefile and m.account = $4))
  and n.updated_at > coalesce((select max(a.at) from audit a
    where a.muni = n.muni and a.account = $4 and a.casefile = n.casefile), 0)
order by n.updated_at desc, n.id desc
limit 8;
