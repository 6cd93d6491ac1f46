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
-- Who only knows of the existence knows no stage.
update seat set stage = $3, stage_no = $4
where muni = $1 and casefile = $2 and level >= 2;

-- @query seat_rename(casefile casefile_id, sort_kana txt) exec
-- A reading that is not shown orders nothing.
update seat
set sort_kana = case when ((shown >> 2) & 3) = 3 then $3 else '' end
where muni = $1 and casefile = $2;

-- @query seat_noted(casefile casefile_id, note note_id) exec
-- Of those that the note is there for.
update seat as s set noted_at = (select x.happened_at from note x
    where x.muni = $1 and x.id = $3)
where s.muni = $1 and s.casefile = $2
  and exists (select 1 from note n
    where n.muni = $1 and n.id = $3 and n.casefile = s.casefile
      and n.happened_at > s.noted_at and {record s n});

-- @query seat_due(casefile casefile_id) exec
update seat as s set next_on = (select min(t.due_on) from task t
    where t.muni = $1 and t.casefile = $2 and t.state = 'open'
      and {task s t})
where s.muni = $1 and s.casefile = $2;

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
--   homes         i64
--   agreed        i64
--   agreed_until  stamp?
--   met           i64
-- @query casefile_banner(casefile casefile_id, agency agency_id, me account_id,
--   now stamp, plan bestowal_id, own flag, family flag) one banner_row
-- The person in focus is the first of the household.  Of the bases (根拠) of
-- those who live there, another agency counts those its own shares rest on; who
-- may not know who lives there counts everybody.
select c.case_no as case_no, c.stage as stage, c.agency as lead,
  g.short_name as lead_short, g.phone as lead_phone, w.name as worker,
  s.next_on as next_on, h.name as name, h.caution as caution, p.id as focus,
  p.family_name as focus_family, p.given_name as focus_given,
  (select count(*) from person n where n.muni = $1 and n.casefile = $2
    and (n.living = 'home' or $8 = 0) and n.dead = 0) as homes,
  coalesce(k.agreed, 0) as agreed, k.agreed_until as agreed_until,
  coalesce(k.met, 0) as met
from casefile c
join agency g on g.muni = c.muni and g.id = c.agency
left join account w on w.muni = c.muni and w.id = c.account
left join seat s on s.muni = c.muni and s.agency = $3 and s.casefile = c.id
left join household h on h.muni = c.muni and h.casefile = c.id
left join person p on p.muni = c.muni and p.id = (select q.id from person q
    where q.muni = $1 and q.casefile = $2 order by q.sort, q.id limit 1)
left join (select b.muni as muni, count(distinct case b.kind
      when 'consent' then b.person end) as agreed,
    min(case b.kind when 'consent' then b.until end) as agreed_until,
    count(case b.kind when 'conference' then 1 end) as met
  from basis b
  join person n on n.muni = b.muni and n.id = b.person
    and (n.living = 'home' or $8 = 0) and n.dead = 0
  where b.muni = $1 and b.casefile = $2 and b.live = 1 and b.since <= $5
    and (b.until is null or b.until > $5)
    and ($7 = 1 or exists (select 1 from bestowal_person q
      join bestowal r on r.muni = q.muni and r.id = q.bestowal
        and r.to_agency = $3 and r.since <= $5
        and (r.state = 'live' or (r.state = 'planned' and r.id = $6))
        and (r.until is null or r.until > $5)
        and (r.to_account is null or r.to_account = $4)
      where q.muni = $1 and q.basis = b.id and q.ended_at is null))
  group by b.muni) k on k.muni = c.muni
where c.muni = $1 and c.id = $2;

-- The list (S20) ----------------------------------------------------------

-- @row list_agency
--   id          agency_id
--   short_name  txt
-- @query casefile_leads(scope, only casefile_id) many list_agency
-- Which agencies lead something in the viewer's list; `only` (0: all): of that
-- casefile.
select g.id as id, g.short_name as short_name from agency g
where g.muni = $1 and (g.id in (select c.agency from seat s
    join casefile c on c.muni = s.muni and c.id = s.casefile
    where {scope s} and s.origin = 'grant'
      and ($only = 0 or s.casefile = $only))
  or (g.id = $scope_agency and exists (select 1 from seat s
    where {scope s} and s.origin = 'lead'
      and ($only = 0 or s.casefile = $only))))
order by g.short_name, g.id;

-- @row list_place
--   sort_kana  txt
--   stage_no   int
--   noted_at   stamp
--   next_on    day?
-- @query casefile_place(scope, casefile casefile_id) one list_place raw
-- Where a page ended: the address carries only the casefile's token.  One that is
-- not in the viewer's list has no place there.
select s.sort_kana as sort_kana, s.stage_no as stage_no, s.noted_at as noted_at,
  s.next_on as next_on
