-- Sign-in and the sessions list.

-- @row login_row
--   muni      i64
--   account   account_id
--   password  txt
--   state     txt
--   until     stamp?
-- @query login_find(login txt) one login_row
select l.muni as muni, l.account as account, a.password as password,
  a.state as state, a.until as until
from login l
join account a on a.muni = l.muni and a.id = l.account
where l.login = $2;

-- @row try_row
--   failed  int
--   at      stamp
-- @query try_find(hash bytes) one try_row
select t.failed as failed, t.at as at from login_try t
where t.muni = $1 and t.hash = $2;

-- @query try_count(hash bytes, now stamp, since stamp) exec
-- Counts within the window; an older count begins again.
insert into login_try (muni, hash, failed, at) values ($1, $2, 1, $3)
on conflict (muni, hash) do update set
  failed = case when login_try.at < $4 then 1 else login_try.failed + 1 end,
  at = excluded.at;

-- @query try_clear(hash bytes) exec
delete from login_try where muni = $1 and hash = $2;

-- @query try_sweep(before stamp) exec
delete from login_try where muni = $1 and at < $2;

-- @row session_item
--   muni        i64
--   account     account_id
--   agency      agency_id
--   role        txt
--   id          session_id
--   device      txt
--   muni_name   txt
--   short_name  txt
--   created_at  stamp
--   seen_at     stamp
-- @query session_items(account account_id, now stamp) many session_item
-- One human's, by the account of his sign-in name, at all of his desks: a
-- device that was lost signed in elsewhere is his to end.
select s.muni as muni, s.account as account, s.agency as agency,
  s.role as role, s.id as id, s.device as device, m.name as muni_name,
  g.short_name as short_name, s.created_at as created_at,
  s.seen_at as seen_at
from (select h.muni as muni, h.id as account from account h
    where h.muni = $1 and h.id = $2
  union all
    select t.muni as muni, t.account as account from side_account t
    where t.home_muni = $1 and t.home_account = $2) d
join session s on s.muni = d.muni and s.account = d.account
join agency g on g.muni = s.muni and g.id = s.agency
join municipality m on m.muni = s.muni
where s.ends_at > $3
order by s.seen_at desc, s.id;
