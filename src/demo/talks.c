/* talks.c — talks that have no household yet (世帯に結びついていない受付). */
#include "demo/city.h"

static const struct demo_home talks[] = {
	{ .who = ISHII, .day = -4, .at = 1115, .minutes = 6,
	  .method = "phone", .urgency = "week",
	  .caller = "unnamed",
	  .heard = "名乗らない女性。「松原のコインランドリーに、毎晩座っている"
		   "おばあさんがいる。荷物が多い」。時間は21時ごろ。",
	  .place = "伴舟市松原2丁目" },
	{ .who = TANAKA, .day = 0, .at = 905, .minutes = 4,
	  .method = "phone", .urgency = "today",
	  .caller = "family", .caller_name = "榎本",
	  .caller_phone = "090-0000-0902",
	  .heard = "父が退院してきたが、トイレまで歩けない。きょう中に"
		   "だれか来てほしい。折り返しは10時すぎ。",
	  .name = "榎本", .kana = "えのもと", .place = "港町" },
	{ .who = ONISHI, .day = -1, .at = 1550, .minutes = 20,
	  .method = "office", .urgency = "week",
	  .caller = "self", .caller_name = "二宮",
	  .heard = "来所。今月で派遣の契約が終わる。寮を出る日は{14}。"
		   "「次の部屋を借りるお金がない」。きょうは名字だけで、と。",
	  .name = "二宮", .kana = "にのみや" },
	{ .who = NAKAHARA, .day = -2, .at = 1030, .minutes = 15,
	  .method = "phone", .urgency = "normal",
	  .caller = "agency", .caller_name = "特別支援学校 進路担当",
	  .caller_phone = "043-000-0904",
	  .heard = "来春に卒業する生徒のこと。家族が相談先を探している。"
		   "保護者の了解を得てから、名前を伝えるとのこと。" },
	{ .who = AOKI, .day = -5, .at = 1400, .minutes = 10,
	  .method = "in_house", .urgency = "normal",
	  .caller = "agency", .caller_name = "市 納税の係",
	  .heard = "分納の相談で来た人が、介護と子の不登校も話していた。"
		   "本人が望めば紹介したいとのこと。" },
};

const struct demo_homes demo_talks = { talks, COUNT(talks) };
