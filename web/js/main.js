// The one entry. The IME guard comes first, so that it hears before htmx.
import './ime.js';
import './htmx.js';
import './swap.js';
import './live.js';
import './page.js';
import './keys.js';
import './tb-date.js';
import './tb-kana.js';
import './tb-gist.js';
import './tb-rows.js';
import './tb-narrow.js';
import './tb-draft.js';
import './share.js';
