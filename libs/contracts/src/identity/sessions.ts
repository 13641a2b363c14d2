import { z } from 'zod';
import { Caller } from '../caller.js';
import { rpc } from '../rpc.js';

/** Whom a token or a ticket speaks for. */
export const SessionView = z.strictObject({
  caller: Caller.options[2],
  username: z.string(),
  /** When the access token ends (ISO); for a ticket, when it would have ended. */
  expiresAt: z.string(),
  /** When the session itself ends (ISO), 30 or 90 days after the sign-in. */
  sessionEndsAt: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;

export const Revocation = z.strictObject({ id: z.int(), sessionId: z.string(), userId: z.int() });
export type Revocation = z.infer<typeof Revocation>;

/** A public key of the set at `/.well-known/jwks.json`. */
export const PublicKey = z.strictObject({
  kid: z.string(),
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
});
export type PublicKey = z.infer<typeof PublicKey>;

/**
 * The pub/sub channel (on REDIS_PUBSUB_URL) on which each new `Revocation` is published as JSON after its commit. It makes
 * the news faster and promises nothing: who must know surely asks `revocations.since` every second.
 */
export const REVOCATIONS_CHANNEL = 'identity:revocations';

export const sessions = {
  check: rpc('identity.sessions.check', {
    summary:
      'Which of these sessions live, neither revoked nor over, and who is behind them by now; null for one that does not, each at its place. For doors that have verified the access tokens which name them.',
    request: z.strictObject({ sessionIds: z.array(z.uuid()).min(1).max(100) }),
    reply: z.strictObject({ sessions: z.array(SessionView.omit({ expiresAt: true }).nullable()).max(100) }),
    idempotent: true,
  }),
};

export const tickets = {
  redeem: rpc('identity.tickets.redeem', {
    summary:
      'Takes a one-use ticket of POST /ws-tickets (30 s). The second time it is UNAUTHENTICATED; BANNED when its account was banned meanwhile.',
    request: z.strictObject({ ticket: z.string().max(200) }),
    reply: SessionView,
    errors: ['UNAUTHENTICATED', 'BANNED'],
  }),
};

export const revocations = {
  since: rpc('identity.revocations.since', {
    summary:
      'The append-only list of revoked sessions after an id, in order, at most 1,000 (ask again from `last`). Ids become visible in their order, so none is skipped. Without `after`: nothing but where the list stands. Rows live two days.',
    request: z.strictObject({ after: z.int().nonnegative().optional() }),
    reply: z.strictObject({ revocations: z.array(Revocation).max(1_000), last: z.int() }),
    idempotent: true,
  }),
};

export const keys = {
  list: rpc('identity.keys.list', {
    summary:
      'The public keys that verify access tokens: the signing one, those before it that live tokens still need, and the next.',
    request: z.strictObject({}),
    reply: z.strictObject({ keys: z.array(PublicKey).max(50) }),
    idempotent: true,
  }),
};
