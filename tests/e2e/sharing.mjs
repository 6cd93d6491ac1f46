// Scenario A, step 4: トキ agrees, and each agency gets its own view.
import { bodyOf, countClicks, found, gather, get, member, mustNotHaveCome, readNote, walk, who } from './people.mjs';
import { a } from './scenario.mjs';
import { canonical, look, must, mustSay, search, url, write } from './world.mjs';

export const CLOSED = 'この項目は、あなたの機関には共有されていません。';
const MONEY = ['104,000', '104000', '滞納', '家賃'];
const ALL = ['ishii', 'onishi', 'nakahara', 'noguchi'];

export async function sharing(step) {
  await step('A4 the arrears stand on the money sheet', async () => {
    await gather('2026-11-05', '09:40', ...ALL, 'aoki', 'koga');
    await money(who.ishii);
    for (const login of ALL.slice(1)) {
      const r = await who[login].goto(a.casefile);
      must(r.status() === 404, `${login} gets ${r.status()} before anything is shared`);
    }
  });

  await step('A4 nothing is shared, and without a basis nothing can be', async () => {
    const page = who.ishii;
    await page.goto(a.casefile);
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.waitForURL(/\/share$/);
    await mustSay(page, 'まだどの機関にも共有していません。');
    await look(page, 'S42-empty');
    await page.getByRole('link', { name: '共有先を足す' }).first().click();
    await look(page, 'S42-add-whom');
    await page.getByRole('link', { name: '社協' }).click();
    await mustSay(page, '根拠が、まだありません');
    await look(page, 'S42-add-no-basis');
  });

  await step('A4 トキ agrees in writing, for three, until R9.3.31', async () => {
    await consent(who.ishii);
    await mustSay(who.ishii, '同意を記録しました');
    await look(who.ishii, 'S42-consent', { differs: true });
  });

  await step('A4 an agency is found by typing, in either kana, and Enter takes it', async () => {
    const page = who.ishii;
    await page.goto(`${a.casefile}/share/add`);
    const find = page.getByRole('searchbox', { name: '機関をさがす' });
    const links = page.locator('.choose').getByRole('link');
    const all = await links.count();
    await find.fill('なにもない');
    await mustSay(page, '見つかりませんでした。');
    must(await links.count() === 0, 'an agency stays that does not fit');
    await find.fill('基幹　ミナト');
    must(await links.count() === 1, `${await links.count()} agencies fit`);
    await look(page, 'S42-add-find');
    await find.fill('');
    must(await links.count() === all, 'not all come back');
    await find.fill('みなと 基幹');
    await find.press('Enter');
    await mustSay(page, '基幹みなとに共有する');
  });

  await step('A4 sharing with masks takes five clicks, the preview among them', async () => {
    const page = who.ishii;
    await page.goto(`${a.casefile}/share`);
    const clicks = await countClicks(page);
    await page.getByRole('link', { name: '共有先を足す' }).first().click();
    await page.getByRole('link', { name: '基幹みなと' }).click();
    await mustSay(page, '連携・お金なし', '#type label:has(:checked)');
    await page.getByRole('radio', { name: '中原 彩' }).locator('..').click();
    await look(page, 'S42-add-type', { differs: true });
    await page.getByRole('button', { name: '相手の画面で確認' }).click();
    await mustSay(page, 'にはこう見えます', '.as-bar');
    await page.getByRole('button', { name: 'この内容で共有する' }).click();
    await mustSay(page, '共有しました。1分以内なら取り消せます');
    console.log(`    ${clicks.n} clicks`);
    must(clicks.n === 5, `${clicks.n} clicks`);
  });
  await step('A4 大西 with the money, 野口 only that support exists', async () => {
    const page = who.ishii;
    await plan(page, '社協', '大西 健');
    await mustSay(page, '大西 健さん（社協）にはこう見えます', '.as-bar');
    await mustSay(page, '104,000円', '#main');
    await look(page, 'S42-as-onishi', { differs: true });
    await confirm(page);
    await plan(page, '民生北部第3', '野口 清');
    await mustSay(page, '北部包括', '#main');
    must(!await page.locator('#main').getByRole('link', { name: '山邉' }).count(), 'the name is a link in 野口\'s list');
    await look(page, 'S42-as-noguchi', { differs: true });
    await confirm(page);
  });

  await step('A4 through 中原\'s eyes: every tab, search and print', async () => {
    const page = who.ishii;
    await page.goto(`${a.casefile}/share`);
    await page.locator('thead th', { hasText: '中原' }).getByRole('link', { name: '相手の画面' }).click();
    await mustSay(page, '中原 彩さん（基幹みなと）にはこう見えます', '.as-bar');
    await mustSay(page, CLOSED, 'section[aria-labelledby="h-money"]');
    await look(page, 'S42-as-nakahara', { differs: true });
    await page.getByRole('link', { name: '支援経過' }).first().click();
    await page.locator('#notes tbody tr', { hasText: '初回の訪問' }).locator('a[data-open]').click();
    await mustSay(page, '▨▨▨', '#pane.reader');
    must(!(await bodyOf(page)).includes('104,000'), 'the amount is there');
    await page.keyboard.press('/');
    await page.keyboard.type('滞納');
    await page.keyboard.press('Enter');
    await mustSay(page, '見つかりませんでした', '#main');
    await mustSay(page, 'にはこう見えます', '.as-bar');
    await page.getByRole('link', { name: 'もどる' }).click();
    await page.waitForURL(/\/share$/);
  });
}

