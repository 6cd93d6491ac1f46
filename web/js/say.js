// The one polite live region of the page.
export function say(words) {
  const live = document.getElementById('live');
  if (!live || !words)
    return;
  live.textContent = '';
  /* the same words twice are read twice only when the node changes */
  setTimeout(() => { live.textContent = words; }, 50);
}
