// The lists of the API as async iterators: one method for each operation whose response is a page.
import { docOf } from './typescript.mjs';

/**
 * Where a page holds its items, and what leads to the next one: a cursor, or the id before which the next page begins.
 *
 * @typedef {{ [word: string]: any }} Schema
 * @param {Schema} operation
 * @param {Schema} schema of the response
 * @returns {{ items: string, next: string, parameter: string } | undefined}
 */
function pageOf({ parameters }, schema) {
  const takes = (/** @type {string} */ name) =>
    parameters.find((/** @type {Schema} */ each) => each.in === 'query' && each.name === name)?.schema;
  if (schema.type === 'array' && takes('before')?.type === 'integer' && takes('limit'))
    return { items: 'page', next: 'page.at(-1)?.id', parameter: 'before' };
  const fields = schema.properties ?? {};
  const list = Object.keys(fields).find((name) => fields[name].type === 'array');
  const next = { next_cursor: 'cursor', pagination: 'cursor', next: 'from' };
  const found = Object.entries(next).find(([name, parameter]) => name in fields && takes(parameter));
  if (!list || !found) return undefined;
  const [name, parameter] = found;
  return { items: `page.${list}`, next: name === 'pagination' ? 'page.pagination.nextCursor' : `page.${name}`, parameter };
}

/** @param {{ items: string, next: string }} page */
const readerOf = ({ items, next }) =>
  next === 'page.next_cursor' ? `listed('${items.slice('page.'.length)}')` : `(page) => [${items}, ${next}]`;

/** @param {Schema} operation @param {Schema | undefined} schema */
function methodOf(operation, schema) {
  const page = schema && pageOf(operation, schema);
  if (!page) return [];
  const { operationId: id, parameters } = operation;
  const isOptional = parameters.every((/** @type {Schema} */ { in: where, required }) => where === 'header' || !required);
  return `${docOf(`Every item of \`${id}\`.`)}${id}(input${isOptional ? '?' : ''}: Input<'${id}'>) {
    return itemsOf(input, (asked) => this.veza.${id}(asked), ${readerOf(page)}${page.parameter === 'cursor' ? '' : `, '${page.parameter}'`});
  }`;
}

/** @param {readonly Schema[]} operations @param {(operation: Schema) => Schema | undefined} dataOf the schema of a JSON response */
export const pagesClass = (operations, dataOf) => `import { itemsOf, listed } from '../pages.js';
import type { Operations } from './operations.js';

type Input<Name extends keyof Operations> = Parameters<Operations[Name]>[0];

/** The items of the lists of the API, over all pages. A page is requested when the items before it are consumed. */
export class Pages {
  constructor(private readonly veza: Operations) {}

${operations.flatMap((operation) => methodOf(operation, dataOf(operation))).join('\n\n')}
}`;
