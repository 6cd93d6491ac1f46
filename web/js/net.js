// No connection, and what the page says about it. One strip for everyone:
// reasons come and go, the strip stands while there is one.
const reasons = new Set();
let lastDraft = '';

const strip = () => document.getElementById('offline');

function draw() {
  const s = strip();
  if (!s)
    return;
  s.hidden = reasons.size === 0;
  const at = s.querySelector('[data-last-draft]');
  if (at)
    at.textContent = lastDraft ? `下書き保存 ${lastDraft}` : '';
}

export function down(reason) {
  reasons.add(reason);
  draw();
}

export function up(reason) {
  reasons.delete(reason);
  draw();
}

export function drafted(time) {
  lastDraft = time;
  draw();
}

export const lastDraftTime = () => lastDraft;
export const redraw = draw;
