import { asyncApiDocument, type DialectName } from '@veza/contracts';
import { z } from 'zod';

type Payloads = Record<string, { payload: Parameters<typeof z.fromJSONSchema>[0] } | undefined>;

/** The document as clients get it, and nothing else: not the schemas that it is made from. */
const { components } = JSON.parse(
  JSON.stringify(asyncApiDocument({ gateway: 'localhost:8080', chat: 'localhost:3001', flat: 'localhost:9001' })),
) as { components: { messages: Payloads } };

const read = new Map<string, z.ZodType>();
const found: string[] = [];

/** Fails when any frame that was heard in this spec, awaited or not, did not fit. */
export function expectNoObjections(): void {
  if (found.length > 0) throw new Error(`${found.length} frames do not fit asyncapi.json: ${found.slice(0, 3).join('\n')}`);
}

/** A frame that somebody heard. */
export function checkHeard(dialect: DialectName, frame: Record<string, unknown>): void {
  const objection = objectionTo(dialect, 'out', frame);
  if (objection) found.push(objection);
}

/** What the AsyncAPI document has against a frame that a client of this dialect sends (`in`) or is sent (`out`). */
export function objectionTo(dialect: DialectName, way: 'in' | 'out', frame: Record<string, unknown>): string | undefined {
  const name = `${dialect}.${way}.${String(frame.type)}`;
  const described = components.messages[name];
  if (!described) return `${name} is not in asyncapi.json`;
  const schema = read.get(name) ?? z.fromJSONSchema(described.payload);
  read.set(name, schema);
  const { error } = schema.safeParse(frame);
  return error && `${name}: ${z.prettifyError(error)} in ${JSON.stringify(frame)}`;
}
