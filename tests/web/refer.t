# つなぐ: 依頼, 差し戻し, 依頼 again, 受理; the casefile stays where it is.
sit 石井 1 worker
sit 大西 2 worker
sit 添田 2 senior
sit 受付 2 clerk

as 石井
POST /intake
  body = 3日顔を見ない
  name = 山邉 トキ
= 303
keep intake /intake/
POST /intake/$intake/household
  name = 山邉 トキ
= 303
keep case /cases/
GET /cases/$case/refer
= 200
keep agency 選んでください</option><option value="
POST /cases/$case/refer
  to = $agency
  what = 家計の相談にのってほしい
= 422
has 返事の期限を入れてください。
has 家計の相談にのってほしい</textarea>
POST /cases/$case/refer
  to = $agency
  what = 家計の相談にのってほしい
  due = R30.1.1
= 303
to /refer/
keep referral /refer/
GET /refer/$referral
= 200
has 社協への依頼
has 返事待ち
has 取り下げる

as 大西
GET /
= 200
has 届いた依頼 1件
has 新しい依頼が1件あります。
not 山邉
GET /cases/$case
= 404
GET /refer/$referral
= 200
has 家計の相談にのってほしい
not トキ
POST /refer/$referral/answer
  act = return
  reason = 世帯の人数を書いてください
= 303

as 石井
GET /
has 依頼に返事がありました。
GET /refer/$referral
has 差し戻し
has 世帯の人数を書いてください
GET /cases/$case/refer?again=$referral
= 200
has 家計の相談にのってほしい</textarea>
POST /cases/$case/refer
  to = $agency
  what = 家計の相談にのってほしい。2人世帯
  due = R30.1.1
= 303
keep second /refer/

as 受付
GET /refer/$second
= 200
has 2人世帯
not 差し戻す
POST /refer/$second/answer
  act = accept
= 403
as 添田
POST /refer/$second/answer
  act = accept
= 303
as 大西
POST /refer/$second/answer
  act = accept
= 409
has すでに返事しています（添田さん
# The first contact needs no share: what was written becomes an intake.
GET /refer/$second
has 新規相談をつくる
not 事案を開く
POST /intake
  look = 1
  from = agency
  body = 家計の相談にのってほしい。2人世帯
= 200
has 2人世帯</textarea>
GET /cases/$case
= 404
GET /own
= 200
has ここに出す記録はありません。
