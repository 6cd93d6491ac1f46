// docs/door.md from the same tables that are run: every odd request, and what
// it gets.
import { answers, wardrobe } from './answers.mjs';
import { groups as http } from './http.mjs';
import { groups as scgi } from './scgi.mjs';

// `aaaa…` as a person reads it: escaped, and the long ones cut.
export function shown(odd) {
	const s = JSON.stringify(String(odd)).slice(1, -1)
		.replace(/[\x7f-\xff\u200b-\u202e\ufeff\uffff]/g, c =>
			`\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
	const cut = [...s].slice(0, 72).join('');
	return cut.length < s.length ? `${cut}… (${String(odd).length})` : s;
}
const code = s => s === '' ? '(nothing)' : s.includes('`') ? `\`\` ${s} \`\`` :
	`\`${s}\``;
const cell = s => s.replaceAll('|', '\\|');

const WHO = { ours: 'tomobune', nginx: 'nginx', file: 'nginx, a file',
	bare: 'nginx', paper: 'tomobune, a paper' };
const END = { closed: 'closed' };
const answer_row = ([name, a]) => `| ${name} | ${WHO[a.who]} | ${a.status} | ${
	a.words?.replace(/<[^>]*>?/g, '') || '–'} | ${END[a.end] ?? 'by the request'} |`;

const to_words = want => want === '' ? 'nothing; closed when we hang up' :
	want.split(' ').join(', then ');
// Rows of one answer stand together.
function group(g) {
	const by = new Map();
	for (const [odd, want] of g.rows)
		by.set(want, [...(by.get(want) ?? []), odd]);
	return [`### ${g.title}`, `${g.about[0].toUpperCase()}${g.about.slice(1)}.`,
		'', '| answer | to |', '|---|---|',
		...[...by].map(([want, odds]) => `| ${to_words(want)} | ${cell(
			odds.map(o => code(shown(o))).join(', '))} |`), ''];
}

const dress = (title, who) => [`**${title}**`, '',
	...Object.entries(wardrobe[who]).map(([n, r]) =>
		`- \`${n}\`: \`${r.source}\``), ''];
const count = groups => groups.reduce((n, g) => n + g.rows.length, 0);

export const document = () => [
	'# What the door answers', '',
	'Made by `./dev door --write` from the tables in `tests/door`, and held',
	'against what the real nginx and the real program answer by',
	'`./dev check door`: this page is true or the check fails.', '',
	`${count(http)} requests through nginx and ${count(scgi)} at the product’s`,
	'own socket.  After each of them the server and every process of nginx still',
	'live.  Besides what stands here, every answer is in Japanese, holds nothing',
	'of what was sent (or only escaped, on a page of search) and nothing of how',
	'the program is built; no log names a path, a value or an address.', '',
	'## The answers', '',
	'| name | who speaks | status | words | connection |',
	'|---|---|---|---|---|', ...Object.entries(answers).map(answer_row), '',
	'The headers of each, as regular expressions:', '',
	...dress('tomobune', 'ours'), ...dress('nginx', 'nginx'),
	...dress('a file', 'file'), ...dress('a paper somebody put in', 'paper'),
	'A cookie is always `HttpOnly; SameSite=Strict; Secure; Path=/`, `Server` is',
	'`nginx` without a version, and no header comes twice.  Over TLS pages and files',
	'bring `Strict-Transport-Security` (`tests/nginx`).', '',
	'The only 5xx of the door are nginx’s 501 (a transfer encoding it does not',
	'know) and 505 (a version of HTTP it does not speak).  502, 503 and 504 tell',
	'that the server is away or full; `tests/nginx` shows them.', '',
	'## Through nginx', '', ...http.flatMap(group),
	'## At the product’s own socket', '',
	'Where nobody has looked at the bytes before.  The product closes the',
	'connection after each answer.', '', ...scgi.flatMap(group),
].join('\n');
