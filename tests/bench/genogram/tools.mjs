// The five tools, each behind the same function: a family in, the boxes of its
// people and the time of the layout in microseconds out. Each gets what its
// manual asks for; the cell of a person is the symbol with the widest and the
// highest label of the family, so that every tool can leave room for names.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BOX, LABEL_GAP, elder } from './families.mjs';
import { levels_allowed } from './count.mjs';

const GAP = 18;		// between two cells
const LAYER = 46;	// between two rows

const most = (f, k) => Math.max(...f.persons.map(p => p.label[k]));
const cell_height = f => BOX + LABEL_GAP + most(f, 'h');
const cell_width = (f, p) => Math.max(BOX, p.label.w);
const pitch = f => ({ x: Math.max(BOX, most(f, 'w')) + GAP,
	y: cell_height(f) + LAYER });

// A symbol in the middle of the top of its cell.
const symbol = (id, x, y, w) =>
	({ id, x: x + (w - BOX) / 2, y, w: BOX, h: BOX });

async function timed(layout) {
	const from = process.hrtime.bigint();
	const got = await layout();
	return { got, us: Number((process.hrtime.bigint() - from) / 1000n) };
}

// ---- ours -------------------------------------------------------------------

// The time is measured in the program: the layout without start, reading and
// writing, as for the tools that are a library.
export function ours_json(f, folder) {
	const file = path.join(folder, 'family.json');
	fs.writeFileSync(file, JSON.stringify(f.json));
	return JSON.parse(execFileSync(process.env.TOMOBUNE_GENOGRAM,
		['--in', file, '--json', '-'], { maxBuffer: 1 << 28 }));
}

function ours(f, folder) {
	const pic = ours_json(f, folder);
	const kin = ['union', 'parentage', 'sibship'];
	return { boxes: pic.persons, us: pic.us,
		own: pic.lines.filter(l => kin.includes(l.kind)) };
}

// ---- dot --------------------------------------------------------------------

// A union is a point between its partners, who share a rank where descent
// permits it: what people usually write. Without the ranks dot crosses less, but
// then generations mix.
export function dot_source(f, ranks) {
	const name = new Map(f.persons.map((p, i) => [p.id, `p${i}`]));
	const level = ranks ? levels_allowed(f) : new Set();
	const inch = px => (px / 72).toFixed(4);
	const out = ['graph { nodesep=0.25; ranksep=0.35; splines=line;',
		'node [shape=box, fixedsize=true, label=""]'];
	for (const p of f.persons)
		out.push(`${name.get(p.id)} [width=${inch(cell_width(f, p))}, ` +
			`height=${inch(cell_height(f))}]`);
	f.unions.forEach((u, i) => {
		const [a, b] = u.partners.map(p => name.get(p));
		out.push(`u${i} [shape=point, width=0.01]`);
		if (level.has(i)) out.push(`{ rank=same; ${a}; u${i}; ${b} }`);
		out.push(`${a} -- u${i}`);
		if (b) out.push(level.has(i) ? `u${i} -- ${b}` : `${b} -- u${i}`);
		for (const c of u.children)
			out.push(`u${i} -- ${name.get(c.id)}`);
	});
	return `${out.join('\n')}\n}\n`;
}

function dot_run(source) {
	const ran = spawnSync('dot', ['-Tplain'], { input: source,
		maxBuffer: 1 << 28, encoding: 'utf8' });
	if (ran.status !== 0) throw new Error(`dot: ${ran.stderr.slice(0, 200)}`);
	return ran.stdout;
}

async function dot(f, ranks) {
	const source = dot_source(f, ranks);
	const { got, us } = await timed(() => dot_run(source));
	const boxes = [];
	for (const line of got.split('\n')) {
		const [kind, name, ...numbers] = line.split(' ');
		if (kind !== 'node' || name[0] !== 'p') continue;
		// Centres in inches, upwards.
		const [x, y, w] = numbers.slice(0, 3).map(v => Number(v) * 72);
		boxes.push(symbol(f.persons[name.slice(1)].id, x - w / 2,
			-y - cell_height(f) / 2, w));
	}
	return { boxes, us };
}

// ---- relatives-tree ---------------------------------------------------------

// The package is written for bundlers: its imports have no endings. A copy with
// endings is what Node can load.
async function relatives_load(folder) {
	const from = path.join(import.meta.dirname ?? path.dirname(new URL(
		import.meta.url).pathname), 'node_modules/relatives-tree/lib');
	const to = path.join(folder, 'relatives-tree');
	fs.cpSync(from, to, { recursive: true });
	fs.writeFileSync(path.join(to, 'package.json'), '{"type":"module"}');
	for (const name of fs.readdirSync(to, { recursive: true })) {
		if (!name.endsWith('.js')) continue;
		const file = path.join(to, name), dir = path.dirname(file);
		const text = fs.readFileSync(file, 'utf8').replace(
			/(from ')(\.[^']*)'/g, (_, begin, what) => begin + what +
			(fs.existsSync(path.join(dir, `${what}.js`)) ? ".js'" :
				"/index.js'"));
		fs.writeFileSync(file, text);
	}
	return (await import(pathToFileURL(path.join(to, 'index.js')))).default;
}

