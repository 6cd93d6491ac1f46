// At most one call in `ms`, the first at once and the last never lost: what
// was typed is on the server at most `ms` later, however steadily one types.
export class Throttle {
  constructor(call, ms, clock = { now: () => performance.now(), set: setTimeout.bind(globalThis), clear: clearTimeout.bind(globalThis) }) {
    Object.assign(this, { call, ms, clock, last: -Infinity, timer: null });
  }

  /* Something changed. */
  touch() {
    if (this.timer == null)
      this.timer = this.clock.set(() => this.flush(), Math.max(0, this.last + this.ms - this.clock.now()));
  }

  /* Now, if anything waits. */
  flush() {
    if (this.timer == null)
      return;
    this.cancel();
    this.last = this.clock.now();
    this.call();
  }

  cancel() {
    this.clock.clear(this.timer);
    this.timer = null;
  }
}
