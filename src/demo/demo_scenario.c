/*
 * demo_scenario.c — 山邉さんの世帯: an old mother and her son of fifty-four
 * (8050), as 北部包括, 社協 and 基幹みなと record its first two weeks.  With whom
 * it is shared is demo_share.c.
 */
#include "demo/city.h"

#include "kernel/door.h"

static const struct demo_home yamabe[] = { {
	.who = ISHII, .day = -14, .at = 1012, .minutes = 8,
	.method = "phone", .urgency = "today",
	.caller = "neighbor", .caller_name = "野口 清",
	.caller_phone = "043-000-0041",
	.heard = "民生委員の野口さんから電話。\n"
		 "「3日顔を見ない。新聞がたまっている。山邉さんのところ」\n"
		 "北町2丁目の借家。80代の母と50代の息子の2人暮らし。"
		 "きのうの夕方、声をかけたが返事がなかった。"
		 "夜、2階の明かりはついていた。\n"
		 "きょう14時に訪問することにした。",
	.name = "山邉", .kana = "やまべ",
	.place = "伴舟市北町2丁目5-14", .phone = "043-000-0112",
	.caution = "玄関の犬に注意（1匹、つないでいない、吠える）",
	.stage = "intake",
	.people = PEOPLE(
		{ "山邉 トキ", "やまべ とき", "2", "S19.3.4", "本人" },
		{ "山邉 浩一", "やまべ こういち", "1", "S47.9.12", "長男" },
		{ "髙橋 由美", "たかはし ゆみ", "2", "S50.6.30", "長女",
		  "away", "090-1234-5678", "山邉" },
		{ "山邉 正", "やまべ ただし", "1", "S13頃", "夫", "dead", NULL,
		  NULL, "H29" }),
	.ties = TIES({ 4, 2, NULL, "birth" }, { 4, 3, NULL, "birth" }),
	.notes = NOTES(
		{ -14, 1400, ISHII, "visit", "home", "トキさん、浩一さん", 70,
		  P1,
		  "初回の訪問。トキさんが玄関に出た。玄関の犬に注意"
		  "（つないでいない、吠えるがトキさんの声でおさまる）。\n"
		  "【見たこと・聞いたこと】新聞は5日分。ひざが痛く、"
		  "取りに出るのがつらい。台所は片づいている。"
		  "浩一さんが夜に洗い物と洗濯をしている。"
		  "テーブルに電気料金の督促のはがき。"
		  "家賃を2か月滞納、104,000円。大家の手紙もあった。"
		  "年金は2か月ごと、基礎年金 121,400円と遺族厚生年金 "
		  "77,000円。かかりつけは北町内科、最後の受診は半年前。\n"
		  "【本人のことば】トキさん「この子のことは、"
		  "私が元気なうちはだいじょうぶ」。"
		  "浩一さん（2階から）「帰ってもらって」。\n"
		  "【考えたこと】物忘れがあり、支払いの順番が"
		  "わからなくなっている様子。近所とは行き来がある。"
		  "浩一さんは20年ほど家で過ごしている。"
		  "急がず、まず顔を覚えてもらう。\n"
		  "【すること】受診のすすめ、大家と電気の支払いの相談、"
		  "由美さんに電話。" },
		{ -13, 1040, ISHII, "phone", "", "髙橋 由美さん（長女）", 25,
		  P3,
		  "由美さんに電話。県外に住む。月に1度、母に電話している。\n"
		  "「弟のことは父が亡くなってから話題にしにくい。"
		  "母が倒れたらと思うと眠れない」。\n"
		  "連絡は平日の午前がよい。夫には家のことを話していない。" },
		{ -12, 1500, ISHII, "visit", "home", "トキさん", 45, P1,
		  "2回目の訪問。新聞を届けながら15分、玄関先で話す。\n"
		  "トキさん「ひざさえ良ければ買い物に行くのに」。"
		  "要介護1の認定はあるが、サービスは使っていない。"
		  "北町内科の受診には「ついて来てくれるなら行く」。\n"
		  "浩一さんは2階。パソコンの音。"
		  "名刺の裏に一言書いて、トキさんに預けた。" },
		{ -11, 930, ISHII, "visit", "home",
		  "トキさん、立会人 三宅", 60, P1,
		  "三宅と訪問。情報を共有することについて、"
		  "紙を使って説明した（何を、どこに、いつまで、"
		  "断っても困らないこと、やめ方）。\n"
		  "トキさんは社協と基幹みなとへの相談に"
		  "「お願いします」と署名。令和9年3月31日まで。"
		  "基幹みなとには、お金のことは伝えないでほしいとのこと。\n"
		  "浩一さんにはまだ聞いていない。" },
		{ -10, 1400, ONISHI, "visit", "home", "トキさん", 60, P1,
		  "石井さんと訪問。家計の相談。\n"
		  "年金の入る月と家賃、電気の支払いを紙に書き出した。"
		  "家賃は次の年金の日に1か月分、残りは大家と相談。\n"
		  "トキさん「数字は苦手。書いてもらうとわかる」。\n"
		  "電気は今月中に払えば止まらない。"
		  "貸付は急がず、生活保護の相談の結果を待つ。" },
		{ -7, 1120, ISHII, "phone", "", "髙橋 由美さん、浩一さん", 30,
		  0,
		  "由美さんは『母の通帳は弟が持っている』と話した"
		  "(由美 090-1234-5678)。"
		  "浩一さんは『死にたいと思う夜がある』とメールに"
		  "書いてきた。\n"
		  "浩一さんに返信。「書いてくれてありがとうございます。"
		  "今夜つらくなったら、ここに電話してください」と"
		  "夜間の番号を添えた。三宅に報告し、あす訪問する。" },
		{ -6, 1000, NAKAHARA, "mail", "", "浩一さん", 15, P2,
		  "夜のうちに浩一さんから相談の窓口にメール。"
		  "「母のことで石井さんが来ている。自分のことも相談していいか」。\n"
		  "いつでもよいと返信した。"
		  "石井さんに電話で伝えてよいか、次のメールでたずねる。" },
		{ -6, 1330, ISHII, "visit", "home", "浩一さん、トキさん", 50,
		  P1 | P2,
		  "三宅と訪問。浩一さんが初めて1階に降りてきた。"
		  "10分ほど、立ったまま。\n"
		  "「夜になると、このままでいいのかと思う。"
		  "死ぬ方法を考えているわけではない」。\n"
		  "夜は洗濯と洗い物をしている。パソコンの組み立てができ、"
		  "近所の人のパソコンを直したことがある。\n"
		  "次は{w-3}の15時に来ることを伝えると、うなずいた。" },
		{ -3, 1500, ISHII, "visit", "home", "浩一さん", 40, P2,
		  "約束の時間に訪問。玄関で20分話した。\n"
		  "「夜の2時ごろがいちばん長い。メールなら書ける」。"
		  "メールの返事は平日の日中に返すと約束。\n"
		  "大家への支払いは、次の年金の日に1か月分と"
		  "トキさん、浩一さんの3人で決めた。" },
		{ 0, 910, ISHII, "mail", "", "浩一さん", 10, P2,
		  "浩一さんから夜中のメール。"
		  "「{w-3}は来てくれてありがとう。母の薬を数えておいた」。"
		  "朝のうちに返信した。" }),
	.tasks = TASKS(
		{ -14, -13, ISHII, "由美さんに電話する", -13 },
		{ -12, -3, ISHII, "北町内科に受診の予約と送迎を相談する",
		  OPEN },
		{ -6, 0, ISHII, "大家に電話し、支払いの相談に同席する日を決める",
		  OPEN },
		{ -3, 4, ISHII, "{w4} 15時 浩一さんを訪問（メールの話の続き）",
		  OPEN },
		{ -11, 14, ISHII, "社協 大西さんと家計の相談に同行する", OPEN },
		{ -10, 4, ONISHI, "支払いの予定表をトキさんに届ける", OPEN }),
	.sheets = SHEETS(
		{ "overview", 0, "hope",
		  "トキさん「ここで犬と暮らしたい。浩一のことが心配」\n"
		  "浩一さん「母に迷惑をかけたくない」\n"
		  "由美さん「母が倒れたらどうなるか心配」" },
		{ "overview", 0, "strengths",
		  "トキさんは近所付き合いがよく、声をかけてくれる人がいる。\n"
		  "浩一さんはパソコンが得意で、夜に家事をしている。\n"
		  "由美さんは電話に出てくれる。" },
		{ "overview", 0, "issues",
		  "本人が困っていること：ひざの痛み、支払い。\n"
		  "まわりが心配していること：物忘れ、受診していないこと、"
		  "浩一さんの夜のつらさ。" },
		{ "overview", 0, "direction",
		  "顔の見える関係を先につくる。受診と支払いを一つずつ。"
		  "浩一さんとはメールを入り口に、週1回の訪問を続ける。" },
		{ "overview", 0, "roles.rows", "2" },
		{ "overview", 0, "roles.0.agency", "北部包括" },
		{ "overview", 0, "roles.0.duty", "週1回の訪問、受診の同行" },
		{ "overview", 0, "roles.0.due", "{14}" },
		{ "overview", 0, "roles.0.state", "doing" },
		{ "overview", 0, "roles.1.agency", "社協" },
		{ "overview", 0, "roles.1.duty", "家賃と電気の支払いの相談" },
		{ "overview", 0, "roles.1.due", "{21}" },
		{ "overview", 0, "roles.1.state", "asked" },
		{ "household", 0, "household_type", "6" },
		{ "household", 0, "patterns", "1" },
		{ "household", 0, "patterns", "4" },
		{ "household", 0, "housing", "2" },
		{ "household", 0, "housing_cost", "52,000" },
		{ "household", 0, "housing_problems", "7" },
		{ "household", 0, "community_notes",
		  "民生委員の野口さん、隣の商店の人と行き来がある。" },
		{ "household", 0, "visit_risks", "2" },
		{ "household", 0, "visit_notes",
		  "玄関に犬。トキさんに声をかけてから入る。" },
		{ "person_base", 1, "issue_word", "物忘れ" },
		{ "person_base", 1, "strong_word", "近所付き合い" },
		{ "person_base", 2, "issue_word", "ひきこもり" },
		{ "person_base", 2, "strong_word", "パソコン" },
		{ "person_base", 3, "issue_word", "県外" },
		{ "person_base", 3, "strong_word", "電話で話せる" },
		{ "person_contact", 1, "emergency.rows", "1" },
		{ "person_contact", 1, "emergency.0.name", "髙橋 由美" },
		{ "person_contact", 1, "emergency.0.relation", "長女" },
		{ "person_contact", 1, "emergency.0.phone", "090-1234-5678" },
		{ "person_health", 1, "health_state", "2" },
		{ "person_health", 1, "health_insurance", "6" },
		{ "person_health", 1, "diagnoses.rows", "1" },
		{ "person_health", 1, "diagnoses.0.name", "変形性膝関節症" },
		{ "person_health", 1, "diagnoses.0.kind", "now" },
		{ "person_health", 1, "clinics.rows", "1" },
		{ "person_health", 1, "clinics.0.name", "北町内科" },
		{ "person_health", 1, "clinics.0.cycle", "6" },
		{ "person_health", 1, "care_level", "care_1" },
		{ "person_health", 1, "care_use", "unused" },
		{ "person_health", 1, "adl_notes",
		  "同じ話をくり返す。日付があいまいな日がある。" },
		{ "person_health", 2, "self_harm", "1" },
		{ "person_health", 2, "self_harm_on", "{-7}" },
		{ "person_health", 2, "self_harm_note",
		  "夜2時ごろがつらい。メールの返事を平日の日中に返す約束。" },
		{ "person_money", 1, "incomes.rows", "2" },
		{ "person_money", 1, "incomes.0.kind", "3" },
		{ "person_money", 1, "incomes.0.amount", "121,400" },
		{ "person_money", 1, "incomes.0.cycle", "2" },
		{ "person_money", 1, "incomes.1.kind", "7" },
		{ "person_money", 1, "incomes.1.amount", "77,000" },
		{ "person_money", 1, "incomes.1.cycle", "2" },
		{ "person_money", 1, "public_assistance", "consulting" },
		{ "person_money", 1, "arrears.rows", "2" },
		{ "person_money", 1, "arrears.0.kind", "6" },
		{ "person_money", 1, "arrears.0.amount", "104,000" },
		{ "person_money", 1, "arrears.0.months", "2" },
		{ "person_money", 1, "arrears.0.notice", "1" },
		{ "person_money", 1, "arrears.1.kind", "9" },
		{ "person_money", 1, "arrears.1.notice", "1" }),
} };

