// The real nginx with the real configuration, in front of a server that only
// repeats what it was sent. Shows what nginx passes on, what it refuses, what
// it says by itself, and that it writes nothing down about anybody.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

const top = fileURLToPath(new URL('../..', import.meta.url));
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tomobune nginx-'));
const data = path.join(dir, 'data');
const web = path.join(dir, 'build', 'web');
const sock = path.join(data, 'run', 'tomobune.sock');
const tests = [];
const test = (name, fn) => tests.push([name, fn]);

// ---- a server that answers with the names and values it got ----------------

function parse(bytes) {
	const colon = bytes.indexOf(':');
	const size = Number(bytes.subarray(0, colon));
	if (colon < 0 || bytes.length < colon + 2 + size) return null;
	const words = bytes.subarray(colon + 1, colon + 1 + size)
		.toString().split('\0').slice(0, -1);
	const pairs = [];
	for (let i = 0; i < words.length; i += 2)
		pairs.push([words[i], words[i + 1]]);
	const body = bytes.length - colon - 2 - size;
	return body < Number(pairs[0][1]) ? null : { pairs, body };
}

function answer(c, { pairs, body }) {
	const uri = pairs.find(p => p[0] === 'REQUEST_URI')[1];
	if (uri === '/events') {
		c.write('Status: 200\r\nContent-Type: text/event-stream\r\n\r\n'
			+ 'data: 1\n\n');
		return;
	}
	if (uri === '/busy') {
		c.end('Status: 503\r\nRetry-After: 2\r\n'
			+ 'Content-Type: text/plain\r\n\r\nours');
		return;
	}
	if (uri === '/order') {
		c.end('Status: 200\r\nX-Accel-Redirect: /_pages/502.html\r\n'
			+ 'Content-Type: text/plain\r\n\r\nours');
		return;
	}
	c.end('Status: 200\r\nContent-Type: application/json\r\n\r\n'
		+ JSON.stringify({ pairs, body }));
}

function echo(c) {
	let bytes = Buffer.alloc(0);
	c.on('error', () => {});
	c.on('data', d => {
		bytes = Buffer.concat([bytes, d]);
		const rq = parse(bytes);
		if (rq) answer(c, rq);
	});
}

const listen = (server, at) =>
	new Promise(ok => server.listen(at, () => ok(server)));
const close = server => new Promise(ok => server.close(ok));

// ---- asking ----------------------------------------------------------------

let port;
function ask(uri, { method = 'GET', headers = {}, body } = {}) {
	return new Promise((ok, bad) => {
		const rq = http.request({ host: '127.0.0.1', port, path: uri,
			method, headers, agent: false }, rs => {
			const parts = [];
			rs.on('data', d => parts.push(d));
			rs.on('end', () => ok({ status: rs.statusCode,
				headers: rs.headers, raw: Buffer.concat(parts),
				text: Buffer.concat(parts).toString() }));
		});
		rq.on('error', bad);
		rq.end(body);
	});
}

// Bytes as they are, for what a polite client would not send.
function ask_raw(text) {
	return new Promise((ok, bad) => {
		let all = '';
		const c = net.connect(port, '127.0.0.1', () => c.write(text));
		c.on('data', d => { all += d; });
		c.on('end', () => ok(all));
		c.on('error', bad);
	});
}

function ask_h2(c, uri) {
	return new Promise((ok, bad) => {
		const rq = c.request({ ':path': uri });
		let head, text = '';
		rq.on('response', h => { head = h; });
		rq.on('data', d => { text += d; });
		rq.on('end', () => ok({ ...head, text }));
		rq.on('error', bad);
	});
}

const with_server = async fn => {
	const server = await listen(net.createServer(echo), sock);
	try { await fn(); } finally { await close(server); }
};

const is_page = (rs, status, words) => {
	assert.equal(rs.status, status);
	assert.match(rs.text, new RegExp(words));
	assert.match(rs.text, /<html lang="ja">/);
	assert.doesNotMatch(rs.text, /nginx/);
	assert.match(rs.headers['content-type'], /^text\/html; charset=utf-8$/);
	assert.match(rs.headers['content-security-policy'], /^default-src 'none'/);
	assert.equal(rs.headers['cache-control'], 'no-store');
};

// ---- what nginx says itself ------------------------------------------------

