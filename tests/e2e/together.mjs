// Scenario A, steps 5 and 6: 大西 writes in the same case, and 石井 writes what
// 中原 shall not read.
import { bodyOf, found, gather, get, mustNotHaveCome, readNote, walk, who } from './people.mjs';
import { a } from './scenario.mjs';
import { look, must, mustSay, pick, url, write } from './world.mjs';

const first = '#notes tbody tr:first-child';
const HIDDEN = ['通帳', '090-1234', '弟が'];
const OPEN = '死にたいと思う夜がある';
const TOLD = `由美さんは「母の通帳は弟が持っている」と話した（由美 090-1234-5678）。浩一さんは「${OPEN}」とメールに書いてきた。`;

export async function together(step) {
  await step('A5 大西 adds his own note, and 石井 reads it', async () => {
    await gather('2026-11-06', '10:00', 'ishii', 'onishi', 'nakahara');
    const page = who.onishi;
    await page.goto(`${a.casefile}/notes`);
    await page.keyboard.press('n');
    await page.keyboard.type('自立相談の面談。家計の表をいっしょに書いた。');
    await page.keyboard.press('Control+Enter');
    await mustSay(page, '記録しました', first);
    await who.ishii.goto(`${a.casefile}/notes`);
    await mustSay(who.ishii, '家計の表をいっしょに書いた', first);
    await mustSay(who.ishii, '社協', first);
  });

  await step('A5 another agency\'s sheet is not his to edit, and he is told why', async () => {
    const page = who.onishi;
    await openSheet(page);
    await look(page, 'S37-shared-sheet', { differs: true });
    must(!await page.getByRole('link', { name: '直す', exact: true }).count(), 'the button is there');
    const r = await page.goto(`${page.url()}/edit`);
    must(r.status() === 403, `the request is answered with ${r.status()}`);
    await mustSay(page, '直せるのは北部包括だけです。');
    await look(page, 'S05-not-his-sheet', { differs: true });
  });

  await step('A5 石井 gives him シートを直す for it', async () => {
    const page = who.ishii;
    await page.goto(`${a.casefile}/share`);
    await look(page, 'S42-three', { differs: true });
    await page.locator('thead th', { hasText: '大西' }).getByRole('link', { name: /連携・お金あり/ }).click();
    await page.getByText('シートを直すこともできるようにする').click();
    await page.getByRole('button', { name: '相手の画面で確認' }).click();
    await mustSay(page, '大西 健さん（社協）にはこう見えます', '.as-bar');
    await page.getByRole('button', { name: 'この内容で共有する' }).click();
    await mustSay(page, '共有しました。');
    must(await page.locator('thead th', { hasText: '大西' }).count() === 1, 'there are two columns of 大西');
    await mustSay(page, 'シート', 'thead th:has-text("大西")');
  });

  await step('A5 both edit the sheet: the second sees both versions', async () => {
    const { ishii, onishi } = who;
    for (const page of [ishii, onishi]) {
      await openSheet(page);
      await page.getByRole('link', { name: '直す', exact: true }).click();
      await page.locator('#mental_notes').waitFor();
    }
    await write(ishii, '#mental_notes', '膝が痛い。物忘れがある。');
    await ishii.keyboard.press('Control+Enter');
    await mustSay(ishii, '膝が痛い。物忘れがある。', '#main');
    await write(onishi, '#mental_notes', '膝が痛いが、杖で歩ける。');
    await onishi.keyboard.press('Control+Enter');
    await mustSay(onishi, '先に保存しました', '#errors');
    await mustSay(onishi, '物忘れがある', '#main');
    await mustSay(onishi, '杖で歩ける', '#main');
    await look(onishi, 'S37-two-versions', { dom: true });
    await openSheet(ishii);
    must(!(await bodyOf(ishii)).includes('杖で'), 'the second overwrote the first');
    await onishi.getByRole('radio', { name: '両方', exact: true }).first().locator('..').click();
    await onishi.keyboard.press('Control+Enter');
    await openSheet(ishii);
    for (const words of ['物忘れがある', '杖で歩ける'])
      must((await bodyOf(ishii)).includes(words), `${words} is lost`);
  });
}

