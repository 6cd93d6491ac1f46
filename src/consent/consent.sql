-- 根拠: bases, what they cover, what rests on them.

-- @row basis_row
--   id           basis_id
--   person       person_id
--   kind         txt
--   live         flag
--   since        stamp
--   until        stamp?
--   law          txt
--   how          txt
--   explained    veiled of person
--   witness      veiled of person
--   proxy        veiled of person
--   reason       veiled of person
--   end_witness  veiled of person
--   end_note     veiled of person
--   at           stamp
--   who          txt
--   ended_at     stamp?
--   end_reason   txt
-- @query basis_rows(casefile casefile_id) many basis_row
select b.id as id, b.person as person, b.kind as kind, b.live as live,
  b.since as since, b.until as until, b.law as law, b.how as how,
  b.explained as explained, b.witness as witness, b.proxy as proxy,
  b.reason as reason, b.end_witness as end_witness, b.end_note as end_note,
  b.at as at, a.name as who, b.ended_at as ended_at,
  b.end_reason as end_reason
from basis b
join account a on a.muni = b.muni and a.id = b.account
where b.muni = $1 and b.casefile = $2
order by b.at desc, b.id desc
limit 300;

-- @row basis_cover_row
--   basis    basis_id
--   agency   agency_id
--   account  i64
--   level    int
--   classes  int
--   short_name  txt
--   name     txt
-- @query basis_cover_rows(casefile casefile_id) many basis_cover_row
select c.basis as basis, c.agency as agency, c.account as account,
  c.level as level, c.classes as classes, g.short_name as short_name,
  coalesce(a.name, '') as name
from basis b
join basis_cover c on c.muni = b.muni and c.basis = b.id
join agency g on g.muni = c.muni and g.id = c.agency
left join account a on a.muni = c.muni and a.id = c.account
where b.muni = $1 and b.casefile = $2
order by c.basis, g.short_name, c.account
limit 2000;

-- @row basis_fit_row
--   id       basis_id
--   kind     txt
--   level    int
--   classes  int
--   until    stamp?
-- @query basis_fits(casefile casefile_id, person person_id, agency agency_id, account account_id, now stamp) many basis_fit_row
select b.id as id, b.kind as kind, c.level as level, c.classes as classes,
  b.until as until
from basis b
join basis_cover c on c.muni = b.muni and c.basis = b.id and c.agency = $4
  and (c.account = 0 or c.account = $5)
where b.muni = $1 and b.casefile = $2 and b.person = $3 and b.live = 1
  and b.since <= $6 and (b.until is null or b.until > $6)
order by c.level desc, c.classes desc, b.at desc, b.id desc
limit 50;

-- @row basis_agency
--   id     agency_id
--   short_name  txt
--   often  int
-- @query basis_agencies(own agency_id) many basis_agency
-- Those the own agency has shared with before come first.
select g.id as id, g.short_name as short_name,
  (select count(*) from bestowal b where b.muni = $1 and b.to_agency = g.id
    and b.by_agency = $2) as often
from agency g
where g.muni = $1 and g.id <> $2
order by often desc, g.short_name, g.id
limit 5000;

-- @row basis_person_there
--   agency   agency_id
--   account  account_id
--   name     txt
-- @query basis_accounts(own agency_id, now stamp) many basis_person_there
-- In a very large city the guests first: 民生委員 are mostly agreed to by name.
select p.agency as agency, a.id as account, a.name as name
from post p
join account a on a.muni = p.muni and a.id = p.account
where p.muni = $1 and p.agency <> $2 and a.state = 'active'
  and p.role in ('worker', 'senior', 'coordinator', 'guest')
  and (p.until is null or p.until > $3)
  and (a.until is null or a.until > $3)
order by case p.role when 'guest' then 0 else 1 end, p.agency, a.name_kana,
  a.id
limit 2000;

-- Writing -------------------------------------------------------------------

-- @query basis_person_of(casefile casefile_id, person person_id) count
select count(*) from person p
where p.muni = $1 and p.casefile = $2 and p.id = $3;

-- @query basis_insert(id basis_id, casefile casefile_id, person person_id,
--   kind txt, live flag, since stamp, until stamp?, law txt, how txt,
--   explained txt, witness txt, proxy txt, reason txt, account account_id,
--   agency agency_id, now stamp) exec
insert into basis (muni, id, casefile, person, kind, live, since, until, law,
  how, explained, witness, proxy, reason, account, agency, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
  $17);

