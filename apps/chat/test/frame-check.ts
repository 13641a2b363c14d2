import { asyncApiDocument, type DialectName } from '@veza/contracts';
import { z } from 'zod';

type Payloads = Record<string, { payload: Parameters<typeof z.fromJSONSchema>[0] } | undefined>;

/** The published document, not the schemas that it is generated from. */
const { components } = JSON.parse(
  JSON.stringify(asyncApiDocument({ gateway: 'localhost:8080', chat: 'localhost:3001', flat: 'localhost:9001' })),
) as { components: { messages: Payloads } };

const schemas = new Map<string, z.ZodType>();
const mismatches: string[] = [];

/** Throws if a frame received in this spec, awaited or not, did not match the document. */
export function expectNoMismatches(): void {
  if (mismatches.length > 0)
    throw new Error(`${mismatches.length} frames do not match asyncapi.json: ${mismatches.slice(0, 3).join('\n')}`);
}

/** Records a mismatch between a received frame and the document. */
export function checkReceived(dialect: DialectName, frame: Record<string, unknown>): void {
  const mismatch = mismatchOf(dialect, 'out', frame);
  if (mismatch) mismatches.push(mismatch);
}

/**
 * Why a frame sent (`in`) or received (`out`) by a client does not match the AsyncAPI document; undefined if it does.
 */
export function mismatchOf(dialect: DialectName, way: 'in' | 'out', frame: Record<string, unknown>): string | undefined {
  const name = `${dialect}.${way}.${String(frame.type)}`;
  const described = components.messages[name];
  if (!described) return `${name} is not in asyncapi.json`;
  const schema = schemas.get(name) ?? z.fromJSONSchema(described.payload);
  schemas.set(name, schema);
  const { error } = schema.safeParse(frame);
  return error && `${name}: ${z.prettifyError(error)} in ${JSON.stringify(frame)}`;
}
