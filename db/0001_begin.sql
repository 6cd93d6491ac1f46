-- 0001_begin — the first tables.
--
-- Notation: plain SQL of both engines with our domain types (see
-- src/db/migrate.c).  The comment behind a column is its documentation,
-- "日本語 / English [class]"; the runner turns it into COMMENT ON for
-- PostgreSQL, queryc reads the class (who sees what: src/vis/lens.h) and the
-- build fails for a column without one.  muni (全国地方公共団体コード) is the
-- first column of every key.

create table municipality ( -- 自治体 / a municipality of this installation
  muni muni not null, -- 全国地方公共団体コード / local government code with check digit
  name txt not null, -- 名称 / name
  primary key (muni)
);

create table setting ( -- 設定 / a setting of a municipality
  muni muni not null, -- 自治体 / municipality
  key txt not null, -- 項目 / key
  value txt not null, -- 値 / value
  primary key (muni, key)
);

create table agency ( -- 機関 / an agency
  muni muni not null, -- 自治体 / municipality
  id agency_id not null, -- 番号 / id
  name txt not null, -- 名称 / full name
  short_name txt not null, -- 略称 / short name used on screens
  kind txt not null, -- 機関種別 / kind (code C-AGENCY)
  phone txt not null, -- 電話 / telephone
  prefix txt not null, -- 番号の頭 / prefix of its case numbers
  primary key (muni, id)
);

create table account ( -- 利用者 / a person's own account; never shared
  muni muni not null, -- 自治体 / municipality
  id account_id not null, -- 番号 / id
  name txt not null, -- 氏名 / name shown to colleagues
  name_kana txt not null, -- 氏名かな / reading
  job txt not null, -- 職種 / profession
  password txt not null, -- 合い言葉の要約 / Argon2id PHC string
  state txt not null, -- 状態 / active, stopped
  until ms, -- 有効期限 / valid until (null: open)
  keys_off flag not null default 0, -- 一文字キーを使わない / single-letter keys off
  seen_home_at ms not null default 0, -- 前にホームを見た時刻 / last look at home
  primary key (muni, id)
);

create table login ( -- ログイン名 / sign-in name to account, unique over all municipalities
  muni muni not null, -- 自治体 / municipality
  login txt not null, -- ログイン名 / sign-in name
  account account_id not null, -- 利用者 / account
  primary key (login),
  foreign key (muni, account) references account (muni, id)
);
create index login_account on login (muni, account);

create table post ( -- 所属 / a desk: account in an agency with a role
  muni muni not null, -- 自治体 / municipality
  account account_id not null, -- 利用者 / account
  agency agency_id not null, -- 機関 / agency
  role txt not null, -- 役割 / role (vis/lens.h)
  until ms, -- 有効期限 / valid until (null: open)
  used_at ms not null default 0, -- 前に使った時刻 / somebody last sat down here: where a sign-in leads
  primary key (muni, account, agency),
  foreign key (muni, account) references account (muni, id),
  foreign key (muni, agency) references agency (muni, id)
);
create index post_agency on post (muni, agency);

create table side_account ( -- 広域の兼務 / the same human's account in a further municipality
  muni muni not null, -- 自治体 / municipality of the desk
  account account_id not null, -- 利用者 / account there; it has no sign-in name of its own
  home_muni muni not null, -- もとの自治体 / where the sign-in name and the password are
  home_account account_id not null, -- もとの利用者 / account there
  primary key (muni, account),
  foreign key (muni, account) references account (muni, id),
  foreign key (home_muni, home_account) references account (muni, id)
);
create index side_account_home on side_account (home_muni, home_account);

create table session ( -- ログイン中の画面 / a signed-in browser
  muni muni not null, -- 自治体 / municipality
  hash bytes not null, -- 札の要約 / SHA-256 of the cookie's 256 bits
  id session_id not null, -- 番号 / id shown in the sessions list
  account account_id not null, -- 利用者 / account
  agency agency_id not null, -- 機関 / agency of the desk
  role txt not null, -- 役割 / role of the desk
  csrf bytes not null, -- 合い札 / CSRF secret
  left_csrf bytes, -- 前の所属の合い札 / of the desk left for this one: tells its pages from foreign ones
  device txt not null, -- 端末 / browser family, for the sessions list
  created_at ms not null, -- 始まり / signed in at
  seen_at ms not null, -- 最後に使った時刻 / last used, to the minute
  ends_at ms not null, -- 終わり / ends at the latest
  primary key (hash),
  foreign key (muni, account) references account (muni, id)
);
create index session_account on session (muni, account);
create index session_by_id on session (muni, id);

create table login_try ( -- 失敗の数 / failed sign-ins, by the hash of the name, whether it exists or not
  muni muni not null, -- 自治体 / always 0: the municipality is not known yet
  hash bytes not null, -- 名の要約 / SHA-256 of what was typed
  failed int not null, -- 回数 / failures in the window
  at ms not null, -- 時刻 / newest failure
  primary key (muni, hash)
);

create table counter ( -- 通し番号 / serial numbers per agency and fiscal year
  muni muni not null, -- 自治体 / municipality
  agency agency_id not null, -- 機関 / agency (a municipality-wide serial leaks by its gaps)
  what txt not null, -- 種類 / casefile, intake
  year int not null, -- 年度 / fiscal year
  n int not null, -- 最後の番号 / last number given
  primary key (muni, agency, what, year)
);

