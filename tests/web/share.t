# Scenario A, step 6: トキさん agrees, her casefile is shared with 社協, looked
# at first as 社協 will see it, and what 浩一さん did not agree to stays closed.
sit 石井 1 worker
sit 大西 2 worker
sit 田中 1 clerk

as 石井
POST /intake
  body = 玄関で話した。家賃を2か月滞納、104,000円
  from = neighbor
  name = 山邉 トキ
  kana = やまべ とき
= 303
to /intake/
keep intake /intake/
POST /intake/$intake/household
  name = 山邉 トキ
  kana = やまべ とき
  birth = S19.3.4
= 303
keep case /cases/
GET /cases/$case
keep toki /people/
GET /cases/$case/share
= 200
has まだどの機関にも共有していません。
has 同意がないとき
GET /cases/$case/share/add
= 200
has 社協
keep agency2 to=

# Without a basis nothing is shared; the ways to one are offered.
GET /cases/$case/share/add?to=$agency2
= 200
has 見せてよいという根拠が、まだありません
has 支援会議（社会福祉法106条の6）で共有する

POST /cases/$case/people/$toki/basis
  kind = consent
  how = written
  explained = 紙を使って説明した
  witness = 三宅
  until = R9.3.31
  to = $agency2
  items1 = all
= 303

# だれに → どの型で → 相手の画面 → 共有
GET /cases/$case/share/add?to=$agency2
= 200
has 連携・お金
has R9.3.31まで
has 相手の画面で確認
POST /cases/$case/share/add
  to = $agency2
  type = team
  until = R9.4.1
= 422
has 同意の期限（R9.3.31）を過ぎる日付です。3.31までにするか、同意をとり直してください。
POST /cases/$case/share/add
  to = $agency2
  type = team
  until = R9.3.31
= 303
to /as/
keep view /as/
as 大西
GET /cases/$case
= 404

as 石井
GET /as/$view/cases/$case
= 200
has 社協の職員にはこう見えます
has この内容で共有する
has トキさんの連絡先・健康・仕事・支援経過
# 石井さん reads beside it what nobody has confirmed; 大西さん will not.
has まだ確かめていない記録 1件
keep seal name="seal" value="
GET /as/$view/cases/$case/notes
= 200
has 支援経過
POST /as/$view/cases/$case/notes
  body = 書けない
= 403
has 見ることだけができます
GET /as/$view/intake/$intake
= 403
GET /mine/$view/cases/$case
= 200
has 自分の画面です
as 田中
GET /as/$view/cases/$case
= 404
as 大西
GET /as/$view/cases/$case
= 404

as 石井
POST /cases/$case/share/$view/confirm
= 422
has さきに相手の画面で確認してください。
POST /cases/$case/share/$view/confirm
  seal = $seal
= 303
to /cases/
GET /cases/$case/share
has 共有しました。1分以内なら取り消せます（相手への知らせはまだです）。
has いま見られるのは 北部包括・社協（1人）です。
has 同意あり（書面）
as 大西
GET /cases/$case
= 200
has トキ
GET /cases/$case/notes
has 玄関
not 104,000円
GET /cases/$case/share
has この項目は、あなたの機関には共有されていません。

# One cell, with a reason.
as 石井
GET /cases/$case/share/$view/cell?what=health
= 200
has 社協：健康と障がい
POST /cases/$case/share/$view/cell?what=health
  state = H
= 422
has 理由を書いてください
POST /cases/$case/share/$view/cell?what=health
  state = H
  reason = 本人の希望
= 303
GET /cases/$case/share
has 型とちがう
GET /cases/$case/who
has 誰に見えるか
has 連携・お金なし

# 取り消す within the minute.
POST /cases/$case/share/$view/undo
= 303
as 大西
GET /cases/$case
= 404

# Shared again and stopped.
as 石井
POST /cases/$case/share/add
  to = $agency2
= 303
keep view /as/
GET /as/$view/cases/$case
keep seal name="seal" value="
POST /cases/$case/share/$view/confirm
  seal = $seal
= 303
as 大西
POST /cases/$case/notes
  body = 電話で話した
  method = phone
  at = いま
= 303
as 石井
GET /cases/$case/share/$view/stop
= 200
has 社協への共有を止めます。すぐに見られなくなります。
has 自分で書いた記録1件は、社協に残ります。
POST /cases/$case/share/$view/stop
= 303
GET /cases/$case/share
has まだどの機関にも共有していません。
as 大西
GET /cases/$case
= 404
