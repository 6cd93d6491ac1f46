// <tb-rows>: around a table of input rows and the button 「行を足す」. Enter in
// the last field of the last row adds a row; in others it goes on to the next.
const NUMBERED = ['id', 'name', 'for', 'data-for', 'aria-describedby', 'aria-labelledby'];

/* The number of the row in a name: incomes.2.kind, birth2. */
const NUMBER = text => (/\.\d+\./u.test(text) ? /(?<=\.)\d+(?=\.)/u : /\d+(?!.*\d)/u);

function renumber(e, n, nth) {
  for (const a of NUMBERED)
    if (/\d/u.test(e.getAttribute(a) ?? ''))
      e.setAttribute(a, e.getAttribute(a).replace(NUMBER(e.getAttribute(a)), n));
  if (e.hasAttribute('aria-label'))
    e.setAttribute('aria-label', e.getAttribute('aria-label').replace(/^\d+/u, nth));
}

function clear(f) {
  f.removeAttribute('aria-invalid');
  if (f.type === 'checkbox' || f.type === 'radio')
    f.checked = f.value === '';
  else if (f.tagName === 'SELECT')
    f.selectedIndex = 0;
  else
    f.value = '';
}

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

  /* One more than the highest number in the rows' names and ids. */
  next() {
    const all = [...this.querySelectorAll('tbody [name], tbody [id]')].flatMap(e => [e.name, e.id]);
    return 1 + Math.max(0, ...all.map(t => Number(t?.match(NUMBER(t))?.[0] ?? 0)));
  }

  add() {
    const last = this.querySelector('tbody tr:last-child');
    const n = this.next(), nth = this.querySelectorAll('tbody tr').length + 1;
    const row = last.cloneNode(true);
    /* what the server hid in the row belongs to that row alone */
    row.querySelectorAll('input[type="hidden"], .field-error').forEach(e => e.remove());
    for (const e of row.querySelectorAll('*'))
      renumber(e, n, nth);
    for (const f of row.querySelectorAll('input, select, textarea'))
      clear(f);
    for (const o of row.querySelectorAll('output'))
      o.textContent = '';
    last.after(row);
    row.querySelector('input, select, textarea')?.focus();
  }
});
