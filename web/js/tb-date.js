// <tb-date data-age data-time data-past>: around one input and its
// <output class="echo">. Echoes what was read in both calendars; the sentence
// about a date that cannot be comes when the field is left, never while typing.
import { isAfter, printBirth, printLong, printShort, printTime, readAge, readDate, readIso, readMoment } from './dates.js';

/* Minutes of the day in Japan. */
const minuteNow = () => Math.floor((Date.now() / 60000 + 540) % 1440);

export function echoOf(text, today, { age, time, past } = {}) {
  const r = time ? readMoment(text, today, minuteNow()) : readDate(text, today);
  if (age) {
    const about = readAge(text, today);
    if (about)
      return { text: printBirth(about, today) };
    if (r.value && isAfter(r.value, today))
      return { bad: `生年月日が先の日付です（${printShort(r.value)}）。` };
  }
  if (r.why)
    return { bad: r.why };
  if (!r.value)
    return { text: '' };
  if (past && isAfter(r.value, today))
    return { bad: `日時が先の日付です（${printShort(r.value)}）。` };
  if (time)
    return { text: `${printShort(r.value)}${r.minute == null ? '' : ` ${printTime(r.minute)}`}` };
  return { text: age ? printBirth(r.value, today) : printLong(r.value) };
}

customElements.define('tb-date', class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input');
    this.echo = this.querySelector('output');
    if (!this.input || !this.echo || this.ready)
      return;
    this.ready = true;
    this.hint = this.input.value ? '' : this.echo.textContent;
    this.addEventListener('input', () => this.show(false));
    this.addEventListener('change', () => this.show(true));
  }

  show(left) {
    const today = readIso(document.body.dataset.today);
    const { age, time, past } = this.dataset;
    const r = echoOf(this.input.value, today,
      { age: age != null, time: time != null, past: past != null });
    const bad = Boolean(r.bad && left);
    this.echo.textContent = bad ? r.bad : r.bad ? '' : r.text || this.hint;
    this.echo.toggleAttribute('data-bad', bad);
    if (bad)
      this.input.setAttribute('aria-invalid', 'true');
    else if (!r.bad)
      this.input.removeAttribute('aria-invalid');
  }
});
