import { sign, verify } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, parseJson, Role, type UserCaller } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { z } from 'zod';
import type { GatewayConfig } from '../config.js';
import type { User } from '../users/user.js';
import { SigningKeys } from './signing-keys.service.js';

const Head = z.object({ alg: z.literal('EdDSA'), kid: z.string() });
const Claims = z.object({
  iss: z.literal('veza'),
  sub: z.string().regex(/^\d{1,10}$/),
  sid: z.uuid(),
  username: z.string(),
  role: Role,
  exp: z.number(),
});

export interface VerifiedToken {
  caller: UserCaller;
  username: string;
  /** Epoch seconds. */
  expiresAt: number;
}

/** Verified tokens are remembered, because checking a signature costs more than the rest of a request. */
const MOST_REMEMBERED = 20_000;
const LONGEST = 4_000;

/** Access tokens: JWTs signed with EdDSA, of one session, for ACCESS_TOKEN_TTL. Whether the session still lives is not said here. */
@Injectable()
export class AccessTokens {
  private readonly remembered = new Map<string, VerifiedToken>();

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly keys: SigningKeys,
  ) {}

  /** Seconds. */
  get life(): number {
    return Math.floor(this.config.ACCESS_TOKEN_TTL / 1000);
  }

  issue({ id, username, role }: Pick<User, 'id' | 'username' | 'role'>, sessionId: string): string {
    const { kid, privateKey } = this.keys.current();
    const issuedAt = Math.floor(Date.now() / 1000);
    const head = encoded({ alg: 'EdDSA', typ: 'JWT', kid });
    const claims = encoded({
      iss: 'veza',
      sub: String(id),
      sid: sessionId,
      username,
      role,
      iat: issuedAt,
      exp: issuedAt + this.life,
    });
    return `${head}.${claims}.${sign(null, Buffer.from(`${head}.${claims}`), privateKey).toString('base64url')}`;
  }

  /** Throws UNAUTHENTICATED; asks the table of keys only for a key that is unknown here. */
  verify(token: string): VerifiedToken | Promise<VerifiedToken> {
    const known = this.remembered.get(token);
    if (known) {
      if (known.expiresAt * 1000 > Date.now()) return known;
      this.remembered.delete(token);
      throw expired();
    }
    const parts = token.length > LONGEST ? [] : token.split('.');
    const [head = '', claims = '', signature = ''] = parts;
    const { data } = Head.safeParse(decoded(head));
    if (!data || parts.length !== 3) throw new DeclaredError('UNAUTHENTICATED');
    const check = (key: ReturnType<SigningKeys['known']>) => {
      if (!key || !verify(null, Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url')))
        throw new DeclaredError('UNAUTHENTICATED');
      return this.remember(token, claims);
    };
    const key = this.keys.known(data.kid);
    return key ? check(key) : this.keys.find(data.kid).then(check);
  }

  private remember(token: string, text: string): VerifiedToken {
    const { data } = Claims.safeParse(decoded(text));
    if (!data) throw new DeclaredError('UNAUTHENTICATED');
    if (data.exp * 1000 <= Date.now()) throw expired();
    const caller: UserCaller = { kind: 'user', userId: Number(data.sub), sessionId: data.sid, role: data.role };
    const verified = { caller, username: data.username, expiresAt: data.exp };
    if (this.remembered.size >= MOST_REMEMBERED) {
      for (const oldest of this.remembered.keys()) {
        this.remembered.delete(oldest);
        break;
      }
    }
    this.remembered.set(token, verified);
    return verified;
  }
}

const expired = () => new DeclaredError('UNAUTHENTICATED', { message: 'The access token has expired' });
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const decoded = (text: string): unknown => parseJson(Buffer.from(text, 'base64url').toString());
