import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from 'node:crypto';
import { keyFor, type RpcKeys } from './rpc-keys.js';
import { callerOf } from './wire-format.js';

const CIPHER = 'aes-256-gcm';
const IV = 12;
const TAG = 16;
/** IVs that are drawn at once: one draw costs as much as half a seal. */
const DRAWN = 512;
/** Channels whose keys are kept: one for each process that calls. */
const MOST_CHANNELS = 1_000;

/**
 * The key of the pair for one channel. A channel belongs to one process of the caller, so a message for another channel,
 * caller or service does not open, and few enough messages share a key for random IVs.
 */
const replyKey = (key: KeyObject, channel: string): KeyObject => keyFor(key, `reply ${channel}`);

/**
 * Seals what a service publishes on the channels of its callers: Redis cannot give the right to publish to a channel
 * without the right to listen to it. `<length of the name, 1 byte><service><IV><AES-256-GCM><tag>`
 */
export class ReplySealer {
  private readonly known = new Map<string, KeyObject>();
  private readonly head: Buffer;
  private readonly ivs = Buffer.alloc(DRAWN * IV);
  private nextIv = this.ivs.length;

  constructor(
    private readonly keys: RpcKeys,
    private readonly service: string,
  ) {
    this.head = Buffer.from(`${String.fromCharCode(service.length)}${service}`);
  }

  /** undefined if this service has no key of the caller any more. */
  seal(channel: string, text: string): Buffer | undefined {
    const key = this.keyOf(channel);
    if (!key) return undefined;
    const iv = this.freshIv();
    const cipher = createCipheriv(CIPHER, key, iv);
    return Buffer.concat([this.head, iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  private freshIv(): Buffer {
    if (this.nextIv === this.ivs.length) {
      randomFillSync(this.ivs);
      this.nextIv = 0;
    }
    const from = this.nextIv;
    this.nextIv += IV;
    return this.ivs.subarray(from, this.nextIv);
  }

  private keyOf(channel: string): KeyObject | undefined {
    const known = this.known.get(channel);
    if (known) return known;
    const [pair] = this.keys(callerOf(channel), this.service);
    if (!pair) return undefined;
    if (this.known.size >= MOST_CHANNELS) this.known.clear();
    const key = replyKey(pair, channel);
    this.known.set(channel, key);
    return key;
  }
}

/** Opens what arrives on a caller's own channel, from the services that it calls. */
export class ReplyOpener {
  private readonly known = new Map<string, readonly KeyObject[]>();

  constructor(
    private readonly keys: RpcKeys,
    private readonly caller: string,
    private readonly channel: string,
  ) {}

  /** From now on what this service sends is opened. */
  expect(service: string): void {
    if (this.known.has(service)) return;
    this.known.set(
      service,
      this.keys(this.caller, service).map((key) => replyKey(key, this.channel)),
    );
  }

  /** undefined if no service that was called has sealed it. */
  open(message: Buffer): { service: string; text: string } | undefined {
    const from = 1 + (message[0] ?? 0);
    const service = message.toString('latin1', 1, from);
    if (message.length < from + IV + TAG) return undefined;
    for (const key of this.known.get(service) ?? []) {
      const text = opened(key, message.subarray(from));
      if (text !== undefined) return { service, text };
    }
    return undefined;
  }
}

function opened(key: KeyObject, sealed: Buffer): string | undefined {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV), { authTagLength: TAG });
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return decipher.update(sealed.subarray(IV, -TAG), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined; // another key, another channel, or changed on the way
  }
}
