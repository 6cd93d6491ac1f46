-- 支援経過: the notes of a casefile and their versions.
--
-- A draft is read only by its author at the agency he wrote it for: the
-- condition (state = 'record' or account = me and agency = own) stands in every
-- reader here (somebody with desks in two agencies has the drafts of each
-- there), and so does the one that begins with n.agency = $own: lens_record as a
-- predicate (vis/records.h).

-- @row note_item
--   id            note_id
--   agency        agency_id
--   account       account_id
--   state         txt
--   happened_at   stamp
--   minutes       int?
--   method        txt
--   title         veiled by title_masks from agency
--   body          veiled by masks from agency
--   title_masks   txt
--   masks         txt
--   audience      txt
--   revision      int
--   corrections   int
--   intake        intake_id?
--   entered_at    stamp
--   who           txt
--   agency_short  txt
-- @query note_page(own agency_id, via agency_id, reads int, shut txt,
--   me account_id, casefile casefile_id, since stamp, until stamp, how txt, by txt, about txt, house flag, sort int, dir int, after note_id, most int) many note_item
-- One page.  how, by and about are sets: ',phone,,visit,', '' for all.
-- k is the sort key, then time.  The page begins behind the note
-- `after`; its keys are looked up here, so that no personal word stands in an
-- address.  A casefile's notes are few enough to be sorted each time.
with k as (
  select n.id as id, n.happened_at as at,
    case $sort
      when 1 then n.method
      when 2 then g.short_name
      when 3 then n.title
      when 4 then coalesce((select min(p.family_name_kana
          || p.given_name_kana) from note_person np
        join person p on p.muni = np.muni and p.id = np.person
        where np.muni = n.muni and np.note = n.id), '')
      else '' end as k
  from note n
  join agency g on g.muni = n.muni and g.id = n.agency
  where n.muni = $1 and n.casefile = $casefile
    and (n.state = 'record' or (n.account = $me and n.agency = $own))
    and (n.agency = $own or n.audience = 'case'
      or exists (select 1 from note_reader nr where nr.muni = n.muni
        and nr.note = n.id and nr.agency = $own))
    and (n.agency = $via or n.audience = 'case'
      or exists (select 1 from note_reader nr where nr.muni = n.muni
        and nr.note = n.id and nr.agency = $via))
    and (n.agency = $own or $reads = -1
      or ((($reads & 16) <> 0 or (($reads & 1) <> 0 and n.restated = 1)
          or (($reads & 2) <> 0 and n.reviewed = 1)
          or (($reads & 4) <> 0 and n.matter = 'health')
          or (($reads & 8) <> 0 and n.matter = 'meeting'))
        and (replace($shut, ',0,', '') = $shut
          or exists (select 1 from note_person np where np.muni = n.muni
            and np.note = n.id))
        and not exists (select 1 from note_person np where np.muni = n.muni
          and np.note = n.id and replace($shut,
            ',' || cast(np.person as text) || ',', '') <> $shut)))
    and n.happened_at >= $since and n.happened_at < $until
    and ($how = '' or replace($how, ',' || n.method || ',', '') <> $how)
    and ($by = ''
      or replace($by, ',' || cast(n.agency as text) || ',', '') <> $by)
    and (($about = '' and $house = 0)
      or exists (select 1 from note_person np
        where np.muni = n.muni and np.note = n.id
          and replace($about, ',' || cast(np.person as text) || ',', '')
            <> $about)
      or ($house = 1 and not exists (select 1 from note_person np
        where np.muni = n.muni and np.note = n.id)))
)
select n.id as id, n.agency as agency, n.account as account,
  n.state as state, n.happened_at as happened_at, n.minutes as minutes,
  n.method as method, n.title as title, n.body as body,
  n.title_masks as title_masks, n.masks as masks, n.audience as audience,
  n.revision as revision,
  (select count(*) from note_text t where t.muni = n.muni and t.note = n.id
      and t.reason <> '')
    as corrections,
  n.intake as intake, n.entered_at as entered_at, a.name as who,
  g.short_name as agency_short
from k
join note n on n.muni = $1 and n.id = k.id
join agency g on g.muni = n.muni and g.id = n.agency
join account a on a.muni = n.muni and a.id = n.account
where cast($after as bigint) = 0 or (k.k, $dir * k.at, $dir * k.id)
  > (select c.k, $dir * c.at, $dir * c.id from k c where c.id = cast($after as bigint))