test('no server: 502, in Japanese', async () =>
	is_page(await ask('/'), 502, 'いま、サーバーにつながりません。'));

test('a socket it may not open: 502', async () => {
	const server = await listen(net.createServer(echo), sock);
	fs.chmodSync(sock, 0);
	try {
		is_page(await ask('/'), 502, 'つながりません');
	} finally {
		await close(server);
	}
});

test('256 KB of body passes, one byte more is 413', () => with_server(
	async () => {
		const post = n => ask('/x', { method: 'POST', body: 'a'.repeat(n) });
		assert.equal(JSON.parse((await post(262144)).text).body, 262144);
		is_page(await post(262145), 413, '大きすぎて');
	}));

test('the bodies that passed were not written to a file', () => {
	assert.deepEqual(fs.readdirSync(path.join(data, 'nginx/body')), []);
});

test('nonsense is 400, in Japanese', async () => {
	const all = await ask_raw('GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n');
	assert.match(all, /^HTTP\/1.1 400 /);
	assert.match(all, /このページを開けませんでした。/);
});

test('request smuggling by two lengths is refused', async () => {
	const all = await ask_raw('POST / HTTP/1.1\r\nHost: a\r\n'
		+ 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n');
	assert.match(all, /^HTTP\/1.1 400 /);
});

test('it does not tell its version', async () =>
	assert.equal((await ask('/')).headers.server, 'nginx'));

// ---- what it passes on -----------------------------------------------------

test('exactly the listed names, the raw path, the length first', () =>
	with_server(async () => {
		const rs = await ask('/a%2fb/../c?q=%E5%B1%B1&q=2', {
			method: 'POST', body: 'x=1', headers: { Host: 'h:1',
				'Content-Type': 'text/plain', 'X-Csrf': 't' } });
		const { pairs } = JSON.parse(rs.text);
		assert.deepEqual(pairs[0], ['CONTENT_LENGTH', '3']);
		assert.deepEqual(Object.fromEntries(pairs), {
			CONTENT_LENGTH: '3', REQUEST_METHOD: 'POST',
			REQUEST_URI: '/a%2fb/../c?q=%E5%B1%B1&q=2',
			CONTENT_TYPE: 'text/plain',
			REMOTE_ADDR: '127.0.0.1', SCGI: '1', HTTP_HOST: 'h:1',
			HTTP_CONTENT_LENGTH: '3', HTTP_CONTENT_TYPE: 'text/plain',
			HTTP_X_CSRF: 't', HTTP_CONNECTION: 'close' });
	}));

test('a header that came twice arrives twice', () => with_server(
	async () => {
		const all = await ask_raw('GET / HTTP/1.1\r\nHost: a\r\n'
			+ 'X-Csrf: 1\r\nX-Csrf: 2\r\nConnection: close\r\n\r\n');
		assert.equal(all.match(/HTTP_X_CSRF/g).length, 2);
	}));

test('a 503 of the server passes untouched', () => with_server(async () => {
	const rs = await ask('/busy');
	assert.deepEqual([rs.status, rs.text, rs.headers['retry-after']],
		[503, 'ours', '2']);
}));

test('a header of the server is no order to nginx', () => with_server(
	async () => assert.equal((await ask('/order')).text, 'ours')));

test('nothing is added to a page of the server', () => with_server(
	async () => {
		const { headers } = await ask('/', {
			headers: { 'Accept-Encoding': 'gzip' } });
		for (const h of ['content-security-policy', 'cache-control',
			'content-encoding', 'etag', 'last-modified'])
			assert.equal(headers[h], undefined, h);
	}));

test('an event arrives while the answer is still open', () => with_server(
	() => new Promise((ok, bad) => {
		const late = setTimeout(() => bad(new Error('buffered')), 2000);
		const rq = http.get({ host: '127.0.0.1', port, path: '/events',
			agent: false }, rs => rs.once('data', d => {
			clearTimeout(late);
			rq.destroy();
			if (String(d) === 'data: 1\n\n') ok();
			else bad(new Error(String(d)));
		}));
		rq.on('error', bad);
	})));

// ---- files -----------------------------------------------------------------

test('a static file: its kind, its policy, kept for ever, compressed', async () => {
	const rs = await ask('/static/app-1.css',
		{ headers: { 'Accept-Encoding': 'gzip' } });
	assert.equal(rs.status, 200);
	assert.equal(rs.headers['content-type'], 'text/css; charset=utf-8');
	assert.match(rs.headers['cache-control'], /immutable/);
	assert.equal(rs.headers['x-content-type-options'], 'nosniff');
	assert.equal(rs.headers['referrer-policy'], 'no-referrer');
	assert.match(rs.headers['content-security-policy'], /^default-src 'none'/);
	assert.equal(rs.headers['content-encoding'], 'gzip');
	assert.equal(String(zlib.gunzipSync(rs.raw)), 'a{}');
	assert.equal((await ask('/static/app-1.css')).text, 'a{}');
});

test('a picture has no hash in its name: kept for a day', async () => {
	const rs = await ask('/static/img/a.svg');
	assert.equal(rs.headers['content-type'], 'image/svg+xml; charset=utf-8');
	assert.equal(rs.headers['cache-control'], 'public, max-age=86400');
	assert.match(rs.headers['content-security-policy'], /^default-src 'none'/);
});

test('nothing outside the static folder, no listing', async () => {
	for (const uri of ['/static/../secret', '/static/%2e%2e/secret',
		'/static/..%2fsecret', '/static../secret', '/static/'])
		assert.doesNotMatch((await ask_raw(`GET ${uri} HTTP/1.1\r\n`
			+ 'Host: a\r\nConnection: close\r\n\r\n')),
		/^HTTP\/1.1 200|secret!/, uri);
	assert.equal((await ask('/_pages/502.html')).status, 404);
});

// ---- TLS -------------------------------------------------------------------

test('over TLS and HTTP/2: the same, and a browser is told to stay', () =>
	with_server(async () => {
		const at = path.join(dir, 'tls');
		fs.mkdirSync(at + '/nginx', { recursive: true });
		fs.mkdirSync(at + '/run');
		fs.symlinkSync(sock, at + '/run/tomobune.sock');
		certificate(at + '/nginx/tls');
		const other = await free_port();
		const child = await nginx_on(at, other, 'tls');
		const c = http2.connect(`https://127.0.0.1:${other}`,
			{ rejectUnauthorized: false });
		try {
			const got = {};
			for (const uri of ['/a', '/static/app-1.css', '/static/none'])
				got[uri] = await ask_h2(c, uri);
			assert.deepEqual(Object.values(got).map(g => g[':status']),
				[200, 200, 404]);
			// The page of the server is the server's; it is told of TLS.
			assert.deepEqual(JSON.parse(got['/a'].text).pairs.find(p =>
				p[0] === 'HTTPS'), ['HTTPS', 'on']);
			for (const uri of ['/static/app-1.css', '/static/none'])
				assert.equal(got[uri]['strict-transport-security'],
					'max-age=31536000', uri);
		} finally {
			c.destroy();
			child.kill();
			await new Promise(ok => child.on('exit', ok));
		}
	}));

// ---- what it leaves behind -------------------------------------------------

test('listens on 127.0.0.1 only', () => {
	const hex = port.toString(16).toUpperCase().padStart(4, '0');
	const at = ['tcp', 'tcp6'].flatMap(f => {
		try {
			return fs.readFileSync('/proc/net/' + f, 'utf8').split('\n');
		} catch { return []; }
	}).map(l => l.trim().split(/\s+/)).filter(w =>
		w[1]?.endsWith(':' + hex) && w[3] === '0A').map(w => w[1]);
	assert.deepEqual([...new Set(at)], ['0100007F:' + hex]);
});

test('no log names a path, a query, an address or an agent', async () => {
	await ask('/cases/himitsu-id?q=himitsu',
		{ headers: { 'User-Agent': 'himitsu', Referer: 'http://himitsu' } });
	await ask('/static/himitsu.css');
	await new Promise(ok => setTimeout(ok, 2500));
	const all = fs.readdirSync(path.join(data, 'nginx'))
		.filter(f => f.endsWith('.log'))
		.map(f => fs.readFileSync(path.join(data, 'nginx', f), 'utf8'))
		.join('');
	assert.match(all, /^\S+ GET 502 \d+ /m);
	assert.doesNotMatch(all, /himitsu|127\.0\.0\.1|HTTP\/1/);
});

test('the site to install is accepted beside the defaults of Debian', () => {
	const site = path.join(dir, 'site');
	fs.mkdirSync(site);
	certificate(site + '/tls');
	fs.copyFileSync(top + 'conf/server.conf', site + '/server.conf');
	fs.writeFileSync(site + '/tomobune', fs.readFileSync(
		top + 'conf/tomobune.nginx', 'utf8')
		.replace(/ssl_certificate(_key)? /g, '$&"').replace(
			/(tls\.(crt|key));/g, '$1";')
		.replaceAll('/etc/tomobune', site)
		.replaceAll(`include ${site}/server.conf`,
			`include "${site}/server.conf"`)
		.replace(/listen (\[::\]:)?(80|443)/g, (_, six, p) => `listen ${six ?? ''}${20000 + port % 9999 + +p}`)
		.replaceAll('/var/log/nginx', '/dev/null')
		.replaceAll('/dev/null/tomobune.log', '/dev/null')
		.replaceAll('/dev/null/tomobune.error.log', '/dev/null'));
	const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
		.map(t => `${t}_temp_path "${site}/${t}";`).join('\n');
	fs.writeFileSync(site + '/nginx.conf', `pid "${site}/pid"; events {}
		http { ${temp} sendfile on; tcp_nopush on;
		types_hash_max_size 2048; include /etc/nginx/mime.types;
		default_type application/octet-stream;
		ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on;
		access_log /dev/null; gzip on; include "${site}/tomobune"; }`);
	execFileSync('nginx', ['-t', '-e', site + '/error.log', '-c',
		site + '/nginx.conf'], { stdio: 'pipe' });
	assert.equal(fs.readFileSync(site + '/error.log', 'utf8'), '');
});

// ---- the run ---------------------------------------------------------------

async function start() {
	fs.mkdirSync(path.dirname(sock), { recursive: true });
	fs.mkdirSync(path.join(web, 'img'), { recursive: true });
	fs.writeFileSync(path.join(web, 'img/a.svg'), '<svg/>');
	fs.writeFileSync(path.join(web, 'app-1.css'), 'a{}');
	fs.writeFileSync(path.join(web, 'app-1.css.gz'), zlib.gzipSync('a{}'));
	fs.writeFileSync(path.join(web, '..', 'secret'), 'secret!');
	port = await free_port();
	return nginx_on(data, port);
}

async function free_port() {
	const probe = await listen(net.createServer(), { port: 0,
		host: '127.0.0.1' });
	const n = probe.address().port;
	await close(probe);
	return n;
}

// FILE.key and FILE.crt, for a day.
function certificate(file) {
	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt',
		'ec_paramgen_curve:P-256', '-nodes', '-days', '1', '-subj', '/CN=t',
		'-keyout', file + '.key', '-out', file + '.crt'],
	{ stdio: 'ignore' });
}

