// News of the casefile on the page, and the end of being allowed to show it.
// The stream carries opaque tokens only; what changed is fetched by the reader
// himself, with its own access check (src/kernel/live.h).
import { htmx } from './htmx.js';
import { endSession } from './session.js';
import { say } from './say.js';

const AGAIN = 3000;	/* ms until a stream that did not open is tried again */
const here = () => location.pathname + location.search;
let hurry = false;	/* this end of the stream was meant */

document.addEventListener('case', e => {
  const news = document.getElementById('news'), strip = document.getElementById('news-strip');
  if (!strip?.hidden || e.detail?.data !== news?.dataset.watch)
    return;
  const link = strip.querySelector('a');
  if (link)
    link.href = here();
  strip.hidden = false;
  say('新しい記録があります');
});

/* ---- what may not be shown any more ------------------------------------- */

/* Out of sight at once, then asked for anew: as it may be seen now, or the page
 * that says nothing. Not emptied: a form on it sends its draft on leaving. */
function lookAgain() {
  document.documentElement.hidden = true;
  location.replace(here());
}

/* A page that was just fetched so is believed: no mistake may make a circle. */
const cameFromHere = () => document.referrer === location.origin + here();

document.addEventListener('lens', e => {
  const { mark, heard } = e.target.dataset;
  e.target.dataset.heard = '1';
  if (e.detail.data !== mark && (heard || !cameFromHere()))
    lookAgain();
});

document.addEventListener('access', () => { hurry = true; });
document.addEventListener('visibilitychange', () => { hurry = true; });

/* A page out of the history may be older than its right to be seen. */
addEventListener('pageshow', e => {
  if (e.persisted && document.getElementById('news')?.dataset.mark)
    lookAgain();
});

/* ---- the stream ------------------------------------------------------------ */

/* After an end that was meant, at once; after any other, as the stream does by
 * itself, so that a server that starts is not run over. */
document.addEventListener('htmx:sse:before:connection', e => {
  const { connection } = e.detail;
  if (hurry)
    setTimeout(() => connection.delayCanceller?.(), Math.random() * 100);
  hurry = false;
});

function refused(status) {
  if (status === 401)
    endSession();
  else if (status === 404)
    lookAgain();
}

document.addEventListener('htmx:sse:error', e => refused(e.detail.status));

/* The first opening is an ordinary request: swap.js leaves its answer to us. */
export function noStream(news, status) {
  refused(status);
  if (status >= 500)
    setTimeout(() => openAgain(news), AGAIN + Math.random() * AGAIN);
}

function openAgain(news) {
  if (news.isConnected)
    htmx.ajax('GET', news.getAttribute('hx-sse:connect'), { source: news });
}

document.addEventListener('htmx:error', e => {
  if (e.detail.ctx?.sourceElement?.id === 'news' && !e.detail.ctx.response)
    noStream(e.detail.ctx.sourceElement, 503);
});
