/*
 * dict_sample.h — a small dictionary with a field of every type, for tests
 * and fuzz targets.
 */
#ifndef TB_DICT_SAMPLE_H
#define TB_DICT_SAMPLE_H

#define TEST_DICT                                                             \
	"code yn \"選択\"\n"                                                  \
	"  1 \"一番\"\n  2 \"二番\"\n  3 \"三番\" gone\n"                     \
	"code cycle \"間隔\"\n"                                               \
	"  1 \"毎月\"\n  2 \"2か月ごと\"\n  0 \"一度だけ\"\n"                 \
	"sheet s \"シート\" about=person\n"                                   \
	"group base \"基本\"\n"                                               \
	"field name text 10 \"氏名\" class=name search required "             \
	"example=山邉\n"                                                      \
	"field kana kana \"かな\" class=name\n"                               \
	"field birth date \"生年月日\" class=quasi coarse=age_band\n"         \
	"field tel phone \"電話\" class=contact location search\n"            \
	"field post postcode \"郵便番号\" class=contact\n"                    \
	"field town text 100 \"住所\" class=contact coarse=town\n"            \
	"field n int 99 \"人数\" class=family stat\n"                         \
	"field pick code:yn \"ひとつ\" class=health stat hint=手帳\n"         \
	"field picks codes:yn \"いくつか\" class=health stat\n"               \
	"field debt bool3 \"債務\" class=money stat required-when=pick:2\n"   \
	"field head person \"世帯主\" class=family\n"                         \
	"field memo memo 1000 \"メモ\" class=free when=debt:yes\n"            \
	"field past date \"日\" class=plain past\n"                           \
	"field gone text \"昔\" class=plain gone=R7\n"                        \
	"group pay \"収入\" repeat class=money\n"                             \
	"field kind text 20 \"種類\" class=money required\n"                  \
	"field yen yen \"金額\" class=money sum monthly=cycle\n"              \
	"field cycle code:cycle \"間隔\" class=money\n"                       \
	"field secret text \"勤め先\" class=work\n"

#endif
