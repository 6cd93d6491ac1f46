// What every case stands on: the environment, the server's clock, browsers
// that can be killed, and what is wrong with a page whoever looks at it.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const env = name => process.env[name] || die(`${name} is not set: see README.md`);
function die(words) {
  console.error(words);
  process.exit(2);
}

export const url = env('TOMOBUNE_URL');
export const database = env('TOMOBUNE_DATABASE');
export const data = env('TOMOBUNE_DATA');
export const program = env('TOMOBUNE_BIN');
export const pg = process.env.TOMOBUNE_PG || '';
const clockFile = env('TOMOBUNE_CLOCK');
const shots = process.env.TOMOBUNE_SHOTS || '';
const WIDE = { width: 1366, height: 768 }, PHONE = { width: 390, height: 844 };

const passwords = new Map(readFileSync(env('TOMOBUNE_ACCOUNTS'), 'utf8').trim()
  .split('\n').map(line => line.split('\t').slice(0, 2)));
if (shots)
  mkdirSync(shots, { recursive: true });

/* ---- cases ---------------------------------------------------------------- */

const sum = { passed: 0, failed: 0, skipped: 0 };
export class Skip extends Error {}
class Late extends Error {}

/* One named case; true when it passed. A failure is told and the next goes on. */
export async function test(name, body) {
  const began = Date.now();
  const only = process.env.ONLY;
  if (only && !name.includes(only))
    return true;
  try {
    await body();
    await quiet();
    sum.passed++;
    console.log(`ok ${name} (${Date.now() - began} ms)`);
    return true;
  } catch (e) {
    if (e instanceof Skip) {
      sum.skipped++;
      console.log(`skip ${name}: ${e.message}`);
      return true;
    }
    sum.failed++;
    console.log(`not ok ${name}\n${told(e)}`);
    await broken(name);
  }
  return false;
}

/* What happened, and where in our files. */
function told(e) {
  if (e instanceof Late)
    return '    an earlier step failed';
  const lines = String(e.stack ?? e).split('\n').filter(l => !/^\s+at /.test(l) || /e2e\/(?!world)\w+\.mjs/.test(l));
  return lines.map(l => `    ${l}`).join('\n');
}

/* The steps of one story: what stands on a failed step is not tried. */
export function story() {
  let whole = true;
  return async (name, body) => {
    whole = await test(name, whole ? body : () => { throw new Late(); }) && whole;
  };
}

export function tally() {
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  return sum.failed || !sum.passed ? 1 : 0;
}

/* ---- the server's clock --------------------------------------------------- */

/* clock('2026-11-02', '10:12'): Japanese time. The server reads the file anew
 * because it is another one. */
export function clock(day, time) {
  const ms = Date.parse(`${day}T${time}:00+09:00`);
  writeFileSync(`${clockFile}.new`, `${ms} 1\n`);
  renameSync(`${clockFile}.new`, clockFile);
}

/* ---- browsers ------------------------------------------------------------- */

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const open = new Set();

/* A browser of its own process, so that it can be killed in mid-sentence. */
export async function browse() {
  const server = await chromium.launchServer({ executablePath: '/usr/bin/chromium', args: ARGS });
  const browser = await chromium.connect(server.wsEndpoint());
  const b = {
    browser,
    kill: async () => { open.delete(b); await server.kill(); },
    close: async () => { open.delete(b); await browser.close(); await server.close(); },
  };
  open.add(b);
  return b;
}

export async function closeAll() {
  for (const b of [...open])
    await b.close();
}

const wrong = [];

/* 401, 403, 404, 409 and 422 are answers like others; the browser calls them
 * errors. htmx does when a click leaves the page while its stream opens, and
 * when the stream of what one may not see any more does not open again. */
const ANSWERS = [/status of (401|403|404|409|422)/, /htmx:error: Failed to fetch/,
  /htmx:sse:error: SSE reconnect failed with status 404/];
const expected = text => ANSWERS.some(a => a.test(text));