order by k.k, $dir * k.at, $dir * k.id
limit $most;

-- @query note_count(own agency_id, via agency_id, reads int, shut txt,
--   me account_id, casefile casefile_id, since stamp, until stamp, how txt, by txt, about txt, house flag) count
-- 「表示 34件」: of what this viewer may see, one casefile's only.
select count(*)
from note n
where n.muni = $1 and n.casefile = $casefile
  and (n.state = 'record' or (n.account = $me and n.agency = $own))
  and (n.agency = $own or n.audience = 'case'
    or exists (select 1 from note_reader nr where nr.muni = n.muni
      and nr.note = n.id and nr.agency = $own))
  and (n.agency = $via or n.audience = 'case'
    or exists (select 1 from note_reader nr where nr.muni = n.muni
      and nr.note = n.id and nr.agency = $via))
  and (n.agency = $own or $reads = -1
    or ((($reads & 16) <> 0 or (($reads & 1) <> 0 and n.restated = 1)
        or (($reads & 2) <> 0 and n.reviewed = 1)
        or (($reads & 4) <> 0 and n.matter = 'health')
        or (($reads & 8) <> 0 and n.matter = 'meeting'))
      and (replace($shut, ',0,', '') = $shut
        or exists (select 1 from note_person np where np.muni = n.muni
          and np.note = n.id))
      and not exists (select 1 from note_person np where np.muni = n.muni
        and np.note = n.id and replace($shut,
          ',' || cast(np.person as text) || ',', '') <> $shut)))
  and n.happened_at >= $since and n.happened_at < $until
  and ($how = '' or replace($how, ',' || n.method || ',', '') <> $how)
  and ($by = ''
    or replace($by, ',' || cast(n.agency as text) || ',', '') <> $by)
  and (($about = '' and $house = 0)
    or exists (select 1 from note_person np
      where np.muni = n.muni and np.note = n.id
        and replace($about, ',' || cast(np.person as text) || ',', '')
          <> $about)
    or ($house = 1 and not exists (select 1 from note_person np
      where np.muni = n.muni and np.note = n.id)));

-- @row note_brief_row
--   id            note_id
--   agency        agency_id
--   state         txt
--   happened_at   stamp
--   method        txt
--   title         veiled by title_masks from agency
--   title_masks   txt
--   who           txt
--   agency_short  txt
-- @query note_recent_rows(own agency_id, via agency_id, reads int, shut txt,
--   me account_id, casefile casefile_id, most int) many note_brief_row
select n.id as id, n.agency as agency, n.state as state,
  n.happened_at as happened_at, n.method as method, n.title as title,
  n.title_masks as title_masks, a.name as who, g.short_name as agency_short
from note n
join agency g on g.muni = n.muni and g.id = n.agency
join account a on a.muni = n.muni and a.id = n.account
where n.muni = $1 and n.casefile = $casefile
  and (n.state = 'record' or (n.account = $me and n.agency = $own))
  and (n.agency = $own or n.audience = 'case'
    or exists (select 1 from note_reader nr where nr.muni = n.muni
      and nr.note = n.id and nr.agency = $own))
  and (n.agency = $via or n.audience = 'case'
    or exists (select 1 from note_reader nr where nr.muni = n.muni
      and nr.note = n.id and nr.agency = $via))
  and (n.agency = $own or $reads = -1
    or ((($reads & 16) <> 0 or (($reads & 1) <> 0 and n.restated = 1)
        or (($reads & 2) <> 0 and n.reviewed = 1)
        or (($reads & 4) <> 0 and n.matter = 'health')
        or (($reads & 8) <> 0 and n.matter = 'meeting'))
      and (replace($shut, ',0,', '') = $shut
        or exists (select 1 from note_person np where np.muni = n.muni
          and np.note = n.id))
      and not exists (select 1 from note_person np where np.muni = n.muni
        and np.note = n.id and replace($shut,
          ',' || cast(np.person as text) || ',', '') <> $shut)))
order by n.happened_at desc, n.id desc
limit $most;

-- @row note_word_row
--   id  note_id
-- @query note_with_words(casefile casefile_id, match txt) many note_word_row
-- `match` asks within the whole texts of the casefile (search_match_case): only
-- for who sees everything.
select n.id as id
from entry_index x
cross join entry e on e.muni = $1 and e.id = x.rowid and e.casefile = $2
cross join note n on n.muni = $1 and n.id = e.object
where entry_index match $3
order by n.id limit 5000;
-- @pg
select n.id as id
from (select i.entry as entry from entry_index i
  where i.muni = $1 and i.v @@ $3::tsquery offset 0) x
