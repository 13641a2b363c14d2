import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parseJson } from '@veza/contracts';
import { OpenApi, type Operation } from './openapi.js';

/** What came over the wire. */
export interface Said {
  method: string;
  status: number;
  headers: { 'content-type'?: string };
  /** Absent where nobody has read them, since they are no JSON. */
  bytes?: Buffer;
}

/**
 * What the running gateway says of itself in /openapi.json. Answers are held against it, those of the journeys and those of
 * the fuzz, so that the types of the SDK, which are made from the same document, are what really comes over the wire.
 */
export class Description {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly places: { matches: RegExp; operation: Operation }[];

  constructor({ document, operations }: OpenApi) {
    this.ajv.addSchema(document, 'openapi');
    this.places = operations
      .map((operation) => ({ matches: patternOf(operation.path), operation }))
      // `/members/me` before `/members/{userId}`
      .sort((a, b) => a.operation.path.split('{').length - b.operation.path.split('{').length);
  }

  static async of(address: string): Promise<Description> {
    const response = await fetch(new URL('/openapi.json', address), { signal: AbortSignal.timeout(15_000) });
    return new Description(OpenApi.parse(await response.json()));
  }

  /** The operation that such a request reaches; undefined when the document knows none. */
  reached(method: string, path: string): Operation | undefined {
    const known = method === 'HEAD' ? 'GET' : method;
    return this.places.find(({ matches, operation }) => operation.method === known && matches.test(path))?.operation;
  }

  /** What is wrong with an answer, a sentence each: its status, its type, its shape. */
  faults({ answers }: Operation, said: Said): string[] {
    const { method, status, headers, bytes } = said;
    const declared = answers.get(status);
    if (!declared) return [`${status} is not declared`];
    const empty = bytes?.length === 0;
    if (method === 'HEAD' || status === 304) return empty ? [] : [`${method} ${status} with a body`];
    if (declared.size === 0) return empty ? [] : [`${status} has a body, and none is declared`];
    const type = mediaType(headers['content-type']);
    if (empty && type === '') return [`${status} without the declared body`];
    const pointer = [...declared].find(([range]) => accepts(range, type))?.[1];
    if (pointer === undefined) return [`${status} comes as ${type}, declared is ${[...declared.keys()].join(', ')}`];
    if (!isJson(type) || !bytes) return [];
    const validate = this.validator(pointer);
    if (validate(parseJson(bytes.toString('utf8')))) return [];
    return [`the body of ${status} fails its schema: ${this.ajv.errorsText(validate.errors, { dataVar: 'body' })}`];
  }

  /** Throws when this is an answer that the document does not know. Only what is short or JSON is read for it. */
  async check(method: string, { pathname }: URL, response: Response): Promise<void> {
    const operation = this.reached(method, pathname);
    if (!operation) return;
    const { status } = response;
    const type = response.headers.get('content-type') ?? '';
    const read = type === '' || isJson(mediaType(type));
    const bytes = read ? Buffer.from(await response.clone().arrayBuffer()) : undefined;
    const faults = this.faults(operation, { method, status, headers: { 'content-type': type }, bytes });
    if (faults.length > 0) throw new Error(`${operation.id} answers otherwise than /openapi.json says: ${faults.join('; ')}`);
  }

  private validator(pointer: string): ValidateFunction {
    const validate = this.validators.get(pointer) ?? this.ajv.compile({ $ref: `openapi${pointer}` });
    this.validators.set(pointer, validate);
    return validate;
  }
}

const patternOf = (path: string) => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
const mediaType = (header = '') => header.split(';')[0] ?? '';
const isJson = (type: string) => /json$/.test(type);
const accepts = (range: string, type: string): boolean =>
  range === type || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
