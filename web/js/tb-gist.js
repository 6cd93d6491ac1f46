// <tb-gist data-from="note-body">: 要点 is the first line of the text, at most
// 40 characters, until a person edits it.
export const GIST_MAX = 40;

export function gistOf(text) {
  const line = text.split('\n').map(l => l.trim()).find(Boolean) ?? '';
  const all = [...line];
  if (all.length <= GIST_MAX)
    return line;
  /* end at a full stop when one stands late enough */
  const stop = all.slice(0, GIST_MAX).lastIndexOf('。');
  return all.slice(0, stop >= 10 ? stop + 1 : GIST_MAX).join('');
}

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
