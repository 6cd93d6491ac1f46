// ./dev bench growth: does a page grow slower with the city?
//
//	growth.mjs [--tsv] [--write] [--seconds N] [--notes N] [--agencies N]
//		[--keep] [CASES]…   (10,000 and 100,000; the aim is 1,000,000)
//
// The rows of ./dev bench on SQLite at 16 connections, in cities of growing
// size, one after another; RATIO is p99 against the first one, and is to stay
// below 1.5.  A city is made for it and removed afterwards (--keep: not).
//
// A city ten times as large has ten times as many agencies, each with as many
// casefiles and people as before: that is how municipalities differ, and the
// default.  With --agencies N their number stays instead and each of them
// grows, as in a city that lets one office do everything.
import fs from 'node:fs';
import path from 'node:path';
import { load } from './load.mjs';
import { write_section } from './report.mjs';
import { desks, rows } from './rows.mjs';
import { City, need } from './stack.mjs';

const HEAD = ['CASES', 'AGENCIES', 'NAME', 'RPS', 'P50_US', 'P99_US', 'RATIO',
	'CPU_US', 'MB'];
const NAMES = ['case', 'notes', 'list', 'search2', 'searchname', 'addnote'];
const CONNECTIONS = 16, AIM = 1.5, CASES_OF_EACH = 400, LEAD_NOTHING = 6;

const words = process.argv.slice(2);
const number = (name, otherwise) => {
	const at = words.indexOf(name);
	return at < 0 ? otherwise : Number(words.splice(at, 2)[1]);
};
const seconds = number('--seconds', 5);
const notes = number('--notes', 2);
const fixed = number('--agencies', 0);
const sizes = words.filter(w => Number(w) > 0).map(Number);
const tsv = words.includes('--tsv');
const { TOMOBUNE_STATE: state } = process.env;
const table = [], first = {}, worst = { ratio: 0 };

const agencies_of = cases => fixed ||
	Math.round(cases / CASES_OF_EACH) + LEAD_NOTHING;

const WORDS = `${CONNECTIONS} connections, ${notes} notes a casefile; ${fixed ?
	`${fixed} agencies at every size, so that each grows` :
	`an agency has ${CASES_OF_EACH} casefiles and four people at every size`}.`;

// The city without its notes takes 4 KB for each casefile, a note 1.8; half as
// much again for the log and what a search leaves.
function need_room(cases) {
	const { bavail, bsize } = fs.statfsSync(state);
	const bytes = cases * (4000 + 1800 * notes) * 1.5;
	need(bavail * bsize > bytes,
		`${cases} casefiles need ${(bytes / 1e9).toFixed(0)} GB in ${state}`);
}

// A page that is refused (a statement may take 5 s) is a line too: the others
// are still measured.
async function measure(name, here, pid) {
	try {
		const what = await rows[name].find(here);
		await load(what, CONNECTIONS, 1);
		return await load(what, CONNECTIONS, seconds, pid);
	} catch (e) {
		console.error(`${name}: ${e.message}`);
		return { rps: NaN, p50: NaN, p99: Infinity, cpu: NaN };
	}
}

function add(city, name, r, mb) {
	first[name] ??= r.p99;
	const ratio = r.p99 / first[name];
	if (ratio > worst.ratio)
		Object.assign(worst, { ratio, name, cases: city.cases });
	const words = Number.isFinite(r.p99) ? [Math.round(r.rps), r.p50, r.p99,
		ratio.toFixed(2), r.cpu] : ['refused', '–', '–', '–', '–'];
	table.push([city.cases, city.agencies, name, ...words, mb]);
	console.log(table.at(-1).join(tsv ? '\t' : '  '));
}

async function measure_all(city, mb) {
	const server = await city.serve();
	try {
		const here = await desks(city, server.url);
		for (const name of NAMES)
			add(city, name, await measure(name, here, server.pid), mb);
	} finally {
		await server.stop();
	}
}

console.log(HEAD.join(tsv ? '\t' : '  '));
for (const cases of sizes.length ? sizes : [10000, 100000]) {
	const agencies = agencies_of(cases);
	const folder = path.join(state, `growth-${cases}-${notes}-${agencies}`);
	const city = new City(folder, cases, undefined, { notes, agencies });
	need_room(cases);
	try {
		city.make(console.error);
		await measure_all(city, Math.round(city.bytes() / 1e6));
	} finally {
		if (!words.includes('--keep'))
			fs.rmSync(folder, { recursive: true, force: true });
	}
}
const most = Number.isFinite(worst.ratio) ? worst.ratio.toFixed(2) : 'a refusal';
const said = `the most is ${most} (${worst.name}, ` +
	`${worst.cases} casefiles), the aim ${AIM}`;
if (!tsv) console.log(said);
if (words.includes('--write'))
	write_section('Growth', {
		command: `./dev bench growth ${process.argv.slice(2).join(' ')}`,
		words: `${WORDS}\nOf the ratios of p99, ${said}.`, head: HEAD, table });
