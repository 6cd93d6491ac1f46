// What is sent to nginx. A group is a way in which requests are made; a row of
// it is the odd part, which is its name too, and what must come back: one word
// of answers.mjs, or several for several answers on the connection. '' is
// silence: nothing comes, because more of the request is waited for.
import { MARK } from './answers.mjs';

const HOST = 'Host: localhost\r\n';
const get = (path, more = '') => `GET ${path} HTTP/1.1\r\n${HOST}${more}\r\n`;
const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n';
const raw = s => Buffer.from(s, 'latin1');
const long = (n, c = 'a') => c.repeat(n);
// What a smuggler would have understood as a second request.
const SECOND = `GET /static/${MARK} HTTP/1.1\r\n${HOST}\r\n`;

// rows('a b', 'login') makes a row of every word.
const rows = (words, answer) => words.split(' ').map(w => [w, answer]);

// ---- methods -----------------------------------------------------------------

const method = target => ({
	title: `method of ${target}`,
	about: `\`METHOD ${target} HTTP/1.1\`, nobody signed in`,
	make: m => raw(`${m} ${target} HTTP/1.1\r\n${HOST}\r\n`),
});
const UNHEARD = 'PUT DELETE PATCH OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE '
	+ 'LOCK UNLOCK SEARCH PURGE FOO';
const UNSPOKEN = [['get', 'n400'], ['Get', 'n400'], ['GE-T', 'ended'],
	['GET\x00', 'n400'], ['GET\t', 'n400'], ['G\u00cbT', 'n400'], ['', 'n400'],
	['(GET)', 'n400'], ['G3T', 'n400']];
const methods = [
	{ ...method('/login'), rows: [['GET', 'login'], ['HEAD', 'login'],
		['POST', 'stale'], ...rows(UNHEARD, 'ended'),
		['TRACE', 'n405'], ['CONNECT', 'n405'], ...UNSPOKEN,
		[long(1000, 'A'), 'ended'], ['_GET', 'ended']] },
	{ ...method('/cases'), rows: [['GET', 'moved'], ['HEAD', 'ended'],
		['POST', 'ended'], ...rows(UNHEARD, 'ended'), ['TRACE', 'n405']] },
	{ ...method('/nowhere'), rows: [['GET', 'moved'], ['HEAD', 'ended'],
		['POST', 'ended'], ...rows('PUT DELETE OPTIONS FOO', 'ended')] },
	{ ...method('/static/img/boat.svg'), rows: [['GET', 'file'],
		['HEAD', 'file'], ...rows(`POST ${UNHEARD} TRACE`, 'n405')] },
	{ ...method('/_pages/400.html'), rows:
		rows('GET HEAD POST PUT', 'n404') },
];

// ---- the first line ----------------------------------------------------------

