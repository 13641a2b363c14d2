import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

export const newWebhookSecret = (): Buffer => randomBytes(32);

/** As it is shown to the owner. */
export const writtenSecret = (secret: Buffer): string => PREFIX + secret.toString('base64');

/** The headers of a message by Standard Webhooks (standardwebhooks.com), with a signature for each secret. */
export function signedHeaders(secrets: readonly Buffer[], id: string, seconds: number, body: string): Record<string, string> {
  const sign = (secret: Buffer) => `v1,${createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': secrets.map(sign).join(' ') };
}
