// <tb-gist data-from="note-body">: 要点 is the first line of the text, at most
// 40 characters, until a person edits it.
import { gistOf } from './gist.js';

customElements.define('tb-gist', class extends HTMLElement {
  connectedCallback() {
    const from = document.getElementById(this.dataset.from);
    const input = this.querySelector('input');
    if (!from || !input || this.ready)
      return;
    this.ready = true;
    let follows = input.value === '' || input.value === gistOf(from.value);
    from.addEventListener('input', () => {
      if (follows)
        input.value = gistOf(from.value);
    });
    input.addEventListener('input', () => {
      follows = input.value === '';
    });
  }
});
