-- やること: what has to be done in a casefile, by whom, until when.

-- @row task_row
--   id            task_id
--   casefile      casefile_id
--   agency        agency_id
--   by_account    account_id
--   to_account    account_id?
--   what          txt
--   due_on        day?
--   state         txt
--   done_note     note_id?
--   done_at       stamp?
--   version       int
--   agency_short  txt
--   to_name       txt
--   done_name     txt
-- @query task_open_rows(casefile casefile_id) many task_row raw
select t.id as id, t.casefile as casefile, t.agency as agency,
  t.by_account as by_account, t.to_account as to_account, t.what as what,
  t.due_on as due_on, t.state as state, t.done_note as done_note,
  t.done_at as done_at, t.version as version, g.short_name as agency_short,
  coalesce(a.name, '') as to_name, '' as done_name
from task t
join agency g on g.muni = t.muni and g.id = t.agency
left join account a on a.muni = t.muni and a.id = t.to_account
where t.muni = $1 and t.casefile = $2 and t.state = 'open'
order by case when t.due_on is null then 1 else 0 end, t.due_on, t.id
limit 300;

-- @query task_done_rows(casefile casefile_id, since stamp, until stamp, most int) many task_row raw
select t.id as id, t.casefile as casefile, t.agency as agency,
  t.by_account as by_account, t.to_account as to_account, t.what as what,
  t.due_on as due_on, t.state as state, t.done_note as done_note,
  t.done_at as done_at, t.version as version, g.short_name as agency_short,
  '' as to_name, coalesce(d.name, '') as done_name
from task t
join agency g on g.muni = t.muni and g.id = t.agency
left join account d on d.muni = t.muni and d.id = t.done_by
where t.muni = $1 and t.casefile = $2 and t.state = 'done'
  and t.done_at >= $3 and t.done_at < $4
order by t.done_at desc, t.id desc
limit $5;

-- @row task_state
--   agency     agency_id
--   owner      txt
--   state      txt
--   due_on     day?
--   done_at    stamp?
--   version    int
--   done_name  txt
-- @query task_state_of(casefile casefile_id, id task_id) one task_state
select t.agency as agency, g.short_name as owner, t.state as state,
  t.due_on as due_on, t.done_at as done_at, t.version as version,
  coalesce(d.name, '') as done_name
from task t
join agency g on g.muni = t.muni and g.id = t.agency
left join account d on d.muni = t.muni and d.id = t.done_by
where t.muni = $1 and t.casefile = $2 and t.id = $3;

-- @row task_move_row
--   who           txt
--   agency_short  txt
--   at            stamp
-- @query task_moved(casefile casefile_id, id i64) one task_move_row
-- Who gave it the due day it has.
select w.name as who, g.short_name as agency_short, x.at as at
from audit x
join account w on w.muni = x.muni and w.id = x.account
join agency g on g.muni = x.muni and g.id = x.agency
where x.muni = $1 and x.casefile = $2 and x.action = 'task.move'
  and x.object = $3
order by x.at desc, x.id desc limit 1;

-- @row task_home_row
--   id            task_id
--   casefile      casefile_id
--   agency        agency_id
--   by_account    account_id
--   to_account    account_id?
--   shown         i64
--   what          veiled(plain) under shown
--   household     veiled under shown
--   due_on        day?
--   version       int
--   agency_short  txt
--   to_name       txt
-- @query task_home_rows(scope) many task_home_row
-- A casefile counts through its seat.  The words are those of the viewer's own
-- agency, which no sharing closes to it.
select t.id as id, t.casefile as casefile, t.agency as agency,
  t.by_account as by_account, t.to_account as to_account, s.shown as shown,
  t.what as what, h.name as household, t.due_on as due_on,
  t.version as version, g.short_name as agency_short,
  coalesce(a.name, '') as to_name
from task t
join seat s on s.muni = t.muni and s.casefile = t.casefile
join household h on h.muni = t.muni and h.casefile = t.casefile
join agency g on g.muni = t.muni and g.id = t.agency
left join account a on a.muni = t.muni and a.id = t.to_account
where t.muni = $1 and t.agency = $scope_agency and t.state = 'open'
  and (t.to_account is null or t.to_account = $scope_account
    or t.by_account = $scope_account)
  and {scope s}
order by case when t.due_on is null then 1 else 0 end, t.due_on, t.id
limit 200;

-- @row task_colleague_row
--   id    account_id
--   name  txt
-- @query task_colleague_rows(agency agency_id, now stamp) many task_colleague_row
select a.id as id, a.name as name
from post p
join account a on a.muni = p.muni and a.id = p.account
where p.muni = $1 and p.agency = $2 and a.state = 'active'
  and p.role in ('worker', 'senior', 'clerk', 'coordinator')
  and (p.until is null or p.until > $3)
  and (a.until is null or a.until > $3)
order by a.name_kana, a.id;

-- @query task_insert(id task_id, casefile casefile_id, agency agency_id, by_account account_id, to_account account_id?, what txt, due_on day?, note note_id?, now stamp) exec
insert into task (muni, id, casefile, agency, by_account, to_account, what,
  due_on, state, note, version, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, 1, $10);

-- @query task_set_done(id task_id, note note_id?, by account_id, now stamp) change
update task set state = 'done', done_note = $3, done_by = $4, done_at = $5,
  version = version + 1
where muni = $1 and id = $2 and state = 'open';

-- @query task_set_due(id task_id, due_on day?, version int) change
update task set due_on = $3, version = version + 1
where muni = $1 and id = $2 and state = 'open' and version = $4;

-- @query task_set_dropped(id task_id, by account_id, now stamp, version int) change
update task set state = 'dropped', done_by = $3, done_at = $4,
  version = version + 1
where muni = $1 and id = $2 and state = 'open' and version = $5;
