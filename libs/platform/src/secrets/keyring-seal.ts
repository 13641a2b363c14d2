import { type Keyring, withAnyKey } from './keyring.js';
import { seal, unseal } from './sealed.js';

/** Seals with the first key of a keyring, and opens with each of them (decision 181). */
export class KeyringSeal {
  constructor(private readonly keys: Keyring) {}

  /** There are keys of another master secret: what they sealed is sealed again, so that it can be removed. */
  get isReplacing(): boolean {
    return this.keys.length > 1;
  }

  seal(plain: Buffer, place = ''): Buffer {
    return seal(this.keys[0], plain, place);
  }

  /** undefined when a key that is gone sealed it, or at another place. */
  open(sealed: Buffer, place = ''): Buffer | undefined {
    return withAnyKey(this.keys, (key) => unseal(key, sealed, place));
  }

  /** The same with the first key; undefined if that has sealed it, or if no key opens it. */
  again(sealed: Buffer, place = ''): Buffer | undefined {
    if (unseal(this.keys[0], sealed, place)) return undefined;
    const plain = this.open(sealed, place);
    return plain && this.seal(plain, place);
  }
}
