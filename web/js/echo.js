// The words under a date field: what was read, or why it cannot be.
import { isAfter, printBirth, printLong, printShort, printTime, readAge, readDate, readMoment } from './dates.js';

/* now: minutes of the day. */
export function echoOf(text, today, { age, time, past, now = 0 } = {}) {
  const r = time ? readMoment(text, today, now) : readDate(text, today);
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
    return { bad: time ? `日時が先の日付です（${printShort(r.value)}）。予定なら『つぎにやること』へ。` : `先の日付です（${printShort(r.value)}）。` };
  if (time)
    return { text: `${printShort(r.value)}${r.minute == null ? '' : ` ${printTime(r.minute)}`}` };
  return { text: age ? printBirth(r.value, today) : printLong(r.value) };
}
