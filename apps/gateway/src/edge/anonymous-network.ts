import { createHmac, randomBytes } from 'node:crypto';
import type { Caller } from '@veza/contracts';
import { countedAddress } from '@veza/platform';

/** Of this process: requests of a network have one name in it, from which no address can be computed. */
const KEY = randomBytes(32);

/** A caller without a token by its network, so that anonymous callers take turns as users do. */
export function withNetwork(caller: Caller, address: string): Caller {
  if (caller.kind !== 'anonymous') return caller;
  return { ...caller, network: createHmac('sha256', KEY).update(countedAddress(address)).digest('base64url').slice(0, 16) };
}
