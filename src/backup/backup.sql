-- What a drill opens: at random, and by whom; what was ended after a backup.

-- @row drill_case
--   casefile  casefile_id
--   case_no   txt
-- @query drill_cases(now stamp, most int) many drill_case
-- Those that somebody of the lead agency can open.
select c.id as casefile, c.case_no as case_no
from casefile c
where c.muni = $1 and exists (select 1 from seat s
  join post p on p.muni = s.muni and p.agency = s.agency
  join account a on a.muni = p.muni and a.id = p.account
  where s.muni = c.muni and s.casefile = c.id and s.origin = 'lead'
    and s.narrow = 0 and s.since <= $2 and (s.until is null or s.until > $2)
    and p.role in ('worker', 'senior')
    and (p.until is null or p.until > $2)
    and a.state = 'active' and (a.until is null or a.until > $2)
    and not exists (select 1 from conflict x where x.muni = c.muni
      and x.account = p.account and x.casefile = c.id
      and x.since <= $2 and (x.until is null or x.until > $2)))
order by random() limit $3;

-- @row drill_opener
--   account  account_id
--   agency   agency_id
--   role     txt
-- @query drill_who(now stamp, casefile casefile_id) one drill_opener
select p.account as account, p.agency as agency, p.role as role
from seat s
join post p on p.muni = s.muni and p.agency = s.agency
join account a on a.muni = p.muni and a.id = p.account
where s.muni = $1 and s.casefile = $3 and s.origin = 'lead'
  and s.narrow = 0 and s.since <= $2 and (s.until is null or s.until > $2)
  and p.role in ('worker', 'senior')
  and (p.until is null or p.until > $2)
  and a.state = 'active' and (a.until is null or a.until > $2)
  and not exists (select 1 from conflict x where x.muni = $1
    and x.account = p.account and x.casefile = $3
    and x.since <= $2 and (x.until is null or x.until > $2))
order by p.account limit 1;

-- @row drill_paper
--   file      file_id
--   casefile  casefile_id
--   person    person_id
--   basis     basis_id
--   size      int
-- @query drill_papers(now stamp, most int) many drill_paper
-- Files of a lead agency whose key was not erased.
select f.id as file, f.casefile as casefile, b.person as person,
  b.id as basis, f.size as size
from file f
join case_key k on k.muni = f.muni and k.casefile = f.casefile
join basis b on b.muni = f.muni and b.id = f.object
join seat s on s.muni = f.muni and s.casefile = f.casefile
  and s.agency = f.agency
where f.muni = $1 and f.belongs = 'basis' and s.origin = 'lead'
  and s.narrow = 0 and s.since <= $2 and (s.until is null or s.until > $2)
order by random() limit $3;

-- @row ended_row
--   case_no   txt
--   shares    i64
--   bases     i64
--   closings  i64
-- @query ended_rows(since stamp, made stamp) many ended_row
-- Of what was there when the backup was made, what narrowed after it.
select c.case_no as case_no, sum(e.share) as shares, sum(e.basis) as bases,
  sum(e.closing) as closings
from (
  select b.casefile as casefile, 1 as share, 0 as basis, 0 as closing
  from bestowal b
  where b.muni = $1 and b.state = 'ended' and b.ended_at >= $2 and b.at < $3
  union all
  select s.casefile as casefile, 0 as share, 1 as basis, 0 as closing
  from basis s
  where s.muni = $1 and s.live = 0 and s.ended_at >= $2 and s.at < $3
  union all
  select s.casefile as casefile, 0 as share, 1 as basis, 0 as closing
  from basis_cover_end t
  join basis s on s.muni = t.muni and s.id = t.basis
  where t.muni = $1 and t.at >= $2 and s.at < $3
  union all
  select b.casefile as casefile, 0 as share, 0 as basis, 1 as closing
  from bestowal_exception x
  join bestowal b on b.muni = x.muni and b.id = x.bestowal
  where x.muni = $1 and x.at >= $2 and b.at < $3
) e
join casefile c on c.muni = $1 and c.id = e.casefile
group by c.case_no order by c.case_no;