join entry e on e.muni = $1 and e.id = x.entry and e.casefile = $2
join note n on n.muni = $1 and n.id = e.object
order by n.id limit 5000;

-- @row note_whole
--   id            note_id
--   agency        agency_id
--   account       account_id
--   state         txt
--   happened_at   stamp
--   minutes       int?
--   method        txt
--   place         txt
--   counterpart   veiled
--   title         veiled by title_masks from agency
--   body          veiled by masks from agency
--   title_masks   txt
--   masks         txt
--   audience      txt
--   matter        txt
--   revision      int
--   intake        intake_id?
--   entered_at    stamp
--   updated_at    stamp
--   who           txt
--   agency_short  txt
--   agency_name   txt
-- @query note_get(own agency_id, via agency_id, reads int, shut txt,
--   me account_id, casefile casefile_id, id note_id) one note_whole
select n.id as id, n.agency as agency, n.account as account,
  n.state as state, n.happened_at as happened_at, n.minutes as minutes,
  n.method as method, n.place as place, n.counterpart as counterpart,
  n.title as title, n.body as body, n.title_masks as title_masks,
  n.masks as masks, n.audience as audience, n.matter as matter,
  n.revision as revision, n.intake as intake, n.entered_at as entered_at,
  n.updated_at as updated_at, a.name as who, g.short_name as agency_short,
  g.name as agency_name
from note n
join agency g on g.muni = n.muni and g.id = n.agency
join account a on a.muni = n.muni and a.id = n.account
where n.muni = $1 and n.casefile = $casefile and n.id = $id
  and (n.state = 'record' or (n.account = $me and n.agency = $own))
  and (n.agency = $own or n.audience = 'case'
    or exists (select 1 from note_reader nr where nr.muni = n.muni
      and nr.note = n.id and nr.agency = $own))
  and (n.agency = $via or n.audience = 'case'
    or exists (select 1 from note_reader nr where nr.muni = n.muni
      and nr.note = n.id and nr.agency = $via))
  and (n.agency = $own or $reads = -1
    or ((($reads & 16) <> 0 or (($reads & 1) <> 0 and n.restated = 1)
        or (($reads & 2) <> 0 and n.reviewed = 1)
        or (($reads & 4) <> 0 and n.matter = 'health')
        or (($reads & 8) <> 0 and n.matter = 'meeting'))
      and (replace($shut, ',0,', '') = $shut
        or exists (select 1 from note_person np where np.muni = n.muni
          and np.note = n.id))
      and not exists (select 1 from note_person np where np.muni = n.muni
        and np.note = n.id and replace($shut,
          ',' || cast(np.person as text) || ',', '') <> $shut)));

-- @row note_version
--   revision      int
--   agency        agency_id
--   title         veiled by title_masks from agency
--   body          veiled by masks from agency
--   title_masks   txt
--   masks         txt
--   reason        txt
--   at            stamp
--   account       account_id
--   who           txt
--   agency_short  txt
-- @query note_versions(note note_id) many note_version
select t.revision as revision, t.agency as agency, t.title as title,
  t.body as body, t.title_masks as title_masks, t.masks as masks,
  t.reason as reason, t.at as at, t.account as account, a.name as who,
  g.short_name as agency_short
from note_text t
join account a on a.muni = t.muni and a.id = t.account
join agency g on g.muni = t.muni and g.id = t.agency
where t.muni = $1 and t.note = $2
order by t.revision;

-- @row note_about
--   note    note_id
--   person  person_id
--   family  veiled of person
--   given   veiled of person
-- @query note_about_all(casefile casefile_id) many note_about
select np.note as note, np.person as person, p.family_name as family,
  p.given_name as given
from person p
join note_person np on np.muni = p.muni and np.person = p.id
where p.muni = $1 and p.casefile = $2
order by p.sort, p.id, np.note;

-- @query note_about_of(note note_id) many note_about
select np.note as note, np.person as person, p.family_name as family,
  p.given_name as given
from note_person np
join person p on p.muni = np.muni and p.id = np.person
where np.muni = $1 and np.note = $2
order by p.sort, p.id;

-- @row note_human
--   id      person_id
--   family  veiled of id
--   given   veiled of id
--   dead    flag
-- @query note_humans(casefile casefile_id) many note_human
-- Who a note may be about.
select p.id as id, p.family_name as family, p.given_name as given,
  p.dead as dead
