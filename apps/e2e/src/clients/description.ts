import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parseJson } from '@veza/contracts';
import { OpenApi, type Operation } from './openapi.js';

/** The observed response. */
export interface ObservedResponse {
  method: string;
  status: number;
  headers: { 'content-type'?: string };
  /** Absent for bodies that are not JSON, which are not read. */
  bytes?: Buffer;
}

/**
 * The /openapi.json of the running gateway. Every response of the journeys and the fuzz is checked against it, so that the
 * types of the SDK, generated from the same document, match the wire.
 */
export class Description {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly places: { matches: RegExp; operation: Operation }[];

  constructor({ document, operations }: OpenApi) {
    this.ajv.addSchema(document, 'openapi');
    this.places = operations
      .map((operation) => ({ matches: patternOf(operation.path), operation }))
      // `/members/me` before `/members/{userId}`, `/{id}.ics` before `/{id}`
      .sort((a, b) => parameters(a.operation) - parameters(b.operation) || b.operation.path.length - a.operation.path.length);
  }

  static async of(address: string): Promise<Description> {
    const response = await fetch(new URL('/openapi.json', address), { signal: AbortSignal.timeout(15_000) });
    return new Description(OpenApi.parse(await response.json()));
  }

  /** The operation that a request reaches; undefined if the document has none. */
  reached(method: string, path: string): Operation | undefined {
    const known = method === 'HEAD' ? 'GET' : method;
    return this.places.find(({ matches, operation }) => operation.method === known && matches.test(path))?.operation;
  }

  /** The faults of a response (status, type, shape), one sentence each. */
  faults({ responses }: Operation, observed: ObservedResponse): string[] {
    const { method, status, headers, bytes } = observed;
    const declared = responses.get(status);
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

  /** Throws for a response that the document does not declare. Only JSON bodies are read. */
  async check(method: string, { pathname }: URL, response: Response): Promise<void> {
    const operation = this.reached(method, pathname);
    if (!operation) return;
    const { status } = response;
    const type = response.headers.get('content-type') ?? '';
    const read = type === '' || isJson(mediaType(type));
    const bytes = read ? Buffer.from(await response.clone().arrayBuffer()) : undefined;
    const faults = this.faults(operation, { method, status, headers: { 'content-type': type }, bytes });
    if (faults.length > 0)
      throw new Error(`${operation.id} returned a response that /openapi.json does not declare: ${faults.join('; ')}`);
  }

  private validator(pointer: string): ValidateFunction {
    const validate = this.validators.get(pointer) ?? this.ajv.compile({ $ref: `openapi${pointer}` });
    this.validators.set(pointer, validate);
    return validate;
  }
}

const parameters = ({ path }: Operation) => path.split('{').length;

const patternOf = (path: string) => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
const mediaType = (header = '') => header.split(';')[0] ?? '';
const isJson = (type: string) => /json$/.test(type);
const accepts = (range: string, type: string): boolean =>
  range === type || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
