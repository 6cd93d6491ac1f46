-- 誰が見たか: who looked and who changed, never what stood there.

-- @row looked_row
--   id        audit_id
--   at        stamp
--   who       txt
--   agency    txt
--   role      txt
--   action    txt
--   kind      txt
--   case_no   txt
--   classes   txt
--   detail    txt
--   seq       i64?
-- @query looked_rows(from stamp, until stamp, agency agency_id, casefile casefile_id, before_at stamp, before_id audit_id, most int) many looked_row
-- @filter by_agency: a.agency = $agency
-- @filter by_casefile: a.casefile = $casefile
-- @filter looks: a.action like 'look.%'
-- @filter changes: a.action not like 'look.%'
select a.id as id, a.at as at, coalesce(w.name, '') as who,
  coalesce(g.short_name, '') as agency, a.role as role, a.action as action,
  a.kind as kind, coalesce(c.case_no, '') as case_no, a.classes as classes,
  a.detail as detail, s.seq as seq
from audit a
left join account w on w.muni = a.muni and w.id = a.account
left join agency g on g.muni = a.muni and g.id = a.agency
left join casefile c on c.muni = a.muni and c.id = a.casefile
left join audit_seal s on s.muni = a.muni and s.audit = a.id
where a.muni = $1 and a.at >= $from and a.at < $until
  and (a.at, a.id) < ($before_at, $before_id)
  {filters}
order by a.at desc, a.id desc limit $most;

-- @row looked_agency
--   id          agency_id
--   short_name  txt
-- @query looked_agencies() many looked_agency
select g.id as id, g.short_name as short_name from agency g
where g.muni = $1 order by g.short_name, g.id;