from person p
where p.muni = $1 and p.casefile = $2
order by p.sort, p.id;

-- @row note_agency
--   id          agency_id
--   short_name  txt
-- @query note_agencies(own agency_id, via agency_id, reads int, shut txt, casefile casefile_id) many note_agency
-- The agencies that have written here: nobody learns of others.
select g.id as id, g.short_name as short_name
from agency g
where g.muni = $1 and g.id in (select n.agency from note n
  where n.muni = $1 and n.casefile = $casefile and n.state = 'record'
    and (n.agency = $own or n.audience = 'case'
      or exists (select 1 from note_reader nr where nr.muni = n.muni
        and nr.note = n.id and nr.agency = $own))
    and (n.agency = $via or n.audience = 'case'
      or exists (select 1 from note_reader nr where nr.muni = n.muni
        and nr.note = n.id and nr.agency = $via))
    and (n.agency = $own or $reads = -1
      or ((($reads & 16) <> 0 or (($reads & 1) <> 0 and n.restated = 1)
          or (($reads & 2) <> 0 and n.reviewed = 1)
          or (($reads & 4) <> 0 and n.matter = 'health')
          or (($reads & 8) <> 0 and n.matter = 'meeting'))
        and (replace($shut, ',0,', '') = $shut
          or exists (select 1 from note_person np where np.muni = n.muni
            and np.note = n.id))
        and not exists (select 1 from note_person np where np.muni = n.muni
          and np.note = n.id and replace($shut,
            ',' || cast(np.person as text) || ',', '') <> $shut))))
order by g.id;

-- @query note_read_by_others(casefile casefile_id, agency agency_id, since stamp) count
-- Looks at this casefile's notes by other agencies since then.  A list or
-- the overview shows a note too, so any of them counts.
select count(*) from audit u
where u.muni = $1 and u.casefile = $2 and u.at >= $4 and u.agency <> $3
  and u.action in ('look.note', 'look.notes', 'look.overview', 'look.print',
    'look.search');

-- ---- writing ----

-- @row note_raw
--   agency       agency_id
--   account      account_id
--   state        txt
--   happened_at  stamp
--   minutes      int?
--   method       txt
--   place        txt
--   counterpart  txt
--   title        txt
--   body         txt
--   title_masks  txt
--   masks        txt
--   audience     txt
--   matter       txt
--   revision     int
--   entered_at   stamp
-- @query note_before(casefile casefile_id, id note_id) one note_raw raw
-- The text to be replaced, for the index and for naming what changed: it
-- goes nowhere else.
select n.agency as agency, n.account as account, n.state as state,
  n.happened_at as happened_at, n.minutes as minutes, n.method as method,
  n.place as place, n.counterpart as counterpart, n.title as title,
  n.body as body, n.title_masks as title_masks, n.masks as masks,
  n.audience as audience, n.matter as matter, n.revision as revision,
  n.entered_at as entered_at
from note n
where n.muni = $1 and n.casefile = $2 and n.id = $3;

-- @query note_insert(id note_id, casefile casefile_id, agency agency_id, account account_id, state txt, happened_at stamp, minutes int?, method txt, place txt, counterpart txt, title txt, body txt, intake intake_id?, now stamp) exec
insert into note (muni, id, casefile, agency, account, state, happened_at,
  minutes, method, place, counterpart, title, body, revision, intake,
  entered_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $15,
  $15);

-- @query note_update(id note_id, seen int, state txt, happened_at stamp, minutes int?, method txt, place txt, counterpart txt, title txt, body txt, entered_at stamp, now stamp) change
update note set revision = revision + 1, state = $4, happened_at = $5,
  minutes = $6, method = $7, place = $8, counterpart = $9, title = $10,
  body = $11, entered_at = $12, updated_at = $13
where muni = $1 and id = $2 and revision = $3;

