import { createSecretKey, type KeyObject } from 'node:crypto';
import { StartFailure } from '../errors/start-failure.js';
import { deriveSecret } from './derive-secret.js';

/** The variables with master secrets, which every service has. */
export interface MasterSecrets {
  readonly VEZA_SECRET: string;
  readonly VEZA_SECRET_OTHERS: readonly string[];
  /** Of a service that does not have the master secret: its keys by purpose. Empty: they are derived. */
  readonly VEZA_KEYS?: ReadonlyMap<string, Keyring>;
}

/**
 * The keys for one purpose. The first one signs and seals; each of them verifies and opens. While the master secret is
 * replaced, replicas with different first keys read what the others write, and what was written before. They are key
 * objects: Node 24 takes 15 us for an HMAC with the bytes of a key, and 2 us with an object of it.
 */
export type Keyring = readonly [KeyObject, ...KeyObject[]];

const keyOf = (secret: string, purpose: string): KeyObject => createSecretKey(deriveSecret(secret, purpose));

export function keyring(secrets: MasterSecrets, purpose: string): Keyring {
  const keys = knownKeyring(secrets, purpose);
  if (!keys) throw new StartFailure(`VEZA_KEYS lacks the key "${purpose}": make the keys of this service again`);
  return keys;
}

/** undefined if the service does not have the key. */
export function knownKeyring(
  { VEZA_SECRET, VEZA_SECRET_OTHERS, VEZA_KEYS }: MasterSecrets,
  purpose: string,
): Keyring | undefined {
  if (VEZA_KEYS && VEZA_KEYS.size > 0) return VEZA_KEYS.get(purpose);
  return [keyOf(VEZA_SECRET, purpose), ...VEZA_SECRET_OTHERS.map((secret) => keyOf(secret, purpose))];
}

/** The result of the first key with which there is one; undefined if there is none with any. */
export function withAnyKey<Result>(keys: Keyring, attempt: (key: KeyObject) => Result | undefined): Result | undefined {
  for (const key of keys) {
    const result = attempt(key);
    if (result !== undefined) return result;
  }
  return undefined;
}
