// The people of scenario A, each with a window of their own, all open at once;
// and what one of them receives, byte by byte.
import { browse, clock, must, openWindow, search, signIn, url } from './world.mjs';
import { a } from './scenario.mjs';

export const who = {};		/* login: their window */
let b;

/* The same morning for all: their windows, signed in. */
export async function gather(day, time, ...logins) {
  clock(day, time);
  b ??= await browse();
  for (const login of logins) {
    who[login] ??= await listen(await openWindow(b));
    await who[login].context().clearCookies();
    await signIn(who[login], login);
  }
}

/* The same at another address. */
export async function sitAt(address, login) {
  await who[login].context().clearCookies();
  await who[login].goto(`${address}/login`);
  await signIn(who[login], login, '');
}

export async function part() {
  await b?.close();
  b = null;
}

/* ---- what came ----------------------------------------------------------- */

/* Every body this window received, as text. */
function listen(page) {
  page.came = [];
  page.on('response', r => {
    const type = r.headers()['content-type'] ?? '';
    if (!/html|json|csv|plain/.test(type))
      return;
    const one = { url: r.url(), text: '' };
    page.came.push(one);
    one.done = r.text().then(t => { one.text = t; }, () => {});
  });
  return page;
}

/* Nothing this window received holds one of the words. What he typed himself
 * is said back to him: `own`. */
export async function mustNotHaveCome(page, words, own = []) {
  await Promise.all(page.came.map(c => c.done));
  must(page.came.length > 5, `only ${page.came.length} answers came`);
  for (const c of page.came) {
    const text = own.reduce((t, w) => t.replaceAll(`「${w}」でさがしました`, '').replaceAll(`value="${w}"`, ''), c.text);
    for (const w of words)
      must(!text.includes(w), `${w} came to him: ${c.url}\n…${around(text, w)}…`);
  }
}

const around = (text, word) => text.slice(Math.max(0, text.indexOf(word) - 120), text.indexOf(word) + 120);

/* The bytes at an address, as this person gets them. */
export const get = (page, at) => page.evaluate(async u => {
  const r = await fetch(u);
  return { status: r.status, text: await r.text() };
}, at);

/* Follows every link within the case, and the pages beside it; how many. */
export async function walk(page, from = [a.casefile, '/', '/cases', '/cases?who=agency', '/notices', '/search']) {
  const to = from.map(p => new URL(p, url).href), seen = new Set();
  while (to.length && seen.size < 90) {
    const at = to.shift();
    if (seen.has(at))
      continue;
    seen.add(at);
    const { text } = await get(page, at);
    for (const [, href] of text.matchAll(/href="([^"#]+)/g)) {
      const next = new URL(href.replaceAll('&amp;', '&'), at);
      if (next.origin === url && next.href.startsWith(a.casefile) && !/[?&](sort|draft)=/.test(next.search))
        to.push(next.href);
    }
  }
  return seen.size;
}

/* ---- small things everybody does ------------------------------------------ */

export const bodyOf = page => page.locator('#main').innerText();

/* How many notes and people a search finds. */
export async function found(page, words) {
  await search(page, words);
  return page.locator('[data-row] [data-open]').count();
}

/* The note with these words, in the reader. */
export async function readNote(page, words) {
  await page.goto(`${a.casefile}/notes`);
  await page.locator('#notes tbody tr', { hasText: words }).first().locator('a[data-open]').click();
  await page.locator('#pane.reader').waitFor();
  return page.locator('#pane.reader').innerText();
}

/* Every person's part of the overview, by name. */
export const member = (page, name) => page.locator('.members tr[data-row]', { hasText: name });

/* Counts the clicks of a person from here on. */
export async function countClicks(page) {
  const count = { n: 0 };
  await page.exposeFunction('tbClicked', () => { count.n++; }).catch(() => {});
  await page.addInitScript(() => addEventListener('pointerdown', e => e.isTrusted && window.tbClicked(), true));
  await page.reload();
  return count;
}
