// What the door may answer. A case names one of these, or several in a row for
// several answers on one connection; nothing else is an answer. docs/door.md
// lists them for people.
//
//	who	nginx speaks itself, or tomobune (ours)
//	words	the sentence a person reads
//	end	what becomes of the connection: kept open for the next request,
//		or closed. Without it both are right.

export const answers = {
	login: { who: 'ours', status: 200, words: 'ログイン名' },
	secure: { who: 'ours', status: 200, words: 'ログイン名',
		more: { 'strict-transport-security': /^max-age=31536000$/ } },
	kept: { who: 'paper', status: 200 },
	home: { who: 'ours', status: 200, words: '<title>ホーム' },
	page: { who: 'ours', status: 200, words: '伴舟' },
	piece: { who: 'ours', status: 200, words: '<p' },
	file: { who: 'file', status: 200 },
	same: { who: 'file', status: 304 },
	moved: { who: 'ours', status: 303, bare: true },
	ended: { who: 'ours', status: 401, words: '時間がたったので画面を閉じました。' },
	unread: { who: 'ours', status: 400,
		words: '送られた内容を読めませんでした。' },
	stale: { who: 'ours', status: 403,
		words: '画面が古くなっていて、送れませんでした。' },
	none: { who: 'ours', status: 404, words: 'このページは見つかりません。' },
	method: { who: 'ours', status: 405,
		words: 'このアドレスは、直接は開けません。' },
	again: { who: 'ours', status: 422, words: '入力を確かめてください' },
	large: { who: 'ours', status: 413, words: '送られた内容が大きすぎます。' },
	n400: { who: 'nginx', status: 400,
		words: 'このページを開けませんでした。', end: 'closed' },
	n404: { who: 'nginx', status: 404,
		words: 'このページを開けませんでした。' },
	n405: { who: 'nginx', status: 405,
		words: 'このページを開けませんでした。' },
	n413: { who: 'nginx', status: 413, words: '大きすぎて受け取れませんでした。',
		end: 'closed' },
	n414: { who: 'nginx', status: 414,
		words: 'このページを開けませんでした。', end: 'closed' },
	n412: { who: 'nginx', status: 412,
		words: 'このページを開けませんでした。' },
	n501: { who: 'nginx', status: 501,
		words: 'このページを開けませんでした。', end: 'closed' },
	n505: { who: 'nginx', status: 505,
		words: 'このページを開けませんでした。', end: 'closed' },
	quiet: { who: 'ours', status: 200, plain: true },
	go_on: { who: 'bare', status: 100 },
};

// Headers that every answer of its kind wears, and what must stand in them.
const OURS = {
	'content-security-policy': /^default-src 'none'; script-src 'nonce-[\w-]{22}' 'strict-dynamic'; .*base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx$/,
	'cache-control': /^no-store$/,
	'x-content-type-options': /^nosniff$/,
	'referrer-policy': /^same-origin$/,
	'cross-origin-opener-policy': /^same-origin$/,
	'cross-origin-resource-policy': /^same-origin$/,
	'permissions-policy': /^camera=\(\), microphone=\(\), geolocation=\(\)$/,
};
const NGINX = {
	'content-type': /^text\/html; charset=utf-8$/,
	'content-security-policy': /^default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
	'cache-control': /^no-store$/,
	'x-content-type-options': /^nosniff$/,
	'referrer-policy': /^no-referrer$/,
	'cross-origin-resource-policy': /^same-origin$/,
};
const FILE = { ...NGINX, 'content-type': /^[a-z]+\/[a-z0-9+-]+(; charset=utf-8)?$/,
	'cache-control': /^public, max-age=(3600|86400|31536000, immutable)$/ };
// What somebody put in never runs as a page of ours.
const PAPER = { ...OURS,
	'content-type': /^(application\/pdf|image\/(jpeg|png))$/,
	'content-security-policy': /^sandbox; default-src 'none'; frame-ancestors 'none'$/,
	'content-disposition': /^attachment; / };
export const wardrobe = { ours: OURS, nginx: NGINX, file: FILE, paper: PAPER,
	bare: {} };

// What no answer may hold: how the program is built, or what was sent.
const INSIDES = /Sanitizer|\.[ch]:\d+|sqlite|postgres|libpq|assert|errno|segmentation|syntax error|\/tmp\/|\/var\//i;
export const MARK = 'himitsu';

function cookie_wrong(line, tls) {
	if (!line) return [];
	return ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Secure'].filter(w =>
		!line.includes(w) && !(w === 'Secure' && tls === false))
		.map(w => `a cookie without ${w}`);
}

export function dress_wrong(a, who, more = {}) {
	const wrong = [];
	for (const [name, must] of Object.entries({ ...wardrobe[who], ...more })) {
		if (a.status === 304 && name !== 'cache-control') continue;
		if (!must.test(a.get(name) ?? ''))
			wrong.push(`${name}: ${a.get(name)}`);
	}
	if (a.get('server') && a.get('server') !== 'nginx')
		wrong.push(`server: ${a.get('server')}`);
	for (const name of ['x-powered-by', 'via', 'x-accel-redirect'])
		if (a.get(name)) wrong.push(`tells ${name}`);
	const names = a.headers.map(h => h[0]);
	for (const n of names)
		if (names.indexOf(n) !== names.lastIndexOf(n))
			wrong.push(`${n} twice`);
	return wrong.concat(cookie_wrong(a.get('set-cookie')));
}

// What is wrong with one answer that should be `name`; [] when nothing is.
export function answer_wrong(a, name, { is_head, escaped } = {}) {
	const row = answers[name];
	if (!row) throw new Error(`no answer is called ${name}`);
	if (a.status !== row.status) return [`status ${a.status}`];
	const wrong = row.who === 'bare' ? [] : dress_wrong(a, row.who, row.more);
	if (row.words && !is_head && !a.body.includes(row.words))
		wrong.push(`does not say 「${row.words}」`);
	if (row.who === 'ours' && !row.bare && !row.plain &&
		a.get('content-type') !== 'text/html; charset=utf-8')
		wrong.push(`content-type: ${a.get('content-type')}`);
	// nginx reads on for some seconds what was still under way, and drops it.
	if (row.end && a.get('connection') !== 'close')
		wrong.push(`connection: ${a.get('connection')}`);
	const all = a.headers.join('\n') + a.body;
	const inside = INSIDES.exec(all);
	if (inside && row.who !== 'file') wrong.push(`shows ${inside[0]}`);
	if (all.includes(escaped ? `<${MARK}` : MARK))
		wrong.push('repeats what was sent');
	return wrong;
}