/* A window: its page, with everything it complains about kept in `wrong`. */
export async function openWindow(b, options = {}) {
  const context = await b.browser.newContext({ viewport: WIDE, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', ...options });
  context.setDefaultTimeout(12000);
  await context.addInitScript(() => addEventListener('securitypolicyviolation',
    e => console.error(`CSP ${e.violatedDirective} ${e.blockedURI} ${e.sample}`)));
  const page = await context.newPage();
  page.on('console', m => {
    if (['error', 'warning'].includes(m.type()) && !expected(m.text()))
      wrong.push(`${page.url()} console: ${m.text()}`);
  });
  page.on('pageerror', e => wrong.push(`${page.url()} script: ${e.message}`));
  return page;
}

async function quiet() {
  const all = wrong.splice(0);
  if (all.length)
    throw new Error(`the browser complained:\n${all.join('\n')}`);
}

/* A picture of every window when a case failed. */
async function broken(name) {
  wrong.splice(0);
  let i = 0;
  for (const b of open)
    for (const c of b.browser.contexts())
      for (const p of c.pages())
        if (shots)
          await p.screenshot({ path: `${shots}/failed-${name.replace(/\W+/g, '-').slice(0, 40)}-${i++}.png` }).catch(() => {});
}

/* ---- doing things --------------------------------------------------------- */

/* By keyboard alone: the name field has the focus when the page opens. */
export async function signIn(page, login, next = '/login') {
  if (next)
    await page.goto(url + next);
  await page.locator('#login:focus').waitFor();
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(passwords.get(login));
  await page.keyboard.press('Enter');
  await page.locator('header.top').waitFor();
}

/* Clicks into a field and types; what stood there is replaced. */
export async function write(page, field, text) {
  const at = typeof field === 'string' ? page.locator(field) : field;
  await at.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/* Chooses one of a group by pointer. */
export const pick = (within, name) => within.getByRole('radio', { name, exact: true }).click();

/* Searches by keyboard: `/`, the words, Enter. */
export async function search(page, words) {
  await page.keyboard.press('/');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: `「${words}」でさがしました` }).waitFor();
}

export function must(yes, words) {
  if (!yes)
    throw new Error(words);
}

export async function mustSay(page, text, where = 'body') {
  await page.locator(where).filter({ hasText: text }).first().waitFor({ timeout: 5000 })
    .catch(async () => {
      const said = await page.locator(where).first().innerText().catch(() => '(nothing there)');
      throw new Error(`「${text}」 is not in ${where}:\n${said.slice(0, 1500)}`);
    });
}

/* ---- looking at a page ----------------------------------------------------- */

export const pages = {};

/* Chance is no difference: tokens, nonces and keys become T1, T2 … in the
 * order in which the page shows them. */
export function canonical(html) {
  const seen = new Map();
  // axe leaves empty styles behind, and looks at a page of one database only.
  return html.replaceAll(' style=""', '').replace(/[A-Za-z0-9_-]{22,}/g, t => {
    if (!/[0-9A-Z]/.test(t))
      return t;
    if (!seen.has(t))
      seen.set(t, `T${seen.size + 1}`);
    return seen.get(t);
  });
}

async function keep(page, name, { dom }) {
  const text = dom ? await page.locator('#main').evaluate(e => e.outerHTML)
    : await page.evaluate(async () => (await fetch(location.href)).text());
  pages[name] = canonical(text);
}

async function kept(page) {
  return page.evaluate(async () => {
    const found = [];
    for (const [name, s] of [['localStorage', localStorage], ['sessionStorage', sessionStorage]])
      if (s.length)
        found.push(`${name}: ${Object.keys(s).join(' ')}`);
    const dbs = await indexedDB.databases();
    if (dbs.length)
      found.push(`IndexedDB: ${dbs.map(d => d.name).join(' ')}`);
    const boxes = 'caches' in self ? await caches.keys() : [];
    if (boxes.length)
      found.push(`caches: ${boxes.join(' ')}`);
    if (document.cookie)
      found.push(`cookies a script can read: ${document.cookie}`);
    return found;
  });
}

/* Nothing is stored in the browser but the session's cookies. */
export async function mustKeepNothing(page, cookies) {
  const found = await kept(page);
  for (const c of await page.context().cookies())
    if (!cookies.includes(c.name))
      found.push(`cookie ${c.name}`);
  must(!found.length, `kept in the browser:\n${found.join('\n')}`);
}

/* What is in order is only counted: to describe each node of it takes a third
 * of the time. */
async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true)
    .options({ resultTypes: ['violations'] }).analyze();
  return violations.flatMap(v => v.nodes.map(n => `axe ${v.id} (${v.impact}): ${n.target.join(' ')} ${n.failureSummary?.replace(/\s+/g, ' ') ?? ''}`));
}

