import { z } from 'zod';

/** The parts of the OpenAPI document that the reference shows. */

export interface Schema {
  [word: string]: unknown;
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  description?: string | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  items?: Schema | undefined;
  anyOf?: Schema[] | undefined;
  enum?: unknown[] | undefined;
  examples?: unknown[] | undefined;
}
const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    items: Schema.optional(),
    anyOf: z.array(Schema).optional(),
    enum: z.array(z.unknown()).optional(),
    examples: z.array(z.unknown()).optional(),
  }),
);

const Content = z.record(z.string(), z.object({ schema: Schema, example: z.unknown().optional() }));
const Parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().optional(),
  schema: Schema,
});
const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  tags: z.tuple([z.string()]),
  security: z.array(z.record(z.string(), z.unknown())),
  deprecated: z.boolean().optional(),
  'x-since': z.string().optional(),
  'x-same-as': z.string().optional(),
  parameters: z.array(Parameter),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string().optional(), content: Content.optional() })),
});

/** One call, or one message of a webhook, with its place. */
export interface ApiOperation extends z.infer<typeof Operation> {
  method: string;
  path: string;
}

const Paths = z.record(z.string(), z.record(z.string(), Operation));
const Document = z.object({
  info: z.object({ version: z.string(), description: z.string() }),
  servers: z.tuple([z.object({ url: z.string() })]),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: Paths,
  webhooks: Paths.default({}),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
});

export interface ApiDocument extends Pick<z.infer<typeof Document>, 'info' | 'tags'> {
  server: string;
  schemas: Readonly<Record<string, Schema>>;
  operations: readonly ApiOperation[];
  messages: readonly ApiOperation[];
}

const operationsIn = (paths: z.infer<typeof Paths>): ApiOperation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );

export function readApi(document: unknown): ApiDocument {
  const { info, tags, servers, paths, webhooks, components } = Document.parse(document);
  return {
    info,
    tags,
    server: servers[0].url.replace(/\/$/, ''),
    schemas: components.schemas,
    operations: operationsIn(paths),
    messages: operationsIn(webhooks),
  };
}

/** A schema without its reference. */
export const resolved = ({ schemas }: Pick<ApiDocument, 'schemas'>, schema: Schema): Schema =>
  schema.$ref === undefined ? schema : (schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});

/** The address of the section of a tag. */
export const slugOf = (tag: string): string =>
  tag
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .replace(/-$/, '');
