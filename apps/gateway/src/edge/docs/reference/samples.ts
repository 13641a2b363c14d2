import { type ApiDocument, type ApiOperation, resolved, type Schema } from './api-document.js';

const UUID = '7a3f5c1e-8d2b-4e6a-9c0f-1b2d3e4f5a6b';
const FILE = '(the bytes of the file)';

/** A call as a command of a shell. */
export function curlOf(api: ApiDocument, operation: ApiOperation): string {
  const { method, path, security } = operation;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(valuesOf(operation, 'query'))) query.set(name, String(value));
  const values = valuesOf(operation, 'path');
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const address = `${api.server}${filled}${query.size > 0 ? `?${query}` : ''}`;
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(address)}`,
    ...(isSignedIn(security) ? [`-H "Authorization: Bearer $TOKEN"`] : []),
    ...bodyLines(bodyOf(api, operation)),
  ];
  return lines.join(' \\\n  ');
}

/** A call as a line of a program that has a `Veza` of the SDK. */
export function typescriptOf(api: ApiDocument, operation: ApiOperation): string {
  const body = bodyOf(api, operation);
  const parts = [
    ...(['path', 'query'] as const).flatMap((where) => {
      const values = valuesOf(operation, where);
      return Object.keys(values).length > 0 ? [`${where}: ${literal(values)}`] : [];
    }),
    ...(body ? [`body: ${literal(body.value)}`] : []),
  ];
  const call = `await veza.${operation.operationId}(${parts.length > 0 ? `{ ${parts.join(', ')} }` : ''});`;
  const hasData = Object.entries(operation.responses).some(([status, { content }]) => status.startsWith('2') && content);
  return hasData ? `const { data } = ${call}` : call;
}

const isSignedIn = (security: ApiOperation['security']) => security.some((each) => 'bearer' in each);

/** Values of the required parameters. */
function valuesOf({ parameters }: ApiOperation, where: 'path' | 'query'): Record<string, unknown> {
  const asked = parameters.filter((each) => each.in === where && each.required);
  return Object.fromEntries(asked.map(({ name, schema }) => [name, valueOf(schema)]));
}

function valueOf(schema: Schema): unknown {
  const { type, enum: values, anyOf, format } = schema;
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (values) return values[0];
  if (anyOf?.[0]) return valueOf(anyOf[0]);
  if (type === 'integer' || type === 'number') return 7;
  if (type === 'boolean') return true;
  if (type === 'array') return schema.items ? [valueOf(schema.items)] : [];
  if (format === 'uuid') return UUID;
  return format === 'date' ? '2026-12-01' : 'general';
}

interface Body {
  type: string;
  value: unknown;
}

function bodyOf(api: ApiDocument, { requestBody }: ApiOperation): Body | undefined {
  const [entry] = Object.entries(requestBody?.content ?? {});
  if (!entry) return undefined;
  const [type, { schema, example }] = entry;
  return { type, value: example ?? resolved(api, schema).examples?.[0] ?? (type === 'application/json' ? {} : FILE) };
}

function bodyLines(body: Body | undefined): string[] {
  if (!body) return [];
  if (body.type === 'multipart/form-data')
    return Object.entries(Object(body.value)).flatMap(([name, value]) => formLines(name, value));
  const type = `-H ${quoted(`Content-Type: ${body.type}`)}`;
  return body.type === 'application/json' ? [type, `-d ${quoted(JSON.stringify(body.value))}`] : [type, '--data-binary @file'];
}

function formLines(name: string, value: unknown): string[] {
  const values = Array.isArray(value) && value.includes(FILE) ? value : [value];
  return values.map((each) => {
    if (each === FILE) return `-F ${name}=@file`;
    return `-F ${quoted(`${name}=${typeof each === 'string' ? each : JSON.stringify(each)}`)}`;
  });
}

/** In single quotes of a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** A value as TypeScript writes it; the bytes of a file are the variable `file`. */
function literal(value: unknown): string {
  if (value === FILE) return 'file';
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (value === null || typeof value !== 'object') return String(value);
  const fields = Object.entries(value).map(
    ([name, each]) => `${/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`}: ${literal(each)}`,
  );
  return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
}
