// Beside the scenario: how many actions a thing takes, two windows, an input
// method, and no scripts.
import { a } from './scenario.mjs';
import { browse, clock, look, must, mustSay, openWindow, signIn, test, url, write } from './world.mjs';

const first = '#notes tbody tr:first-child';

export async function more() {
  const b = await browse();
  clock('2026-11-12', '13:00');
  const ishii = await openWindow(b);
  await counts(ishii);
  await windows(b, ishii);
  await inputMethod(ishii);
  await plain(b);
  await b.close();
}

/* ---- how many actions -------------------------------------------------------- */

async function counts(page) {
  await test('from signing in to the own case in two clicks', async () => {
    await page.goto(`${url}/login`);
    await page.locator('#login').fill('ishii');
    await page.locator('#pass').fill('tomobune-2026');
    await page.getByRole('button', { name: 'ログインする' }).click();
    await page.locator('section[aria-labelledby="h-cases"]').getByRole('link', { name: '山邉' }).click();
    await mustSay(page, '山邉', '#banner');
    must(new URL(page.url()).pathname === new URL(a.casefile).pathname, `not the case: ${page.url()}`);
    await look(page, 'S30-overview');
  });

  await test('a phone note is three actions', async () => {
    await page.keyboard.press('n');
    await page.locator('#note-body:focus').waitFor();
    await page.keyboard.type('由美さんから電話。月末に帰ると話した。');
    await page.keyboard.press('Control+Enter');
    await mustSay(page, '記録しました', first);
    await mustSay(page, '電話', first);
    await mustSay(page, '由美さんから電話。', first);
    await look(page, 'S33-notes');
  });
}

/* ---- two windows -------------------------------------------------------------- */

async function windows(b, ishii) {
  const miyake = await openWindow(b);
  await test('a colleague is told of a new record', async () => {
    await signIn(miyake, 'miyake');
    await miyake.goto(`${a.casefile}/notes`);
    must(await miyake.locator('#news-strip').isHidden(), 'told before anything happened');
    await miyake.waitForTimeout(500);
    await ishii.goto(`${a.casefile}/notes`);
    await ishii.keyboard.press('n');
    await ishii.keyboard.type('大家に電話した。留守。');
    await ishii.keyboard.press('Control+Enter');
    await mustSay(ishii, '記録しました', first);
    await miyake.locator('#news-strip').waitFor({ state: 'visible' });
    await mustSay(miyake, '新しい記録があります', '#news-strip');
    await miyake.getByRole('link', { name: '表示する' }).click();
    await mustSay(miyake, '大家に電話した。留守。', first);
    must(await miyake.locator('#news-strip').isHidden(), 'the strip stays');
  });

  await test('who saves second is shown both versions', async () => {
    for (const page of [ishii, miyake]) {
      await page.goto(`${a.casefile}/notes`);
      await page.locator(`${first} a[data-open]`).click();
      await page.locator('#pane.reader').getByRole('link', { name: '直す', exact: true }).click();
      await page.locator('#note-body').waitFor();
    }
    await write(miyake, '#note-body', '大家に電話した。夕方かけ直す。');
    await miyake.keyboard.press('Control+Enter');
    await mustSay(miyake, '夕方かけ直す', '#notes');
    await write(ishii, '#note-body', '大家に電話した。留守番電話に残した。');
    await ishii.keyboard.press('Control+Enter');
    await mustSay(ishii, '先に保存しました', '#main');
    await mustSay(ishii, '夕方かけ直す', '#main');
    await mustSay(ishii, '留守番電話に残した', '#main');
    await look(ishii, 'S33-two-versions', { dom: true });
    await ishii.goto(`${a.casefile}/notes`);
    await mustSay(ishii, '夕方かけ直す', first);
  });
  await miyake.context().close();
}

/* ---- an input method ----------------------------------------------------------- */

/* What an input method does, over the browser's own protocol. */
async function composer(page) {
  const cdp = await page.context().newCDPSession(page);
  const key = (k, code) => cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: k, code, windowsVirtualKeyCode: 229 });
  return {
    key,
    show: async text => {
      await key('Process', 'KeyA');
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    },
    commit: text => cdp.send('Input.insertText', { text }),
  };
}