function relatives_nodes(f) {
	const nodes = new Map(f.persons.map(p => [p.id, { id: p.id,
		gender: p.sex === 'f' ? 'female' : 'male',
		parents: [], children: [], siblings: [], spouses: [] }]));
	const add = (list, id, type) => {
		if (!list.some(r => r.id === id)) list.push({ id, type });
	};
	for (const u of f.unions) {
		const type = u.ended ? 'divorced' : 'married', [a, b] = u.partners;
		if (b) {
			add(nodes.get(a).spouses, b, type);
			add(nodes.get(b).spouses, a, type);
		}
		for (const c of u.children) {
			const how = c.kind === 'birth' ? 'blood' : 'adopted';
			for (const p of u.partners) {
				add(nodes.get(c.id).parents, p, how);
				add(nodes.get(p).children, c.id, how);
			}
			for (const s of u.children)
				if (s !== c) add(nodes.get(c.id).siblings, s.id, 'blood');
		}
	}
	relatives_half(f, nodes, add);
	return [...nodes.values()];
}

// Brothers and sisters of one parent: those of two are in the list already.
function relatives_half(f, nodes, add) {
	for (const u of f.unions)
		for (const v of f.unions) {
			if (u === v || !u.partners.some(p => v.partners.includes(p)))
				continue;
			for (const c of u.children)
				for (const s of v.children)
					if (c.id !== s.id)
						add(nodes.get(c.id).siblings, s.id, 'half');
		}
}

let relatives_tree;
async function relatives(f, folder, root) {
	relatives_tree ??= await relatives_load(folder);
	const nodes = relatives_nodes(f), step = pitch(f);
	const { got, us } = await timed(() =>
		relatives_tree(nodes, { rootId: root }));
	// A cell is two units wide and high.
	return { us, boxes: got.nodes.map(n => symbol(n.id, n.left / 2 * step.x,
		n.top / 2 * step.y, step.x - GAP)) };
}

// ---- family-chart -----------------------------------------------------------

// It knows two parents of a person: those of the first union, so the own ones
// where there are adoptive ones too. No empty cards for unknown partners.
function chart_data(f) {
	const data = new Map(f.persons.map(p => [p.id, { id: p.id,
		data: { gender: p.sex === 'f' ? 'F' : 'M' },
		rels: { parents: [], spouses: [], children: [] } }]));
	const once = (list, id) => { if (!list.includes(id)) list.push(id); };
	for (const u of f.unions) {
		const [a, b] = u.partners;
		if (b) {
			once(data.get(a).rels.spouses, b);
			once(data.get(b).rels.spouses, a);
		}
		for (const c of u.children) {
			const { parents } = data.get(c.id).rels;
			if (parents.length) continue;
			parents.push(...u.partners);
			for (const p of u.partners)
				once(data.get(p).rels.children, c.id);
		}
	}
	return [...data.values()];
}

async function chart(f, _, root) {
	const { calculateTree } = await import('family-chart');
	const step = pitch(f), data = chart_data(f), before = elder(f);
	const { got, us } = await timed(() => calculateTree(data, {
		main_id: root, node_separation: step.x, level_separation: step.y,
		single_parent_empty_card: false, show_siblings_of_main: true,
		sortChildrenFunction: before }));
	return { us, boxes: got.data.map(d => ({ id: d.data.id,
		x: d.x - BOX / 2, y: d.y, w: BOX, h: BOX })) };
}

// ---- elk --------------------------------------------------------------------

let elk_engine;
async function elk(f) {
	if (!elk_engine) {
		const { default: ELK } = await import('elkjs/lib/elk.bundled.js');
		elk_engine = new ELK();
	}
	const name = new Map(f.persons.map((p, i) => [p.id, `p${i}`]));
	let edges = 0;
	const edge = (a, b) => ({ id: `e${edges++}`, sources: [a], targets: [b] });
	const graph = { id: 'root', layoutOptions: {
		'elk.algorithm': 'layered', 'elk.direction': 'DOWN',
		'elk.spacing.nodeNode': String(GAP),
		'elk.layered.spacing.nodeNodeBetweenLayers': String(LAYER / 2) },
	children: [...f.persons.map(p => ({ id: name.get(p.id),
		width: cell_width(f, p), height: cell_height(f) })),
	...f.unions.map((_, i) => ({ id: `u${i}`, width: 1, height: 1 }))],
	edges: f.unions.flatMap((u, i) => [
		...u.partners.map(p => edge(name.get(p), `u${i}`)),
		...u.children.map(c => edge(`u${i}`, name.get(c.id)))]) };
	const { got, us } = await timed(() => elk_engine.layout(graph));
	return { us, boxes: f.persons.map((p, i) => {
		const at = got.children[i];
		return symbol(p.id, at.x, at.y, at.width);
	}) };
}

// ---- all --------------------------------------------------------------------

export const TOOLS = {
	ours: { name: 'tomobune-genogram', layout: ours },
	dot: { name: 'graphviz dot', layout: f => dot(f, true) },
	dot_free: { name: 'dot, no ranks', layout: f => dot(f, false) },
	relatives: { name: 'relatives-tree', layout: relatives, rooted: true },
	chart: { name: 'family-chart', layout: chart, rooted: true },
	elk: { name: 'elkjs layered', layout: elk },
};
