import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { Database } from '@veza/database';
import { AppLogger, HOURLY_MS, recurring, Shutdown } from '@veza/platform';

export interface AttemptLimit {
  kind: string;
  most: number;
  windowSeconds: number;
}

interface AttemptCount {
  count: number;
  secondsLeft: number;
}

const LEFT = 'ceil(extract(epoch FROM ends_at - now()))::integer AS "secondsLeft"';

/** Counts what may not be tried for ever, over all gateways, in Postgres. */
@Injectable()
export class AttemptsService implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('sweep of attempts', HOURLY_MS, () => this.sweep(), this);
  }

  /** Counts one and refuses with RATE_LIMITED when it is one too many. */
  async take(limit: AttemptLimit, subject: string): Promise<void> {
    refuseAbove(limit.most, await this.add(limit, subject));
  }

  /** Whether one more fits, counted; for refusals that nobody may see. */
  async fits(limit: AttemptLimit, subject: string): Promise<boolean> {
    return (await this.add(limit, subject)).count <= limit.most;
  }

  /** Refuses when there were as many already; counts nothing. */
  async check(limit: AttemptLimit, subject: string): Promise<void> {
    const [counted] = await this.database.prepared<AttemptCount>(
      'attempts-check',
      `SELECT count, ${LEFT} FROM attempts WHERE kind = $1 AND subject = $2 AND ends_at > now()`,
      [limit.kind, subject],
    );
    if (counted) refuseAbove(limit.most - 1, counted);
  }

  async add({ kind, windowSeconds }: AttemptLimit, subject: string): Promise<AttemptCount> {
    const [counted] = await this.database.prepared<AttemptCount>(
      'attempts-add',
      `INSERT INTO attempts AS a (kind, subject, count, ends_at) VALUES ($1, $2, 1, now() + make_interval(secs => $3))
       ON CONFLICT (kind, subject) DO UPDATE
         SET count = CASE WHEN a.ends_at > now() THEN a.count + 1 ELSE 1 END, ends_at = CASE WHEN a.ends_at > now() THEN a.ends_at ELSE excluded.ends_at END
       RETURNING count, ${LEFT}`,
      [kind, subject, windowSeconds],
    );
    return counted ?? { count: 1, secondsLeft: windowSeconds };
  }

  async forget({ kind }: AttemptLimit, subject: string): Promise<void> {
    await this.database.query('DELETE FROM attempts WHERE kind = $1 AND subject = $2', [kind, subject]);
  }

  private async sweep(): Promise<void> {
    await this.database.query('DELETE FROM attempts WHERE ends_at < now()');
  }
}

function refuseAbove(most: number, { count, secondsLeft }: AttemptCount): void {
  if (count > most) throw new DeclaredError('RATE_LIMITED', { retryAfter: Math.max(1, secondsLeft) });
}
