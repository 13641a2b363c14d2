// libs/sdk/src/generated from the OpenAPI document: `node tools/generate/sdk.mjs` writes it, `--check` compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'oxfmt';
import { chatFrames } from './chat-frames.mjs';
import { document } from './openapi.mjs';
import { pagesClass } from './sdk-pages.mjs';
import { docOf, fieldsOf, typeOf } from './typescript.mjs';

const FOLDER = fileURLToPath(new URL('../../libs/sdk/src/generated/', import.meta.url));
const HEAD = '// Made by `node tools/generate/sdk.mjs` from the OpenAPI document; `npm test` compares.\n';
const FRAMES_HEAD = HEAD.replace('OpenAPI', 'AsyncAPI');
const JSON_TYPE = 'application/json';

const { paths, components } = JSON.parse(JSON.stringify(document));
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
);

/** A named schema: an interface where it is an object. */
function declarationOf([name, schema]) {
  const type = typeOf(schema);
  const declaration = type.startsWith('{') ? `export interface ${name} ${type}` : `export type ${name} = ${type};`;
  return `${docOf(schema.description)}${declaration}`;
}

/** What a method takes: parts, each with its type. Headers that mean something are options of every call. */
function partsOf({ parameters, requestBody }) {
  const parts = ['path', 'query'].flatMap((name) => {
    const list = parameters.filter((parameter) => parameter.in === name);
    const required = list.filter((parameter) => parameter.required).map((parameter) => parameter.name);
    const properties = Object.fromEntries(list.map(({ name, description, schema }) => [name, { description, ...schema }]));
    return list.length > 0 ? [{ name, type: `{ ${fieldsOf(properties, required)} }`, required: required.length > 0 }] : [];
  });
  const [body] = Object.values(requestBody?.content ?? {});
  return body ? [...parts, { name: 'body', type: typeOf(body.schema), required: true }] : parts;
}

/** What its successes hold, by type of content. */
function contentsOf({ responses }) {
  return Object.entries(responses).flatMap(([status, { content = {} }]) =>
    status.startsWith('2') ? Object.entries(content) : [],
  );
}

/** The schema of a JSON response. */
function jsonOf(operation) {
  const json = contentsOf(operation).find(([type]) => type === JSON_TYPE);
  return json && resolved(json[1].schema);
}

/** Sessions in a cookie are those of the flat calls, and of nova's sign-ins. */
const hasCookieMode = (path) => /^\/api\/(v1\/(?!auth\/)|auth\/login)/.test(path);
const opensSession = (schema) => 'accessToken' in (resolved(schema).properties ?? {});
const resolved = (schema) => (schema.$ref ? components.schemas[schema.$ref.split('/').at(-1)] : schema);

/** A JSON response is typed by its schema; any other response is the unread `Response`, to be read or streamed. */
function methodOf(operation) {
  const { operationId, summary, description, method, path, requestBody } = operation;
  const parts = partsOf(operation);
  const fields = parts.map(({ name, type, required }) => `${name}${required ? '' : '?'}: ${type}`).join('; ');
  const input = `input${parts.some(({ required }) => required) ? '' : '?'}: ${fields ? `{ ${fields} } & CallOptions` : 'CallOptions'}`;
  const contents = contentsOf(operation);
  const responseTypes = new Set(contents.map(([type, { schema }]) => (type === JSON_TYPE ? typeOf(schema) : 'Response')));
  const format = [
    ...(requestBody?.content['multipart/form-data'] ? ["body: 'form'"] : []),
    ...(responseTypes.size > 0 && contents.every(([type]) => type !== JSON_TYPE) ? ["response: 'raw'"] : []),
  ];
  if (operation.parameters.some(({ name }) => name === 'Idempotency-Key')) format.push('once: true');
  if (path === '/api/v1/logout' || (hasCookieMode(path) && contents.some(([, { schema }]) => opensSession(schema))))
    format.push('session: true');
  return `${docOf(`${summary}. ${description}`)}${operationId}(${input}): Promise<ApiResponse<${[...responseTypes].join(' | ') || 'void'}>> {
    return this.send('${method}', '${path}', input${format.length > 0 ? `, { ${format.join(', ')} }` : ''});
  }`;
}

const methods = operations.map(methodOf).join('\n\n');
const names = Object.keys(components.schemas).filter((name) => new RegExp(`\\b${name}\\b`).test(methods));

const files = {
  'chat-frames.ts': chatFrames,
  'pages.ts': pagesClass(operations, jsonOf),
  'schemas.ts': Object.entries(components.schemas).map(declarationOf).join('\n\n'),
  'operations.ts': `import type { ApiResponse, CallOptions, CallFormat } from '../call.js';
import type { ${names.join(', ')} } from './schemas.js';

/** One method per operation, named after its operation id. */
export abstract class Operations {
  protected abstract send<Data>(method: string, path: string, input?: object, format?: CallFormat): Promise<ApiResponse<Data>>;

${methods}
}`,
};

const {
  $schema: _schema,
  ignorePatterns: _ignored,
  ...options
} = JSON.parse(readFileSync(new URL('../../.oxfmtrc.json', import.meta.url), 'utf8'));
for (const [name, code] of Object.entries(files)) {
  const source = `${name === 'chat-frames.ts' ? FRAMES_HEAD : HEAD}\n${code}\n`;
  const { code: once } = await format(name, source, options);
  const { code: text } = await format(name, once, options); // a first pass may break lines that fit after it
  const file = `${FOLDER}${name}`;
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`libs/sdk/src/generated/${name} is not what the contracts say: run node tools/generate/sdk.mjs`);
    process.exitCode = 1;
  }
}
