// What is sent to the product's own socket, where no nginx has looked at it
// before. Groups and rows as in http.mjs; `who` is somebody signed in, with
// `cookie` and `csrf`, or nobody.
import { MARK } from './answers.mjs';
import { scgi } from './client.mjs';

const raw = s => Buffer.from(s, 'latin1');
const long = (n, c = 'a') => c.repeat(n);
const all = (list, answer) => list.map(odd => [odd, answer]);
const FORM = ['CONTENT_TYPE', 'application/x-www-form-urlencoded'];
const GET = ['REQUEST_METHOD', 'GET'], POST = ['REQUEST_METHOD', 'POST'];
const LOGIN = ['REQUEST_URI', '/login'], ONE = ['SCGI', '1'];
// Latin-1 here is bytes there.
const bytes_of = pair => pair.map(raw);
const get = (uri, ...more) =>
	scgi([GET, ['REQUEST_URI', uri], ONE, ...more].map(bytes_of));
const post = (uri, body, ...more) =>
	scgi([POST, ['REQUEST_URI', uri], ONE, FORM, ...more].map(bytes_of), body);

// ---- the frame ---------------------------------------------------------------

const HEAD = 'CONTENT_LENGTH\x000\x00SCGI\x001\x00REQUEST_METHOD\x00GET\x00'
	+ 'REQUEST_URI\x00/login\x00';
const frames = {
	title: 'netstrings', about: 'the bytes as they stand',
	make: raw,
	rows: [
		[`${HEAD.length}:${HEAD},`, 'login'],
		...all([':', '0:,', `0${HEAD.length}:${HEAD},`, '-1:,', '+5:,', ' 5:,',
			'5 :,', '0x5:,', 'abc:', '123456:', '1e1:,', '\x00:', '\xff:',
			'5\r\n', `${HEAD.length - 1}:${HEAD},`, `${HEAD.length}:${HEAD};`,
			`${HEAD.length}:${HEAD} `, `${HEAD.length}:${HEAD},x`,
			`${HEAD.length}:${HEAD},${HEAD.length}:${HEAD},`,
			'GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n',
			'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\x16\x03\x01\x02\x00\x01',
			'{"a":1}', '\x01\x01\x00\x01\x00\x08\x00\x00', '<xml/>',
			long(10), long(20000), '1:a,', '3:a\x00b,', '5:a\x00b\x00c,',
			'24:content_length\x000\x00SCGI\x001\x00,',
			'24:SCGI\x001\x00CONTENT_LENGTH\x000\x00,',
			'7:SCGI\x001\x00,', '14:CONTENT_LENGTH,',
			'15:CONTENT_LENGTH\x00,', '16:CONTENT_LENGTH\x00\x00,',
			'17:CONTENT_LENGTH\x000\x00,'], 'unread'),
		...all(['16385:', '20000:', '99999:'], 'large'),
		...all(['', '1', '12345', '16384:', '100:', `${HEAD.length}:`,
			`${HEAD.length}:${HEAD}`, `${HEAD.length + 1}:${HEAD}`], ''),
	],
};

const lengths = {
	title: 'the length', about: '`CONTENT_LENGTH` of a form `a=1`',
	make: n => scgi([POST, LOGIN, ONE, FORM], 'a=1', { length: n }),
	rows: [['3', 'stale'], ['003', 'stale'],
		...all(['', ' 3', '3 ', '+3', '-3', '0x3', '3.0', '3e0', 'x', '3x',
			'3,3', '٣', '1099511627777', '9223372036854775808',
			'18446744073709551619', long(400, '9')], 'unread'),
		...all(['294913', '5529600', '5529601', '1099511627776'], 'large'),
		...all(['0', '1', '2'], 'unread'), ...all(['4', '1000'], '')],
};

// ---- the headers -------------------------------------------------------------

