// <tb-narrow data-label="機関をさがす">: around lists to choose from. Only what
// holds the typed words stays; Enter takes what alone is left. Nothing is asked
// of the server, and without scripts the lists are whole.
import { stands } from './narrow.js';
import { say } from './say.js';

customElements.define('tb-narrow', class extends HTMLElement {
  connectedCallback() {
    if (this.ready)
      return;
    this.ready = true;
    const field = document.createElement('div');
    const label = document.createElement('label');
    const input = document.createElement('input');
    field.className = 'field narrow-by';
    label.htmlFor = input.id = 'narrow-by';
    label.textContent = this.dataset.label;
    input.type = 'search';
    input.autocomplete = 'off';
    field.append(label, input);
    this.prepend(field);
    this.none = document.createElement('p');
    this.none.className = 'muted';
    this.none.textContent = '見つかりませんでした。';
    this.none.hidden = true;
    field.after(this.none);
    input.addEventListener('input', () => this.narrow(input.value));
    input.addEventListener('keydown', e => this.key(e));
  }

  left() {
    return [...this.querySelectorAll('li:not([hidden])')];
  }

  narrow(typed) {
    for (const item of this.querySelectorAll('li'))
      item.hidden = !stands(item.textContent, typed);
    for (const part of this.querySelectorAll('section'))
      part.hidden = !part.querySelector('li:not([hidden])');
    const n = this.left().length;
    this.none.hidden = n > 0;
    say(n ? `${n}件` : this.none.textContent);
  }

  key(e) {
    if (e.key !== 'Enter' || e.isComposing || e.keyCode === 229)
      return;
    e.preventDefault();
    const left = this.left();
    if (left.length === 1)
      left[0].querySelector('a').click();
  }
});
