// ./dev bench: how many pages a second, against the yardstick — a static page
// of 15 KB from the same nginx. The page is the overview of a case with ten
// notes, among 20,000 cases, with the audit on; before and after each run it
// is shown that the page is the right one and that every look left its row.
//
//	bench.mjs [--tsv] [--seconds N] [--cases N]
//
// Then the household that the invented city shares: as the agency that leads it
// sees it (lead), and as one to whom passages are closed (shared).
//
// Lines: NAME, CONCURRENCY, RPS, P50_US, P99_US, RATIO (to the yardstick at
// the same concurrency).
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

const { TOMOBUNE_DEV: dev, TOMOBUNE_BIN: bin, TOMOBUNE_STATE: state } =
	process.env;
const arg = (name, otherwise) => {
	const at = process.argv.indexOf(name);
	return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const seconds = arg('--seconds', 5);
const cases = arg('--cases', 20000);
const tsv = process.argv.includes('--tsv');
const data = path.join(state, `bench-${cases}`);
const say = line => { if (!tsv) console.log(line); };

function need(ok, why) {
	if (!ok) throw new Error(why);
}

// ---- the product -----------------------------------------------------------

function seed() {
	if (fs.existsSync(path.join(data, '.seeded'))) return;
	fs.rmSync(data, { recursive: true, force: true });
	fs.mkdirSync(data, { recursive: true });
	say(`Making ${cases} cases`);
	execFileSync(bin, ['demo-seed', '--data', data, '--scale',
		String(cases)], { stdio: ['ignore', 2, 2] });
	fs.writeFileSync(path.join(data, '.seeded'), '');
}

const free_port = () => new Promise(ok => {
	const s = net.createServer().listen(0, '127.0.0.1', () => {
		const { port } = s.address();
		s.close(() => ok(port));
	});
});

async function serve() {
	const child = spawn('sh', [dev, 'serve', data,
		String(await free_port()), 'yardstick'],
	{ stdio: ['ignore', 'pipe', 'inherit'] });
	const url = await new Promise((ok, bad) => {
		child.stdout.once('data', d => ok(String(d).trim()));
		child.once('exit', () => bad(new Error('the server did not start')));
	});
	return { child, url };
}

function ask(url, { method = 'GET', headers = {}, body } = {}) {
	return new Promise((ok, bad) => {
		const rq = http.request(url, { method, headers }, rs => {
			let text = '';
			rs.setEncoding('utf8').on('data', d => { text += d; });
			rs.on('end', () => ok({ status: rs.statusCode, text,
				headers: rs.headers }));
		});
		rq.on('error', bad);
		rq.end(body);
	});
}

const cookies = rs => (rs.headers['set-cookie'] ?? [])
	.map(c => c.split(';')[0]).filter(c => !c.endsWith('=')).join('; ');

async function sign_in(url, login, pass) {
	const form = await ask(url + '/login');
	const csrf = /name="csrf" value="([^"]*)"/.exec(form.text)[1];
	const rs = await ask(url + '/login', { method: 'POST',
		headers: { Cookie: cookies(form), Origin: url,
			'Content-Type': 'application/x-www-form-urlencoded' },
		body: String(new URLSearchParams({ csrf, login, pass })) });
	return rs.status === 303 ? cookies(rs) : '';
}

// ---- the page --------------------------------------------------------------

const get = (url, cookie) => ask(url, { headers: { Cookie: cookie } });
const notes_in = text => (text.match(/ id="n-[\w-]{22}"/g) ?? []).length;

