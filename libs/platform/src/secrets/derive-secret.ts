import { hkdfSync } from 'node:crypto';

/**
 * A 32-byte key for one purpose (HKDF-SHA256), so that one master secret serves all and no key tells anything about
 * another. The same master and purpose give the same key in every process.
 */
export function deriveSecret(master: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'veza', purpose, 32));
}
