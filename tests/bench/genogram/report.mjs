// The figures as a table, as TSV, and as docs/genogram.md.
import fs from 'node:fs';
import { COUNTS, MEANS } from './count.mjs';

export const NOTES = [
	'Every tool is counted on its positions with the same strokes, drawn by the ' +
	'bench: this favours tools whose rows are level, ours among them. “As drawn” ' +
	'counts the strokes that our program draws by itself.',
	'A union is led over people who stand between the partners (crossings). With ' +
	'straight lines (straight) the line runs through those people instead ' +
	'(through), and what it would cross is hidden; with every bar half-way ' +
	'(halfway) bars lie on each other, and still more is hidden. Where two people ' +
	'or their lines are missing nothing can cross.',
	'dot draws splines of its own and leads them around people: its own picture ' +
	'has no lines through people. It gets unions as points and partners in one ' +
	'rank; without ranks it crosses less, but generations mix.',
	'relatives-tree and family-chart are made for interactive trees around one ' +
	'person and leave people out on purpose. Of up to twelve people as that one, ' +
	'the picture that leaves out the fewest is counted; somebody drawn twice has ' +
	'his lines where they are shortest. family-chart knows two parents of a ' +
	'person, so adoptive parents beside the own ones are not told to it.',
	'elk is a layout of any graph and knows no families: it is told nothing of ' +
	'partners in one row, birth order or sexes. Options of each tool that an ' +
	'expert would find were not searched for.',
	'Names take room by our own measure, in cells that are as wide as the name ' +
	'(relatives-tree and family-chart: as the widest name).',
	'The made families come from our own generator, the hard households were ' +
	'written by us: both hold what we thought of.',
];

const DOT_NOTE = ms => `Times are of the layout call alone, the best of three ` +
	`in a process that has laid out five families before (ours: in new ` +
	`processes); dot's are of the whole command, of which ${ms.toFixed(0)} ms are for one ` +
	'that draws a single node. relatives-tree and family-chart leave people out.';

const figure = v => (Number.isInteger(v) ? String(v) : v.toFixed(2));
const ms = v => (v === Infinity ? '> 10,000' : v === undefined ||
	Number.isNaN(v) ? '–' : v.toFixed(v < 10 ? 2 : 0));
const people = set => set.families.reduce((n, f) => n + f.persons.length, 0);
const title = set => `${set.families.length} ${set.name}, ` +
	`${people(set)} people`;

function set_table(set) {
	return [['layout', ...COUNTS, ...MEANS], ...set.lines.map(l => [l.name,
		...[...COUNTS, ...MEANS].map(k => figure(l[k]))])];
}

const times_table = times => [['people', 'layout', 'families', 'failed',
	'p50 ms', 'p95 ms'], ...times.map(t => [String(t.people), t.tool,
	String(t.n), String(t.failed), ms(t.p50), ms(t.p95)])];

const required_table = lines => [['required', 'figure', 'reached'],
	...lines.map(l => [l.what, String(l.figure), l.ok ? 'yes' : 'NO'])];

function print(table) {
	const wide = table[0].map((_, i) =>
		Math.max(...table.map(r => [...r[i]].length)));
	for (const row of table)
		console.log(row.map((v, i) => v.padEnd(wide[i])).join('  ').trimEnd());
	console.log();
}

export function print_tables(r) {
	for (const set of r.sets) {
		console.log(title(set));
		print(set_table(set));
	}
	if (r.times.length) print(times_table(r.times));
	print(required_table(r.required));
}

export function print_tsv(r) {
	const put = (kind, table) => {
		for (const row of table) console.log([kind, ...row].join('\t'));
	};
	for (const set of r.sets) put(set.name, set_table(set));
	if (r.times.length) put('times', times_table(r.times));
	put('required', required_table(r.required));
}

const markdown = ([head, ...rows]) => [head, head.map(() => '---'), ...rows]
	.map(r => `| ${r.join(' | ')} |`).join('\n');

function wrap(text) {
	const lines = ['-'];
	for (const word of text.split(' ')) {
		const last = lines.length - 1;
		if (lines[last].length + word.length > 76) lines.push(`  ${word}`);
		else lines[last] += ` ${word}`;
	}
	return lines.join('\n');
}

export function doc_write(file, r) {
	const commit = process.env.TOMOBUNE_COMMIT || 'unknown';
	const date = new Date().toISOString().slice(0, 10);
	const parts = ['# The genogram against other layouts', '',
		`\`./dev bench genogram --write\`, ${date}, commit ${commit}.  ` +
		`Machine: ${r.cpus} virtual cores, ${r.gib} GiB (load before the run ` +
		`${r.load.toFixed(1)}); ${r.versions}.  This file is written by that ` +
		'command; what each count means stands in ' +
		'`tests/bench/genogram/count.mjs`.', ''];
	for (const set of r.sets)
		parts.push(`## ${title(set)}`, markdown(set_table(set)), '');
	if (r.times.length)
		parts.push('## Times', markdown(times_table(r.times)), '',
			DOT_NOTE(r.dot_start), '');
	parts.push('## What is required', markdown(required_table(r.required)), '',
		'## What the counts favour', ...NOTES.map(wrap), '');
	fs.writeFileSync(file, parts.join('\n'));
}
