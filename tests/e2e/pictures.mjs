// The pictures of the README, from a running demo city: see README.md here.
import { mkdirSync } from 'node:fs';
import { browse, openWindow, signIn, url } from './world.mjs';

const out = process.argv[2] ?? '../../docs/img';
const b = await browse();
const page = await openWindow(b);
const shot = name => page.screenshot({ path: `${out}/${name}.png` });
mkdirSync(out, { recursive: true });

await signIn(page, 'ishii');
await page.getByRole('link', { name: '山邉' }).first().click();
await page.locator('#banner').waitFor();
const casefile = page.url();
await shot('s30-1366');

await page.goto(`${casefile}/notes`);
await page.locator('#notes a[data-open]').nth(1).click();
await page.locator('#pane.reader').waitFor();
await shot('s33-1366');

await page.goto(`${casefile}/notes`);
await page.setViewportSize({ width: 390, height: 844 });
await shot('s33-390');
await page.setViewportSize({ width: 1366, height: 768 });

await page.goto(`${casefile}/share`);
await page.locator('main table').first().waitFor();
await shot('s42-1366');
await page.locator('main a[href^="/as/"]').nth(1).click();
await page.locator('#banner').waitFor();
await shot('s42-eyes-1366');

await page.goto(`${url}/cases?who=agency`);
await page.getByRole('link', { name: '山邉' }).first().click();
await page.goto(`${page.url()}/genogram`);
await page.locator('.family-picture svg').waitFor();
await shot('s35-1366');

await page.goto(`${url}/intake`);
await page.locator('#body').pressSequentially('隣の人から電話。新聞がたまっている。犬の声がする。');
await page.locator('#kana').pressSequentially('やまべ');
await page.locator('#candidates article').waitFor();
await page.evaluate(() => scrollTo(0, 0));
await page.waitForTimeout(1500);
await shot('s22-1366');
await b.close();
