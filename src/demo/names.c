/*
 * names.c — surnames and given names with their readings: a small part of
 * japanese-personal-name-dataset, which stands under this licence:
 *
 * MIT License
 *
 * Copyright (c) 2022 shuheilocale
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy
 * of this software and associated documentation files (the "Software"), to deal
 * in the Software without restriction, including without limitation the rights
 * to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
 * copies of the Software, and to permit persons to whom the Software is
 * furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all
 * copies or substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
 * IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
 * FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
 * AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
 * LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 * OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
 * SOFTWARE.
 */
#include "demo/names.h"

const struct demo_name name_family[] = {
	{ "佐藤", "さとう" }, { "鈴木", "すずき" }, { "高橋", "たかはし" },
	{ "田中", "たなか" }, { "伊藤", "いとう" }, { "渡辺", "わたなべ" },
	{ "山本", "やまもと" }, { "中村", "なかむら" },
	{ "小林", "こばやし" }, { "加藤", "かとう" }, { "吉田", "よしだ" },
	{ "山田", "やまだ" }, { "佐々木", "ささき" }, { "山口", "やまぐち" },
	{ "松本", "まつもと" }, { "井上", "いのうえ" }, { "木村", "きむら" },
	{ "林", "はやし" }, { "斎藤", "さいとう" }, { "清水", "しみず" },
	{ "山崎", "やまざき" }, { "森", "もり" }, { "池田", "いけだ" },
	{ "橋本", "はしもと" }, { "阿部", "あべ" }, { "石川", "いしかわ" },
	{ "山下", "やました" }, { "中島", "なかじま" }, { "石井", "いしい" },
	{ "小川", "おがわ" }, { "前田", "まえだ" }, { "岡田", "おかだ" },
	{ "長谷川", "はせがわ" }, { "藤田", "ふじた" }, { "後藤", "ごとう" },
	{ "近藤", "こんどう" }, { "村上", "むらかみ" },
	{ "遠藤", "えんどう" }, { "青木", "あおき" }, { "坂本", "さかもと" },
	{ "斉藤", "さいとう" }, { "福田", "ふくだ" }, { "太田", "おおた" },
	{ "西村", "にしむら" }, { "藤井", "ふじい" }, { "岡本", "おかもと" },
	{ "藤原", "ふじわら" }, { "金子", "きんす" }, { "三浦", "みうら" },
	{ "中野", "なかの" }, { "中川", "なかがわ" }, { "原田", "はらだ" },
	{ "松田", "まつだ" }, { "竹内", "たけうち" }, { "小野", "おの" },
	{ "田村", "たむら" }, { "中山", "なかやま" }, { "和田", "わだ" },
	{ "石田", "いしだ" }, { "森田", "もりた" }, { "上田", "うえだ" },
	{ "原", "はら" }, { "内田", "うちだ" }, { "柴田", "しばた" },
	{ "渡邉", "わたなべ" }, { "齋藤", "さいとう" },
	{ "長谷部", "はせべ" }, { "沢田", "さわだ" }, { "芦田", "あしだ" },
	{ "玉井", "たまい" }, { "柏木", "かしわぎ" }, { "越智", "おち" },
	{ "堀口", "ほりぐち" }, { "生田", "いくた" }, { "石黒", "いしぐろ" },
	{ "神谷", "かみや" }, { "早瀬", "はやせ" }, { "榎本", "えのもと" },
	{ "二宮", "にのみや" }, { "桑原", "くわばら" },
	{ "水島", "みずしま" }, { "小笠原", "おがさわら" },
	{ "鶴田", "つるた" }, { "仲村", "なかむら" },
	{ "島袋", "しまぶくろ" }, { "五十嵐", "いがらし" },
	{ "日向", "ひなた" },
};
const isize name_family_n = COUNT(name_family);

const struct demo_name name_men[] = {
	{ "正", "ただし" }, { "清", "きよし" }, { "茂", "しげる" },
	{ "勇", "いさむ" }, { "実", "みのる" }, { "進", "すすむ" },
	{ "弘", "ひろし" }, { "博", "ひろし" }, { "昭", "あきら" },
	{ "武", "たけし" }, { "勝", "まさる" }, { "隆", "たかし" },
	{ "誠", "まこと" }, { "浩", "ひろし" }, { "修", "おさむ" },
	{ "茂雄", "しげお" }, { "健一", "けんいち" }, { "浩一", "こういち" },
	{ "和夫", "かずお" }, { "幸一", "こういち" }, { "健二", "けんじ" },
	{ "達也", "たつや" }, { "直樹", "なおき" }, { "大輔", "だいすけ" },
	{ "拓也", "たくや" }, { "翔太", "しょうた" }, { "健太", "けんた" },
	{ "翔", "しょう" }, { "蓮", "れん" }, { "悠斗", "ゆうと" },
	{ "陽太", "ようた" }, { "大翔", "ひろと" }, { "颯太", "そうた" },
};
const isize name_men_n = COUNT(name_men);

const struct demo_name name_women[] = {
	{ "和子", "かずこ" }, { "幸子", "さちこ" }, { "節子", "せつこ" },
	{ "洋子", "ようこ" }, { "久子", "ひさこ" }, { "光子", "みつこ" },
	{ "文子", "ふみこ" }, { "信子", "のぶこ" }, { "京子", "きょうこ" },
	{ "恵子", "けいこ" }, { "由美子", "ゆみこ" }, { "明美", "あけみ" },
	{ "真由美", "まゆみ" }, { "久美子", "くみこ" }, { "裕子", "ゆうこ" },
	{ "智子", "ともこ" }, { "陽子", "ようこ" }, { "香織", "かおり" },
	{ "恵", "めぐみ" }, { "愛", "あい" }, { "彩", "あや" },
	{ "麻衣", "まい" }, { "美咲", "みさき" }, { "葵", "あおい" },
	{ "陽菜", "ひな" }, { "結衣", "ゆい" }, { "美穂", "みほ" },
	{ "千尋", "ちひろ" }, { "奈々", "なな" }, { "七海", "ななみ" },
	{ "結菜", "ゆいな" }, { "芽依", "めい" }, { "咲良", "さくら" },
};
const isize name_women_n = COUNT(name_women);