const connects = at => new Promise(ok => {
	const c = net.connect(at, '127.0.0.1');
	c.on('connect', () => { c.destroy(); ok(true); });
	c.on('error', () => ok(false));
});

// An nginx with our configuration in a folder of its own, once it listens.
async function nginx_on(at, listens, ...options) {
	execFileSync('sh', [top + 'dev', '_nginx_config', at, String(listens),
		...options], { env: { ...process.env,
		TOMOBUNE_BUILD: path.join(dir, 'build') } });
	const child = spawn('nginx', ['-e', at + '/nginx/error.log', '-c',
		at + '/nginx/nginx.conf'], { stdio: ['ignore', 2, 2] });
	for (let i = 0; i < 50; i++) {
		await new Promise(ok => setTimeout(ok, 100));
		if (await connects(listens)) return child;
	}
	child.kill();
	throw new Error('nginx did not start');
}

if (process.getuid() === 0)
	throw new Error('not as root: nothing is refused to root');
let passed = 0, failed = 0;
process.env.PATH += ':/usr/sbin:/sbin';
const child = await start();
for (const [name, fn] of tests) {
	try {
		await fn();
		passed++;
		console.log('ok      ' + name);
	} catch (e) {
		failed++;
		console.log('FAILED  ' + name + '\n' + e.stack);
	}
}
child.kill();
await new Promise(ok => child.on('exit', ok));
fs.rmSync(dir, { recursive: true });
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed ? 1 : 0;
