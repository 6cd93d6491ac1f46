import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Throttle } from '../js/throttle.js';

/* A clock that moves only when told. */
function fake() {
  let now = 0, id = 0;
  const timers = new Map();
  return {
    now: () => now,
    set: (f, ms) => (timers.set(++id, [now + ms, f]), id),
    clear: i => timers.delete(i),
    pass(ms) {
      for (const end = now + ms; now <= end; now++)
        for (const [i, [at, f]] of [...timers])
          if (at <= now) {
            timers.delete(i);
            f();
          }
      now--;
    },
  };
}

test('steady typing saves once a second, never later', () => {
  const clock = fake(), calls = [];
  const t = new Throttle(() => calls.push(clock.now()), 1000, clock);
  for (let i = 0; i < 50; i++) {
    t.touch();
    clock.pass(100);
  }
  clock.pass(2000);
  assert.ok(calls.length >= 5 && calls.length <= 7, `${calls}`);
  for (let i = 1; i < calls.length; i++)
    assert.equal(calls[i] - calls[i - 1] >= 1000, true);
});

test('the last change is never lost', () => {
  const clock = fake();
  let saved = null, text = '';
  const t = new Throttle(() => { saved = text; }, 1000, clock);
  text = 'a';
  t.touch();
  clock.pass(10);
  text = 'ab';
  t.touch();
  clock.pass(1001);
  assert.equal(saved, 'ab');
});

test('flush saves what waits and nothing else; cancel forgets', () => {
  const clock = fake();
  let n = 0;
  const t = new Throttle(() => n++, 1000, clock);
  t.flush();
  assert.equal(n, 0);
  t.touch();
  t.flush();
  assert.equal(n, 1);
  t.touch();
  t.cancel();
  clock.pass(3000);
  assert.equal(n, 1);
});
