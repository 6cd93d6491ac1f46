/*
 * homes_alone.c — people between the services: alone and out of touch, back
 * from prison, brothers and sisters in one old house.
 */
#include "demo/city.h"

static const struct demo_home homes[] = {
	{
		.who = AOKI, .day = -84, .at = 1120, .minutes = 20,
		.method = "phone", .urgency = "week",
		.caller = "agency", .caller_name = "地域生活定着支援センター",
		.caller_phone = "043-000-0611",
		.heard = "{-60}に出所する68歳。身寄りがなく、本人は生まれた伴舟に"
			 "戻りたい。糖尿病。入る前は公園で暮らしていた。",
		.name = "神谷", .kana = "かみや",
		.place = "伴舟市中央2丁目 さくら荘5", .phone = "",
		.stage = "support",
		.people = PEOPLE(
			{ "神谷 実", "かみや みのる", "1", "S33.3.20", "本人" }),
		.notes = NOTES(
			{ -60, 1400, AOKI, "escort", "outside",
			  "実さん、定着の職員", 150, P1,
			  "駅で迎え、部屋に同行。鍵を渡すと「自分の鍵か」と何度も"
			  "見ていた。あすは保護の窓口と受診。" },
			{ -59, 930, AOKI, "escort", "hospital", "実さん", 160, P1,
			  "港町クリニック。血糖の薬が始まった。食事の絵の表を"
			  "もらった。" },
			{ -32, 1500, AOKI, "visit", "home", "実さん", 40, P1,
			  "部屋は整っている。「夜が静かすぎて落ち着かない」。"
			  "ラジオを借りた。公園の花壇の世話を始めたとのこと。" },
			{ -12, 1330, AOKI, "meeting", "agency",
			  "定着、保護の担当、社協 大西", 60, P1,
			  "金銭の管理は社協の事業を使う。花壇の会の人が声を"
			  "かけてくれている。" }),
		.tasks = TASKS(
			{ -12, -2, AOKI, "金銭の管理の契約の日を決める", OPEN },
			{ -32, 8, AOKI, "再診の日に電話", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "実さん「ここで死ぬまで暮らす」" },
			{ "overview", 0, "strengths", "花の世話。約束の時間より早く来る。" },
			{ "overview", 0, "issues", "糖尿病、夜の静けさ、お金の管理。" },
			{ "overview", 0, "direction", "鍵のある暮らしに慣れる。月2回会う。" },
			{ "person_health", 1, "diagnoses.rows", "1" },
			{ "person_health", 1, "diagnoses.0.name", "糖尿病" },
			{ "person_health", 1, "diagnoses.0.kind", "now" }),
	},
	{
		.who = MIYAKE, .day = -39, .at = 1400, .minutes = 15,
		.method = "phone", .urgency = "week",
		.caller = "neighbor", .caller_name = "民生委員 岸さん",
		.caller_phone = "043-000-0251",
		.heard = "「姉と弟2人の3人暮らし。みな70をこえた。屋根が落ちかけて"
			 "いる。長女が仕切っていたが、秋から見ない」。",
		.name = "鈴木", .kana = "すずき",
		.place = "伴舟市新田1丁目7-7", .phone = "043-000-0622",
		.caution = "台所の床が抜けている。玄関から左には入らない",
		.stage = "assessment",
		.people = PEOPLE(
			{ "鈴木 久子", "すずき ひさこ", "2", "S23.7.2", "本人" },
			{ "鈴木 清", "すずき きよし", "1", "S26.1.9", "弟" },
			{ "鈴木 武", "すずき たけし", "1", "S29.10.10", "弟" }),
		.notes = NOTES(
			{ -38, 1330, MIYAKE, "visit", "home",
			  "清さん、武さん、岸さん", 60, P1 | P2 | P3,
			  "久子さんは奥の部屋で寝ていた。足のむくみ。清さんが"
			  "おかゆを作っている。「姉ちゃんが全部やってくれていた」。" },
			{ -37, 1000, MIYAKE, "escort", "hospital", "久子さん", 180,
			  P1,
			  "舟見台病院に同行、心不全で入院。手続きは武さんと書いた。" },
			{ -18, 1430, ISHII, "visit", "home", "清さん、武さん", 50,
			  P2 | P3,
			  "配食を始めた。武さんは字が読みにくいと話した。"
			  "郵便は{w4}に3人で開けることにした。" },
			{ -6, 1100, MIYAKE, "meeting", "hospital",
			  "久子さん、病棟の相談員", 50, P1,
			  "久子さん「帰っても寝る部屋に雨がもる」。"
			  "市営住宅の1階を3人で見に行く。" }),
		.tasks = TASKS(
			{ -6, 2, MIYAKE, "市営住宅の見学の日を決める", OPEN },
			{ -18, 4, ISHII, "{w4} 郵便をいっしょに開ける", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "3人「離れないで暮らしたい」" },
			{ "overview", 0, "strengths",
			  "きょうだいの仲。清さんは料理ができる。" },
			{ "overview", 0, "issues", "家の傷み、久子さんの心不全、郵便。" },
			{ "overview", 0, "direction", "3人で移れる部屋を探す。" },
			{ "household", 0, "household_type", "7" },
			{ "household", 0, "housing_problems", "2" }),
	},
	{
		.who = AOKI, .day = -110, .at = 1010, .minutes = 15,
		.method = "phone", .urgency = "normal",
		.caller = "agency", .caller_name = "市 税の係",
		.caller_phone = "043-000-0631",
		.heard = "差押えの前の訪問で、46歳の女性。書類は封を切らずに"
			 "積まれていた。「開けると息が苦しくなる」と話した。",
		.name = "橋本", .kana = "はしもと",
		.place = "伴舟市舟見台1丁目1-30-408", .phone = "",
		.stage = "watch",
		.people = PEOPLE(
			{ "橋本 由美子", "はしもと ゆみこ", "2", "S55.5.9", "本人",
			  NULL, "090-0000-0632" }),
		.notes = NOTES(
			{ -107, 1500, AOKI, "visit", "home", "由美子さん", 60, P1,
			  "封筒を10通だけ、いっしょに開けた。分ける箱を3つ作った。"
			  "「だれかがいると手が動く」。" },
			{ -86, 1500, AOKI, "visit", "home", "由美子さん", 60, P1,
			  "残りの64通を開け終えた。税は分納、国保は減額。" },
			{ -52, 1330, AOKI, "escort", "agency", "由美子さん", 60, P1,
			  "在宅の校正の仕事が増えた。口座の引き落としに変えた。" },
			{ -20, 1500, AOKI, "phone", "", "由美子さん", 10, P1,
			  "「今月は1通もたまっていません」。見守りに移る。" }),
		.tasks = TASKS(
			{ -20, 10, AOKI, "月末の封筒の電話", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "由美子さん「紙に追われず暮らしたい」" },
			{ "overview", 0, "strengths", "校正の仕事。決めた箱を守る。" },
			{ "overview", 0, "issues", "書類を開けるときの息苦しさ。" },
			{ "overview", 0, "direction", "月に1度の電話を半年。" }),
	},
	{
		.who = ISHII, .day = -48, .at = 1020, .minutes = 10,
		.method = "phone", .urgency = "today",
		.caller = "neighbor", .caller_name = "アパートの隣の人",
		.caller_phone = "",
		.heard = "「お酒のびんがたまっている。きのう階段で寝ていた」。"
			 "60代の男性。去年、奥さんが亡くなった。",
		.name = "山口", .kana = "やまぐち",
		.place = "伴舟市港町2丁目9-9 みなと荘202", .phone = "043-000-0641",
		.stage = "support",
		.people = PEOPLE(
			{ "山口 幸一", "やまぐち こういち", "1", "S36.6.24",
			  "本人" },
			{ "山口 京子", "やまぐち きょうこ", "2", "S38", "妻", "dead",
			  NULL, NULL, "R7.10" }),
		.notes = NOTES(
			{ -48, 1400, ISHII, "visit", "home", "幸一さん", 50, P1,
			  "「妻の誕生日だった」。飲み始めは昼から。食事は1日1回。"
			  "手のふるえ。受診は考えてみるとのこと。" },
			{ -41, 1430, ISHII, "visit", "home", "幸一さん", 40, P1,
			  "飲んだ量を手帳に書いていた。先週より減っている。"
			  "写真の整理の話をした（妻と山に登った）。" },
			{ -28, 1000, ISHII, "escort", "hospital", "幸一さん", 150,
			  P1,
			  "緑が丘こころの診療所に同行。断酒会の人が待合室で"
			  "話しかけてくれた。" },
			{ -14, 1900, ISHII, "visit", "outside", "幸一さん", 60, P1,
			  "断酒会の2回目。「同じ日に飲んだ話をする人がいた」。" },
			{ -5, 1030, ISHII, "phone", "", "幸一さん", 15, P1,
			  "きのう1合飲んだと自分から話した。会には行く。" }),
		.tasks = TASKS(
			{ -5, 0, ISHII, "断酒会の前に電話（17時）", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "幸一さん「もう一度、山に登りたい」" },
			{ "overview", 0, "strengths", "手帳をつける。山の仲間。" },
			{ "overview", 0, "issues", "お酒、食事、妻を亡くしたこと。" },
			{ "overview", 0, "direction", "責めずに記録を見る。会につながる。" },
			{ "person_health", 1, "addictions", "1" }),
	},
	{
		.who = NAKAHARA, .day = -30, .at = 1500, .minutes = 30,
		.method = "visit", .urgency = "normal",
		.caller = "agency", .caller_name = "保健所 小林さん",
		.caller_phone = "043-000-0651",
		.heard = "猫が多い家で、きょうだい2人。兄は視覚の障がい。"
			 "「猫のことで人が来るのはいや」と言われ、兄の白杖の話から"
			 "入った。",
		.name = "松本", .kana = "まつもと",
		.place = "伴舟市小舟谷2丁目4-4", .phone = "043-000-0652",
		.caution = "猫が9匹。玄関の戸をすぐ閉める",
		.stage = "support",
		.people = PEOPLE(
			{ "松本 和夫", "まつもと かずお", "1", "S38.8.19", "本人" },
			{ "松本 幸子", "まつもと さちこ", "2", "S41.4.4", "妹" }),
		.notes = NOTES(
			{ -29, 1330, NAKAHARA, "visit", "home",
			  "和夫さん、幸子さん", 60, P1 | P2,
			  "猫は9匹、名前が全部ある。餌代が月に3万円。"
			  "白杖は古く短い。同行援護を知らなかった。" },
			{ -17, 1000, NAKAHARA, "escort", "agency", "和夫さん", 120,
			  P1,
			  "白杖の申請。帰りに2人で喫茶店。「外でコーヒーは5年ぶり」。" },
			{ -4, 1400, NAKAHARA, "visit", "home",
			  "幸子さん、保護猫の会", 70, P2,
			  "手術は会が助成。「減らすのではなく増やさない」と聞き、"
			  "幸子さんがうなずいた。" }),
		.tasks = TASKS(
			{ -4, 1, NAKAHARA, "猫の手術の日を会と決める", OPEN },
			{ -17, -1, NAKAHARA, "同行援護の支給の結果を聞く", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope",
			  "和夫さん「一人で図書館に行きたい」\n"
			  "幸子さん「猫と離れたくない」" },
			{ "overview", 0, "strengths", "猫の世話。2人とも本が好き。" },
			{ "overview", 0, "issues", "餌代、家の中のにおい、外出。" },
			{ "household", 0, "patterns", "8" },
			{ "household", 0, "visit_risks", "2" },
			{ "person_health", 1, "physical_state", "held" },
			{ "person_health", 1, "physical_grade", "2" },
			{ "person_health", 1, "physical_parts", "1" }),
	},
	{
		.who = MIYAKE, .day = -10, .at = 1310, .minutes = 20,
		.method = "office", .urgency = "normal",
		.caller = "self", .caller_name = "村上 節子",
		.caller_phone = "043-000-0661",
		.heard = "来所。自分の葬儀と、残る犬のことを決めておきたい。"
			 "子はいない。親しい人は同じ団地の2人。",
		.name = "村上", .kana = "むらかみ",
		.place = "伴舟市宮前1丁目 宮前団地1-101", .phone = "043-000-0661",
		.stage = "intake",
		.people = PEOPLE(
			{ "村上 節子", "むらかみ せつこ", "2", "S24.12.12", "本人" }),
		.notes = NOTES(
			{ -6, 1000, MIYAKE, "visit", "home", "節子さん", 60, P1,
			  "小さな犬が1匹（おとなしい）。元気なうちに書くノートを"
			  "いっしょに開いた。死後のことの契約の話を聞きに、社協へ"
			  "行くことにした。" }),
		.tasks = TASKS(
			{ -6, 3, MIYAKE, "社協の説明の日を節子さんに伝える", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "節子さん「犬の行き先が決まれば安心」" },
			{ "overview", 0, "strengths", "自分で決める。団地の友人2人。" },
			{ "overview", 0, "issues", "入院のときの犬、死後のこと。" }),
	},
};

const struct demo_homes demo_alone = { homes, COUNT(homes) };
