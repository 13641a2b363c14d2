import { Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import type { SqlExecutor } from '@veza/database';
import { countedAddress, siteOf } from '@veza/platform';
import { type AttemptCount, AttemptsRepository } from './attempts.repository.js';

export interface AttemptLimit {
  kind: string;
  max: number;
  windowSeconds: number;
}

/** A site may be an office with many people. */
const SITE_FACTOR = 10;

/** The subject of a limit by account and network: attempts from one network do not lock the account elsewhere. */
export const accountIn = (network: string, email: string): string => `${email.toLowerCase()} ${network}`;

/** Limits of attempts over all gateways, counted in Postgres. */
@Injectable()
export class AttemptsService {
  constructor(private readonly repository: AttemptsRepository) {}

  /** Counts one attempt; RATE_LIMITED when it is one too many. */
  async take(limit: AttemptLimit, subject: string): Promise<void> {
    refuseAbove(limit.max, await this.add(limit, subject));
  }

  /** The same for a client address, and for its site, where one client has many networks. */
  async takeFrom(limit: AttemptLimit, address: string): Promise<void> {
    await this.take(limit, countedAddress(address));
    const site = siteOf(address);
    if (site !== undefined) await this.take({ ...limit, max: SITE_FACTOR * limit.max }, site);
  }

  /** Counts one attempt and returns whether it is allowed, for refusals that no client may see. */
  async isAllowed(limit: AttemptLimit, subject: string): Promise<boolean> {
    return (await this.add(limit, subject)).count <= limit.max;
  }

  /** RATE_LIMITED when the limit is reached already; counts nothing. */
  async check(limit: AttemptLimit, subject: string): Promise<void> {
    const counted = await this.repository.read(limit.kind, subject);
    if (counted) refuseAbove(limit.max - 1, counted);
  }

  /** Ends the window of a subject. */
  forget(tx: SqlExecutor, { kind }: AttemptLimit, subject: string): Promise<void> {
    return this.repository.delete(tx, kind, subject);
  }

  add({ kind, windowSeconds }: AttemptLimit, subject: string): Promise<AttemptCount> {
    return this.repository.add(kind, subject, windowSeconds);
  }
}

function refuseAbove(most: number, { count, secondsLeft }: AttemptCount): void {
  if (count > most) throw new DeclaredError('RATE_LIMITED', { retryAfter: Math.max(1, secondsLeft) });
}
