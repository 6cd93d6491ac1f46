-- 書類: uploaded files and the keys that open them.

-- @row wrapped_key
--   sealed  bytes
-- @query muni_key_find() one wrapped_key
select k.sealed as sealed from muni_key k where k.muni = $1;

-- @query muni_key_add(sealed bytes, now stamp) exec
insert into muni_key (muni, sealed, at) values ($1, $2, $3)
on conflict (muni) do nothing;

-- @query case_key_find(casefile casefile_id) one wrapped_key
select k.sealed as sealed from case_key k
where k.muni = $1 and k.casefile = $2;

-- @query case_key_add(casefile casefile_id, sealed bytes, now stamp) exec
insert into case_key (muni, casefile, sealed, at) values ($1, $2, $3, $4)
on conflict (muni, casefile) do nothing;

-- @query case_key_erase(casefile casefile_id) exec
delete from case_key where muni = $1 and casefile = $2;

-- @query file_insert(id file_id, casefile casefile_id, agency agency_id,
--   account account_id, belongs txt, object i64, file_no txt, kind txt,
--   size int, now stamp, sealed bytes) exec
insert into file (muni, id, casefile, agency, account, belongs, object,
  file_no, kind, size, at, sealed)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- @row file_row
--   id       file_id
--   file_no  txt
--   kind     txt
--   size     int
--   at       stamp
--   who      txt
-- @query file_rows(casefile casefile_id, agency agency_id, belongs txt, object i64) many file_row
select f.id as id, f.file_no as file_no, f.kind as kind, f.size as size,
  f.at as at, a.name as who
from file f
join account a on a.muni = f.muni and a.id = f.account
where f.muni = $1 and f.casefile = $2 and f.agency = $3 and f.belongs = $4
  and f.object = $5
order by f.at, f.id
limit 100;

-- @row file_bytes
--   file_no  txt
--   kind     txt
--   sealed   bytes
-- @query file_get(casefile casefile_id, agency agency_id, belongs txt, object i64, id file_id) one file_bytes
select f.file_no as file_no, f.kind as kind, f.sealed as sealed
from file f
where f.muni = $1 and f.casefile = $2 and f.agency = $3 and f.belongs = $4
  and f.object = $5 and f.id = $6;
