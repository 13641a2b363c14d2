/** The description as a page, without anything of other hosts. The script reads /openapi.json. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Veza API</title>
<link rel="icon" href="data:,">
<style>
body{font:16px/1.5 system-ui;max-width:62rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
header{position:sticky;top:0;background:inherit;padding:.5rem 0;border-bottom:1px solid #ddd}
h1{margin:.2rem 0}h2{margin-top:2.5rem}h3{margin:1rem 0 .3rem;font-size:1rem}
details{border:1px solid #ddd;border-radius:6px;margin:.4rem 0;padding:.4rem .8rem;scroll-margin-top:9rem}summary{cursor:pointer}
code,pre{font:13px/1.5 ui-monospace,monospace}pre{background:#f6f6f6;padding:.6rem;overflow:auto;border-radius:6px}
ul{margin:.2rem 0;padding-left:1.2rem;list-style:none;border-left:2px solid #eee}
.method{display:inline-block;width:4.2rem;font-weight:600}.note{color:#555}.must{color:#a02020}a{color:#0b57a4}
input{font:inherit;width:100%;padding:.4rem;box-sizing:border-box}[hidden]{display:none}
@media (prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}pre{background:#242424}a{color:#7ab7ff}.note{color:#aaa}.must{color:#ff9a9a}
header,details{border-color:#444}ul{border-color:#333}}
</style>
<header><h1>Veza API</h1>
<div class="note">Made from <a href="/openapi.json">/openapi.json</a>. The WebSocket side is in <a href="/asyncapi.json">/asyncapi.json</a>.</div>
<input id="filter" type="search" placeholder="Search: a path, a name, an error code, a field" aria-label="Search" autofocus>
<div id="count" class="note" role="status"></div></header>
<main id="calls"></main>
<script src="/docs/script.js"></script></html>`;
