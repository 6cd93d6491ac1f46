-- A municipality's types of sharing, and the casefiles that feel a change.

-- @row sharetype_version
--   version  int
-- @query sharetype_now(name txt) one sharetype_version
select t.version as version from share_type t
where t.muni = $1 and t.name = $2;

-- @query sharetype_put(name txt, label txt, level int, tabs int, verbs int,
--   states txt, reads int, account account_id, now stamp) exec
insert into share_type (muni, name, label, level, tabs, verbs, states, reads,
  account, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (muni, name) do update
set label = excluded.label, level = excluded.level, tabs = excluded.tabs,
  verbs = excluded.verbs, states = excluded.states, reads = excluded.reads,
  version = share_type.version + 1, account = excluded.account,
  at = excluded.at;

-- @query sharetype_drop(name txt) exec
delete from share_type where muni = $1 and name = $2;

-- @row sharetype_use
--   casefile  casefile_id
--   agency    agency_id
-- @query sharetype_uses(name txt) many sharetype_use
-- Every living grant of the type: the settings page, not a screen of work.
select distinct b.casefile as casefile, b.to_agency as agency
from bestowal b
where b.muni = $1 and b.state = 'live'
  and (b.type = $2 or exists (select 1 from bestowal_person bp
    where bp.muni = $1 and bp.bestowal = b.id and bp.type = $2))
order by b.casefile, b.to_agency;
