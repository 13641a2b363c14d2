import type { KeyObject } from 'node:crypto';
import type { RpcKeys } from '@veza/transport';
import { knownKeyring, type MasterSecrets } from './keyring.js';

/** The sender of an entry may be any text until its signature is verified. */
const MOST_PAIRS = 64;

/** The keys by which services sign their requests to each other: one for each pair, in each direction. */
export function rpcKeys(secrets: MasterSecrets): RpcKeys {
  const known = new Map<string, readonly KeyObject[]>();
  return (sender, receiver) => {
    const pair = `rpc:${sender}>${receiver}`;
    const keys = known.get(pair) ?? knownKeyring(secrets, pair) ?? [];
    if (known.size < MOST_PAIRS) known.set(pair, keys);
    return keys;
  };
}
