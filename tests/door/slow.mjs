// slowhttptest's four ways of holding connections open, each at most 200 of
// them for 20 s, while somebody else goes on working: his requests must all be
// answered, and soon. `./dev door slow`.
import { spawn } from 'node:child_process';
import http from 'node:http';
import { nginx, sign_in } from './world.mjs';

const URL_ = `http://${nginx.host}:${nginx.port}`;
const LATE_MS = 1000, EVERY_MS = 50;
const common = ['-c', '200', '-r', '100', '-l', '20', '-p', '3'];
const ways = [
	['nobody else', null, 5000],
	['slow headers', ['-H', '-i', '5', '-u', `${URL_}/login`]],
	['slow body', ['-B', '-i', '5', '-s', '8192', '-t', 'POST', '-u',
		`${URL_}/login`]],
	// Answered at once: files are given whole.
	['many ranges', ['-R', '-a', '1', '-b', '500', '-u',
		`${URL_}/static/img/boat.svg`]],
	['slow reading', ['-X', '-w', '256', '-y', '512', '-n', '5', '-z', '32',
		'-k', '3', '-u', `${URL_}/login`]],
];

function get(path, cookie) {
	const began = performance.now();
	return new Promise(ok => {
		const rq = http.get({ ...nginx, path, headers: { cookie },
			agent: false, timeout: 5000 }, rs => {
			rs.resume();
			rs.on('end', () => ok({ ok: rs.statusCode === 200,
				ms: performance.now() - began }));
		});
		rq.on('timeout', () => rq.destroy());
		rq.on('error', () => ok({ ok: false, ms: performance.now() - began }));
	});
}

// Two pages of somebody signed in, by turns, until told to stop.
async function work(who, stop) {
	const all = [];
	while (!stop.now) {
		all.push(await get(all.length % 2 ? '/cases' : '/', who.cookie));
		await new Promise(ok => setTimeout(ok, EVERY_MS));
	}
	return all;
}

function attack(args) {
	return new Promise((ok, bad) => {
		const c = spawn('slowhttptest', [...common, ...args],
			{ stdio: ['ignore', 'pipe', 'pipe'] });
		let said = '';
		c.stdout.on('data', d => { said += d; });
		c.on('error', bad);
		c.on('exit', () => {
			const plain = said.replace(/\x1b\[[0-9;]*m/g, '');
			const most = w => Math.max(0, ...[...plain.matchAll(
				new RegExp(`${w}:\\s+(\\d+)`, 'g'))].map(m => +m[1]));
			ok({ connected: most('connected') });
		});
	});
}

const who = await sign_in('ishii');
let failed = 0;
console.log('| way | held | pages | failed | p50 ms | p99 ms | worst ms |\n'
	+ '|---|---|---|---|---|---|---|');
for (const [name, args, rest] of ways) {
	const stop = {};
	const working = work(who, stop);
	const held = args ? await attack(args)
		: await new Promise(ok => setTimeout(() => ok({ connected: 0 }), rest));
	stop.now = true;
	const all = await working;
	const ms = all.map(a => a.ms).sort((a, b) => a - b);
	const at = q => ms[Math.min(ms.length - 1, Math.floor(ms.length * q))];
	const lost = all.filter(a => !a.ok).length;
	if (lost || at(0.99) > LATE_MS || (args && args[0] !== '-R' && !held.connected)) failed++;
	console.log(`| ${name} | ${held.connected} | ${all.length} | ${lost} | ${
		at(0.5).toFixed(1)} | ${at(0.99).toFixed(1)} | ${
		ms.at(-1).toFixed(1)} |`);
}
console.log(`${ways.length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed ? 1 : 0;