async function inputMethod(page) {
  await test('an input method fills the reading, and nothing half-composed is sent', async () => {
    await page.goto(`${url}/intake`);
    const asked = [];
    page.on('request', r => r.url().endsWith('/intake/candidates') && asked.push(new URLSearchParams(r.postData()).get('name')));
    await page.locator('#name').click();
    const ime = await composer(page);
    for (const text of ['y', 'や', 'やm', 'やま', 'やまb', 'やまべ'])
      await ime.show(text);
    await page.waitForTimeout(400);
    must(!asked.length, `asked while composing: ${asked}`);
    await ime.show('山邉');
    await ime.key('Enter', 'Enter');
    await page.waitForTimeout(100);
    must(new URL(page.url()).pathname === '/intake', 'Enter inside the composition sent the form');
    await ime.commit('山邉');
    await mustSay(page, '候補 1件', '#candidates');
    must(await page.locator('#name').inputValue() === '山邉', 'the name was not composed');
    const kana = await page.locator('#kana').inputValue();
    must(kana === 'やまべ', `the reading is 「${kana}」`);
    must(asked.every(n => n === '山邉'), `asked for half a word: ${asked}`);
    await look(page, 'S22-candidates', { differs: true });
  });

  await test('a call about a known household joins it', async () => {
    await write(page, '#body', '隣の人から。犬の声が朝から止まない。');
    await page.locator('#candidates').getByRole('button', { name: 'この世帯の記録にする' }).click();
    await mustSay(page, '犬の声が朝から', first);
  });

  await test('keys of a composition are no shortcuts', async () => {
    const ime = await composer(page);
    await page.goto(`${a.casefile}/notes`);
    for (const k of ['c', 'n', '/', 'j', '?'])
      await ime.key(k, 'KeyN');
    await page.waitForTimeout(100);
    must(page.url() === `${a.casefile}/notes`, `a key went to ${page.url()}`);
    must(await page.evaluate(() => document.activeElement === document.body || document.activeElement.id === 'main'), 'a key moved the focus');
    await page.keyboard.press('/');
    await ime.show('やまべ');
    await ime.key('Enter', 'Enter');
    await page.waitForTimeout(200);
    must(page.url() === `${a.casefile}/notes`, 'Enter inside the composition searched');
    await ime.commit('やまべ');
    await page.keyboard.press('Enter');
    await mustSay(page, '「やまべ」でさがしました', 'h1');
  });
}

/* ---- no scripts ----------------------------------------------------------------- */

async function plain(b) {
  await test('without scripts: sign in, take a call, make the household', async () => {
    const page = await openWindow(b, { javaScriptEnabled: false });
    await page.goto(`${url}/login`);
    await page.locator('#login').fill('tanaka');
    await page.locator('#pass').fill('tomobune-2026');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '新規相談' }).first().click();
    await page.getByRole('button', { name: '受け付ける', exact: false }).first().click();
    await mustSay(page, '内容を一言でも書いてください。', '.errors');
    await page.locator('#body').fill('隣の人から。郵便受けがいっぱい。');
    await page.locator('#name').fill('佐久間 ハル');
    await page.locator('#kana').fill('さくま はる');
    await page.getByRole('button', { name: '似ている世帯をさがす' }).click();
    await mustSay(page, 'あなたが見られる範囲では、見つかりませんでした。', '#candidates');
    must(await page.locator('#body').inputValue() === '隣の人から。郵便受けがいっぱい。', 'what was typed is gone');
    await page.locator('#intake button.primary').click();
    await mustSay(page, '受け付けました', 'h1');
    await page.getByRole('button', { name: '世帯をつくる' }).click();
    await mustSay(page, '佐久間', '#banner');
    await page.context().close();
  });

  await test('without scripts: a note and a search', async () => {
    const page = await openWindow(b, { javaScriptEnabled: false });
    await page.goto(`${url}/login`);
    await page.locator('#login').fill('ishii');
    await page.locator('#pass').fill('tomobune-2026');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '山邉' }).first().click();
    await page.getByRole('link', { name: '記録する' }).first().click();
    await page.locator('#note-body').fill('薬局に電話。一包化を頼んだ。');
    await page.locator('button[data-primary]').click();
    await mustSay(page, '薬局に電話。', first);
    await page.locator('input[name="q"]').first().fill('一包化');
    await page.keyboard.press('Enter');
    await mustSay(page, '薬局に電話。', 'section[aria-labelledby="h-n"]');
    await page.context().close();
  });
}
