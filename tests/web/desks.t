# One human at work in two cities: one desk at a time, and nothing across.
sit 石井 1 worker
sit 平野 1 worker
more 平野 3 worker
sit 岡田 4 worker
sit 堀 1 auditor
sit 港堀 3 auditor

# Whoever has one desk is offered none.
as 石井
GET /
has 石井（北部包括）
not として開く

as 平野
GET /
has 平野（伴舟市 北部包括）
has 港南市 みおつくし（相談員）として開く
keep there name="desk" value="
POST /intake
  body = 夜の電話。あさって寮を出る
  name = 磯部 涼
= 303
keep i /intake/
POST /intake/$i/household
  name = 磯部 涼
= 303
keep here /cases/
# Something is left half-typed.
POST /draft
  form = intake
  text = {"body":"もう一件の書きかけ"}
= 200

POST /desk
  desk = $there
= 303
to /
GET /
has 港南市 みおつくし）
has 伴舟市 北部包括（相談員）として開く
not もう一件の書きかけ
not 磯部
keep back name="desk" value="

# The page that was left open: refused, told, nothing written anywhere.
OLD /intake
  body = もう一件の書きかけ
= 403
has この画面は、切り替える前の所属で開いたものです。
has 所属をもどすと、続きを書けます。
OLD /cases/$here/notes
  body = よその机で書いた記録
= 403
GET /cases
not 磯部

# The other city's household is not there, by list, search or address.
POST /search
  q = 磯部
= 200
has あなたが見られる範囲では、見つかりませんでした。
POST /intake/candidates
  name = 磯部
has あなたが見られる範囲では、見つかりませんでした。
GET /cases/$here
= 404
has このページは見つかりません。
not 磯部
GET /cases/$here/notes
= 404
POST /cases/$here/notes
  body = よその市の記録
= 404
POST /draft
  form = note
  object = $here
  text = {}
= 404

# Its own household.
POST /intake
  body = 娘さんが20年外に出ていない
  name = 瀬戸 遥
= 303
keep i /intake/
POST /intake/$i/household
  name = 瀬戸 遥
= 303
keep away /cases/
GET /cases
has 瀬戸
not 磯部

# Colleagues of that city: no desk of theirs, nothing of the other agency.
as 岡田
GET /
not として開く
POST /desk
  desk = $there
= 404
GET /cases/$away
= 404
GET /cases/$here
= 404

# Back: what was half-typed waits.
as 平野
POST /desk
  desk = $back
= 303
GET /intake?draft=1
has もう一件の書きかけ
GET /cases
has 磯部
not 瀬戸
GET /cases/$away
= 404
POST /search
  q = 瀬戸
has あなたが見られる範囲では、見つかりませんでした。

# Each city has its own half of the record, and not a word of the other's.
as 堀
GET /looked
has 所属を離れた
has 別の所属から移った
not 瀬戸
not 港南市
as 港堀
GET /looked
has 別の所属から移った
not 磯部
not 伴舟市
