/**
 * A JSON Schema of our document as a TypeScript type. It knows the words that zod writes and refuses any other, so that a
 * new one cannot silently become `unknown` in the SDK.
 *
 * @typedef {{ [word: string]: any }} Schema
 */

const WORDS = new Set(
  '$ref type properties required additionalProperties items anyOf allOf enum const contentMediaType propertyNames'.split(' '),
);
/** They narrow a value without changing its type. */
const BOUNDS = new Set(
  'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format minItems maxItems default description examples'.split(
    ' ',
  ),
);
/** Characters of a comment line. */
const LINE = 110;
const SIMPLE = { string: 'string', number: 'number', integer: 'number', boolean: 'boolean', null: 'null' };

/** @param {Schema} schema @returns {string} */
export function typeOf(schema) {
  const strange = Object.keys(schema).find((word) => !WORDS.has(word) && !BOUNDS.has(word));
  if (strange) throw new Error(`tools/generate/typescript.mjs does not know the JSON Schema word ${strange}`);
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((/** @type {unknown} */ value) => JSON.stringify(value)));
  if (schema.anyOf) return union(schema.anyOf.map(typeOf));
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ');
  if (schema.contentMediaType) return 'Blob';
  if (schema.type === 'array') return `${bracketed(typeOf(schema.items ?? {}))}[]`;
  if (schema.type === 'object') return objectOf(schema);
  if (schema.type === undefined) return 'unknown';
  return union([schema.type].flat().map((type) => SIMPLE[type]));
}

/** @param {Schema} schema */
function objectOf({ properties = {}, required = [], additionalProperties }) {
  if (Object.keys(properties).length > 0) return `{ ${fieldsOf(properties, required)} }`;
  return additionalProperties ? `Record<string, ${typeOf(additionalProperties)}>` : 'Record<string, never>';
}

/** @param {Record<string, Schema>} properties @param {readonly string[]} required */
export function fieldsOf(properties, required) {
  return Object.entries(properties)
    .map(
      ([name, schema]) => `${docOf(schema.description)}${keyOf(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`,
    )
    .join(' ');
}

/** A text as a documentation comment: on one line, or wrapped. @param {string | undefined} text */
export function docOf(text) {
  if (text === undefined) return '';
  const words = text.replaceAll('*/', '*\\/').split(' ');
  const lines = words.reduce((/** @type {string[]} */ [...done], word) => {
    const last = done.pop();
    if (last === undefined) return [word];
    return last.length + word.length < LINE ? [...done, `${last} ${word}`] : [...done, last, word];
  }, []);
  return lines.length === 1 ? `\n/** ${lines[0]} */\n` : `\n/**\n${lines.map((line) => ` * ${line}\n`).join('')} */\n`;
}

export const keyOf = (/** @type {string} */ name) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));
const union = (/** @type {string[]} */ types) => [...new Set(types)].join(' | ');
const bracketed = (/** @type {string} */ type) => (/[|&]/.test(type) && !type.startsWith('{') ? `(${type})` : type);
