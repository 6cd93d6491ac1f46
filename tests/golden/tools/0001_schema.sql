-- A schema for the golden tests of the compilers.

create table person ( -- 人 / a person
  muni muni not null, -- 自治体 / municipality
  id person_id not null, -- 番号 / id
  name txt not null, -- 氏名 / name [name]
  birth txt not null, -- 生年月日 / birth, EDTF [quasi]
  phone txt, -- 電話 / it's optional [contact]
  dead flag not null default 0, -- 死亡 / has died
  primary key (muni, id)
);

create table visit ( -- 訪問 / a visit
  muni muni not null, -- 自治体 / municipality
  id note_id not null, -- 番号 / id
  person person_id not null, -- 人 / person
  agency agency_id, -- 機関 / agency
  at ms not null, -- 時刻 / when
  next_on day, -- 次 / next visit
  fee yen, -- 費用 / fee
  place txt not null, -- 場所 / place
  photo bytes, -- 写真 / photograph
  primary key (muni, id),
  foreign key (muni, person) references person (muni, id)
);
create index visit_person on visit (muni, person, at);

create table visit_with ( -- 同席 / who was there
  muni muni not null, -- 自治体 / municipality
  visit note_id not null, -- 訪問 / visit
  person person_id not null, -- 人 / person
  primary key (muni, visit, person)
);
alter table visit add column late flag not null default 0; -- 後日 / entered later