const struct demo_homes demo_scenario = { yamabe, COUNT(yamabe) };

/* ---- who looked ------------------------------------------------------------- */

struct look_job {
	struct demo *d;
	casefile_id casefile;
};

static const struct look_row {
	int day, at;
	enum demo_who who;
	const char *action;
} looks[] = {
	{ -14, 1005, ISHII, "look.search" },
	{ -14, 1340, ISHII, "look.overview" },
	{ -14, 1715, MIYAKE, "look.overview" },
	{ -14, 1717, MIYAKE, "look.notes" },
	{ -12, 905, ISHII, "look.search" },
	{ -12, 906, ISHII, "look.search" },
	{ -12, 907, ISHII, "look.search" },
	{ -12, 908, ISHII, "look.notes" },
	{ -11, 850, MIYAKE, "look.notes" },
	{ -10, 1320, ONISHI, "look.overview" },
	{ -10, 1321, ONISHI, "look.notes" },
	{ -10, 1610, NAKAHARA, "look.overview" },
	{ -7, 1145, MIYAKE, "look.notes" },
	{ -6, 1310, ISHII, "look.notes" },
	{ -6, 950, NAKAHARA, "look.overview" },
	{ -6, 951, NAKAHARA, "look.notes" },
	{ -4, 1000, TANAKA, "look.overview" },
	{ -4, 1105, ONISHI, "look.notes" },
	{ -3, 1420, ISHII, "look.overview" },
};

static enum status add_look(struct demo *d, struct db *tx, casefile_id casefile,
			    const struct look_row *row)
{
	struct lens lens;
	struct rq rq = demo_rq(d, row->who, demo_time(d, row->day, row->at));
	str action = str_of(row->action);
	/* Before the household was there the search found nothing. */
	if (row->day == yamabe->day && row->at < yamabe->at)
		return rq_audit(&rq, tx, action, S("search"), 0,
				(casefile_id){ 0 }, (str){ 0 });
	TRY(rq_casefile_in(&rq, tx, casefile, &lens));
	if (str_eq(action, S("look.search")))
		rq_looked_list(&rq, action, &lens, S("casefile"), &casefile.v,
			       1);
	else
		rq_looked(&rq, action, &lens, S("casefile"), casefile.v);
	return audit_write_looks(&rq, tx);
}

static enum status look_job(struct db *tx, void *arg)
{
	struct look_job *j = arg;
	for (isize i = 0; i < COUNT(looks); i++)
		TRY(add_look(j->d, tx, j->casefile, &looks[i]));
	return OK;
}

enum status demo_play_looks(struct demo *d, casefile_id casefile)
{
	struct look_job j = { d, casefile };
	return demo_write(d, look_job, &j);
}
