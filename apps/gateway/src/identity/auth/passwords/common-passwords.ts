import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const DIGEST_BYTES = 5;

/** Sorted SHA-256 prefixes, made by `tools/generate/common-passwords.mjs`: 0.6 MB, where the texts would take 8 MB. */
const digests = readFileSync(new URL('common-passwords.bin', import.meta.url));

export const COMMON_PASSWORDS = digests.length / DIGEST_BYTES;

/** Whether the text, in lower case, is in the list of common passwords and of the usual stems of passwords. */
export function isListed(text: string): boolean {
  const wanted = hash('sha256', text, 'buffer').readUIntBE(0, DIGEST_BYTES);
  let [low, high] = [0, COMMON_PASSWORDS];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = digests.readUIntBE(middle * DIGEST_BYTES, DIGEST_BYTES);
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle;
  }
  return false;
}
