// The session has ended: nothing personal stays on the page.
import { lastDraftTime } from './net.js';

const make = (tag, props, ...kids) => {
  const e = Object.assign(document.createElement(tag), props);
  e.append(...kids);
  return e;
};

export function loginUrl() {
  const login = document.body.dataset.login || '/login';
  return `${login}?next=${encodeURIComponent(location.pathname + location.search)}`;
}

export function endSession() {
  const saved = lastDraftTime();
  const title = '時間がたったので画面を閉じました。';
  const head = make('h1', { textContent: title, tabIndex: -1 });
  const main = make('main', { className: 'calm', id: 'main' }, head,
    make('p', { textContent: saved ? `書きかけ（${saved}まで）は保存してあります。` : '書きかけは保存してあります。' }),
    make('a', { className: 'btn primary', href: loginUrl(), textContent: 'もう一度ログイン' }));
  document.body.replaceChildren(main);
  document.title = '画面を閉じました — 伴舟';
  head.focus();
}

/* True when an answer says that nobody is signed in any more. */
export function isSignedOut(response) {
  if (response.status === 401 || response.type === 'opaqueredirect')
    return true;
  const login = document.body.dataset.login || '/login';
  return response.redirected && new URL(response.url).pathname === login && location.pathname !== login;
}
