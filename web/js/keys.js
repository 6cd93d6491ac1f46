// Keys outside text fields (switched off by <body data-keys="off">), and the
// two inside them: Ctrl+Enter saves, Esc leaves and keeps the text. What a key
// does stands in the page: data-key="n" on a link, a button or a field.
import { isComposing } from './ime.js';

const PAIR_MS = 1200;
const NOT_TEXT = new Set(['radio', 'checkbox', 'button', 'submit', 'reset', 'image', 'file', 'range', 'color']);
const LIST = [
  ['/', 'さがす'], ['c', '新規相談'], ['n', '記録する'], ['g h', 'ホーム'], ['g o', '概要'],
  ['g k', '支援経過'], ['g s', '共有'], ['j', 'つぎの行'], ['k', 'まえの行'], ['Enter', '行を開く'],
  ['x', 'やることを終える'], ['s', 'やることの日を変える'], ['e', 'いまの欄を直す'], ['p', '印刷'], ['1〜7', '手段を選ぶ（手段の欄で）'],
  ['1〜4', '見せ方を選ぶ（共有の表で）'], ['v', '相手の画面（共有の表で）'], ['o', '自分の画面・相手の画面'],
  ['Ctrl+Enter', '保存する（macOSでは⌘+Enter）'], ['Esc', '欄を出る（書いた文は残ります）'], ['?', 'この一覧'],
];

export const isText = e => e.isContentEditable || e.tagName === 'TEXTAREA' || e.tagName === 'SELECT' ||
  (e.tagName === 'INPUT' && !NOT_TEXT.has(e.type));
const isShown = e => e.checkVisibility ? e.checkVisibility() : e.getClientRects().length > 0;

/* The element of a key: one inside main wins over one outside. */
function find(key) {
  const all = [...document.querySelectorAll('[data-key]')].filter(e => e.dataset.key === key && isShown(e));
  return all.find(e => e.closest('#main')) ?? all[0];
}

function act(e) {
  if (isText(e))
    e.focus();
  else
    e.click();
  return true;
}

/* ---- rows -------------------------------------------------------------- */

function move(step) {
  const rows = [...document.querySelectorAll('[data-rows] [data-row]')].filter(isShown);
  if (!rows.length)
    return false;
  const at = rows.indexOf(document.activeElement.closest('[data-row]') ?? document.querySelector('[data-row].on'));
  const row = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  const link = row.querySelector('[data-open]') ?? row.querySelector('a, button');
  row.scrollIntoView({ block: 'nearest' });
  link?.focus({ preventScroll: true });
  /* an open note follows the row, and the focus stays in the list */
  if (link?.hasAttribute('hx-get') && document.querySelector('#pane.reader') && rows[at] !== row) {
    document.documentElement.dataset.stay = '';
    link.click();
  }
  return true;
}

function actOnRow(key) {
  const row = document.activeElement.closest('[data-row]');
  const e = row?.querySelector(`[data-act="${CSS.escape(key)}"]`);
  return e ? act(e) : false;
}

function edit() {
  const block = document.activeElement.closest('[data-block]');
  const all = [...(block ?? document).querySelectorAll('[data-edit]')].filter(isShown);
  if (!all.length || (!block && all.length > 1))
    return false;
  return act(all[0]);
}

/* ---- the list of keys ----------------------------------------------------- */

function make(tag, props, ...kids) {
  const e = Object.assign(document.createElement(tag), props);
  e.append(...kids);
  return e;
}

