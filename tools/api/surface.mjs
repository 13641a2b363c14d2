/**
 * What clients depend on in an OpenAPI document of ours, without texts, examples and errors: the part that is compared
 * with the last release, and kept for it.
 *
 * @typedef {{ [word: string]: any }} Schema
 * @typedef {{ in: string, required: boolean, schema: Schema }} Parameter
 * @typedef {object} Operation
 * @property {string} call method and path
 * @property {boolean} signedIn whether a token is required
 * @property {Record<string, Parameter>} parameters by name
 * @property {Record<string, Schema>} body by media type
 * @property {Record<string, Record<string, Schema>>} responses by status, then by media type
 * @typedef {{ version: string, operations: Record<string, Operation>, schemas: Record<string, Schema> }} Surface
 */

/** Words of a schema that change nothing for a program. */
const TEXTS = new Set(['description', 'examples', 'example', 'title', 'default', 'deprecated']);

/** @param {Schema} document @param {string} version @returns {Surface} */
export function surfaceOf({ paths, components }, version) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [operation.operationId, operationOf(method, path, operation)]),
  );
  const schemas = Object.entries(components.schemas).map(([name, schema]) => [name, withoutTexts(schema)]);
  return { version, operations: Object.fromEntries(sorted(operations)), schemas: Object.fromEntries(sorted(schemas)) };
}

/** @param {string} method @param {string} path @param {Schema} operation @returns {Operation} */
function operationOf(method, path, { security, parameters, requestBody, responses }) {
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return {
    call: `${method.toUpperCase()} ${path}`,
    signedIn: security.length > 0 && security.every((/** @type {object} */ each) => Object.keys(each).length > 0),
    parameters: Object.fromEntries(
      parameters.map((/** @type {Schema} */ { name, in: where, required, schema }) => [
        name,
        { in: where, required, schema: withoutTexts(schema) },
      ]),
    ),
    body: contentOf(requestBody),
    responses: Object.fromEntries(successes.map(([status, response]) => [status, contentOf(response)])),
  };
}

/** @param {Schema | undefined} body */
const contentOf = (body) =>
  Object.fromEntries(
    Object.entries(body?.content ?? {}).map(([type, media]) => [type, withoutTexts(/** @type {Schema} */ (media).schema)]),
  );

/** @param {any} schema @returns {any} */
function withoutTexts(schema) {
  if (Array.isArray(schema)) return schema.map(withoutTexts);
  if (schema === null || typeof schema !== 'object') return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([word, value]) => {
      if (TEXTS.has(word)) return [];
      // The keys below `properties` are names of fields, which may be any of these words.
      if (word === 'properties')
        return [[word, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutTexts(each)]))]];
      return [[word, withoutTexts(value)]];
    }),
  );
}

/** @template Value @param {[string, Value][]} entries */
const sorted = (entries) => entries.toSorted(([a], [b]) => (a < b ? -1 : 1));

/** One line for each operation and schema, so that a release shows in a diff what it changed. @param {Surface} surface */
export function writtenSurface({ version, operations, schemas }) {
  const lines = (/** @type {object} */ of) =>
    Object.entries(of)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n');
  return `{"version":${JSON.stringify(version)},\n"operations":{\n${lines(operations)}\n},\n"schemas":{\n${lines(schemas)}\n}}\n`;
}
