import { escaped } from '../../html.js';
import { type ApiDocument, resolved, type Schema } from './api-document.js';
import { inline } from '../markup/markup.js';

/** Fields of fields are shown this deep. */
const DEEPEST = 3;
const BOUNDS = {
  minimum: '≥',
  exclusiveMinimum: '>',
  maximum: '≤',
  minLength: 'length ≥',
  maxLength: 'length ≤',
  maxItems: 'items ≤',
};

/** The fields of an object, and of objects in it, as a list of terms. */
export function fieldsOf(api: ApiDocument, schema: Schema, depth = 0): string {
  const object = objectIn(api, schema);
  if (!object?.properties || depth >= DEEPEST) return '';
  const required = new Set(object.required);
  const rows = Object.entries(object.properties).map(([name, field]) =>
    fieldOf(api, { name, field, required: required.has(name), depth }),
  );
  return `<dl>${rows.join('')}</dl>`;
}

interface Field {
  name: string;
  field: Schema;
  required: boolean;
  depth: number;
}

function fieldOf(api: ApiDocument, { name, field, required, depth }: Field): string {
  const description = field.description ?? resolved(api, field).description ?? '';
  const inner = fieldsOf(api, field, depth + 1);
  const more = inner === '' ? '' : `<details><summary>Fields of <code>${escaped(name)}</code></summary>${inner}</details>`;
  return term({ name, facts: factsOf(api, field, required), description }) + (more && `<dd>${more}</dd>`);
}

export const term = ({ name, facts, description }: { name: string; facts: string; description: string }): string =>
  `<dt><code>${escaped(name)}</code> <small>${escaped(facts)}</small></dt><dd>${inline(description)}</dd>`;

/** Type and bounds, as in `integer, 1 to 100, required`. */
export function factsOf(api: ApiDocument, schema: Schema, required: boolean): string {
  const bounds = Object.entries(BOUNDS).flatMap(([word, sign]) =>
    schema[word] === undefined ? [] : [`${sign} ${String(schema[word])}`],
  );
  const fallback = schema['default'] === undefined ? [] : [`default ${JSON.stringify(schema['default'])}`];
  return [typeOf(api, schema), ...bounds, ...fallback, ...(required ? ['required'] : [])].join(', ');
}

function typeOf(api: ApiDocument, schema: Schema): string {
  if (schema.$ref !== undefined) {
    const { type, enum: values } = resolved(api, schema);
    return type === 'object' || (type === undefined && !values)
      ? (schema.$ref.split('/').at(-1) ?? 'object')
      : typeOf(api, resolved(api, schema));
  }
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map((each) => typeOf(api, each)))].join(' | ');
  if (schema.type === 'array') return `${schema.items ? typeOf(api, schema.items) : 'any'}[]`;
  return [schema.type ?? 'any'].flat().join(' | ');
}

/** The object that a schema is, or lists, or is beside null. */
function objectIn(api: ApiDocument, schema: Schema): Schema | undefined {
  const plain = resolved(api, schema);
  if (plain.properties) return plain;
  if (plain.items) return objectIn(api, plain.items);
  const objects = (plain.anyOf ?? []).map((each) => resolved(api, each)).filter(({ properties }) => properties);
  return objects.length === 1 ? objects[0] : undefined;
}