const first_line = {
	title: 'the first line',
	about: 'the line, then `Host: localhost`',
	make: l => raw(`${l}\r\n${HOST}\r\n`),
	rows: [
		['GET /login HTTP/1.0', 'login'], ['GET /login HTTP/1.1', 'login'],
		['GET /login HTTP/1.2', 'login'], ['GET /login HTTP/1.9', 'login'],
		['GET /login HTTP/2.0', 'n505'], ['GET /login HTTP/3.0', 'n505'],
		['GET /login HTTP/0.9', 'n400'], ['GET /login HTTP/11', 'n505'],
		['GET /login HTTP/1', 'n400'], ['GET /login HTTP/1.1x', 'n400'],
		['GET /login HTTP/1.1 ', 'login'], ['GET /login http/1.1', 'n400'],
		['GET /login HTTP /1.1', 'n400'], ['GET /login HTTPS/1.1', 'n400'],
		['GET /login SIP/2.0', 'n400'], ['GET /login HTTP/-1.1', 'n400'],
		['GET /login HTTP/1.1 HTTP/1.1', 'n400'],
		['GET  /login  HTTP/1.1', 'login'], ['GET\t/login\tHTTP/1.1', 'n400'],
		[' GET /login HTTP/1.1', 'n400'], ['GET /login\x0bHTTP/1.1', 'n400'],
		['GET http://localhost/login HTTP/1.1', 'login'],
		[`GET http://${MARK}.example/login HTTP/1.1`, 'login'],
		['GET https://localhost/login HTTP/1.1', 'login'],
		['GET ftp://localhost/login HTTP/1.1', 'login'],
		['GET http:///login HTTP/1.1', 'n400'],
		['GET http://localhost HTTP/1.1', 'moved'],
		['GET http://u:p@localhost/login HTTP/1.1', 'n400'],
		['GET //localhost/login HTTP/1.1', 'unread'],
		['GET login HTTP/1.1', 'n400'], ['GET * HTTP/1.1', 'n400'],
		['OPTIONS * HTTP/1.1', 'n400'], ['GET  HTTP/1.1', 'n400'],
		['GET ?x HTTP/1.1', 'n400'], ['GET .. HTTP/1.1', 'n400'],
		['GET /login#x HTTP/1.1', 'unread'],
		['CONNECT localhost:443 HTTP/1.1', 'n400'],
		['CONNECT /login HTTP/1.1', 'n405'],
		[`GET /a b HTTP/1.1`, 'n400'], ['GET /a\x00b HTTP/1.1', 'n400'],
		['GET /a\x7fb HTTP/1.1', 'n400'], ['GET /a\x01b HTTP/1.1', 'n400'],
		['GET /a\rb HTTP/1.1', 'n400'], ['GET /a\nb HTTP/1.1', ''],
		['GET /\xe3\x81\x82 HTTP/1.1', 'moved'],
		['GET /\xff HTTP/1.1', 'unread'], ['GET /\xc0\xaf HTTP/1.1', 'unread'],
		['GET /login HTTP/1.1\r', 'n400'],
		['PRI * HTTP/2.0', 'n400'], ['EHLO localhost', 'n400'],
		['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'n400'],
		['\x00\x00\x00\x00', 'n400'], ['\xff\xfe', 'n400'],
	],
};

const whole = {
	title: 'whole requests',
	about: 'the bytes as they stand',
	make: b => raw(b),
	rows: [
		['\r\n\r\nGET /login HTTP/1.1\r\nHost: localhost\r\n\r\n', 'login'],
		['\n\nGET /login HTTP/1.1\nHost: localhost\n\n', 'login'],
		['GET /login HTTP/1.1\nHost: localhost\n\n', 'login'],
		['GET /login HTTP/1.1\rHost: localhost\r\r', 'n400'],
		['GET /login HTTP/1.1\r\nHost: localhost\r\n', ''],
		['GET /login HTTP/1.1\r\n', ''], ['GET /log', ''], ['GET', ''],
		['\r\n', ''], ['', ''],
		['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'n400'],
		['GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n'
			+ 'GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n',
		'login login'],
		['GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n'
			+ 'GET /login\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n',
		'login n400'],
		['GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n'
			+ '\r\nGET /login HTTP/1.1\r\nHost: localhost\r\n\r\n', 'login'],
		['GET /login HTTP/1.0\r\n\r\n', 'login'],
		['GET /login HTTP/1.0\r\nConnection: keep-alive\r\n\r\n', 'login'],
	],
};

// ---- paths -------------------------------------------------------------------

const path_of = (title, about, list) =>
	({ title, about, make: p => raw(get(p)), rows: list });
const paths = [
	path_of('encodings in the path', '`GET PATH`, nobody signed in', [
		...rows('/% /%4 /%zz /%u0041 /%-1', 'n400'),
		...rows('/%00 /a%00b /login%00 /login%00.css', 'n400'),
		...rows('/.. /../ /../etc/passwd /a/../../b /%2e%2e '
			+ '/%2e%2e/etc/passwd /.%2e/ /%2E./', 'n400'),
		...rows('/a/../login /./login /login/. /a/%2e%2e/login '
			+ '/%2e/login /login/%2e %2flogin', 'unread')
			.filter(r => r[0][0] === '/'),
		...rows('/%2flogin /login%2f /a%2f..%2flogin /%2f%2fevil '
			+ '/%5clogin /..%5c..%5cwindows /a\\b', 'unread')
			.filter(r => r[0] !== '/..%5c..%5cwindows'),
		['/..%5c..%5cwindows', 'unread'],
		...rows('//login //login// /cases//x /login//', 'unread'),
		...rows('/%0a /%0d%0aSet-Cookie:x=1 /%09 /%1b /%7f', 'unread'),
		...rows('/%c0%ae%c0%ae/ /%c0%af /%e0%80%af /%f0%80%80%af /%c1%9c '
			+ '/%ff /%fe%ff /%80 /%e3%81 /%f0%28 /%ed%a0%80 '
			+ '/%f4%90%80%80 /%f8%88%80%80%80', 'unread'),
		...rows('/%e3%81%82 /%252e%252e/ /%252f /%25%32%65 /%2500 '
			+ '/%EF%BC%8F /%E2%80%AE /login%3fnext /login%23 /login;x=1 '
			+ '/login/ /login%20 /LOGIN /log+in /~root /.git/config '
			+ '/.env /favicon.ico /robots.txt /wp-login.php '
			+ '/cgi-bin/x /server-status /nginx_status', 'moved'),
	]),
	path_of('queries', '`GET PATH`, nobody signed in', [
		...rows('/login? /login?? /login?& /login?&&& /login?a /login?a= '
			+ '/login?a=1&a=2 /login?a[]=1 /login?a[b]=1 /login?a.b=1 '
			+ '/login?__proto__=1 /login?a=%2e%2e /login?a=%26 '
			+ '/login?a=%252 /login?a=/../ /login?%41=1 '
			+ '/login?next=//evil.example /login?next=https://evil.example '
			+ '/login?next=%0d%0aX:1 /login?next=javascript:1', 'login'),
		...rows('/login?= /login?=1 /login?a=% /login?a=%zz /login?a=%00 '
			+ '/login?a=%ff /login?a=%c0%80 /login?a=%ed%a0%80', 'unread'),
		...rows('/login?\xff=1 /login?a=\xff', 'unread'),
		['/login?' + long(1000, 'a&'), 'login'],
		['/login?' + 'a=1&'.repeat(1000), 'login'],
		['/login?' + 'a=1&'.repeat(1001), 'large'],
	]),
	path_of('places that are not for the outside',
		'`GET PATH`, nobody signed in', [
			...rows('/_pages/ /_pages/400.html /_pages/502.html '
				+ '/_pages/server.conf '
				+ '/_pages/x', 'n404'),
			...rows('/_pages /_page/x', 'moved'),
			...rows('/_pages/../login /_pages/../server.conf '
				+ '/_pages/%2e%2e/pages/400.html', 'unread'),
			...rows('/_pages/page.css', 'file'),
			...rows('/static/ /static/nothing /static/img/ /static/img '
				+ '/static/../ /static/.stamp /static/.git/config '
				+ '/static/img/boat.svg/ /static/img/boat.svg/x '
				+ '/static/img/boat.svg%20 /static/manifest.txt%20 '
				+ '/static/%ff /static/%e3%81%82', 'n404')
				.filter(r => r[0] !== '/static/../'),
			...rows('/static/..%2fmanifest.txt /static/%2e%2e%2f '
				+ '/static/..', 'unread'),
			['/static../manifest.txt', 'moved'],
			['/static/img/boat.svg', 'file'],
			['/static//img/boat.svg', 'file'],
			['/static/./img/boat.svg', 'file'],
			['/static/img/../img/boat.svg', 'file'],
			['/static/img/%62oat.svg', 'file'],
			['/static/img/boat.svg?x=%zz', 'file'],
			['/static/img/boat.svg%00.html', 'n400'],
			['/static/%2e%2e/%2e%2e/etc/passwd', 'n400'],
			['/static/../../etc/passwd', 'n400'],
			['/static/' + '../'.repeat(50) + 'etc/passwd', 'n400'],
			['/static/' + '%2e%2e/'.repeat(50) + 'etc/passwd', 'n400'],
			['/static/' + '..%2f'.repeat(50) + 'etc/passwd', 'n400'],
			['/static/' + long(300) + '.css', 'n404'],
		]),
	path_of('another’s eyes', '`GET PATH`, nobody signed in: the prefix '
		+ 'under which a recipient’s page is looked at', [
		...rows('/as /as/ /as/x /as/x/ /as/x/cases '
			+ '/as/AAAAAAAAAAAAAAAAAAAAAA/cases '
			+ '/as/AAAAAAAAAAAAAAAAAAAAAA/as/AAAAAAAAAAAAAAAAAAAAAA/cases '
			+ '/as/AAAAAAAAAAAAAAAAAAAAAA/ /as/AAAAAAAAAAAAAAAAAAAAAA '
			+ '/as/AAAAAAAAAAAAAAAAAAAAAA/events/', 'moved'),
		['/as/AAAAAAAAAAAAAAAAAAAAAA/events', 'ended'],
		...rows('/as//cases /as/../cases /as/%2e%2e/cases '
			+ '/as/%2f/cases', 'unread'),
		['/as/AAAAAAAAAAAAAAAAAAAAAA/login', 'none'],
		['/as/x/login', 'none'],
	]),
];

// ---- headers -----------------------------------------------------------------

const header = {
	title: 'a header more',
	about: '`GET /login` with `Host: localhost` and this line',
	make: h => raw(get('/login', h + '\r\n')),
	rows: [
		...['X-Forwarded-For: 10.0.0.1', 'X-Forwarded-For: 127.0.0.1, ::1',
			'X-Forwarded-Proto: https', `X-Forwarded-Host: ${MARK}.example`,
			'X-Forwarded-Port: 1', `X-Forwarded-Prefix: /${MARK}`,
			`Forwarded: for=1;host=${MARK}`, 'X-Real-IP: 10.0.0.1',
			'X-Original-URL: /cases', 'X-Rewrite-URL: /cases',
			'X-HTTP-Method-Override: POST', 'X-HTTP-Method: DELETE',
			'X-Accel-Redirect: /_pages/400.html', 'X-Sendfile: /etc/passwd',
			`Proxy: http://${MARK}`, 'Via: 1.1 x', 'TE: trailers',
			'Upgrade: websocket', 'Upgrade: h2c\r\nHTTP2-Settings: AAA',
			'Connection: Upgrade', 'Connection: Content-Length, Host',
			'Connection: Cookie', 'Keep-Alive: timeout=9999',
			'Expect: himitsu',
			'Range: bytes=0-1', 'Range: bytes=0-,0-,0-,0-',
			'If-None-Match: *', 'If-Match: "x"',
			'If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT',
			'If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT',
			'Accept: application/json', 'Accept-Encoding: gzip, br',
			'Accept-Language: en', 'Accept-Charset: shift_jis',
			'Content-Type: text/plain', 'Content-Encoding: gzip',
			'Authorization: Basic YTpi', 'Authorization: Bearer x',
			'User-Agent:', `User-Agent: ${'あ'.repeat(1000)}`,
			'Referer: http://evil.example/', `Origin: http://${MARK}`,
			'Origin: null', 'Sec-Fetch-Site: cross-site',
			'HX-Request: true', 'HX-Request: TRUE', 'Last-Event-ID: x',
			'SCGI: 2', 'SCGI_: 1', 'Request-Uri: /cases',
			'Request_Uri: /cases', 'REQUEST_METHOD: POST',
			'CONTENT_LENGTH: 5', 'Content_Length: 5', 'Https: on',
			'HTTPS: on', 'Remote-Addr: 10.0.0.1', 'Script-Name: /x',
			'A: ', 'A:', 'A:b', 'A:  b  ', 'A:\tb\t', 'A: "', 'A: \\',
			'A_b: 1\r\nA_b: 2', '0: 1', '-: 1', `A: ${long(7900)}`,
			'a'.repeat(1000) + ': 1'].map(h => [utf8(h), 'login']),
		['Expect: 100-continue', 'go_on login'],
		// What is no header nginx leaves out.
		...['A(b): 1', 'A"b": 1', 'A@b: 1', 'A', 'A;b', '=: 1', '\xff: 1',
			'A\xe3\x81\x82: 1'].map(h => [h, 'login']),
		['A b: 1', 'n400'], ['A : 1', 'n400'], [': 1', 'n400'],
		[' A: 1', 'n400'], ['\tA: 1', 'n400'], ['A: 1\r\n b', 'n400'],
		['A: 1\r\n\tb', 'n400'], ['A: 1\n b', 'n400'],
		['A: 1\rb', 'n400'], ['A: 1\r\rb', 'n400'], ['A: 1\r\r', 'login'],
		['A: \x00', 'n400'], ['A\x00: 1', 'n400'], ['\x00: 1', 'n400'],
		['A\x01: 1', 'n400'], ['A\x7f: 1', 'n400'],
		['A: \x01', 'login'], ['A: \x7f', 'login'],
		['A: \xff', 'unread'], ['A: \xc0\x80', 'unread'],
		['A: \xed\xa0\x80', 'unread'], ['User-Agent: \xff', 'unread'],
		['Cookie: a=\xff', 'unread'], ['Referer: /\xfe', 'unread'],
		['A: 1\r\nA: 2', 'unread'], ['A-b: 1\r\na-B: 2', 'unread'],
		['Origin: a\r\nOrigin: a', 'unread'],
		['Sec-Fetch-Site: none\r\nSec-Fetch-Site: none', 'unread'],
		['User-Agent: a\r\nUser-Agent: b', 'unread'],
		['X-Csrf: 1\r\nX-Csrf: 1', 'unread'],
		['Cookie: a=1\r\nCookie: b=2', 'login'],
		['Content-Type: a/b\r\nContent-Type: a/b', 'unread'],
	],
};

function utf8(s) { return Buffer.from(s, 'utf8').toString('latin1'); }

const hosts = {
	title: 'the host',
	about: '`GET /login` with these lines for its host',
	make: h => raw(`GET /login HTTP/1.1\r\n${h}\r\n`),
	rows: [
		...['localhost', '127.0.0.1', 'LOCALHOST', 'localhost:80',
			'localhost:99999', 'localhost.', `${MARK}.example`,
			'a_b.example', '[::1]', '[::1]:80', 'xn--eckwd4c7c.example',
			'%6cocalhost', "'", '<b>', '*', '$host', '-', '.a', '[::1', '[',
			'a\\b', 'localhost:x',
			long(500)].map(h => [`Host: ${h}\r\n`, 'login']),
		...['', ' ', '.', '..', 'a/b', 'a b', 'a..b', '/', 'a\x00b'].map(h =>
			[`Host: ${h}\r\n`, 'n400']),
		['Host: \xff\r\n', 'unread'], ['', 'n400'],
		['Host: a\r\nHost: a\r\n', 'n400'], ['Host: a\r\nHost: b\r\n', 'n400'],
		['Host : localhost\r\n', 'n400'], ['Host: a\r\n b\r\n', 'n400'],
		['host: localhost\r\n', 'login'], ['Host:localhost\r\n', 'login'],
		['Host_: localhost\r\n', 'n400'], ['X-Host: localhost\r\n', 'n400'],
	],
};

// ---- sizes -------------------------------------------------------------------

const sizes = [
	{ title: 'length of the address', about: '`GET /login?aaa…`, this long',
		make: n => raw(get('/login?a=' + long(n - 9))),
		rows: [[4000, 'login'], [8000, 'login'], [8176, 'login'],
			[8180, 'n414'], [8192, 'n414'], [16000, 'n414'],
			[40000, 'n414']] },
	{ title: 'length of a path', about: '`GET /aaa…`, this long',
		make: n => raw(get('/' + long(n - 1))),
		rows: [[1000, 'moved'], [3900, 'moved'], [8100, 'moved'],
			[9000, 'n414']] },
	{ title: 'depth of a path', about: '`GET /a/a/a…`, so many parts',
		make: n => raw(get('/a'.repeat(n))),
		rows: [[16, 'moved'], [17, 'moved'], [400, 'moved'], [4000, 'moved'],
			[4090, 'n414']] },
	{ title: 'length of a header', about: '`A: aaa…`, this long',
		make: n => raw(get('/login', `A: ${long(n - 3)}\r\n`)),
		rows: [[1000, 'login'], [8000, 'login'], [8190, 'login'],
			[8193, 'n400'], [20000, 'n400']] },
	{ title: 'headers in all', about: 'so many headers of 2,000 letters',
		make: n => raw(get('/login', Array.from({ length: n },
			(_, i) => `A${i}: ${long(2000)}\r\n`).join(''))),
		rows: [[1, 'login'], [7, 'login'], [8, 'login'], [9, 'large'], [12, 'large'],
			[20, 'n400'], [40, 'n400']] },
	{ title: 'number of headers', about: 'so many short headers',
		make: n => raw(get('/login', Array.from({ length: n },
			(_, i) => `A${i}: 1\r\n`).join(''))),
		rows: [[100, 'login'], [180, 'login'], [220, 'large'],
			[700, 'large'], [1000, 'n400']] },
	{ title: 'number of cookies', about: 'so many `Cookie: a=1` lines',
		make: n => raw(get('/login', 'Cookie: a=1\r\n'.repeat(n))),
		rows: [[1, 'login'], [100, 'login'], [300, 'large'],
			[2500, 'n400']] },
];

const body = (title, line, list) => ({
	title: `body of ${title}`, about: `\`${line}\` with a form this long`,
	make: n => raw(`${line} HTTP/1.1\r\n${HOST}${FORM}Content-Length: ${n}`
		+ `\r\n\r\n${long(n)}`), rows: list });
const FILES = '/cases/x/people/x/basis/x/files';
const bodies = [
	body('a form', 'POST /login', [[1, 'stale'], [65536, 'stale'],
		[262144, 'stale'], [262145, 'n413'], [1000000, 'n413'],
		[5427200, 'n413']]),
	body('another form', 'POST /intake', [[262144, 'ended'],
		[262145, 'n413']]),
	body('an address that is not', 'POST /nowhere', [[262144, 'ended'],
		[262145, 'n413']]),
	body('a GET', 'GET /login', [[1, 'unread'], [262144, 'unread'],
		[262145, 'n413']]),
	body('a HEAD', 'HEAD /login', [[1, 'unread'], [262145, 'n413']]),
	body('a PUT', 'PUT /login', [[1, 'unread'], [262145, 'n413']]),
	body('a file', `POST ${FILES}`, [[262145, 'ended'], [5242880, 'ended'],
		[5427200, 'ended'], [5427201, 'n413']]),
	body('a file, with a query', `POST ${FILES}?x=1`, [[262144, 'ended'],
		[300000, 'large'], [2000000, 'large'], [5427200, 'large'],
		[5427201, 'n413']]),
	body('a file, encoded', 'POST /cases/x/people/x/basis/x/%66iles',
		[[262144, 'ended'], [300000, 'large'], [5427200, 'large']]),
	body('a file, by GET', `GET ${FILES}`, [[1, 'unread'],
		[300000, 'large'], [5427200, 'large']]),
	body('a file, one level up', 'POST /cases/x/people/x/basis/files',
		[[262144, 'ended'], [262145, 'n413']]),
	body('a file, with a slash', `POST ${FILES}/`, [[262145, 'n413']]),
	body('a file, another case', 'POST /CASES/x/people/x/basis/x/files',
		[[262145, 'n413']]),
	body('a static file', 'POST /static/x', [[1, 'n404'], [1024, 'n404'],
		[1025, 'n413'], [262144, 'n413']]),
];

const types = {
	title: 'type of a body', about: '`POST /login` with `a=1` of this type',
	make: t => raw(`POST /login HTTP/1.1\r\n${HOST}${t}Content-Length: 3`
		+ '\r\n\r\na=1'),
	rows: [
		...['application/x-www-form-urlencoded',
			'APPLICATION/X-WWW-FORM-URLENCODED',
			'application/x-www-form-urlencoded;charset=utf-8',
			'application/x-www-form-urlencoded ; x',
			'application/x-www-form-urlencoded;charset=shift_jis',
		].map(t => [`Content-Type: ${t}\r\n`, 'stale']),
		...['', 'text/plain', 'application/json', 'application/xml',
			'text/html', 'multipart/form-data', 'multipart/mixed',
			'multipart/form-data; boundary=', 'application/octet-stream',
			'multipart/form-data; boundary="a b"', '*/*', ';',
			'application/x-www-form-urlencoded, text/plain',
			'application/x-www-form-urlencoded2',
			'multipart/form-data; boundary=' + long(71),
		].map(t => [`Content-Type: ${t}\r\n`, 'unread']),
		['', 'unread'],
	],
};

// ---- smuggling ---------------------------------------------------------------

const CHUNKED = `0\r\n\r\n${SECOND}`;
const post = headers => `POST /login HTTP/1.1\r\n${HOST}${FORM}${headers}\r\n`;
const te = (title, about, length, list) => ({ title, about, rows: list,
	make: t => raw(post(length + t + '\r\n') + CHUNKED) });
const TWICE = 'Transfer-Encoding: chunked\r\nTransfer-Encoding: ';
const smuggling = [
	te('a transfer encoding', '`POST /login` in chunks by this line: an empty '
		+ 'body, then a second request', '', [
		['Transfer-Encoding: chunked', 'stale n404'],
		['transfer-encoding: chunked', 'stale n404'],
		['Transfer-Encoding: Chunked', 'stale n404'],
		['Transfer-Encoding: CHUNKED', 'stale n404'],
		['Transfer-Encoding:chunked', 'stale n404'],
		['Transfer-Encoding:  chunked ', 'stale n404'],
		['Transfer-Encoding: chunked, identity', 'n501'],
		['Transfer-Encoding: identity, chunked', 'n501'],
		['Transfer-Encoding: gzip, chunked', 'n501'],
		['Transfer-Encoding: xchunked', 'n501'],
		['Transfer-Encoding: chunkedx', 'n501'],
		['Transfer-Encoding: "chunked"', 'n501'],
		['Transfer-Encoding: chunked;q=1', 'n501'],
		['Transfer-Encoding: ,chunked', 'n501'],
		['Transfer-Encoding: chunked,', 'n501'],
		['Transfer-Encoding: \x0bchunked', 'n501'],
		['Transfer-Encoding: chun\x0bked', 'n501'],
		['Transfer-Encoding: \tchunked', 'n501'],
		['Transfer-Encoding: chunked\t', 'n501'],
		['Transfer-Encoding: c\xe3\x81\x82', 'n501'],
		['Transfer-Encoding:', 'n501'], ['Transfer-Encoding: identity', 'n501'],
		['Transfer-Encoding: gzip', 'n501'],
		[TWICE + 'chunked', 'n400'], [TWICE + 'identity', 'n400'],
		['Transfer-Encoding: identity\r\nTransfer-Encoding: chunked', 'n400'],
		['Transfer-Encoding : chunked', 'n400'],
		[' Transfer-Encoding: chunked', 'n400'],
		['Transfer-Encoding\x00: chunked', 'n400'],
		['Transfer-Encoding: chunked\x00', 'n400'],
		['Transfer-Encoding:\r\n chunked', 'n400'],
		['Transfer-Encoding: chunked\r\n x', 'n400'],
		['Transfer-Encoding: chunked\rX: 1', 'n400'],
		['X: 1\nTransfer-Encoding: chunked', 'stale n404'],
		['X: 1\rTransfer-Encoding: chunked', 'n400'],
		// Not read as a transfer encoding: no body, and the chunk is rubbish.
		['Transfer_Encoding: chunked', 'stale n400'],
		['X-Transfer-Encoding: chunked', 'stale n400'],
		['Transfer-Encoding-X: chunked', 'stale n400'],
		['TE: chunked', 'stale n400'],
	]),
	te('a length and a transfer encoding', '`POST /login` with '
		+ '`Content-Length: 5` and this line', 'Content-Length: 5\r\n', [
		...['chunked', 'Chunked', ' chunked', 'chunked, identity',
			'identity', 'xchunked', '\x0bchunked', 'gzip', '', '"chunked"']
			.map(t => [`Transfer-Encoding: ${t}`,
				/^ ?chunked$/i.test(t) ? 'n400' : 'n501']),
		[TWICE + 'chunked', 'n400'], [TWICE + 'identity', 'n400'],
		['Transfer-Encoding : chunked', 'n400'],
		['Transfer-Encoding\x00: chunked', 'n400'],
		[' Transfer-Encoding: chunked', 'n400'],
		['X: 1\nTransfer-Encoding: chunked', 'n400'],
		['Transfer-Encoding:\n chunked', 'n400'],
		['Transfer_Encoding: chunked', 'stale n404'],
	]),
	{ title: 'a transfer encoding, then a length', about: 'as before, in the '
		+ 'other order', make: l => raw(post('Transfer-Encoding: chunked\r\n'
		+ l + '\r\n') + CHUNKED), rows: ['5', '0', '999', '-1', 'x', '']
		.map(l => [`Content-Length: ${l}`, 'n400']) },
	{ title: 'a transfer encoding in HTTP/1.0', about: '`POST /login HTTP/1.0` '
		+ 'with this line and chunks', make: l => raw(
		`POST /login HTTP/1.0\r\n${HOST}${FORM}${l}\r\n\r\n${CHUNKED}`),
	rows: [['Transfer-Encoding: chunked', 'n400'],
		['Transfer-Encoding: gzip', 'n400'],
		['Content-Length: 0\r\nTransfer-Encoding: chunked', 'n400']] },
	{ title: 'a length', about: '`POST /login` with this length, `a=1` and a '
		+ 'second request', make: l => raw(post(l) + 'a=1' + SECOND),
	rows: [
		['Content-Length: 3\r\n', 'stale n404'],
		['content-length: 3\r\n', 'stale n404'],
		['Content-Length:3\r\n', 'stale n404'],
		['Content-Length: 0003\r\n', 'stale n404'],
		['Content-Length:   3  \r\n', 'stale n404'],
		['Content-Length: 0\r\n', 'stale n400'],
		['Content-Length: 1\r\n', 'stale n400'],
		['', 'stale n400'],
		...['+3', '-3', '-0', '0x3', '3,3', '3, 3', '3;3', '3 3', '3.0',
			'3e0', '3\t', '\t3', '٣', '', ' ', 'x', '3x', '3\x00',
			'99999999999999999999', '9223372036854775808',
			'18446744073709551619', '1'.repeat(1000)].map(l =>
			[`Content-Length: ${utf8(l)}\r\n`, 'n400']),
		['Content-Length: 9223372036854775807\r\n', 'n413'],
		['Content-Length: 4294967299\r\n', 'n413'],
		['Content-Length: 3\r\nContent-Length: 3\r\n', 'n400'],
		['Content-Length: 3\r\nContent-Length: 4\r\n', 'n400'],
		['Content-Length: 3\r\nContent-length: 0\r\n', 'n400'],
		['Content-Length : 3\r\n', 'n400'],
		['Content-Length: 3\r\n 0\r\n', 'n400'],
		['Content-Length:\r\n 3\r\n', 'n400'],
		['Content-Length\x00: 3\r\n', 'n400'],
		['Content-Length: 3\rX: 1\r\n', 'n400'],
		['Content_Length: 3\r\n', 'stale n400'],
		['X: 1\nContent-Length: 3\r\n', 'stale n404'],
		['Content-Length: 1000\r\n', ''],
	] },
	{ title: 'a length on a GET', about: '`GET /login` with this length and a '
		+ 'second request', make: l => raw(get('/login', l) + SECOND),
	rows: [['Content-Length: 0\r\n', 'login n404'], ['', 'login n404'],
		[`Content-Length: ${SECOND.length}\r\n`, 'unread'],
		['Content-Length: 4\r\n', 'unread n400'],
		['Transfer-Encoding: chunked\r\n', 'n400']] },
	{ title: 'chunks', about: '`POST /login` with `Transfer-Encoding: chunked` '
		+ 'and these chunks, then a second request', make: c => raw(
		post('Transfer-Encoding: chunked\r\n') + c + SECOND), rows: [
		...['3\r\na=1\r\n0\r\n\r\n', '0\r\n\r\n', '00003\r\na=1\r\n0\r\n\r\n',
			'3\r\na=1\r\n00000\r\n\r\n', '1\r\na\r\n2\r\n=1\r\n0\r\n\r\n',
			'3;x=1\r\na=1\r\n0\r\n\r\n', '3;x="\\"\r\na=1\r\n0\r\n\r\n',
			'3 \r\na=1\r\n0\r\n\r\n', '3\r\na=1\r\n0;x\r\n\r\n',
			'3\r\na=1\r\n0\r\nX: 1\r\n\r\n', '3\na=1\n0\n\n',
			'3\r\na=1\r\n0\r\nContent-Length: 99\r\n\r\n',
			'A\r\na=11111111\r\n0\r\n\r\n', 'a\r\na=11111111\r\n0\r\n\r\n',
		].map(c => [c, 'stale n404']),
		...['0x3\r\na=1\r\n0\r\n\r\n', '+3\r\na=1\r\n0\r\n\r\n',
			'-3\r\na=1\r\n0\r\n\r\n', ' 3\r\na=1\r\n0\r\n\r\n',
			'x\r\na=1\r\n0\r\n\r\n', '\r\na=1\r\n0\r\n\r\n',
			'3\ra=1\r\n0\r\n\r\n', '2\r\na=1\r\n0\r\n\r\n',
			'3\r\na=1 0\r\n\r\n', '3\x00\r\na=1\r\n0\r\n\r\n',
			'ffffffffffffffffff\r\na=1\r\n0\r\n\r\n',
			'fffffffffffffffffffff3\r\na=1\r\n0\r\n\r\n',
		].map(c => [c, 'n400']),
		['8000000000000000\r\na=1\r\n0\r\n\r\n', 'n400'],
		['7fffffffffffffff\r\na=1\r\n0\r\n\r\n', 'n400'],
		['40001\r\na=1', 'n413'], ['fffff\r\na=1', 'n413'],
		['999\r\na=1', ''],
	] },
];

// ---- cookies -----------------------------------------------------------------

const cookies = {
	title: 'cookies of a stranger', about: '`GET /login` with `Cookie:` this',
	make: c => raw(get('/login', `Cookie: ${c}\r\n`)),
	rows: [...['', ' ', ';', ';;;', '=', '=x', 'a', 'a=', 'a=1', 'a==1',
		'a="1"', 'a=1, b=2', 'a=1;b=2', '$Version=1; a=1', 'a=%00',
		'a=\x01', 'a=\x7f', '__Host-tb=', '__Host-tb=x', '__host-tb=x',
		'__Host-tb=../../etc/passwd', "__Host-tb=' or 1=1--",
		'__Host-tb=' + 'A'.repeat(43), '__Host-tb=' + 'A'.repeat(7000),
		'__Host-tb=a; __Host-tb=b', 'tb=x', 'PHPSESSID=x',
		'__Host-tbg=', '__Host-tbg=<script>alert(1)</script>',
		'__Host-tbg="><b>', 'a=1; '.repeat(1000)].map(c => [c, 'login']),
	['a=\x00', 'n400'], ['a=\xff', 'unread'], ['a=\xc0\xaf', 'unread']],
};

const ranges = {
	title: 'parts of a file', about: '`GET /static/img/boat.svg` with this line',
	make: h => raw(get('/static/img/boat.svg', h + '\r\n')),
	rows: [...['Range: bytes=0-0', 'Range: bytes=-1', 'Range: bytes=0-,0-,0-',
		'Range: bytes=9999999-', 'Range: bytes=5-2', 'Range: lines=1-2',
		'Range: bytes=x', 'If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT',
	].map(h => [h, 'file']),
	['If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT', 'n412'],
	['If-Match: "x"', 'n412'], ['If-None-Match: *', 'same']],
};

export const groups = [...methods, first_line, whole, ...paths, header, hosts,
	...sizes, ...bodies, types, ...smuggling, cookies, ranges];
