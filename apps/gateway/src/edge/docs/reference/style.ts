/** The style of the reference: three columns on a desk, one on a phone; light and dark. */
export const DOCS_STYLE = `:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent);
  --soft: color-mix(in srgb, currentColor 6%, transparent); --link: light-dark(#0b57a4, #8ec7ff); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; display: grid; grid-template-columns: 16rem minmax(0, 1fr); }
header { grid-column: 1 / -1; padding: 0.75rem 1.5rem; border-bottom: 1px solid var(--line); }
header a { color: inherit; text-decoration: none; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: Canvas; padding: 0.25rem 0.5rem; z-index: 1; }
.menu { display: none; }
.side { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1rem 1.5rem; border-right: 1px solid var(--line); }
nav h2, .menu h2 { font-size: 0.8rem; margin: 1rem 0 0.25rem; opacity: 0.75; }
nav ul, .menu ul, .calls { list-style: none; margin: 0; padding: 0; }
nav a, .menu a { display: block; padding: 0.2rem 0; text-decoration: none; }
[aria-current] { font-weight: 700; }
main { padding: 1rem 2rem 4rem; min-width: 0; }
article { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 2rem; padding: 1.5rem 0; border-top: 1px solid var(--line); }
article:target, .calls li:target { background: var(--soft); }
h3 { margin: 0 0 0.5rem; } h3 a { color: inherit; text-decoration: none; } h4 { margin: 1.25rem 0 0.25rem; }
.samples > figure { margin: 0 0 1rem; background: Canvas; }
figcaption { font-size: 0.85rem; display: flex; justify-content: space-between; }
pre { margin: 0; padding: 0.75rem; background: var(--soft); border-radius: 6px; overflow: auto; max-height: 28rem; }
code { font: 0.875em ui-monospace, monospace; overflow-wrap: anywhere; } pre code { overflow-wrap: normal; }
dl { margin: 0; } dt { margin-top: 0.5rem; } dd { margin: 0 0 0.25rem 1rem; } small { opacity: 0.75; }
.marks small { border: 1px solid var(--line); border-radius: 4px; padding: 0 0.35rem; }
.calls li { padding: 0.15rem 0; } input { font: inherit; padding: 0.25rem 0.5rem; }
button { font: inherit; font-size: 0.8rem; }
@media (max-width: 60rem) { body { display: block; } .side { display: none; } .menu { display: block; }
  main { padding: 1rem; } article { grid-template-columns: minmax(0, 1fr); gap: 0.5rem; } }
`;
