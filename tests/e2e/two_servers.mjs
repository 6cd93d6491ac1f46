// A second server and nginx on the same PostgreSQL; and the end of a consent
// that is recorded through the first while its reader sits at the second.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { gather, sitAt, who } from './people.mjs';
import { a } from './scenario.mjs';
import { bound, whenGone } from './withdraw.mjs';
import { data, database, must, mustSay, pg, program, url, write } from './world.mjs';

const started = [];

const freePort = () => new Promise(yes => {
  const s = createServer().listen(0, '127.0.0.1', () => {
    const { port } = s.address();
    s.close(() => yes(port));
  });
});

function start(command, args) {
  const p = spawn(command, args, { stdio: 'ignore' });
  p.on('error', e => console.log(`    ${command}: ${e.message}`));
  started.push(p);
}

/* Its address. The configuration is the first one's, with another folder and
 * port; the keys are the same, as docs/ says of two servers. */
async function secondServer() {
  const other = `${data}-b`, port = await freePort();
  const conf = readFileSync(`${data}/nginx/nginx.conf`, 'utf8');
  const web = conf.match(/tomobune_static "([^"]+)"/)[1];
  for (const folder of ['run', 'nginx/body', 'nginx/scgi', 'nginx/none'])
    mkdirSync(`${other}/${folder}`, { recursive: true, mode: 0o700 });
  cpSync(`${data}/keys`, `${other}/keys`, { recursive: true });
  writeFileSync(`${other}/nginx/nginx.conf`, conf.replaceAll(data, other).replaceAll(`:${new URL(url).port}`, `:${port}`));
  start(program, ['serve', '--data', other, '--socket', `${other}/run/tomobune.sock`, '--pg', pg, '--web', web]);
  start('nginx', ['-p', `${other}/nginx`, '-e', `${other}/nginx/error.log`, '-c', `${other}/nginx/nginx.conf`]);
  const at = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 100; i++) {
    const up = await fetch(`${at}/login`).then(r => r.ok, () => false);
    if (up)
      return at;
    await new Promise(r => setTimeout(r, 200));
  }
  throw new Error(`the second server does not answer: ${other}`);
}

export async function endElsewhere(step) {
  const two = database === 'postgresql';
  let at = url;
  if (two)
    await step('A8 a second server on the same PostgreSQL', async () => {
      at = await secondServer();
    });

  await step(`A8 撤回 with its witness${two ? ', recorded at the first server, reader at the second' : ''}`, async () => {
    await gather('2026-11-11', '15:00', 'ishii');
    await sitAt(at, 'nakahara');
    const { ishii, nakahara } = who;
    await nakahara.goto(a.casefile.replace(url, at));
    await mustSay(nakahara, '玄関に犬', '#banner');
    await ishii.goto(`${a.casefile}/share`);
    await ishii.locator('section[aria-label="根拠：山邉 トキ"]').getByRole('link', { name: 'くわしく' }).click();
    await ishii.locator('#main tr', { hasText: '基幹みなと' }).filter({ hasNotText: '社協' }).first().getByRole('link').first().click();
    await mustSay(ishii, '基幹みなと 中原 彩への共有が、すぐに止まります。');
    await write(ishii, '#end_witness', '三宅');
    const gone = await whenGone(nakahara);
    const began = Date.now();
    await ishii.getByRole('button', { name: '撤回を記録する' }).click();
    const ms = await gone() - began;
    console.log(`    gone after ${ms} ms${two ? ', over two servers' : ''}`);
    must(ms <= bound(), `it took ${ms} ms, ${bound()} are allowed`);
    await mustSay(ishii, '撤回を記録しました。');
    await mustSay(nakahara, 'このページは');
    must((await nakahara.goto(a.casefile.replace(url, at))).status() === 404, 'the casefile is still there');
  });
  for (const p of started)
    p.kill('SIGTERM');
}
