// Asks the tools, each in its own process (child.mjs): one family at a time,
// with a limit of time. What takes longer or throws has failed.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export class Runner {
	// every_root: see best_root in tools.mjs.
	constructor(tool, limit_ms, every_root = false) {
		Object.assign(this, { tool, limit_ms, every_root });
		this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'genogram-'));
	}

	start() {
		this.child = fork(new URL('./child.mjs', import.meta.url),
			[this.tool, this.folder], { stdio: ['ignore', 'ignore', 'ignore',
				'ipc'] });
	}

	// { boxes, us, own } or { why }.
	async layout(f) {
		if (!this.child) this.start();
		const { child } = this;
		const answer = await new Promise(ok => {
			const late = setTimeout(() => ok({ why: 'too long', end: true }),
				this.limit_ms);
			const done = a => { clearTimeout(late); ok(a); };
			child.once('message', done);
			child.once('exit', () => done({ why: 'it ended', end: true }));
			child.send({ name: f.name, json: f.json,
				every_root: this.every_root });
		});
		child.removeAllListeners('message').removeAllListeners('exit');
		if (answer.end) this.stop_child();
		return answer;
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
