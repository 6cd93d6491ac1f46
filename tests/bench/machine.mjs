// What the program takes of the machine: memory, time to the first answer,
// bytes on disk.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const { TOMOBUNE_BIN: bin } = process.env;

// KiB that this process has, shared pages in part; Pss_Anon: its own, without
// pages of files, which the kernel takes back when it needs room.
export function pss_kib(pid, what = 'Pss') {
	return Number(new RegExp(`^${what}: +(\\d+) kB`, 'm').exec(
		fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]);
}

// The most of both while `work` goes on.
export async function most_pss_kib(pid, work) {
	const now = () => [pss_kib(pid), pss_kib(pid, 'Pss_Anon')];
	let most = now(), over = false;
	const watch = (async () => {
		while (!over) {
			most = now().map((n, i) => Math.max(n, most[i]));
			await new Promise(ok => setTimeout(ok, 100));
		}
	})();
	await work;
	over = true;
	await watch;
	return most;
}

// One GET over SCGI; false when nobody answers yet.
function answers(socket) {
	const words = ['CONTENT_LENGTH', '0', 'SCGI', '1', 'REQUEST_METHOD', 'GET',
		'REQUEST_URI', '/login', 'HTTP_HOST', 'localhost',
		'REMOTE_ADDR', '127.0.0.1'].map(w => w + '\0').join('');
	return new Promise(ok => {
		let text = '';
		const c = net.connect(socket, () => c.write(`${words.length}:${words},`));
		c.on('data', d => { text += d; });
		c.on('error', () => ok(false));
		c.on('close', () => ok(/^Status: 200/.test(text)));
	});
}

// Milliseconds from the start of the process to a page, the middle of five.
export async function cold_start_ms(city) {
	const times = [], socket = path.join(city.data, 'run', 'cold.sock');
	fs.mkdirSync(path.dirname(socket), { recursive: true });
	for (let i = 0; i < 5; i++) {
		fs.rmSync(socket, { force: true });
		const began = performance.now();
		const child = spawn(bin, ['serve', '--data', city.data, '--socket',
			socket, ...city.pg ? ['--pg', city.pg] : []],
		{ stdio: 'ignore' });
		const ended = new Promise(ok => child.once('exit', ok));
		while (!await answers(socket)) {
			if (child.exitCode !== null || performance.now() - began > 20000)
				throw new Error('the server did not start');
			await new Promise(ok => setTimeout(ok, 1));
		}
		times.push(performance.now() - began);
		child.kill();
		await ended;
	}
	fs.rmSync(socket, { force: true });
	return times.sort((x, y) => x - y)[2];
}

export function machine_words() {
	const cpu = os.cpus();
	return `${cpu.length} × ${cpu[0].model.trim()}, ` +
		`${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}`;
}
