// ./dev bench events: idle event streams through nginx, and what one costs.
//
//	events.mjs [--tsv] [--write] [STREAMS]…          (2,000 and 19,900)
//
// 19,900: one process may have 20,000 descriptors without the rights of root.
//
// A window that shows a casefile keeps one stream open.  So many of them are
// opened by readers in processes of their own; then the memory of the server
// and of nginx is held against what it was before, a page is asked for as
// before, and a note is written: every stream must hear of it.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpu_us } from './load.mjs';
import { pss_kib } from './machine.mjs';
import { write_section } from './report.mjs';
import { desks, write_note } from './rows.mjs';
import { City, need } from './stack.mjs';

const PER_READER = 5000, IDLE_MS = 30000, DEADLINE_MS = 60000;
const WORDS = `KiB are PSS of the server and of nginx together, without the buffers of the
kernel.  \`ALL_HEARD_MS\`: from a note to the last of the streams, all of which
follow its casefile.  19,900, because a process may have 20,000 descriptors there.`;
const HEAD = ['STREAMS', 'KIB_A_STREAM', 'SERVER_KIB', 'NGINX_KIB',
	'PAGE_MS_BEFORE', 'PAGE_MS_AFTER', 'ALL_HEARD_MS', 'IDLE_CPU_PERCENT'];

// ---- a reader: many streams in one process -----------------------------------

function read_streams({ url, cookie, n }) {
	const { hostname, port, pathname, search } = new URL(url);
	let opened = 0, heard = 0;
	const open_one = () => {
		const c = net.connect(Number(port), hostname, () => c.write(
			`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n` +
			`Cookie: ${cookie}\r\nAccept: text/event-stream\r\n\r\n`));
		let text = '', is_open = false;
		c.setEncoding('utf8').on('data', d => {
			text = (text + d).slice(-400);
			if (!is_open && text.includes('event: lens')) {
				is_open = true;
				text = '';
				process.send({ opened: ++opened });
			} else if (is_open && /event: (?!lens)/.test(text)) {
				text = '';
				process.send({ heard: ++heard });
			}
		});
		c.on('error', e => process.send({ lost: e.message }));
		c.on('close', () => process.send({ lost: `closed: ${text}` }));
	};
	let asked = 0;
	const some = setInterval(() => {
		for (let i = 0; i < 100 && asked < n && asked < opened + 200; i++) {
			asked++;
			open_one();
		}
		if (asked === n) clearInterval(some);
	}, 20);
}

// ---- the run -----------------------------------------------------------------

async function readers_of(url, cookie, n) {
	const readers = [];
	const state = { opened: 0, heard: 0, lost: [] };
	for (let left = n; left > 0; left -= PER_READER) {
		const child = fork(fileURLToPath(import.meta.url), ['--reader']);
		const mine = { opened: 0, heard: 0 };
		child.on('message', m => {
			if (m.lost) state.lost.push(m.lost);
			for (const k of ['opened', 'heard'])
				if (m[k]) {
					state[k] += m[k] - mine[k];
					mine[k] = m[k];
				}
		});
		child.send({ url, cookie, n: Math.min(left, PER_READER) });
		readers.push(child);
	}
	return { state, stop: () => readers.forEach(c => c.kill('SIGKILL')) };
}

async function until(state, what, n) {
	const end = Date.now() + DEADLINE_MS + n * 5;
	while (state[what] < n) {
		need(!state.lost.length, `a stream was lost: ${state.lost[0]}`);
		need(Date.now() < end, `${state[what]} of ${n} ${what}`);
		await new Promise(ok => setTimeout(ok, 5));
	}
}

const children_of = pid => fs.readFileSync(
	`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
const nginx_kib = pid => [pid, ...children_of(pid)]
	.reduce((n, p) => n + pss_kib(p), 0);

async function page_ms(page) {
	const times = [];
	for (let i = 0; i < 21; i++) {
		const from = performance.now();
		need((await page.who.get(page.at)).status === 200, 'no page');
		times.push(performance.now() - from);
	}
	return times.sort((x, y) => x - y)[10];
}

async function measure(city, server, n) {
	const here = await desks(city, server.url), { who, at } = here.one;
	const nginx = Number(fs.readFileSync(
		path.join(city.data, 'nginx/nginx.pid'), 'utf8'));
	const page = (await who.get(at)).text;
	const stream = /hx-sse:connect="([^"]*)"/.exec(page)[1]
		.replaceAll('&amp;', '&');
	const before = [pss_kib(server.pid), nginx_kib(nginx)];
	const ms = await page_ms(here.one);
	const { state, stop } = await readers_of(server.url + stream,
		who.headers.Cookie, n);
	try {
		await until(state, 'opened', n);
		const cpu = cpu_us(server.pid);
		await new Promise(ok => setTimeout(ok, IDLE_MS));
		const idle = (cpu_us(server.pid) - cpu) / IDLE_MS / 10;
		const after = [pss_kib(server.pid), nginx_kib(nginx)];
		const late = await page_ms(here.one);
		const from = performance.now();
		need((await write_note(who, at, n)).status === 303, 'no note');
		await until(state, 'heard', n);
		const all = performance.now() - from;
		need(!state.lost.length, `a stream was lost: ${state.lost[0]}`);
		const grown = after.map((kib, i) => kib - before[i]);
		return [n, ((grown[0] + grown[1]) / n).toFixed(2), ...grown,
			ms.toFixed(1), late.toFixed(1), all.toFixed(0), idle.toFixed(2)];
	} finally {
		stop();
	}
}

async function main() {
	const words = process.argv.slice(2);
	const tsv = words.includes('--tsv');
	const sizes = words.map(Number).filter(n => n > 0);
	const city = new City(path.join(process.env.TOMOBUNE_STATE, 'bench-500'),
		500);
	const table = [];
	city.make(console.error);
	console.log(HEAD.join(tsv ? '\t' : '  '));
	for (const n of sizes.length ? sizes : [2000, 19900]) {
		// Anew for each: what a process has had once it keeps.
		const server = await city.serve('streams');
		try {
			table.push(await measure(city, server, n));
		} finally {
			await server.stop();
		}
		console.log(table.at(-1).join(tsv ? '\t' : '  '));
	}
	if (words.includes('--write'))
		write_section('Event streams', {
			command: `./dev bench events ${words.join(' ')}`, words: WORDS,
			head: HEAD, table });
}

if (process.argv.includes('--reader')) process.once('message', read_streams);
else await main();
