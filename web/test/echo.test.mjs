import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readIso } from '../js/dates.js';
import { echoOf } from '../js/echo.js';
import { gistOf } from '../js/gist.js';

const today = readIso('2026-11-16');

test('a birth is echoed with its age, an age as about a year', () => {
  assert.deepEqual(echoOf('S19.3.4', today, { age: true }), { text: '昭和19年3月4日（1944）82歳' });
  assert.deepEqual(echoOf('８０代', today, { age: true }), { text: '昭和16年頃（1941）' });
  assert.deepEqual(echoOf('', today, { age: true }), { text: '' });
});

test('what cannot be is said, with what to type instead', () => {
  assert.deepEqual(echoOf('S64.3.4', today, { age: true }),
    { bad: '昭和は64年1月7日までです。西暦か平成で入れてください。' });
  assert.match(echoOf('R8.12.9', today, { age: true }).bad, /先の日付/);
  assert.deepEqual(echoOf('R8.12.9', today, { time: true, past: true }),
    { bad: '日時が先の日付です（R8.12.9(水)）。予定なら『つぎにやること』へ。' });
});

test('a moment is echoed as lists write it', () => {
  assert.deepEqual(echoOf('きのう 9:05', today, { time: true }), { text: 'R8.11.15(日) 09:05' });
  assert.deepEqual(echoOf('いま', today, { time: true, now: 614 }), { text: 'R8.11.16(月) 10:14' });
});

test('the first line is the gist', () => {
  assert.equal(gistOf('\n  膝の痛み。 \n二行目'), '膝の痛み。');
  assert.equal(gistOf('あ'.repeat(50)), 'あ'.repeat(40));
  assert.equal(gistOf('今日は訪問しました。' + 'あ'.repeat(50)), '今日は訪問しました。' + 'あ'.repeat(30));
  assert.equal(gistOf('今日は訪問しました。。' + 'あ'.repeat(50)), '今日は訪問しました。。');
  assert.equal([...gistOf('𠮷'.repeat(50))].length, 40);
});
