/*
 * homes_disability.c — living with a disability or an illness, and what
 * happens when the parents can no longer (親なきあと).
 */
#include "demo/city.h"

static const struct demo_home homes[] = {
	{
		.who = NAKAHARA, .day = -92, .at = 1030, .minutes = 20,
		.method = "phone", .urgency = "normal",
		.caller = "family", .caller_name = "渡邉 洋子",
		.caller_phone = "043-000-0511",
		.heard = "「私が79になった。息子は知的障がいで、私の作ったものしか"
			 "食べない。先のことを決めておきたい」。",
		.name = "渡邉", .kana = "わたなべ",
		.place = "伴舟市小舟谷3丁目6-6", .phone = "043-000-0511",
		.stage = "support",
		.people = PEOPLE(
			{ "渡邉 誠", "わたなべ まこと", "1", "S56.9.9", "本人" },
			{ "渡邉 洋子", "わたなべ ようこ", "2", "S22.4.3", "母" },
			{ "渡邉 弘", "わたなべ ひろし", "1", "S18", "父", "dead",
			  NULL, NULL, "R2" },
			{ "小川 久美子", "おがわ くみこ", "2", "S54.2.20", "姉",
			  "away", "090-0000-0512", "渡邉" }),
		.notes = NOTES(
			{ -90, 1400, NAKAHARA, "visit", "home",
			  "誠さん、洋子さん", 70, P1 | P2,
			  "誠さんは作業所でパンの袋詰めをして18年。"
			  "カレンダーに印を付けるのが日課。\n"
			  "洋子さん「ひと晩も離れたことがない」。" },
			{ -64, 1100, NAKAHARA, "escort", "agency",
			  "誠さん、洋子さん", 120, P1 | P2,
			  "短期入所を見学。夕食を3口食べた。職員に好きな味を"
			  "伝えた（甘い卵焼き）。" },
			{ -42, 1500, NAKAHARA, "phone", "", "短期入所の職員", 15, P1,
			  "1泊できた。夜に2回起きたが、カレンダーを見て戻った。" },
			{ -17, 1400, NAKAHARA, "meeting", "home",
			  "洋子さん、久美子さん（姉）、作業所", 80, P1 | P2 | P4,
			  "もしものときの連絡の順番を紙にした。グループホームの"
			  "体験は来年の春を目標に。後見の勉強会に久美子さんが"
			  "出る。" }),
		.tasks = TASKS(
			{ -17, 11, NAKAHARA, "後見の勉強会の案内を久美子さんに送る",
			  OPEN },
			{ -42, -6, NAKAHARA, "短期入所の次の日を決める", -7 }),
		.sheets = SHEETS(
			{ "overview", 0, "hope",
			  "誠さん「パンのしごと、すき」\n"
			  "洋子さん「私がいなくなっても、同じ毎日を」" },
			{ "overview", 0, "strengths",
			  "18年続けた仕事。カレンダー。姉が近い。" },
			{ "overview", 0, "issues", "母だけが知っていることが多い。" },
			{ "overview", 0, "direction",
			  "泊まりを少しずつ。母の知恵を紙に残す。" },
			{ "household", 0, "patterns", "7" },
			{ "person_health", 1, "ryoiku_state", "held" },
			{ "person_health", 1, "ryoiku_grade", "chiba_a2" },
			{ "person_health", 1, "support_category", "4" },
			{ "person_health", 1, "self_support", "3" }),
	},
	{
		.who = NAKAHARA, .day = -77, .at = 1610, .minutes = 30,
		.method = "phone", .urgency = "week",
		.caller = "self", .caller_name = "髙木 美穂",
		.caller_phone = "090-0000-0521",
		.heard = "統合失調症で通院して12年。母が入院し、一人になった。"
			 "「夜に声が聞こえると、電話したくなる」。",
		.name = "髙木", .kana = "たかぎ",
		.place = "伴舟市西浜5丁目1-7", .phone = "043-000-0522",
		.stage = "support",
		.people = PEOPLE(
			{ "髙木 美穂", "たかぎ みほ", "2", "S61.10.30", "本人",
			  NULL, "090-0000-0521" },
			{ "髙木 和子", "たかぎ かずこ", "2", "S26.5.14", "母",
			  "away" }),
		.notes = NOTES(
			{ -76, 1100, NAKAHARA, "visit", "home", "美穂さん", 60, P1,
			  "薬は日付の箱に入れている。{w1}と{w4}の電話を約束。"
			  "夜は24時間の相談の番号を冷蔵庫に貼った。" },
			{ -55, 1330, NAKAHARA, "escort", "hospital",
			  "美穂さん、主治医", 90, P1,
			  "受診に同行。訪問看護を週1回、入れることになった。" },
			{ -34, 1400, NAKAHARA, "visit", "home",
			  "美穂さん、訪問看護", 40, P1,
			  "「声がしても、看護師さんの来る日を数えるとやりすごせる」。"
			  "編み物で母のひざ掛けを作っている。" },
			{ -12, 1030, NAKAHARA, "phone", "", "病棟の相談員", 15, P2,
			  "和子さんは施設の申し込みをすることに。美穂さんには母から"
			  "話す。" },
			{ -3, 1005, NAKAHARA, "phone", "", "美穂さん", 25, P1,
			  "「母がもう帰らないと聞いた。泣いたけど、眠れた」。" }),
		.tasks = TASKS(
			{ -3, 1, NAKAHARA, "{w1}の電話", OPEN },
			{ -12, 4, NAKAHARA, "地域活動支援センターの見学", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "美穂さん「一人でもこの家で」" },
			{ "overview", 0, "strengths", "自分で電話できる。編み物。服薬。" },
			{ "overview", 0, "issues", "夜のつらさ、一人の暮らし。" },
			{ "overview", 0, "direction", "電話と訪問看護で夜を支える。" },
			{ "person_health", 1, "mental_state", "held" },
			{ "person_health", 1, "mental_grade", "2" },
			{ "person_health", 1, "self_support", "3" }),
	},
	{
		.who = NAKAHARA, .day = -45, .at = 1000, .minutes = 40,
		.method = "visit", .urgency = "normal",
		.caller = "agency", .caller_name = "汐見小児科",
		.caller_phone = "043-000-0531",
		.heard = "人工呼吸器を使う4歳の子。母が一人で夜の吸引をしている。"
			 "停電が心配とのこと。主治医の紹介で、外来で会った。",
		.name = "二宮", .kana = "にのみや",
		.place = "伴舟市汐見5丁目11-4", .phone = "043-000-0532",
		.caution = "医療的ケアの機器がある。かぜのときは行かない",
		.stage = "support",
		.people = PEOPLE(
			{ "二宮 結菜", "にのみや ゆいな", "2", "R4.3.8", "本人" },
			{ "二宮 香織", "にのみや かおり", "2", "H2.6.6", "母" },
			{ "二宮 大輔", "にのみや だいすけ", "1", "S63.5.5", "父" }),
		.notes = NOTES(
			{ -44, 1030, NAKAHARA, "visit", "home",
			  "結菜さん、香織さん", 60, P1 | P2,
			  "結菜さんは絵本の音で目を動かす。香織さんの睡眠は3時間。"
			  "予備の電池は4時間分。" },
			{ -30, 1330, NAKAHARA, "meeting", "home",
			  "訪問看護、相談、市の防災の係", 90, P1 | P2,
			  "停電のときの手順を決めた。発電機の貸出、電力会社の登録、"
			  "避難の部屋。個別の計画を書いた。" },
			{ -11, 1900, NAKAHARA, "phone", "", "大輔さん", 20, P2 | P3,
			  "訪問看護の夜の時間が週2回に。「妻が寝顔を見せてくれた」。" }),
		.tasks = TASKS(
			{ -30, 0, NAKAHARA, "個別の避難の計画を届ける", OPEN },
			{ -11, 13, NAKAHARA, "通園の相談に同行", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "香織さん「結菜と外で風に当たりたい」" },
			{ "overview", 0, "strengths", "ケアの手順を書いている。両親で交代。" },
			{ "overview", 0, "issues", "夜の吸引、停電。" },
			{ "overview", 0, "direction", "夜の手をふやす。停電の備え。" },
			{ "person_health", 1, "medical_care", "1" },
			{ "person_health", 1, "medical_care", "3" },
			{ "person_health", 1, "physical_state", "held" },
			{ "person_health", 1, "physical_grade", "1" },
			{ "household", 0, "visit_risks", "3" },
			{ "household", 0, "visit_risks", "5" }),
	},
	{
		.who = NAKAHARA, .day = -28, .at = 1340, .minutes = 30,
		.method = "office", .urgency = "normal",
		.caller = "self", .caller_name = "五十嵐 修",
		.caller_phone = "090-0000-0541",
		.heard = "来所。脳の出血のあと、言葉が出にくい。前の仕事（配線）に"
			 "戻りたい。妻は「前と人が変わった」と言う。",
		.name = "五十嵐", .kana = "いがらし",
		.place = "伴舟市高砂1丁目3-9", .phone = "043-000-0542",
		.stage = "assessment",
		.people = PEOPLE(
			{ "五十嵐 修", "いがらし おさむ", "1", "S50.12.25", "本人",
			  NULL, "090-0000-0541" },
			{ "五十嵐 恵子", "いがらし けいこ", "2", "S52.2.28", "妻" },
			{ "五十嵐 健太", "いがらし けんた", "1", "H20.3.17",
			  "長男" }),
		.notes = NOTES(
			{ -27, 1000, NAKAHARA, "office", "office",
			  "修さん、恵子さん", 70, P1 | P2,
			  "高次脳機能障害の説明を図でした。恵子さん「怠けているの"
			  "ではなかったのですね」。手帳の申請を相談。" },
			{ -13, 1430, NAKAHARA, "escort", "agency", "修さん", 90, P1,
			  "リハビリの施設で評価。配線図は読める。手順を声に出すと"
			  "間違いが減る。" },
			{ -1, 1700, NAKAHARA, "phone", "", "恵子さん", 20, P2 | P3,
			  "健太さんの進学の費用のこと。傷病手当は来年の2月まで。"
			  "家計の相談を社協に、と話した。" }),
		.tasks = TASKS(
			{ -13, 3, NAKAHARA, "会社の人事の担当と電話", OPEN },
			{ -1, 2, NAKAHARA, "恵子さんに社協の相談日を伝える", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "修さん「会社に、もどる」" },
			{ "overview", 0, "strengths", "配線の腕。会社が待っている。" },
			{ "overview", 0, "issues", "言葉、段取り、手当の期限。" },
			{ "person_health", 1, "mental_state", "applying" }),
	},
	{
		.who = NAKAHARA, .day = -65, .at = 1100, .minutes = 20,
		.method = "phone", .urgency = "normal",
		.caller = "agency", .caller_name = "発達障害者支援センター",
		.caller_phone = "043-000-0551",
		.heard = "家で大きな声が続き、近所から連絡があった16歳。母が一人で"
			 "受けとめている。本人は機械の分解が好き。",
		.name = "榎本", .kana = "えのもと",
		.place = "伴舟市松原3丁目8-8", .phone = "043-000-0552",
		.stage = "support",
		.people = PEOPLE(
			{ "榎本 健太", "えのもと けんた", "1", "H22.1.15", "本人" },
			{ "榎本 真由美", "えのもと まゆみ", "2", "S52.7.12", "母" }),
		.notes = NOTES(
			{ -63, 1500, NAKAHARA, "visit", "home",
			  "健太さん、真由美さん", 60, P1 | P2,
			  "大きな声は、予定が急に変わった日に多い。1週間の予定を"
			  "磁石の板にした。" },
			{ -41, 1530, NAKAHARA, "visit", "home", "真由美さん", 40, P2,
			  "声の出た日は週5日から2日に。壁の穴はいっしょに直した。" },
			{ -19, 1600, NAKAHARA, "escort", "agency", "健太さん", 80,
			  P1,
			  "放課後の事業所を見学。古い扇風機を分解して組み直した。"
			  "職員が拍手した。" }),
		.tasks = TASKS(
			{ -19, -4, NAKAHARA, "受給者証の申請の結果を聞く", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "健太さん「急に変えないで」" },
			{ "overview", 0, "strengths", "分解と組み立て。予定の板を守る。" },
			{ "overview", 0, "issues", "予定の変更、母の休み。" },
			{ "overview", 0, "direction", "見通しを先に出す。居場所をつくる。" }),
	},
	{
		.who = NAKAHARA, .day = -9, .at = 1130, .minutes = 25,
		.method = "office", .urgency = "week",
		.caller = "family", .caller_name = "芦田 恵",
		.caller_phone = "090-0000-0561",
		.heard = "来所。耳の聞こえない両親の通訳を、子どものころから自分が"
			 "してきた。来月に結婚して市外へ出る。手術の説明も私が"
			 "聞いてきた。",
		.name = "芦田", .kana = "あしだ",
		.place = "伴舟市桜台5丁目2-3", .phone = "",
		.caution = "電話は使えない。連絡はメールか手紙",
		.stage = "intake",
		.people = PEOPLE(
			{ "芦田 進", "あしだ すすむ", "1", "S32.4.9", "本人" },
			{ "芦田 信子", "あしだ のぶこ", "2", "S34.11.11", "妻" },
			{ "芦田 恵", "あしだ めぐみ", "2", "H10.1.20", "長女", NULL,
			  "090-0000-0561" }),
		.notes = NOTES(
			{ -5, 1400, NAKAHARA, "visit", "home",
			  "進さん、信子さん、手話通訳", 70, P1 | P2,
			  "手話通訳と訪問。進さん「娘を自由にしてやりたい」。"
			  "通訳の派遣の登録と、光る玄関の知らせを申し込む。" }),
		.tasks = TASKS(
			{ -5, 1, NAKAHARA, "通訳の派遣の登録を窓口に出す", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "進さん「医者の話を自分で聞きたい」" },
			{ "overview", 0, "strengths", "手話の仲間が多い。夫婦で旅行する。" },
			{ "overview", 0, "issues", "通訳の手配、急なとき。" },
			{ "person_health", 1, "physical_state", "held" },
			{ "person_health", 1, "physical_grade", "2" },
			{ "person_contact", 1, "via", "2" },
			{ "person_contact", 1, "via", "4" }),
	},
	{
		.who = NAKAHARA, .day = -2, .at = 1340, .minutes = 20,
		.method = "phone", .urgency = "week",
		.caller = "agency", .caller_name = "就業・生活支援センター",
		.caller_phone = "043-000-0571",
		.heard = "勤めて2年の清掃の職場で、休みがふえた24歳。同居の父が仕事を"
			 "失い、給料を全部渡しているらしい。",
		.name = "城戸", .kana = "きど",
		.place = "伴舟市北町4丁目9-9", .phone = "",
		.stage = "reception",
		.people = PEOPLE(
			{ "城戸 陽太", "きど ようた", "1", "H14.9.2", "本人" },
			{ "城戸 博", "きど ひろし", "1", "S46", "父" }),
		.notes = NOTES(
			{ -1, 1215, NAKAHARA, "visit", "agency", "陽太さん", 40, P1,
			  "職場の休み時間に会った。「昼ごはん代がない日は休む」。"
			  "掃除の仕事は好きとのこと。{2}に来所の約束。" }),
		.tasks = TASKS(
			{ -1, 2, NAKAHARA, "陽太さん来所（17時半）", OPEN },
			{ -1, 0, NAKAHARA, "職場の担当に礼の電話", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "strengths", "仕事が好き。約束を守る。" },
			{ "overview", 0, "issues", "給料の管理、昼の食事。" }),
	},
};

const struct demo_homes demo_disability = { homes, COUNT(homes) };