-- @query note_text_insert(note note_id, revision int, title txt, body txt, reason txt, account account_id, agency agency_id, now stamp) exec
insert into note_text (muni, note, revision, title, body, reason, account,
  agency, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- @query note_share(id note_id, audience txt, matter txt) exec
-- 見せる範囲 of a note.
update note set audience = $3, matter = $4 where muni = $1 and id = $2;

-- @query note_reader_clear(note note_id) exec
delete from note_reader where muni = $1 and note = $2;

-- @query note_reader_insert(note note_id, agency agency_id) exec
insert into note_reader (muni, note, agency)
select $1, $2, g.id from agency g where g.muni = $1 and g.id = $3
on conflict (muni, note, agency) do nothing;

-- @row note_reader_row
--   agency  agency_id
-- @query note_readers(note note_id) many note_reader_row
select r.agency as agency from note_reader r
where r.muni = $1 and r.note = $2 order by r.agency;

-- ---- closed passages ----

-- @query note_masks_set(id note_id, revision int, title_masks txt, masks txt, reviewed flag, restated flag) change
-- Over the newest version only: its text is the one the ranges are for.
update note set title_masks = $4, masks = $5, reviewed = $6, restated = $7
where muni = $1 and id = $2 and revision = $3;

-- @query note_text_masks_set(note note_id, revision int, title_masks txt, masks txt) change
update note_text set title_masks = $4, masks = $5
where muni = $1 and note = $2 and revision = $3;

-- @query note_closing_insert(note note_id, revision int, now stamp, account account_id, agency agency_id, reason txt) exec
insert into note_closing (muni, note, revision, at, account, agency, reason)
values ($1, $2, $3, $4, $5, $6, $7);

-- @row note_text_raw
--   revision     int
--   title        txt
--   body         txt
--   title_masks  txt
--   masks        txt
-- @query note_texts_stored(note note_id) many note_text_raw raw
-- Every version, so that a passage closed in one is closed in all.
select t.revision as revision, t.title as title, t.body as body,
  t.title_masks as title_masks, t.masks as masks
from note_text t
where t.muni = $1 and t.note = $2
order by t.revision;

-- @row note_waiting_row
--   id           note_id
--   happened_at  stamp
--   method       txt
--   title        txt
--   body         txt
--   title_masks  txt
--   masks        txt
--   revision     int
-- @query note_waiting_stored(casefile casefile_id, agency agency_id) many note_waiting_row raw
-- Records of the own agency with passages that nobody has confirmed.
select n.id as id, n.happened_at as happened_at, n.method as method,
  n.title as title, n.body as body, n.title_masks as title_masks,
  n.masks as masks, n.revision as revision
from note n
where n.muni = $1 and n.casefile = $2 and n.agency = $3
  and n.state = 'record' and n.audience <> 'own' and n.reviewed = 0
order by n.happened_at desc, n.id desc;

-- @query note_team(casefile casefile_id, own agency_id, all flag, now stamp) many note_agency
-- Whom 見せる範囲 may name: those with a seat; who was shared the casefile
-- himself knows of the lead alone.
select g.id as id, g.short_name as short_name
from casefile c
join seat s on s.muni = c.muni and s.casefile = c.id
join agency g on g.muni = s.muni and g.id = s.agency
where c.muni = $1 and c.id = $casefile and s.agency <> $own
  and s.level > 1 and s.since <= $now
  and (s.until is null or s.until > $now)
  and ($all = 1 or s.agency = c.agency)
order by g.id;

-- @row note_guest_row
--   agency      agency_id
--   account     account_id?
--   short_name  txt
-- @query note_guests(casefile casefile_id, now stamp) many note_guest_row
-- With whom the casefile is shared.
select distinct b.to_agency as agency, b.to_account as account,
  g.short_name as short_name
from bestowal b
join agency g on g.muni = b.muni and g.id = b.to_agency
where b.muni = $1 and b.casefile = $2 and b.state = 'live'
  and b.since <= $3 and (b.until is null or b.until > $3)
order by b.to_agency, b.to_account;

-- @query note_text_clear(note note_id) exec
-- Only of a draft: nobody but its author has read those versions.
delete from note_text where muni = $1 and note = $2;

-- @query note_person_insert(note note_id, person person_id) exec
insert into note_person (muni, note, person) values ($1, $2, $3);

-- @query note_person_clear(note note_id) exec
delete from note_person where muni = $1 and note = $2;

-- @row note_person_row
--   person  person_id
-- @query note_person_rows(note note_id) many note_person_row
select np.person as person from note_person np
where np.muni = $1 and np.note = $2 order by np.person;

-- @query note_person_of(casefile casefile_id, person person_id) count
-- Guards against a person of another casefile.
select count(*) from person p
where p.muni = $1 and p.casefile = $2 and p.id = $3;

-- @query note_delete(id note_id, account account_id) change
-- A draft its author throws away.
delete from note where muni = $1 and id = $2 and account = $3
  and state = 'draft';
