// The door: hostile requests through the real nginx and at the product's own
// socket, each with the answer it must get (README.md). `./dev check door`.
//
//	run.mjs			every case, the matrix, the logs, docs/door.md
//	run.mjs --write		writes docs/door.md first
//	run.mjs --only WORDS	only groups whose title has these words
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answer_wrong } from './answers.mjs';
import { exchange } from './client.mjs';
import { document, shown } from './document.mjs';
import { groups as http } from './http.mjs';
import { addresses, matrix } from './matrix.mjs';
import { groups as scgi } from './scgi.mjs';
import { alive, ask, logs_wrong, nginx, sign_in, socket } from './world.mjs';

const PAGE = fileURLToPath(new URL('../../docs/door.md', import.meta.url));
const option = name => process.argv.includes(name);
const only = option('--only') ? process.argv.at(-1) : '';
let passed = 0, failed = 0;

function tell(name, wrong) {
	if (!wrong.length) { passed++; return; }
	failed++;
	console.log(`FAILED  ${name}\n        ${wrong.slice(0, 8).join('\n        ')}`);
}

async function one(at, g, odd, want, who) {
	const names = want ? want.split(' ') : [], bytes = g.make(odd, who);
	const heads = [/^HEAD |\0REQUEST_METHOD\0HEAD\0/.test(
		bytes.subarray(0, 100).toString('latin1'))];
	const got = await exchange(at, bytes, { want: names.length, heads });
	const wrong = [];
	if (got.answers.length !== names.length)
		wrong.push(`${got.answers.length} answers instead of ${names.length}`);
	if (got.rest.length) wrong.push('bytes that are no answer: '
		+ JSON.stringify(got.rest.toString('latin1').slice(0, 60)));
	names.forEach((n, i) => {
		const a = got.answers[i];
		if (a) wrong.push(...answer_wrong(a, n, { is_head: heads[i],
			escaped: g.escaped }));
	});
	if (got.end === 'late') wrong.push('no end after 8 s');
	// The product closes after each answer.
	if (at === socket && want && got.end !== 'closed')
		wrong.push(`the connection is ${got.end}`);
	if (!alive()) wrong.push('a process of the server or nginx has ended');
	return wrong;
}

// Some at a time: most of the time is spent waiting whether nginx closes. When
// a process ends, every request that was under way is told.
const AT_ONCE = 8;
async function run(at, groups, who) {
	const rows = groups.filter(g => g.title.includes(only)).flatMap(g =>
		g.rows.map(([odd, want]) => [g, odd, want]));
	const left = rows.slice();
	const worker = async () => {
		while (left.length && alive()) {
			const [g, odd, want] = left.shift();
			tell(`${g.title}: ${shown(odd)}`, await one(at, g, odd, want, who));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	if (left.length) tell('every request', [`${left.length} were not sent`]);
	return rows.length;
}

// Somebody signed in, with a consent of a household of his.
async function somebody() {
	const who = await sign_in('ishii');
	who.basis = (await addresses(who)).find(p =>
		p.pattern.endsWith('/basis/:basis') && p.a.body.includes('/files"'))
		.uri.replace(/\?.*/, '');
	return who;
}

async function with_papers(who) {
	const page = await ask('GET', who.basis, who);
	who.papers = [...page.body.matchAll(/href="([^"]+\/files\/[^"]+)"/g)]
		.map(m => m[1]);
	return who;
}

const through = await run(nginx, http);
const who = await somebody();
const direct = await run(socket, scgi.filter(g => !g.later), who)
	+ await run(socket, scgi.filter(g => g.later), await with_papers(who));
console.log(`${through} requests through nginx, ${direct} at the socket`);
if (!only) {
	const m = await matrix();
	m.wrong.forEach(w => tell(w, ['headers or status']));
	tell('the matrix of routes and statuses', m.cells < 500 || m.shown < 40 ?
		[`${m.cells} cells, ${m.shown} pages: it has grown shallow`] : []);
	console.log(`${m.asked} answers of ${m.cells} routes × statuses `
		+ `(${m.statuses.join(' ')}) wear their headers; `
		+ `${m.shown} pages seen as 200, not: ${m.missing.join(' ')}`);
	// nginx writes its log every two seconds.
	await new Promise(ok => setTimeout(ok, 2200));
	tell('the logs name nothing but routes', logs_wrong());
	if (option('--write')) {
		writeFileSync(PAGE, document());
		console.log(`written: ${PAGE}`);
	}
	tell('docs/door.md says what was just seen',
		readFileSync(PAGE, 'utf8') === document() ? [] :
			['./dev door --write makes it anew']);
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed || !passed ? 1 : 0;
