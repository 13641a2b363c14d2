import { createHash, randomBytes } from 'node:crypto';
import { seal, StartFailure, unseal } from '@veza/platform';
import type { CabinetKey } from './cabinet-key.entity.js';

const KEY_BYTES = 32;
const KEY = /^[0-9a-f]{64}$/i;
const ID_LENGTH = 8;

/** The data key of a cabinet, wrapped by a master key. */
export type WrappedKey = Pick<CabinetKey, 'cabinetId' | 'id' | 'master' | 'wrapped'>;
type KeyOfCabinet = Pick<WrappedKey, 'cabinetId' | 'id'>;

/** What a wrapped key is bound to. */
const placeOf = ({ cabinetId, id }: KeyOfCabinet) => `booking.cabinet_keys ${cabinetId} ${id}`;

/** The master keys of BOOKING_MASTER_KEYS: the first one wraps, all of them unwrap. The id of a key is a part of its hash. */
export class KeyRing {
  private readonly keys = new Map<string, Buffer>();
  /** Id of the key that wraps. */
  readonly newest: string;

  constructor(text: string) {
    const entries = text.split(',').map((entry) => entry.trim());
    if (!entries.every((entry) => KEY.test(entry)))
      throw new StartFailure('BOOKING_MASTER_KEYS must be keys of 64 hexadecimal digits with commas between them, newest first');
    const keys = entries.map((entry) => Buffer.from(entry, 'hex'));
    for (const key of keys) this.keys.set(idOf(key), key);
    this.newest = this.keys.keys().next().value ?? '';
  }

  /** A new data key of a cabinet. */
  create(of: KeyOfCabinet): WrappedKey {
    return this.wrap(of, randomBytes(KEY_BYTES));
  }

  rewrap(key: WrappedKey): WrappedKey {
    return this.wrap(key, this.unwrap(key));
  }

  /** A StartFailure when the ring lacks the key that wrapped it. */
  unwrap(key: WrappedKey): Buffer {
    const master = this.keys.get(key.master);
    if (!master)
      throw new StartFailure(
        `BOOKING_MASTER_KEYS lacks the key ${key.master}, which wraps keys of cabinets: add it to the end of the list`,
      );
    const plain = unseal(master, key.wrapped, placeOf(key));
    if (!plain)
      throw new StartFailure(`The key ${key.id} of the cabinet ${key.cabinetId} is damaged: restore the table cabinet_keys`);
    return plain;
  }

  private wrap({ cabinetId, id }: KeyOfCabinet, plain: Buffer): WrappedKey {
    const master = this.keys.get(this.newest);
    if (!master) throw new Error('The key ring is empty');
    return { cabinetId, id, master: this.newest, wrapped: seal(master, plain, placeOf({ cabinetId, id })) };
  }
}

const idOf = (key: Buffer) => createHash('sha256').update(key).digest('hex').slice(0, ID_LENGTH);
