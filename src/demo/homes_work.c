/*
 * homes_work.c — money and work: rent and bills, a lost job, debts, the first
 * step out after years at home.
 */
#include "demo/city.h"

static const struct demo_home homes[] = {
	{
		.who = ONISHI, .day = -82, .at = 1010, .minutes = 45,
		.method = "office", .urgency = "week",
		.caller = "self", .caller_name = "桑原 隆",
		.caller_phone = "090-0000-0411",
		.heard = "来所。会社が8月に閉まり、57歳で仕事を探している。"
			 "失業の手当はあと1か月。国保料と住民税の通知が重なった。"
			 "妻はパート。",
		.name = "桑原", .kana = "くわばら",
		.place = "伴舟市川端町1丁目1-19", .phone = "043-000-0412",
		.stage = "support",
		.people = PEOPLE(
			{ "桑原 隆", "くわばら たかし", "1", "S44.2.14", "本人",
			  NULL, "090-0000-0411" },
			{ "桑原 洋子", "くわばら ようこ", "2", "S46.11.1", "妻" }),
		.notes = NOTES(
			{ -75, 1300, ONISHI, "office", "office",
			  "隆さん、洋子さん", 70, P1 | P2,
			  "夫婦で来所。家計の表をつくった。月に41,000円足りない。"
			  "生命保険を1つ見直すことに。「履歴書を書くのは35年ぶり」。" },
			{ -61, 1000, ONISHI, "escort", "agency", "隆さん", 120, P1,
			  "国保の窓口に同行。減額の申請が通り、月9,800円の分納。" },
			{ -35, 1100, ONISHI, "phone", "", "ハローワーク 担当", 15,
			  P1,
			  "設備の管理の求人2件。フォークリフトの資格が生きる。" },
			{ -14, 1420, ONISHI, "office", "office", "隆さん", 40, P1,
			  "病院の設備の仕事に決まった。12月から。「朝、行く所が"
			  "できた」。最初の給料は1月なので、12月の家計を立てた。" }),
		.tasks = TASKS(
			{ -14, 15, ONISHI, "勤めて2週間の様子を聞く", OPEN },
			{ -61, -20, ONISHI, "分納の1回目を確かめる", -22 }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "隆さん「65まで働きたい」" },
			{ "overview", 0, "strengths",
			  "資格が4つ。夫婦で家計を話せる。" },
			{ "overview", 0, "issues", "12月の生活費、国保料の分納。" },
			{ "overview", 0, "direction",
			  "給料が入るまでの家計をいっしょに見る。" },
			{ "person_money", 1, "arrears.rows", "1" },
			{ "person_money", 1, "arrears.0.kind", "2" },
			{ "person_money", 1, "arrears.0.amount", "58,800" },
			{ "person_money", 1, "arrears.0.notice", "5" }),
	},
	{
		.who = ONISHI, .day = -47, .at = 1120, .minutes = 15,
		.method = "phone", .urgency = "today",
		.caller = "agency", .caller_name = "水道の係",
		.caller_phone = "043-000-0421",
		.heard = "停水の予告に行った職員から。「玄関先で座りこんでいた。3日"
			 "食べていないと言う」。30代の男性、一人暮らし。",
		.name = "玉井", .kana = "たまい",
		.place = "伴舟市港町4丁目3-3 港荘12", .phone = "",
		.stage = "support",
		.people = PEOPLE(
			{ "玉井 拓也", "たまい たくや", "1", "H2.8.8", "本人", NULL,
			  "090-0000-0422" },
			{ "玉井 信子", "たまい のぶこ", "2", "S37", "母", "away" }),
		.notes = NOTES(
			{ -47, 1300, ONISHI, "visit", "home", "拓也さん", 80, P1,
			  "米、缶詰、水を届けた。配達の仕事で腰を痛め、2か月休んで"
			  "いる。所持金 640円。「電話代を払えず、だれにも言え"
			  "なかった」。" },
			{ -46, 1000, ONISHI, "escort", "agency", "拓也さん", 150,
			  P1,
			  "生活保護の申請に同行。腰は無料低額診療で"
			  "川端整形外科へ。" },
			{ -31, 1340, ONISHI, "phone", "", "拓也さん", 15, P1,
			  "保護が決まった。コルセットで歩けるようになった。"
			  "「水が出るだけで違う」。" },
			{ -10, 1500, ONISHI, "visit", "home", "拓也さん", 45, P1,
			  "自転車の修理が得意とわかった。就労準備の事業を{2}に見学"
			  "する。母には年賀状を書いてみるとのこと。" }),
		.tasks = TASKS(
			{ -10, 2, ONISHI, "就労準備の見学に同行（13時半）", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "拓也さん「腰を治して、また体を動かす仕事を」" },
			{ "overview", 0, "strengths", "自転車の修理。約束の時間に来る。" },
			{ "overview", 0, "issues", "腰の痛み、公共料金、孤立。" },
			{ "overview", 0, "direction", "治療を先に。手先の作業から始める。" },
			{ "person_money", 1, "public_assistance", "receiving" },
			{ "person_money", 1, "arrears.rows", "2" },
			{ "person_money", 1, "arrears.0.kind", "11" },
			{ "person_money", 1, "arrears.0.amount", "18,420" },
			{ "person_money", 1, "arrears.0.notice", "2" },
			{ "person_money", 1, "arrears.1.kind", "13" },
			{ "person_money", 1, "arrears.1.amount", "9,200" },
			{ "person_money", 1, "arrears.1.notice", "3" }),
	},
	{
		.who = ONISHI, .day = -101, .at = 1340, .minutes = 30,
		.method = "phone", .urgency = "normal",
		.caller = "family", .caller_name = "越智 京子",
		.caller_phone = "043-000-0432",
		.heard = "28歳の息子が、大学を辞めてから6年、家にいる。去年から"
			 "家族の夕食には出てくる。「どこに相談してよいか、ずっと"
			 "わからなかった」。",
		.name = "越智", .kana = "おち",
		.place = "伴舟市舟見台5丁目5-5", .phone = "043-000-0432",
		.stage = "support",
		.people = PEOPLE(
			{ "越智 悠斗", "おち ゆうと", "1", "H10.5.21", "本人" },
			{ "越智 京子", "おち きょうこ", "2", "S43.3.30", "母" },
			{ "越智 茂雄", "おち しげお", "1", "S39.8.12", "父" }),
		.notes = NOTES(
			{ -99, 1030, ONISHI, "office", "office",
			  "京子さん、茂雄さん", 60, P2 | P3,
			  "両親が来所。家族の会を紹介した。「働けと言うのをやめて"
			  "みます」と茂雄さん。" },
			{ -68, 1900, ONISHI, "online", "online", "悠斗さん", 25, P1,
			  "オンラインで初めて話した（画面は切ったまま）。"
			  "動画の字幕をつくって公開しているとのこと。" },
			{ -40, 1500, ONISHI, "online", "online", "悠斗さん", 30, P1,
			  "画面をつけて話した。「昼に外へ出るのは人目が気になる。"
			  "夕方なら」。" },
			{ -18, 1630, ONISHI, "visit", "outside", "悠斗さん", 40, P1,
			  "夕方の川沿いを20分歩いた。図書館の字幕づくりの会の話を"
			  "した。" },
			{ -4, 1640, ONISHI, "escort", "outside", "悠斗さん", 60, P1,
			  "字幕づくりの会を見学。「続けてみる」。帰りに自分で"
			  "パンを買った。" }),
		.tasks = TASKS(
			{ -4, 6, ONISHI, "2回目の会のあとに話す（オンライン）",
			  OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope",
			  "悠斗さん「好きなことで少し役に立ちたい」\n"
			  "京子さん「親が元気なうちに道を」" },
			{ "overview", 0, "strengths", "字幕づくり。両親が家族の会に通う。" },
			{ "overview", 0, "issues", "昼の外出。将来の収入。" },
			{ "overview", 0, "direction",
			  "本人の速さで。夕方の外出と字幕の会を足がかりに。" },
			{ "household", 0, "patterns", "4" }),
	},
	{
		.who = ONISHI, .day = -38, .at = 1500, .minutes = 40,
		.method = "office", .urgency = "week",
		.caller = "self", .caller_name = "日向 達也",
		.caller_phone = "090-0000-0441",
		.heard = "来所。借入が5社で280万円。毎月の返済が手取りの半分。"
			 "妻には言っていない。子が来春に高校を受ける。",
		.name = "日向", .kana = "ひなた",
		.place = "伴舟市緑が丘1丁目8-8", .phone = "",
		.caution = "郵便は出さない。連絡は本人の携帯だけ",
		.stage = "support",
		.people = PEOPLE(
			{ "日向 達也", "ひなた たつや", "1", "S55.6.15", "本人",
			  NULL, "090-0000-0441" },
			{ "日向 智子", "ひなた ともこ", "2", "S57.9.27", "妻" },
			{ "日向 陽菜", "ひなた ひな", "2", "H23.4.30", "長女" }),
		.notes = NOTES(
			{ -36, 1830, ONISHI, "office", "office", "達也さん", 60, P1,
			  "借入の一覧をつくった。始まりは父の葬儀の費用。"
			  "競馬は3年前にやめた。司法書士の相談を{-30}に予約。" },
			{ -30, 1800, ONISHI, "escort", "agency", "達也さん", 90, P1,
			  "司法書士の相談に同行。任意整理の見込み。取り立ての電話は"
			  "止まる。" },
			{ -21, 1215, ONISHI, "phone", "", "達也さん", 15, P1 | P2,
			  "「きのう妻に話した。泣かれたが、家計を見せ合った」。" },
			{ -8, 1830, ONISHI, "office", "office",
			  "達也さん、智子さん", 60, P1 | P2,
			  "夫婦で家計の表。返済は月5万円になった。高校の就学支援金と"
			  "受験料の貸付の説明をした。" }),
		.tasks = TASKS(
			{ -8, 20, ONISHI, "受験料の貸付の書類を渡す", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "達也さん「娘に高校をあきらめさせたくない」" },
			{ "overview", 0, "strengths", "自分から来所した。夫婦で話せた。" },
			{ "overview", 0, "issues", "借入 280万円、受験の費用。" },
			{ "overview", 0, "direction", "任意整理。家計の表を3か月続ける。" },
			{ "person_money", 1, "debts.rows", "2" },
			{ "person_money", 1, "debts.0.lender", "1" },
			{ "person_money", 1, "debts.0.balance", "1,650,000" },
			{ "person_money", 1, "debts.0.state", "lawyer" },
			{ "person_money", 1, "debts.1.lender", "3" },
			{ "person_money", 1, "debts.1.balance", "1,150,000" },
			{ "person_money", 1, "debts.1.state", "lawyer" }),
	},
	{
		.who = ONISHI, .day = -13, .at = 1650, .minutes = 20,
		.method = "phone", .urgency = "today",
		.caller = "self", .caller_name = "沢田 健一",
		.caller_phone = "090-0000-0451",
		.heard = "ネットカフェに3週間。日雇いで暮らしてきたが、足をけがして"
			 "働けない。今夜の分はない。",
		.name = "沢田", .kana = "さわだ",
		.place = "伴舟市中央 駅前", .phone = "",
		.stage = "assessment",
		.people = PEOPLE(
			{ "沢田 健一", "さわだ けんいち", "1", "S51.3.3", "本人",
			  NULL, "090-0000-0451" }),
		.notes = NOTES(
			{ -13, 1745, ONISHI, "escort", "agency", "健一さん", 90, P1,
			  "駅前で会い、一時生活支援の部屋に同行した。左の足首が"
			  "はれている。あす受診。パンと毛布を渡した。" },
			{ -12, 930, ONISHI, "escort", "hospital", "健一さん", 140,
			  P1,
			  "川端整形外科に同行。ひび。2週間は歩かない。"
			  "「名前を呼ばれて診てもらうのは久しぶり」。" },
			{ -4, 1330, ONISHI, "visit", "outside", "健一さん", 40, P1,
			  "住民票は10年前の町に残っている。取り寄せる。"
			  "型枠の仕事が長く、若い人に教えていた。" }),
		.tasks = TASKS(
			{ -4, -1, ONISHI, "住民票の取り寄せの返事を確かめる", OPEN },
			{ -12, 0, ONISHI, "再診に同行（10時）", OPEN },
			{ -4, 10, ONISHI, "部屋さがしを居住支援法人に相談", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "健一さん「鍵のある部屋で眠りたい」" },
			{ "overview", 0, "strengths", "型枠の腕。人に教えるのがうまい。" },
			{ "overview", 0, "issues", "住まい、けが、住民票。" },
			{ "household", 0, "housing", "7" }),
	},
	{
		.who = ONISHI, .day = -57, .at = 1030, .minutes = 15,
		.method = "phone", .urgency = "normal",
		.caller = "agency", .caller_name = "貸付の担当",
		.caller_phone = "043-000-0461",
		.heard = "特例の貸付の返済が3回止まっている世帯。電話をしたら「店を"
			 "たたむか迷っている」と話された。了解を得てつなぐ。",
		.name = "島袋", .kana = "しまぶくろ",
		.place = "伴舟市本町2丁目2-22", .phone = "043-000-0462",
		.stage = "support",
		.people = PEOPLE(
			{ "島袋 勝", "しまぶくろ まさる", "1", "S34.1.1", "本人" },
			{ "島袋 明美", "しまぶくろ あけみ", "2", "S36.12.9", "妻" }),
		.notes = NOTES(
			{ -55, 1500, ONISHI, "visit", "home", "勝さん、明美さん", 60,
			  P1 | P2,
			  "店（沖縄そば）の休み時間に訪問。昼の客は戻り、夜が戻ら"
			  "ない。年金の請求をまだしていないことがわかった。" },
			{ -39, 1330, ONISHI, "escort", "agency", "勝さん", 100, P1,
			  "年金事務所に同行。65歳からの分がさかのぼって入る。" },
			{ -15, 1510, ONISHI, "visit", "home", "明美さん", 30, P2,
			  "夜は閉め、昼だけにした。配食の弁当を月に60食請ける話が"
			  "進んでいる。「そばの味は変えない」。" }),
		.tasks = TASKS(
			{ -15, 12, ONISHI, "年金の初回の入金を確かめる", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "勝さん「店を続けて返したい」" },
			{ "overview", 0, "strengths", "30年の店。常連と近所の応援。" },
			{ "overview", 0, "issues", "返済、夜の売上。" },
			{ "overview", 0, "direction", "年金と昼の営業で月の形をつくる。" },
			{ "person_money", 1, "debts.rows", "1" },
			{ "person_money", 1, "debts.0.lender", "8" },
			{ "person_money", 1, "debts.0.balance", "540,000" },
			{ "person_money", 1, "debts.0.state", "late" }),
	},
	{
		.who = ONISHI, .day = -24, .at = 1400, .minutes = 50,
		.method = "office", .urgency = "normal",
		.caller = "self", .caller_name = "玉城 彩",
		.caller_phone = "090-0000-0471",
		.heard = "来所。保育士を3年で辞めた。朝に動けない日が続いた。通院して"
			 "落ち着いたが、また働くのがこわい。貯金はあと2か月分。",
		.name = "玉城", .kana = "たまき",
		.place = "伴舟市宮前4丁目1-12-301", .phone = "",
		.stage = "support",
		.people = PEOPLE(
			{ "玉城 彩", "たまき あや", "2", "H11.7.1", "本人", NULL,
			  "090-0000-0471" }),
		.notes = NOTES(
			{ -23, 1100, ONISHI, "office", "office", "彩さん", 60, P1,
			  "1日の過ごし方を書いてきた。午後は動ける。自立支援医療を"
			  "使っていないことがわかり、申請の紙を渡した。" },
			{ -9, 1330, ONISHI, "escort", "agency", "彩さん", 70, P1,
			  "就労準備の作業（本の修理）を体験。「静かで息がしやすい」。" }),
		.tasks = TASKS(
			{ -23, -7, ONISHI, "自立支援医療の申請を確かめる", OPEN },
			{ -9, 1, ONISHI, "体験の2回目のあとに電話", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "彩さん「自分の速さで働きたい」" },
			{ "overview", 0, "strengths", "記録をつける。手仕事が好き。" },
			{ "overview", 0, "issues", "朝の体調、貯金が2か月分。" },
			{ "person_health", 1, "health_state", "4" }),
	},
	{
		.who = ONISHI, .day = -1, .at = 1010, .minutes = 15,
		.method = "phone", .urgency = "week",
		.caller = "neighbor", .caller_name = "大家 芦田さん",
		.caller_phone = "043-000-0481",
		.heard = "「家賃が4か月入っていない。追い出したいわけではない。"
			 "まじめな人だから、何かあったのだと思う」。20代の夫婦と"
			 "赤ちゃん。",
		.name = "神田", .kana = "かんだ",
		.place = "伴舟市新田2丁目14-1 あしだ荘2", .phone = "",
		.stage = "reception",
		.people = PEOPLE(
			{ "神田 翔太", "かんだ しょうた", "1", "H13頃", "本人" },
			{ "神田 七海", "かんだ ななみ", "2", "", "妻" }),
		.notes = NOTES(
			{ -1, 1615, ONISHI, "visit", "home", "", 10, P1 | P2,
			  "訪問。留守。ベビーカーと傘が2本。名刺に「困っている"
			  "ことがあれば」と書いて入れた。芦田さんにも、いま聞いて"
			  "いることだけを伝えた。" }),
		.tasks = TASKS(
			{ -1, 0, ONISHI, "夕方にもう一度訪問", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "strengths", "大家さんが見守っている。" },
			{ "overview", 0, "issues", "家賃 4か月分。" }),
	},
};

const struct demo_homes demo_work = { homes, COUNT(homes) };
