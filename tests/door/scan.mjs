// sqlmap and wapiti over the demo, as somebody signed in. What they find is
// told, and any answer over 500 is a failure. `./dev door scan`.
//
// They ask a relay of ours: it counts, and keeps the sign-out from them, which
// would end the scan at its first form.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { alive, data, logs_wrong, nginx, sign_in } from './world.mjs';

const out = `${data}/scan`;
mkdirSync(out, { recursive: true });
let failed = 0, passed = 0, asked = 0, broken = [];
const tell = (name, wrong) => {
	console.log(`${wrong ? 'FAILED ' : 'ok     '} ${name}${wrong ? ': ' + wrong : ''}`);
	if (wrong) failed++; else passed++;
};

function relay(rq, rs) {
	asked++;
	if (rq.url.startsWith('/logout')) { rs.writeHead(404).end(); return; }
	const to = http.request({ ...nginx, method: rq.method, path: rq.url,
		headers: rq.headers }, from => {
		if (from.statusCode >= 500)
			broken.push(`${from.statusCode} ${rq.method} ${rq.url.slice(0, 80)}`);
		rs.writeHead(from.statusCode, from.rawHeaders);
		from.pipe(rs);
	});
	to.on('error', () => rs.destroy());
	rq.pipe(to);
}
const door = http.createServer(relay);
await new Promise(ok => door.listen(0, '127.0.0.1', ok));
const URL_ = `http://127.0.0.1:${door.address().port}`;

// Runs a tool with a time limit; what it said, and how often it asked.
function run(tool, args, seconds) {
	const before = asked;
	return new Promise((ok, bad) => {
		const c = spawn(tool, args, { cwd: out, timeout: seconds * 1000,
			env: { ...process.env, HOME: out },
			stdio: ['ignore', 'pipe', 'pipe'] });
		let said = '';
		c.stdout.on('data', d => { said += d; });
		c.stderr.on('data', d => { said += d; });
		c.on('error', bad);
		c.on('exit', (code, signal) => ok({ said, late: signal !== null,
			asked: asked - before }));
	});
}
const over_500 = () => {
	const told = broken.slice(0, 5).join(', ');
	broken = [];
	return told;
};

// ---- sqlmap ------------------------------------------------------------------

const who = await sign_in('ishii');
const targets = [
	['the sign-in', '/login', 'csrf=door&login=a&pass=b&next=c', 'login,next',
		'__Host-tbg=door'],
	['a search', '/search', `csrf=${who.csrf}&q=a`, 'q'],
	['a person looked for', '/intake/candidates',
		`csrf=${who.csrf}&name=a&kana=b&place=c`, 'name,kana,place'],
	['a list', '/cases?sort=noted&stage=support&after=x&lead=y', null,
		'sort,stage,after,lead'],
	['a draft', '/draft', `csrf=${who.csrf}&form=intake&object=x&text={}`,
		'form,object,text'],
];
for (const [name, path, body, fields, cookie] of targets) {
	const r = await run('sqlmap', ['-u', URL_ + path, '--batch',
		'--disable-coloring', '--flush-session', '--output-dir', out,
		'--cookie', cookie ?? who.cookie, '-p', fields, '--level', '2',
		'--risk', '1', '--technique', 'BEUS', '--threads', '4',
		'--ignore-code', '400,401,403,404,422', '--drop-set-cookie',
		...body ? ['--data', body] : []], 900);
	const clean = /do(es)? not appear to be injectable/.test(r.said);
	tell(`sqlmap: ${name} (${fields}), ${r.asked} requests`,
		r.late ? 'not done in 15 minutes' : over_500() || (clean ? '' :
			r.said.split('\n').slice(-12).join('\n')));
}

// ---- wapiti ------------------------------------------------------------------

// Without ssrf and xxe, which ask for answers from the net, and without -x,
// which Debian's 3.0.4 cannot do under Debian's Python.
const MODULES = 'backup,cookieflags,crlf,csp,csrf,exec,file,http_headers,'
	+ 'methods,permanentxss,redirect,shellshock,sql,xss';
// What it says and is none: each with its reason.
const KNOWN = [
	[/POST \/logout CSRF/, 'the relay itself answers here'],
	[/X-Frame-Options/, 'frame-ancestors of the policy says it'],
	[/X-XSS-Protection/, 'browsers have taken it out'],
	[/Strict-Transport-Security/, 'this demo is without TLS'],
];
const fresh = await sign_in('ishii');
const w = await run('wapiti', ['-u', `${URL_}/`, '--no-bugreport',
	'-H', `Cookie: ${fresh.cookie}`, '-m', MODULES, '-d', '3',
	'--max-links-per-page', '20', '--max-files-per-dir', '6',
	'--max-scan-time', '120', '--max-attack-time', '25', '--flush-session',
	'-S', 'normal', '-f', 'json', '-o', `${out}/wapiti.json`,
	'--store-session', out, '--store-config', out], 600);
let report = null;
try {
	report = JSON.parse(readFileSync(`${out}/wapiti.json`, 'utf8'));
} catch { console.log(w.said.split('\n').slice(-15).join('\n')); }
const found = Object.entries({ ...report?.vulnerabilities,
	...report?.anomalies }).flatMap(([kind, all]) =>
	all.map(v => `${kind}: ${v.method} ${v.path.slice(0, 80)} ${v.info}`));
const new_ones = found.filter(f => !KNOWN.some(k => k[0].test(f)));
for (const [sign, why] of KNOWN.filter(k => found.some(f => k[0].test(f))))
	console.log(`        says ${sign.source}: ${why}`);
const pages = /found (\d+) URLs and forms/.exec(w.said)?.[1] ?? 0;
tell(`wapiti: ${pages} addresses and forms, ${w.asked} requests`,
	!report || w.late ? 'no report' : over_500()
		|| new_ones.slice(0, 20).join('\n        '));

// ---- afterwards --------------------------------------------------------------

door.close();
door.closeAllConnections?.();
const still = await sign_in('ishii');
tell('somebody can sign in and every process lives',
	still.csrf && alive() ? '' : 'one has ended');
await new Promise(ok => setTimeout(ok, 2200));
tell('the logs name nothing but routes', logs_wrong().slice(0, 3).join(' '));
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed ? 1 : 0;
