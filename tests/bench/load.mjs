// One load: wrk with so many connections for so many seconds, and what the
// server's process spent on it.
import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { need } from './stack.mjs';

const in_us = word => {
	const [, n, unit] = /^([\d.]+)(us|ms|s)$/.exec(word);
	return Math.round(n * { us: 1, ms: 1e3, s: 1e6 }[unit]);
};

// Microseconds of processor time of all threads, living and ended ones.
export function cpu_us(pid) {
	const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
	const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(words[11]) + Number(words[12])) * 1e6 / TICKS;
}
const TICKS = Number(execFileSync('getconf', ['CLK_TCK']));

const lua_string = s => `"${s.replace(/[\\"]/g, '\\$&')}"`;

// A form, sent again and again to each of the paths by turns; @N@ in it becomes
// another number each time.
function script_of(body, paths) {
	const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'bench-')),
		'form.lua');
	fs.writeFileSync(file, `local n = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
local body = ${lua_string(body)}
local paths = { ${paths.map(lua_string).join(', ')} }
request = function()
	n = n + 1
	return wrk.format(nil, paths[n % #paths + 1], nil,
		(body:gsub("%%40N%%40", tostring(n))))
end
`);
	return file;
}

// what: { url, headers, form, paths? }.  Every answer must be a page or a redirect.
export async function load(what, connections, seconds, pid) {
	const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency',
		'--timeout', '20s'];
	for (const [k, v] of Object.entries(what.headers ?? {}))
		args.push('-H', `${k}: ${v}`);
	const script = what.form && script_of(String(new URLSearchParams(what.form)),
		what.paths ?? [new URL(what.url).pathname]);
	if (script) args.push('-s', script);
	const before = pid ? cpu_us(pid) : 0;
	const said = (await promisify(execFile)('wrk', [...args, what.url])).stdout;
	const spent = pid ? cpu_us(pid) - before : 0;
	if (script) fs.rmSync(path.dirname(script), { recursive: true });
	need(!/Non-2xx|Socket errors/.test(said), `${what.url}: ${said}`);
	const p = n => in_us(new RegExp(`^ +${n}% +(\\S+)`, 'm').exec(said)[1]);
	const n = Number(/(\d+) requests in/.exec(said)[1]);
	return { rps: Number(/Requests\/sec: +([\d.]+)/.exec(said)[1]), n,
		p50: p(50), p99: p(99), cpu: Math.round(spent / n) };
}