const fields = {
	title: 'header fields', about: '`GET /login` with these pairs more '
		+ '(name=value, divided by |)',
	make: list => get('/login', ...list.split('|').map(p => [
		p.slice(0, p.indexOf('=')), p.slice(p.indexOf('=') + 1)])),
	rows: [
		...all(['A=', 'A=b', 'HTTP_COOKIE=a=1|HTTP_COOKIE=b=2',
			'HTTP_COOKIE=', 'HTTPS=on', 'HTTPS=off', 'HTTPS=',
			'REMOTE_ADDR=', 'REMOTE_ADDR=::1', 'REMOTE_ADDR=himitsu',
			'HTTP_USER_AGENT=' + long(7000), 'HTTP_HOST=',
			'HTTP_HX_REQUEST=true', 'HTTP_LAST_EVENT_ID=' + long(5000),
			'HTTP_X_A=\x01', 'HTTP_X_A=\r\n', 'HTTP_X_A=\x7f',
			'CONTENT_TYPE=text/plain', 'DOCUMENT_URI=/cases',
			'SCRIPT_NAME=/x', 'PATH_INFO=/cases', 'HTTP_PROXY=http://x',
			'\x01=x', ' =x', 'a b=c'].map(p => p), 'login'),
		...all(['A=1|A=2', 'A=1|A=1', 'SCGI=1', 'SCGI=2',
			'REQUEST_METHOD=POST', 'REQUEST_URI=/cases',
			'CONTENT_LENGTH=0', 'HTTP_HOST=a|HTTP_HOST=a',
			'HTTP_ORIGIN=a|HTTP_ORIGIN=b', 'HTTPS=on|HTTPS=on',
			'CONTENT_TYPE=a|CONTENT_TYPE=b', '=x', '=',
			'A=\xff', '\xff=a', 'A=\xc0\x80', 'A=\xed\xa0\x80', 'A=\x80',
			'A=\xe3\x81', 'HTTP_COOKIE=a=\xff', 'HTTP_USER_AGENT=\xfe',
			'HTTP_HOST=\xf5\x80\x80\x80', 'REMOTE_ADDR=\xff'], 'unread'),
		['A=' + long(16400), 'large'],
	],
};

const counts = {
	title: 'number of header fields', about: '`GET /login` with so many more',
	make: n => get('/login', ...Array.from({ length: n }, (_, i) =>
		[`A${i}`, ''])),
	rows: [[10, 'login'], [196, 'login'], [197, 'large'], [1000, 'large'],
		[2000, 'large']],
};

const left_out = {
	title: 'what is left out', about: 'the named pairs are all there is, after '
		+ 'the length',
	make: list => scgi(list.split(' ').map(w => w.split('='))),
	rows: [
		...all(['SCGI=1 REQUEST_METHOD=GET', 'REQUEST_METHOD=GET '
			+ 'REQUEST_URI=/login', 'SCGI= REQUEST_METHOD=GET '
			+ 'REQUEST_URI=/login', 'SCGI=0 REQUEST_METHOD=GET '
			+ 'REQUEST_URI=/login', 'SCGI=11 REQUEST_METHOD=GET '
			+ 'REQUEST_URI=/login', 'scgi=1 REQUEST_METHOD=GET '
			+ 'REQUEST_URI=/login', 'SCGI=1 REQUEST_METHOD=GET REQUEST_URI='],
		'unread'),
		...all(['SCGI=1 REQUEST_URI=/login', 'SCGI=1 REQUEST_METHOD= '
			+ 'REQUEST_URI=/login', 'SCGI=1 REQUEST_METHOD=get '
			+ 'REQUEST_URI=/login'], 'ended'),
	],
};

// ---- addresses ---------------------------------------------------------------

const over_tls = {
	title: 'over TLS', about: '`GET /login` with `HTTPS=on`',
	make: uri => get(uri, ['HTTPS', 'on']), rows: [['/login', 'secure']],
};

