// What stands in a list for what was typed: without regard to width, to
// hiragana and katakana, to capitals or to blanks.
import { toHiragana } from './kana.js';

const folded = text => toHiragana(text).toLowerCase().replace(/\s+/gu, '');

/* Whether each word that was typed stands in the text. */
export function stands(text, typed) {
  const t = folded(text);
  return typed.split(/\s+/u).every(w => t.includes(folded(w)));
}
