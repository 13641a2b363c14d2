/**
 * What makes the page: every call and every named schema is a box that is filled when it is opened. A search looks through
 * all that is said of a call, the fields of its schemas included. Text is only ever set as text.
 */
export const DOCS_SCRIPT = `'use strict';
const make = (name, text, parent, style) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (style) made.className = style;
  parent.append(made);
  return made;
};
const BOUNDS = ['format', 'minimum', 'maximum', 'minLength', 'maxLength', 'maxItems', 'pattern', 'default', 'contentMediaType'];
const last = (reference) => reference.split('/').at(-1);

function resolve(api, value) {
  return value.$ref ? value.$ref.slice(2).split('/').reduce((node, key) => node[key], api) : value;
}

/** A schema in words: a link where it has a name, a list of fields where it is an object. */
function shape(schema, parent) {
  if (schema.$ref) {
    make('a', last(schema.$ref), parent).href = '#' + last(schema.$ref);
  } else if (schema.anyOf) {
    schema.anyOf.forEach((each, i) => {
      if (i > 0) make('span', ' or ', parent);
      shape(each, parent);
    });
  } else if (schema.type === 'array') {
    make('span', 'list of ', parent);
    shape(schema.items || {}, parent);
  } else if (schema.properties) {
    const list = make('ul', '', parent);
    for (const [name, field] of Object.entries(schema.properties)) row(name, field, (schema.required || []).includes(name), list);
  } else {
    const values = schema.enum || ('const' in schema ? [schema.const] : undefined);
    make('span', values ? values.map((value) => JSON.stringify(value)).join(' | ') : String(schema.type || 'anything'), parent);
  }
  const bounds = BOUNDS.filter((word) => word in schema).map((word) => word + ' ' + JSON.stringify(schema[word]));
  if (bounds.length > 0) make('span', ' (' + bounds.join(', ') + ')', parent, 'note');
}

function row(name, schema, required, list, text) {
  const item = make('li', '', list);
  make('code', name, item);
  if (required) make('span', ' required', item, 'must');
  make('span', ' ', item);
  shape(schema, item);
  if (text || schema.description) make('div', text || schema.description, item, 'note');
}

function example(schema, parent) {
  for (const value of schema.examples || []) make('pre', JSON.stringify(value, null, 2), parent);
}

function body(api, content, parent) {
  for (const [type, { schema }] of Object.entries(content || {})) {
    make('div', type, parent, 'note');
    shape(schema, parent);
    example(resolve(api, schema), parent);
  }
}

function describe(api, operation, box) {
  if (operation.description) make('p', operation.description, box);
  if (operation.security.length > 0)
    make('p', operation.security.length > 1 ? 'With a bearer token, if there is one.' : 'With a bearer token.', box, 'note');
  if (operation.parameters.length > 0) {
    make('h3', 'Parameters', box);
    const list = make('ul', '', box);
    for (const each of operation.parameters) row(each.in + ' ' + each.name, each.schema, each.required, list, each.description);
  }
  if (operation.requestBody) {
    make('h3', 'Body', box);
    body(api, operation.requestBody.content, box);
  }
  make('h3', 'Answers', box);
  for (const [status, given] of Object.entries(operation.responses)) {
    const answer = resolve(api, given);
    const part = make('details', '', box);
    make('summary', status + ' ' + answer.description, part);
    if (status.startsWith('2')) part.open = true;
    body(api, answer.content, part);
    make('div', 'Headers: ' + Object.keys(answer.headers || {}).join(', '), part, 'note');
  }
}

/** A box that is filled when it is first opened, and found by everything that is said in it. */
function box(id, parent, head, words, fill) {
  const made = make('details', '', parent, 'entry');
  made.id = id;
  made.dataset.words = words.toLowerCase();
  head(make('summary', '', made));
  made.addEventListener('toggle', () => fill(made), { once: true });
}

/** Everything that a call says, its schemas with it. */
function wordsOf(api, value, seen = new Set()) {
  return JSON.stringify(value).replace(/"#(.components.schemas[^"]+)"/g, (_, path) => {
    if (seen.has(path)) return '';
    seen.add(path);
    return last(path) + wordsOf(api, resolve(api, { $ref: '#' + path }), seen);
  });
}

function show(api) {
  const main = document.getElementById('calls');
  make('p', api.info.description, make('section', '', main)).style.whiteSpace = 'pre-line';
  for (const { name, description } of api.tags) {
    const section = make('section', '', main);
    make('h2', name, section);
    make('p', description, section, 'note');
    for (const [path, methods] of Object.entries(api.paths))
      for (const [method, operation] of Object.entries(methods)) {
        if (!operation.tags.includes(name)) continue;
        const head = (summary) => {
          make('span', method.toUpperCase(), summary, 'method');
          make('code', path, summary);
          make('span', ' ' + operation.summary, summary);
        };
        box(operation.operationId, section, head, method + ' ' + path + wordsOf(api, operation), (made) => describe(api, operation, made));
      }
  }
  const section = make('section', '', main);
  make('h2', 'Schemas', section);
  for (const [name, schema] of Object.entries(api.components.schemas))
    box(name, section, (summary) => make('code', name, summary), name + wordsOf(api, schema), (made) => {
      shape(schema, made);
      example(schema, made);
    });
}

function search(text) {
  const words = text.toLowerCase().split(' ').filter(Boolean);
  let found = 0;
  for (const entry of document.querySelectorAll('.entry')) {
    entry.hidden = !words.every((word) => entry.dataset.words.includes(word));
    if (!entry.hidden) found += 1;
  }
  for (const section of document.querySelectorAll('section')) section.hidden = words.length > 0 && !section.querySelector('.entry:not([hidden])');
  document.getElementById('count').textContent = words.length > 0 ? found + ' found' : '';
}

/** An address like /docs#createProduct opens that call. */
function open() {
  const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!entry || !entry.classList.contains('entry')) return;
  entry.hidden = false;
  entry.closest('section').hidden = false;
  entry.open = true;
  entry.scrollIntoView();
}

document.getElementById('filter').addEventListener('input', ({ target }) => search(target.value));
window.addEventListener('hashchange', open);
fetch('/openapi.json').then((answer) => answer.json()).then((api) => {
  show(api);
  search(document.getElementById('filter').value);
  open();
});
`;