const addresses = {
	title: 'addresses', about: '`REQUEST_URI` of a GET, nobody signed in',
	make: uri => get(uri),
	rows: [
		...all(['x', 'login', '//', '//login', '/a//b', '/.', '/..', '/a/../b',
			'/./login', '/%2e%2E/b', '/a%2fb', '/a%5Cb', '/a\\b', '/a%00b',
			'/a%0ab', '/a\nb', '/a\rb', '/a\tb', '/a\x01b', '/a\x7fb', '/%',
			'/%4', '/%zz', '/%ff', '/\xff', '/a#b', 'http://localhost/login',
			'*', '?', '?x', '/login?=1', '/login?a=%', '/login?a=%00',
			'/login?a=%c0%80', '/login?a=\xff', '/login?\xff'], 'unread'),
		...all(['/login', '/login?', '/login?&&', '/login?a', '/login?a=\n',
			'/login?a=\x01', '/login?a b=c d', '/login?a=%0d%0aX:1',
			'/login?' + 'a&'.repeat(1000)], 'login'),
		['/login?' + 'a&'.repeat(1001), 'large'],
		...all(['/a b', '/nowhere', '/\xe3\x81\x82', '/' + long(15000),
			'/a'.repeat(7000), '/<b>', "/'", '/"', '/login%0', '/login ']
			.filter(u => u !== '/login%0'), 'moved'),
		['/login%0', 'unread'],
	],
};

// ---- forms -------------------------------------------------------------------

const forms = {
	title: 'urlencoded forms', about: 'the body of `POST /login`, nobody signed '
		+ 'in: 403 says that it was read',
	make: b => post('/login', raw(b)),
	rows: [
		...all(['', 'a', 'a=', 'a=1', 'a=1&', '&', '&&&&', '&a=1', 'a=b=c',
			'a=1&a=2', 'a=+', 'a=%2B', 'a=%0d%0a', 'a=%25zz', 'a=\n', 'a=\x01',
			'csrf', 'csrf=', 'csrf=x', 'csrf=&csrf=', '%63srf=x', '%=1', '%zz=1',
			'a[]=1', '__proto__=1', 'constructor[prototype]=1', 'a=%e3%81%82',
			'a=\xe3\x81\x82', 'a;b', 'a=%EF%BB%BF', 'a=%F0%9F%98%80',
			'a=' + long(250000), long(250000) + '=1', 'a=%41'.repeat(1),
			'a=' + long(80000, '%41'.slice(0, 3)),
			'a=1&'.repeat(1000), '{"a":1}', '<?xml version="1.0"?>',
			'a=' + '%0d'.repeat(20000)], 'stale'),
		...all(['=', '=1', '=&a', 'a=%', 'a=%4', 'a=%zz', 'a=%u3042', 'a=%00',
			'a=\x00', '\x00', 'a=%ff', 'a=\xff', '\xff=a', 'a=%c0%af',
			'a=%ed%a0%80', 'a=%f4%90%80%80', 'a=%e3%81', 'a=% 41',
			'a=%-1', 'a=%+1', '&=&'], 'unread'),
		...all(['a=1&'.repeat(1001), '&a'.repeat(5000)], 'large'),
	],
};

const kinds = {
	title: 'kinds of a form', about: '`POST /login` with `a=1` and this '
		+ '`CONTENT_TYPE`',
	make: t => scgi([POST, LOGIN, ONE, ['CONTENT_TYPE', t]].map(bytes_of),
		'a=1'),
	rows: [...all([FORM[1], FORM[1].toUpperCase(), FORM[1] + ';', ' ' + FORM[1],
		FORM[1] + '; charset=utf-16'], 'stale'),
	...all(['', ' ', 'text/plain', 'application/json', FORM[1] + '/x',
		FORM[1] + ',', 'x' + FORM[1], 'multipart/form-data',
		'multipart/form-data; boundary', 'multipart/form-data; boundary=',
		'multipart/form-data; boundary=""', 'multipart/form-data;boundary=" "',
		'multipart/form-data; boundary=a b', 'multipart/form-data; boundary=あ',
		'multipart/form-data; boundary=' + long(71), 'multipart/mixed; '
		+ 'boundary=B', 'multipart/form-data; xboundary=B', '\x01'],
	'unread')],
};

// ---- forms in parts ----------------------------------------------------------

const MULTI = ['CONTENT_TYPE', 'multipart/form-data; boundary=B'];
const field = (name, value, more = '') =>
	`--B\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`
	+ `${value}\r\n`;
