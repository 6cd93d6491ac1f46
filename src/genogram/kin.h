/*
 * kin.h — 続柄: what each person of a family is to one of them, the focus
 * person (本人), in Japanese words.
 *
 * Two modes:
 *   koseki      戸籍風: 長男 二女 養子 義父.  After 戸籍法13条1項, which records
 *               「実父母との続柄」 and 「養親との続柄」; for people who help.
 *   juminhyo    住民票風: 子, 夫（未届）, 妻の子, 子の妻.  After the words of
 *               住民基本台帳事務処理要領 for 世帯主との続柄; 子 does not tell
 *               order, sex, birth or adoption.  Only the words are taken: the
 *               focus need not be the 世帯主.
 *
 * Words of one part; of three the third is for a sex that is not known:
 *   本人                     the focus
 *   父 母 親                 a parent by birth; 養父 養母 養親 by adoption;
 *                            里親 who fosters; 継父 継母 継親 only where a
 *                            step-parent is recorded without the parent
 *   長男 二男 長女 二女 …    koseki, a child by birth: counted by births
 *                            among the children of that sex who have the
 *                            same parents
 *   息子 娘                  koseki, where that count is not certain: dates
 *                            missing or equal, an elder sibling of unknown
 *                            sex, a masked sibling
 *   養子 養女 養子           koseki, by adoption
 *   子                       every child in juminhyo; a child of unknown sex
 *   里子 継子                fostered; a step-child whose parent is unknown
 *   兄 弟 姉 妹 きょうだい   by both births; half-siblings too: neither 異父
 *                            nor 異母 is ever said
 *   祖父 祖母 祖父母, 曽祖父 曽祖母 曽祖父母
 *   孫 ひ孫                  juminhyo: 子の子, 子の子の子
 *   伯父 伯母                elder than the parent, 叔父 叔母 younger, おじ
 *                            おば not known, おじ・おば the sex neither
 *   おい めい おい・めい, いとこ
 *   夫 妻 配偶者             a union that is not ended, or ended by death
 *   元夫 元妻 元の配偶者     divorced
 *   前の夫 前の妻 前の配偶者 died, and the other lives in a later union
 *   内縁の夫 内縁の妻        juminhyo 夫（未届） 妻（未届）; parted: 元の内縁の夫
 *   パートナー 元パートナー  a couple; here and in the line above, 前の … too
 *   義父 義母                koseki: a parent of the husband or wife by
 *                            birth or adoption; juminhyo 夫の父 妻の母
 *
 * Everybody else is composed of such parts with の: 祖母の夫の子, 長女の夫の父,
 * 妻の子.  Birth order and 義 are said of the first part only: a child behind
 * it is 子.  The path with the fewest steps from person to person is said;
 * of equal ones that with fewer unions (元 and 前の count twice), then
 * with fewer parts, then with fewer masked people, then through the earlier
 * union, then as listed.  A path of over KIN_PARTS parts has no word.  Death
 * is not said.
 *
 * Masked people get the neutral words, and so do both partners of a union in
 * which one is masked.  What is masked of somebody decides no word of anybody:
 * sex, dates, life, the bond and end of a union, how a masked child came to
 * its parents.  That the person exists does: it is seen in the picture.
 */
#ifndef TB_GENOGRAM_KIN_H
#define TB_GENOGRAM_KIN_H

#include "genogram/genogram.h"

enum { KIN_PARTS = 4 };

enum kin_mode { KIN_KOSEKI, KIN_JUMINHYO };

/* One word for each person of a family that genogram_check accepts; {0} where
 * no path is known, and everywhere if focus is -1.  Never fails. */
str *genogram_kin(struct arena *a, const struct genogram_family *f, int focus,
		  enum kin_mode mode);

#endif
