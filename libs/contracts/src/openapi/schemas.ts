import { z } from 'zod';
import { COMPONENTS } from '../http/components.js';
import { COMPONENT_EXAMPLES, REQUEST_EXAMPLES } from '../http/examples/index.js';
import type { HttpRoute } from '../http/route.js';

export type Json = Record<string, unknown>;

/** Binary content in JSON Schema 2020-12. */
export const BYTES: Json = { type: 'string', contentMediaType: 'application/octet-stream' };

const reference = (name: string) => `#/components/schemas/${name}`;
const bodyName = ({ id }: HttpRoute) => `${id.charAt(0).toUpperCase()}${id.slice(1)}Body`;

/** The schemas of a document, converted in one go: each conversion walks through all named ones. */
export interface Schemas {
  /** `components.schemas`: the named response bodies, and every request body, named after its operation. */
  components: Json;
  /** The schema of a response body: a reference to a component, or an inline schema with references to components. */
  response(body: z.ZodType): Json;
}

export function schemasOf(routes: readonly HttpRoute[]): Schemas {
  const bodies = new Set(routes.flatMap(({ success }) => success.flatMap(({ body }) => body ?? [])));
  const unnamed = new Map([...bodies].filter((body) => !NAMES.has(body)).map((body, index) => [body, `unnamed ${index}`]));
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of [...NAMES, ...unnamed]) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...OPTIONS, io: 'output', uri: reference });
  return {
    components: Object.fromEntries([
      ...[...NAMES.values()].map((name) => [name, plain(schemas[name], COMPONENT_EXAMPLES.get(name))]),
      ...routes.filter(hasFields).map((route) => [bodyName(route), plain(requestBodyOf(route), exampleOf(route))]),
    ]),
    response: (body) => {
      const name = NAMES.get(body);
      return name === undefined ? plain(schemas[unnamed.get(body) ?? '']) : { $ref: reference(name) };
    },
  };
}

/** The schema of a request body. */
export function requestSchema(route: HttpRoute): Json {
  return hasFields(route) ? { $ref: reference(bodyName(route)) } : BYTES;
}

/** The parameters of a schema, as a client sends them. */
export function parameterSchemas(schema: z.ZodType): { name: string; required: boolean; schema: Json }[] {
  const { properties, required } = Fields.parse(z.toJSONSchema(schema, { ...OPTIONS, io: 'input', override: inText }));
  return Object.entries(properties).map(([name, property]) => ({ name, required: required.includes(name), schema: property }));
}

const NAMES = new Map<z.ZodType, string>(Object.entries(COMPONENTS).map(([name, schema]) => [schema, name]));

const Fields = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

const OPTIONS = {
  target: 'draft-2020-12',
  unrepresentable: 'any',
  /** Removes the bounds that zod adds to every integer. */
  override: ({ jsonSchema }: { jsonSchema: Json }) => {
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  },
} as const;

/** A number that an address carries as text has the bounds of what is read from it. */
function inText(conversion: { zodSchema: z.core.$ZodTypes; jsonSchema: Json }): void {
  const { zodSchema, jsonSchema } = conversion;
  if (zodSchema instanceof z.ZodPipe && zodSchema.in instanceof z.ZodNumber && zodSchema.out instanceof z.ZodNumber) {
    const { $schema: _, description: __, ...bounds } = z.toJSONSchema(zodSchema.out, OPTIONS);
    Object.assign(jsonSchema, bounds);
  }
  OPTIONS.override(conversion);
}

const hasFields = ({ bodyKind }: HttpRoute) => bodyKind === 'json' || bodyKind === 'multipart';

/** A JSON body, or the text fields of a form after a placeholder for the file. */
function exampleOf({ id, fileField, mostFiles }: HttpRoute): unknown {
  const example = REQUEST_EXAMPLES.get(id);
  if (fileField === undefined) return example;
  const file = '(the bytes of the file)';
  return { [fileField]: mostFiles === undefined ? file : [file, file], ...Object(example) };
}

/** A JSON body, or the file and the text fields of a form. */
function requestBodyOf({ body, bodyKind, fileField, mostFiles, summary }: HttpRoute): Json {
  const description = `Request body of "${summary}".`;
  const schema: Json = { description, ...z.toJSONSchema(body, { ...OPTIONS, io: 'input' }) };
  if (bodyKind !== 'multipart' || fileField === undefined) return schema;
  const { properties, required } = Fields.parse(schema);
  return {
    ...schema,
    properties: { [fileField]: filesOf(mostFiles), ...properties },
    required: [fileField, ...required],
  };
}

function filesOf(most: number | undefined): Json {
  const file = { ...BYTES, description: 'The file.' };
  return most === undefined ? file : { type: 'array', description: 'The files.', minItems: 1, maxItems: most, items: file };
}

function plain({ $schema: _, $id: __, ...schema }: Json = {}, example?: unknown): Json {
  return { ...schema, ...(example !== undefined && { examples: [example] }) };
}
