// What happens around an htmx request: where the answer goes, what is kept
// when there is no answer, and where the focus goes afterwards.
import { noStream } from './live.js';
import { down, redraw, up } from './net.js';
import { say } from './say.js';
import { endSession, isSignedOut } from './session.js';

const RETRY = 4000;
const waiting = new Map();	/* form → timer of the next try */

document.documentElement.dataset.strip = '0';
document.addEventListener('htmx:security:strip', () => {
  document.documentElement.dataset.strip = String(Number(document.documentElement.dataset.strip) + 1);
});

/* ---- no answer ---------------------------------------------------------- */

function retryLater(form, submitter) {
  down(form);
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => retry(form, submitter), RETRY));
}

function retry(form, submitter) {
  waiting.delete(form);
  if (form.isConnected)
    form.requestSubmit(submitter?.isConnected ? submitter : undefined);
  else
    up(form);
}

addEventListener('online', () => {
  for (const [form, timer] of waiting) {
    clearTimeout(timer);
    retry(form);
  }
});

const isForm = ctx => ctx?.sourceElement?.tagName === 'FORM' && ctx.request.method !== 'GET';

document.addEventListener('htmx:error', e => {
  const { ctx } = e.detail;
  if (isForm(ctx) && !ctx.response)
    retryLater(ctx.sourceElement, ctx.request.submitter);
});

/* The number a person is asked to tell, when the page carries one. */
function trouble(text) {
  const n = text.replace(/<[^>]*>/g, '').match(/受付番号\s*([0-9A-Z]{4,8})/)?.[1];
  tell(n
    ? `処理できませんでした。書いた内容はこの画面と下書きにあります。受付番号 ${n} を添えて、機関の管理者に知らせてください。`
    : '処理できませんでした。書いた内容はこの画面に残っています。もう一度押してください。');
}

/* A strip under the banner, and aloud. */
function tell(words) {
  const p = document.createElement('div');
  p.className = 'strip warn';
  const inner = document.createElement('div');
  inner.className = 'wrap';
  inner.textContent = words;
  p.append(inner);
  p.id = 'trouble';
  document.getElementById('trouble')?.remove();
  document.getElementById('strips')?.append(p);
  say(inner.textContent);
}

/* Refused, e.g. a page of the desk before: what was typed stays where it is. */
function refused(text) {
  const [, what, then] = text.match(/<div class="calm"><h1[^>]*>([^<]*)<\/h1><p>([^<]*)<\/p>/) ?? [];
  tell(`${what ?? 'この操作はできません。'}${then ?? ''}`);
}

/* ---- an answer ------------------------------------------------------------ */

document.addEventListener('htmx:before:response', e => {
  const { ctx } = e.detail, { raw } = ctx.response;
  if (isSignedOut(raw)) {
    e.preventDefault();
    endSession();
  } else if (ctx.sourceElement.id === 'news') {
    e.preventDefault();	/* nothing to draw */
    noStream(ctx.sourceElement, raw.status);
  } else if (isForm(ctx) && [502, 503, 504].includes(raw.status)) {
    e.preventDefault();
    retryLater(ctx.sourceElement, ctx.request.submitter);
  }
});

document.addEventListener('htmx:after:request', e => {
  const { ctx } = e.detail, { raw } = ctx.response;
  up(ctx.sourceElement);
  document.getElementById('trouble')?.remove();
  const isOurs = !ctx.select?.startsWith('#') || ctx.text.includes(`id="${ctx.select.slice(1)}"`);
  if (isForm(ctx) && raw.status === 403) {
    e.preventDefault();
    refused(ctx.text);
  } else if (!isOurs && ctx.select !== '#main' && ctx.text.includes('id="main"')) {
    toWholePage(ctx, raw);
  } else if (!isOurs || (isForm(ctx) && raw.status >= 500)) {
    e.preventDefault();
    trouble(ctx.text);
  } else if (raw.redirected && (ctx.select === '#main' || ctx.target === document.body)) {
    toWholePage(ctx, raw);
  }
});

/* Saved, and sent on to another page: its banner and tabs come with it. */
function toWholePage(ctx, raw) {
  const url = new URL(raw.url);
  ctx.target = document.body;
  ctx.select = null;
  ctx.swap = 'innerHTML';
  if (raw.redirected)
    ctx.push = url.pathname + url.search;
  ctx.whole = true;
}

/* ---- afterwards ------------------------------------------------------------ */

function heading(part) {
  const h = part.querySelector('h1, h2, h3');
  if (h && !h.hasAttribute('tabindex'))
    h.tabIndex = -1;
  return h;
}

export function placeFocus(part) {
  const now = document.activeElement;
  if (!part.querySelector('.errors') && part.contains(now) && now.autofocus)
    return;
  const to = part.querySelector('.errors') ??
    (part.matches('[data-focus]') ? part : part.querySelector('[data-focus]'));
  if (to)
    to.focus({ preventScroll: to.tagName === 'TABLE' });
  else if (!part.contains(document.activeElement) || document.activeElement === document.body)
    heading(part)?.focus();
}

function markRow(ctx) {
  const row = ctx.target?.id === 'pane' &&
    document.querySelector(`[data-open][hx-get="${CSS.escape(ctx.request.action)}"]`)?.closest('[data-row]');
  if (!row)
    return;
  for (const r of row.parentElement.children)
    r.classList.toggle('on', r === row);
}

document.addEventListener('htmx:after:swap', e => {
  const { ctx } = e.detail;
  const { stay } = document.documentElement.dataset;
  delete document.documentElement.dataset.stay;
  redraw();
  markRow(ctx);
  const part = ctx.whole ? document.getElementById('main')
    : ctx.select?.startsWith('#') ? document.getElementById(ctx.select.slice(1)) : null;
  if (ctx.whole)
    scrollTo(0, 0);
  if (part && stay == null)
    placeFocus(part);
  const told = (part ?? ctx.target)?.querySelector?.('[data-announce], .saved-mark, .errors h2');
  if (told)
    say(told.textContent);
});
