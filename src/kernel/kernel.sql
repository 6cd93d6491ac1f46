-- Sessions, idempotency, audit, outbox, drafts.

-- @row session_row
--   muni          i64
--   id            session_id
--   account       account_id
--   agency        agency_id
--   role          txt
--   csrf          bytes
--   left_csrf     bytes?
--   ends_at       stamp
--   seen_at       stamp
--   name          txt
--   agency_name   txt
--   agency_short  txt
--   agency_phone  txt
--   keys_off      flag
--   home_muni     i64
--   home_account  account_id
--   wide          flag
-- @query session_find(hash bytes, now stamp) one session_row
-- A stopped account (here, or where its sign-in name is), an ended desk or a
-- changed role end the session at once.
select s.muni as muni, s.id as id, s.account as account, s.agency as agency,
  s.role as role, s.csrf as csrf, s.left_csrf as left_csrf,
  s.ends_at as ends_at, s.seen_at as seen_at,
  a.name as name, g.name as agency_name,
  g.short_name as agency_short, g.phone as agency_phone,
  a.keys_off as keys_off,
  coalesce(t.home_muni, s.muni) as home_muni,
  coalesce(t.home_account, s.account) as home_account,
  case when t.account is not null or exists (select 1 from post q
      where q.muni = s.muni and q.account = s.account
        and q.agency <> s.agency)
    or exists (select 1 from side_account x
      where x.home_muni = s.muni and x.home_account = s.account)
    then 1 else 0 end as wide
from session s
join account a on a.muni = s.muni and a.id = s.account
left join side_account t on t.muni = s.muni and t.account = s.account
left join account h on h.muni = t.home_muni and h.id = t.home_account
join agency g on g.muni = s.muni and g.id = s.agency
join post p on p.muni = s.muni and p.account = s.account
  and p.agency = s.agency and p.role = s.role
where s.hash = $2 and s.ends_at > $3 and a.state = 'active'
  and (a.until is null or a.until > $3)
  and (p.until is null or p.until > $3)
  and (t.account is null or (h.state = 'active'
    and (h.until is null or h.until > $3)));

-- @query view_take(id bestowal_id, now stamp) change
-- 一時的に見せる: in the transaction that records the look.
update bestowal set views_left = views_left - 1
where muni = $1 and id = $2 and state = 'live' and views_left > 0
  and (until is null or until > $3);

-- @query view_left(id bestowal_id) count
select coalesce((select b.views_left from bestowal b
  where b.muni = $1 and b.id = $2), 0);

-- @row preview_row
--   casefile      casefile_id
--   agency        agency_id
--   account       account_id?
--   state         txt
--   role          txt
--   who           txt
--   agency_name   txt
--   agency_short  txt
--   agency_phone  txt
-- @query preview_find(id bestowal_id, now stamp, agency agency_id, me account_id) one preview_row
-- For whom a grant is, and which desk he sits at; not when it has ended.  To
-- whom it is not to share, it costs what one costs that is not there.
select b.casefile as casefile, b.to_agency as agency,
  b.to_account as account, b.state as state, coalesce(p.role, '') as role,
  coalesce(w.name, '') as who, g.name as agency_name,
  g.short_name as agency_short, g.phone as agency_phone
from bestowal b
join agency g on g.muni = $1 and g.id = b.to_agency
left join account w on w.muni = $1 and w.id = b.to_account
left join post p on p.muni = $1 and p.account = b.to_account
  and p.agency = b.to_agency and (p.until is null or p.until > $3)
where b.muni = $1 and b.id = $2 and b.state <> 'ended'
  and exists (select 1 from seat s where s.muni = $1 and s.agency = $4
    and s.casefile = b.casefile and s.origin = 'lead'
    and s.since <= $3 and (s.until is null or s.until > $3))
  and not exists (select 1 from conflict c where c.muni = $1
    and c.account = $5 and c.casefile = b.casefile
    and c.since <= $3 and (c.until is null or c.until > $3));

-- @row desk_row
--   muni          i64
--   account       account_id
--   agency        agency_id
--   role          txt
--   muni_name     txt
--   agency_short  txt
--   used_at       stamp
-- @query desk_list(account account_id, now stamp) many desk_row
-- 兼務: the live desks of one human, by the account of his sign-in name; its
-- own municipality first.
select d.muni as muni, d.account as account, p.agency as agency,
  p.role as role, m.name as muni_name, g.short_name as agency_short,
  p.used_at as used_at
from (select h.muni as muni, h.id as account, 0 as away from account h
    where h.muni = $1 and h.id = $2
  union all
    select t.muni as muni, t.account as account, 1 as away
    from side_account t where t.home_muni = $1 and t.home_account = $2) d
join account a on a.muni = d.muni and a.id = d.account
join municipality m on m.muni = d.muni
join post p on p.muni = d.muni and p.account = d.account
join agency g on g.muni = p.muni and g.id = p.agency
where a.state = 'active' and (a.until is null or a.until > $3)
  and (p.until is null or p.until > $3)
order by d.away, d.muni, p.agency;

-- @query desk_used(account account_id, agency agency_id, now stamp) exec
update post set used_at = $4 where muni = $1 and account = $2 and agency = $3;

-- @query session_add(hash bytes, id session_id, account account_id, agency agency_id, role txt, csrf bytes, left_csrf bytes?, device txt, now stamp, ends_at stamp) exec
insert into session (muni, hash, id, account, agency, role, csrf, left_csrf,
  device, created_at, seen_at, ends_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11);

