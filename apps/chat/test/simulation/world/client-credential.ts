import type { Credential } from '../../../src/auth/session-verifier.js';
import type { IdentityServer } from '../model/identity.model.js';
import type { Random } from './random.js';

/** A connection outlives its token by no more than this. */
const LATE_MS = 100;

/**
 * What a client shows of its session: its token, renewed now and then and always after its end, or a new ticket at each
 * connection. A connection ends with the last token that was confirmed on it, and not before.
 */
export class ClientCredential {
  private token = { text: '', endsAt: 0 };
  /** The end of the token that counts for the current connection. */
  private endsAt = Infinity;
  /** The ends of the tokens that were sent on the current connection and have no reply yet, the oldest first. */
  private sent: number[] = [];

  constructor(
    private readonly shows: 'token' | 'ticket',
    private readonly sessionId: string,
    private readonly identity: IdentityServer,
    private readonly random: Random,
  ) {}

  /** For a new connection. */
  next(now: number): Credential {
    if (this.shows === 'ticket') return { ticket: this.identity.ticketOf(this.sessionId) };
    if (this.token.endsAt <= now || this.random.next() < 0.5) this.token = this.identity.tokenOf(this.sessionId);
    return { token: this.token.text };
  }

  /** A replica has accepted a new connection with a token that ends then. */
  accepted(endsAt: number): void {
    this.endsAt = endsAt;
    this.sent = [];
  }

  /** A new token for the current connection. */
  renew(): string {
    this.token = this.identity.tokenOf(this.sessionId);
    this.sent.push(this.token.endsAt);
    return this.token.text;
  }

  /** The reply to the oldest token that was sent. */
  replied(isConfirmed: boolean): void {
    const endsAt = this.sent.shift();
    if (isConfirmed && endsAt !== undefined) this.endsAt = endsAt;
  }

  /** The fault of an event that is written now. */
  faultOfEvent(now: number): string | undefined {
    const late = now - Math.max(this.endsAt, ...this.sent);
    return late > LATE_MS ? `its connection is open ${late} ms after the end of its token` : undefined;
  }

  /** The fault of a close for the end of a token. */
  faultOfEnd(now: number): string | undefined {
    return now < this.endsAt ? `its connection ended ${this.endsAt - now} ms before its token` : undefined;
  }
}
