// What every part of the door's tests stands on: the environment, who is
// signed in, and whether the server and nginx still live.
import { readFileSync, readdirSync } from 'node:fs';
import { exchange, scgi } from './client.mjs';

const env = name => {
	if (!process.env[name]) {
		console.error(`${name} is not set: ./dev door sets it`);
		process.exit(2);
	}
	return process.env[name];
};
const url = new URL(env('TOMOBUNE_URL'));
export const data = env('TOMOBUNE_DATA');
export const nginx = { host: url.hostname, port: +url.port };
export const socket = { path: `${data}/run/tomobune.sock` };
const accounts = readFileSync(env('TOMOBUNE_ACCOUNTS'), 'utf8').trim()
	.split('\n').map(l => l.split('\t'));
const pids = env('TOMOBUNE_PIDS').split(' ');

// ---- asking as a browser would, at the socket ---------------------------------

const FORM = ['CONTENT_TYPE', 'application/x-www-form-urlencoded'];
export async function ask(method, uri, who, { body = '', type } = {}) {
	const pairs = [['REQUEST_METHOD', method], ['REQUEST_URI', uri],
		['SCGI', '1'], ['HTTP_HOST', 'localhost']];
	if (body.length) pairs.push(type ? ['CONTENT_TYPE', type] : FORM);
	if (who) pairs.push(['HTTP_COOKIE', who.cookie]);
	const got = await exchange(socket, scgi(pairs, body),
		{ heads: [method === 'HEAD'] });
	return got.answers[0];
}

// Signs an account of the demo in: { cookie, csrf }.
export async function sign_in(login) {
	const row = accounts.find(a => a[0] === login);
	const guest = { cookie: '__Host-tbg=door' };
	const a = await ask('POST', '/login', guest, { body: new URLSearchParams({
		csrf: 'door', login, pass: row[1] }).toString() });
	const who = { cookie: a.get('set-cookie').split(';')[0] };
	const home = await ask('GET', '/', who);
	who.csrf = /name="csrf" value="([^"]+)"/.exec(home.body)[1];
	return who;
}

// ---- alive, and what is written down ------------------------------------------

function children(pid) {
	const of = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
	return of.trim();
}
const state = pid => readFileSync(`/proc/${pid}/stat`, 'utf8')
	.replace(/.*\) /, '')[0];
const family = () => pids.map(p => state(p) === 'Z' ? '' : p + children(p))
	.join('/');
const at_first = family();
// The server and nginx with all its workers are the processes of the start.
export function alive() {
	try { return family() === at_first; } catch { return false; }
}

// Lines of the logs that should not be there: anything but what says no more
// than how long which route took.
export function logs_wrong() {
	const ok = /^tomobune: (info: \d+ (-|\/[\w/:.-]*) \d{3} \d+ us|info: serving with \d+ workers)$/;
	const server = readFileSync(`${data}/run/server.log`, 'utf8').trim()
		.split('\n').filter(l => !ok.test(l));
	const access = /^\S+ (\S{1,1000} )?\d{3} \d+ [\d.]+ [\d.-]+$/;
	const wrong = [];
	for (const f of readdirSync(`${data}/nginx`).filter(f =>
		f.endsWith('.log')))
		wrong.push(...readFileSync(`${data}/nginx/${f}`, 'utf8').split('\n')
			.filter(l => l && (!access.test(l) || /\/|himitsu/.test(
				l.split(' ').slice(1).join(' ')))));
	return server.concat(wrong);
}