const part = (head, value = '1') => `--B\r\n${head}\r\n\r\n${value}\r\n`;
const END = '--B--\r\n', CD = 'Content-Disposition: form-data; ';
const parts = {
	title: 'forms in parts', about: 'the body of `POST /login` with boundary B, '
		+ 'nobody signed in: 403 says that it was read',
	make: b => scgi([POST, LOGIN, ONE, MULTI], raw(b)),
	rows: [
		...all([END, '--B--', field('a', '1') + END, field('a', '') + END,
			field('a', '1') + '--B--epilogue', field('a', '1') + '--B--\r\n\r\n',
			field('a', '\r\n--A--') + END,
			field('a', '1', '; filename="x"') + END,
			field('a', '\xff\x00', '; filename="x"') + END,
			field('a', '1', '; filename=""') + END,
			field('a', '1', '; filename="../../etc/passwd"') + END,
			field('a', '1', '; filename="a\\"') + END,
			field('a', '1', '; filename=x') + END,
			field('a', '1', '; filename="\xe3\x81\x82.pdf"') + END,
			part('content-disposition:form-data;name=a') + END,
			part('CONTENT-DISPOSITION: FORM-DATA; NAME="a"') + END,
			part(CD + 'name="a"\r\nContent-Type: text/plain') + END,
			part(CD + 'name="a"\r\nContent-Transfer-Encoding: base64',
				'AAAA') + END,
			part(CD + 'name="a"\r\nX: ' + long(2000)) + END,
			part('X: 1\r\n' + CD + 'name="a"') + END,
			part(CD + 'name="a"\r\nContent-Type: a\r\nContent-Type: b') + END,
			part(CD + 'name="a"; filename="f"\r\nContent-Type: multipart/mixed; '
				+ 'boundary=C', '--C\r\n\r\n1\r\n--C--') + END,
			field('a', '1').repeat(1000) + END,
			field('a', long(250000)) + END, field(long(1900), '1') + END],
		'stale'),
		...all([field('a', '1\r\n--Bx') + END, 'x', '--', '--B', '--B\r\n', '--B\r\n--B--', 'x' + END,
			'\r\n' + END, 'preamble\r\n' + field('a', '1') + END,
			field('a', '1'), field('a', '1') + '--B', field('a', '1') + '--B-',
			field('a', '1') + '--C--', field('', '1') + END,
			field('a', '1').replaceAll('\r\n', '\n') + '--B--',
			field('\xff', '1') + END, field('a', '\xff') + END,
			field('a', '\x00') + END, field('a\x00b', '1') + END,
			field('a', '1', '; filename="\xff"') + END,
			field('a', '1', '; name="b"') + END,
			field('a', '1', '; filename="x"; filename="y"') + END,
			field('a', '1', '; filename*=UTF-8\'\'x') + END,
			field('a', '1', '; x') + END, field('a', '1', ' x') + END,
			field('a"; filename="x', '1', '"') + END,
			part('') + END, part('X: 1') + END, part('x') + END,
			part(': x') + END, part(CD.slice(0, -2)) + END,
			part('Content-Disposition: attachment; name="a"') + END,
			part(CD + 'name="a') + END, part(CD + 'name') + END,
			part(CD + 'name=') + END, part(CD + 'x="a"') + END,
			part(CD + 'name="a"\r\n' + CD + 'name="b"') + END,
			part(CD + 'name="a"\r\nContent-Type: \xff') + END,
			part(CD + 'name="a"\r\n folded') + END,
			part(CD + 'name="a"\r\nX: ' + long(2100)) + END,
			`--B\r\n${CD}name="a"\r\n`, `--B\r\n${CD}name="a"\r\n\r\n`,
			field('a', '1') + '--B \r\n' + END, field(long(2100), '1') + END,
			'--b--', '\x00' + END], 'unread'),
		[field('a', '1').repeat(1001) + END, 'large'],
	],
};

const FILES = '/cases/x/people/x/basis/x/files';
const uploads = {
	title: 'sizes at the socket', about: 'METHOD ADDRESS and a body this long',
	make: w => {
		const [method, uri, n] = w.split(' ');
		return scgi([['REQUEST_METHOD', method], ['REQUEST_URI', uri], ONE,
			FORM], long(+n));
	},
	rows: [['POST /login 262144', 'stale'], ['POST /login 290000', 'stale'],
		['POST /login 294912', 'large'], ['POST /login 3000000', 'large'],
		[`POST ${FILES} 5242880`, 'ended'], [`POST ${FILES} 5529000`, 'ended'],
		[`POST ${FILES} 5529600`, 'large'], [`POST ${FILES}?a 3000000`, 'large'],
		[`GET ${FILES} 3000000`, 'large'], [`PUT ${FILES} 3000000`, 'large'],
		['POST /files 300000', 'ended'], ['POST //files 300000', 'unread'],
		['GET /login 1', 'unread'], ['PUT /login 1', 'unread']],
};

