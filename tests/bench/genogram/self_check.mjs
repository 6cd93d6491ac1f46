// A counter that cannot count would show zeros: before every run it is given
// pictures with known faults.
import assert from 'node:assert';
import { BOX, family_of, text_width } from './families.mjs';
import { count, levels_allowed } from './count.mjs';

const box = (id, x, y) => ({ id, x, y, w: BOX, h: BOX });
const persons = ids => [...ids].map(id => ({ id, name: '山田' }));

function couples() {
	const f = family_of('', { persons: persons('abcdxy'), unions: [
		{ partners: ['a', 'b'], children: ['x'] },
		{ partners: ['c', 'd'], children: ['y'] }] });
	const row = [box('a', 0, 0), box('b', 100, 0), box('c', 200, 0),
		box('d', 300, 0)];
	return { f, row };
}

function check_crossings() {
	const { f, row } = couples();
	const good = [...row, box('x', 50, 200), box('y', 250, 200)];
	const swapped = [...row, box('x', 250, 200), box('y', 50, 200)];
	assert.equal(count(f, good).n.crossings, 0);
	assert.ok(count(f, swapped).n.crossings > 0);
	// a–b is led over c: that crosses nothing, but the straight line does not
	// miss c.
	const apart = [box('a', 0, 0), box('c', 100, 0), box('b', 200, 0),
		box('d', 300, 0), box('x', 50, 200), box('y', 250, 200)];
	const { n } = count(f, apart);
	assert.ok(n.through >= 2);
	assert.ok(n.crossings > 0);
}

function check_people() {
	const { f, row } = couples();
	const n = boxes => count(f, boxes).n;
	assert.equal(n(row).missing, 2);
	assert.equal(n([...row, row[0]]).doubled, 1);
	assert.ok(n([...row, box('x', 10, 10)]).overlap > 0);
	assert.equal(n([...row, box('x', 50, 200), box('y', 80, 246)]).labels, 0);
	assert.equal(n([...row, box('x', 0, 200), box('y', 20, 205)]).labels, 1);
	assert.equal(n([...row, box('x', 50, 0)]).generation, 2);
	assert.equal(n([box('a', 0, 0), box('b', 100, 90)]).generation, 1);
	assert.equal(count(f).n.missing, 6);
}

// Nobody stands in one row with his grandchild.
function check_levels() {
	const f = family_of('', { persons: persons('abcdx'), unions: [
		{ partners: ['a'], children: ['b', 'c'] },
		{ partners: ['b'], children: ['x'] }, { partners: ['a', 'x'] },
		{ partners: ['b', 'd'] }] });
	assert.deepEqual([...levels_allowed(f)], [3]);
}

export function self_check() {
	assert.equal(text_width('山田 Tom'), 12 * 2 + 7 + 9 + 7 + 11);
	check_crossings();
	check_people();
	check_levels();
}
