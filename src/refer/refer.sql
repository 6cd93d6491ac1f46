-- つなぐ: 依頼 between agencies, and 共有を依頼する.
--
-- The asked agency's readers name no household and no person.  A conflict of
-- interest closes both sides.

-- @row refer_row
--   id           referral_id
--   casefile     casefile_id?
--   from_agency  agency_id
--   from_account account_id
--   to_agency    agency_id
--   from_name    txt
--   to_name      txt
--   asker        txt
--   what         veiled
--   due_on       day?
--   state        txt
--   bestowal     bestowal_id?
--   seal         txt
--   answer       veiled
--   answered_by  txt?
--   answered_at  stamp?
--   version      int
--   created_at   stamp
-- @query refer_get(agency agency_id, me account_id, now stamp, id referral_id) one refer_row
select r.id as id, r.casefile as casefile, r.from_agency as from_agency,
  r.from_account as from_account, r.to_agency as to_agency,
  f.short_name as from_name, t.short_name as to_name, a.name as asker,
  r.what as what, r.due_on as due_on, r.state as state,
  r.bestowal as bestowal, r.seal as seal, r.answer as answer,
  b.name as answered_by, r.answered_at as answered_at,
  r.version as version, r.created_at as created_at
from referral r
join agency f on f.muni = r.muni and f.id = r.from_agency
join agency t on t.muni = r.muni and t.id = r.to_agency
join account a on a.muni = r.muni and a.id = r.from_account
left join account b on b.muni = r.muni and b.id = r.answered_by
where r.muni = $1 and r.id = $5
  and (r.from_agency = $2 or (r.to_agency = $2
    and r.state not in ('preparing', 'dropped')))
  and not exists (select 1 from conflict x
    where x.muni = $1 and x.account = $3 and x.casefile = r.casefile
      and x.since <= $4 and (x.until is null or x.until > $4));

-- @row refer_got
--   id          referral_id
--   who         txt
--   what        veiled
--   due_on      day?
--   state       txt
--   created_at  stamp
-- @query refer_received(agency agency_id, me account_id, now stamp, most int) many refer_got
-- @filter waiting: r.state = 'asked'
select r.id as id, f.short_name as who, r.what as what,
  r.due_on as due_on, r.state as state, r.created_at as created_at
from referral r
join agency f on f.muni = r.muni and f.id = r.from_agency
where r.muni = $1 and r.to_agency = $agency
  and r.state not in ('preparing', 'dropped')
  and not exists (select 1 from conflict x
    where x.muni = $1 and x.account = $me and x.casefile = r.casefile
      and x.since <= $now and (x.until is null or x.until > $now))
  {filters}
order by case r.state when 'asked' then 0 else 1 end, r.created_at desc,
  r.id desc
limit $most;

-- @row refer_gave
--   id          referral_id
--   casefile    casefile_id?
--   who         txt
--   household   veiled
--   what        veiled
--   due_on      day?
--   state       txt
--   created_at  stamp
-- @query refer_sent(agency agency_id, me account_id, now stamp, casefile casefile_id, most int) many refer_gave
-- @filter waiting: r.state = 'asked'
-- @filter of_case: r.casefile = $casefile
select r.id as id, r.casefile as casefile, t.short_name as who,
  h.name as household, r.what as what, r.due_on as due_on,
  r.state as state, r.created_at as created_at
from referral r
join agency t on t.muni = r.muni and t.id = r.to_agency
left join household h on h.muni = r.muni and h.casefile = r.casefile
where r.muni = $1 and r.from_agency = $agency
  and not exists (select 1 from conflict x
    where x.muni = $1 and x.account = $me and x.casefile = r.casefile
      and x.since <= $now and (x.until is null or x.until > $now))
  {filters}
order by case r.state when 'asked' then 0 else 1 end, r.created_at desc,
  r.id desc
limit $most;

-- @row refer_agency
--   id          agency_id
--   short_name  txt
--   name        txt
-- @query refer_agencies(own agency_id) many refer_agency
select g.id as id, g.short_name as short_name, g.name as name
from agency g where g.muni = $1 and g.id <> $2
order by g.short_name, g.id
limit 5000;

-- @query refer_forbids(casefile casefile_id, agency agency_id, now stamp) count
-- A protective measure against the agency; the reason is not told.
select count(*) from measure m
where m.muni = $1 and m.casefile = $2 and m.against_agency = $3
  and m.since <= $4 and m.until > $4;

-- Writing -------------------------------------------------------------------

-- @query refer_insert(id referral_id, casefile casefile_id,
--   from_agency agency_id, from_account account_id, to_agency agency_id,
--   what txt, due_on day, state txt, bestowal bestowal_id?, now stamp) exec
insert into referral (muni, id, casefile, from_agency, from_account,
  to_agency, what, due_on, state, bestowal, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- @query refer_set_sent(id referral_id, seal txt, now stamp) change
update referral set state = 'asked', seal = $3, created_at = $4,
  version = version + 1
where muni = $1 and id = $2 and state = 'preparing';

-- @query refer_set_answer(id referral_id, state txt, answer txt, by account_id, now stamp) change
update referral set state = $3, answer = $4, answered_by = $5,
  answered_at = $6, version = version + 1
where muni = $1 and id = $2 and state = 'asked';

-- @query refer_set_back(id referral_id, state txt) change
update referral set state = $3, version = version + 1
where muni = $1 and id = $2 and state in ('preparing', 'asked');

-- 共有を依頼する ---------------------------------------------------------------

-- @query ask_count(casefile casefile_id, agency agency_id, tab txt, on_day day) count
select count(*) from share_ask k
where k.muni = $1 and k.casefile = $2 and k.agency = $3 and k.tab = $4
  and k.on_day = $5;

-- @query ask_insert(id ask_id, casefile casefile_id, agency agency_id,
--   account account_id, tab txt, why txt, on_day day, now stamp) exec
insert into share_ask (muni, id, casefile, agency, account, tab, why, on_day,
  at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (muni, casefile, agency, tab, on_day) do nothing;

-- @row ask_lead_row
--   agency      agency_id
--   account     account_id?
--   short_name  txt
--   phone       txt
-- @query ask_lead(casefile casefile_id) one ask_lead_row
select c.agency as agency, c.account as account, g.short_name as short_name,
  g.phone as phone
from casefile c
join agency g on g.muni = c.muni and g.id = c.agency
where c.muni = $1 and c.id = $2;
