// The one entry: htmx under the strict policy, then our elements.
import './htmx.js';
