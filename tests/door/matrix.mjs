// Every route of the product, and every status that can be reached on it: do
// the answers wear their headers? The routes are those of the table of
// tests/noninterf, without a row in which no route is built.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dress_wrong } from './answers.mjs';
import { ask, sign_in } from './world.mjs';

const table = fileURLToPath(new URL('../noninterf/routes.c', import.meta.url));
export const routes = [...readFileSync(table, 'utf8')
	.matchAll(/^\t\{ (GET|POST), "(\/[^"]*)"/gm)].map(m =>
	({ method: m[1], pattern: m[2] }));

const NOBODY = 'AAAAAAAAAAAAAAAAAAAAAA';
const forged = pattern => pattern.replace(/:\w+/g, NOBODY);

// ---- addresses that are there ---------------------------------------------------

const as_regexp = pattern => new RegExp('^'
	+ pattern.replace(/:\w+/g, '[^/?#]+') + '$');
const known = routes.filter(r => r.method === 'GET').map(r =>
	({ ...r, at: as_regexp(r.pattern) }));
// Is there a route of this method for it, its own or another's :name?
const has = (method, uri) => routes.some(r => r.method === method
	&& as_regexp(r.pattern).test(uri));
const route_of = uri => known.find(r => !r.pattern.includes(':')
	&& r.at.test(uri)) ?? known.find(r => r.at.test(uri));

// Follows links from the home page, at most `most` to each route.
export async function addresses(who, most = 2) {
	const found = new Map(), waiting = ['/'], met = new Set(waiting);
	const pages = [];
	while (waiting.length) {
		const uri = waiting.shift(), path = uri.replace(/[?#].*/, '');
		const r = route_of(path);
		if (!r || r.pattern === '/events') continue;
		const n = found.get(r.pattern) ?? 0;
		if (n >= most) continue;
		found.set(r.pattern, n + 1);
		const a = await ask('GET', uri, who);
		pages.push({ method: 'GET', uri, pattern: r.pattern, a });
		for (const [, l] of a.body.matchAll(/(?:href|action)="(\/[^"#]*)/g)) {
			const link = l.replaceAll('&amp;', '&');
			if (!met.has(link)) { met.add(link); waiting.push(link); }
		}
	}
	return pages;
}

// ---- the matrix -----------------------------------------------------------------

const WHO = ['ishii', 'aoki', 'hori', 'koga'];
// What a route answers to somebody whom it does not know, and to no secret.
const stranger = r => r.pattern === '/login' ? (r.method === 'GET' ? 200 : 403)
	: r.method === 'GET' && r.pattern !== '/events' ? 303 : 401;

async function by_rule(who) {
	const asked = [];
	const put = async (r, method, want, someone, body) => asked.push({
		pattern: r.pattern, method, want, uri: forged(r.pattern),
		a: await ask(method, forged(r.pattern), someone, { body }) });
	for (const r of routes) {
		const other = r.method === 'GET' ? 'POST' : 'GET';
		await put(r, r.method, stranger(r), null);
		if (!has(other, forged(r.pattern))) await put(r, other, 405, who,
			other === 'POST' ? `csrf=${who.csrf}` : '');
		if (r.method === 'POST') await put(r, 'POST', 403, who, 'csrf=x');
		if (r.pattern.includes(':')) await put(r, r.method, 404, who,
			r.method === 'POST' ? `csrf=${who.csrf}` : '');
		if (r.method === 'GET' && r.pattern !== '/events')
			await put(r, 'HEAD', null, who);
		await put(r, 'DELETE', 405, who);
	}
	return asked;
}

// { asked: n, cells: n, wrong: [sentences], statuses }
export async function matrix() {
	const wrong = [], cells = new Map(), seen = new Set();
	const asked = await by_rule(await sign_in('ishii'));
	for (const login of WHO)
		asked.push(...await addresses(await sign_in(login)));
	for (const q of asked) {
		const name = `${q.method} ${q.pattern}`;
		const file = q.a.get('content-disposition');
		const why = file ? [] : dress_wrong(q.a, 'ours');
		// Who has not the role is told so before anything is looked for.
		const told = q.want === 404 && q.a.status === 403;
		if (q.want && q.a.status !== q.want && !told)
			why.push(`${q.a.status} instead of ${q.want}`);
		if (q.a.status >= 500) why.push(`status ${q.a.status}`);
		if (q.a.status === 405 && !/^(GET, HEAD|POST)/.test(q.a.get('allow')))
			why.push(`allow: ${q.a.get('allow')}`);
		wrong.push(...why.map(w => `${name} (${q.uri.slice(0, 60)}): ${w}`));
		cells.set(`${name} ${q.a.status}`, true);
		seen.add(q.a.status);
	}
	const shown = new Set(asked.filter(q => q.a.status === 200
		&& q.method === 'GET').map(q => q.pattern));
	return { asked: asked.length, cells: cells.size, wrong, shown: shown.size,
		statuses: [...seen].sort(),
		missing: known.map(r => r.pattern).filter(p => !shown.has(p)) };
}
