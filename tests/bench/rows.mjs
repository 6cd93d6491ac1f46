// What is measured: each row finds its page as a person would, knows what must
// stand on it, and what each request leaves in the database.
//
//	name    of the row
//	find    (city, url) → { url, headers, form?, paths?, shows, cookie… }
//	most    connections: signing in has a lane of two, others are sent away
//	kept    table and how many rows a request leaves there; {} for reading
//
// `shows` is looked for in the main part of an answer before and after a load.
import { need, Person, sign_in_form } from './stack.mjs';

const notes_in = text => (text.match(/ id="n-[\w-]{22}"/g) ?? []).length;
const cases_in = text => [...new Set(
	text.match(/\/cases\/[\w-]{22}(?=["?])/g) ?? [])];

// Whoever of the city has a full list, so that in cities of every size a list is as
// long as in the others; in a very small one whoever has the longest.
async function full_desk(city, url) {
	const FULL = 100, TRIES = 30;
	let best = { cases: [] };
	for (const [login, pass] of city.accounts().slice(0, TRIES)) {
		const who = await Person.sign_in(url, login, pass);
		if (!who) continue;
		const cases = cases_in((await who.get('/cases')).text);
		if (cases.length > best.cases.length) best = { who, cases };
		if (cases.length >= FULL) break;
	}
	return best;
}

// And of it a case with as many notes as the city's casefiles were made with.
async function case_of_ten(city, url) {
	const { who, cases } = await full_desk(city, url);
	for (const at of cases) {
		const notes = (await who.get(`${at}/notes`)).text;
		if (notes_in(notes) === city.notes) return { who, at, cases };
	}
	throw new Error(`nobody has a case with ${city.notes} notes`);
}

// 山邉さんの世帯, at somebody's desk; a list shows the first hundred, so it is
// searched for, as people do.
async function shared_case(city, url, login) {
	const who = await Person.sign_in(url, login, city.password(login));
	const found = await who.post('/search', { q: '山邉 トキ' });
	const at = /\/cases\/[\w-]{22}/.exec(found.text);
	need(at, `${login} finds no 山邉 トキ`);
	return { who, at: at[0] };
}

const page = (who, at, shows) => ({ url: who.url + at, headers: who.headers,
	shows });
const form = async (who, at, words, shows) => ({ ...page(who, at, shows),
	form: { csrf: await who.csrf(), ...words } });

// The desks of a run; each row takes from here.
export async function desks(city, url) {
	return { city, url, one: await case_of_ten(city, url),
		lead: await shared_case(city, url, 'ishii'),
		shared: await shared_case(city, url, 'nakahara') };
}

const seen = desk => ({ find: d => page(d[desk].who, d[desk].at, '<main') });
const listed = desk => ({ find: d => page(d[desk].who, '/cases', 'data-row') });
const found = desk => ({ find: d => form(d[desk].who, '/search',
	{ q: '山邉 トキ' }, 'href="/cases/') });

export const rows = {
	case: seen('one'),
	notes: { find: hundred_notes },
	list: listed('one'),
	search2: { find: d => form(d.one.who, '/search', { q: '訪問' },
		'notes?note=') },
	searchname: { find: d => name_of(d.one) },
	addnote: { find: new_note, kept: { note: 1 } },
	login: { find: d => sign_in_form(d.url, 's002', d.city.password('s002')),
		kept: { session: 1 }, most: 2 },
	lead: seen('lead'),
	shared: seen('shared'),
	'lead-list': listed('lead'),
	'shared-list': listed('shared'),
	'lead-search': found('lead'),
	'shared-search': found('shared'),
};

const note = { method: 'phone', at: 'いま', about: 'house', act: 'save' };

export const write_note = (who, at, n) => who.post(`${at}/notes`, { ...note,
	idem: `bench-${Date.now()}-${n}`.padEnd(22, 'x'),
	body: `${n}回目の電話。変わりなし。` });

// A hundred rows of 支援経過: the second of the desk's cases gets them.
async function hundred_notes(d) {
	const { who, cases, at } = d.one;
	const full = cases.find(c => c !== at);
	const have = async () => notes_in((await who.get(`${full}/notes`)).text);
	for (let i = await have(); i < 100; i++) {
		const rs = await write_note(who, full, i + 1);
		need(rs.status === 303, `a note was refused with ${rs.status}`);
	}
	need(await have() === 100, 'the page has not a hundred rows');
	return page(who, `${full}/notes`, '回目の電話');
}

// The family name of the case's household as the list shows it, as a caller
// says it.
async function name_of({ who, at }) {
	const list = (await who.get('/cases')).text;
	const [, name] = new RegExp(`href="${at}[^>]*>(?:<[^>]+>|\\s)*` +
		'([\u3400-\u9fff々]+)').exec(list) ?? [];
	need(name, 'the case has no name');
	return form(who, '/search', { q: name }, 'href="/cases/');
}

// Into as many casefiles by turns as there are people at it: all but the two
// whose notes are counted.
async function new_note(d) {
	const { who, cases, at } = d.one;
	const paths = cases.filter(c => c !== at).slice(1, 1 + 16)
		.map(c => `${c}/notes`);
	need(paths.length, 'the desk has not three casefiles');
	return { paths, ...await form(who, paths[0], { ...note,
		idem: `bench-${Date.now()}-@N@`.padEnd(22, 'x'),
		body: '電話あり。昨夜から眠れていない。' +
			'明日の午後に訪問すると伝えた。@N@' }) };
}
