// The matrix of S42: arrows move among its cells, Enter opens one, 1–4 open it
// with that state chosen, v shows the recipient's screen of the column. A cell
// is a link and opens as a page of its own without this.
import { isText } from './keys.js';

const STATES = { 1: 'C', 2: 'O', 3: 'M', 4: 'H' };
const STEP = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
let chosen = '';

const cells = grid => [...grid.tBodies[0].rows]
  .map(row => [...row.querySelectorAll('[data-cell]')]).filter(row => row.length);

function place(cell) {
  const rows = cells(cell.closest('[data-grid]'));
  const r = rows.findIndex(row => row.includes(cell));
  return { rows, r, c: rows[r].indexOf(cell) };
}

function move(cell, [down, right]) {
  const { rows, r, c } = place(cell);
  const row = rows[Math.min(rows.length - 1, Math.max(0, r + down))];
  row[Math.min(row.length - 1, Math.max(0, c + right))].focus();
}

function see(cell) {
  const head = cell.closest('table').tHead.rows[0].cells[place(cell).c + 1];
  head.querySelector('[data-see]')?.click();
}

function close() {
  const pane = document.querySelector('.share-right #cell');
  if (!pane || !pane.childElementCount)
    return false;
  const empty = document.createElement('div');
  empty.id = 'cell';
  pane.replaceWith(empty);
  document.querySelector('[data-cell].open')?.focus();
  return true;
}

document.addEventListener('keydown', e => {
  if (e.key === 'Escape' && close())
    return e.preventDefault();
  const cell = e.target.closest?.('[data-grid] [data-cell]');
  if (!cell || e.ctrlKey || e.metaKey || e.altKey || isText(e.target))
    return;
  if (STEP[e.key])
    move(cell, STEP[e.key]);
  else if (document.body.dataset.keys === 'off')
    return;
  else if (STATES[e.key]) {
    chosen = STATES[e.key];
    cell.click();
  } else if (e.key === 'v')
    see(cell);
  else
    return;
  e.preventDefault();
  e.stopPropagation();
}, true);

document.addEventListener('click', e => {
  const cell = e.target.closest?.('[data-cell]');
  for (const old of document.querySelectorAll('[data-cell].open'))
    if (cell)
      old.classList.toggle('open', old === cell);
  cell?.classList.add('open');
  if (e.target.closest?.('#cell [data-close]') && close())
    e.preventDefault();
});

document.addEventListener('htmx:after:swap', () => {
  const pane = document.querySelector('.share-right #cell');
  if (!pane || !chosen)
    return;
  const radio = pane.querySelector(`[name="state"][value="${chosen}"]`);
  chosen = '';
  if (radio) {
    radio.checked = true;
    pane.querySelector('#reason')?.focus();
  }
});