create table casefile ( -- 事案 / the shared case of one household
  muni muni not null, -- 自治体 / municipality
  id casefile_id not null, -- 番号 / id
  agency agency_id not null, -- 主担当機関 / lead agency, owner
  account account_id, -- 主担当者 / lead worker
  case_no txt not null, -- 事案番号 / number of the owner agency, e.g. 北包8-0012
  stage txt not null, -- 段階 / stage (code stage)
  urgency txt not null, -- 緊急度 / urgency (code urgency)
  opened_on day not null, -- 開始日 / opened
  closed_on day, -- 終結日 / closed
  version int not null default 1, -- 版 / optimistic lock
  created_at ms not null, -- 登録時刻 / created
  primary key (muni, id),
  foreign key (muni, agency) references agency (muni, id)
);

create index casefile_account on casefile (muni, account);

create table household ( -- 世帯 / the household of a casefile
  muni muni not null, -- 自治体 / municipality
  id household_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  name txt not null, -- 世帯名 / name, e.g. 山邉 [name]
  name_kana txt not null, -- 世帯名かな / reading [name]
  postal_code txt not null, -- 郵便番号 / postal code [contact]
  address txt not null, -- 住所 / address as typed [contact]
  phone txt not null, -- 電話 / telephone as typed [contact]
  caution txt not null, -- 訪問時注意 / safety note for visits, reaches all who may open the case [safety]
  version int not null default 1, -- 版 / optimistic lock
  primary key (muni, id),
  foreign key (muni, casefile) references casefile (muni, id)
);
create unique index household_casefile on household (muni, casefile);

create table person ( -- 世帯員・家族 / a member or a relative outside
  muni muni not null, -- 自治体 / municipality
  id person_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile; a person row belongs to exactly one
  household household_id not null, -- 世帯 / household
  family_name txt not null, -- 氏 / family name as written [name]
  given_name txt not null, -- 名 / given name as written [name]
  family_name_kana txt not null, -- 氏かな / reading [name]
  given_name_kana txt not null, -- 名かな / reading [name]
  sex txt not null, -- 性別 / sex (code sex) [quasi]
  birth txt not null, -- 生年月日 / birth, EDTF, empty: unknown [quasi]
  death txt not null, -- 死亡日 / death, EDTF, empty: living or unknown [quasi]
  dead flag not null default 0, -- 死亡 / has died (also when the date is unknown)
  living txt not null, -- 同居・別居 / home, away (code living) [family]
  phone txt not null, -- 電話 / telephone [contact]
  relation txt not null, -- 続柄（記入） / relation to the focus person as first typed [family]
  sort int not null, -- 並び / order in the table
  version int not null default 1, -- 版 / optimistic lock
  primary key (muni, id),
  foreign key (muni, casefile) references casefile (muni, id),
  foreign key (muni, household) references household (muni, id)
);
-- With what a list counts, so that it need not look at the people themselves.
create index person_casefile on person (muni, casefile, sort, id, dead, living);

create table person_name ( -- 旧姓・通称 / former and other names
  muni muni not null, -- 自治体 / municipality
  id name_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  person person_id not null, -- 人 / person
  kind txt not null, -- 種類 / former, alias
  family_name txt not null, -- 氏 / family name [name]
  given_name txt not null, -- 名 / given name [name]
  kana txt not null, -- かな / reading [name]
  primary key (muni, id),
  foreign key (muni, person) references person (muni, id)
);
create index person_name_person on person_name (muni, person);

create table bond ( -- 婚姻など / a union of two people, dated
  muni muni not null, -- 自治体 / municipality
  id bond_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  a person_id not null, -- 一方 / one partner
  b person_id not null, -- 他方 / the other
  kind txt not null, -- 種類 / union kind (code union) [family]
  begun txt not null, -- 始まり / EDTF [family]
  ended txt not null, -- 終わり / EDTF [family]
  ending txt not null, -- 終わり方 / how it ended: empty, divorced, separated, widowed [family]
  version int not null default 1, -- 版 / optimistic lock
  primary key (muni, id),
  foreign key (muni, a) references person (muni, id),
  foreign key (muni, b) references person (muni, id)
);
create index bond_casefile on bond (muni, casefile);

create table parentage ( -- 親子 / a child and one parent
  muni muni not null, -- 自治体 / municipality
  id parentage_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  parent person_id not null, -- 親 / parent
  child person_id not null, -- 子 / child
  kind txt not null, -- 種類 / 実・養・継・里 (code parentage) [family]
  begun txt not null, -- 始まり / EDTF [family]
  ended txt not null, -- 終わり / EDTF [family]
  version int not null default 1, -- 版 / optimistic lock
  primary key (muni, id),
  foreign key (muni, parent) references person (muni, id),
  foreign key (muni, child) references person (muni, id)
);
create index parentage_casefile on parentage (muni, casefile);

create table residence ( -- 同居の期間 / who lived in the household when
  muni muni not null, -- 自治体 / municipality
  person person_id not null, -- 人 / person
  casefile casefile_id not null, -- 事案 / casefile
  begun txt not null, -- 始まり / EDTF, empty: unknown [family]
  ended txt not null, -- 終わり / EDTF, empty: still [family]
  primary key (muni, person, begun),
  foreign key (muni, person) references person (muni, id)
);

