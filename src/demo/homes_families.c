/*
 * homes_families.c — children and the people who bring them up: one parent,
 * young carers (ヤングケアラー), families with another mother tongue.
 */
#include "demo/city.h"

static const struct demo_home homes[] = {
	/* Scenario B: a mother, two children, five relatives outside. */
	{
		.who = AOKI, .day = -9, .at = 1510, .minutes = 30,
		.method = "phone", .urgency = "week",
		.caller = "agency", .caller_name = "北中学校 SSW",
		.caller_phone = "043-000-0321",
		.heard = "中学2年の生徒が、週に2日休む。母はうつ病で通院中。"
			 "弟の保育園の送り迎えと夕食を引き受けている。"
			 "「友だちには知られたくない」と話したとのこと。",
		.name = "宮下", .kana = "みやした",
		.place = "伴舟市北町5丁目8-2 北町住宅2-301",
		.phone = "043-000-0322",
		.stage = "assessment",
		.people = PEOPLE(
			{ "宮下 絵里", "みやした えり", "2", "H1.1.20", "本人" },
			{ "宮下 さくら", "みやした さくら", "2", "H24.5.2",
			  "長女" },
			{ "宮下 蓮", "みやした れん", "1", "R3.8.20", "長男" },
			{ "佐々木 誠", "ささき まこと", "1", "S60", "元夫",
			  "away" },
			{ "岡田 節子", "おかだ せつこ", "2", "S34", "母", "away",
			  "043-000-0323", "宮下" },
			{ "宮下 武", "みやした たけし", "1", "S30頃", "父", "dead",
			  NULL, NULL, "R2" },
			{ "岡田 勇", "おかだ いさむ", "1", "S30", "母の夫",
			  "away" },
			{ "岡田 翔太", "おかだ しょうた", "1", "S56",
			  "母の夫の子", "away" }),
		.ties = TIES({ 4, 2, NULL, "birth" }, { 4, 3, NULL, "birth" },
			     { 5, 6, "marriage", NULL, "1985", "2020",
			       "widowed" },
			     { 5, 7, "marriage", NULL, "2022" },
			     { 7, 8, NULL, "birth" }),
		.notes = NOTES(
			{ -8, 1600, AOKI, "visit", "home",
			  "絵里さん、さくらさん、蓮さん", 90, P1 | P2 | P3,
			  "SSWと訪問。【見たこと・聞いたこと】絵里さんは朝が起きら"
			  "れない日がある。パートは2か所、スーパーと清掃。"
			  "蓮さんは児童発達支援に週2回。夕食はさくらさんが作る。\n"
			  "【本人のことば】さくらさん「担任の先生には話せる」"
			  "「友だちには知られたくない」。\n【考えたこと】"
			  "さくらさんの放課後を守る手立てを、本人と決める。" },
			{ -3, 1030, AOKI, "phone", "", "節子さん（祖母）", 15,
			  P5,
			  "週末に蓮さんを預かれる。夫の勇さんも車を出してくれる"
			  "とのこと。" }),
		.tasks = TASKS(
			{ -8, 4, AOKI, "担任と面談", OPEN },
			{ -3, 8, AOKI, "節子さんの家に泊まる日を決める", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope",
			  "さくらさん「絵を描く時間がほしい」\n"
			  "絵里さん「朝、起きて送り出したい」" },
			{ "overview", 0, "strengths",
			  "さくらさんの料理と絵。担任を信頼している。\n"
			  "絵里さんは二つの仕事を休まず続けている。"
			  "祖母が同じ市内にいる。" },
			{ "overview", 0, "issues",
			  "さくらさんの欠席、送り迎えと夕食、絵里さんの体調。" },
			{ "overview", 0, "direction",
			  "送り迎えと夕食を分け合う人をふやす。"
			  "さくらさんの放課後を守る。" }),
	},
	{
		.who = AOKI, .day = -70, .at = 1530, .minutes = 25,
		.method = "phone", .urgency = "week",
		.caller = "agency", .caller_name = "宮前中学校 SSW",
		.caller_phone = "043-000-0311",
		.heard = "中学2年の生徒が、週に2日ほど午後から来る。母は精神科に"
			 "通院中。弟の迎えと夕食を引き受けている様子。"
			 "本人は「ふつうのこと」と話す。",
		.name = "柏木", .kana = "かしわぎ",
		.place = "伴舟市宮前2丁目6-5 宮前団地3-204",
		.phone = "043-000-0312",
		.stage = "support",
		.people = PEOPLE(
			{ "柏木 美咲", "かしわぎ みさき", "2", "H24.7.19", "本人" },
			{ "柏木 裕子", "かしわぎ ゆうこ", "2", "S58.4.2", "母" },
			{ "柏木 湊", "かしわぎ みなと", "1", "R2.1.25", "弟" },
			{ "柏木 節子", "かしわぎ せつこ", "2", "S27.12.5", "祖母",
			  "away", "043-000-0313" }),
		.notes = NOTES(
			{ -69, 1610, AOKI, "visit", "school", "美咲さん、SSW", 40,
			  P1,
			  "学校で会った。【本人のことば】「弟の保育園は5時半まで。"
			  "間に合わないと先生が困る」「絵を描く時間がほしい」。\n"
			  "【見たこと・聞いたこと】ノートは全部とってある。"
			  "連絡帳を本人が書いている。\n【考えたこと】役目を"
			  "取り上げず、頼れる人をふやす。" },
			{ -62, 1000, AOKI, "visit", "home", "裕子さん", 60, P2,
			  "裕子さんは朝がつらい。薬が変わって3か月。"
			  "「美咲に悪いと思っている。本人には言えない」。" },
			{ -48, 1400, AOKI, "meeting", "agency",
			  "学校、こども家庭センター、保育園", 90, P1 | P2 | P3,
			  "湊さんの迎えは週2日、ファミリーサポートに。"
			  "夕食は配食を週2回。美咲さんには担任が月に1度話を聞く。" },
			{ -29, 1620, AOKI, "visit", "school", "美咲さん", 30, P1,
			  "水曜と金曜に美術部へ行けた。「湊が、きょうはおばさんの日"
			  "だって喜んでた」。" },
			{ -8, 1030, AOKI, "phone", "", "節子さん（祖母）", 20, P4,
			  "月に1度、泊まりに来られる。裕子さんの通院の日に合わせる"
			  "ことにした。" }),
		.tasks = TASKS(
			{ -48, -30, AOKI, "ファミリーサポートの登録に同行", -33 },
			{ -8, 3, AOKI, "美術展の日程を裕子さんに伝える", OPEN },
			{ -29, -1, AOKI, "配食の回数を見直す", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope",
			  "美咲さん「絵を描く時間がほしい」\n"
			  "裕子さん「朝ごはんを作ってやりたい」" },
			{ "overview", 0, "strengths",
			  "美咲さんの絵。きょうだいの仲がよい。祖母が近い。" },
			{ "overview", 0, "issues",
			  "午後からの登校、夕食と迎え、裕子さんの体調。" },
			{ "overview", 0, "direction",
			  "家のことを分け合う人をふやす。美咲さんの放課後を守る。" },
			{ "household", 0, "patterns", "3" },
			{ "household", 0, "patterns", "5" },
			{ "person_base", 1, "school_kind", "3" },
			{ "person_base", 1, "school", "宮前中学校" },
			{ "person_base", 1, "strengths", "絵。模写が得意。" },
			{ "person_health", 2, "mental_state", "held" },
			{ "person_health", 2, "mental_grade", "2" }),
	},
	{
		.who = ONISHI, .day = -63, .at = 1340, .minutes = 40,
		.method = "office", .urgency = "week",
		.caller = "self", .caller_name = "水島 千尋",
		.caller_phone = "090-0000-0321",
		.heard = "来所。離婚して半年。養育費は2回で止まった。パートを2つ"
			 "かけもち。「給食のない夏休みがこわい」。子は小4と年長。",
		.name = "水島", .kana = "みずしま",
		.place = "伴舟市港町1丁目15-2 コーポ潮201", .phone = "",
		.stage = "support",
		.people = PEOPLE(
			{ "水島 千尋", "みずしま ちひろ", "2", "H1.5.28", "本人",
			  NULL, "090-0000-0321", "坂口" },
			{ "水島 蓮", "みずしま れん", "1", "H28.8.3", "長男" },
			{ "水島 結衣", "みずしま ゆい", "2", "R2.6.10", "長女" },
			{ "坂口 拓也", "さかぐち たくや", "1", "S62", "元夫",
			  "away" }),
		.notes = NOTES(
			{ -63, 1430, ONISHI, "office", "office", "千尋さん", 50, P1,
			  "家計の表をいっしょに書いた。収入 月128,000円、児童扶養"
			  "手当が{-20}に入る。家賃 48,000円。"
			  "奨学金の返済は猶予の申請をすることに。" },
			{ -44, 1015, ONISHI, "escort", "agency", "千尋さん", 120,
			  P1,
			  "法テラスに同行。養育費の取り決めは公正証書がある。"
			  "手続きの書類をもらった。" },
			{ -23, 1610, ONISHI, "visit", "home",
			  "千尋さん、蓮さん、結衣さん", 40, P1 | P2 | P3,
			  "米と乾麺を届けた。蓮さんが九九を聞かせてくれた。"
			  "土曜の子ども食堂には3人で通っている。" },
			{ -7, 1210, ONISHI, "phone", "", "千尋さん", 15, P1,
			  "資格の講座（介護の初任者研修）に申し込んだ。給付金の"
			  "手続きを{9}にする。" }),
		.tasks = TASKS(
			{ -44, -10, ONISHI, "養育費の書類の写しを受け取る", OPEN },
			{ -7, 9, ONISHI, "給付金の手続きに同席", OPEN },
			{ -63, -50, ONISHI, "奨学金の猶予の申請書を送る", -52 }),
		.sheets = SHEETS(
			{ "overview", 0, "hope",
			  "千尋さん「夜の仕事を減らして、子どもと夕飯を食べたい」" },
			{ "overview", 0, "strengths",
			  "家計簿を続けている。子ども食堂に知り合いができた。" },
			{ "overview", 0, "issues", "収入の波、養育費、仕事のかけもち。" },
			{ "overview", 0, "direction",
			  "手当と就学援助を漏れなく。資格を取り、昼の仕事へ。" },
			{ "household", 0, "patterns", "5" },
			{ "person_money", 1, "incomes.rows", "2" },
			{ "person_money", 1, "incomes.0.kind", "1" },
			{ "person_money", 1, "incomes.0.amount", "128,000" },
			{ "person_money", 1, "incomes.0.cycle", "1" },
			{ "person_money", 1, "incomes.1.kind", "8" },
			{ "person_money", 1, "incomes.1.detail", "児童扶養手当" },
			{ "person_money", 1, "incomes.1.amount", "112,000" },
			{ "person_money", 1, "incomes.1.cycle", "2" },
			{ "person_money", 1, "debts.rows", "1" },
			{ "person_money", 1, "debts.0.lender", "5" },
			{ "person_money", 1, "debts.0.balance", "1,820,000" },
			{ "person_money", 1, "debts.0.state", "late" }),
	},
	{
		.who = AOKI, .day = -50, .at = 1100, .minutes = 30,
		.method = "office", .urgency = "normal",
		.caller = "family", .caller_name = "グエン・ティ・ラン",
		.caller_phone = "090-0000-0331",
		.heard = "来所（日本語は少し、ベトナム語の通訳は電話で）。子の学校の"
			 "手紙が読めない。夫は夜勤。保育所の申し込みの期限が"
			 "わからない。",
		.name = "グエン", .kana = "ぐえん",
		.place = "伴舟市新田4丁目1-30 新田ハイツ105", .phone = "",
		.stage = "support",
		.people = PEOPLE(
			{ "グエン ティ・ラン", "ぐえん てぃらん", "2", "H5.3.11",
			  "本人", NULL, "090-0000-0331" },
			{ "グエン ヴァン・ミン", "ぐえん ゔぁんみん", "1", "H2.10.4",
			  "夫" },
			{ "グエン マイ", "ぐえん まい", "2", "H31.2.2", "長女" },
			{ "グエン アン", "ぐえん あん", "1", "R6.4.18", "長男" }),
		.notes = NOTES(
			{ -49, 1400, AOKI, "office", "office",
			  "ランさん、通訳（電話）", 70, P1,
			  "学校の手紙を3通、いっしょに読んだ。遠足の弁当、集金、"
			  "予防接種。日本語教室は土曜の午前にある。\n"
			  "ランさん「友だちに聞けるようになりたい」。" },
			{ -37, 1030, AOKI, "escort", "agency", "ランさん、アンさん",
			  60, P1 | P4,
			  "保育の係に同行。申込書はやさしい日本語の見本を使った。"
			  "就労証明は夫の会社に頼む。" },
			{ -15, 1730, AOKI, "visit", "home", "ヴァン・ミンさん", 45,
			  P1 | P2,
			  "夜勤の前に訪問。在留期限は来年の春。会社が更新を手伝う"
			  "とのこと。「妻が一人で困っていると知らなかった」。" },
			{ -5, 1000, AOKI, "phone", "", "日本語教室", 10, P1,
			  "2回続けて出席。同じ国の人と隣の席になった。" }),
		.tasks = TASKS(
			{ -37, 4, AOKI, "保育所の申し込みの締め切り（就労証明）",
			  OPEN },
			{ -15, 40, AOKI, "在留期限の更新の時期を確かめる", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "ランさん「自分で手紙を読みたい」" },
			{ "overview", 0, "strengths",
			  "学ぶ意欲。夫婦で話し合える。マイさんが通訳をしたがるが、"
			  "大人が受け持つ。" },
			{ "overview", 0, "issues", "学校との連絡、保育所、在留期限。" },
			{ "overview", 0, "direction",
			  "通訳を間に入れて手続きを一つずつ。地域の知り合いをふやす。" },
			{ "household", 0, "patterns", "10" },
			{ "person_base", 1, "language", "ベトナム語" },
			{ "person_base", 1, "residence_status", "6" }),
	},
	{
		.who = AOKI, .day = -36, .at = 945, .minutes = 20,
		.method = "phone", .urgency = "today",
		.caller = "agency", .caller_name = "こども家庭センター",
		.caller_phone = "043-000-0341",
		.heard = "乳児健診に2回来ていない。母は19歳、祖母と同居。訪問した"
			 "保健師に「ミルクが足りない月がある」と話した。",
		.name = "堀口", .kana = "ほりぐち",
		.place = "伴舟市汐見3丁目2-2", .phone = "",
		.stage = "assessment",
		.people = PEOPLE(
			{ "堀口 咲良", "ほりぐち さくら", "2", "H19.4.12", "本人",
			  NULL, "090-0000-0342" },
			{ "堀口 陽太", "ほりぐち ようた", "1", "R8.2.27", "長男" },
			{ "堀口 久美子", "ほりぐち くみこ", "2", "S60.9.3", "母" }),
		.notes = NOTES(
			{ -36, 1430, AOKI, "visit", "home",
			  "咲良さん、保健師", 60, P1 | P2,
			  "保健師と訪問。陽太さんは8.1キロ、よく笑う。"
			  "ミルクの缶が空。3日分を届けた。\n"
			  "咲良さん「健診で怒られると思って行けなかった」。" },
			{ -28, 1330, AOKI, "escort", "agency", "咲良さん", 90,
			  P1 | P2,
			  "健診に同行。「よく育っている」と言われ、帰りの車で"
			  "泣いていた。児童手当の口座の手続きも済ませた。" },
			{ -14, 1900, AOKI, "phone", "", "久美子さん", 20, P3,
			  "夜の仕事の前に電話。「私も18で産んだ。強く言いすぎる」。"
			  "3人で話す日を決めたいとのこと。" },
			{ -2, 1500, AOKI, "mail", "", "咲良さん", 5, P1,
			  "「高校の続きをやってみたい」とメール。通信制の資料を送る"
			  "と返信した。" }),
		.tasks = TASKS(
			{ -14, 2, AOKI, "3人で話す日を決める", OPEN },
			{ -2, 0, AOKI, "通信制高校の資料を送る", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "咲良さん「怒られずに聞けるところがほしい」" },
			{ "overview", 0, "strengths",
			  "陽太さんへの声かけ。メールなら返事が早い。" },
			{ "overview", 0, "issues", "ミルク代、母との言い合い、学び直し。" },
			{ "overview", 0, "direction",
			  "健診と手当をいっしょに。高校の続きを目標にする。" }),
	},
	{
		.who = AOKI, .day = -95, .at = 1600, .minutes = 15,
		.method = "phone", .urgency = "week",
		.caller = "agency", .caller_name = "桜台小学校 教頭",
		.caller_phone = "043-000-0351",
		.heard = "5年生の児童が5月から登校していない。父子家庭で、父は"
			 "長距離の運転手。週に3晩は子だけになる。",
		.name = "石黒", .kana = "いしぐろ",
		.place = "伴舟市桜台1丁目20-7", .phone = "043-000-0352",
		.stage = "review",
		.people = PEOPLE(
			{ "石黒 直樹", "いしぐろ なおき", "1", "S57.12.1", "本人" },
			{ "石黒 颯太", "いしぐろ そうた", "1", "H27.10.22", "長男" },
			{ "石黒 光子", "いしぐろ みつこ", "2", "S30.6.6", "母",
			  "away", "043-000-0353" }),
		.notes = NOTES(
			{ -92, 1030, AOKI, "visit", "home", "直樹さん、颯太さん",
			  60, P1 | P2,
			  "父の休みに訪問。颯太さんは鉄道の模型を見せてくれた。"
			  "「朝、腹が痛い。学校の音がいや」。直樹さんは「根性の"
			  "問題と思っていた」。" },
			{ -71, 1330, AOKI, "escort", "agency", "颯太さん、直樹さん",
			  90, P2,
			  "教育支援センターを見学。静かな部屋があり「ここなら」。"
			  "週2日から。" },
			{ -40, 1500, AOKI, "meeting", "school",
			  "教頭、担任、直樹さん", 60, P1 | P2,
			  "夜勤のある3晩は、祖母の光子さんが泊まることになった。"
			  "テストは別の部屋で受けられる。" },
			{ -12, 1545, AOKI, "visit", "home", "颯太さん", 30, P2,
			  "センターで時刻表の読み方を年下の子に教えている。"
			  "学校の図書室に月曜だけ行ってみるとのこと。" }),
		.tasks = TASKS(
			{ -12, 7, AOKI, "図書室の月曜の様子を学校に聞く", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope",
			  "颯太さん「静かなところで勉強したい」\n"
			  "直樹さん「夜に一人にしたくない」" },
			{ "overview", 0, "strengths", "鉄道の知識。祖母が泊まりに来る。" },
			{ "overview", 0, "issues", "音のつらさ、父の夜勤。" },
			{ "overview", 0, "direction",
			  "居場所を先に。学校は本人が選ぶ場所から。" }),
	},
	{
		.who = NAKAHARA, .day = -58, .at = 1015, .minutes = 20,
		.method = "phone", .urgency = "normal",
		.caller = "agency", .caller_name = "緑が丘保育所",
		.caller_phone = "043-000-0361",
		.heard = "お母さんに知的障がいがあり、連絡帳が読みにくい様子。本人から"
			 "「相談できる人がいたら」と聞いた。了解を得て電話。",
		.name = "鶴田", .kana = "つるた",
		.place = "伴舟市緑が丘2丁目2-8", .phone = "043-000-0362",
		.stage = "support",
		.people = PEOPLE(
			{ "鶴田 愛", "つるた あい", "2", "H8.11.3", "本人" },
			{ "鶴田 健太", "つるた けんた", "1", "H6.7.7", "夫" },
			{ "鶴田 芽依", "つるた めい", "2", "R5.5.5", "長女" }),
		.notes = NOTES(
			{ -57, 1000, NAKAHARA, "visit", "home", "愛さん", 60, P1 | P3,
			  "連絡帳は写真で送れば読み上げで聞けるとわかった。"
			  "冷蔵庫に芽依さんの予定を絵で貼っている。\n"
			  "愛さん「ごはんの量がこれでいいか、だれかに見てほしい」。" },
			{ -43, 1100, NAKAHARA, "visit", "home",
			  "愛さん、ヘルパー事業所", 60, P1,
			  "育児の支援のヘルパーが週2回。1回目は離乳食の取り分け。"
			  "計量カップに線を引いた。" },
			{ -22, 1640, NAKAHARA, "phone", "", "緑が丘保育所", 15, P3,
			  "提出物がそろうようになった。芽依さんは歌が好き。" },
			{ -6, 1830, NAKAHARA, "visit", "home", "健太さん", 30, P2,
			  "健太さんの職場（就労継続A型）の勤務表を見て、発熱のときの"
			  "迎えの順番を決めた。" }),
		.tasks = TASKS(
			{ -6, 5, NAKAHARA, "予防接種の予定を絵の表にする", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "愛さん「芽依の好きな物を作れるようになりたい」" },
			{ "overview", 0, "strengths",
			  "絵の予定表。聞けば覚える。夫婦で分け合う。" },
			{ "overview", 0, "issues", "書類、食事の量、急な発熱。" },
			{ "overview", 0, "direction", "見てわかる形にする。週2回のヘルパー。" },
			{ "household", 0, "patterns", "9" },
			{ "person_health", 1, "ryoiku_state", "held" },
			{ "person_health", 1, "ryoiku_grade", "chiba_b2" }),
	},
	{
		.who = AOKI, .day = -16, .at = 1420, .minutes = 35,
		.method = "office", .urgency = "today",
		.caller = "self", .caller_name = "神谷 麻衣",
		.caller_phone = "090-0000-0371",
		.heard = "来所。夫が生活費を渡さない。月に2万円だけ。車の鍵も夫が"
			 "持つ。けがはない。「離れたいわけではない。まだ」。",
		.name = "神谷", .kana = "かみや",
		.place = "伴舟市本町5丁目9-1", .phone = "",
		.caution = "家の電話にはかけない。平日10時〜14時に本人の携帯だけ",
		.stage = "intake",
		.people = PEOPLE(
			{ "神谷 麻衣", "かみや まい", "2", "S63.1.17", "本人", NULL,
			  "090-0000-0371" },
			{ "神谷 大輔", "かみや だいすけ", "1", "S59.6.30", "夫" },
			{ "神谷 凛", "かみや りん", "2", "H30.12.24", "長女" }),
		.notes = NOTES(
			{ -16, 1500, AOKI, "office", "office", "麻衣さん", 40, P1,
			  "女性相談の担当と話を聞いた。生活の記録のつけ方、"
			  "相談の電話、逃げるときに持つ物の紙を渡した。"
			  "紙は図書館のロッカーに置くとのこと。" },
			{ -9, 1105, AOKI, "phone", "", "麻衣さん", 20, P1 | P3,
			  "「娘の前で声が大きくなる」。学校の担任には麻衣さんから"
			  "話した。次は{1}の11時に来所。" }),
		.tasks = TASKS(
			{ -9, 1, AOKI, "11時 来所（女性相談の担当と）", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "麻衣さん「自分のお金で娘の靴を買いたい」" },
			{ "overview", 0, "strengths", "記録を続けている。実母と連絡がとれる。" },
			{ "overview", 0, "issues", "生活費、娘さんの前での大きな声。" },
			{ "person_contact", 1, "via", "1" },
			{ "person_contact", 1, "contact_time", "平日の10時〜14時" },
			{ "person_contact", 1, "do_not_contact",
			  "家の電話、夜と土日" }),
	},
	{
		.who = ONISHI, .day = -33, .at = 1010, .minutes = 20,
		.method = "phone", .urgency = "week",
		.caller = "agency", .caller_name = "児童養護施設 ひかり学園",
		.caller_phone = "043-000-0381",
		.heard = "この春に施設を出た19歳。工場を{-40}に辞めた。アパートは"
			 "会社の寮で、今月末まで。本人から連絡がいくと思う。",
		.name = "仲村", .kana = "なかむら",
		.place = "伴舟市東浜3丁目 東浜寮", .phone = "",
		.stage = "support",
		.people = PEOPLE(
			{ "仲村 翔", "なかむら しょう", "1", "H19.6.8", "本人", NULL,
			  "090-0000-0382" }),
		.notes = NOTES(
			{ -32, 1400, ONISHI, "office", "office", "翔さん", 50, P1,
			  "本人が来所。所持金 23,000円。「頼れる大人は学園の先生"
			  "だけ」。料理が好きで、寮で当番を代わっていた。" },
			{ -24, 1030, ONISHI, "escort", "agency", "翔さん", 150, P1,
			  "居住支援法人で部屋を2つ見た。保証人は法人が引き受ける。"
			  "住居確保給付金を申請した。" },
			{ -11, 1500, ONISHI, "visit", "home", "翔さん", 30, P1,
			  "引っ越しが済んだ。学園の先生から鍋と包丁。"
			  "給食の会社の面接は{3}。" }),
		.tasks = TASKS(
			{ -11, 3, ONISHI, "面接の前に電話する", OPEN },
			{ -24, -12, ONISHI, "住居確保給付金の決定を確かめる", -13 }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "翔さん「調理の仕事を長く続けたい」" },
			{ "overview", 0, "strengths", "料理。学園の先生とつながっている。" },
			{ "overview", 0, "issues", "住まい、所持金、仕事。" },
			{ "overview", 0, "direction",
			  "部屋を決めてから仕事。月に1度、学園の先生と3人で会う。" },
			{ "household", 0, "patterns", "11" }),
	},
	{
		.who = AOKI, .day = -7, .at = 1010, .minutes = 10,
		.method = "phone", .urgency = "week",
		.caller = "neighbor", .caller_name = "主任児童委員 西さん",
		.caller_phone = "043-000-0391",
		.heard = "「夕方の公園に、いつも同じきょうだいがいる。7時すぎまで。"
			 "上の子が下の子におにぎりを分けていた」。",
		.name = "生田", .kana = "いくた",
		.place = "伴舟市松原1丁目", .phone = "",
		.stage = "reception",
		.people = PEOPLE(
			{ "生田 葵", "いくた あおい", "2", "H29", "本人" },
			{ "生田 大翔", "いくた ひろと", "1", "R3頃", "弟" }),
		.notes = NOTES(
			{ -6, 1800, AOKI, "visit", "outside",
			  "葵さん、大翔さん、西さん", 40, P1 | P2,
			  "西さんと公園に行き、おにぎりをいっしょに食べた。"
			  "「ママは8時に帰る。きょうはカレー」。家の場所は聞いて"
			  "いない。学校にたずねることにした。" }),
		.tasks = TASKS(
			{ -6, -3, AOKI, "学校に様子を聞く", OPEN },
			{ -6, 0, AOKI, "西さんと公園に行く（18時）", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "strengths", "葵さんの弟への気づかい。" },
			{ "overview", 0, "issues", "夕方から夜の居場所。" }),
	},
};

const struct demo_homes demo_families = { homes, COUNT(homes) };
