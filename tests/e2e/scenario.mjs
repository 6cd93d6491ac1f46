// Scenario A — an old mother and her son — steps 1 to 3 and 9, by keyboard and
// pointer only; 4 stands in sharing.mjs, 5 and 6 in together.mjs, 7 and 8 in
// withdraw.mjs. Step 10 is all of it on the other
// database.
import { execFileSync, spawnSync } from 'node:child_process';
import { browse, clock, closeAll, data, database, look, must, mustKeepNothing, mustSay, openWindow, pg, pick, program, search, signIn, story, test, url, write } from './world.mjs';

const CALL = '民生委員の野口さんから電話。\n「3日顔を見ない。新聞がたまっている。山邉さんのところ」';
const VISIT = '初回の訪問。玄関の犬に注意（つないでいない、吠える）。\n家賃を2か月滞納、104,000円。大家の手紙もあった。\nトキさん「この子のことは、私が元気なうちはだいじょうぶ」。';
const SESSION = ['__Host-tb', '__Host-tbg'];

export const a = { page: null, windows: null, casefile: '' };

const rows = page => page.locator('table.rows-edit tbody tr');
const cell = (page, i, name) => rows(page).nth(i).locator(`[name="${name}"]`);

export const step = story();

export async function scenario() {
  await step('A1 sign in by keyboard, home is empty', async () => {
    clock('2026-11-02', '10:05');
    a.windows = await browse();
    a.page = await openWindow(a.windows);
    await a.page.goto(`${url}/login`);
    await look(a.page, 'S01-login');
    await signIn(a.page, 'ishii');
    await look(a.page, 'S10-home-empty');
  });

  await step('A1 c opens the intake; six fields take the call', async () => {
    const { page } = a;
    clock('2026-11-02', '10:12');
    await page.keyboard.press('c');
    await page.locator('#body:focus').waitFor();
    const began = Date.now();
    await page.keyboard.type(CALL);
    await pick(page, '民生委員・近隣');
    await write(page, '#from_name', '野口');
    await write(page, '#kana', 'やまべ');
    await mustSay(page, 'あなたが見られる範囲では、見つかりませんでした。', '#candidates');
    await write(page, '#place', '北町2丁目');
    await pick(page, 'きょう中');
    must(Date.now() - began < 60000, 'it took a minute');
    await look(page, 'S22-intake');
    const filled = await page.locator('#intake').evaluate(form =>
      [...form.elements].filter(e => e.name && e.type !== 'submit' && (e.type === 'radio' ? e.checked && !e.defaultChecked : e.value !== e.defaultValue)).map(e => e.name));
    must(filled.length <= 6, `${filled.length} fields: ${filled.join(' ')}`);
    await page.locator('#body').click();
    await page.keyboard.press('Control+Enter');
    await mustSay(page, '受け付けました（受付 北包', 'h1');
    await look(page, 'S22-received');
  });

  await step('A1 the household is made from the call', async () => {
    const { page } = a;
    await write(page, '#p-name', '山邉 トキ');
    await write(page, '#p-kana', 'やまべ とき');
    await write(page, '#p-birth', 'S19.3.4');
    await mustSay(page, '昭和19年3月4日（1944）82歳', 'output[for="p-birth"]');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/people\/new$/);
    a.casefile = page.url().replace(/\/people\/new$/, '');
    await mustSay(page, '山邉', '#banner');
  });

  await step('A1 the call is the first note', async () => {
    const { page } = a;
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.waitForURL(/\/notes$/);
    must(await page.locator('#notes tbody tr').count() === 1, 'not one note');
    await mustSay(page, '民生委員の野口さんから電話。', '#notes');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await mustSay(page, '新聞がたまっている', '#pane.reader');
  });

  await step('A2 the family as rows with 続柄', async () => {
    const { page } = a;
    await page.getByRole('link', { name: '世帯と家族' }).first().click();
    await page.getByRole('link', { name: '世帯員を足す' }).click();
    await family(page);
    await look(page, 'S31-rows');
    await page.keyboard.press('Control+Enter');
    await page.locator('table.list').waitFor();
    for (const [name, relation] of [['山邉 トキ', '本人'], ['山邉 浩一', '長男'], ['髙橋 由美', '長女'], ['山邉 正', '夫']])
      must(await page.locator('tr', { hasText: name }).filter({ hasText: relation }).count() === 1, `${name} ${relation} is not there`);
    await look(page, 'S31-people');
  });

  await step('A2 the former name, the telephone and the dog', async () => {
    const { page } = a;
    await page.getByRole('link', { name: /髙橋 由美/ }).click();
    await mustSay(page, '髙橋', 'h1');
    await look(page, 'S32-person');
    await page.getByRole('link', { name: '直す', exact: true }).first().click();
    await write(page, '#other-name', '山邉');
    await page.keyboard.press('Tab');
    await page.keyboard.type('やまべ');
    await page.getByRole('button', { name: '名前を足す' }).click();
    await mustSay(page, '山邉（前の氏）');
    await look(page, 'S32-edit');
    await page.locator('#banner summary[aria-label="ほかの操作"]').click();
    await page.getByRole('link', { name: '訪問時注意を書く' }).click();
    await write(page, '#phone', '043-000-0112');
    await write(page, '#caution', '玄関に犬（1匹、つないでいない、吠える）');
    await page.keyboard.press('Control+Enter');
    await page.locator('#banner summary', { hasText: '訪問時注意' }).click();
    await mustSay(page, '玄関に犬', '#banner');
    await page.keyboard.press('Escape');
  });

  await step('A2 a killed browser loses at most a second of typing', async () => {
    clock('2026-11-02', '14:05');
    await signIn(a.page, 'ishii', new URL(`${a.casefile}/notes`).pathname);
    await a.page.goto(`${a.casefile}/notes`);
    await a.page.keyboard.press('n');
    await a.page.getByRole('link', { name: '大きく書く' }).click();
    await a.page.locator('#note-body:focus').waitFor();
    const at = [];
    const [head] = VISIT.split('元気');
    for (const c of head) {
      await a.page.keyboard.insertText(c);
      at.push(Date.now());
      await new Promise(r => setTimeout(r, 40));
    }
    const killed = Date.now();
    await a.windows.kill();
    a.windows = await browse();
    a.page = await openWindow(a.windows);
    await signIn(a.page, 'ishii');
    await mustSay(a.page, '書きかけ 1件');
    await a.page.goto(`${a.casefile}/notes/new?wide=1`);
    await mustSay(a.page, '書きかけがあります（14:05）');
    await look(a.page, 'S34-draft-offered', { differs: true });
    await a.page.getByRole('link', { name: 'つづける' }).click();
    const text = await a.page.locator('#note-body').inputValue();
    must(head.startsWith(text), `the draft is not what was typed: ${text}`);
    const safe = at.filter(t => t <= killed - 1000).length;
    must([...text].length >= safe, `${[...text].length} of ${at.length} letters are there, ${safe} were older than a second`);
  });

  await step('A2 the visit is recorded from the draft', async () => {
    const { page } = a;
    await write(page, '#note-body', VISIT);
    // How much of the draft the kill left is a matter of milliseconds.
    await look(page, 'S34-write-wide', { differs: true });
    await pick(page.locator('#method'), '訪問');
    await page.locator('#note-body').click();
    await page.keyboard.press('Control+Enter');
    await mustSay(page, '記録しました', '#notes');
    await mustSay(page, '初回の訪問。', '#notes tbody tr:first-child');
    must(!await page.getByText('書きかけがあります').count(), 'the draft is still offered');
  });

  await step('A3 every spelling finds the household', async () => {
    clock('2026-11-04', '09:30');
    const { page } = a;
    await signIn(page, 'ishii');
    for (const words of ['山辺', '山邊', 'ﾔﾏﾍﾞ', 'やまべ', '山邉由美', '０４３００００１１２']) {
      await search(page, words);
      must(await page.locator('section[aria-labelledby="h-p"] a[data-open]').count() > 0, `${words} finds nobody`);
      if (words === '山邉由美')
        await mustSay(page, '髙橋 由美', 'section[aria-labelledby="h-p"]');
    }
    await look(page, 'S23-search', { dom: true });
  });

  await step('A3 the dog finds the note of the visit', async () => {
    const { page } = a;
    await search(page, '犬');
    await mustSay(page, '初回の訪問。', 'section[aria-labelledby="h-n"]');
    await look(page, 'S23-search-dog', { dom: true });
    await page.keyboard.press('j');
    await page.locator('section[aria-labelledby="h-n"] a[data-open]').first().click();
    await mustSay(page, '104,000円', '#pane.reader');
    await look(page, 'S33-reader');
  });
}

