// Bytes as they are, to nginx or to the product's own socket, and what comes
// back: every answer on the connection, and how the connection ended.
import net from 'node:net';

const SILENCE_MS = 150, LATE_MS = 8000;

// `HTTP/1.1 200 OK` of nginx and `Status: 200 OK` of the product alike.
function head_of(bytes) {
	const end = bytes.indexOf('\r\n\r\n');
	if (end < 0) return null;
	const lines = bytes.subarray(0, end).toString('latin1').split('\r\n');
	const first = /^(?:HTTP\/1\.1|Status:) (\d{3})\b/.exec(lines[0]);
	if (!first) return null;
	const headers = lines.slice(1).map(l => {
		const at = l.indexOf(':');
		return [l.slice(0, at).toLowerCase(), l.slice(at + 1).trim()];
	});
	const get = name => headers.filter(h => h[0] === name)
		.map(h => h[1]).join(', ') || undefined;
	return { status: +first[1], headers, get, from: end + 4 };
}

function unchunk(bytes, at) {
	const parts = [];
	for (;;) {
		const eol = bytes.indexOf('\r\n', at);
		if (eol < 0) return null;
		const n = parseInt(bytes.subarray(at, eol).toString('latin1'), 16);
		at = eol + 2;
		if (bytes.length < at + n + 2) return null;
		if (n === 0) return { body: Buffer.concat(parts), to: at + 2 };
		parts.push(bytes.subarray(at, at + n));
		at += n + 2;
	}
}

// The next whole answer, or null. `over`: nothing more will come.
function cut(bytes, is_head, over) {
	const a = head_of(bytes);
	if (!a) return null;
	if (a.status === 100) return { ...a, body: '', to: a.from };
	if (is_head || a.status === 304 || a.status === 204)
		return { ...a, body: '', to: a.from };
	if (a.get('transfer-encoding') === 'chunked') {
		const whole = unchunk(bytes, a.from);
		return whole && { ...a, body: whole.body.toString(), to: whole.to };
	}
	const n = a.get('content-length') ?? (over ? bytes.length - a.from : NaN);
	const to = a.from + +n;
	if (!(to <= bytes.length)) return null;
	return { ...a, body: bytes.subarray(a.from, to).toString(), to };
}

function cut_all(bytes, heads, over) {
	const answers = [];
	let a;
	while ((a = cut(bytes, heads[answers.length], over))) {
		answers.push(a);
		bytes = bytes.subarray(a.to);
	}
	return { answers, rest: bytes };
}

// exchange(at, bytes, { want, heads, stay }): sends the bytes and waits for
// `want` answers; after that, or when nothing comes, hangs up its own side.
// Gives { answers, rest, end }: `end` is 'closed' when the other side closed by
// itself, 'open' when it waited for more, 'reset' when it broke off.
export function exchange(at, bytes, { want = 1, heads = [] } = {}) {
	// The product closes after an answer, nginx may wait for the next request.
	const patience = at.path ? 3000 : 30;
	return new Promise(ok => {
		let all = Buffer.alloc(0), end = 'closed', timer;
		const c = net.connect({ ...at, allowHalfOpen: true });
		const late = setTimeout(() => { end = 'late'; c.destroy(); },
			LATE_MS);
		const hang_up = () => { end = 'open'; c.end(); };
		const wait = () => {
			clearTimeout(timer);
			const n = cut_all(all, heads, false).answers.length;
			if (end === 'open') return;
			if (n >= want) timer = setTimeout(hang_up, patience);
			else if (want === 0) timer = setTimeout(hang_up, SILENCE_MS);
		};
		c.on('connect', () => { c.write(bytes); wait(); });
		c.on('data', d => { all = Buffer.concat([all, d]); wait(); });
		c.on('end', () => { clearTimeout(timer); c.end(); });
		c.on('error', () => { if (end !== 'late') end = 'reset'; });
		c.on('close', () => {
			clearTimeout(timer);
			clearTimeout(late);
			ok({ ...cut_all(all, heads, true), end });
		});
	});
}

// One SCGI request: pairs of names and values, and a body. `length` is what it
// says of its body, `frame` what it says of its head.
export function scgi(pairs, body = '', { length, frame } = {}) {
	const bytes = Buffer.from(body);
	const head = Buffer.concat([['CONTENT_LENGTH',
		String(length ?? bytes.length)], ...pairs].flat().flatMap(w =>
		[Buffer.from(w, typeof w === 'string' ? 'utf8' : undefined),
			Buffer.from([0])]));
	return Buffer.concat([Buffer.from(`${frame ?? head.length}:`), head,
		Buffer.from(','), bytes]);
}