-- @query session_touch(id session_id, now stamp, latest stamp) exec
-- One opened while the clock was ahead ends no later than one opened now.
update session set seen_at = $3,
  ends_at = case when ends_at > $4 then $4 else ends_at end
where muni = $1 and id = $2;

-- @query session_drop(account account_id, id session_id) exec
delete from session where muni = $1 and account = $2 and id = $3;

-- @query session_leave(account account_id, id session_id) change
-- The same, for a desk that is changed: of two windows one changes it.
delete from session where muni = $1 and account = $2 and id = $3;

-- @query session_sweep(now stamp) exec
delete from session where muni = $1 and ends_at <= $2;

-- @row idem_row
--   location  txt
-- @query idem_find(account account_id, key txt) one idem_row
select i.location as location from idem i
where i.muni = $1 and i.account = $2 and i.key = $3;

-- @query idem_sweep(hours i64) exec
-- A form is not sent again after days: its key may go.  Days that have really
-- run (uptime.h): this must not depend on the wall clock.
delete from idem where muni = $1
  and hour < (select u.hours - $2 from uptime u where u.id = 1);

-- @query idem_add(account account_id, key txt, location txt) exec
insert into idem (muni, account, key, location, hour)
values ($1, $2, $3, $4,
  coalesce((select u.hours from uptime u where u.id = 1), 0));

-- @query audit_add(id audit_id, at stamp, account account_id, agency agency_id, role txt, action txt, kind txt, object i64, casefile casefile_id?, classes txt, detail txt) exec
insert into audit (muni, id, at, account, agency, role, action, kind, object,
  casefile, classes, detail)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- @query audit_todo_add(audit audit_id) exec
insert into audit_todo (muni, audit) values ($1, $2);

-- @query outbox_add_seats(casefile casefile_id, agency agency_id, now stamp) exec
-- One row for the agency that wrote and for those whose case it is: an event
-- is news, and to the others nobody has decided that it may be told.  Changes
-- not yet told melt into one.
insert into outbox (muni, kind, casefile, agency, at)
select $1, 'case.changed', s.casefile, s.agency, $4
from seat s
where s.muni = $1 and s.casefile = $2 and s.level > 0
  and (s.origin <> 'grant' or s.agency = $3)
  and s.since <= $4 and (s.until is null or s.until > $4)
on conflict (muni, kind, casefile, agency) do update set at = excluded.at;

-- @query outbox_add_readers(casefile casefile_id, note note_id, now stamp) exec
-- One row for every agency that the note is there for.
insert into outbox (muni, kind, casefile, agency, at)
select $1, 'case.changed', s.casefile, s.agency, $4
from seat s
join note n on n.muni = $1 and n.id = $3 and n.casefile = s.casefile
where s.muni = $1 and s.casefile = $2 and s.level > 0
  and s.since <= $4 and (s.until is null or s.until > $4)
  and {record s n}
on conflict (muni, kind, casefile, agency) do update set at = excluded.at;

-- @query outbox_add(kind txt, casefile casefile_id, agency agency_id, now stamp) exec
insert into outbox (muni, kind, casefile, agency, at)
values ($1, $2, $3, $4, $5)
on conflict (muni, kind, casefile, agency) do update set at = excluded.at;

-- @query seat_touch(casefile casefile_id, agency agency_id, now stamp) exec
-- The last change an agency may know of, as outbox_add_seats tells it.
update seat set updated_at = $4
where muni = $1 and casefile = $2 and updated_at < $4
  and (origin <> 'grant' or agency = $3);

-- @query seat_touch_readers(casefile casefile_id, note note_id, now stamp) exec
update seat as s set updated_at = $4
where s.muni = $1 and s.casefile = $2 and s.updated_at < $4
  and exists (select 1 from note n
    where n.muni = $1 and n.id = $3 and n.casefile = s.casefile
      and {record s n});

-- @row draft_row
--   revision  int
--   sealed    bytes
--   at        stamp
-- @query draft_find(account account_id, agency agency_id, form txt, object i64) one draft_row
-- Of the desk it was typed at: another desk of the account has its own.
select d.revision as revision, d.sealed as sealed, d.at as at from draft d
where d.muni = $1 and d.account = $2 and d.agency = $3 and d.form = $4
  and d.object = $5;

-- @row draft_head
--   form    txt
--   object  i64
--   at      stamp
-- @query draft_list(account account_id, agency agency_id) many draft_head
select d.form as form, d.object as object, d.at as at from draft d
where d.muni = $1 and d.account = $2 and d.agency = $3
order by d.at desc, d.form, d.object;

-- @query draft_save(account account_id, form txt, object i64, agency agency_id, sealed bytes, now stamp) exec
insert into draft (muni, account, form, object, agency, revision, sealed, at)
values ($1, $2, $3, $4, $5, 1, $6, $7)
on conflict (muni, account, agency, form, object) do update set
  revision = draft.revision + 1, sealed = excluded.sealed, at = excluded.at;

-- @query draft_drop(account account_id, agency agency_id, form txt, object i64) exec
delete from draft
where muni = $1 and account = $2 and agency = $3 and form = $4
  and object = $5;

-- @row lead_row
--   agency      agency_id
--   short_name  txt
-- @query kernel_lead(casefile casefile_id) one lead_row
-- Who may change what a viewer sees: the banner names it too.
select c.agency as agency, g.short_name as short_name
from casefile c join agency g on g.muni = c.muni and g.id = c.agency
where c.muni = $1 and c.id = $2;
