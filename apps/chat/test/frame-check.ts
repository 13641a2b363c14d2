import { asyncApiDocument, type DialectName } from '@veza/contracts';
import { z } from 'zod';

type Payloads = Record<string, { payload: Parameters<typeof z.fromJSONSchema>[0] } | undefined>;

/** The published document, not the schemas that it is generated from. */
const { components } = JSON.parse(
  JSON.stringify(asyncApiDocument({ gateway: 'localhost:8080', chat: 'localhost:3001', flat: 'localhost:9001' })),
) as { components: { messages: Payloads } };

const read = new Map<string, z.ZodType>();
const found: string[] = [];

/** Throws if a frame received in this spec, awaited or not, did not match the document. */
export function expectNoObjections(): void {
  if (found.length > 0) throw new Error(`${found.length} frames do not fit asyncapi.json: ${found.slice(0, 3).join('\n')}`);
}

/** Records the objection to a received frame. */
export function checkHeard(dialect: DialectName, frame: Record<string, unknown>): void {
  const objection = objectionTo(dialect, 'out', frame);
  if (objection) found.push(objection);
}

/** Why a frame sent (`in`) or received (`out`) by a client does not match the AsyncAPI document; undefined if it does. */
export function objectionTo(dialect: DialectName, way: 'in' | 'out', frame: Record<string, unknown>): string | undefined {
  const name = `${dialect}.${way}.${String(frame.type)}`;
  const described = components.messages[name];
  if (!described) return `${name} is not in asyncapi.json`;
  const schema = read.get(name) ?? z.fromJSONSchema(described.payload);
  read.set(name, schema);
  const { error } = schema.safeParse(frame);
  return error && `${name}: ${z.prettifyError(error)} in ${JSON.stringify(frame)}`;
}
