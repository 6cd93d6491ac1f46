# What may not be done, and what bad input gets.
sit 石井 1 worker
sit 古賀 1 chief
sit 堀 1 auditor
sit 管理 1 muni_admin
as 石井
GET /looked
= 403
has あなたの役割ではできません
GET /cases/AAAAAAAAAAAAAAAAAAAAAA
= 404
GET /no/such/page
= 404
POST /looked
= 405
has このアドレスは、直接は開けません。
POST /intake
  name = 山邉
= 422
has 内容を一言でも書いてください。
has value="山邉"
POST /intake
  body = 番号は 123456789018
= 422
has マイナンバーのようです。
POST /draft
  form = unknown
  text = {}
= 400
as 管理
GET /cases
= 403
GET /intake
= 403
as 堀
POST /search
  q = 山邉
= 403
as 古賀
GET /cases
= 200
GET /intake
= 403
