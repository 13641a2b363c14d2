import { deriveSecret } from './derive-secret.js';

/** The variables with master secrets, which every service has. */
export interface MasterSecrets {
  readonly VEZA_SECRET: string;
  readonly VEZA_SECRET_OTHERS: readonly string[];
}

/**
 * The keys for one purpose. The first one signs and seals; each of them verifies and opens. While the master secret is
 * replaced, replicas with different first keys read what the others write, and what was written before.
 */
export type Keyring = readonly [Buffer, ...Buffer[]];

export function keyring({ VEZA_SECRET, VEZA_SECRET_OTHERS }: MasterSecrets, purpose: string): Keyring {
  return [deriveSecret(VEZA_SECRET, purpose), ...VEZA_SECRET_OTHERS.map((secret) => deriveSecret(secret, purpose))];
}

/** The result of the first key with which there is one; undefined if there is none with any. */
export function withAnyKey<Result>(keys: Keyring, attempt: (key: Buffer) => Result | undefined): Result | undefined {
  for (const key of keys) {
    const result = attempt(key);
    if (result !== undefined) return result;
  }
  return undefined;
}
