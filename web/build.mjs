// Bundles the browser side into $OUT (default ../build/web):
//   app.<hash>.js, app.<hash>.css, their .gz, img/, manifest.txt
// manifest.txt has one line a file: the plain name, a space, the hashed name.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, process.env.OUT ?? '../build/web');
/* Budgets in bytes after gzip; the build fails over them. */
const budget = { 'app.js': 40 * 1024, 'app.css': 20 * 1024 };

const hashed = (name, bytes) => {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  return name.replace(/(\.\w+)$/, `.${hash}$1`);
};

async function bundle(entry) {
  const result = await build({
    absWorkingDir: here, entryPoints: [entry], bundle: true, write: false,
    minify: true, charset: 'utf8', legalComments: 'none', logLevel: 'warning',
    format: entry.endsWith('.js') ? 'iife' : undefined,
    target: ['chrome109', 'edge109', 'firefox115', 'safari16.4'],
  });
  return Buffer.from(result.outputFiles[0].contents);
}

await rm(out, { recursive: true, force: true });
await mkdir(join(out, 'img'), { recursive: true });
const lines = [];
for (const [name, entry] of [['app.js', 'js/main.js'], ['app.css', 'css/app.css']]) {
  const bytes = await bundle(entry);
  const file = hashed(name, bytes);
  const gz = gzipSync(bytes, { level: 9 });
  await writeFile(join(out, file), bytes);
  await writeFile(join(out, file + '.gz'), gz);
  lines.push(`${name} ${file}`);
  console.log(`${file}  ${bytes.length} bytes, ${gz.length} gz`);
  if (gz.length > budget[name])
    throw new Error(`${name}: ${gz.length} bytes gz, the budget is ${budget[name]}`);
}
for (const name of (await readdir(join(here, 'img'))).sort()) {
  await copyFile(join(here, 'img', name), join(out, 'img', name));
  lines.push(`img/${name} img/${name}`);
}
await writeFile(join(out, 'manifest.txt'), lines.join('\n') + '\n');
