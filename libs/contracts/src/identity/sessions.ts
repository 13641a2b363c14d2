import { z } from 'zod';
import { Caller } from '../caller.js';
import { rpc } from '../rpc.js';

/** The session of a token or a ticket. */
export const SessionView = z.strictObject({
  caller: Caller.options[2],
  username: z.string(),
  /** When the access token expires, ISO 8601; for a ticket, when the token that created it expires. */
  expiresAt: z.string(),
  /** When the session itself ends, ISO 8601: 30 or 90 days after the sign-in. */
  sessionEndsAt: z.string(),
  /** When the session began, ISO 8601: the sign-in, not the last refresh. Absent in replies of a gateway of the version before. */
  sessionBeganAt: z.string().optional(),
});
export type SessionView = z.infer<typeof SessionView>;

export const Revocation = z.strictObject({ id: z.int(), sessionId: z.string(), userId: z.int() });
export type Revocation = z.infer<typeof Revocation>;

/** A public key of the set at `/.well-known/jwks.json`. */
export const PublicKey = z.strictObject({
  kid: z.string().describe('Id of the key, as in the header of a token.'),
  kty: z.literal('OKP').describe('Key type, always `OKP`.'),
  crv: z.literal('Ed25519').describe('Curve, always `Ed25519`.'),
  x: z.string().describe('The public key, base64url.'),
  alg: z.literal('EdDSA').describe('Signature algorithm, always `EdDSA`.'),
  use: z.literal('sig').describe('Use of the key, always `sig`.'),
});
export type PublicKey = z.infer<typeof PublicKey>;

/**
 * The pub/sub channel (on REDIS_PUBSUB_URL) to which each new `Revocation` is published as JSON after its commit. It only
 * reduces latency and guarantees nothing: entry points also poll `revocations.since` every second.
 */
export const REVOCATIONS_CHANNEL = 'identity:revocations';

export const sessions = {
  check: rpc('identity.sessions.check', {
    permission: 'internal',
    summary:
      'Look up sessions, in the order of the request; null for one that is revoked or expired. For entry points that have verified the access tokens.',
    request: z.strictObject({ sessionIds: z.array(z.uuid()).min(1).max(100) }),
    reply: z.strictObject({ sessions: z.array(SessionView.omit({ expiresAt: true }).nullable()).max(100) }),
    idempotent: true,
  }),
};

export const tickets = {
  redeem: rpc('identity.tickets.redeem', {
    permission: 'internal',
    summary:
      'Redeem a one-use ticket of POST /ws-tickets (30 s). A second use is UNAUTHENTICATED; BANNED if the account was banned meanwhile.',
    request: z.strictObject({ ticket: z.string().max(200) }),
    reply: SessionView,
    errors: ['UNAUTHENTICATED', 'BANNED'],
  }),
};

export const revocations = {
  since: rpc('identity.revocations.since', {
    permission: 'internal',
    summary:
      'List revoked sessions after an id, in order, at most 1,000; continue from `last`. Ids become visible in order, so none is skipped. Without `after` only `last` is returned. Rows are stored for two days.',
    request: z.strictObject({ after: z.int().nonnegative().optional() }),
    reply: z.strictObject({ revocations: z.array(Revocation).max(1_000), last: z.int() }),
    idempotent: true,
  }),
};

export const keys = {
  list: rpc('identity.keys.list', {
    permission: 'identity.keys.list',
    summary:
      'List the public keys that verify access tokens: the signing key, earlier keys that valid tokens still need, and the next key.',
    request: z.strictObject({}),
    reply: z.strictObject({ keys: z.array(PublicKey).max(50) }),
    idempotent: true,
  }),
};
