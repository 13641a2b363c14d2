import { hkdfSync, type KeyObject } from 'node:crypto';

export type SecretKey = KeyObject | Buffer;

/**
 * A 32-byte key for one purpose (HKDF-SHA256): one master secret serves all purposes, and no key reveals another one.
 * The same master secret and purpose give the same key in every process.
 */
export function deriveSecret(master: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'veza', purpose, 32));
}