// ---- somebody signed in ------------------------------------------------------

const with_cookie = {
	title: 'cookies of somebody signed in', about: '`GET /`, where ID is the '
		+ 'cookie that was given', signed: true,
	make: (c, who) => get('/', ['HTTP_COOKIE',
		c.replaceAll('ID', who.cookie.split('=')[1])]),
	rows: [
		...all(['__Host-tb=ID', 'a=1; __Host-tb=ID', '__Host-tb=ID; a=1',
			' __Host-tb=ID ', '__Host-tb=ID;', ';;__Host-tb=ID',
			'__Host-tb=ID; __Host-tb=x', 'a; __Host-tb=ID', 'a=";__Host-tb=ID'],
		'home'),
		...all(['__Host-tb=x; __Host-tb=ID', '__Host-tb="ID"', 'tb=ID',
			'__host-tb=ID', '__HOST-TB=ID', '__Host-tb=IDx', '__Host-tb=xID',
			'__Host-tb=ID\x01', '__Host-tb = ID', '__Host-tb: ID', '__Host-tb',
			'__Host-tb=', '__Host-tb=;ID', '__Host-tb==ID', '__Host-tb=ID,a=1',
			'__Host-tbg=ID', '__Host-tb=%49D', 'x__Host-tb=ID'], 'moved'),
		...all(['__Host-tb=ID; a=\xff', '\xff; __Host-tb=ID'], 'unread'),
	],
};

const PAIR = p => p.split('|').filter(Boolean).map(w =>
	[w.slice(0, w.indexOf('=')), w.slice(w.indexOf('=') + 1)]);
const origins = {
	title: 'where a form comes from', about: '`POST /notices/read` with the '
		+ 'secret of the session, host `localhost`, and these fields',
	signed: true,
	make: (p, who) => post('/notices/read', `csrf=${who.csrf}&upto=0`,
		['HTTP_COOKIE', who.cookie], ['HTTP_HOST', 'localhost'], ...PAIR(p)),
	rows: [
		...all(['', 'HTTP_ORIGIN=http://localhost', 'HTTP_ORIGIN=',
			'HTTP_SEC_FETCH_SITE=same-origin', 'HTTP_SEC_FETCH_SITE=none',
			'HTTP_SEC_FETCH_SITE=', 'HTTP_REFERER=http://evil.example/',
			'HTTPS=on|HTTP_ORIGIN=https://localhost',
			'HTTP_SEC_FETCH_MODE=cors'], 'moved'),
		...all(['HTTP_ORIGIN=null', 'HTTP_ORIGIN=http://evil.example',
			'HTTP_ORIGIN=https://localhost', 'HTTP_ORIGIN=http://localhost:81',
			'HTTP_ORIGIN=http://localhost/', 'HTTP_ORIGIN=HTTP://LOCALHOST',
			'HTTP_ORIGIN=http://localhost.evil.example', 'HTTP_ORIGIN=localhost',
			'HTTP_ORIGIN=http://localhost http://evil.example', 'HTTP_ORIGIN=*',
			'HTTP_ORIGIN=http://', 'HTTP_SEC_FETCH_SITE=cross-site',
			'HTTP_SEC_FETCH_SITE=same-site', 'HTTP_SEC_FETCH_SITE=x',
			'HTTP_SEC_FETCH_SITE=SAME-ORIGIN',
			'HTTPS=on|HTTP_ORIGIN=http://localhost',
			'HTTP_SEC_FETCH_SITE=same-origin|HTTP_ORIGIN=null'], 'stale'),
	],
};

