// Families as every tool gets them: the JSON form of src/genogram/README.md,
// checked for nothing, with a label box for each person. A GEDCOM file becomes
// that form first, so that no tool reads another family than the others.
//
// The label is what our picture writes under a symbol: reading, name, years.
// Its measure is ours too (src/genogram/label.c says what a letter takes, lines
// are of at most 108 px), and it is the same for every tool.
import fs from 'node:fs';
import path from 'node:path';

export const BOX = 44, LABEL_GAP = 2;
const LINE = 16, WIDEST = 108;

function letter_width(c) {
	const at = c.codePointAt(0);
	if ('mwMW@'.includes(c)) return 11;
	if (at < 0x80) return /[A-Z&]/.test(c) ? 9 : 7;
	if (at >= 0xff61 && at <= 0xff9f) return 7;
	return at < 0x1100 ? 9 : 12;
}

export const text_width = text =>
	[...text].reduce((w, c) => w + letter_width(c), 0);

// Broken at a blank if there is one; what the last line cannot hold is cut off.
function wrap(text, most) {
	const lines = [];
	let rest = text.trim();
	while (rest && lines.length < most) {
		let fit = rest;
		while (text_width(fit) > WIDEST) fit = [...fit].slice(0, -1).join('');
		const blank = fit === rest ? -1 : fit.lastIndexOf(' ');
		if (blank > 0) fit = fit.slice(0, blank);
		lines.push(fit.trim());
		rest = rest.slice(fit.length).trim();
	}
	if (rest)
		lines.push(`${[...lines.pop()].slice(0, -1).join('')}…`);
	return lines;
}

const LIFE = { pregnancy: '妊娠中', stillbirth: '死産', miscarriage: '流産',
	abortion: '中絶' };

function years(p) {
	if (!p.birth && !p.death) return '';
	const dead = p.death || p.dead ? '–' : '';
	return (p.birth ?? '').slice(0, 4) + dead + (p.death ?? '').slice(0, 4);
}

function label(p) {
	const lines = p.masked ? ['伏せています'] :
		[...wrap(p.kana ?? '', 1), ...wrap(p.name ?? '', 2),
			LIFE[p.life], years(p)].filter(t => t);
	const w = Math.max(0, ...lines.map(l => text_width(l) + 2));
	return { w: w + w % 2, h: LINE * lines.length };
}

// How many partners, parents and children each has.
export function kin_of(f) {
	const kin = new Map(f.persons.map(p => [p.id, 0]));
	const more = (id, n) => kin.set(id, kin.get(id) + n);
	for (const u of f.unions) {
		for (const p of u.partners)
			more(p, u.partners.length - 1 + u.children.length);
		for (const c of u.children) more(c.id, u.partners.length);
	}
	return kin;
}

const most_kin = f =>
	[...kin_of(f)].reduce((a, b) => (b[1] > a[1] ? b : a))[0];

export function family_of(name, json) {
	const f = { name, json, persons: json.persons.map(p => ({
		id: p.id, sex: p.masked ? 'x' : p.sex ?? 'x',
		birth: p.masked ? '' : p.birth ?? '', text: p.masked ? '' : p.name,
		label: label(p) })) };
	f.unions = (json.unions ?? []).map(u => ({ partners: u.partners,
		ended: Boolean(u.end), children: (u.children ?? []).map(c =>
			(typeof c === 'string' ? { id: c, kind: 'birth' } :
				{ id: c.id, kind: c.kind ?? 'birth' })) }));
	f.focus = json.focus ?? most_kin(f);
	f.by_id = new Map(f.persons.map(p => [p.id, p]));
	// Elder first is how a family is told: no tool should have to guess it.
	for (const u of f.unions) u.children.sort(elder(f));
	return f;
}

export function elder(f) {
	const birth = c => f.by_id.get(c.id).birth;
	return (a, b) => (birth(a) && birth(b) && birth(a) !== birth(b) ?
		(birth(a) < birth(b) ? -1 : 1) : 0);
}

