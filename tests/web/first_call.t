# Scenario A, steps 1 to 3: from the first call to a household that is found.
sit 石井 1 worker
sit 田中 1 clerk
sit 大西 2 worker
sit 堀 1 auditor

as 石井
POST /intake/candidates
  kana = やまべ
= 200
has あなたが見られる範囲では、見つかりませんでした。

POST /intake
  body = 3日顔を見ない。新聞がたまっている。山邉さんのところ
  from = neighbor
  from_name = 野口
  name = 山邉 トキ
  kana = やまべ とき
  urgency = today
= 303
to /intake/
GET $last
= 200
has 受け付けました（受付 北包R8-1）
keep intake /intake/

POST /intake/$intake/household
  name = 山邉 トキ
  kana = やまべ とき
  birth = S19.3.4
= 303
keep case /cases/
GET /cases/$case/notes
= 200
has 新聞がたまっている
has 北部包括

# The visit, a caution, a word that is searched for.
POST /cases/$case/notes
  body = 玄関の犬に注意。家賃を2か月滞納、104,000円
  method = visit
  at = いま
= 303
GET /cases/$case/notes
has 104,000円
GET /cases/$case
= 200
has 山邉
has 最近の支援経過

POST /search
  q = 犬
has 玄関の犬に注意
POST /search
  q = 山辺
has 山邉
POST /search
  q = ﾔﾏﾍﾞ
has 山邉

# A clerk of the agency: the household, not the prose.
as 田中
GET /cases/$case
= 200
has 山邉
not 104,000円
GET /cases/$case/notes
= 200
has この項目は、あなたの機関には共有されていません。
not 新聞がたまっている
POST /search
  q = 滞納
not 104,000円

# Another agency: nobody is there.
as 大西
GET /cases/$case
= 404
has このページは見つかりません。
not 山邉
POST /search
  q = やまべ
= 200
has あなたが見られる範囲では、見つかりませんでした。
POST /intake/candidates
  kana = やまべ
has あなたが見られる範囲では、見つかりませんでした。
POST /cases/$case/notes
  body = よその記録
= 404

# Who looked is on the record; what was written is not in it.
as 堀
GET /looked
= 200
has 石井
has 断られた
not 104,000円
not 山邉
GET /cases/$case
= 404
