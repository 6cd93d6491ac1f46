// <tb-draft class="state" data-form="note.new" data-object="TOKEN">: the state
// word of a form, and the keeper of its draft on the server. Nothing is kept in
// the browser. Answers: 200 with the time in the body, or 204.
import { down, drafted, up } from './net.js';
import { endSession, isSignedOut } from './session.js';
import { Throttle } from './throttle.js';

const EVERY = 1000, RETRY = 3000, KEEPALIVE_MAX = 60000;
const LEFT_OUT = new Set(['csrf', 'idem', 'rev']);

/* The form's named fields as one JSON object; repeated names are lists. */
export function textOf(form) {
  const secret = new Set([...form.elements].filter(e => e.type === 'password').map(e => e.name));
  const all = {};
  for (const [name, value] of new FormData(form)) {
    if (LEFT_OUT.has(name) || secret.has(name) || typeof value !== 'string')
      continue;
    all[name] = name in all ? [].concat(all[name], value) : value;
  }
  return JSON.stringify(all);
}

customElements.define('tb-draft', class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest('form');
    if (!this.form)
      return;
    this.setAttribute('role', 'status');
    this.sent = textOf(this.form);
    this.throttle = new Throttle(() => this.save(), EVERY);
    this.stop = new AbortController();
    const { signal } = this.stop;
    const on = (target, type, f) => target.addEventListener(type, f, { signal });
    /* not `change`: a field fires it when a saved form leaves the page */
    on(this.form, 'input', () => this.touch());
    on(this.form, 'focusout', () => this.throttle.flush());
    on(this.form, 'submit', () => this.close());
    on(document, 'visibilitychange', () => document.hidden && this.throttle.flush());
    on(window, 'pagehide', () => this.throttle.flush());
    on(window, 'online', () => this.failed && this.save());
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.close();
    up(this);
  }

  say(state, words) {
    this.dataset.state = state;
    this.textContent = words;
  }

  touch() {
    this.closed = false;
    if (!this.failed && this.dataset.state !== 'typing')
      this.say('typing', '入力中');
    this.throttle.touch();
  }

  /* The form is on its way: a draft that arrives later would rise again. */
  close() {
    this.closed = true;
    this.throttle?.cancel();
    clearTimeout(this.retry);
    this.inFlight?.abort();
  }

  async save() {
    if (this.closed)
      return;
    if (this.inFlight) {
      this.again = true;
      return;
    }
    const text = textOf(this.form);
    if (text === this.sent && !this.failed) {
      this.say('', '');
      return;
    }
    clearTimeout(this.retry);
    this.inFlight = new AbortController();
    try {
      await this.answered(await this.post(text), text);
    } catch (e) {
      if (e.name !== 'AbortError')
        this.fail();
    }
    this.inFlight = null;
    if (this.again) {
      this.again = false;
      this.throttle.touch();
    }
  }

  post(text) {
    const body = new URLSearchParams({
      csrf: this.form.elements.csrf?.value ?? '',
      form: this.dataset.form ?? '', object: this.dataset.object ?? '', text,
      of: this.form.elements.idem?.value ?? '',
    });
    return fetch(this.dataset.url ?? '/draft', {
      method: 'POST', body, credentials: 'same-origin', redirect: 'manual', cache: 'no-store',
      keepalive: body.toString().length < KEEPALIVE_MAX,
      signal: this.inFlight.signal,
    });
  }

  async answered(response, text) {
    if (isSignedOut(response)) {
      endSession();
      return;
    }
    if (response.status >= 500 || response.status === 429) {
      this.fail();
      return;
    }
    this.failed = false;
    up(this);
    if (!response.ok) {
      this.say('failed', '下書きを保存できません');
      return;
    }
    this.sent = text;
    const said = (await response.text()).trim();
    const time = /^\d{1,2}:\d{2}(:\d{2})?$/.test(said) ? said : new Date().toLocaleTimeString('ja-JP', { timeZone: 'Asia/Tokyo', hour12: false });
    drafted(time);
    this.say('drafted', `下書き保存 ${time}`);
  }

  fail() {
    this.failed = true;
    down(this);
    this.say('failed', 'つながりません');
    this.retry = setTimeout(() => this.save(), RETRY);
  }
});
