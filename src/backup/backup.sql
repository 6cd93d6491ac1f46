-- What a drill opens: at random, and by whom.

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