create table spine_rev ( -- 世帯・人・関係の変更 / one change of a household, a person or a tie; append-only
  muni muni not null, -- 自治体 / municipality
  kind txt not null, -- 種類 / household, person, bond, parentage, residence
  object i64 not null, -- 対象 / id of the row; a stay: of its person
  revision int not null, -- 順番 / 1, 2, 3 … of the object
  casefile casefile_id not null, -- 事案 / casefile
  person person_id, -- 人 / whose; a tie: one partner, the parent
  other person_id, -- 相手 / a tie: the other partner, the child
  doc txt not null, -- 変わったところ / JSON {field: (before, after)}; veiled per field by src/past [free]
  account account_id not null, -- 入力者 / who
  agency agency_id not null, -- 機関 / agency
  at ms not null, -- 時刻 / when
  primary key (muni, kind, object, revision),
  foreign key (muni, casefile) references casefile (muni, id)
);
create index spine_rev_casefile on spine_rev (muni, casefile, at);

create table seat ( -- 席 / an agency's access to a casefile, with the sort keys of lists
  muni muni not null, -- 自治体 / municipality
  agency agency_id not null, -- 機関 / agency
  casefile casefile_id not null, -- 事案 / casefile
  level int not null, -- 段階 / 0 none … 4 full (vis/lens.h)
  since ms not null, -- 始まり / since
  until ms, -- 終わり / until (null: open)
  updated_at ms not null, -- 最後の動き / last change this agency may know of
  noted_at ms not null default 0, -- 最後の記録 / time of the newest note it may see
  next_on day, -- 次の予定 / next due task it may see
  sort_kana txt not null, -- 並び用かな / folded reading of the household name [name]
  stage txt not null default '', -- 事案の段階 / copy of casefile.stage
  stage_no int not null default 0, -- 段階の順 / place of the stage in its list, for sorting
  origin txt not null default 'lead', -- 由来 / lead (主担当の機関), grant (共有)
  narrow flag not null default 0, -- 人を限る / only the accounts of seat_account
  shown i64 not null default -1, -- 見える状態 / what lists show: states of the household, two bits a class (vis/lens.h)
  again_at ms, -- つくり直す時 / when something behind a granted seat runs out, the first of it: the clerk makes the row anew
  tabs int not null default 0, -- 画面 / of a grant: bits of enum tab
  reads int not null default 0, -- 読める記録 / of a grant: bits of enum reads
  primary key (muni, agency, casefile),
  foreign key (muni, casefile) references casefile (muni, id),
  foreign key (muni, agency) references agency (muni, id)
);
create index seat_recent on seat (muni, agency, updated_at, casefile);
create index seat_kana on seat (muni, agency, sort_kana, casefile);
create index seat_next on seat (muni, agency, next_on, casefile);
create index seat_noted on seat (muni, agency, noted_at, casefile);
create index seat_stage on seat (muni, agency, stage_no, casefile);
create index seat_casefile on seat (muni, casefile);
create index seat_granted on seat (muni, agency, origin, casefile);
create index seat_again on seat (muni, again_at);

create table seat_account ( -- 席の人 / who may use a seat that is for some people of an agency only
  muni muni not null, -- 自治体 / municipality
  agency agency_id not null, -- 機関 / agency
  casefile casefile_id not null, -- 事案 / casefile
  account account_id not null, -- 利用者 / account
  primary key (muni, agency, casefile, account),
  foreign key (muni, agency, casefile) references seat (muni, agency, casefile) on delete cascade
);
create index seat_account_own on seat_account (muni, account, agency, casefile);

create table seat_person ( -- 席で見える人 / whom a grant's seat shows, with what search may look into
  muni muni not null, -- 自治体 / municipality
  agency agency_id not null, -- 機関 / agency
  casefile casefile_id not null, -- 事案 / casefile
  person person_id not null, -- 人 / a person with a basis
  shown i64 not null, -- 見える状態 / states, two bits a class
  primary key (muni, agency, casefile, person),
  foreign key (muni, agency, casefile) references seat (muni, agency, casefile) on delete cascade
);

create table basis ( -- 根拠 / why sharing about one person is lawful
  muni muni not null, -- 自治体 / municipality
  id basis_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  person person_id not null, -- 人 / whose information
  kind txt not null, -- 種類 / consent, conference, statute, emergency, commission, existence, anonymous; refusal (never live)
  live flag not null default 1, -- 生きている / not withdrawn, ended or refused; its time is since and until
  since ms not null, -- 始まり / since
  until ms, -- 終わり / until (null: open)
  law txt not null default '', -- 根拠条文 / code C-BASIS of statute and conference
  how txt not null default '', -- 方法 / written, oral, proxy …
  explained txt not null default '', -- 説明の記録 / what was explained, and how [free]
  witness txt not null default '', -- 立会人 / who stood by [name]
  proxy txt not null default '', -- 代理人 / who signed for the person [name]
  reason txt not null default '', -- 理由 / of an emergency, a refusal [free]
  account account_id not null, -- 記録した人 / recorded by
  agency agency_id not null, -- 機関 / at which desk
  at ms not null, -- 記録した時刻 / recorded at
  ended_at ms, -- 撤回 / withdrawn or ended at
  end_reason txt not null default '', -- 終わり方 / withdrawn, replaced, ended
  ended_by account_id, -- 終わりを記録した人 / who recorded the end
  end_witness txt not null default '', -- 撤回の立会人 / who stood by at the withdrawal [name]
  end_note txt not null default '', -- 撤回のようす / what was said, what was explained [free]
  told_at ms, -- 期限の知らせ / when its coming end was told
  primary key (muni, id),
  foreign key (muni, casefile) references casefile (muni, id),
  foreign key (muni, person) references person (muni, id),
  constraint basis_refused check (kind <> 'refusal' or live = 0),
  constraint basis_ended check (live = 0 or ended_at is null)
);
-- What a grant points to: a live basis, and one about that very person.
create unique index basis_live on basis (muni, id, person, live);
create index basis_person on basis (muni, person, live);
create index basis_casefile on basis (muni, casefile, live);
create index basis_until on basis (muni, until);

