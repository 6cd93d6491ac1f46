-- 事案: its row, its seats, its numbers, the frame around its pages, the list.

-- @row counter_value
--   n  int
-- @query counter_next(agency agency_id, what txt, year int) one counter_value
-- In the caller's transaction: what is rolled back leaves no gap.
insert into counter (muni, agency, what, year, n) values ($1, $2, $3, $4, 1)
on conflict (muni, agency, what, year) do update set n = counter.n + 1
returning n as n;

-- @row agency_prefix
--   prefix  txt
-- @query casefile_prefix(agency agency_id) one agency_prefix
select g.prefix as prefix from agency g where g.muni = $1 and g.id = $2;

-- @query casefile_add(id casefile_id, agency agency_id, account account_id,
--   case_no txt, stage txt, urgency txt, opened_on day, now stamp) exec
insert into casefile (muni, id, agency, account, case_no, stage, urgency,
  opened_on, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- @query seat_add(agency agency_id, casefile casefile_id, level int,
--   now stamp, sort_kana txt, stage txt, stage_no int) exec
insert into seat (muni, agency, casefile, level, since, updated_at,
  sort_kana, stage, stage_no)
values ($1, $2, $3, $4, $5, $5, $6, $7, $8);

-- @query casefile_set_stage(casefile casefile_id, stage txt) change
update casefile set stage = $3, version = version + 1
where muni = $1 and id = $2;

-- @query seat_set_stage(casefile casefile_id, stage txt, stage_no int) exec
update seat set stage = $3, stage_no = $4 where muni = $1 and casefile = $2;

-- @query seat_rename(casefile casefile_id, sort_kana txt) exec
update seat set sort_kana = $3 where muni = $1 and casefile = $2;

-- @query seat_noted(casefile casefile_id, happened stamp) exec
update seat set noted_at = $3
where muni = $1 and casefile = $2 and noted_at < $3;

-- @query seat_due(casefile casefile_id) exec
update seat set next_on = (select min(t.due_on) from task t
    where t.muni = $1 and t.casefile = $2 and t.state = 'open')
where muni = $1 and casefile = $2;

-- The frame (S24) ---------------------------------------------------------

-- @row banner_row
--   case_no       txt
--   stage         txt
--   lead          agency_id
--   lead_short    txt
--   lead_phone    txt
--   worker        txt?
--   next_on       day?
--   name          veiled
--   caution       veiled
--   focus         person_id?
--   focus_family  veiled of focus
--   focus_given   veiled of focus
-- @query casefile_banner(casefile casefile_id, agency agency_id) one banner_row
-- The person in focus is the first of the household.
select c.case_no as case_no, c.stage as stage, c.agency as lead,
  g.short_name as lead_short, g.phone as lead_phone, w.name as worker,
  s.next_on as next_on, h.name as name, h.caution as caution, p.id as focus,
  p.family_name as focus_family, p.given_name as focus_given
from casefile c
join agency g on g.muni = c.muni and g.id = c.agency
left join account w on w.muni = c.muni and w.id = c.account
left join seat s on s.muni = c.muni and s.agency = $3 and s.casefile = c.id
left join household h on h.muni = c.muni and h.casefile = c.id
left join person p on p.muni = c.muni and p.id = (select q.id from person q
    where q.muni = $1 and q.casefile = $2 order by q.sort, q.id limit 1)
where c.muni = $1 and c.id = $2;

-- The list (S20) ----------------------------------------------------------

-- @row list_agency
--   id          agency_id
--   short_name  txt
-- @query casefile_agencies() many list_agency
select g.id as id, g.short_name as short_name from agency g
where g.muni = $1 order by g.short_name, g.id;

-- @row list_place
--   sort_kana  txt
--   stage_no   int
--   noted_at   stamp
--   next_on    day?
-- @query casefile_place(agency agency_id, casefile casefile_id) one list_place raw
-- Where a page ended: the address carries only the casefile's token.
select s.sort_kana as sort_kana, s.stage_no as stage_no, s.noted_at as noted_at,
  s.next_on as next_on
from seat s where s.muni = $1 and s.agency = $2 and s.casefile = $3;

-- @row casefile_item
--   id            casefile_id
--   level         int
--   stage         txt
--   case_no       txt
--   lead          agency_id
--   lead_short    txt
--   lead_phone    txt
--   worker        txt?
--   noted_at      stamp
--   next_on       day?
--   name          veiled
--   name_kana     veiled
--   focus         person_id?
--   focus_family  veiled of focus
--   focus_given   veiled of focus
--   focus_birth   veiled of focus
-- @query casefile_list(agency agency_id, least int, me account_id, now stamp,
--   next_from day, next_to day, stage txt, lead agency_id,
--   text txt, num i64, after casefile_id, most int, only casefile_id) many casefile_item
-- @order kana: and (s.sort_kana, s.casefile) > ($text, $after) order by s.sort_kana, s.casefile
-- @order kana_down: and (s.sort_kana, s.casefile) < ($text, $after) order by s.sort_kana desc, s.casefile desc
-- @order stage: and (s.stage_no, s.casefile) > ($num, $after) order by s.stage_no, s.casefile
-- @order noted: and (s.noted_at, s.casefile) > ($num, $after) order by s.noted_at, s.casefile
-- @order noted_down: and (s.noted_at, s.casefile) < ($num, $after) order by s.noted_at desc, s.casefile desc
-- @order next: and (s.next_on, s.casefile) > ($num, $after) order by s.next_on, s.casefile
-- @order next_down: and (s.next_on, s.casefile) < ($num, $after) order by s.next_on desc, s.casefile desc
-- @order unplanned: and s.next_on is null and s.casefile > $after order by s.casefile
-- @filter mine: c.account = $me
-- @filter at_stage: c.stage = $stage
-- @filter by_lead: c.agency = $lead
-- @filter only: s.casefile = $only
-- next_from, next_to: 2932896 (9999-12-31) stands for "nothing planned".
-- An order brings the place where the page before ended along (keyset).
select s.casefile as id, s.level as level, c.stage as stage,
  c.case_no as case_no, c.agency as lead, g.short_name as lead_short,
  g.phone as lead_phone, w.name as worker, s.noted_at as noted_at,
  s.next_on as next_on, h.name as name, h.name_kana as name_kana,
  p.id as focus, p.family_name as focus_family, p.given_name as focus_given,
  p.birth as focus_birth
from seat s
join casefile c on c.muni = s.muni and c.id = s.casefile
join agency g on g.muni = c.muni and g.id = c.agency
left join account w on w.muni = c.muni and w.id = c.account
left join household h on h.muni = c.muni and h.casefile = c.id
left join person p on p.muni = c.muni and p.id = (select q.id from person q
    where q.muni = s.muni and q.casefile = s.casefile
    order by q.sort, q.id limit 1)
where s.muni = $1 and s.agency = $agency and s.level >= $least
  and s.since <= $now and (s.until is null or s.until > $now)
  and coalesce(s.next_on, 2932896) between $next_from and $next_to
  and not exists (select 1 from conflict x
    where x.muni = $1 and x.account = $me and x.casefile = s.casefile
      and x.since <= $now and (x.until is null or x.until > $now))
  {filters} {order} limit $most;