const secrets = {
	title: 'the secret of a form', about: '`POST /notices/read`, where KEY is '
		+ 'the secret of the session', signed: true,
	make: (b, who) => post('/notices/read', b.replaceAll('KEY', who.csrf),
		['HTTP_COOKIE', who.cookie]),
	rows: [...all(['csrf=KEY&upto=0', 'upto=0&csrf=KEY', 'csrf=+KEY&upto=0',
		'csrf=KEY&csrf=x&upto=0'], 'moved'),
	...all(['', 'upto=0', 'csrf=', 'csrf=x', 'csrf=KEYx', 'csrf=xKEY',
		'csrf=x&csrf=KEY', 'CSRF=KEY', 'csrf[]=KEY', '%63srf=KEY',
		'csrf=%00'.slice(0, 5), 'csrf=' + long(100000)], 'stale')],
};

// Where a browser is led after a draft was dropped.
const backs = {
	title: 'where to go on', about: '`POST /draft/drop` with this `back`',
	signed: true,
	make: (b, who) => post('/draft/drop', `csrf=${who.csrf}&form=intake&back=`
		+ encodeURIComponent(b), ['HTTP_COOKIE', who.cookie]),
	rows: [...all(['/', '/cases', '/cases?a=b#c', '/山'], 'moved'),
		...all(['', 'x', '//evil.example', '/\\evil.example', '/x\ny', '/x\r\ny',
			'/x\ty', '/a b', 'https://evil.example', 'javascript:alert(1)',
			'\\/evil.example', '/' + long(100000)], 'quiet')],
};

// ---- methods of somebody signed in ----------------------------------------------

const methods = {
	title: 'methods of somebody signed in', about: 'METHOD ADDRESS', signed: true,
	make: (w, who) => {
		const [method, uri] = w.split(' ');
		return scgi([['REQUEST_METHOD', method], ['REQUEST_URI', uri], ONE,
			['HTTP_COOKIE', who.cookie]]);
	},
	rows: [...all(['GET /logout', 'HEAD /logout', 'POST /cases', 'PUT /cases',
		'DELETE /cases', 'PATCH /', 'OPTIONS /cases', 'TRACE /', 'CONNECT /',
		'get /cases', 'GET /notices/read', 'DELETE /intake', 'FOO /search',
		'POST /help', 'POST /as/x/cases/y', 'POST /sessions', 'GET /draft', 'PUT /draft'], 'method'),
	...all(['GET /nowhere', 'POST /nowhere', 'DELETE /nowhere', 'GET /static/x',
		'GET /_pages/400.html', 'GET /cases/x', 'DELETE /cases/x/y/z',
		'GET /as/x/cases'], 'none')],
};

// ---- papers ---------------------------------------------------------------------

const PDF = '%PDF-1.4\n%%EOF\n', PNG = '\x89PNG\r\n\x1a\n', JPEG = '\xff\xd8\xff';
const PAPERS = {
	'a PDF': [PDF, 'a.pdf'], 'a PNG': [PNG, 'a.png'],
	'a JPEG': [JPEG, 'a.jpg'], 'a PDF called .html': [PDF, 'a.html'],
	'a PDF that says it is a page': [PDF, 'a.html', 'text/html'],
	'a PNG with a page in it': [`${PNG}<${MARK}>`, 'a.png'],
	'a PDF called ../../etc/passwd': [PDF, '../../etc/passwd'],
	'a PDF without a name': [PDF, ''],
	'5 MB': [PDF + long(5242880 - PDF.length), 'a.pdf'],
	'nothing': ['', 'a.pdf'], 'a page': [`<html><${MARK}>`, 'a.html'],
	'a page called .pdf': ['<html>', 'a.pdf', 'application/pdf'],
	'a picture with a script': ['<svg onload=1>', 'a.svg', 'image/svg+xml'],
	'a program': ['MZ\x90\x00', 'a.exe'], 'another program': ['\x7fELF', 'a'],
	'an archive': ['PK\x03\x04', 'a.zip'], 'a GIF': ['GIF89a', 'a.gif'],
	'a script': ['#!/bin/sh\n', 'a.sh'], 'zeros': ['\0'.repeat(1000), 'a.pdf'],
	'a PDF behind a blank': [' ' + PDF, 'a.pdf'],
	'5 MB and a byte': [PDF + long(5242881 - PDF.length), 'a.pdf'],
};
const paper = (odd, who, field) => {
	const [bytes, name, type = 'application/octet-stream'] = PAPERS[odd];
	const body = `--B\r\n${CD}name="csrf"\r\n\r\n${who.csrf}\r\n--B\r\n${CD}`
		+ `name="${field}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`
		+ `${bytes}\r\n${END}`;
	return scgi([POST, ['REQUEST_URI', `${who.basis}/files`], ONE, MULTI,
		['HTTP_COOKIE', who.cookie]], raw(body));
};
const GOOD = Object.keys(PAPERS).slice(0, 9);
const papers = {
	title: 'papers', about: 'a file put to a consent by somebody who may',
	signed: true, escaped: true, make: (odd, who) => paper(odd, who, 'file'),
	rows: Object.keys(PAPERS).map(k => [k, GOOD.includes(k) ? 'moved' : 'again']),
};
const other_field = {
	title: 'papers in another field', about: 'the same in a field that is none',
	signed: true, escaped: true, make: (odd, who) => paper(odd, who, 'x'),
	rows: all(GOOD.slice(0, 3), 'again'),
};
const kept = {
	title: 'papers taken out', about: 'what was put in before, as `GET` gives it',
	signed: true, make: (odd, who) => get(who.papers[odd], ['HTTP_COOKIE',
		who.cookie]), rows: all([0, 1, 2], 'kept'), later: true,
};

