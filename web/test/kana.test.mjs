import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference, Reading } from '../js/kana.js';

function typed(...steps) {
  const r = new Reading();
  r.start();
  for (const s of steps)
    r.update(s);
  return r.end(steps.at(-1));
}

test('what changed lies between a common head and tail', () => {
  assert.deepEqual(difference('やま', 'やまべ'), { gone: '', come: 'べ' });
  assert.deepEqual(difference('山べ', '山邉'), { gone: 'べ', come: '邉' });
  assert.deepEqual(difference('ああ', 'あ'), { gone: 'あ', come: '' });
});

test('a conversion keeps the reading', () => {
  assert.equal(typed('y', 'や', 'やm', 'やま', 'やまb', 'やまべ', '山辺', '山邉'), 'やまべ');
});

test('choosing clause by clause keeps the reading', () => {
  assert.equal(typed('やまべとき', '山邉とき', '山邉トキ'), 'やまべとき');
});

test('live conversion: typing goes on behind kanji', () => {
  assert.equal(typed('や', 'やま', '山', '山b', '山べ', '山辺', '山辺t', '山辺と'), 'やまべと');
});

test('katakana and a lone n become hiragana', () => {
  assert.equal(typed('ト', 'トキ'), 'とき');
  assert.equal(typed('けn', '健'), 'けん');
});

test('what was deleted is gone', () => {
  assert.equal(typed('やまべ', 'やま', '山'), 'やま');
  assert.equal(typed('やまべ', ''), '');
});

test('text that never was kana has no reading', () => {
  assert.equal(typed('山邉'), '');
});
