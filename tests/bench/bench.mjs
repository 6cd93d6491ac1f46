// ./dev bench: what a page costs, against the yardstick — a static page of
// 15 KB from the same nginx — on SQLite and on PostgreSQL, with the audit on.
//
//	bench.mjs [--tsv] [--write] [--seconds N] [--cases N] [--only NAME]…
//		[--sqlite | --postgresql]
//
// Lines: NAME, CONNECTIONS, RPS, P50_US, P99_US, RATIO (to the yardstick at the
// same number of connections), CPU_US (of the server, for a request), DATABASE.
// Before and after each load it is shown that the answers are the right page,
// and what the load left in the database: a look for each look, a note for each
// note.
import path from 'node:path';
import { load } from './load.mjs';
import { cold_start_ms, machine_words, most_pss_kib, pss_kib } from './machine.mjs';
import { write_section } from './report.mjs';
import { desks, rows } from './rows.mjs';
import { ask, City, need } from './stack.mjs';

const { TOMOBUNE_STATE: state, TOMOBUNE_BENCH_PG: pg } = process.env;
const flag = name => process.argv.includes(name);
const arg = (name, otherwise) => {
	const at = process.argv.indexOf(name);
	return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const only = process.argv.filter((_, i, all) => all[i - 1] === '--only');
const seconds = arg('--seconds', 5);
const cases = arg('--cases', 20000);
const tsv = flag('--tsv');
const say = line => { if (!tsv) console.log(line); };

const WORDS = `50 agencies, 200 accounts, ten notes a casefile, audit on
(synchronous=FULL: a page leaves after its audit row is on disk); the load comes
from the same two cores.  \`yardstick\` is a static page of 15 KB through the
same nginx.  \`search2\` looks for a word of two characters that stands in a
third of all notes; \`lead\` and \`shared\` are the household of the scenario
as its lead agency and as one to whom passages are closed see it.`;

const table = [], machine = [];
const HEAD = ['NAME', 'CONNECTIONS', 'RPS', 'P50_US', 'P99_US', 'RATIO',
	'CPU_US', 'DATABASE'];

function line(words) {
	console.log(tsv ? words.join('\t') : words.map((w, i) =>
		String(w)[i ? 'padStart' : 'padEnd'](i ? 12 : 14)).join(''));
}

function add(name, connections, r, yard, database) {
	const words = [name, connections, Math.round(r.rps), r.p50, r.p99,
		(r.rps / yard.rps).toFixed(4), r.cpu, database];
	table.push(words);
	line(words);
}

// ---- one row ------------------------------------------------------------------

let asked = 0;
const form_of = what => what.form && Object.fromEntries(
	Object.entries(what.form).map(([k, v]) =>
		[k, v.replaceAll('@N@', `c${asked}`)]));

async function right(what) {
	asked++;
	const rs = await ask(what.url, { method: what.form ? 'POST' : 'GET',
		headers: what.headers, form: form_of(what) });
	if (!what.shows)
		return need(rs.status === 303, `${what.url} answers ${rs.status}`);
	const main = rs.text.slice(rs.text.indexOf('<main'));
	need(rs.status === 200 && main.includes(what.shows),
		`${what.url} is not the page that shows ${what.shows}`);
}

// Rows of the audit, and of the tables that the row names.
const counts = (city, kept) => [city.audit_rows(),
	...Object.keys(kept ?? {}).map(t =>
		city.number(`select count(*) from ${t}`))];

// Asks n times at once and says what each request left.
async function each_leaves(city, what, kept, n) {
	const before = counts(city, kept);
	await Promise.all(Array.from({ length: n }, () => right(what)));
	return counts(city, kept).map((c, i) => (c - before[i]) / n);
}

async function measure(city, row, what, connections, pid) {
	const left = await each_leaves(city, what, row.kept, connections);
	need(left.every(Number.isInteger) && left[0] > 0 &&
		Object.values(row.kept ?? {}).every((k, i) => left[i + 1] === k),
	`a request left ${left} rows`);
	const before = counts(city, row.kept);
	const r = await load(what, connections, seconds, pid);
	const after = counts(city, row.kept);
	// wrk drops the answers that are under way when the time is over.
	left.forEach((k, i) => need(after[i] - before[i] >= k * r.n &&
		after[i] - before[i] <= k * (r.n + connections),
	`${r.n} requests left ${after[i] - before[i]} rows, ${k} each`));
	await each_leaves(city, what, row.kept, connections);
	return r;
}

// ---- one database ---------------------------------------------------------------

const note = (database, name, value, unit) => {
	machine.push([database, name, value, unit]);
	say(`${database}: ${name} ${value} ${unit}`);
};

async function pages(city, server, database) {
	const here = await desks(city, server.url);
	for (const connections of [1, 16]) {
		const yard = await load({ url: server.url + '/yardstick.html' },
			connections, seconds);
		add('yardstick', connections, { ...yard, cpu: 0 }, yard, database);
		for (const [name, row] of Object.entries(rows)) {
			if (only.length && !only.includes(name)) continue;
			const what = await row.find(here);
			const n = Math.min(connections, row.most ?? connections);
			add(name, n, await measure(city, row, what, n, server.pid),
				yard, database);
		}
		if (connections === 16 && !only.length)
			add('case+login', connections, await with_logins(here, server,
				database), yard, database);
	}
}

// Pages while people sign in again and again.
async function with_logins(here, server, database) {
	const sign_in = load(await rows.login.find(here), rows.login.most,
		seconds + 2);
	const r = await load(await rows.case.find(here), 16, seconds, server.pid);
	const [all, own] = await most_pss_kib(server.pid, sign_in);
	note(database, 'memory while people sign in (PSS)',
		Math.round(all / 1024), 'MiB');
	note(database, 'of it its own, without pages of files',
		Math.round(own / 1024), 'MiB');
	return r;
}

async function run(database) {
	const folder = `bench-${database === 'sqlite' ? '' : 'pg-'}${cases}`;
	const city = new City(path.join(state, folder), cases,
		database === 'sqlite' ? undefined : pg);
	city.make(say);
	note(database, 'start to the first page',
		(await cold_start_ms(city)).toFixed(0), 'ms');
	const server = await city.serve();
	note(database, 'memory of the idle server (PSS)',
		Math.round(pss_kib(server.pid) / 1024), 'MiB');
	try {
		await pages(city, server, database);
	} finally {
		await server.stop();
	}
	note(database, 'bytes on disk for a note, everything else included',
		Math.round(city.bytes() / city.number('select count(*) from note')),
		'bytes');
}

say(`${cases} cases, ${seconds} s each; ${machine_words()}`);
line(HEAD);
for (const database of ['sqlite', 'postgresql'])
	if (!flag(database === 'sqlite' ? '--postgresql' : '--sqlite'))
		await run(database);
if (flag('--write'))
	write_section('Pages', { command: `./dev bench --write --seconds ${seconds}`,
		words: WORDS, cases, head: HEAD, table, machine });