// Words that mean something to somebody else than a caseworker.
const HOSTILE = ["'", '"', "' or '1'='1", "'; drop table note; --", '") or 1=1 --',
	'1; select pg_sleep(9)', "' union select null--", '/* */', '\\', '\\\\',
	'%', '_', '%%%%', '*', 'a* OR b', 'NEAR(a b)', '"a" AND', '^a', 'a:b', '{a}',
	'(', '))', 'NOT', '-a', '+a', 'a & b', "a <-> b:*", '!a', '\u0000'.slice(1),
	`<${MARK}>`, `"><${MARK} onload=1>`, `</title><${MARK}>`,
	`javascript:${'x'}`, '${7*7}', '{{7*7}}', '{% x %}', '<%= 7*7 %>', '#{7*7}',
	'../../etc/passwd', '..\\..\\x', 'file:///etc/passwd', '|id', ';id', '`id`',
	'$(id)', '\n', '\r\n', '\t', '\u202e', '\u200b', '\ufeff', '\uffff',
	'é'.normalize('NFD'), '﨑', '葛\udb40\udd00', '👨‍👩‍👧', '𠮷'.repeat(100),
	'あ'.repeat(5000), 'a'.repeat(100000), ' '.repeat(1000), '1'.repeat(400),
	'-1', '1e999', 'NaN', '0x41', 'null', 'undefined', 'true', '[]', '{}'];
const hostile = (title, uri, name, answer) => ({
	title, about: `\`POST ${uri}\` with this as \`${name}\``, signed: true,
	make: (v, who) => post(uri, `csrf=${who.csrf}&${name}=`
		+ encodeURIComponent(v), ['HTTP_COOKIE', who.cookie]),
	rows: all(HOSTILE, answer), escaped: true });
const list = (title, names, rows) => ({
	title, about: `\`GET /cases?…\` with this as ${names.join(', ')}`,
	make: (v, who) => get('/cases?' + names.map(n =>
		`${n}=${encodeURIComponent(v)}`).join('&'), ['HTTP_COOKIE', who.cookie]),
	rows, signed: true, escaped: true });
const SHORT = HOSTILE.filter(v => v.length < 1000 && v.trim());
const lists = [
	list('how a list is sorted', ['sort', 'dir', 'stage', 'next', 'part'],
		all(SHORT, 'page')),
	list('where a list goes on', ['after'], all(SHORT, 'none')),
];

export const groups = [frames, lengths, fields, counts, left_out, over_tls,
	addresses,
	forms, kinds, parts, uploads, with_cookie, origins, secrets, backs, methods, papers, other_field,
	kept,
	hostile('words that are searched for', '/search', 'q', 'page'), ...lists,
	hostile('words of a person looked for', '/intake/candidates', 'name',
		'piece')];