create table basis_cover ( -- 根拠の範囲 / with whom, and how far, a basis lets share
  muni muni not null, -- 自治体 / municipality
  basis basis_id not null, -- 根拠 / basis
  agency agency_id not null, -- 機関 / recipient agency
  account i64 not null default 0, -- 人 / recipient account of a roster, 0: the agency
  level int not null, -- 段階 / the most (vis/lens.h)
  classes int not null, -- 種類 / bits of enum vis_class that are agreed
  primary key (muni, basis, agency, account),
  foreign key (muni, basis) references basis (muni, id),
  foreign key (muni, agency) references agency (muni, id)
);

create table muni_key ( -- 自治体の鍵 / wraps the keys of its casefiles (DESIGN.md)
  muni muni not null, -- 自治体 / municipality
  sealed bytes not null, -- 鍵 / sealed with the operator's key
  at ms not null, -- 時刻 / made at
  primary key (muni)
);

create table case_key ( -- 事案の鍵 / opens the files of one casefile; without it they are gone
  muni muni not null, -- 自治体 / municipality
  casefile casefile_id not null, -- 事案 / casefile
  sealed bytes not null, -- 鍵 / sealed with the municipality's key
  at ms not null, -- 時刻 / made at
  primary key (muni, casefile),
  foreign key (muni, casefile) references casefile (muni, id)
);

create table file ( -- 書類 / an uploaded file, encrypted
  muni muni not null, -- 自治体 / municipality
  id file_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  agency agency_id not null, -- 機関 / owner: nobody else sees it
  account account_id not null, -- 入れた人 / who
  belongs txt not null, -- 何の書類 / basis
  object i64 not null, -- 対象 / id of the object
  file_no txt not null, -- 控えの番号 / number of the agency's series, names the file outside
  kind txt not null, -- 種類 / pdf, jpeg, png: by its content
  size int not null, -- 大きさ / bytes
  at ms not null, -- 時刻 / when
  sealed bytes not null, -- 中身 / sealed with the casefile's key
  primary key (muni, id),
  foreign key (muni, casefile) references casefile (muni, id)
);
create index file_object on file (muni, casefile, belongs, object);

create table basis_cover_end ( -- 範囲の撤回 / a recipient whom a basis covered until it was taken back for him alone
  muni muni not null, -- 自治体 / municipality
  basis basis_id not null, -- 根拠 / basis
  agency agency_id not null, -- 機関 / recipient agency
  account i64 not null, -- 人 / recipient account, 0: the agency
  level int not null, -- 段階 / as it was covered
  classes int not null, -- 種類 / as they were covered
  at ms not null, -- 時刻 / when
  by_account account_id not null, -- 記録した人 / who recorded it
  witness txt not null, -- 立会人 / who stood by [name]
  note txt not null, -- ようす / how it went [free]
  primary key (muni, basis, agency, account),
  foreign key (muni, basis) references basis (muni, id)
);

create table share_type ( -- 共有の型 / a municipality's own wording of a type (built in: vis/types.c)
  muni muni not null, -- 自治体 / municipality
  name txt not null, -- 名 / name of the type
  label txt not null, -- 表示 / label
  level int not null, -- 段階 / level
  tabs int not null, -- 画面 / bits of enum tab
  verbs int not null, -- できること / bits of enum verb
  states txt not null, -- 見える状態 / one letter H M O C for each class, in their order
  reads int not null, -- 読める記録 / bits of enum reads
  version int not null default 1, -- 版 / optimistic lock
  account account_id not null, -- 直した人 / changed by
  at ms not null, -- 時刻 / when
  primary key (muni, name)
);

create table bestowal ( -- 共有 / a grant: a casefile to an agency or account ("grant" is reserved)
  muni muni not null, -- 自治体 / municipality
  id bestowal_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  to_agency agency_id not null, -- 共有先の機関 / recipient agency
  to_account account_id, -- 共有先の人 / recipient account (null: the agency)
  type txt not null, -- 型 / type of sharing (vis/types.h)
  verbs int not null, -- できること / bits of enum verb
  state txt not null, -- 状態 / planned (being prepared), live, ended
  since ms not null, -- 始まり / since
  until ms, -- 終わり / until (null: open)
  views_left int, -- 残りの回数 / times it may still be opened (null: any)
  by_account account_id not null, -- 共有した人 / by whom
  by_agency agency_id not null, -- 機関 / at which desk
  at ms not null, -- 時刻 / when it was made
  told_at ms, -- 知らせる時刻 / when the recipient is told; until then it may be undone (null: not shared yet)
  ended_at ms, -- 止めた時刻 / stopped at
  ended_by account_id, -- 止めた人 / stopped by
  version int not null default 1, -- 版 / optimistic lock
  primary key (muni, id),
  foreign key (muni, casefile) references casefile (muni, id),
  foreign key (muni, to_agency) references agency (muni, id)
);
create index bestowal_casefile on bestowal (muni, casefile, to_agency, state);
create index bestowal_until on bestowal (muni, until);
create index bestowal_to on bestowal (muni, to_agency, casefile, state);
create index bestowal_by on bestowal (muni, by_agency, to_agency);