/* One row a person, くらし as steps down from 同居; Tab goes on, and Enter in the
 * last cell adds a row. */
async function family(page) {
  const people = [
    ['山邉 浩一', 'やまべ こういち', 'S47.9.12', '長男', 0, ''],
    ['髙橋 由美', 'たかはし ゆみ', 'S50.6.30', '長女', 1, ''],
    ['山邉 正', 'やまべ ただし', '', '夫', 2, 'H29'],
  ];
  await cell(page, 0, 'name').click();
  for (const [i, p] of people.entries()) {
    for (const [j, text] of p.entries()) {
      if (j === 1)
        await page.keyboard.press('Control+A');
      if (typeof text === 'string')
        await page.keyboard.type(text);
      else
        for (let down = 0; down < text; down++)
          await page.keyboard.press('ArrowDown');
      if (j < p.length - 1)
        await page.keyboard.press('Tab');
    }
    if (i < people.length - 1) {
      const before = await rows(page).count();
      const last = await cell(page, before - 1, 'death').evaluate(e => e === document.activeElement);
      await page.keyboard.press(last ? 'Enter' : 'Tab');
    }
  }
}

/* ---- 9: who looked --------------------------------------------------------- */

const verify = () => spawnSync(program, ['verify-audit', '--data', data, ...pg ? ['--pg', pg] : []], { encoding: 'utf8' });

