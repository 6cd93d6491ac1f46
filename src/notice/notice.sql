-- おしらせ: what an agency or one of its people is told.

-- @query notice_insert(id notice_id, agency agency_id, account account_id?,
--   kind txt, casefile casefile_id?, object i64, known txt, at stamp) exec
insert into notice (muni, id, agency, account, kind, casefile, object, known,
  at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- @query notice_delete(kind txt, casefile casefile_id, object i64, now stamp) exec
delete from notice
where muni = $1 and casefile = $3 and object = $4 and kind = $2 and at > $5;

-- @row notice_row
--   id        notice_id
--   kind      txt
--   casefile  casefile_id?
--   object    i64
--   known     veiled
--   at        stamp
--   lead      txt
--   until     stamp?
--   asker     txt
--   tab       txt
--   why       veiled
--   seen      int
-- @query notice_rows(agency agency_id, me account_id, guest flag, now stamp, most int) many notice_row
-- @filter unread: r.at is null
-- A conflict of interest beats what the agency is told.
select n.id as id, n.kind as kind, n.casefile as casefile,
  n.object as object, n.known as known, n.at as at,
  coalesce(g.short_name, '') as lead, b.until as until,
  coalesce(q.short_name, '') as asker, coalesce(k.tab, '') as tab,
  k.why as why,
  case when r.at is null then 0 else 1 end as seen
from notice n
left join casefile c on c.muni = n.muni and c.id = n.casefile
left join agency g on g.muni = n.muni and g.id = c.agency
left join basis b on b.muni = n.muni and b.id = n.object
  and n.kind = 'basis.ending'
left join share_ask k on k.muni = n.muni and k.id = n.object
  and n.kind = 'share.asked'
left join agency q on q.muni = n.muni and q.id = k.agency
left join notice_read r on r.muni = n.muni and r.notice = n.id
  and r.account = $me
where n.muni = $1 and n.agency = $agency and n.at <= $now
  and (n.account = $me or (n.account is null and $guest = 0))
  and not exists (select 1 from conflict x
    where x.muni = $1 and x.account = $me and x.casefile = n.casefile
      and x.since <= $now and (x.until is null or x.until > $now))
  {filters}
order by n.at desc, n.id desc limit $most;

-- @query notice_set_read(agency agency_id, me account_id, guest flag, upto stamp, now stamp) exec
insert into notice_read (muni, notice, account, at)
select n.muni, n.id, $3, $6
from notice n
where n.muni = $1 and n.agency = $2 and n.at <= $5
  and (n.account = $3 or (n.account is null and $4 = 0))
on conflict (muni, notice, account) do nothing;