create table bestowal_person ( -- 共有する人 / whose information a grant opens, and why that is lawful
  muni muni not null, -- 自治体 / municipality
  bestowal bestowal_id not null, -- 共有 / grant
  person person_id not null, -- 人 / person
  basis basis_id not null, -- 根拠 / the basis it rests on
  type txt not null default '', -- 型 / where it differs for this person, as at a school for parents (empty: the grant's)
  basis_live flag not null default 1, -- 根拠が生きている / copy of basis.live, kept by the key below
  ended_at ms, -- 終わり / ended at (null: in force)
  primary key (muni, bestowal, person),
  foreign key (muni, bestowal) references bestowal (muni, id),
  foreign key (muni, person) references person (muni, id),
  foreign key (muni, basis, person, basis_live) references basis (muni, id, person, live) on update cascade,
  constraint bestowal_lawful check (basis_live = 1 or ended_at is not null)
);
create index bestowal_person_basis on bestowal_person (muni, basis);
create index bestowal_person_person on bestowal_person (muni, person);

create table bestowal_exception ( -- 例外 / a cell of the matrix that differs from the type
  muni muni not null, -- 自治体 / municipality
  bestowal bestowal_id not null, -- 共有 / grant
  person i64 not null, -- 人 / person id, 0: everyone
  what txt not null, -- 種類 / a class ("money") or a tab ("tab.notes")
  state txt not null, -- 状態 / H M O C
  reason txt not null, -- 理由 / why [free]
  until ms, -- 期限 / until (null: as long as the grant)
  account account_id not null, -- 決めた人 / by whom
  at ms not null, -- 時刻 / when
  primary key (muni, bestowal, person, what),
  foreign key (muni, bestowal) references bestowal (muni, id)
);

create table conflict ( -- 利害関係 / a staff member who must not see a casefile
  muni muni not null, -- 自治体 / municipality
  account account_id not null, -- 利用者 / account
  casefile casefile_id not null, -- 事案 / casefile
  since ms not null, -- 始まり / since
  until ms, -- 終わり / until
  primary key (muni, account, casefile)
);

create table measure ( -- 支援措置 / protective measure: per person, against named others, one year
  muni muni not null, -- 自治体 / municipality
  id id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  person person_id not null, -- 守られる人 / protected person
  against txt not null, -- 相手方 / the other side [legal]
  against_agency agency_id, -- 見せない機関 / an agency the measure is against (null: none)
  since ms not null, -- 始まり / since
  until ms not null, -- 終わり / until
  primary key (muni, id),
  foreign key (muni, person) references person (muni, id)
);
create index measure_casefile on measure (muni, casefile, until);

create table intake ( -- 相談受付 / the first entry of a talk, with or without a household
  muni muni not null, -- 自治体 / municipality
  id intake_id not null, -- 番号 / id
  agency agency_id not null, -- 受付機関 / receiving agency, owner
  account account_id not null, -- 受付者 / received by
  intake_no txt not null, -- 受付番号 / e.g. 北包R8-412
  casefile casefile_id, -- 事案 / casefile, null: not yet bound to a household
  state txt not null, -- 状態 / open, bound, informed (情報提供で終わり)
  urgency txt not null, -- 急ぎ / now, today, week, normal
  method txt not null, -- 手段 / code method
  received_at ms not null, -- 受付日時 / received at
  minutes int, -- 所要 / minutes
  body txt not null, -- 内容 / what was heard [free]
  caller_kind txt not null, -- だれから / code caller
  caller_name txt not null, -- 相談者氏名 / caller's name [name]
  caller_phone txt not null, -- 相談者電話 / caller's telephone [contact]
  about_name txt not null, -- だれのこと / name of the person concerned, as typed [name]
  about_kana txt not null, -- ふりがな / reading [name]
  about_birth txt not null, -- 生年月日・年齢 / birth, EDTF [quasi]
  about_place txt not null, -- 住まい / postal code or town, as typed [contact]
  handed_to txt not null, -- つなぎ先 / where someone was pointed to (情報提供で終わり)
  entered_at ms not null, -- 入力時刻 / entered
  version int not null default 1, -- 版 / optimistic lock
  primary key (muni, id),
  foreign key (muni, agency) references agency (muni, id)
);
create index intake_open on intake (muni, agency, state, received_at);
create index intake_casefile on intake (muni, casefile);

create table sheet ( -- シート / a filled sheet of the dictionary about a casefile, a person or an intake
  muni muni not null, -- 自治体 / municipality
  id sheet_id not null, -- 番号 / id
  kind txt not null, -- 種類 / sheet name in the dictionary
  casefile casefile_id, -- 事案 / casefile
  person person_id, -- 人 / person (null: the household)
  intake intake_id, -- 受付 / intake
  agency agency_id not null, -- 機関 / owner agency
  revision int not null, -- 版 / newest revision, the optimistic lock
  updated_at ms not null, -- 更新 / updated
  primary key (muni, id),
  foreign key (muni, casefile) references casefile (muni, id),
  foreign key (muni, person) references person (muni, id)
);
create index sheet_casefile on sheet (muni, casefile, kind);
create index sheet_intake on sheet (muni, intake);

create table sheet_rev ( -- シートの版 / one revision, append-only: history for free
  muni muni not null, -- 自治体 / municipality
  sheet sheet_id not null, -- シート / sheet
  revision int not null, -- 版 / revision
  doc txt not null, -- 内容 / JSON by field names; veiled per field by dict/doc [free]
  dict_rev txt not null, -- 項目定義の版 / dictionary revision
  account account_id not null, -- 入力者 / who
  agency agency_id not null, -- 機関 / agency
  at ms not null, -- 時刻 / when
  fields txt not null default '', -- 直した項目 / names of the fields this revision changed, comma separated
  primary key (muni, sheet, revision),
  foreign key (muni, sheet) references sheet (muni, id)
);

create table sheet_fact ( -- 項目の値 / values of fields marked stat or search, rebuildable
  muni muni not null, -- 自治体 / municipality
  field txt not null, -- 項目 / sheet.field
  sheet sheet_id not null, -- シート / sheet
  num i64 not null, -- 値 / number: code key, yen, count
  day day not null, -- 日 / day it counts for
  primary key (muni, field, sheet, num),
  foreign key (muni, sheet) references sheet (muni, id)
);
create index sheet_fact_sheet on sheet_fact (muni, sheet);

create table note ( -- 支援経過 / one note of what happened
  muni muni not null, -- 自治体 / municipality
  id note_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  agency agency_id not null, -- 機関 / owner agency
  account account_id not null, -- 担当者 / author
  state txt not null, -- 状態 / draft (下書き, author only), record (記録済み)
  happened_at ms not null, -- 対応日時 / when it happened
  minutes int, -- 所要 / minutes
  method txt not null, -- 手段 / code method
  place txt not null, -- 場所 / code place, empty: not said
  counterpart txt not null, -- 相手 / counterpart [name]
  title txt not null, -- 要点 / gist of the newest version, at most 40 characters [free]
  body txt not null, -- 内容 / text of the newest version [free]
  revision int not null, -- 版 / newest version, the optimistic lock
  intake intake_id, -- 受付 / the intake it began as
  audience txt not null default 'case', -- 見せる範囲 / own (自機関だけ), case (共有先の機関), named (note_reader)
  matter txt not null default '', -- 記録の種類 / empty, health (健康の記録), meeting (会議資料)
  masks txt not null default '', -- 伏せる所 / ranges of the newest version (vis/prose.h)
  title_masks txt not null default '', -- 要点の伏せる所 / ranges of the gist
  reviewed flag not null default 0, -- 確認済み / somebody confirmed what is closed
  restated flag not null default 0, -- 言いかえあり / has text for those who read only that
  entered_at ms not null, -- 入力時刻 / entered
  updated_at ms not null, -- 更新 / updated
  primary key (muni, id),
  foreign key (muni, casefile) references casefile (muni, id),
  foreign key (muni, agency) references agency (muni, id)
);
create index note_when on note (muni, casefile, happened_at, id);
create index note_author on note (muni, account, state, casefile);

create table note_text ( -- 記録の版 / an immutable version of a note's text
  muni muni not null, -- 自治体 / municipality
  note note_id not null, -- 記録 / note
  revision int not null, -- 版 / version
  title txt not null, -- 要点 / gist [free]
  body txt not null, -- 内容 / text [free]
  masks txt not null default '', -- 伏せる所 / ranges with classes (vis/prose.h)
  title_masks txt not null default '', -- 要点の伏せる所 / ranges of the gist
  reason txt not null, -- 訂正の理由 / typo, addition, fact; empty for the first
  account account_id not null, -- 入力者 / who
  agency agency_id not null, -- 機関 / agency
  at ms not null, -- 時刻 / when
  primary key (muni, note, revision),
  foreign key (muni, note) references note (muni, id)
);

create table note_closing ( -- 伏せた理由 / why a passage about safety was closed to others
  muni muni not null, -- 自治体 / municipality
  note note_id not null, -- 記録 / note
  revision int not null, -- 版 / version
  at ms not null, -- 時刻 / when
  account account_id not null, -- 決めた人 / who
  agency agency_id not null, -- 機関 / agency
  reason txt not null, -- 理由 / why, in words [free]
  primary key (muni, note, at),
  foreign key (muni, note) references note (muni, id)
);

create table note_reader ( -- 見せる機関 / agencies a note of audience named is for
  muni muni not null, -- 自治体 / municipality
  note note_id not null, -- 記録 / note
  agency agency_id not null, -- 機関 / agency
  primary key (muni, note, agency),
  foreign key (muni, note) references note (muni, id),
  foreign key (muni, agency) references agency (muni, id)
);

create table note_person ( -- 対象 / the people a note is about; no row: the household
  muni muni not null, -- 自治体 / municipality
  note note_id not null, -- 記録 / note
  person person_id not null, -- 人 / person
  primary key (muni, note, person),
  foreign key (muni, note) references note (muni, id),
  foreign key (muni, person) references person (muni, id)
);
create index note_person_person on note_person (muni, person);

create table task ( -- やること / something to do
  muni muni not null, -- 自治体 / municipality
  id task_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  agency agency_id not null, -- 機関 / owner agency
  by_account account_id not null, -- 書いた人 / author
  to_account account_id, -- だれ / assignee (null: the agency)
  what txt not null, -- 内容 / what [free]
  due_on day, -- いつまで / due
  state txt not null, -- 状態 / open, done, dropped
  note note_id, -- もとの記録 / the note it came from
  done_note note_id, -- やったことの記録 / the note that tells it was done
  done_at ms, -- 完了時刻 / done at
  done_by account_id, -- 完了した人 / done by
  version int not null default 1, -- 版 / optimistic lock
  created_at ms not null, -- 登録時刻 / created
  primary key (muni, id),
  foreign key (muni, casefile) references casefile (muni, id),
  foreign key (muni, agency) references agency (muni, id)
);
create index task_casefile on task (muni, casefile, state, due_on);
create index task_agency on task (muni, agency, state, due_on);

create table notice ( -- おしらせ / something an agency or one of its people is told inside the product
  muni muni not null, -- 自治体 / municipality
  id notice_id not null, -- 番号 / id
  agency agency_id not null, -- 機関 / for this agency
  account account_id, -- 利用者 / for this account (null: everyone of the agency)
  kind txt not null, -- 種類 / share.new, share.ended, basis.ending, refer.asked, refer.answered, share.asked …
  casefile casefile_id, -- 事案 / casefile
  object i64 not null default 0, -- 対象 / id of the object, 0: none
  known txt not null default '', -- 知っていた名 / the household's name the reader had been shown before [name]
  at ms not null, -- 時刻 / shown from then on
  primary key (muni, id),
  foreign key (muni, agency) references agency (muni, id)
);
create index notice_agency on notice (muni, agency, at);
create index notice_casefile on notice (muni, casefile, object);

create table notice_read ( -- 読んだおしらせ / who has read it: a colleague's stays new
  muni muni not null, -- 自治体 / municipality
  notice notice_id not null, -- おしらせ / notice
  account account_id not null, -- 利用者 / reader
  at ms not null, -- 時刻 / when
  primary key (muni, notice, account),
  foreign key (muni, notice) references notice (muni, id) on delete cascade
);

create table share_ask ( -- 共有の依頼 / an agency asks for a tab that is not shared with it
  muni muni not null, -- 自治体 / municipality
  id ask_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  agency agency_id not null, -- 依頼した機関 / asking agency
  account account_id not null, -- 依頼した人 / who asks
  tab txt not null, -- 項目 / tab.notes … (vis/lens.h)
  why txt not null, -- 理由 / why, for the lead to read [free]
  on_day day not null, -- 日 / once a day
  at ms not null, -- 時刻 / when
  primary key (muni, id),
  foreign key (muni, casefile) references casefile (muni, id),
  foreign key (muni, agency) references agency (muni, id)
);
create unique index share_ask_day on share_ask (muni, casefile, agency, tab, on_day);

create table referral ( -- 依頼 / つなぐ: one agency asks another to take part
  muni muni not null, -- 自治体 / municipality
  id referral_id not null, -- 番号 / id
  casefile casefile_id, -- 事案 / casefile of the asking agency
  from_agency agency_id not null, -- 依頼元 / asking agency
  from_account account_id not null, -- 依頼した人 / who asks
  to_agency agency_id not null, -- 依頼先 / asked agency
  what txt not null, -- 依頼の内容 / all the other side reads before it accepts [free]
  due_on day, -- 返事の期限 / answer wanted by
  state txt not null, -- 状態 / preparing (its share not yet looked at), asked, accepted, returned (差戻), declined (辞退), withdrawn
  bestowal bestowal_id, -- 共有 / the planned grant that acceptance makes live (null: none)
  seal txt not null default '', -- 確かめた印 / what the asker saw of it (share/share.h)
  answer txt not null default '', -- 返事 / words of the answer [free]
  answered_by account_id, -- 返事した人 / who answered
  answered_at ms, -- 返事の時刻 / when
  version int not null default 1, -- 版 / optimistic lock
  created_at ms not null, -- 依頼の時刻 / when
  primary key (muni, id),
  foreign key (muni, from_agency) references agency (muni, id),
  foreign key (muni, to_agency) references agency (muni, id)
);
create index referral_to on referral (muni, to_agency, state, due_on);
create index referral_from on referral (muni, from_agency, state);
create index referral_casefile on referral (muni, casefile);

create table draft ( -- 書きかけ / what someone is typing, encrypted, on the server only
  muni muni not null, -- 自治体 / municipality
  account account_id not null, -- 利用者 / account
  form txt not null, -- 画面 / form: note, intake, overview …
  object i64 not null, -- 対象 / id of the casefile or record, 0: none
  agency agency_id not null, -- 機関 / desk it was typed at
  revision int not null, -- 回数 / how often saved
  sealed bytes not null, -- 内容 / encrypted JSON
  at ms not null, -- 時刻 / saved at
  primary key (muni, account, agency, form, object)
);

create table idem ( -- 二重送信どめ / an idempotency key and where its answer led
  muni muni not null, -- 自治体 / municipality
  account account_id not null, -- 利用者 / account
  key txt not null, -- 鍵 / random key of the form
  location txt not null, -- 行き先 / where the first answer led
  hour i64 not null, -- 動いた時間 / uptime.hours when it was written
  primary key (muni, account, key)
);

create index idem_hour on idem (muni, hour);

create table uptime ( -- 動いた時間 / how long some server of the installation has really run
  id int not null, -- 番号 / 1: there is one row
  hours i64 not null, -- 時間 / hours by a clock that only runs
  primary key (id)
);

create table not_same ( -- ちがう世帯 / a candidate a worker has said is not the one
  muni muni not null, -- 自治体 / municipality
  intake intake_id not null, -- 受付 / intake
  casefile casefile_id not null, -- 事案 / the candidate
  account account_id not null, -- 利用者 / who said so
  at ms not null, -- 時刻 / when
  primary key (muni, intake, casefile)
);

create table audit ( -- 監査の記録 / one look or change; append-only, values are not copied
  muni muni not null, -- 自治体 / municipality
  id audit_id not null, -- 番号 / id
  at ms not null, -- 時刻 / when
  account account_id not null, -- 利用者 / who, 0: nobody signed in
  agency agency_id not null, -- 機関 / at which desk
  role txt not null, -- 役割 / role at that moment
  action txt not null, -- 操作 / note.add, look.note, sign_in, deny …
  kind txt not null, -- 種類 / kind of the object
  object i64 not null, -- 対象 / id of the object, 0: none
  casefile casefile_id, -- 事案 / casefile
  classes txt not null, -- 見えた種類 / classes shown, comma separated
  detail txt not null, -- くわしく / field names, revision, packed ids of a list; never values
  primary key (muni, id)
);
create index audit_casefile on audit (muni, casefile, at);
create index audit_time on audit (muni, at);
create index audit_account on audit (muni, account, casefile, at);


create table audit_seal ( -- 監査の鎖 / numbers and chains committed audit rows
  muni muni not null, -- 自治体 / municipality
  seq i64 not null, -- 順番 / 1, 2, 3 …
  audit audit_id not null, -- 監査の記録 / row
  hash bytes not null, -- 鎖 / H(previous ‖ header ‖ H(payload))
  primary key (muni, seq)
);
create unique index audit_seal_row on audit_seal (muni, audit);

create table audit_todo ( -- 未封の記録 / audit rows the sealer has not chained yet
  muni muni not null, -- 自治体 / municipality
  audit audit_id not null, -- 監査の記録 / row
  primary key (muni, audit)
);

create table outbox ( -- 反応 / what must happen after a change, until it has a number (event)
  muni muni not null, -- 自治体 / municipality
  kind txt not null, -- 種類 / what: case.changed, access
  casefile casefile_id not null, -- 事案 / casefile
  agency agency_id not null, -- 機関 / agency concerned
  at ms not null, -- 時刻 / of the newest change not yet numbered
  primary key (muni, kind, casefile, agency)
);

create table event ( -- 知らせ / the newest of what happened, in the order in which every server tells it
  muni muni not null, -- 自治体 / municipality
  seq i64 not null, -- 通し番号 / place in the order
  kind txt not null, -- 種類 / what: case.changed, access
  casefile casefile_id not null, -- 事案 / casefile
  agency agency_id not null, -- 機関 / agency concerned
  primary key (muni, seq)
);

create table event_head ( -- 知らせの末尾 / the last number given, one row a municipality
  muni muni not null, -- 自治体 / municipality
  seq i64 not null, -- 通し番号 / number
  primary key (muni)
);

create table issue ( -- 紙の発行 / one printing that left the product, by number
  muni muni not null, -- 自治体 / municipality
  id issue_id not null, -- 番号 / id
  casefile casefile_id not null, -- 事案 / casefile
  agency agency_id not null, -- 発行機関 / issuing agency
  account account_id not null, -- 発行者 / issued by
  issue_no txt not null, -- 発行番号 / e.g. 北包R8-12
  recipient txt not null, -- 宛先 / own (自機関), or the agency and who
  amount txt not null, -- 量 / one (1枚にまとめる), all (全文); of a consent sheet plain, easy (やさしい日本語)
  at ms not null, -- 時刻 / when
  kind txt not null default 'overview', -- 種類 / overview, consent (同意書)
  choice txt not null default '', -- 選んだ内容 / of a consent sheet: person;until;agency:account:items, …
  primary key (muni, id),
  foreign key (muni, casefile) references casefile (muni, id),
  foreign key (muni, agency) references agency (muni, id)
);
create index issue_casefile on issue (muni, casefile, at);

create table entry ( -- 索引の項目 / what the full-text index points to, rebuildable
  muni muni not null, -- 自治体 / municipality
  id i64 not null, -- 番号 / number in the index; on SQLite of one municipality only
  kind txt not null, -- 種類 / person, note, intake
  object i64 not null, -- 対象 / id of the object
  casefile casefile_id, -- 事案 / casefile, null: an intake without a household
  agency agency_id not null, -- 機関 / owner agency
  lead agency_id not null, -- 主担当の機関 / lead agency of the casefile when the entry was marked (search/search.h)
  person person_id, -- 人 / person
  at ms not null, -- 時刻 / newest first
  part txt not null default '', -- 部分 / which part of the text; empty: all of it (search/search.h)
  reach int not null default 0, -- 届く範囲 / 0 who sees all, 1 who sees the part, 2 both, 3 who knows of the existence
  needs i64 not null default 0, -- 要る種類 / states a seat must show for the part, as seat.shown
  primary key (muni, id)
);
create index entry_object on entry (muni, kind, object);

create table meta ( -- 版などの印 / versions the data was written with
  key txt not null, -- 項目 / key
  value txt not null, -- 値 / value
  primary key (key)
);
