-- S10 ホーム: my cases, what changed since I looked, what I have begun.

-- @row home_case
--   id        casefile_id
--   stage     txt
--   noted_at  stamp
--   next_on   day?
--   shown     i64
--   name      veiled under shown
-- @query home_cases(scope) many home_case
-- 担当の事案, next needed first; a casefile with nothing planned comes after.
select s.casefile as id, s.stage as stage, s.noted_at as noted_at,
  s.next_on as next_on, s.shown as shown, h.name as name
from (select m.id as id from casefile m
    where m.muni = $1 and m.account = $scope_account
  union select p.casefile from seat_account p
    where p.muni = $1 and p.agency = $scope_agency
      and p.account = $scope_account) mine
join seat s on s.muni = $1 and s.agency = $scope_agency
  and s.casefile = mine.id
join casefile c on c.muni = s.muni and c.id = s.casefile
join household h on h.muni = s.muni and h.casefile = s.casefile
where {scope s}
  and (c.account = $scope_account or s.narrow = 1) and c.closed_on is null
order by case when s.next_on is null then 1 else 0 end, s.next_on,
  s.sort_kana, s.casefile
limit 200;

-- @row home_change
--   casefile      casefile_id
--   note          note_id
--   at            stamp
--   agency        agency_id
--   title         veiled by title_masks from agency under shown
--   title_masks   txt
--   agency_short  txt
--   who           txt
--   shown         i64
--   name          veiled under shown
-- @query home_changes(scope, since stamp) many home_change
-- 前に見たあと変わったこと: notes of others in casefiles I work on, entered
-- after my own last look at that casefile.
select n.casefile as casefile, n.id as note, n.updated_at as at,
  n.agency as agency, n.title as title, n.title_masks as title_masks,
  g.short_name as agency_short, w.name as who, t.shown as shown, h.name as name
from (select s.muni as muni, s.agency as agency, s.casefile as casefile,
      s.origin as origin, s.shown as shown, s.tabs as tabs, s.reads as reads
    from seat s
    where {scope s} and s.updated_at > $since
    order by s.updated_at desc, s.casefile desc limit 40) t
join casefile c on c.muni = t.muni and c.id = t.casefile
join note n on n.muni = t.muni and n.casefile = t.casefile
join household h on h.muni = t.muni and h.casefile = t.casefile
join agency g on g.muni = n.muni and g.id = n.agency
join account w on w.muni = n.muni and w.id = n.account
where n.muni = $1 and n.account <> $scope_account and n.state = 'record'
  and n.updated_at > $since
  and {record t n}
  and (c.account = $scope_account or exists (select 1 from note m
    where m.muni = n.muni and m.casefile = n.casefile
      and m.account = $scope_account and m.state = 'record'))
  and n.updated_at > coalesce((select max(a.at) from audit a
    where a.muni = n.muni and a.account = $scope_account
      and a.casefile = n.casefile), 0)
order by n.updated_at desc, n.id desc
limit 8;
