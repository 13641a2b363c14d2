/** The description as a page, without anything of other hosts. The script reads /openapi.json. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Veza API</title>
<style>
body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h2{margin-top:2.5rem;border-bottom:1px solid #ddd}details{border:1px solid #ddd;border-radius:6px;margin:.4rem 0;padding:.4rem .8rem}
summary{cursor:pointer}code,pre{font:13px/1.5 ui-monospace,monospace}pre{background:#f6f6f6;padding:.6rem;overflow:auto;border-radius:6px}
.m{display:inline-block;width:4.2rem;font-weight:600}input{font:inherit;width:100%;padding:.4rem;box-sizing:border-box}
</style>
<h1>Veza API</h1><p>Made from <a href="/openapi.json">/openapi.json</a>. The WebSocket side is in <a href="/asyncapi.json">/asyncapi.json</a>.</p>
<input id="filter" placeholder="Filter by path or summary" aria-label="Filter"><main id="calls"></main>
<script src="/docs/script.js"></script></html>`;

export const DOCS_SCRIPT = `
const calls = document.getElementById('calls');
const element = (name, text, parent) => { const made = document.createElement(name); if (text) made.textContent = text; parent.append(made); return made; };
const json = (value) => JSON.stringify(value, null, 2);
const resolve = (api, value) => value.$ref ? value.$ref.slice(2).split('/').reduce((at, key) => at[key], api) : value;
function show(api, operation, method, path, parent) {
  const box = element('details', '', parent);
  box.dataset.text = (method + ' ' + path + ' ' + operation.summary).toLowerCase();
  const head = element('summary', '', box);
  element('span', method.toUpperCase(), head).className = 'm';
  element('code', path, head);
  element('span', ' ' + operation.summary, head);
  if (operation.security.length) element('p', 'With a bearer token' + (operation.security.length > 1 ? ', if there is one' : ''), box);
  for (const parameter of operation.parameters) element('div', parameter.in + ' ' + parameter.name + (parameter.required ? ' (required) ' : ' ') + (parameter.description || '') + ' ' + JSON.stringify(parameter.schema), box);
  if (operation.requestBody) for (const [type, { schema }] of Object.entries(operation.requestBody.content)) { element('h4', 'Body: ' + type, box); element('pre', json(schema), box); }
  for (const [status, given] of Object.entries(operation.responses)) {
    const answer = resolve(api, given);
    element('h4', status + ' ' + answer.description, box);
    if (!given.$ref) for (const { schema } of Object.values(answer.content || {})) element('pre', json(schema), box);
  }
}
fetch('/openapi.json').then((answer) => answer.json()).then((api) => {
  for (const { name } of api.tags) {
    const section = element('section', '', calls);
    element('h2', name, section);
    for (const [path, methods] of Object.entries(api.paths)) for (const [method, operation] of Object.entries(methods)) if (operation.tags.includes(name)) show(api, operation, method, path, section);
  }
});
document.getElementById('filter').addEventListener('input', ({ target }) => {
  for (const box of document.querySelectorAll('details')) box.hidden = !box.dataset.text.includes(target.value.toLowerCase());
});
`;
