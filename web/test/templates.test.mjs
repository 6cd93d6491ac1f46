// The templates of the rooms, held against the sheet and the policy: a class
// nobody styles is a typo, and htmx attributes without a nonce are stripped.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const top = new URL('../../', import.meta.url);
const read = url => readFileSync(url, 'utf8');

function* templates(dir) {
  for (const e of readdirSync(dir, { withFileTypes: true })) {
    if (e.isDirectory())
      yield* templates(new URL(`${e.name}/`, dir));
    else if (e.name.endsWith('.html'))
      yield new URL(e.name, dir);
  }
}

/* [line, tag] of every start tag; template expressions are blanked. */
function tags(url) {
  const text = read(url).replace(/\{\{.*?\}\}/gsu, '@').replace(/\{%.*?%\}/gsu, ' ');
  const all = [];
  for (const m of text.matchAll(/<[a-z][^<>]*>/giu))
    all.push([`${fileURLToPath(url).replace(fileURLToPath(top), '')}: ${m[0].slice(0, 120)}`, m[0]]);
  return all;
}

const files = [...templates(new URL('src/', top))];
const css = readdirSync(new URL('../css/', import.meta.url)).map(f => read(new URL(`../css/${f}`, import.meta.url))).join('\n');
const known = new Set([...css.matchAll(/\.([a-z][\w-]*)/giu)].map(m => m[1]));
/* hooks of tests and scripts, and places with the same look as their parent */
for (const name of ['word', 'wrap-tabs', 'look', 'next', 'cards', 'notes', 'members', 'stage', 'lead', 'role', 'one'])
  known.add(name);

test('there are templates to look at', () => assert.ok(files.length > 3));

test('every class is in the sheet', () => {
  const strange = [];
  for (const url of files)
    for (const [where, tag] of tags(url))
      for (const name of (tag.match(/\sclass="([^"]*)"/u)?.[1] ?? '').split(/\s+/u))
        if (name && !name.includes('@') && !known.has(name))
          strange.push(`${name} — ${where}`);
  assert.deepEqual(strange, []);
});

test('whatever htmx shall do carries the nonce', () => {
  for (const url of files)
    for (const [where, tag] of tags(url))
      if (/\s(data-)?hx-[a-z:]+=/u.test(tag))
        assert.match(tag, /\shx-nonce="@"/u, where);
});

test('nothing the policy refuses', () => {
  for (const url of files)
    for (const [where, tag] of tags(url)) {
      assert.doesNotMatch(tag, /\sstyle=/u, where);
      assert.doesNotMatch(tag, /\s(on[a-z]+|hx-on[:a-z-]*)=/u, where);
      assert.doesNotMatch(tag, /hx-trigger="[^"]*\[/u, where);
      assert.doesNotMatch(tag, /="js:/u, where);
    }
});

test('inputs have a label or a name read aloud', () => {
  for (const url of files) {
    const text = read(url);
    for (const [where, tag] of tags(url)) {
      if (!/^<(input|select|textarea)\b/u.test(tag) || /type="(hidden|radio|checkbox|submit)"|\shidden[\s>]/u.test(tag))
        continue;
      const id = tag.match(/\sid="([^"]*)"/u)?.[1];
      const labelled = /\saria-label(ledby)?="/u.test(tag) ||
        (id && (id.includes('@') || text.includes(`for="${id}"`)));
      assert.ok(labelled, where);
    }
  }
});
