// docs/bench.md: each command writes its own section and leaves the others.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { machine_words } from './machine.mjs';

const file = fileURLToPath(new URL('../../docs/bench.md', import.meta.url));
const row = words => `| ${words.join(' | ')} |`;

export function section_of(title, { command, cases, words, head, table,
	machine = [] }) {
	const day = new Date().toISOString().slice(0, 10);
	const commit = process.env.TOMOBUNE_COMMIT || 'unknown';
	return [`## ${title} — \`${command}\``, '',
		`${day}, commit ${commit}; ${machine_words()}` +
		(cases ? `; ${cases} casefiles.` : '.'), '',
		...words ? [words, ''] : [],
		row(head), row(head.map(() => '---')), ...table.map(row), '',
		...machine.map(m => `- ${m[0]}: ${m[1]}: ${m[2]} ${m[3]}`),
		...machine.length ? [''] : []].join('\n');
}

// In the place of the section of that name, or at the end.
export function write_section(title, what) {
	const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') :
		'# Measured\n\n';
	const parts = text.split(/^(?=## )/m);
	const at = parts.findIndex(p => p.startsWith(`## ${title} `));
	parts.splice(at < 0 ? parts.length : at, at < 0 ? 0 : 1,
		section_of(title, what) + '\n');
	fs.writeFileSync(file, parts.join('').replace(/\n+$/, '\n'));
	console.error(`wrote ${file}`);
}
