# Scenario A, steps 4 and 8: トキ agrees in writing, and later no more.
sit 石井 1 worker
sit 田中 1 clerk
sit 大西 2 worker

as 石井
POST /intake
  body = 3日顔を見ない
  from = neighbor
  name = 山邉 トキ
  kana = やまべ とき
= 303
keep intake /intake/
POST /intake/$intake/household
  name = 山邉 トキ
  kana = やまべ とき
  birth = S19.3.4
= 303
keep case /cases/
GET /cases/$case
has 同意なし
keep toki /people/
GET /cases/$case/people/$toki/basis
= 200
has 同意はまだありません。見られるのは自機関の人だけです。
GET /cases/$case/people/$toki/basis/new
= 200
keep shakyo 選んでください</option><option value="

# Nothing typed is lost, and what is missing is said.
POST /cases/$case/people/$toki/basis
  kind = consent
  to = $shakyo
  explained = 同意書を見せて読み上げた
  until = R30.3.31
= 422
has 同意のしかたを選んでください。
has 何を共有してよいかを選んでください。
has value="同意書を見せて読み上げた"

# The paper that is signed.
POST /cases/$case/people/$toki/basis
  kind = consent
  to = $shakyo
  items1 = all
  until = R30.3.31
  act = easy
= 303
GET $last
= 200
has いつでも やめられます
has 発行 北包R8-1

POST /cases/$case/people/$toki/basis
  kind = consent
  to = $shakyo
  items1 = basic
  since = きのう
  until = R30.3.31
  how = written
  explained = 同意書を見せて読み上げた
  witness = 三宅
= 303
keep basis /basis/
GET $last
= 200
has 同意あり（書面）R
has 〜R30.3.31
has <b>社協</b>：基本
has 三宅
GET /cases/$case
has 同意あり R30.3.31まで

# A clerk and another agency know nothing of it.
as 田中
GET /cases/$case/people/$toki/basis
= 403
as 大西
GET /cases/$case/people/$toki/basis
= 404
GET /cases/$case/people/$toki/basis/$basis
= 404
POST /cases/$case/people/$toki/basis/$basis/end
= 404

as 石井
POST /cases/$case/people/$toki/basis/$basis/end
  end_witness = 三宅
= 303
GET $last
= 200
has 撤回を記録しました。
has 撤回 R
POST /cases/$case/people/$toki/basis/$basis/end
= 409
has すでに終わりが記録されています。
POST /cases/$case/people/$toki/basis
  kind = refusal
= 303
GET $last
has 同意しないことを記録しました。自機関の支援はこれまでどおり続けられます。
GET /cases/$case
has 同意なし