// Somebody of the demo who has a case with exactly ten notes; the page must go
// on showing what it showed then.
async function find_page(url) {
	const accounts = execFileSync(bin, ['accounts', '--demo', '--data', data])
		.toString().trim().split('\n').map(l => l.split('\t'));
	for (const [login, pass] of accounts) {
		const cookie = await sign_in(url, login, pass);
		if (!cookie) continue;
		const list = (await get(url + '/cases', cookie)).text;
		const found = list.match(/\/cases\/[\w-]{22}(?=["?])/g) ?? [];
		for (const at of new Set(found)) {
			const notes = await get(`${url}${at}/notes`, cookie);
			if (notes_in(notes.text) === 10)
				return { cookie, url: url + at };
		}
	}
	throw new Error('nobody has a case with ten notes');
}

// 山邉さんの世帯, at somebody's desk.
async function shared_page(url, login) {
	const account = execFileSync(bin, ['accounts', '--demo', '--data', data])
		.toString().trim().split('\n').map(l => l.split('\t'))
		.find(a => a[0] === login);
	const cookie = await sign_in(url, login, account[1]);
	/* A list shows the first hundred: it is searched for, as people do. */
	const form = await get(url + '/search', cookie);
	const csrf = /name="csrf" value="([^"]*)"/.exec(form.text)[1];
	const found = await ask(url + '/search', { method: 'POST',
		headers: { Cookie: cookie, Origin: url,
			'Content-Type': 'application/x-www-form-urlencoded' },
		body: String(new URLSearchParams({ csrf, q: '山邉 トキ' })) });
	const at = /\/cases\/[\w-]{22}/.exec(found.text);
	if (!at)
		throw new Error(`${login} finds no 山邉 トキ`);
	return { cookie, url: url + at[0] };
}

// The main part, without what is new in every answer.
const body_of = text => text.slice(text.indexOf('<main'))
	.replace(/(nonce|value|data-[\w-]+)="[^"]*"/g, '');

// The audit's own count of its rows, sealed and not yet sealed.
function audit_rows() {
	const said = execFileSync(bin, ['verify-audit', '--data', data])
		.toString();
	return said.match(/\d+/g).slice(0, 2).reduce((n, x) => n + Number(x), 0);
}

// ---- the load --------------------------------------------------------------

const in_us = word => {
	const [, n, unit] = /^([\d.]+)(us|ms|s)$/.exec(word);
	return Math.round(n * { us: 1, ms: 1e3, s: 1e6 }[unit]);
};

function load(url, connections, cookie) {
	const said = execFileSync('wrk', ['-t1', `-c${connections}`,
		`-d${seconds}s`, '--latency', '-H', `Cookie: ${cookie ?? ''}`, url])
		.toString();
	need(!/Non-2xx|Socket errors/.test(said), said);
	const p = n => in_us(new RegExp(`^ +${n}% +(\\S+)`, 'm').exec(said)[1]);
	return { rps: Number(/Requests\/sec: +([\d.]+)/.exec(said)[1]),
		n: Number(/(\d+) requests in/.exec(said)[1]), p50: p(50), p99: p(99) };
}

// wrk counts statuses, not what stands in a page: so as many connections ask
// once more and read. Each answer is the page, each for one row of the audit.
async function read_case(page, was, connections) {
	const before = audit_rows(), times = 10;
	await Promise.all(Array.from({ length: connections }, async () => {
		for (let i = 0; i < times; i++) {
			const rs = await get(page.url, page.cookie);
			need(rs.status === 200 && body_of(rs.text) === was,
				'an answer under load is not the page');
		}
	}));
	const rows = audit_rows() - before;
	need(rows === times * connections,
		`${times * connections} looks left ${rows} rows in the audit`);
}

async function load_case(page, connections) {
	const was = body_of((await get(page.url, page.cookie)).text);
	const before = audit_rows();
	const r = load(page.url, connections, page.cookie);
	const rows = audit_rows() - before;
	// wrk drops the answers that are under way when the time is over.
	need(rows >= r.n && rows <= r.n + connections,
		`${r.n} looks left ${rows} rows in the audit`);
	await read_case(page, was, connections);
	return r;
}

function line(name, connections, r, yard) {
	const words = [name, connections, Math.round(r.rps), r.p50, r.p99,
		(r.rps / yard.rps).toFixed(4)];
	console.log(tsv ? words.join('\t')
		: words.map((w, i) => String(w).padStart(i ? 11 : 9)).join(' '));
}

seed();
const { child, url } = await serve();
try {
	const page = await find_page(url);
	const lead = await shared_page(url, 'ishii');
	const shared = await shared_page(url, 'nakahara');
	const size = (await get(page.url, page.cookie)).text.length;
	say(`${cases} cases, ${seconds} s each; the page has ${size} characters`);
	say('     NAME CONCURRENCY         RPS      P50_US      P99_US       RATIO');
	for (const c of [1, 16]) {
		const yard = load(url + '/yardstick.html', c);
		line('yardstick', c, yard, yard);
		line('case', c, await load_case(page, c), yard);
		line('lead', c, await load_case(lead, c), yard);
		line('shared', c, await load_case(shared, c), yard);
	}
} finally {
	child.kill();
}
