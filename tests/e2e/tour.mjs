// Every page the story did not come by, looked at as a whole.
import { matrix } from './matrix.mjs';
import { a } from './scenario.mjs';
import { fillConsent } from './sharing.mjs';
import { browse, clock, look, must, openWindow, signIn, test, url, write } from './world.mjs';

/* Name, and the path: below the case when it does not begin with `/`. */
const PAGES = [
  ['S10-home', '/'],
  ['S20-cases', '/cases'],
  ['S23-search-empty', '/search'],
  ['S02-sessions', '/sessions'],
  ['S03-help', '/help'],
  ['S04-not-there', '/cases/AAAAAAAAAAAAAAAAAAAAAA'],
  ['S35-genogram', 'genogram'],
  ['S35-paper', 'genogram?paper=a4'],
  ['S31-household-edit', 'household/edit'],
  ['S31-household-past', 'household/history'],
  ['S31-relations', 'relations'],
  ['S31-relations-past', 'relations/history'],
  ['S33-time', 'notes?view=time'],
  ['S37-tasks', 'tasks'],
  ['S38-sheets', 'sheets'],
  ['S39-looked-of-case', 'looked'],
  ['S30-print', 'print'],
  ['S42-share', 'share'],
  ['S42-who-sees', 'who'],
  ['S42-refer', 'refer'],
  ['S11-refer', '/refer'],
];

/* Name, where from, and the link that is followed. */
const LINKS = [
  ['S30-item-edit', '', '#main a[data-edit]'],
  ['S38-sheet', 'sheets', '#main a[href*="/sheets/"]'],
  ['S42-by-person', 'share', '#main a:has-text("人ごとに見る")'],
  ['S42-cell', 'share', '#main [data-cell]:has-text("そのまま")'],
  ['S42-cell-without-basis', 'share?by=person', '#main [data-cell]:has-text("同意なし")'],
  ['S42-stop', 'share', '#main a[href$="/stop"]'],
  ['S42-once', 'share/add?once=1', '#main a:has-text("社協")'],
];

export async function tour() {
  const b = await browse();
  clock('2026-11-13', '09:00');
  const page = await openWindow(b);
  await signIn(page, 'ishii');
  const at = path => path.startsWith('/') ? url + path : path ? `${a.casefile}/${path}` : a.casefile;
  for (const [name, path] of PAGES)
    await test(`the page ${name}`, async () => {
      await page.goto(at(path));
      /* what two windows did in one instant stands in either order */
      await look(page, name, { differs: name === 'S39-looked-of-case' });
    });
  for (const [name, path, link] of LINKS)
    await test(`the page ${name}`, async () => {
      await page.goto(at(path));
      await page.locator(link).first().click();
      await page.waitForTimeout(300);
      await look(page, name);
    });
  await paper(page);
  await tasks(page);
  await matrix(page);
  await b.close();
}

async function paper(page) {
  for (const act of ['plain', 'easy'])
    await test(`the paper that is signed, ${act}`, async () => {
      await page.goto(`${a.casefile}/share`);
      await page.getByRole('link', { name: '同意を記録' }).first().click();
      await fillConsent(page, [['社協（機関の人みんな）', ['基本', '支援経過']]]);
      await page.locator(`button[name="act"][value="${act}"]`).click();
      await page.locator('[data-print]').first().waitFor();
      await look(page, `S42-paper-${act}`, { differs: true });
    });
}

async function tasks(page) {
  await test('a task: what, who, until when, and done with a note', async () => {
    await page.goto(`${a.casefile}/notes`);
    await page.keyboard.press('n');
    await page.keyboard.type('病院に電話。予約は来週。');
    await write(page, '#next-what-0', '受診に付きそう');
    await write(page, '#next-due-0', '来週火曜');
    await page.keyboard.press('Control+Enter');
    await page.locator('#notes .saved-mark').first().waitFor();
    await page.goto(`${url}/`);
    const row = page.locator('[data-row]', { hasText: '受診に付きそう' });
    await row.waitFor();
    await look(page, 'S10-home-task');
    await row.locator('.tick').click();
    await page.getByRole('button', { name: /記録して完了/ }).waitFor();
    await look(page, 'S10-home-done', { dom: true });
    await page.getByRole('button', { name: /記録して完了/ }).click();
    await row.waitFor({ state: 'detached' });
    await page.goto(`${a.casefile}/notes`);
    must(await page.locator('#notes tbody tr', { hasText: '受診に付きそう' }).count() === 1, 'the done task left no note');
  });
}
