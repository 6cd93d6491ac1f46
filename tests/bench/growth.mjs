// ./dev bench growth: does a page grow slower with the city?
//
//	growth.mjs [--tsv] [--write] [--seconds N] [CASES]…   (10,000 and 100,000)
//
// The rows of ./dev bench on SQLite at 16 connections, in cities of growing
// size; RATIO is p99 against the smallest one.
import path from 'node:path';
import { load } from './load.mjs';
import { write_section } from './report.mjs';
import { desks, rows } from './rows.mjs';
import { City } from './stack.mjs';

const HEAD = ['CASES', 'NAME', 'RPS', 'P50_US', 'P99_US', 'RATIO', 'MB'];
const NAMES = ['case', 'notes', 'list', 'search2', 'searchname', 'addnote'];
const words = process.argv.slice(2);
const at = words.indexOf('--seconds');
const seconds = at < 0 ? 5 : Number(words[at + 1]);
const sizes = words.filter((w, i) => Number(w) > 0 && i !== at + 1).map(Number);
const tsv = words.includes('--tsv');
const table = [], first = {};

console.log(HEAD.join(tsv ? '\t' : '  '));
for (const cases of sizes.length ? sizes : [10000, 100000]) {
	const city = new City(path.join(process.env.TOMOBUNE_STATE,
		`bench-${cases}`), cases);
	city.make(console.error);
	const mb = Math.round(city.bytes() / 1e6);
	const server = await city.serve();
	try {
		const here = await desks(city, server.url);
		for (const name of NAMES) {
			const r = await load(await rows[name].find(here), 16, seconds,
				server.pid);
			first[name] ??= r.p99;
			table.push([cases, name, Math.round(r.rps), r.p50, r.p99,
				(r.p99 / first[name]).toFixed(2), mb]);
			console.log(table.at(-1).join(tsv ? '\t' : '  '));
		}
	} finally {
		await server.stop();
	}
}
if (words.includes('--write'))
	write_section('Growth', { command: './dev bench growth --write',
		head: HEAD, table });
