// What people type as a date: the same reading as src/base/date_read.c, for
// the echo under a field only. The server reads again and decides; the test
// takes its rows from src/base/date_test.c, so that both stay one.
// A date here is { precision: 'day'|'month'|'year'|'about', y, m, d }.

const ERAS = [
  { name: '明治', short: '明', letter: 'M', first: [1868, 1, 25] },
  { name: '大正', short: '大', letter: 'T', first: [1912, 7, 30] },
  { name: '昭和', short: '昭', letter: 'S', first: [1926, 12, 25] },
  { name: '平成', short: '平', letter: 'H', first: [1989, 1, 8] },
  { name: '令和', short: '令', letter: 'R', first: [2019, 5, 1] },
];
const YEAR_MIN = 1873, YEAR_MAX = 2100;
const WEEK = '日月火水木金土';
const SIGNS = { '。': '.', '・': '.', '･': '.', '、': '.', ',': '.', '〜': '~', '～': '~' };
const DASHES = /[‐‑‒–—―−ーｰ]/gu;

const WHY = {
  unreadable: '日付が読めません。例 R8.11.9、昭和19年3月4日、1944-03-04',
  range: '日付は1873年から2100年までです。例 R8.11.9、1944-03-04',
  era: '元号か西暦の年を入れてください。例 R8.11.9、2026-11-09',
  about: '「頃」は年だけに付けられます。例 昭和45年頃',
  week: '曜日も入れてください。例 来週火曜',
  month: '月は1から12までです。例 R8.11.9',
  zero: '1年目は元年か1年です。例 令和元年',
};
const AFTER = {
  明治: '明治は45年7月29日までです。西暦か大正で入れてください。',
  大正: '大正は15年12月24日までです。西暦か昭和で入れてください。',
  昭和: '昭和は64年1月7日までです。西暦か平成で入れてください。',
  平成: '平成は31年4月30日までです。西暦か令和で入れてください。',
  令和: '2100年（令和82年）まで入れられます。例 R8.11.9',
};
const BEFORE = {
  明治: '1873年（明治6年）から入れられます。例 M6.1.1',
  大正: '大正は元年7月30日からです。西暦か明治で入れてください。',
  昭和: '昭和は元年12月25日からです。西暦か大正で入れてください。',
  平成: '平成は元年1月8日からです。西暦か昭和で入れてください。',
  令和: '令和は元年5月1日からです。西暦か平成で入れてください。',
};

class Refused extends Error {}
const refuse = why => { throw new Refused(why); };

export const monthLength = (y, m) => new Date(Date.UTC(y, m, 0)).getUTCDate();
const number = ({ y, m, d }) => Date.UTC(y, m - 1, d) / 86400000;
const fromNumber = n => {
  const t = new Date(n * 86400000);
  return { y: t.getUTCFullYear(), m: t.getUTCMonth() + 1, d: t.getUTCDate() };
};
const weekday = v => (number(v) % 7 + 11) % 7;

export function readIso(text) {
  const [y, m, d] = text.split('-').map(Number);
  return { precision: 'day', y, m, d };
}