-- @query basis_cover_insert(basis basis_id, agency agency_id, account i64, level int, classes int) exec
insert into basis_cover (muni, basis, agency, account, level, classes)
values ($1, $2, $3, $4, $5, $6);

-- @row basis_state
--   id      basis_id
--   person  person_id
--   kind    txt
--   live    flag
-- @query basis_state_of(casefile casefile_id, id basis_id) one basis_state
select b.id as id, b.person as person, b.kind as kind, b.live as live
from basis b where b.muni = $1 and b.casefile = $2 and b.id = $3;

-- @query basis_live_of(casefile casefile_id, person person_id, kind txt) many basis_state
select b.id as id, b.person as person, b.kind as kind, b.live as live
from basis b
where b.muni = $1 and b.casefile = $2 and b.person = $3 and b.kind = $4
  and b.live = 1
order by b.id;

-- @query basis_move(old basis_id, fresh basis_id) exec
-- What rests on the old one and is covered by the new one goes on.
update bestowal_person set basis = $3
where muni = $1 and basis = $2 and ended_at is null
  and exists (select 1 from bestowal b
    join basis_cover c on c.muni = b.muni and c.basis = $3
      and c.agency = b.to_agency
      and (c.account = 0 or c.account = b.to_account)
    where b.muni = $1 and b.id = bestowal_person.bestowal);

-- @row basis_grant
--   id       bestowal_id
--   agency   agency_id
--   account  account_id?
--   state    txt
--   told_at  stamp?
-- @query basis_grants(basis basis_id) many basis_grant
select b.id as id, b.to_agency as agency, b.to_account as account,
  b.state as state, b.told_at as told_at
from bestowal_person p
join bestowal b on b.muni = p.muni and b.id = p.bestowal
where p.muni = $1 and p.basis = $2 and p.ended_at is null
order by b.to_agency, b.id;

-- @query basis_people_end(basis basis_id, now stamp) exec
update bestowal_person set ended_at = $3
where muni = $1 and basis = $2 and ended_at is null;

-- One recipient of several takes nothing more: what covered him is kept aside.

-- @query basis_cover_keep(basis basis_id, agency agency_id, now stamp,
--   by account_id, witness txt, note txt) exec
insert into basis_cover_end (muni, basis, agency, account, level, classes, at,
  by_account, witness, note)
select c.muni, c.basis, c.agency, c.account, c.level, c.classes, $4, $5, $6,
  $7
from basis_cover c
where c.muni = $1 and c.basis = $2 and c.agency = $3;

-- @query basis_cover_drop(basis basis_id, agency agency_id) exec
delete from basis_cover where muni = $1 and basis = $2 and agency = $3;

-- @query basis_covered(basis basis_id) count
select count(*) from basis_cover c where c.muni = $1 and c.basis = $2;

-- @query basis_people_end_for(basis basis_id, agency agency_id, now stamp) exec
update bestowal_person set ended_at = $4
where muni = $1 and basis = $2 and ended_at is null
  and exists (select 1 from bestowal b
    where b.muni = $1 and b.id = bestowal_person.bestowal
      and b.to_agency = $3);

-- @row basis_taken
--   short_name  txt
--   at          stamp
--   witness     veiled of person
--   person      person_id
-- @query basis_taken_back(basis basis_id) many basis_taken
select g.short_name as short_name, min(e.at) as at, e.witness as witness,
  b.person as person
from basis_cover_end e
join agency g on g.muni = e.muni and g.id = e.agency
join basis b on b.muni = e.muni and b.id = e.basis
where e.muni = $1 and e.basis = $2
group by g.short_name, e.witness, b.person
order by 2, 1;

-- @query basis_people_left(bestowal bestowal_id) count
select count(*) from bestowal_person p
where p.muni = $1 and p.bestowal = $2 and p.ended_at is null;

-- @query basis_grant_end(id bestowal_id, now stamp, by account_id) exec
update bestowal set state = 'ended', ended_at = $3, ended_by = $4,
  version = version + 1
where muni = $1 and id = $2 and state <> 'ended';

-- @query basis_set_ended(id basis_id, now stamp, reason txt, by account_id,
--   witness txt, note txt) change
update basis set live = 0, ended_at = $3, end_reason = $4, ended_by = $5,
  end_witness = $6, end_note = $7
