// ./dev bench genogram: five layouts of the same families in one run.
//
//	run.mjs [--tsv] [--write] [--page DIR] [--gedcom DIR] [--made N] [--no-times]
//
// --write puts the figures into docs/genogram.md, --page makes a page of the
// pictures side by side, --gedcom counts more families, --made says how many
// made ones (300). Ends with 1 if our picture breaks a hard rule.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { families_in } from './families.mjs';
import { HARD, count, sum } from './count.mjs';
import { Runner } from './runner.mjs';
import { TOOLS } from './tools.mjs';
import { self_check } from './self_check.mjs';
import { page_write } from './page.mjs';
import { doc_write, print_tables, print_tsv } from './report.mjs';

const TOP = fileURLToPath(new URL('../../..', import.meta.url));
const CHECK = path.join(TOP, 'tests/genogram/check.py');
const SIZES = [[10, 40], [20, 40], [50, 20], [200, 10], [1000, 5]];
// What takes longer has failed; a tool that does so twice is not asked again.
const COUNT_MS = 20000, ROOT_MS = 1500, TIME_MS = 10000, LATE = 2;
// Of so many times the best, if one takes less than REPEAT_US.
const REPEAT = 3, REPEAT_US = 300000;

const has = name => process.argv.includes(name);
const arg = (name, otherwise) => {
	const at = process.argv.indexOf(name);
	return at < 0 ? otherwise : process.argv[at + 1];
};
const say = text => process.stderr.write(`${text}\n`);

function made(folder, ...args) {
	execFileSync('python3', [CHECK, '--write', folder, ...args.map(String)]);
	return families_in(folder);
}

// ---- counting ---------------------------------------------------------------

async function count_tool(tool, families) {
	const runner = new Runner(tool,
		TOOLS[tool].rooted ? ROOT_MS : COUNT_MS);
	const rows = [];
	for (const f of families) {
		const { boxes, own, why } = await runner.best(f);
		const { n, strokes } = count(f, boxes);
		rows.push({ f, n, boxes, strokes, why, own: own && count(f, boxes,
			own).n });
	}
	runner.stop();
	return rows;
}

async function count_all(sets) {
	const all = [];
	for (const set of sets) {
		const by_tool = {};
		for (const tool of Object.keys(TOOLS)) {
			say(`${set.name}: ${TOOLS[tool].name}`);
			by_tool[tool] = await count_tool(tool, set.families);
		}
		all.push({ ...set, by_tool, lines: set_lines(by_tool) });
	}
	return all;
}

function set_lines(by_tool) {
	const lines = [];
	for (const [tool, rows] of Object.entries(by_tool)) {
		lines.push({ name: TOOLS[tool].name, ...sum(rows.map(r => r.n)) });
		if (tool === 'ours')
			lines.push({ name: 'the same, as drawn',
				...sum(rows.map(r => r.own ?? r.n)) });
	}
	return lines;
}

// ---- times ------------------------------------------------------------------

function percentile(sorted, p) {
	return sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)];
}

async function time_best(runner, f) {
	let best;
	for (let i = 0; i < REPEAT; i++) {
		const got = await runner.layout(f);
		if (got.us === undefined) return best ?? got;
		if (!best || got.us < best.us) best = got;
		if (got.us > REPEAT_US) break;
	}
	return best;
}

async function time_tool(tool, families, warm) {
	const runner = new Runner(tool, TIME_MS);
	const times = [];
	let late = 0, failed = 0;
	for (const f of warm) await runner.layout(f);
	for (const f of families) {
		const { us, end } = await time_best(runner, f);
		if (us === undefined && !end) failed++;
		else times.push(us ?? Infinity);
		late += end ?? 0;
		if (late === LATE) break;
	}
	runner.stop();
	times.sort((a, b) => a - b);
	return { tool: TOOLS[tool].name, n: times.length, failed,
		p50: percentile(times, .5) / 1000, p95: percentile(times, .95) / 1000 };
}

