-- The invented city: what no function of the product writes yet, and the
-- straight rows of --scale.

-- @row demo_there
--   name  txt
-- @query demo_muni() one demo_there
select m.name as name from municipality m where m.muni = $1;

-- @query demo_muni_add(name txt) exec
insert into municipality (muni, name) values ($1, $2);

-- @query demo_setting_add(key txt, value txt) exec
insert into setting (muni, key, value) values ($1, $2, $3);

-- @query demo_agency_add(id agency_id, name txt, short_name txt, kind txt,
--   phone txt, prefix txt) exec
insert into agency (muni, id, name, short_name, kind, phone, prefix)
values ($1, $2, $3, $4, $5, $6, $7);

-- @query demo_account_add(id account_id, name txt, name_kana txt, job txt,
--   password txt) exec
insert into account (muni, id, name, name_kana, job, password, state)
values ($1, $2, $3, $4, $5, $6, 'active');

-- @query demo_login_add(login txt, account account_id) exec
insert into login (muni, login, account) values ($1, $2, $3);

-- @query demo_side_add(account account_id, home_muni i64, home_account account_id) exec
insert into side_account (muni, account, home_muni, home_account)
values ($1, $2, $3, $4);

-- @query demo_post_add(account account_id, agency agency_id, role txt) exec
insert into post (muni, account, agency, role) values ($1, $2, $3, $4);

-- @row demo_setting
--   value  txt
-- @query demo_setting_get(key txt) one demo_setting
select s.value as value from setting s where s.muni = $1 and s.key = $2;

-- @row demo_login_row
--   login   txt
--   agency  txt
--   role    txt
-- @query demo_login_rows() many demo_login_row
-- A line for each desk in this municipality, of whoever has his sign-in name
-- here or in another one.
select l.login as login, g.short_name as agency, p.role as role
from post p
join agency g on g.muni = p.muni and g.id = p.agency
left join side_account t on t.muni = p.muni and t.account = p.account
join login l on l.muni = coalesce(t.home_muni, p.muni)
  and l.account = coalesce(t.home_account, p.account)
where p.muni = $1
order by p.account, p.agency;

-- A household ---------------------------------------------------------------

-- @row demo_house
--   id  household_id
-- @query demo_house_of(casefile casefile_id) one demo_house
select h.id as id from household h where h.muni = $1 and h.casefile = $2;

-- @query demo_house_reach(casefile casefile_id, phone txt, caution txt) change
-- Before its people are entered: they are found by it.
update household set phone = $3, caution = $4
where muni = $1 and casefile = $2;

-- @row demo_own_note
--   id        note_id
--   revision  int
-- @query demo_own_notes(casefile casefile_id, agency agency_id, before stamp) many demo_own_note
-- What an agency has written down of a household until then.
select n.id as id, n.revision as revision from note n
where n.muni = $1 and n.casefile = $2 and n.agency = $3
  and n.state = 'record' and n.entered_at < $4
order by n.id;

-- --scale -------------------------------------------------------------------

-- @query demo_casefile_add(id casefile_id, agency agency_id,
--   account account_id, case_no txt, stage txt, opened_on day, now stamp) exec
insert into casefile (muni, id, agency, account, case_no, stage, urgency,
  opened_on, created_at)
values ($1, $2, $3, $4, $5, $6, 'normal', $7, $8);

-- @query demo_seat_add(agency agency_id, casefile casefile_id, level int,
--   since stamp, noted_at stamp, next_on day?, sort_kana txt, stage txt,
--   stage_no int) exec
insert into seat (muni, agency, casefile, level, since, updated_at, noted_at,
  next_on, sort_kana, stage, stage_no)
values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10);

-- @query demo_household_add(id household_id, casefile casefile_id, name txt,
--   name_kana txt, address txt, phone txt) exec
insert into household (muni, id, casefile, name, name_kana, postal_code,
  address, phone, caution)
values ($1, $2, $3, $4, $5, '', $6, $7, '');

-- @query demo_person_add(id person_id, casefile casefile_id,
--   household household_id, family_name txt, given_name txt,
--   family_name_kana txt, given_name_kana txt, sex txt, birth txt,
--   relation txt, sort int) exec
insert into person (muni, id, casefile, household, family_name, given_name,
  family_name_kana, given_name_kana, sex, birth, death, living, phone,
  relation, sort)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', 'home', '', $11, $12);

-- @query demo_note_add(id note_id, casefile casefile_id, agency agency_id,
--   account account_id, happened_at stamp, minutes int, method txt, title txt,
--   body txt) exec
insert into note (muni, id, casefile, agency, account, state, happened_at,
  minutes, method, place, counterpart, title, body, revision, entered_at,
  updated_at)
values ($1, $2, $3, $4, $5, 'record', $6, $7, $8, '', '', $9, $10, 1, $6, $6);

-- @query demo_note_text_add(note note_id, title txt, body txt,
--   account account_id, agency agency_id, at stamp) exec
insert into note_text (muni, note, revision, title, body, reason, account,
  agency, at)
values ($1, $2, 1, $3, $4, '', $5, $6, $7);

-- @query demo_task_add(id task_id, casefile casefile_id, agency agency_id,
--   account account_id, what txt, due_on day, now stamp) exec
insert into task (muni, id, casefile, agency, by_account, to_account, what,
  due_on, state, created_at)
values ($1, $2, $3, $4, $5, $5, $6, $7, 'open', $8);

-- @query demo_counter_set(agency agency_id, what txt, year int, n int) exec
-- The next number the product gives stands behind these.
insert into counter (muni, agency, what, year, n) values ($1, $2, $3, $4, $5)
on conflict (muni, agency, what, year) do update set n = excluded.n;
