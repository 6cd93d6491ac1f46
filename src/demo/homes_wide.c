/*
 * homes_wide.c — 中核地域生活支援センター みおつくし, which works in two cities:
 * one household in 伴舟市, two in 港南市 (one of them another agency's).
 */
#include "demo/city.h"

static const struct demo_home homes[] = {
	{
		.who = HIRANO, .day = -33, .at = 1930, .minutes = 25,
		.method = "phone", .urgency = "week",
		.caller = "self", .caller_name = "磯部 涼",
		.caller_phone = "090-0000-0711",
		.heard = "夜の電話。24歳。寮のある工場をやめ、あさって部屋を出る。"
			 "親とは連絡をとりたくない。",
		.name = "磯部", .kana = "いそべ",
		.place = "伴舟市港町4丁目 みなと寮208", .phone = "090-0000-0711",
		.stage = "support",
		.people = PEOPLE(
			{ "磯部 涼", "いそべ りょう", "1", "H14.5.21", "本人", NULL,
			  "090-0000-0711" }),
		.notes = NOTES(
			{ -32, 1000, HIRANO, "visit", "outside", "涼さん", 90, P1,
			  "駅で会い、荷物を2箱あずかった。今夜から一時の宿を"
			  "使う。「電話に出てくれる所があると思わなかった」。" },
			{ -25, 1330, HIRANO, "escort", "agency", "涼さん", 120, P1,
			  "不動産屋に同行。保証は居住支援法人に頼んだ。" },
			{ -8, 1900, HIRANO, "visit", "home", "涼さん", 40, P1,
			  "新しい部屋。カーテンがまだない。夜の仕事の面接が"
			  "{w3}にある。" }),
		.tasks = TASKS(
			{ -8, 4, HIRANO, "面接のあとに電話", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "涼さん「自分の鍵で帰りたい」" },
			{ "overview", 0, "strengths", "自分から電話をかけられる。" },
			{ "overview", 0, "issues", "住まい、仕事、頼れる人。" },
			{ "overview", 0, "direction", "部屋と仕事が続くまで、夜の電話を残す。" }),
	},
	{
		.who = HIRANO_KONAN, .day = -41, .at = 1010, .minutes = 20,
		.method = "phone", .urgency = "normal",
		.caller = "agency", .caller_name = "港南市 福祉課 岡田さん",
		.caller_phone = "043-000-0070",
		.heard = "母と娘の2人暮らし。娘は38歳、20年ほど外に出ていない。"
			 "母が入院することになり、食事が心配。",
		.name = "瀬戸", .kana = "せと",
		.place = "港南市汐見1丁目3-8", .phone = "043-000-0721",
		.caution = "呼び鈴は鳴らさない。手紙を先に入れる",
		.stage = "support",
		.people = PEOPLE(
			{ "瀬戸 遥", "せと はるか", "2", "S63.2.11", "本人" },
			{ "瀬戸 光代", "せと みつよ", "2", "S30.9.30", "母" }),
		.notes = NOTES(
			{ -38, 1400, HIRANO_KONAN, "visit", "home", "光代さん", 60,
			  P1 | P2,
			  "光代さんと玄関で話した。遥さんの部屋の前に手紙と"
			  "名刺を置いた。" },
			{ -24, 1400, HIRANO_KONAN, "visit", "home", "遥さん", 30,
			  P1,
			  "戸ごしに3分。「水曜の同じ時間なら」。" },
			{ -10, 1400, HIRANO_KONAN, "visit", "home", "遥さん", 40,
			  P1,
			  "台所で会えた。絵を見せてもらう。食事は配食を玄関の"
			  "箱に置く形で始めた。" }),
		.tasks = TASKS(
			{ -10, 2, HIRANO_KONAN, "次の水曜の訪問の手紙を入れる",
			  OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "遥さん「母に心配をかけたくない」" },
			{ "overview", 0, "strengths", "絵。約束の時間を守る。" },
			{ "overview", 0, "issues", "母の入院中の食事、人と会う怖さ。" },
			{ "overview", 0, "direction", "水曜の14時を変えずに会う。" }),
	},
	{
		.who = OKADA, .day = -20, .at = 1130, .minutes = 15,
		.method = "office", .urgency = "normal",
		.caller = "self", .caller_name = "入江 勝",
		.caller_phone = "043-000-0731",
		.heard = "来所。漁の仕事が減り、冬の灯油が買えない。妻は透析。",
		.name = "入江", .kana = "いりえ",
		.place = "港南市浜2丁目1-15", .phone = "043-000-0731",
		.stage = "assessment",
		.people = PEOPLE(
			{ "入江 勝", "いりえ まさる", "1", "S35.11.3", "本人" },
			{ "入江 富江", "いりえ とみえ", "2", "S37.4.18", "妻" }),
		.notes = NOTES(
			{ -13, 1000, OKADA, "visit", "home", "勝さん、富江さん", 60,
			  P1 | P2,
			  "通院の送迎は船の仲間がしている。灯油の助成の申請を"
			  "いっしょに書いた。" }),
		.tasks = TASKS(
			{ -13, 5, OKADA, "灯油の助成の決定を電話で知らせる", OPEN }),
		.sheets = SHEETS(
			{ "overview", 0, "hope", "勝さん「春の漁までもたせたい」" },
			{ "overview", 0, "issues", "冬の収入、富江さんの透析。" }),
	},
};

const struct demo_homes demo_wide = { homes, COUNT(homes) };