async function times_all(folder) {
	const warm = made(path.join(folder, 'warm'), '--sized', 10, 5);
	const all = [];
	for (const [people, n] of SIZES) {
		const families = made(path.join(folder, String(people)), '--sized',
			people, n);
		for (const tool of Object.keys(TOOLS)) {
			if (tool === 'dot_free') continue;
			say(`times, ${people} people: ${TOOLS[tool].name}`);
			all.push({ people, ...await time_tool(tool, families, warm) });
		}
	}
	return all;
}

// How long dot takes to start: a graph of one person.
function dot_start() {
	const once = () => {
		const from = process.hrtime.bigint();
		execFileSync('dot', ['-Tplain'], { input: 'graph { a }' });
		return Number(process.hrtime.bigint() - from) / 1e6;
	};
	return percentile(Array.from({ length: 9 }, once).sort((a, b) => a - b), .5);
}

// ---- the required -----------------------------------------------------------

const LIMITS = [[20, 5], [200, 100], [1000, 500]];

function required(sets, times) {
	const lines = [];
	const add = (what, figure, ok) => lines.push({ what, figure, ok });
	for (const { name, lines: [ours, own, dot] } of sets) {
		add(`${name}: hard rules of ours (${HARD.join(', ')}) all 0`,
			HARD.reduce((n, k) => n + ours[k] + own[k], 0),
			HARD.every(k => ours[k] + own[k] === 0));
		add(`${name}: crossings of ours ≤ half of dot's`,
			`${ours.crossings} of ${dot.crossings}`,
			ours.crossings * 2 <= dot.crossings);
		add(`${name}: the same as drawn`,
			`${own.crossings} of ${dot.crossings}`,
			own.crossings * 2 <= dot.crossings);
	}
	for (const [people, ms] of LIMITS) {
		const t = times.find(x => x.people === people &&
			x.tool === TOOLS.ours.name);
		if (t) add(`time of ours, ${people} people: p95 ≤ ${ms} ms`,
			`${t.p95.toFixed(1)} ms`, t.p95 <= ms);
	}
	return lines;
}

// ---- running ----------------------------------------------------------------

function versions() {
	const lock = JSON.parse(fs.readFileSync(new URL('./package-lock.json',
		import.meta.url)));
	const npm = name => lock.packages[`node_modules/${name}`].version;
	const dot = execFileSync('sh', ['-c', 'dot -V 2>&1'], { encoding: 'utf8' });
	return `graphviz ${/version ([\d.]+)/.exec(dot)[1]}, relatives-tree ` +
		`${npm('relatives-tree')}, family-chart ${npm('family-chart')}, elkjs ` +
		`${npm('elkjs')}, Node ${process.versions.node}`;
}

async function main() {
	self_check();
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'genogram-'));
	const n = Number(arg('--made', 300));
	const sets = [{ name: 'hard households',
		families: families_in(path.join(TOP, 'tests/genogram')) },
	{ name: 'made families',
		families: made(path.join(folder, 'made'), '--made', n) }];
	if (has('--gedcom')) sets.push({ name: 'GEDCOM',
		families: families_in(arg('--gedcom')) });
	const [load] = os.loadavg();
	const report = { versions: versions(), load, cpus: os.cpus().length,
		gib: Math.round(os.totalmem() / 2 ** 30), dot_start: dot_start(),
		sets: await count_all(sets),
		times: has('--no-times') ? [] : await times_all(folder) };
	report.required = required(report.sets, report.times);
	if (has('--tsv')) print_tsv(report);
	else print_tables(report);
	if (has('--page')) {
		const to = path.resolve(arg('--page'));
		page_write(to, report);
		say(`The pictures: ${to}/index.html`);
	}
	if (has('--write')) {
		const to = path.join(TOP, 'docs/genogram.md');
		doc_write(to, report);
		say(`The figures: ${to}`);
	}
	fs.rmSync(folder, { recursive: true, force: true });
	process.exitCode = report.required.some(r =>
		/hard rules/.test(r.what) && !r.ok) ? 1 : 0;
}

await main();
