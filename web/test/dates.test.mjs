// The echo reads dates as the server does: its rows are the server's own.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { edtf, printBirth, printLong, printShort, readAge, readDate, readIso, readMoment } from '../js/dates.js';

const today = readIso('2026-11-16');
const source = readFileSync(new URL('../../src/base/date_test.c', import.meta.url), 'utf8');

/* The { "typed", "means" } rows of one test of date_test.c. */
function rowsOf(name) {
  const body = source.split(`TEST(fdate, ${name})`)[1]?.split('\n}\n')[0] ?? '';
  return [...body.matchAll(/\{\s*"((?:[^"\\]|\\.)*)",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\}/g)]
    .map(m => [m[1], m[2].replace(/"\s*"/g, '').trim().slice(1, -1)]);
}

test('reads what people type, like the server', () => {
  const rows = rowsOf('reads_what_people_type');
  assert.ok(rows.length > 60, `only ${rows.length} rows found in date_test.c`);
  for (const [typed, means] of rows) {
    const r = readDate(typed, today);
    assert.equal(r.value ? edtf(r.value) : r.why ?? '', means, `「${typed}」`);
  }
});

test('refuses what cannot be, in the server\'s words', () => {
  const rows = rowsOf('says_what_is_wrong');
  assert.ok(rows.length > 10, `only ${rows.length} rows found in date_test.c`);
  for (const [typed, why] of rows)
    assert.equal(readDate(typed, today).why ?? '', why, `「${typed}」`);
});

test('echoes both calendars and the age', () => {
  const birth = s => printBirth(readDate(s, today).value, today);
  assert.equal(birth('S19.3.4'), '昭和19年3月4日（1944）82歳');
  assert.equal(birth('S47.11.17'), '昭和47年11月17日（1972）53歳');
  assert.equal(birth('S19.3'), '昭和19年3月（1944）82歳');
  assert.equal(birth('S19.11'), '昭和19年11月（1944）約82歳');
  assert.equal(birth('R8.11'), '令和8年11月（2026）0歳');
  assert.equal(birth('昭和45年頃'), '昭和45年頃（1970）');
  assert.equal(birth('20190501'), '令和元年5月1日（2019）7歳');
  assert.equal(printLong(readDate('来週火曜', today).value), '令和8年11月24日（火）（2026）');
  assert.equal(printShort(readDate('きょう', today).value), 'R8.11.16(月)');
});

test('an age stands for about a year', () => {
  assert.equal(edtf(readAge('82', today)), '1944~');
  assert.equal(edtf(readAge('８０代', today)), '1941~');
  assert.equal(readAge('S19', today), null);
  assert.equal(readAge('85代', today), null);
  assert.equal(readAge('121', today), null);
});

test('a moment is a date and a time', () => {
  assert.deepEqual(readMoment('いま', today, 614), { value: today, minute: 614 });
  const at = s => {
    const r = readMoment(s, today, 614);
    return [r.value && edtf(r.value), r.minute];
  };
  assert.deepEqual(at('14:05'), ['2026-11-16', 845]);
  assert.deepEqual(at('きのう 午後2時半'), ['2026-11-15', 870]);
  assert.deepEqual(at('R8.11.9　９：３０'), ['2026-11-09', 570]);
  assert.deepEqual(at('R8.11.9'), ['2026-11-09', null]);
  assert.ok(readMoment('25:00', today, 0).why);
  assert.ok(readMoment('10:75', today, 0).why);
});
