// The matrix of S42 by keyboard alone: arrows move, Enter opens, 1–4 choose a
// state, v looks through the recipient's eyes, Escape comes back.
import { a } from './scenario.mjs';
import { must, mustSay, test } from './world.mjs';

export async function matrix(page) {
  await test('S42 the arrows move among the cells and stop at the edge', async () => {
    await open(page);
    await keys(page, 'ArrowRight', 'ArrowDown', 'ArrowDown');
    await mustStand(page, 2, 1);
    await keys(page, 'ArrowLeft', 'ArrowLeft', 'ArrowUp');
    await mustStand(page, 1, 0);
    const { rows, columns } = await size(page);
    await keys(page, ...Array(rows + 2).fill('ArrowDown'), ...Array(columns + 2).fill('ArrowRight'));
    await mustStand(page, rows - 1, columns - 1);
  });

  await test('S42 Enter opens a cell, Escape closes it and comes back to it', async () => {
    await open(page);
    await keys(page, 'ArrowDown', 'Enter');
    await page.locator('#cell h2').waitFor();
    await keys(page, 'Escape');
    await page.locator('#cell h2').waitFor({ state: 'detached' });
    await mustStand(page, 1, 0);
  });

  await test('S42 a figure chooses the state, and asks for a reason', async () => {
    await open(page);
    const cell = await row(page, '健康と障がい');
    await cell.focus();
    const was = await cell.innerText();
    await keys(page, '4');
    await page.locator('#reason:focus').waitFor();
    must(await page.locator('#cell [value="H"]').isChecked(), '4 does not choose 出さない');
    await keys(page, '1');
    must(await page.locator('#cell [value="H"]').isChecked(), 'a figure in the text chose a state');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('本人の希望');
    await keys(page, 'Enter');
    must(await page.locator('#reason:focus').count() === 1, 'plain Enter sends');
    await keys(page, 'Control+Enter');
    await mustSay(page, '出さない', '[data-cell].changed');
    await (await row(page, '健康と障がい')).focus();
    await keys(page, 'Enter');
    await page.getByRole('button', { name: '型のとおりにもどす' }).click();
    /* What opens again is looked at first. */
    await page.locator('.as-bar').waitFor();
    await page.getByRole('button', { name: 'この内容で共有する' }).click();
    await mustSay(page, '共有しました');
    must(await (await row(page, '健康と障がい')).innerText() === was, 'the cell is not as before');
  });

  await test('S42 v shows the screen of the column\'s recipient', async () => {
    await open(page);
    await keys(page, 'ArrowRight');
    const who = await page.locator('.share-grid thead th').nth(2).locator('b').innerText();
    await keys(page, 'v');
    await mustSay(page, 'にはこう見えます', '.as-bar');
    await mustSay(page, who, '.as-bar');
    await keys(page, 'o');
    await mustSay(page, '自分の画面です', '.as-bar');
  });
}

async function open(page) {
  await page.goto(`${a.casefile}/share`);
  await page.locator('[data-cell]').first().focus();
}

async function keys(page, ...names) {
  for (const name of names)
    await page.keyboard.press(name);
}

/* The last recipient's cell of a row. */
async function row(page, label) {
  const at = page.locator('.share-grid tbody tr', { hasText: label }).first();
  await at.waitFor();
  return at.locator('[data-cell]').last();
}

function size(page) {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll('[data-grid] tbody tr')].filter(r => r.querySelector('[data-cell]'));
    return { rows: rows.length, columns: rows[0].querySelectorAll('[data-cell]').length };
  });
}

async function mustStand(page, r, c) {
  const at = await page.evaluate(() => {
    const rows = [...document.querySelectorAll('[data-grid] tbody tr')].filter(x => x.querySelector('[data-cell]'));
    const row = rows.findIndex(x => x.contains(document.activeElement));
    return row < 0 ? [-1, -1] : [row, [...rows[row].querySelectorAll('[data-cell]')].indexOf(document.activeElement)];
  });
  must(at[0] === r && at[1] === c, `the focus is at ${at}, not at ${r},${c}`);
}