/* What no page may do, at this width. */
async function faults(page) {
  return page.evaluate(() => {
    const found = [], root = document.documentElement;
    if (Number(root.dataset.strip ?? 0))
      found.push(`htmx:security:strip ${root.dataset.strip}`);
    if (root.scrollWidth > root.clientWidth)
      found.push(`wider than the window by ${root.scrollWidth - root.clientWidth}`);
    const h1 = document.querySelectorAll('h1').length;
    if (h1 !== 1)
      found.push(`${h1} h1`);
    return found;
  });
}

async function picture(page, name, width) {
  if (shots)
    await page.screenshot({ path: `${shots}/${name}-${width}.jpg`, quality: 90 });
}

/* Axe and both widths, a picture of each. */
async function inspect(page, name, { wide }) {
  const found = await axe(page);
  await picture(page, name, 1366);
  if (wide)
    return found;
  await page.setViewportSize(PHONE);
  found.push(...(await faults(page)).map(f => `at 390: ${f}`));
  await picture(page, name, 390);
  await page.setViewportSize(WIDE);
  return found;
}

/*
 * Looks at the page as a whole: policies, storage, and inspect, unless the run
 * on SQLite has inspected the same bytes. They are kept for the other
 * database. dom: the page came by a POST, so what stands in #main counts.
 */
export async function look(page, name, options = {}) {
  const found = await faults(page);
  if (!options.differs)
    await keep(page, name, options);
  if (options.differs || pages[name] !== theirs[name])
    found.push(...await inspect(page, name, options));
  found.push(...await kept(page));
  must(!found.length, `${name}:\n${found.join('\n')}`);
}

/* Leaves the pages for the run on PostgreSQL. */
export function leavePages() {
  const folder = process.env.TOMOBUNE_PAGES;
  if (!folder)
    return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${database}.json`, JSON.stringify(pages));
}

/* What the run on SQLite left, for the one on PostgreSQL. */
const theirs = (() => {
  if (database === 'sqlite')
    return {};
  try {
    return JSON.parse(readFileSync(`${process.env.TOMOBUNE_PAGES}/sqlite.json`, 'utf8'));
  } catch {
    return {};
  }
})();

export function comparePages() {
  if (!Object.keys(theirs).length)
    throw new Skip('no run on SQLite to compare with');
  const names = [...new Set([...Object.keys(pages), ...Object.keys(theirs)])];
  const found = names.filter(n => pages[n] !== theirs[n]).map(n => difference(n, pages[n] ?? '', theirs[n] ?? ''));
  must(names.length >= 25, `only ${names.length} pages to compare`);
  must(!found.length, `not the same as on SQLite:\n${found.join('\n')}`);
}

function difference(name, ours, theirs) {
  let i = 0;
  while (i < ours.length && ours[i] === theirs[i])
    i++;
  const around = s => s.slice(Math.max(0, i - 60), i + 80).replace(/\n/g, '⏎');
  return `${name} at ${i}:\n  here  ${around(ours)}\n  there ${around(theirs)}`;
}
