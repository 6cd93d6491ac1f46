// Counts one picture: where the people are, and the strokes drawn from that.
//
//   failed      the tool gave no picture (its people are missing then)
//   missing     persons not drawn
//   doubled     boxes of somebody who already has one
//   overlap     two boxes meet, or a box and a label of somebody else
//   labels      two labels meet
//   generation  a child whose box is not below its parent's; partners further
//               apart than half a box in height although descent permits one row
//   crossings   two strokes that share no person intersect properly; unions are
//               led over people who stand between the partners
//   through     a stroke runs through the box of a person it does not belong to,
//               the unions being straight lines
//   straight    crossings with the unions as straight lines
//   halfway     the same, and every bar half-way between parents and children
//   birth       brothers and sisters of two known birthdays the wrong way round
//   partners    mean distance of the centres of partners, in boxes
//   centring    mean distance between the middle of the children and the middle
//               of their parents, in boxes
import { BOX, LABEL_GAP, elder } from './families.mjs';
import { crossings, runs_through, strokes_halfway, strokes_of, unions_placed }
	from './strokes.mjs';

export const COUNTS = ['failed', 'missing', 'doubled', 'overlap', 'labels',
	'generation', 'crossings', 'through', 'straight', 'halfway', 'birth'];
export const MEANS = ['partners', 'centring'];
export const HARD = ['failed', 'missing', 'doubled', 'overlap', 'labels',
	'generation'];

export function label_of(f, b) {
	const { w, h } = f.by_id.get(b.id).label;
	return { id: b.id, x: b.x + (b.w - w) / 2, y: b.y + b.h + LABEL_GAP, w, h };
}

const meet = (a, b) => a.x + 1e-6 < b.x + b.w && b.x + 1e-6 < a.x + a.w &&
	a.y + 1e-6 < b.y + b.h && b.y + 1e-6 < a.y + a.h;
const middle = b => b.x + b.w / 2;

function count_boxes(f, boxes, n) {
	const seen = new Set(boxes.map(b => b.id));
	n.missing = f.persons.filter(p => !seen.has(p.id)).length;
	n.doubled = boxes.length - seen.size;
	const labels = boxes.map(b => label_of(f, b));
	boxes.forEach((b, i) => {
		for (let j = 0; j < i; j++) {
			n.overlap += meet(b, boxes[j]) + meet(b, labels[j]) +
				meet(boxes[j], labels[i]);
			n.labels += meet(labels[i], labels[j]);
		}
	});
}

// Unions whose partners may stand in one row: taken one after another as
// equalities, those with children first, as long as no child has to be above
// itself. It shares no code with the layout nor with tests/genogram/check.py.
export function levels_allowed(f) {
	const boss = new Map(), allowed = new Set();
	const root = p => {
		while (boss.has(p)) p = boss.get(p);
		return p;
	};
	const children = new Map(f.persons.map(p => [p.id, []]));
	for (const u of f.unions)
		for (const p of u.partners)
			children.get(p).push(...u.children.map(c => c.id));
	const below = start => {
		const seen = new Set(), todo = [start];
		for (let x = todo.pop(); x !== undefined; x = todo.pop())
			for (const c of children.get(x).map(root))
				if (!seen.has(c)) {
					seen.add(c);
					todo.push(c);
				}
		return seen;
	};
	for (const with_children of [true, false])
		f.unions.forEach((u, i) => {
			if (u.partners.length < 2 ||
			    (u.children.length > 0) !== with_children) return;
			const [a, b] = u.partners.map(root);
			if (a !== b && (below(a).has(b) || below(b).has(a))) return;
			if (a !== b) {
				boss.set(b, a);
				children.get(a).push(...children.get(b));
			}
			allowed.add(i);
		});
	return allowed;
}

function count_unions(f, unions, n) {
	const before = elder(f), level = levels_allowed(f);
	for (const u of unions) {
		const [a, b] = u.parents;
		if (b) n.partners.push(Math.hypot(middle(a) - middle(b),
			a.y - b.y) / BOX);
		if (b && level.has(u.index))
			n.generation += Math.abs(a.y - b.y) > BOX / 2;
		for (const k of u.kids)
			for (const p of u.parents) n.generation += k.y < p.y + p.h;
		if (u.kids.length) {
			const xs = u.kids.map(middle);
			n.centring.push(Math.abs(u.x - (Math.min(...xs) +
				Math.max(...xs)) / 2) / BOX);
		}
		u.kids.forEach((k, i) => {
			for (const l of u.kids.slice(0, i))
				if (birthday(f, k) && birthday(f, l) &&
				    Math.abs(k.y - l.y) <= BOX / 2)
					n.birth += before(k, l) * (middle(k) - middle(l)) < 0;
		});
	}
}

const birthday = (f, b) => f.by_id.get(b.id).birth.length > 9;

const through = (strokes, boxes) => strokes.reduce((n, s) => n +
	boxes.filter(b => !s.persons.includes(b.id) &&
		runs_through(s, b)).length, 0);

function nothing() {
	const n = Object.fromEntries(COUNTS.map(k => [k, 0]));
	for (const k of MEANS) n[k] = [];
	return n;
}

// boxes: undefined if the tool gave no picture. own: its own strokes, to be
// counted instead of the abstraction.
export function count(f, boxes, own) {
	const n = nothing();
	if (!boxes) {
		n.failed = 1;
		n.missing = f.persons.length;
		return { n, strokes: [] };
	}
	count_boxes(f, boxes, n);
	const unions = unions_placed(f, boxes);
	count_unions(f, unions, n);
	const strokes = own ?? strokes_of(f, unions, boxes, { over: true });
	n.crossings = crossings(strokes);
	const straight = own ?? strokes_of(f, unions, boxes);
	n.straight = own ? n.crossings : crossings(straight);
	n.halfway = own ? n.crossings : crossings(strokes_halfway(f, unions));
	n.through = through(straight, boxes);
	return { n, strokes };
}

export function sum(list) {
	const all = nothing();
	for (const n of list) {
		for (const k of COUNTS) all[k] += n[k];
		for (const k of MEANS) all[k].push(...n[k]);
	}
	for (const k of MEANS)
		all[k] = all[k].reduce((a, b) => a + b, 0) / (all[k].length || 1);
	return all;
}
