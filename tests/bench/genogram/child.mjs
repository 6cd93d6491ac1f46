// One tool in a process of its own, so that the parent can end it when a layout
// does not come back: child.mjs TOOL FOLDER. A message is a family as JSON; the
// answer is { boxes, us, own } or { why }. The first message comes from here:
// the tool is loaded.
import { family_of } from './families.mjs';
import { TOOLS } from './tools.mjs';

const [, , tool, folder] = process.argv;
// Some libraries print what they miss.
console.error = console.log = console.warn = () => {};

process.on('message', async ({ name, json, root }) => {
	let answer;
	try {
		answer = await TOOLS[tool].layout(family_of(name, json), folder,
			root);
		if (answer.boxes.some(b => !Number.isFinite(b.x + b.y)))
			throw new Error('a position that is no number');
	} catch (e) {
		answer = { why: String(e.message ?? e).split('\n')[0] };
	}
	process.send(answer);
});

const one = family_of('one', { persons: [{ id: 'a', name: '' }] });
await TOOLS[tool].layout(one, folder, 'a');
process.send('loaded');