export async function masks(step) {
  await step('A6 a note with money, a number and danger: what is proposed', async () => {
    await gather('2026-11-09', '14:00', 'ishii', 'onishi', 'nakahara');
    const page = who.ishii;
    await page.goto(`${a.casefile}/notes`);
    await page.keyboard.press('n');
    await page.keyboard.type(TOLD);
    await page.waitForTimeout(1500);
    await mustSay(page, 'チーム（社協・基幹みなと）', '#audience label:has(:checked)');
    await mustSay(page, 'には伏せます（2か所）', '#pane');
    await look(page, 'S33-composer-hint', { differs: true });
    await page.locator('#note-body').click();
    await page.keyboard.press('Control+Enter');
    await mustSay(page, '記録しました', first);
    await mustSay(page, 'には伏せます（2か所）', '#main .note');
    await page.getByRole('link', { name: '確かめる' }).click();
    await mustSay(page, '伏せる所を確かめる', 'h1');
    for (const passage of ['母の通帳は弟が持っている', '由美 090-1234-5678']) {
      await mustSay(page, '候補', `#main section:has(p.prose:has-text("${passage}"))`);
      await mustSay(page, '基幹みなと', `#main section:has(p.prose:has-text("${passage}"))`);
    }
    await look(page, 'S34-review', { differs: true });
  });

  await step('A6 until somebody confirms it is closed, and closed it stays', async () => {
    const before = await readNote(who.nakahara, OPEN);
    must(before.includes('▨▨▨') && !/通帳|090/.test(before), `before it was confirmed: ${before}`);
    const page = who.ishii;
    for (const passage of ['母の通帳は弟が持っている', '由美 090-1234-5678']) {
      const part = page.locator('#main section:has(p.prose)', { hasText: passage }).first();
      await part.getByRole('button', { name: '伏せる', exact: true }).click();
      await mustSay(page, '伏せています', `#main section:has(p.prose:has-text("${passage}"))`);
    }
  });

  await step('A6 who closes what is about safety is warned, and leaves it visible', async () => {
    const page = who.ishii;
    await write(page, '#passage', OPEN);
    await page.locator('form:has(#passage)').getByRole('button', { name: '伏せる' }).click();
    await mustSay(page, '安全に関わる内容です。訪問する機関に伝わらなくなります。');
    await look(page, 'S34-safety', { dom: true, differs: true });
    await page.getByRole('link', { name: '伏せずに見せる' }).click();
    await mustSay(page, '伏せる所を確かめる', 'h1');
    const done = page.getByRole('button', { name: '確かめた' });
    await done.click();
    await done.waitFor({ state: 'detached' });
  });

  await step('A6 中原 reads it with ▨▨▨ twice, and the second sentence whole', async () => {
    const page = who.nakahara;
    await readNote(page, OPEN);
    const said = await page.locator('#pane .prose').first().innerText();
    must(said.split('▨▨▨').length === 3, `not masked twice: ${said}`);
    must(said.includes(`「${OPEN}」とメールに書いてきた。`), `the second sentence is not whole: ${said}`);
    await look(page, 'S33-masked-twice', { differs: true });
    must(await found(page, '通帳') === 0, '通帳 finds something');
    await mustSay(page, 'あなたが見られる範囲では、見つかりませんでした。');
    must(await found(page, '死にたい') > 0, '死にたい finds nothing');
    await walk(page);
    await mustNotHaveCome(page, HIDDEN, ['通帳']);
    must((await readNote(who.ishii, OPEN)).includes('通帳'), 'its own agency does not read it');
  });
}

async function openSheet(page) {
  await page.goto(`${a.casefile}/sheets`);
  await page.locator('#main').getByRole('link', { name: '健康・障がい' }).first().click();
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState();
}
