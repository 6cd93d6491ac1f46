// 要点 of a note: its first line, at most 40 characters, cut at a full stop
// when one stands late enough.
export const GIST_MAX = 40;

export function gistOf(text) {
  const line = text.split('\n').map(l => l.trim()).find(Boolean) ?? '';
  const all = [...line];
  if (all.length <= GIST_MAX)
    return line;
  const stop = all.slice(0, GIST_MAX).lastIndexOf('。');
  return all.slice(0, stop >= 10 ? stop + 1 : GIST_MAX).join('');
}