where muni = $1 and id = $2 and live = 1;

-- @query basis_is_guest(agency agency_id, account account_id, now stamp) count
select count(*) from post p
where p.muni = $1 and p.agency = $2 and p.account = $3 and p.role = 'guest'
  and (p.until is null or p.until > $4);

-- @row basis_house
--   name  veiled
-- @query basis_house_name(casefile casefile_id) many basis_house
select h.name as name from household h
where h.muni = $1 and h.casefile = $2;

-- The consent sheet (同意書) --------------------------------------------------

-- @query sheet_issue_add(id issue_id, casefile casefile_id, agency agency_id,
--   account account_id, issue_no txt, amount txt, now stamp, choice txt) exec
insert into issue (muni, id, casefile, agency, account, issue_no, recipient,
  amount, at, kind, choice)
values ($1, $2, $3, $4, $5, $6, 'person', $7, $8, 'consent', $9);

-- @row sheet_issue
--   issue_no  txt
--   amount    txt
--   at        stamp
--   choice    txt
--   who       txt
-- @query sheet_issue_get(casefile casefile_id, id issue_id, agency agency_id) one sheet_issue
select i.issue_no as issue_no, i.amount as amount, i.at as at,
  i.choice as choice, a.name as who
from issue i
join account a on a.muni = i.muni and a.id = i.account
where i.muni = $1 and i.casefile = $2 and i.id = $3 and i.agency = $4
  and i.kind = 'consent';

-- @row sheet_agency
--   name   txt
--   phone  txt
--   muni   txt
-- @query sheet_agency_of(agency agency_id) one sheet_agency
select g.name as name, g.phone as phone, m.name as muni
from agency g join municipality m on m.muni = g.muni
where g.muni = $1 and g.id = $2;

-- @row sheet_account
--   name  txt
-- @query sheet_account_of(account account_id) one sheet_account
select a.name as name from account a where a.muni = $1 and a.id = $2;

-- The clerk's -----------------------------------------------------------------

-- @row basis_ending
--   id        basis_id
--   casefile  casefile_id
--   agency    agency_id
--   lead      account_id?
-- @query basis_endings(now stamp, before stamp) many basis_ending
select b.id as id, b.casefile as casefile, c.agency as agency,
  c.account as lead
from basis b
join casefile c on c.muni = b.muni and c.id = b.casefile
where b.muni = $1 and b.live = 1 and b.until > $2 and b.until <= $3
  and b.told_at is null and b.kind <> 'emergency' and c.closed_on is null
order by b.until, b.id
limit 200;

-- @query basis_set_told(id basis_id, now stamp) exec
update basis set told_at = $3 where muni = $1 and id = $2;

-- The pages -----------------------------------------------------------------

-- @row basis_reader
--   short_name  txt
--   name        txt
-- @query basis_resting(basis basis_id) many basis_reader
-- To whom something is shared because of it, at this moment.
select distinct g.short_name as short_name, coalesce(a.name, '') as name
from bestowal_person p
join bestowal b on b.muni = p.muni and b.id = p.bestowal
join agency g on g.muni = b.muni and g.id = b.to_agency
left join account a on a.muni = b.muni and a.id = b.to_account
where p.muni = $1 and p.basis = $2 and p.ended_at is null
  and b.state = 'live'
order by 1, 2;

-- @query basis_lost(person person_id, fresh basis_id) many basis_reader
-- Whose share of this person ended with a withdrawn consent, has none again,
-- and is covered by the fresh one.
select distinct g.short_name as short_name, coalesce(a.name, '') as name
from basis s
join bestowal_person p on p.muni = s.muni and p.basis = s.id
  and p.ended_at is not null
join bestowal b on b.muni = p.muni and b.id = p.bestowal
join agency g on g.muni = b.muni and g.id = b.to_agency
join basis_cover c on c.muni = b.muni and c.basis = $3
  and c.agency = b.to_agency
left join account a on a.muni = b.muni and a.id = b.to_account
where s.muni = $1 and s.person = $2 and s.end_reason = 'withdrawn'
  and not exists (select 1 from bestowal_person q
    join bestowal n on n.muni = q.muni and n.id = q.bestowal
    where q.muni = $1 and q.person = $2 and q.ended_at is null
      and n.to_agency = b.to_agency and n.state <> 'ended')
order by 1, 2;
