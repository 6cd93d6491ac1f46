// The one abstraction: from where a tool puts people to strokes, the same code
// for every tool. A union is a straight line between the centres of its two
// partners; from its middle a line goes down to a bar, and from the bar one to
// each child.
//
// Every bar has a height of its own between the parents' labels and the
// children: of nine heights the one with the fewest crossings, union by union,
// twice. With all bars half-way (strokes_halfway), those of a row lie on each
// other, and lines that meet there do not cross properly: crossings are hidden.
//
// A straight line through somebody hides crossings too. So there is a second
// set (over: true), which is how a person would draw it: such a union is led
// over the people between, and its children hang from a hole in the row.
//
// Whoever is drawn twice is met where the lines are shortest.
import { BOX, LABEL_GAP } from './families.mjs';

const HEIGHTS = [5, 4, 6, 3, 7, 2, 8, 1, 9];
const LANES = [4, 2, 6, 8], HOLES = 3;
const SWEEPS = 2;

const mid_x = b => b.x + b.w / 2;
const mid_y = b => b.y + b.h / 2;

// ---- who is meant -----------------------------------------------------------

function nearest(boxes, x, y) {
	const cost = b => Math.abs(mid_x(b) - x) + Math.abs(mid_y(b) - y) +
		(mid_y(b) > y ? 0 : 1e6);
	return boxes.reduce((a, b) => (cost(b) < cost(a) ? b : a));
}

function* pairs(partners, placed) {
	const [a, b] = partners.map(p => placed.get(p)).filter(p => p);
	if (!a) return;
	for (const x of a)
		if (b) for (const y of b) yield [x, y]; else yield [x];
}

function family_at(parents, children, placed) {
	const x = parents.reduce((s, b) => s + mid_x(b), 0) / parents.length;
	const y = parents.reduce((s, b) => s + mid_y(b), 0) / parents.length;
	const kids = children.map(c => placed.get(c.id)).filter(k => k)
		.map(k => nearest(k, x, y));
	const [a, b] = parents;
	let cost = b ? Math.abs(mid_x(a) - mid_x(b)) +
		4 * Math.abs(mid_y(a) - mid_y(b)) : 0;
	for (const k of kids)
		cost += Math.abs(mid_x(k) - x) + Math.abs(mid_y(k) - y) +
			(mid_y(k) > y ? 0 : 1e6);
	return { parents, kids, x, y, cost };
}

// Unions with the boxes that stand for their people; left out: those of whom
// no partner, or nobody else, is drawn.
export function unions_placed(f, boxes) {
	const placed = new Map();
	for (const b of boxes)
		placed.set(b.id, [...placed.get(b.id) ?? [], b]);
	const all = [];
	f.unions.forEach((u, index) => {
		let best;
		for (const parents of pairs(u.partners, placed)) {
			const at = family_at(parents, u.children, placed);
			if (!best || at.cost < best.cost) best = at;
		}
		if (best) all.push({ ...best, index, partners: u.partners });
	});
	return all;
}

// ---- strokes ----------------------------------------------------------------

// over: { x, y } where a union is led over people, and where its children hang.
function union_strokes(u, bar, over) {
	const ids = u.parents.map(p => p.id), out = [];
	const add = (kind, persons, ...points) =>
		out.push({ kind, persons, points, union: u.index });
	const [a, b] = u.parents, from = over ?? u;
	if (over)
		add('union', ids, [mid_x(a), a.y], [mid_x(a), over.y],
			[mid_x(b), over.y], [mid_x(b), b.y]);
	else if (b)
		add('union', ids, ...u.parents.map(p => [mid_x(p), mid_y(p)]));
	if (!u.kids.length) return out;
	const xs = [from.x, ...u.kids.map(mid_x)];
	add('parentage', ids, [from.x, from.y], [from.x, bar]);
	add('sibship', [...ids, ...u.kids.map(k => k.id)],
		[Math.min(...xs), bar], [Math.max(...xs), bar]);
	for (const k of u.kids)
		add('parentage', [...ids, k.id], [mid_x(k), bar],
			[mid_x(k), k.y]);
	return out;
}

const label_end = (f, b) => b.y + BOX + LABEL_GAP + f.by_id.get(b.id).label.h;

// From where to where the bar may be: below the parents' labels; below the
// line of the union if the child stands higher than that.
function bar_room(f, u) {
	if (!u.kids.length) return undefined;
	const under = Math.max(...u.parents.map(p => label_end(f, p)));
	const to = Math.min(...u.kids.map(k => k.y));
	return { from: under < to ? under : Math.min(u.y, to), to };
}