function sql(text) {
  if (database === 'sqlite')
    return execFileSync('sqlite3', [`${data}/tomobune.db`, text], { encoding: 'utf8' }).trim();
  return execFileSync('psql', ['-XqAt', pg, '-c', text], { encoding: 'utf8' }).trim();
}

/* The rows of this page and of those behind it. */
async function everyRow(page) {
  const rows = [];
  for (;;) {
    rows.push(...await page.locator('table.list tbody tr').allInnerTexts());
    const next = page.locator('a[rel="next"]');
    if (!await next.count())
      return rows;
    const before = page.url();
    await next.click();
    await page.waitForURL(u => u.href !== before);
  }
}

export async function whoLooked() {
  await step('A9 誰が見たか has every look and change, and no values', async () => {
    clock('2026-11-12', '11:00');
    const page = await openWindow(a.windows);
    await signIn(page, 'hori');
    await page.getByRole('link', { name: '誰が見たか' }).first().click();
    await write(page, '#from', 'R8.11.2');
    await write(page, '#until', 'R8.11.11');
    await page.getByRole('button', { name: 'しぼる' }).click();
    await page.locator('table.list').waitFor();
    /* what two windows did in one instant stands in either order */
    await look(page, 'S70-looked', { differs: true });
    const rows = await everyRow(page), said = rows.join('\n');
    for (const word of ['石井', '北部包括', '大西', '中原', '野口', 'ログイン', '共有'])
      must(said.includes(word), `${word} is not in 誰が見たか`);
    /* 野口 is also one who looked: his name may stand in that column only */
    const beside = rows.map(r => r.replace(/野口 清/, '')).join('\n');
    for (const value of ['山邉', 'やまべ', 'トキ', '浩一', '由美', '犬', '家賃', '104,000', '043', '野口'])
      must(!beside.includes(value), `a value is in 誰が見たか: ${value}`);
    const from = Date.parse('2026-11-02T00:00+09:00'), until = Date.parse('2026-11-12T00:00+09:00');
    const there = Number(sql(`select count(*) from audit where at >= ${from} and at < ${until}`));
    must(rows.length === there, `${rows.length} rows shown, ${there} in the database`);
    await page.context().close();
  });

  await step('A9 verify-audit is content, until one byte is changed', async () => {
    await new Promise(r => setTimeout(r, 300));
    const before = verify();
    must(before.status === 0, `verify-audit: ${before.stdout}${before.stderr}`);
    const id = sql("select id from audit where action = 'note.add' order by id limit 1");
    sql(`update audit set action = 'note.adc' where id = ${id}`);
    const after = verify();
    sql(`update audit set action = 'note.add' where id = ${id}`);
    must(after.status === 1 && after.stdout.includes(`行 ${id}`), `the row ${id} is not named (${after.status}): ${after.stdout}${after.stderr}`);
    must(verify().status === 0, 'the mended row is still refused');
  });
}

export async function leave() {
  await test('nothing is kept in the browser, after signing out neither', async () => {
    const { page } = a;
    await signIn(page, 'ishii');
    await mustKeepNothing(page, SESSION);
    await page.locator('.top-account summary').click();
    await page.getByRole('button', { name: 'ログアウト' }).locator('visible=true').click();
    await page.locator('#login').waitFor();
    await mustKeepNothing(page, ['__Host-tbg']);
  });
  await closeAll();
}
