import { z } from 'zod';
import { COMPONENTS } from '../http/components.js';
import { ANSWER_EXAMPLES, BODY_EXAMPLES } from '../http/examples.js';
import type { HttpRoute } from '../http/route.js';

export type Json = Record<string, unknown>;

/** Bytes, in the words of JSON Schema 2020-12. */
export const BYTES: Json = { type: 'string', contentMediaType: 'application/octet-stream' };

const reference = (name: string) => `#/components/schemas/${name}`;
const bodyName = ({ id }: HttpRoute) => `${id.charAt(0).toUpperCase()}${id.slice(1)}Body`;

/** `components.schemas`: every named answer, and every body that is asked for, named after its operation. */
export function namedSchemas(routes: readonly HttpRoute[]): Json {
  const { schemas } = z.toJSONSchema(registryOf(), { ...OPTIONS, io: 'output', uri: reference });
  return Object.fromEntries([
    ...Object.entries(schemas).map(([name, schema]) => [name, plain(schema, EXAMPLES.get(name))]),
    ...routes.filter(hasFields).map((route) => [bodyName(route), plain(fieldsOf(route), BODY_EXAMPLES[route.id])]),
  ]);
}

/** What a call answers: a reference, or written out with references to what it holds. */
export function answerSchema(body: z.ZodType): Json {
  const id = NAMES.get(body);
  if (id !== undefined) return { $ref: reference(id) };
  const { schemas } = z.toJSONSchema(registryOf(body), { ...OPTIONS, io: 'output', uri: reference });
  return plain(schemas[UNNAMED]);
}

/** What a call takes. */
export function bodySchema(route: HttpRoute): Json {
  return hasFields(route) ? { $ref: reference(bodyName(route)) } : BYTES;
}

/** The parameters that a schema names, as a client writes them. */
export function parameterSchemas(schema: z.ZodType): { name: string; required: boolean; schema: Json }[] {
  const { properties, required } = Fields.parse(z.toJSONSchema(schema, { ...OPTIONS, io: 'input' }));
  return Object.entries(properties).map(([name, property]) => ({ name, required: required.includes(name), schema: property }));
}

const UNNAMED = 'unnamed';
const EXAMPLES = new Map<string, unknown>(Object.entries(ANSWER_EXAMPLES));
const NAMES = new Map<z.ZodType, string>(Object.entries(COMPONENTS).map(([name, schema]) => [schema, name]));

const Fields = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

const OPTIONS = {
  target: 'draft-2020-12',
  unrepresentable: 'any',
  /** That an integer is one that JavaScript can hold goes without saying. */
  override: ({ jsonSchema }: { jsonSchema: Json }) => {
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  },
} as const;

function registryOf(unnamed?: z.ZodType) {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of NAMES) registry.add(schema, { id });
  if (unnamed) registry.add(unnamed, { id: UNNAMED });
  return registry;
}

const hasFields = ({ bodyKind }: HttpRoute) => bodyKind === 'json' || bodyKind === 'multipart';

/** A JSON body as it is; in a form the file stands before the text fields. */
function fieldsOf({ body, bodyKind, fileField }: HttpRoute): Json {
  const schema: Json = z.toJSONSchema(body, { ...OPTIONS, io: 'input' });
  if (bodyKind !== 'multipart' || fileField === undefined) return schema;
  const { properties, required } = Fields.parse(schema);
  return { ...schema, properties: { [fileField]: BYTES, ...properties }, required: [fileField, ...required] };
}

function plain({ $schema: _, $id: __, ...schema }: Json = {}, example?: unknown): Json {
  return { ...schema, ...(example !== undefined && { examples: [example] }) };
}
