// Small manners of the page: popovers close, conditional parts show, the mark
// 「記録しました」 calms down after four seconds, fields grow with their text.
import { placeFocus } from './swap.js';

document.addEventListener('click', e => {
  for (const d of document.querySelectorAll('details.pop[open]'))
    if (!d.contains(e.target))
      d.open = false;
  if (e.target.closest?.('[data-print]'))
    print();
});

/* One popover at a time. */
document.addEventListener('toggle', e => {
  if (!e.target.matches?.('details.pop[open]'))
    return;
  for (const d of document.querySelectorAll('details.pop[open]'))
    if (d !== e.target && !d.contains(e.target))
      d.open = false;
}, true);

function showParts(form) {
  for (const part of form.querySelectorAll('[data-show-when]')) {
    const [name, value] = part.dataset.showWhen.split('=');
    part.hidden = !new FormData(form).getAll(name).includes(value);
  }
}

document.addEventListener('change', e => e.target.form && showParts(e.target.form));

/* A value in a field of a sheet takes its 「未確認」 away, and back again. */
document.addEventListener('input', e => {
  const empties = e.target.name && e.target.form?.elements[`${e.target.name}.empty`];
  if (!(empties instanceof RadioNodeList))
    return;
  const filled = new FormData(e.target.form).getAll(e.target.name).some(Boolean);
  if (filled === [...empties].some(r => r.checked))
    for (const r of empties)
      r.checked = !filled && r.value === '';
});

if (!CSS.supports('field-sizing', 'content'))
  document.addEventListener('input', e => {
    if (e.target.tagName !== 'TEXTAREA')
      return;
    e.target.style.height = 'auto';
    e.target.style.height = `${e.target.scrollHeight + 2}px`;
  });

function calmDown() {
  for (const row of document.querySelectorAll('.just-saved'))
    setTimeout(() => {
      row.classList.remove('just-saved');
      row.querySelector('.saved-mark')?.remove();
    }, 4000);
}

function begin() {
  for (const form of document.forms)
    showParts(form);
  calmDown();
}

document.addEventListener('htmx:after:swap', begin);
document.addEventListener('DOMContentLoaded', () => {
  begin();
  const main = document.getElementById('main');
  if (main?.querySelector('.errors, [data-focus]') && (document.activeElement === document.body || main.querySelector('.errors')))
    placeFocus(main);
});