export async function seen(step) {
  await step('A4 大西 sees the arrears: overview, note, search', async () => {
    const page = who.onishi;
    await page.goto(url);
    await page.goto(`${url}/cases?who=agency`);
    await page.getByRole('link', { name: '山邉' }).click();
    await mustSay(page, '104,000円', 'section[aria-labelledby="h-money"]');
    must((await readNote(page, '初回の訪問')).includes('104,000円'), 'the note is without the amount');
    must(await found(page, '滞納') > 0, '滞納 finds nothing');
    await knowsTheHousehold(page);
    await look(page, 'S30-as-shared-with-money');
  });

  await step('A4 中原 gets neither the amounts nor that there are any', async () => {
    const page = who.nakahara;
    await page.goto(`${url}/cases?who=agency`);
    await page.getByRole('link', { name: '山邉' }).click();
    await mustSay(page, CLOSED, 'section[aria-labelledby="h-money"]');
    await mustSay(page, '一部伏せて表示中', '#banner');
    await knowsTheHousehold(page);
    await look(page, 'S30-masked');
    const said = await readNote(page, '初回の訪問');
    must(said.split('▨▨▨').length === 2 && said.includes('玄関の犬'), `the note is not masked once: ${said}`);
    await look(page, 'S33-masked', { differs: true });
    for (const words of ['滞納', '104,000'])
      must(await found(page, words) === 0, `${words} finds something`);
    await look(page, 'S23-search-masked', { dom: true });
    must(await found(page, '犬') > 0, 'the dog is not found');
  });

  await step('A4 the closed tab says the constant sentence', async () => {
    const page = who.nakahara;
    await page.goto(`${a.casefile}/people`);
    await page.locator('#main').getByRole('link', { name: /山邉 トキ/ }).click();
    await page.getByRole('link', { name: '収入・公的給付・債務' }).first().click();
    await mustSay(page, 'この項目は、あなたの機関には共有されていません。必要なときは主担当（北部包括 043-000-0000）に相談してください。');
    await look(page, 'S32-closed-tab', { differs: true });
  });

  await step('A4 no byte of it came to 中原, wherever he goes', async () => {
    const page = who.nakahara;
    await print(page);
    const n = await walk(page);
    must(n >= 25, `only ${n} pages to walk to`);
    await mustNotHaveCome(page, MONEY, ['滞納', '104,000']);
  });

  await step('A4 野口 knows the name and whom to call, and can open nothing', async () => {
    const page = who.noguchi;
    await page.goto(`${url}/cases`);
    const row = page.locator('#main tr', { hasText: '山邉' });
    await row.waitFor();
    must((await row.innerText()).includes('043-000-0000'), 'no telephone');
    must(await row.locator('a').count() === 0, 'the name is a link');
    await look(page, 'S20-exists');
    must((await page.goto(a.casefile)).status() === 404, 'the casefile opens');
  });

  await step('A4 青木 and 古賀 see nothing: it is as if it were not there', async () => {
    for (const page of [who.aoki, who.koga]) {
      const there = await get(page, a.casefile), none = await get(page, `${url}/cases/AAAAAAAAAAAAAAAAAAAAAA`);
      must(there.status === 404 && none.status === 404, `${there.status} ${none.status}`);
      must(canonical(there.text) === canonical(none.text), 'the two pages are not the same');
      await page.goto(`${url}/cases?who=agency`);
      must(!(await bodyOf(page)).includes('山邉'), 'it is in the list');
    }
    await search(who.aoki, 'やまべ');
    await mustSay(who.aoki, 'あなたが見られる範囲では、見つかりませんでした。');
  });
}

