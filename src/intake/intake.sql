-- 相談受付.  Every query names the agency: an intake stays with the one that
-- received it.

-- @query intake_add(id intake_id, agency agency_id, account account_id, intake_no txt, state txt, urgency txt, method txt, received_at stamp, minutes i64?, body txt, caller_kind txt, caller_name txt, caller_phone txt, about_name txt, about_kana txt, about_birth txt, about_place txt, now stamp) exec
insert into intake (muni, id, agency, account, intake_no, casefile, state,
  urgency, method, received_at, minutes, body, caller_kind, caller_name,
  caller_phone, about_name, about_kana, about_birth, about_place, handed_to,
  entered_at)
values ($1, $2, $3, $4, $5, null, $6, $7, $8, $9, $10, $11, $12, $13, $14,
  $15, $16, $17, $18, '', $19);

-- @row intake_row
--   id            intake_id
--   account       account_id
--   intake_no     txt
--   casefile      casefile_id?
--   state         txt
--   urgency       txt
--   method        txt
--   received_at   stamp
--   minutes       i64?
--   body          veiled
--   caller_kind   txt
--   caller_name   veiled
--   caller_phone  veiled
--   about_name    veiled
--   about_kana    veiled
--   about_birth   veiled
--   about_place   veiled
--   entered_at    stamp
-- @query intake_get(agency agency_id, id intake_id) one intake_row
select i.id as id, i.account as account, i.intake_no as intake_no,
  i.casefile as casefile, i.state as state, i.urgency as urgency,
  i.method as method, i.received_at as received_at, i.minutes as minutes,
  i.body as body, i.caller_kind as caller_kind, i.caller_name as caller_name,
  i.caller_phone as caller_phone, i.about_name as about_name,
  i.about_kana as about_kana, i.about_birth as about_birth,
  i.about_place as about_place, i.entered_at as entered_at
from intake i
where i.muni = $1 and i.agency = $2 and i.id = $3;

-- @row intake_open
--   id           intake_id
--   intake_no    txt
--   received_at  stamp
--   urgency      txt
--   about_name   veiled
--   body         veiled
-- @query intake_open_rows(agency agency_id) many intake_open
-- 世帯に結びついていない受付, oldest first: they wait longest.
select i.id as id, i.intake_no as intake_no, i.received_at as received_at,
  i.urgency as urgency, i.about_name as about_name, i.body as body
from intake i
where i.muni = $1 and i.agency = $2 and i.state = 'open'
order by i.received_at, i.id limit 50;

-- @query intake_bind(agency agency_id, id intake_id, casefile casefile_id) change
-- Only an open one: two windows cannot bind it twice.
update intake set casefile = $4, state = 'bound', version = version + 1
where muni = $1 and agency = $2 and id = $3 and state = 'open';

-- @query intake_inform(agency agency_id, id intake_id, handed_to txt) change
update intake set handed_to = $4, state = 'informed', version = version + 1
where muni = $1 and agency = $2 and id = $3 and state = 'open';

-- @query not_same_add(intake intake_id, casefile casefile_id, account account_id, now stamp) exec
insert into not_same (muni, intake, casefile, account, at)
values ($1, $2, $3, $4, $5)
on conflict (muni, intake, casefile) do nothing;

-- @row not_same_row
--   casefile  casefile_id
-- @query not_same_list(intake intake_id) many not_same_row
select n.casefile as casefile from not_same n
where n.muni = $1 and n.intake = $2
order by n.casefile;
