// News of the cases on the page. The stream carries opaque tokens only; what
// changed is fetched by the reader himself, with its own access check.
import { endSession } from './session.js';
import { say } from './say.js';

document.addEventListener('case', e => {
  const news = document.getElementById('news'), strip = document.getElementById('news-strip');
  const watched = news?.dataset.watch?.split(/\s+/) ?? [];
  if (!strip?.hidden || !(watched.includes('*') || watched.includes(e.detail?.data)))
    return;
  const link = strip.querySelector('a');
  if (link)
    link.href = location.pathname + location.search;
  strip.hidden = false;
  say('新しい記録があります');
});

document.addEventListener('htmx:sse:error', e => {
  if (e.detail.status === 401)
    endSession();
});