// ---- GEDCOM -----------------------------------------------------------------

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP',
	'OCT', 'NOV', 'DEC'];

function gedcom_date(text) {
	const m = /^(?:(?:(\d{1,2}) )?([A-Z]{3}) )?(\d{4})$/.exec(text);
	if (!m) return undefined;
	const month = MONTHS.indexOf(m[2]) + 1;
	const two = n => String(n).padStart(2, '0');
	return m[3] + (month ? `-${two(month)}` : '') +
		(month && m[1] ? `-${two(m[1])}` : '');
}

function* gedcom_records(text) {
	let rec, event;
	for (const line of text.replace(/^\ufeff/, '').split(/\r?\n|\r/)) {
		const m = /^\s*(\d+)\s+(?:(@[^@]+@)\s+)?(\S+)\s*(.*)$/.exec(line);
		if (!m) continue;
		if (m[1] === '0') {
			if (rec) yield rec;
			rec = { tag: m[3], id: m[2], lines: [] };
		} else if (rec) {
			if (m[1] === '1') event = m[3];
			rec.lines.push({ level: Number(m[1]), tag: m[3], event,
				value: m[4].trim() });
		}
	}
	if (rec) yield rec;
}

function gedcom_person(rec) {
	const get = (tag, event = tag) => rec.lines.find(l =>
		l.tag === tag && l.event === event)?.value;
	return { id: rec.id, name: (get('NAME') ?? '').replaceAll('/', '').trim(),
		sex: { M: 'm', F: 'f' }[get('SEX')] ?? 'x',
		birth: gedcom_date(get('DATE', 'BIRT') ?? ''),
		death: gedcom_date(get('DATE', 'DEAT') ?? ''),
		dead: get('DEAT') !== undefined };
}

// What points to nobody, or would make somebody his own ancestor, is dropped.
export function family_of_gedcom(name, text) {
	const persons = new Map(), fams = new Map(), famc = [];
	for (const rec of gedcom_records(text)) {
		const all = tag => rec.lines.filter(l => l.level === 1 &&
			l.tag === tag).map(l => l.value);
		if (rec.tag === 'INDI' && !persons.has(rec.id)) {
			persons.set(rec.id, gedcom_person(rec));
			famc.push(...all('FAMC').map(f => [f, rec.id]));
		} else if (rec.tag === 'FAM')
			fams.set(rec.id, { partners: new Set([...all('HUSB'),
				...all('WIFE')]), children: new Set(all('CHIL')) });
	}
	for (const [f, c] of famc) fams.get(f)?.children.add(c);
	const unions = [];
	for (const f of fams.values()) {
		const two = [...f.partners].filter(p => persons.has(p)).slice(0, 2);
		if (!two.length) continue;
		const u = { partners: two, children: [] };
		unions.push(u);
		for (const c of f.children)
			if (persons.has(c) && !ancestor(unions, c, two))
				u.children.push(c);
	}
	return family_of(name, { persons: [...persons.values()], unions });
}

function ancestor(unions, old, people) {
	const todo = [...people], seen = new Set();
	for (let x = todo.pop(); x !== undefined; x = todo.pop()) {
		if (x === old) return true;
		if (seen.has(x)) continue;
		seen.add(x);
		for (const u of unions)
			if (u.children.includes(x)) todo.push(...u.partners);
	}
	return false;
}

// ---- folders ----------------------------------------------------------------

export function families_in(folder) {
	const names = fs.readdirSync(folder).filter(n =>
		/\.(json|ged)$/.test(n)).sort();
	return names.map(n => {
		const text = fs.readFileSync(path.join(folder, n), 'utf8');
		const name = n.replace(/\.(json|ged)$/, '');
		return n.endsWith('.json') ? family_of(name, JSON.parse(text)) :
			family_of_gedcom(name, text);
	}).filter(f => f.persons.length);
}
