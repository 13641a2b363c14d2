import { invalid, parseJson } from '@veza/contracts';
import type { z } from 'zod';

/** The sort values of the last row of a page. */
export type CursorValues = readonly (string | number | boolean | null)[];

/** An opaque cursor, at most 500 characters as PageQuery takes it. */
export function encodeCursor(values: CursorValues): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The values of a cursor, parsed by the schema. Any other text is VALIDATION_FAILED on `cursor`. */
export function decodeCursor<Values extends z.ZodType<CursorValues>>(cursor: string, shape: Values): z.output<Values> {
  const values = shape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!values.success) throw invalid('cursor', 'This cursor is not one of this list');
  return values.data;
}
