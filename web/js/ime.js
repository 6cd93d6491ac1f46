// One guard for the whole page: while an IME composes, `input` events reach
// nobody (htmx would search for half a word), and one is sent again when the
// text has been committed, because Chromium sends none after the composition.
addEventListener('input', e => {
  if (e.isComposing)
    e.stopImmediatePropagation();
}, true);

addEventListener('compositionend', e => {
  queueMicrotask(() => e.target.dispatchEvent(
    new InputEvent('input', { bubbles: true, composed: true, data: e.data })));
}, true);

export const isComposing = e => e.isComposing || e.keyCode === 229;