/* Narrow signs and capital letters, as date_read.c folds. */
const narrow = text => text.trim()
    .replace(/[！-～]/gu, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(DASHES, '-')
    .replace(/[。・･、,〜～]/gu, c => SIGNS[c])
    .toUpperCase();
const fold = text => narrow(text).replace(/[\s　]/gu, '');

function giveDay(n) {
  const v = fromNumber(n);
  if (!(v.y >= YEAR_MIN && v.y <= YEAR_MAX))
    refuse(WHY.range);
  return { precision: 'day', ...v };
}

const WORDS = {
  きょう: 0, 今日: 0, 本日: 0, 昨日: -1, きのう: -1, 一昨日: -2, おととい: -2,
  あした: 1, あす: 1, 明日: 1, 明後日: 2, あさって: 2,
};
const WEEKS = { 再来週: 2, 来週: 1, 今週: 0, 先々週: -2, 先週: -1 };

function readRelative(s, today) {
  const t = number(today);
  if (Object.hasOwn(WORDS, s))
    return giveDay(t + WORDS[s]);
  const week = s.match(/^(再来週|来週|今週|先々週|先週)の?(.*)$/u);
  if (week) {
    const day = week[2].match(/^([月火水木金土日])(曜日?)?$/u);
    if (!day)
      refuse(WHY.week);
    const monday = t - (weekday(today) + 6) % 7;
    return giveDay(monday + WEEKS[week[1]] * 7 + '月火水木金土日'.indexOf(day[1]));
  }
  const far = s.match(/^(\d{1,4})(日|週間)(前|後)$/u);
  if (far)
    return giveDay(t + Number(far[1]) * (far[2] === '日' ? 1 : 7) * (far[3] === '前' ? -1 : 1));
  return null;
}

const lastDay = v => v.precision === 'day' ? v
  : v.precision === 'month' ? { ...v, d: monthLength(v.y, v.m) } : { ...v, m: 12, d: 31 };
const eraIndex = v => {
  let i = ERAS.length - 1;
  const n = number(v);
  while (i > 0 && n < number({ y: ERAS[i].first[0], m: ERAS[i].first[1], d: ERAS[i].first[2] }))
    i--;
  return i;
};

function whyLength(y, m) {
  const n = monthLength(y, m);
  if (m === 2)
    return n === 29 ? 'その年の2月は29日までです。例 R6.2.29' : 'その年の2月は28日までです。例 R8.2.28';
  return `${m}月は${n}日までです。例 R8.${m}.${n}`;
}

function giveDate(p, y) {
  if (y < YEAR_MIN || y > YEAR_MAX)
    refuse(WHY.range);
  if (p.month > 12)
    refuse(WHY.month);
  const m = p.month || 1;
  if (p.date > monthLength(y, m))
    refuse(whyLength(y, m));
  const precision = p.date ? 'day' : p.month ? 'month' : p.about ? 'about' : 'year';
  if (p.about && precision !== 'about')
    refuse(WHY.about);
  return { precision, y, m, d: p.date || 1 };
}

function giveEra(p) {
  const y = p.era.first[0] + p.year - 1;
  if (p.year === 0)
    refuse(WHY.zero);
  if (y < YEAR_MIN)
    refuse(BEFORE[p.era.name]);
  if (y > YEAR_MAX)
    refuse(AFTER[p.era.name]);
  const v = giveDate(p, y), i = ERAS.indexOf(p.era);
  if (eraIndex(lastDay(v)) < i)
    refuse(BEFORE[p.era.name]);
  if (eraIndex(v) > i)
    refuse(AFTER[p.era.name]);
  return v;
}

/* 11/9: of last, this and next year the day nearest to today. */
function giveNearest(p, today) {
  let best = null, why = null;
  for (const y of [today.y - 1, today.y, today.y + 1]) {
    try {
      const v = giveDate(p, y);
      const far = Math.abs(number(v) - number(today));
      if (!best || far < best.far)
        best = { far, v };
    } catch (e) {
      why = e;
    }
  }
  if (!best)
    throw why;
  return best.v;
}

function readParts(s) {
  const p = { era: null, year: 0, month: 0, date: 0, digits: 0, about: false };
  s = s.replace(/\([日月火水木金土]\)$/u, '').replace(/\((月?日は不明)\)$/u, '').replace(/(生まれ|生)$/u, '');
  const about = s.match(/^(.+)(頃|ごろ|ころ|~)$/u);
  if (about) {
    p.about = true;
    s = about[1];
  }
  for (const e of ERAS.slice().reverse()) {
    const word = [e.name, e.short, e.letter].find(w => s.startsWith(w));
    if (word) {
      p.era = e;
      s = s.slice(word.length);
      break;
    }
  }
  let m;
  if (!p.era && (m = s.match(/^(\d{4})(\d{2})(\d{2})$/u)))
    return { ...p, digits: 4, year: +m[1], month: +m[2], date: +m[3] };
  if (!p.era && (m = s.match(/^(\d{1,2})月(\d{1,2})日?$/u)))
    return { ...p, month: +m[1], date: +m[2] };
  m = s.match(/^(元|\d{1,4})(?:[年.\-/](?:(\d{1,2})(?:[月.\-/](?:(\d{1,2})日?)?)?)?)?$/u);
  if (!m || (m[1] === '元' && !p.era))
    return null;
  if ((m[2] && +m[2] === 0) || (m[3] && +m[3] === 0))
    return null;
  p.digits = m[1] === '元' ? 0 : m[1].length;
  p.year = m[1] === '元' ? 1 : +m[1];
  p.month = +(m[2] || 0);
  p.date = +(m[3] || 0);
  return p;
}

function readCalendar(s, today) {
  const p = readParts(s);
  if (!p)
    refuse(WHY.unreadable);
  if (p.era)
    return giveEra(p);
  if (p.digits === 4)
    return giveDate(p, p.year);
  if (p.digits === 0)
    return giveNearest(p, today);
  if (p.digits <= 2 && p.month && !p.date && p.year)
    return giveNearest({ ...p, date: p.month, month: p.year }, today);
  return refuse(WHY.era);
}

/* { value } or { why }; an empty text is {}. today: a day. */
export function readDate(text, today) {
  const s = fold(text);
  if (!s)
    return {};
  try {
    return { value: readRelative(s, today) ?? readCalendar(s, today) };
  } catch (e) {
    if (e instanceof Refused)
      return { why: e.message };
    throw e;
  }
}

/* 82, 82歳, 80代: about a year. null when it is no age. */
export function readAge(text, today) {
  const m = fold(text).match(/^約?(\d{1,3})(代|歳|才)?(くらい|ぐらい)?$/u);
  if (!m || +m[1] > 120 || (m[2] === '代' && (+m[1] % 10 || +m[1] === 0)))
    return null;
  const age = +m[1] + (m[2] === '代' ? 5 : 0);
  return { precision: 'about', y: today.y - age, m: 1, d: 1 };
}

/* Splits 「きょう 14:05」 into its date and minutes of the day. いま is now. */
export function readMoment(text, today, now) {
  let s = narrow(text), minute = null;
  if (s === 'いま' || s === '今')
    return { value: today, minute: now };
  const t = s.match(/^(|.*[\s　日])(午前|午後)?(\d{1,2})(?::|時)(?:(\d{1,2})分?|(半))?$/u);
  if (t) {
    minute = (+t[3] % 24 + (t[2] === '午後' && +t[3] < 12 ? 12 : 0)) * 60 + (t[5] ? 30 : +(t[4] || 0));
    if (+t[3] > 24 || +(t[4] || 0) > 59)
      return { why: '時刻が読めません。例 きょう 10:12、R8.11.9 14:05' };
    s = fold(t[1]);
    if (!s)
      return { value: today, minute };
  }
  const r = readDate(s, today);
  if (r.value && r.value.precision !== 'day')
    return { why: '日付は日まで入れてください。例 R8.11.9 14:05' };
  return { ...r, minute };
}

export const ageAt = (b, t) => t.y - b.y - (t.m < b.m || (t.m === b.m && t.d < b.d) ? 1 : 0);

function wareki(v) {
  const e = ERAS[eraIndex(lastDay(v))], year = v.y - e.first[0] + 1;
  let s = `${e.name}${year === 1 ? '元' : year}年`;
  if (v.precision === 'about')
    s += '頃';
  if (v.precision === 'month' || v.precision === 'day')
    s += `${v.m}月`;
  if (v.precision === 'day')
    s += `${v.d}日`;
  return s;
}

/* 昭和19年3月4日（1944）82歳 */
export function printBirth(v, today) {
  const s = `${wareki(v)}（${v.y}）`;
  if (v.precision === 'year' || v.precision === 'about')
    return s;
  const age = ageAt(v, today);
  /* Of a month while it lasts. */
  const about = Math.max(ageAt(lastDay(v), today), 0) !== age ? '約' : '';
  return age < 0 ? s : `${s}${about}${age}歳`;
}

/* 令和8年11月24日（火）2026年 */
export function printLong(v) {
  if (v.precision === 'day')
    return `${wareki(v)}（${WEEK[weekday(v)]}）（${v.y}）`;
  return `${wareki(v)}（${v.y}）${v.precision === 'month' ? '（日は不明）' : ''}`;
}

/* R8.11.9(月) */
export function printShort(v) {
  const e = ERAS[eraIndex(lastDay(v))], year = v.y - e.first[0] + 1;
  const tail = { day: `.${v.m}.${v.d}(${WEEK[weekday(v)]})`, month: `.${v.m}（日は不明）`, year: '（月日は不明）', about: '頃' };
  return `${e.letter}${year}${tail[v.precision]}`;
}

export const edtf = v => {
  const pad = (n, w) => String(n).padStart(w, '0');
  return pad(v.y, 4) + { about: '~', year: '', month: `-${pad(v.m, 2)}`, day: `-${pad(v.m, 2)}-${pad(v.d, 2)}` }[v.precision];
};
export const printTime = n => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
export const isAfter = (a, b) => number(a) > number(b);
