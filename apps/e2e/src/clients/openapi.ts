import { z } from 'zod';

/** The JSON schema keywords that requests are generated from. Others are only checked by ajv, in responses. */
export const Keywords = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
  items: z.unknown().optional(),
  minItems: z.number().default(0),
  maxItems: z.number().optional(),
  minLength: z.number().default(0),
  maxLength: z.number().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
export type Keywords = z.output<typeof Keywords>;

const Reference = z.object({ $ref: z.string() });
const Content = z.record(z.string(), z.object({ schema: z.unknown().optional() }));
const Parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().default(false),
  schema: z.unknown().optional(),
});
export type Parameter = z.output<typeof Parameter>;
const Operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.unknown()).default([]),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()),
});
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

export interface Operation {
  id: string;
  method: string;
  /** As the document has it: `/api/v1/products/{id}`. */
  path: string;
  parameters: Parameter[];
  body?: { type: string; schema: unknown };
  bodyFields: string[];
  /** For each declared status, its media types and the pointer to the schema of each. */
  responses: Map<number, Map<string, string>>;
}

/** The OpenAPI document of a running system, parsed independently of the code that generates it. */
export class OpenApi {
  readonly operations: Operation[];

  /** Throws for an invalid document. */
  static parse(document: unknown): OpenApi {
    return new OpenApi(z.record(z.string(), z.unknown()).parse(document));
  }

  constructor(readonly document: Record<string, unknown>) {
    const { paths } = Document.parse(document);
    this.operations = Object.entries(paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => (item[method] === undefined ? [] : [this.operation(path, method, item[method])])),
    );
  }

  /** A schema with its references resolved. */
  keywords(schema: unknown): Keywords {
    return Keywords.parse(this.at(schema, '').value);
  }

  private fields(schema: unknown): string[] {
    const { properties, anyOf = [], oneOf = [] } = this.keywords(schema);
    return [...Object.keys(properties), ...[...anyOf, ...oneOf].flatMap((each) => this.fields(each))];
  }

  private operation(path: string, method: string, value: unknown): Operation {
    const { operationId: id, parameters, requestBody, responses } = Operation.parse(value);
    const content = z.object({ content: Content.default({}) });
    const bodies = requestBody === undefined ? {} : content.parse(this.at(requestBody, '').value).content;
    const [body] = Object.entries(bodies);
    const declared = Object.entries(responses).map(([status, response]) => {
      const { value: found, pointer } = this.at(response, `#/paths/${escaped(path)}/${method}/responses/${status}`);
      const types = Object.keys(content.parse(found).content);
      return [Number(status), new Map(types.map((type) => [type, `${pointer}/content/${escaped(type)}/schema`]))] as const;
    });
    return {
      id,
      method: method.toUpperCase(),
      path,
      parameters: parameters.map((each) => Parameter.parse(this.at(each, '').value)),
      ...(body && { body: { type: body[0], schema: body[1].schema } }),
      bodyFields: body ? this.fields(body[1].schema) : [],
      responses: new Map(declared),
    };
  }

  private at(value: unknown, pointer: string): { value: unknown; pointer: string } {
    const reference = Reference.safeParse(value);
    if (!reference.success) return { value, pointer };
    const { $ref } = reference.data;
    let found: unknown = this.document;
    for (const step of $ref.split('/').slice(1))
      found = z.record(z.string(), z.unknown()).parse(found)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
    return this.at(found, $ref);
  }
}

const escaped = (step: string) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