function help() {
  let d = document.getElementById('key-list');
  if (!d) {
    const dl = make('dl', { className: 'keys' });
    for (const [key, words] of LIST) {
      const dt = make('dt', {});
      key.split(' ').forEach((k, i) => dt.append(i ? ' ' : '', make('kbd', { textContent: k })));
      dl.append(dt, make('dd', { textContent: words }));
    }
    const close = make('button', { className: 'btn', textContent: '閉じる', autofocus: true });
    d = make('dialog', { id: 'key-list' }, make('h2', { textContent: 'キーの一覧', id: 'key-list-h' }), dl,
      make('p', { className: 'small', textContent: '1文字のキーは「表示の設定」で切れます。' }),
      make('form', { method: 'dialog' }, close));
    d.setAttribute('aria-labelledby', 'key-list-h');
    document.body.append(d);
  }
  if (!d.open)
    d.showModal();
  return true;
}

/* ---- fields ---------------------------------------------------------------- */

function save(form) {
  const button = form?.querySelector('[data-primary]');
  if (!button)
    return false;
  form.requestSubmit(button);
  return true;
}

function leave(e) {
  if (document.querySelector('dialog[open]'))
    return false;
  const pop = e.target.closest('details.pop[open]');
  if (pop) {
    pop.open = false;
    pop.querySelector('summary').focus();
    return true;
  }
  const panel = e.target.closest('[data-panel]');
  if (panel)
    return back(panel);
  if (isText(e.target)) {
    e.target.blur();
    return true;
  }
  return false;
}

let before = null;
function intoPanel() {
  const panel = document.querySelector('[data-panel]');
  if (!panel)
    return false;
  before = document.activeElement;
  ([...panel.querySelectorAll('button, a')].find(isShown) ?? panel).focus();
  return true;
}

function back() {
  before?.focus();
  return Boolean(before);
}

/* 1–7 in a group of choices. */
function choose(e) {
  const group = /^[1-9]$/.test(e.key) && !isText(e.target) && e.target.closest('[data-digits]');
  const pick = group && group.querySelectorAll('input[type="radio"]')[Number(e.key) - 1];
  if (!pick)
    return false;
  pick.focus();
  pick.click();
  return true;
}

/* Plain Enter never sends a form that is saved with Ctrl+Enter. */
function holdEnter(e) {
  return e.key === 'Enter' && e.target.tagName === 'INPUT' && e.target.type !== 'submit' &&
    Boolean(e.target.form?.querySelector('[data-primary]'));
}

/* ---- one handler ------------------------------------------------------------- */

let pending = '';
let timer = 0;

function single(e) {
  const pair = pending ? `${pending} ${e.key}` : '';
  pending = '';
  clearTimeout(timer);
  const found = (pair && find(pair)) || find(e.key);
  if (e.key === '?')
    return help();
  if (e.key === 'p' && !pair) {
    const print = document.querySelector('[data-print]');
    if (print)
      return act(print);
  }
  if (found)
    return act(found);
  if (e.key === 'g') {
    pending = 'g';
    timer = setTimeout(() => { pending = ''; }, PAIR_MS);
    return true;
  }
  if (e.key === 'j' || e.key === 'k')
    return move(e.key === 'j' ? 1 : -1);
  if (e.key === 'e')
    return edit();
  return e.key.length === 1 && actOnRow(e.key);
}

function handle(e) {
  if (e.key === 'Enter' && (e.ctrlKey || e.metaKey))
    return save(e.target.closest('form'));
  if (e.key === 'Escape')
    return leave(e);
  if (e.key === 'ArrowDown' && e.ctrlKey)
    return intoPanel();
  if (e.ctrlKey || e.metaKey || e.altKey)
    return false;
  if (choose(e) || holdEnter(e))
    return true;
  if (isText(e.target) || document.body.dataset.keys === 'off' || document.querySelector('dialog[open]'))
    return false;
  return single(e);
}

addEventListener('keydown', e => {
  if (!isComposing(e) && !e.defaultPrevented && e.target instanceof Element && handle(e))
    e.preventDefault();
});

addEventListener('click', e => {
  if (e.target.closest?.('[data-key="?"]') && !e.ctrlKey && !e.metaKey && document.body.dataset.keys !== 'off') {
    e.preventDefault();
    help();
  }
});
