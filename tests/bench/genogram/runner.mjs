// Asks the tools, each in its own process (child.mjs): one family at a time,
// with a limit of time. What takes longer or throws has failed.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { kin_of } from './families.mjs';
import { TOOLS } from './tools.mjs';

const ROOTS = 12, LATE = 2;

const better = (a, b) => a.shown > b.shown ||
	(a.shown === b.shown && a.boxes.length < b.boxes.length);

// The 本人, then those with the most kin.
function roots(f) {
	const kin = kin_of(f);
	const others = f.persons.map(p => p.id).filter(id => id !== f.focus)
		.sort((a, b) => kin.get(b) - kin.get(a));
	return [f.focus, ...others].slice(0, ROOTS);
}

export class Runner {
	constructor(tool, limit_ms) {
		Object.assign(this, { tool, limit_ms });
		this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'genogram-'));
	}

	// Comes back when the tool is loaded: that is in no limit.
	start() {
		this.child = fork(new URL('./child.mjs', import.meta.url),
			[this.tool, this.folder], { stdio: ['ignore', 'ignore', 'ignore',
				'ipc'] });
		return new Promise((ok, bad) => {
			this.child.once('message', ok);
			this.child.once('exit', code =>
				bad(new Error(`${this.tool} does not load (${code})`)));
		});
	}

	// { boxes, us, own } or { why }.
	async layout(f, root = f.focus) {
		if (!this.child) await this.start();
		const { child } = this;
		const answer = await new Promise(ok => {
			const late = setTimeout(() => ok({ why: 'too long', end: true }),
				this.limit_ms);
			const done = a => { clearTimeout(late); ok(a); };
			child.once('message', done);
			child.once('exit', () => done({ why: 'it ended', end: true }));
			child.send({ name: f.name, json: f.json, root });
		});
		child.removeAllListeners('message').removeAllListeners('exit');
		if (answer.end) this.stop_child();
		return answer;
	}

	// Two tools draw the family of one person and leave people out on purpose.
	// They may have up to ROOTS people as that one: counted is the picture that
	// leaves out the fewest and, of these, doubles the fewest.
	async best(f) {
		if (!TOOLS[this.tool].rooted) return this.layout(f);
		let best, why, late = 0;
		for (const root of roots(f)) {
			const got = await this.layout(f, root);
			why ??= got.why;
			late += got.end ?? 0;
			if (got.boxes) {
				got.shown = new Set(got.boxes.map(b => b.id)).size;
				if (!best || better(got, best)) best = got;
			}
			if (late === LATE || best?.shown === f.persons.length &&
			    best.boxes.length === best.shown) break;
		}
		return best ?? { why };
	}

	stop_child() {
		this.child?.kill('SIGKILL');
		this.child = undefined;
	}

	stop() {
		this.stop_child();
		fs.rmSync(this.folder, { recursive: true, force: true });
	}
}
