import { createHash } from 'node:crypto';

/**
 * The digests of a request's content: the first one is stored, and a row of an earlier release may have any other one. A
 * stored digest names the form in which contents are compared, so that a further form does not make old rows those of
 * another request.
 */
export type Fingerprints = readonly [string, ...string[]];

const FORM = '2:';

const digest = (text: string | undefined): string =>
  createHash('sha256')
    .update(text ?? '')
    .digest('base64url');

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value;

/**
 * Of a JSON value: the order of keys and the spelling of numbers and strings do not count. The others are the forms of 0.2.0
 * and earlier, in which the order counted, and of builds after it, which named none.
 */
export function fingerprintsOf(content: unknown): Fingerprints {
  const inOrder = digest(JSON.stringify(content, sorted));
  return [`${FORM}${inOrder}`, inOrder, digest(JSON.stringify(content))];
}