// The ways over the people between two partners of one row; none if nobody is
// there.
function ways_over(f, u, boxes, i) {
	const [a, b] = u.parents;
	const level = c => Math.abs(a.y - c.y) <= BOX / 2;
	if (!b || !level(b)) return [];
	const [straight] = union_strokes(u);
	if (!boxes.some(c => !straight.persons.includes(c.id) &&
	    runs_through(straight, c))) return [];
	const [l, r] = [a, b].map(mid_x).sort((p, q) => p - q);
	const row = boxes.filter(c => level(c) && mid_x(c) >= l && mid_x(c) <= r)
		.sort((p, q) => p.x - q.x);
	const holes = row.slice(1).map((c, k) => [row[k].x + row[k].w, c.x])
		.filter(([p, q]) => p < q).map(([p, q]) => (p + q) / 2)
		.sort((p, q) => Math.abs(p - u.x) - Math.abs(q - u.x));
	const top = Math.min(...row.map(c => c.y));
	const above = boxes.map(c => label_end(f, c)).filter(y => y < top);
	const room = top - Math.max(top - BOX, ...above);
	return (holes.length ? holes.slice(0, HOLES) : [u.x]).flatMap(x =>
		LANES.map(k => ({ x: x + apart(i),
			y: top - room * k / 10 - apart(i) })));
}

// Hundredths of a pixel, so that no two lines are one: lines that lie on each
// other do not cross properly.
const apart = i => (i + 1) / 100;

export function strokes_halfway(f, unions) {
	return unions.flatMap(u => {
		const room = bar_room(f, u);
		return union_strokes(u, room && (room.from + room.to) / 2);
	});
}

export function strokes_of(f, unions, boxes, { over = false } = {}) {
	const makes = unions.map((u, i) => {
		const room = bar_room(f, u);
		const ways = over ? ways_over(f, u, boxes, i) : [];
		const bars = room ? HEIGHTS.map(k => room.from +
			(room.to - room.from) * k / 10 + apart(i)) : [undefined];
		const aside = { ...u, x: u.x + apart(i) };
		return bars.flatMap(bar => (ways.length ? ways : [undefined])
			.map(way => () => union_strokes(aside, bar, way)));
	});
	const drawn = makes.map(m => m[0]());
	for (let sweep = 0; sweep < SWEEPS; sweep++)
		makes.forEach((m, i) => choose(drawn, i, m));
	return drawn.flat();
}

function choose(drawn, i, makes) {
	const others = drawn.filter((_, j) => j !== i).flat();
	let least = Infinity;
	for (const make of makes) {
		const mine = make(), n = crossings_between(mine, others);
		if (n < least) [least, drawn[i]] = [n, mine];
		if (!n) return;
	}
}

// ---- geometry ---------------------------------------------------------------

const EPS = 1e-6;

function side(a, b, c) {
	const d = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
	return d > EPS ? 1 : d < -EPS ? -1 : 0;
}

// Proper: each separates the ends of the other.
function cross(a, b, c, d) {
	if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) ||
	    Math.max(c[0], d[0]) < Math.min(a[0], b[0]) ||
	    Math.max(a[1], b[1]) < Math.min(c[1], d[1]) ||
	    Math.max(c[1], d[1]) < Math.min(a[1], b[1])) return false;
	return side(a, b, c) * side(a, b, d) < 0 &&
		side(c, d, a) * side(c, d, b) < 0;
}

function crossings_of(s, t) {
	let n = 0;
	for (let i = 1; i < s.points.length; i++)
		for (let j = 1; j < t.points.length; j++)
			n += cross(s.points[i - 1], s.points[i],
				t.points[j - 1], t.points[j]);
	return n && !s.persons.some(p => t.persons.includes(p)) ? n : 0;
}

function crossings_between(some, others) {
	let n = 0;
	for (const s of some) for (const t of others) n += crossings_of(s, t);
	return n;
}

export function crossings(strokes) {
	let n = 0;
	strokes.forEach((s, i) => {
		for (let j = 0; j < i; j++) n += crossings_of(s, strokes[j]);
	});
	return n;
}

// Whether some part of the stroke is inside the box, edges not counted.
export function runs_through(s, b) {
	const corners = [[b.x, b.y], [b.x + b.w, b.y], [b.x, b.y + b.h],
		[b.x + b.w, b.y + b.h]];
	for (let i = 1; i < s.points.length; i++) {
		const p = s.points[i - 1], q = s.points[i];
		if (Math.max(p[0], q[0]) <= b.x + EPS ||
		    Math.min(p[0], q[0]) >= b.x + b.w - EPS ||
		    Math.max(p[1], q[1]) <= b.y + EPS ||
		    Math.min(p[1], q[1]) >= b.y + b.h - EPS) continue;
		const sides = corners.map(c => side(p, q, c));
		if (Math.min(...sides) < 0 && Math.max(...sides) > 0) return true;
	}
	return false;
}