from seat s where s.muni = $1 and {scope s} and s.casefile = $casefile;

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
--   shown         i64
--   name          veiled under shown
--   name_kana     veiled under shown
--   focus         person_id?
--   focus_family  veiled of focus under shown
--   focus_given   veiled of focus under shown
--   focus_birth   veiled of focus under shown
--   homes         i64
--   agreed        i64
--   agreed_until  stamp?
-- @query casefile_list(scope, next_from day, next_to day, stage txt, lead agency_id,
--   text txt, num i64, after casefile_id, most int, only casefile_id,
--   reader agency_id, me account_id, plan bestowal_id, family flag) many casefile_item
-- @order kana: and (s.sort_kana, s.casefile) > ($text, $after) order by s.sort_kana, s.casefile
-- @order kana_down: and (s.sort_kana, s.casefile) < ($text, $after) order by s.sort_kana desc, s.casefile desc
-- @order stage: and (s.stage_no, s.casefile) > ($num, $after) order by s.stage_no, s.casefile
-- @order noted: and (s.noted_at, s.casefile) > ($num, $after) order by s.noted_at, s.casefile
-- @order noted_down: and (s.noted_at, s.casefile) < ($num, $after) order by s.noted_at desc, s.casefile desc
-- @order next: and (s.next_on, s.casefile) > ($num, $after) order by s.next_on, s.casefile
-- @order next_down: and (s.next_on, s.casefile) < ($num, $after) order by s.next_on desc, s.casefile desc
-- @order unplanned: and s.next_on is null and s.casefile > $after order by s.casefile
-- @filter mine: c.account = $scope_account or s.narrow = 1
-- @filter at_stage: s.stage = $stage
-- @filter by_lead: c.agency = $lead
-- @filter only: s.casefile = $only
-- next_from, next_to: 2932896 (9999-12-31) stands for "nothing planned".
-- An order brings the place where the page before ended along (keyset).
-- A seat that only knows of the existence has no stage and no dates.
-- homes, agreed: as in casefile_banner, through each row's own seat; agreed -1:
-- nobody did, but a meeting's basis is in force.
select s.casefile as id, s.level as level, s.stage as stage,
  c.case_no as case_no, c.agency as lead, g.short_name as lead_short,
  g.phone as lead_phone, w.name as worker, s.noted_at as noted_at,
  s.next_on as next_on, s.shown as shown, h.name as name,
  h.name_kana as name_kana,
  p.id as focus, p.family_name as focus_family, p.given_name as focus_given,
  p.birth as focus_birth,
  (select count(*) from person n where n.muni = s.muni
    and n.casefile = s.casefile and n.dead = 0
    and (n.living = 'home' or $family = 0
      or ((s.shown >> 8) & 3) < 3)) as homes,
  (select case when count(case b.kind when 'consent' then 1 end) > 0
      then count(distinct case b.kind when 'consent' then b.person end)
      when count(*) > 0 then -1 else 0 end from basis b
    join person n on n.muni = b.muni and n.id = b.person and n.dead = 0
      and (n.living = 'home' or $family = 0
          or ((s.shown >> 8) & 3) < 3)
    where b.muni = s.muni and b.casefile = s.casefile
      and b.kind in ('consent', 'conference')
      and b.live = 1 and b.since <= $scope_now
      and (b.until is null or b.until > $scope_now)
      and (c.agency = $reader or exists (select 1 from bestowal_person q
        join bestowal r on r.muni = q.muni and r.id = q.bestowal
          and r.to_agency = $reader and r.since <= $scope_now
          and (r.state = 'live' or (r.state = 'planned' and r.id = $plan))
          and (r.until is null or r.until > $scope_now)
          and (r.to_account is null or r.to_account = $me)
        where q.muni = b.muni and q.basis = b.id and q.ended_at is null))
    ) as agreed,
  (select min(b.until) from basis b
    join person n on n.muni = b.muni and n.id = b.person and n.dead = 0
      and (n.living = 'home' or $family = 0
          or ((s.shown >> 8) & 3) < 3)
    where b.muni = s.muni and b.casefile = s.casefile and b.kind = 'consent'
      and b.live = 1 and b.since <= $scope_now
      and (b.until is null or b.until > $scope_now)
      and (c.agency = $reader or exists (select 1 from bestowal_person q
        join bestowal r on r.muni = q.muni and r.id = q.bestowal
          and r.to_agency = $reader and r.since <= $scope_now
          and (r.state = 'live' or (r.state = 'planned' and r.id = $plan))
          and (r.until is null or r.until > $scope_now)
          and (r.to_account is null or r.to_account = $me)
        where q.muni = b.muni and q.basis = b.id and q.ended_at is null))
    ) as agreed_until
from seat s
join casefile c on c.muni = s.muni and c.id = s.casefile
join agency g on g.muni = c.muni and g.id = c.agency
left join account w on w.muni = c.muni and w.id = c.account
left join household h on h.muni = c.muni and h.casefile = c.id
left join person p on p.muni = c.muni and p.id = (select q.id from person q
    where q.muni = s.muni and q.casefile = s.casefile
    order by q.sort, q.id limit 1)
where {scope s}
  and coalesce(s.next_on, 2932896) between $next_from and $next_to
  {filters} {order} limit $most;
