// htmx with its two extensions. They register themselves on window.htmx under
// the names `hx-csp` and `sse`; the page's <meta name="htmx-config"> lets in
// exactly these two.
import 'htmx.org/dist/htmx.esm.js';
import 'htmx.org/dist/ext/hx-csp.js';
import 'htmx.org/dist/ext/hx-sse.js';

export const htmx = window.htmx;
