// The product as the bench meets it: a city that was made before, behind the
// real nginx, and people who sign in to it.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

const { TOMOBUNE_DEV: dev, TOMOBUNE_BIN: bin } = process.env;

export function need(ok, why) {
	if (!ok) throw new Error(why);
}

const run = (program, args) => execFileSync(program, args,
	{ maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 2] }).toString();

const free_port = () => new Promise(ok => {
	const s = net.createServer().listen(0, '127.0.0.1', () => {
		const { port } = s.address();
		s.close(() => ok(port));
	});
});

// A city of so many casefiles in a folder; `pg`: its conninfo, if it is in a
// database of PostgreSQL.  Ten notes each, and as many agencies as demo-seed
// thinks, if nothing else is said.
export class City {
	constructor(data, cases, pg, { notes = 10, agencies = 0 } = {}) {
		Object.assign(this, { data, cases, pg, notes, agencies });
	}

	tool(command, ...more) {
		return run(bin, [command, '--data', this.data,
			...this.pg ? ['--pg', this.pg] : [], ...more]);
	}

	// Made once, and kept for the next run.
	make(say) {
		if (fs.existsSync(path.join(this.data, '.seeded'))) return;
		fs.rmSync(this.data, { recursive: true, force: true });
		fs.mkdirSync(this.data, { recursive: true });
		const began = Date.now();
		this.tool('demo-seed', '--scale', String(this.cases),
			'--notes', String(this.notes),
			'--agencies', String(this.agencies));
		// Or what the city left to be written is measured with the first load.
		run('sync', []);
		fs.writeFileSync(path.join(this.data, '.seeded'), '');
		say(`${this.cases} cases made in ` +
			`${((Date.now() - began) / 1000).toFixed(0)} s`);
	}

	accounts() {
		return this.tool('accounts', '--demo').trim().split('\n')
			.map(l => l.split('\t'));
	}

	password(login) {
		return this.accounts().find(a => a[0] === login)[1];
	}

	// The audit's own count of its rows, sealed and not yet sealed.
	audit_rows() {
		return this.tool('verify-audit').match(/\d+/g).slice(0, 2)
			.reduce((n, x) => n + Number(x), 0);
	}

	number(query) {
		return Number(this.pg ? run('psql', ['-XqAt', this.pg, '-c', query])
			: run('sqlite3', ['-cmd', '.timeout 5000',
				path.join(this.data, 'tomobune.db'), query]));
	}

	// Bytes of the database when nobody uses it.
	bytes() {
		return this.pg ? this.number(
			'select pg_database_size(current_database())')
			: fs.statSync(path.join(this.data, 'tomobune.db')).size;
	}

	// `more`: options of ./dev serve.
	async serve(...more) {
		const child = spawn('sh', [dev, 'serve', this.data,
			String(await free_port()), 'yardstick', ...more],
		{ stdio: ['ignore', 'pipe', 'inherit'],
			env: { ...process.env, TOMOBUNE_DB: this.pg ?? '' } });
		const ended = new Promise(ok => child.once('exit', ok));
		const url = await Promise.race([
			new Promise(ok => child.stdout.once('data',
				d => ok(String(d).trim()))),
			ended.then(() => {
				throw new Error('the server did not start');
			})]);
		const pid = Number(fs.readFileSync(
			path.join(this.data, 'run/server.pid'), 'utf8'));
		return { url, pid, stop: () => (child.kill(), ended) };
	}
}

// ---- people -------------------------------------------------------------------

const agent = new http.Agent({ keepAlive: false });

export function ask(url, { method = 'GET', headers = {}, form } = {}) {
	const body = form && String(new URLSearchParams(form));
	return new Promise((ok, bad) => {
		const rq = http.request(url, { method, agent, headers: {
			...body === undefined ? {} : FORM, ...headers } }, rs => {
			let text = '';
			rs.setEncoding('utf8').on('data', d => { text += d; });
			rs.on('end', () => ok({ status: rs.statusCode, text,
				headers: rs.headers }));
		});
		rq.on('error', bad);
		rq.end(body);
	});
}

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

const cookies = rs => (rs.headers['set-cookie'] ?? [])
	.map(c => c.split(';')[0]).filter(c => !c.endsWith('=')).join('; ');
const hidden = (text, name) =>
	new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1];

// What a sign-in is sent with: the form's cookie and its secret.
export async function sign_in_form(url, login, pass) {
	const form = await ask(url + '/login');
	return { url: url + '/login', headers: { Cookie: cookies(form), Origin: url },
		form: { csrf: hidden(form.text, 'csrf'), login, pass } };
}

export class Person {
	constructor(url, cookie) {
		Object.assign(this, { url, headers: { Cookie: cookie, Origin: url } });
	}

	static async sign_in(url, login, pass) {
		const sent = await sign_in_form(url, login, pass);
		const rs = await ask(sent.url, { method: 'POST', ...sent });
		return rs.status === 303 ? new Person(url, cookies(rs)) : null;
	}

	get(at) {
		return ask(this.url + at, { headers: this.headers });
	}

	async csrf() {
		this.secret ??= hidden((await this.get('/search')).text, 'csrf');
		return this.secret;
	}

	async post(at, form) {
		return ask(this.url + at, { method: 'POST', headers: this.headers,
			form: { csrf: await this.csrf(), ...form } });
	}
}
