import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/**
 * The keys for requests of one service to another one. The first key signs, each of them verifies: while the master secret
 * is replaced, replicas with different first keys understand each other. None: the pair is not known here, so requests of
 * this sender are refused, and none can be sent.
 */
export type RpcKeys = (sender: string, receiver: string) => readonly KeyObject[];

/** The parts of a signed entry: its sender, its signature, the request. */
const SIGNED = /^(\S+) (\S{43}) (\{.*)$/s;

const digestOf = (key: KeyObject, sender: string, body: string): Buffer =>
  createHmac('sha256', key).update(`${sender} ${body}`).digest();

/** `<sender> <HMAC-SHA256, base64url> <body>`. The key is that of one pair of services, so it names the receiver too. */
export function signed(keys: RpcKeys, sender: string, receiver: string, body: string): string {
  const [key] = keys(sender, receiver);
  if (!key) throw new Error(`${sender} has no key to call ${receiver}`);
  return `${sender} ${digestOf(key, sender, body).toString('base64url')} ${body}`;
}

/** The body of a signed entry; undefined if no key of its sender for this receiver signed it. */
export function verified(keys: RpcKeys, receiver: string, entry: string): string | undefined {
  const [, sender, signature, body] = SIGNED.exec(entry) ?? [];
  if (sender === undefined || signature === undefined || body === undefined) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const isSigned = keys(sender, receiver).some((key) => {
    const digest = digestOf(key, sender, body);
    return digest.length === given.length && timingSafeEqual(digest, given);
  });
  return isSigned ? body : undefined;
}
