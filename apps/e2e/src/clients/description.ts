import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';

const Operation = z.object({
  operationId: z.string(),
  responses: z.record(z.string(), z.looseObject({ $ref: z.string().optional() })),
});
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

/**
 * What the running gateway says of itself in /openapi.json. The journeys' answers are held against it, so that the types of
 * the SDK, which are made from the same document, are what really comes over the wire.
 */
export class Description {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly paths: { method: string; matches: RegExp; path: string; operation: z.infer<typeof Operation> }[];

  private constructor(document: z.infer<typeof Document>) {
    this.ajv.addSchema(document, 'openapi');
    this.paths = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, matches: patternOf(path), path, operation })),
    );
    this.paths.sort((a, b) => a.path.split('{').length - b.path.split('{').length); // `/members/me` before `/members/{userId}`
  }

  static async of(address: string): Promise<Description> {
    const response = await fetch(new URL('/openapi.json', address), { signal: AbortSignal.timeout(15_000) });
    return new Description(Document.parse(await response.json()));
  }

  /** Throws when this is an answer that the document does not know: another status, or JSON of another shape. */
  async check(method: string, { pathname }: URL, response: Response): Promise<void> {
    const found = this.paths.find((each) => each.method === method.toLowerCase() && each.matches.test(pathname));
    if (!found) return;
    const { path, operation } = found;
    const answer = operation.responses[response.status];
    if (!answer) throw new Error(`${operation.operationId} answered ${response.status}, which /openapi.json does not declare`);
    const type = response.headers.get('content-type')?.split(';')[0];
    if (type !== 'application/json') return;
    const place = answer.$ref ?? ['#/paths', path, found.method, 'responses', String(response.status)].map(escaped).join('/');
    const validate = this.ajv.getSchema(`openapi${place}/content/application~1json/schema`);
    const body: unknown = await response.clone().json();
    if (validate && !validate(body)) {
      const faults = this.ajv.errorsText(validate.errors, { dataVar: 'body' });
      throw new Error(`${operation.operationId} answered ${response.status} in another shape than /openapi.json says: ${faults}`);
    }
  }
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);

/** A part of a JSON pointer; the first is one already. */
const escaped = (part: string, i: number): string => (i === 0 ? part : part.replace(/~/g, '~0').replace(/\//g, '~1'));
