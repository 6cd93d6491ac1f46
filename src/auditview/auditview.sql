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
-- @query looked_rows(from stamp, until stamp, agency agency_id, casefile casefile_id, before_at stamp, before_id audit_id, own agency_id, most int) many looked_row
-- @filter by_agency: a.agency = $agency
-- @filter by_casefile: a.casefile = $casefile and not exists (select 1 from note n where a.kind = 'note' and n.muni = a.muni and n.id = a.object and n.agency <> $own and n.audience <> 'case' and (n.audience = 'own' or not exists (select 1 from note_reader r where r.muni = n.muni and r.note = n.id and r.agency = $own)))
-- @filter looks: a.action like 'look.%'
-- @filter changes: a.action not like 'look.%'
-- The people of a casefile find no row about a note that is not for them: it
-- would tell that it is there.  監査 finds all.
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
