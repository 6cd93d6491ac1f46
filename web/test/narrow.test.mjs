import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stands } from '../js/narrow.js';

test('what was typed stands in a name in whatever way it is written', () => {
  assert.ok(stands('北部包括 ともぶね市北部地域包括支援センター', '北部'));
  assert.ok(stands('ケアプランみなと', 'けあぷらん'));
  assert.ok(stands('ＮＰＯ ふね', 'npo'));
  assert.ok(stands('みなと 苑', 'みなと苑'));
  assert.ok(!stands('北部包括', '南部'));
});

test('several words: each of them', () => {
  assert.ok(stands('北部包括 地域包括支援センター', '支援　北部'));
  assert.ok(!stands('北部包括 地域包括支援センター', '支援 南部'));
});

test('nothing typed leaves all', () => {
  assert.ok(stands('社協', ''));
  assert.ok(stands('社協', ' '));
});
