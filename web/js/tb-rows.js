// <tb-rows>: around a table of input rows and the button 「行を足す」. Enter in
// the last field of the last row adds a row; in others it goes on to the next.
customElements.define('tb-rows', class extends HTMLElement {
  connectedCallback() {
    if (this.ready)
      return;
    this.ready = true;
    this.addEventListener('keydown', e => this.key(e));
    this.querySelector('button[name="more"]')?.addEventListener('click', e => {
      e.preventDefault();
      this.add();
    });
  }

  key(e) {
    if (e.key !== 'Enter' || e.ctrlKey || e.metaKey || e.isComposing || e.keyCode === 229)
      return;
    if (e.target.matches('button'))
      return;
    e.preventDefault();
    const fields = [...this.querySelectorAll('tbody :is(input:not([type="hidden"]), select)')];
    const next = fields[fields.indexOf(e.target) + 1];
    if (next)
      next.focus();
    else
      this.add();
  }

  add() {
    const last = this.querySelector('tbody tr:last-child');
    const n = this.querySelectorAll('tbody tr').length + 1;
    const row = last.cloneNode(true);
    const renumber = s => s.replace(/\d+(?!.*\d)/u, n);
    for (const f of row.querySelectorAll('input, select')) {
      if (f.type !== 'hidden' && f.tagName === 'INPUT') {
        f.value = '';
        f.removeAttribute('value');
      } else if (f.tagName === 'SELECT') {
        f.selectedIndex = 0;
      }
      f.removeAttribute('aria-invalid');
      if (f.id)
        f.id = renumber(f.id);
      if (/\d/.test(f.name))
        f.name = renumber(f.name);
      if (f.ariaLabel)
        f.ariaLabel = f.ariaLabel.replace(/^\d+/u, n);
    }
    for (const k of row.querySelectorAll('tb-kana'))
      k.dataset.for = renumber(k.dataset.for);
    for (const o of row.querySelectorAll('output'))
      o.textContent = '';
    last.after(row);
    row.querySelector('input:not([type="hidden"]), select')?.focus();
  }
});
