import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Controller } from '@nestjs/common';
import {
  accountBanned,
  DeclaredError,
  identity,
  type PublicKey,
  type Revocation,
  type RpcInput,
  type RpcReply,
  type SessionView,
  type UserCard,
} from '@veza/contracts';
import { Input, Rpc } from '@veza/transport';

export interface TestAccount extends UserCard {
  /** The token of the user's first session. */
  token: string;
}

/** Stands in for the identity service, with the same contracts: signs tokens, stores sessions, and revokes them. */
@Controller()
export class FakeIdentity {
  private readonly kid = randomUUID();
  private readonly keys = generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  private readonly cards = new Map<number, UserCard>();
  private readonly sessions = new Map<string, number>();
  private readonly begun = new Map<string, string>();
  private readonly revoked: Revocation[] = [];
  private readonly tickets = new Map<string, string>();
  /** Accounts that are young or unconfirmed. */
  readonly newcomers = new Set<number>();
  private readonly scopes = new Map<string, string[]>();
  private readonly banned = new Map<number, string | null>();

  /** @param owner makes a bot */
  async signUp(name: string, role: UserCard['role'] = 'user', owner?: TestAccount): Promise<TestAccount> {
    const id = this.cards.size + 1;
    const names = { username: `${name}_${id}`, firstName: '', lastName: '' };
    const card: UserCard = { id, ...names, avatar: null, role, deleted: false, ...(owner && { botOf: owner.id }) };
    this.cards.set(id, card);
    return { ...card, token: await this.signIn(id) };
  }

  /** A token for a new session, or for this one. */
  async signIn(
    userId: number,
    sessionId: string = randomUUID(),
    key?: CryptoKey,
    lifeMs = 900_000,
    audience = 'veza',
  ): Promise<string> {
    this.sessions.set(sessionId, userId);
    if (!this.begun.has(sessionId)) this.begun.set(sessionId, new Date().toISOString());
    const card = this.cards.get(userId);
    const { privateKey } = await this.keys;
    return new SignJWT({ sid: sessionId, username: card?.username, role: card?.role })
      .setProtectedHeader({ alg: 'EdDSA', kid: this.kid })
      .setSubject(String(userId))
      .setIssuer('veza')
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(new Date(Date.now() + lifeMs))
      .sign(key ?? privateKey);
  }

  /** Makes the session of a token one of an API token with these scopes. */
  limit(token: string, scopes: string[]): void {
    this.scopes.set(this.sessionOf(token), scopes);
  }

  sessionOf(token: string): string {
    const { sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sid: string };
    return sid;
  }

  revoke(token: string): void {
    const sessionId = this.sessionOf(token);
    this.revoked.push({ id: this.revoked.length + 1, sessionId, userId: this.sessions.get(sessionId) ?? 0 });
  }

  /** @param until ISO 8601; null for a permanent ban */
  ban(userId: number, until: string | null): void {
    this.banned.set(userId, until);
    for (const [sessionId, owner] of this.sessions)
      if (owner === userId) this.revoked.push({ id: this.revoked.length + 1, sessionId, userId });
  }

  ticketFor(token: string): string {
    const ticket = randomUUID();
    this.tickets.set(ticket, this.sessionOf(token));
    return ticket;
  }

  @Rpc(identity.sessions.check)
  check(@Input() { sessionIds }: RpcInput<typeof identity.sessions.check>): RpcReply<typeof identity.sessions.check> {
    return { sessions: sessionIds.map((id) => this.liveSession(id) ?? null) };
  }

  @Rpc(identity.tickets.redeem)
  redeem(@Input() { ticket }: RpcInput<typeof identity.tickets.redeem>): SessionView {
    const sessionId = this.tickets.get(ticket);
    if (sessionId === undefined) throw new DeclaredError('UNAUTHENTICATED');
    this.tickets.delete(ticket);
    return this.viewOf(sessionId);
  }

  @Rpc(identity.revocations.since)
  since(@Input() { after }: RpcInput<typeof identity.revocations.since>): { revocations: Revocation[]; last: number } {
    return { revocations: after === undefined ? [] : this.revoked.slice(after), last: this.revoked.length };
  }

  @Rpc(identity.bans.of)
  of(@Input() { userId }: RpcInput<typeof identity.bans.of>): RpcReply<typeof identity.bans.of> {
    const until = this.banned.get(userId);
    return { ban: until === undefined ? null : { until } };
  }

  @Rpc(identity.keys.list)
  async list(): Promise<{ keys: PublicKey[] }> {
    const { x = '' } = await exportJWK((await this.keys).publicKey);
    return { keys: [{ kid: this.kid, kty: 'OKP', crv: 'Ed25519', x, alg: 'EdDSA', use: 'sig' }] };
  }

  @Rpc(identity.users.byIds)
  byIds(@Input() { ids }: RpcInput<typeof identity.users.byIds>): { users: UserCard[] } {
    return { users: ids.flatMap((id) => this.cards.get(id) ?? []) };
  }

  @Rpc(identity.users.standing)
  standing(@Input() { userId }: RpcInput<typeof identity.users.standing>): { isEstablished: boolean } {
    return { isEstablished: !this.newcomers.has(userId) };
  }

  @Rpc(identity.users.find)
  find(): UserCard {
    throw new DeclaredError('USER_NOT_FOUND');
  }

  private viewOf(sessionId: string): SessionView {
    const live = this.liveSession(sessionId);
    const until = this.banned.get(this.sessions.get(sessionId) ?? 0);
    if (!live) throw until === undefined ? new DeclaredError('UNAUTHENTICATED') : accountBanned(until);
    return { ...live, expiresAt: live.sessionEndsAt };
  }

  private liveSession(sessionId: string): Omit<SessionView, 'expiresAt'> | undefined {
    const userId = this.sessions.get(sessionId);
    const card = userId === undefined ? undefined : this.cards.get(userId);
    if (!card || this.revoked.some((each) => each.sessionId === sessionId)) return undefined;
    const scopes = this.scopes.get(sessionId);
    const { id, role, botOf } = card;
    const caller = { kind: 'user' as const, userId: id, sessionId, role, ...(botOf && { botOf }), ...(scopes && { scopes }) };
    const sessionEndsAt = new Date(Date.now() + 900_000).toISOString();
    return { caller, username: card.username, sessionEndsAt, sessionBeganAt: this.begun.get(sessionId) };
  }
}
