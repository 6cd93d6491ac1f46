// One human with desks in two cities: the switch in the account menu, and what
// becomes of a page that was left open at the other desk.
import { browse, clock, look, must, mustSay, openWindow, signIn, story, url } from './world.mjs';

const account = page => page.locator('.top-account');

async function openAs(page, name) {
  await account(page).locator('summary').click();
  await account(page).getByRole('button', { name: `${name}として開く` }).click();
  await page.locator('.top-account summary', { hasText: name.split('（')[0] }).waitFor();
}

export async function desks() {
  const b = await browse(), step = story();
  clock('2026-11-12', '16:00');
  const left = await openWindow(b);
  const page = await left.context().newPage();
  const KONAN = '港南市 中核みおつくし（相談員）', FUNE = '伴舟市 中核みおつくし（相談員）';
  const typed = '夜の電話。部屋を出ることになった。';

  await step('the account menu offers the other desk, at both widths', async () => {
    await signIn(left, 'hirano');
    await mustSay(left, '平野 灯（伴舟市 中核みおつくし）', '.top-account summary');
    await account(left).locator('summary').click();
    await look(left, 'desks-menu', { differs: true, wide: true });
    await account(left).locator('summary').click();
    await left.setViewportSize({ width: 390, height: 844 });
    await left.locator('.drawer > summary').click();
    await mustSay(left, 'いま：平野 灯（伴舟市 中核みおつくし）', '.drawer');
    const button = left.locator('.drawer').getByRole('button', { name: `${KONAN}として開く` });
    const box = await button.boundingBox();
    must(box && box.height >= 44, `the button is ${box?.height} high`);
    await look(left, 'desks-drawer', { differs: true, wide: true });
    await left.setViewportSize({ width: 1366, height: 768 });
  });

  await step('a change leads home, at the other desk', async () => {
    await left.goto(`${url}/intake`);
    await left.locator('#body').click();
    await left.keyboard.type(typed);
    /* all of it: a draft goes once a second */
    await left.waitForTimeout(1300);
    await left.locator('tb-draft', { hasText: '下書き保存' }).first().waitFor();
    await page.goto(url);
    const before = (await page.context().cookies()).find(c => c.name.endsWith('tb'))?.value;
    await openAs(page, KONAN);
    must(new URL(page.url()).pathname === '/', `not home: ${page.url()}`);
    const after = (await page.context().cookies()).find(c => c.name.endsWith('tb'))?.value;
    must(before && after && before !== after, 'the cookie is the old one');
    await page.goto(`${url}/intake`);
    must(await page.getByText('書きかけがあります').count() === 0, 'the other desk\'s draft is offered');
  });

  await step('the page left open is refused, and keeps its text', async () => {
    await left.locator('#body').click();
    await left.keyboard.press('Control+Enter');
    await mustSay(left, '切り替える前の所属で開いたものです', '#strips');
    must(await left.locator('#body').inputValue() === typed, 'what was typed is gone');
    await page.goto(url);
    must(!(await page.content()).includes('夜の電話'), 'it was written at the wrong desk');
  });

  await step('back at the first desk the text goes on', async () => {
    await openAs(page, FUNE);
    await page.goto(`${url}/intake`);
    await page.getByRole('link', { name: 'つづける' }).click();
    must(await page.locator('#body').inputValue() === typed, 'the draft is gone');
  });
  await b.close();
}
