import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, identity, invalid, MOST_PLAYLISTS, SYSTEM, type UserCaller } from '@veza/contracts';
import { BoundedCache, CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { CommunityConfig } from '../config.js';
import { PeopleRepository } from './people.repository.js';

/** What a person may do; numbers are of a day, but for the playlists that it has. */
export interface AccountLimits {
  readonly follows: number;
  readonly likes: number;
  readonly comments: number;
  readonly playlists: number;
  readonly mayLink: boolean;
  /** Says why an account has reached a limit, and when it can go on. */
  readonly reason: string;
}

const USUAL: AccountLimits = {
  follows: 500,
  likes: 1_000,
  comments: 300,
  playlists: MOST_PLAYLISTS,
  mayLink: true,
  reason: 'You have done this many times today; try again tomorrow',
};

/** A person looks around with them; a flood of accounts does not pay. */
const REDUCED: AccountLimits = {
  follows: 50,
  likes: 100,
  comments: 20,
  playlists: 5,
  mayLink: false,
  reason: 'An account that is new, unconfirmed or was banned lately does less in a day; try again tomorrow',
};

const LINK = /\bhttps?:\/\/|\bwww\./i;
/** The day is that of Postgres, so the pause is a part of it. */
const RETRY_SECONDS = 3_600;
const MAX_CACHED = 20_000;
/** An address that is changed is unconfirmed again. */
const FRESH_MS = 3_600_000;

/**
 * Limits by age and standing of an account (decision 274). An account has the usual ones when it is older than a day, its
 * address is confirmed, and no ban was imposed on it in the last 30 days. Identity is asked before a transaction begins; a
 * confirmation is kept for an hour, a refusal is not.
 */
@Injectable()
export class AccountStanding {
  private readonly established = new BoundedCache<number, number>(MAX_CACHED);

  constructor(
    private readonly people: PeopleRepository,
    private readonly rpc: RpcClient,
    @Inject(CONFIG) private readonly config: CommunityConfig,
  ) {}

  async limitsOf({ userId, role }: UserCaller): Promise<AccountLimits> {
    const isReduced = this.config.COMMUNITY_REDUCED_LIMITS ?? this.config.NODE_ENV === 'production';
    if (!isReduced || role !== 'user') return USUAL;
    const isTrusted = !(await this.people.wasBannedLately(userId)) && (await this.isEstablished(userId));
    return isTrusted ? USUAL : REDUCED;
  }

  private async isEstablished(userId: number): Promise<boolean> {
    if ((this.established.get(userId) ?? 0) > performance.now()) return true;
    const { isEstablished } = await this.rpc.call(identity.users.standing, { userId }, { caller: SYSTEM });
    if (isEstablished) this.established.set(userId, performance.now() + FRESH_MS);
    return isEstablished;
  }
}

export function requireBelow(today: number, most: number, { reason }: AccountLimits): void {
  if (today >= most) throw new DeclaredError('RATE_LIMITED', { message: reason, retryAfter: RETRY_SECONDS });
}

export function requireNoLink(field: string, text: string, { mayLink }: AccountLimits): void {
  if (!mayLink && LINK.test(text))
    throw invalid(field, 'An account that is new, unconfirmed or was banned lately writes no links');
}
