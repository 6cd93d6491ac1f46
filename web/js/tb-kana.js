// <tb-kana data-for="name">: around the input for the reading of the input
// with that id. What a person wrote there by hand is never overwritten.
import { Reading, toHiragana } from './kana.js';

const TYPED = /^[ぁ-ゖァ-ヺー\s]+$/u;

customElements.define('tb-kana', class extends HTMLElement {
  connectedCallback() {
    const name = document.getElementById(this.dataset.for);
    const kana = this.querySelector('input');
    if (!name || !kana || this.ready)
      return;
    this.ready = true;
    let byHand = kana.value !== '';
    const reading = new Reading();
    const set = text => {
      kana.value = text;
      kana.dispatchEvent(new Event('input', { bubbles: true }));
    };
    kana.addEventListener('input', e => {
      if (e.isTrusted)
        byHand = kana.value !== '';
    });
    name.addEventListener('compositionstart', () => reading.start());
    name.addEventListener('compositionupdate', e => reading.update(e.data));
    name.addEventListener('compositionend', e => {
      const more = reading.end(e.data);
      if (more && !byHand)
        set(kana.value + more);
    });
    name.addEventListener('input', e => {
      if (byHand || e.isComposing)
        return;
      if (name.value === '')
        set('');
      else if (e.isTrusted && e.inputType === 'insertText' && TYPED.test(e.data ?? ''))
        set((kana.value + toHiragana(e.data)).replace(/\s+/gu, ' '));
    });
  }
});
