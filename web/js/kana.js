// The reading of a name from what an IME shows while it composes. Browsers
// never tell the reading; they tell the composing text after every key. What
// changed between two such texts is either typing (kana came or went) or a
// conversion (kanji came): only typing changes the reading.

const KANA = /^[ぁ-ゖァ-ヺー・゛゜\s]*[a-zａ-ｚ]*$/iu;
const LETTERS = /[a-zａ-ｚ]+$/iu;

export const toHiragana = s => s.normalize('NFKC').replace(/[ァ-ヶ]/gu, c => String.fromCharCode(c.charCodeAt(0) - 0x60));

/* What changed: { gone, come } between a common head and a common tail. */
export function difference(a, b) {
  let head = 0, tail = 0;
  while (head < a.length && head < b.length && a[head] === b[head])
    head++;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail))
    tail++;
  return { gone: a.slice(head, a.length - tail), come: b.slice(head, b.length - tail) };
}

export class Reading {
  start() {
    this.last = '';
    this.kana = '';
  }

  /* The composing text after a key. */
  update(text) {
    const { gone, come } = difference(this.last ?? '', text);
    this.last = text;
    if (KANA.test(text)) {
      this.kana = text;
    } else if (come && KANA.test(come) && KANA.test(gone)) {
      /* typed on after a live conversion: 山|べ → 山|べと */
      const kept = gone && this.kana.endsWith(gone) ? this.kana.slice(0, -gone.length) : this.kana;
      this.kana = kept + come;
    } else if (!come && gone && this.kana.endsWith(gone)) {
      this.kana = this.kana.slice(0, -gone.length);
    }
    if (!text)
      this.kana = '';
  }

  /* The committed text; the reading to append ('' when there is none). */
  end(text) {
    const kana = text ? this.kana.replace(LETTERS, l => (/^[nｎ]+$/iu.test(l) ? 'ん' : '')) : '';
    this.start();
    return toHiragana(kana);
  }
}
