-- What the clerk thread does behind the requests: seal audit rows, send the
-- outbox.  These look at every municipality in turn.

-- @row muni_row
--   muni  i64
-- @query muni_list() many muni_row
select m.muni as muni from municipality m where m.muni >= $1 order by m.muni;

-- @query muni_busy() many muni_row
-- Those with something to number or to seal, of all: one look a tick.
select m.muni as muni from municipality m
where m.muni >= $1
  and (exists (select 1 from outbox o where o.muni = m.muni)
    or exists (select 1 from audit_todo t where t.muni = m.muni))
order by m.muni;

-- @query uptime_begin(id int) exec
-- Of the one row there is, whose id is 1.
insert into uptime (id, hours) values ($2, 0) on conflict (id) do nothing;

-- @query uptime_end_hour(id int, seen i64) exec
update uptime set hours = hours + 1 where id = $2 and hours = $3;

-- @query uptime_hours(id int) count
select u.hours from uptime u where u.id = $2;

-- @row seal_todo
--   id        audit_id
--   at        stamp
--   account   account_id
--   agency    agency_id
--   role      txt
--   action    txt
--   kind      txt
--   object    i64
--   casefile  casefile_id?
--   classes   txt
--   detail    txt
-- @query seal_todo_rows(most int) many seal_todo
select a.id as id, a.at as at, a.account as account, a.agency as agency,
  a.role as role, a.action as action, a.kind as kind, a.object as object,
  a.casefile as casefile, a.classes as classes, a.detail as detail
from audit_todo t
join audit a on a.muni = t.muni and a.id = t.audit
where t.muni = $1
order by t.audit limit $2;

-- @row seal_head
--   seq   i64
--   hash  bytes
-- @query seal_last() one seal_head
select s.seq as seq, s.hash as hash from audit_seal s
where s.muni = $1 order by s.seq desc limit 1;

-- @query seal_add(seq i64, audit audit_id, hash bytes) exec
insert into audit_seal (muni, seq, audit, hash) values ($1, $2, $3, $4);

-- @query seal_done(audit audit_id) exec
delete from audit_todo where muni = $1 and audit = $2;

-- @row seal_row
--   seq       i64
--   hash      bytes
--   id        audit_id
--   at        stamp
--   account   account_id
--   agency    agency_id
--   role      txt
--   action    txt
--   kind      txt
--   object    i64
--   casefile  casefile_id?
--   classes   txt
--   detail    txt
--   there     flag
-- @query seal_rows(after i64, most int) many seal_row
select s.seq as seq, s.hash as hash, s.audit as id,
  coalesce(a.at, 0) as at, coalesce(a.account, 0) as account,
  coalesce(a.agency, 0) as agency, coalesce(a.role, '') as role,
  coalesce(a.action, '') as action, coalesce(a.kind, '') as kind,
  coalesce(a.object, 0) as object, a.casefile as casefile,
  coalesce(a.classes, '') as classes, coalesce(a.detail, '') as detail,
  case when a.id is null then 0 else 1 end as there
from audit_seal s
left join audit a on a.muni = s.muni and a.id = s.audit
where s.muni = $1 and s.seq > $2
order by s.seq limit $3;

-- @query audit_loose() count
-- Audit rows that are neither sealed nor waiting: somebody wrote by hand.
select count(*) from audit a
where a.muni = $1
  and not exists (select 1 from audit_seal s
    where s.muni = a.muni and s.audit = a.id)
  and not exists (select 1 from audit_todo t
    where t.muni = a.muni and t.audit = a.id);

-- @query audit_unsealed() count
select count(*) from audit_todo t where t.muni = $1;
