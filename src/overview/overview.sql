-- 事案概要: what no other room reads for it.

-- @row overview_house_row
--   postal_code  veiled
--   address      veiled
--   phone        veiled
--   asked        i64
--   lead_short   txt
--   lead_phone   txt
-- @query overview_house(casefile casefile_id) many overview_house_row
-- asked: how often somebody's consent, or refusal, was recorded.
select h.postal_code as postal_code, h.address as address, h.phone as phone,
  (select count(*) from basis b where b.muni = $1 and b.casefile = $2
    and b.kind in ('consent', 'refusal')) as asked,
  g.short_name as lead_short, g.phone as lead_phone
from household h
join casefile c on c.muni = h.muni and c.id = h.casefile
join agency g on g.muni = c.muni and g.id = c.agency
where h.muni = $1 and h.casefile = $2;

-- @row overview_agency
--   agency       agency_id
--   short_name   txt
--   name         txt
--   happened_at  stamp?
--   method       txt?
--   who          txt?
-- @query overview_agencies(casefile casefile_id, me agency_id, now stamp) many overview_agency
-- Who may open the casefile, and what each did last, so that nobody must
-- telephone to ask, as far as it is there for one's own agency.  Who only knows
-- that it exists (level 1) is not named.
select s.agency as agency, g.short_name as short_name, g.name as name,
  n.happened_at as happened_at, n.method as method, a.name as who
from seat s
join agency g on g.muni = s.muni and g.id = s.agency
left join note n on n.muni = s.muni and n.id = (select m.id from note m
    where m.muni = $1 and m.casefile = $2 and m.agency = s.agency
      and m.state = 'record'
      and (m.agency = $me or m.audience = 'case'
        or exists (select 1 from note_reader r where r.muni = m.muni
          and r.note = m.id and r.agency = $me))
    order by m.happened_at desc, m.id desc limit 1)
left join account a on a.muni = n.muni and a.id = n.account
where s.muni = $1 and s.casefile = $2 and s.level >= 2
  and s.since <= $now and (s.until is null or s.until > $now)
order by s.since, s.agency;

-- @query overview_partners(casefile casefile_id, me agency_id) many overview_agency
-- What somebody knows with whom it is shared: who leads it, and himself; not
-- with whom else it is shared, nor what was done when.
select g.id as agency, g.short_name as short_name, g.name as name,
  n.happened_at as happened_at, n.method as method, a.name as who
from casefile c
join agency g on g.muni = c.muni and (g.id = c.agency or g.id = $3)
left join note n on n.muni = c.muni and n.id = 0
left join account a on a.muni = n.muni and a.id = n.account
where c.muni = $1 and c.id = $2
order by case when g.id = c.agency then 0 else 1 end;

-- @row overview_basis
--   person  person_id
--   kind    txt
--   until   stamp?
-- @query overview_bases(casefile casefile_id, now stamp) many overview_basis
-- 同意と見える範囲: what is in force for each person, the longest first.
select b.person as person, b.kind as kind, b.until as until
from basis b
where b.muni = $1 and b.casefile = $2 and b.live = 1
  and b.since <= $3 and (b.until is null or b.until > $3)
order by b.person, case when b.kind = 'consent' then 0 else 1 end,
  case when b.until is null then 0 else 1 end, b.until desc, b.id;

-- @row overview_share
--   short_name  txt
--   who         txt?
--   type        txt
--   until       stamp?
-- @query overview_shares(casefile casefile_id, now stamp) many overview_share
select g.short_name as short_name, a.name as who, b.type as type,
  b.until as until
from bestowal b
join agency g on g.muni = b.muni and g.id = b.to_agency
left join account a on a.muni = b.muni and a.id = b.to_account
where b.muni = $1 and b.casefile = $2 and b.state = 'live'
  and b.since <= $3 and (b.until is null or b.until > $3)
order by b.since, b.id;

-- @row overview_rev
--   revision      int
--   fields        txt
--   at            stamp
--   who           txt
--   agency_short  txt
-- @query overview_revs(casefile casefile_id) many overview_rev
-- Who changed which fields when, newest first; the texts stay where they are.
select r.revision as revision, r.fields as fields, r.at as at,
  a.name as who, g.short_name as agency_short
from sheet s
join sheet_rev r on r.muni = s.muni and r.sheet = s.id
join account a on a.muni = r.muni and a.id = r.account
join agency g on g.muni = r.muni and g.id = r.agency
where s.muni = $1 and s.casefile = $2 and s.kind = 'overview'
  and s.person is null and s.intake is null
order by r.revision desc limit 1000;

-- Paper ---------------------------------------------------------------------

-- @query issue_add(id issue_id, casefile casefile_id, agency agency_id,
--   account account_id, issue_no txt, recipient txt, amount txt, now stamp) exec
insert into issue (muni, id, casefile, agency, account, issue_no, recipient,
  amount, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- @row paper_to
--   id            bestowal_id
--   agency_short  txt
--   who           txt
-- @query paper_tos(casefile casefile_id, now stamp) many paper_to
-- Whom a paper may be handed to: with whom more than the existence is shared.
select b.id as id, g.short_name as agency_short, coalesce(a.name, '') as who
from bestowal b
join agency g on g.muni = b.muni and g.id = b.to_agency
left join account a on a.muni = b.muni and a.id = b.to_account
where b.muni = $1 and b.casefile = $2 and b.state = 'live'
  and b.type <> 'exists' and b.views_left is null
  and (b.until is null or b.until > $3)
  and exists (select 1 from bestowal_person p where p.muni = $1
    and p.bestowal = b.id and p.ended_at is null)
order by b.since, b.id limit 50;

-- @row issue_row
--   issue_no      txt
--   recipient     txt
--   amount        txt
--   at            stamp
--   who           txt
--   agency_name   txt
--   agency_short  txt
-- @query issue_get(casefile casefile_id, id issue_id, me account_id) one issue_row
-- Only for the one who issued it: the paper in hand is the only copy.
select i.issue_no as issue_no, i.recipient as recipient, i.amount as amount, i.at as at,
  a.name as who, g.name as agency_name, g.short_name as agency_short
from issue i
join account a on a.muni = i.muni and a.id = i.account
join agency g on g.muni = i.muni and g.id = i.agency
where i.muni = $1 and i.casefile = $2 and i.id = $3 and i.account = $4
  and i.kind = 'overview';

-- @row paper_head
--   case_no  txt
--   name     veiled
--   caution  veiled
-- @query overview_paper(casefile casefile_id) many paper_head
select c.case_no as case_no, h.name as name, h.caution as caution
from casefile c
join household h on h.muni = c.muni and h.casefile = c.id
where c.muni = $1 and c.id = $2;
