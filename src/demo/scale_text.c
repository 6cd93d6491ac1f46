/*
 * scale_text.c — sentences with slots: @p somebody, @c a clinic, @s a service,
 * @w a weekday, @n a small number, @y yen.
 */
#include "demo/scale_text.h"

#include "base/out.h"

static const char *const people[] = { "母", "父", "長男", "長女", "本人", "妻",
				      "夫", "次男", "祖母", "孫", "姉", "弟" };
static const char *const clinics[] = {
	"北町内科", "港町クリニック", "舟見台病院", "川端整形外科",
	"緑が丘こころの診療所", "汐見小児科", "高砂歯科", "松原眼科",
};
static const char *const services[] = {
	"訪問介護", "デイサービス", "配食", "訪問看護", "就労準備支援",
	"家計改善支援", "放課後等デイサービス", "ショートステイ", "子ども食堂",
	"フードバンク", "移動支援", "日中一時支援", "福祉用具の貸与",
	"住居確保給付金",
};
static const char *const weekdays[] = { "月曜", "火曜", "水曜", "木曜", "金曜" };

static const char *const openers[] = {
	"@pから電話。", "自宅を訪問。@pが出迎えた。", "来所。@pと面談。",
	"@cの相談員と電話。", "@sの事業所から連絡。",
	"@pにこちらから電話。", "民生委員と訪問。", "@pの通院に同行。",
	"所内で方針を話し合った。", "@pからメール。",
};

static const char *const sentences[] = {
	"体調は落ち着いている。食事は1日@n回。",
	"「夜眠れない日が@n日ある」と話した。",
	"家賃の支払いが@nか月遅れている。",
	"@cの受診は@w。送迎を相談した。",
	"@sを週@n回使うことになった。",
	"@sの見学を@wに予定した。",
	"部屋は前回より片づいている。",
	"郵便物がたまっていた。いっしょに開けて仕分けた。",
	"介護保険の申請書をいっしょに書いた。",
	"「@pのことが心配」とくり返し話した。",
	"@pは仕事を探している。ハローワークには@wに行く。",
	"学校には週@n日通えている。",
	"給食費の就学援助を申請した。",
	"電気料金 @y円の督促が届いていた。",
	"預金は@y円ほど。次の年金の日まで足りる見込み。",
	"国民健康保険料の分納を、月@y円で約束した。",
	"生活福祉資金の説明をした。返済は@y円ずつ。",
	"薬が@n日分残っている。飲み忘れがある様子。",
	"転んで右手をついた。痛みは引いている。",
	"物忘れの相談を@cにすることにした。",
	"近所の人が声をかけてくれている。",
	"@pとの口論が続いていたが、今週はなかった。",
	"「話を聞いてもらえてほっとした」とのこと。",
	"日中は庭の手入れをしている。表情が明るい。",
	"米と缶詰を@n日分届けた。",
	"スマートフォンが止まり、連絡は@pを通す。",
	"障害年金の診断書を@cに頼んだ。",
	"手帳の更新は来月。写真を準備する。",
	"保育所の送り迎えは@pがしている。",
	"夕食の支度を@pがほとんどしている。",
	"引っ越しの希望があり、公営住宅の募集を確かめる。",
	"通訳といっしょに書類を読んだ。",
	"次は@wの午後に訪問する。",
	"@wに電話で様子を聞く。",
	"担当者会議を@wに開く。",
	"支払いの予定を表にして渡した。",
	"次回までに必要な書類：通帳の写し、年金の通知。",
	"好きな将棋の話で笑顔が見られた。",
	"洗濯物がたまり、着替えが足りない。",
	"灯油を買えていない。毛布を@n枚届けた。",
};

/* Each in one note of some thousands. */
static const char *const rare[] = {
	"猫が@n匹いる。餌はあるが掃除が追いつかない。",
	"水道が止まっていた。水道局に連絡し、夕方に開いた。",
	"玄関に大きな犬。訪問は電話をしてから。",
	"手話通訳の派遣を頼んだ。",
	"在留カードの期限が近い。入管の予約を取った。",
	"成年後見の申立てについて弁護士と話した。",
	"ガスの元栓に止まらない不具合。業者を呼んだ。",
	"仮住まいの部屋を@n日借りた。",
	"透析の送迎の時間が変わった。",
	"船員だったころの話をしてくれた。",
};

static const char *const tasks[] = {
	"電話で様子を聞く", "訪問する", "受診に同行する",
	"申請書を取り寄せる", "担当者会議の日を決める", "見学の予約を取る",
	"書類の写しを受け取る", "支払いの予定を確かめる",
};

#define ANY(r, list) str_of((list)[rng_below((r), COUNT(list))])

static void put_slot(struct out *o, struct rng *r, char slot)
{
	switch (slot) {
	case 'p':
		put(o, ANY(r, people));
		break;
	case 'c':
		put(o, ANY(r, clinics));
		break;
	case 's':
		put(o, ANY(r, services));
		break;
	case 'w':
		put(o, ANY(r, weekdays));
		break;
	case 'n':
		put(o, 1 + rng_below(r, 6));
		break;
	case 'y':
		out_commas(o, 100 * (10 + rng_below(r, 900)));
		break;
	}
}

static void put_sentence(struct out *o, struct rng *r, str s)
{
	while (s.n) {
		isize at = str_find_char(s, '@', 0);
		if (at < 0) {
			put(o, s);
			return;
		}
		put(o, str_sub(s, 0, at));
		put_slot(o, r, s.p[at + 1]);
		s = str_sub(s, at + 2, s.n);
	}
}

str scale_note_text(struct arena *a, struct rng *r)
{
	enum { RARE = 300 };
	struct out o = out_open(a, 600);
	i64 n = 2 + rng_below(r, 4);
	put_sentence(&o, r, ANY(r, openers));
	put(&o, S("\n"));
	for (i64 i = 0; i < n; i++)
		put_sentence(&o, r, ANY(r, sentences));
	if (rng_below(r, RARE) == 0)
		put_sentence(&o, r, ANY(r, rare));
	return out_str(&o);
}

str scale_task_text(struct rng *r)
{
	return ANY(r, tasks);
}
