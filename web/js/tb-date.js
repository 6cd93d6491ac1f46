// <tb-date data-age data-time data-past>: around one input and its
// <output class="echo">. Echoes what was read in both calendars; the sentence
// about a date that cannot be comes when the field is left, never while typing.
import { readIso } from './dates.js';
import { echoOf } from './echo.js';

/* Minutes of the day: the server's clock at load, and what passed since. */
function minuteNow() {
  const at = document.body.dataset.now?.split(':').map(Number);
  const since = performance.now() / 60000;
  return Math.floor(at ? at[0] * 60 + at[1] + since : Date.now() / 60000 + 540) % 1440;
}

customElements.define('tb-date', class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input');
    this.echo = this.querySelector('output');
    if (!this.input || !this.echo || this.ready)
      return;
    this.ready = true;
    this.hint = this.input.value ? '' : this.echo.textContent;
    if (this.input.value && !this.echo.textContent.trim())
      this.show(false);
    this.addEventListener('input', () => this.show(false));
    this.addEventListener('change', () => this.show(true));
  }

  show(left) {
    const today = readIso(document.body.dataset.today);
    const { age, time, past } = this.dataset;
    const r = echoOf(this.input.value, today,
      { age: age != null, time: time != null, past: past != null, now: minuteNow() });
    const bad = Boolean(r.bad && left);
    this.echo.textContent = bad ? r.bad : r.bad ? '' : r.text || this.hint;
    this.echo.toggleAttribute('data-bad', bad);
    if (bad)
      this.input.setAttribute('aria-invalid', 'true');
    else if (!r.bad)
      this.input.removeAttribute('aria-invalid');
  }
});