/* Of トキ what was agreed; of 浩一, whom nobody asked, 氏名・続柄・年代; the dog. */
async function knowsTheHousehold(page) {
  await page.goto(a.casefile);
  const son = await member(page, '浩一').innerText();
  must(son.includes('長男') && son.includes('50代'), `浩一: ${son}`);
  must(!/54|S47|昭和/.test(son), `浩一: ${son}`);
  must((await member(page, 'トキ').innerText()).includes('82'), 'トキ without her age');
  const summary = page.locator('#banner summary', { hasText: '訪問時注意' });
  await summary.click();
  await mustSay(page, '玄関に犬', '#banner');
  await summary.click();
}

async function print(page) {
  await page.goto(`${a.casefile}/print`);
  await page.getByRole('radio', { name: '全文' }).locator('..').click();
  await page.getByRole('button', { name: '紙にする' }).click();
  await mustSay(page, '山邉 トキ', '#main');
}

/* ---- what 石井 does ------------------------------------------------------- */

/* Everything before the last click, with the type that is offered. */
async function plan(page, agency, name) {
  await page.goto(`${a.casefile}/share/add`);
  await page.getByRole('link', { name: agency }).click();
  await page.getByRole('radio', { name }).locator('..').click();
  await page.getByRole('button', { name: '相手の画面で確認' }).click();
  await page.locator('.as-bar').waitFor();
}

async function confirm(page) {
  await page.getByRole('button', { name: 'この内容で共有する' }).click();
  await mustSay(page, '共有しました。1分以内なら取り消せます');
}

async function money(page) {
  await page.goto(`${a.casefile}/sheets`);
  await page.locator('#main').getByRole('link', { name: '収入・公的給付・債務' }).first().click();
  await page.getByRole('link', { name: '直す', exact: true }).first().click();
  await page.locator('[name="arrears.0.kind"]').selectOption({ label: '家賃' });
  await write(page, '[name="arrears.0.amount"]', '104000');
  await write(page, '[name="arrears.0.months"]', '2');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('link', { name: '直す', exact: true }).first().waitFor();
  await page.goto(a.casefile);
  await mustSay(page, '104,000円', 'section[aria-labelledby="h-money"]');
}

/* [row] with whom, and what. */
const COVERS = [
  ['社協（機関の人みんな）', ['すべて']],
  ['基幹みなと（機関の人みんな）', ['基本', '健康・障がい', '支援経過']],
  ['民生北部第3（機関の人みんな）', ['存在だけ']],
];

async function consent(page) {
  await page.goto(`${a.casefile}/people`);
  await page.getByRole('link', { name: /山邉 トキ/ }).first().click();
  await page.locator('h1', { hasText: 'トキ' }).waitFor();
  await page.goto(`${page.url()}/basis/new`);
  await fillConsent(page, COVERS);
  await look(page, 'S42-consent-form', { differs: true });
  await page.keyboard.press('Control+Enter');
}

/* The form of a consent, but for the last key. */
export async function fillConsent(page, covers) {
  await page.locator('#to1').waitFor();
  for (const [i, [to, items]] of covers.entries()) {
    await page.locator(`#to${i + 1}`).selectOption({ label: to });
    for (const item of items)
      await page.locator(`[name="items${i + 1}"]`).locator('..').filter({ hasText: item }).click();
  }
  await page.getByRole('radio', { name: '書面' }).locator('..').click();
  await write(page, '#explained', '同意書を読み上げた。質問はなかった。');
  await write(page, '#witness', '三宅');
}
