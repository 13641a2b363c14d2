import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';
import { Hourly } from '@veza/platform';

/** Attempts in the current window, and the seconds until it ends. */
export interface AttemptCount {
  count: number;
  secondsLeft: number;
}

const SECONDS_LEFT = 'ceil(extract(epoch FROM ends_at - now()))::integer AS "secondsLeft"';

/** SQL, because a sign-in counts: each call is one prepared statement, and the clock is that of Postgres. */
@Injectable()
export class AttemptsRepository {
  constructor(private readonly database: Database) {}

  async read(kind: string, subject: string): Promise<AttemptCount | undefined> {
    const [counted] = await this.database.prepared<AttemptCount>(
      'attempts-check',
      `SELECT count, ${SECONDS_LEFT} FROM attempts WHERE kind = $1 AND subject = $2 AND ends_at > now()`,
      [kind, subject],
    );
    return counted;
  }

  /** Opens a window of `windowSeconds` when there is none. */
  async add(kind: string, subject: string, windowSeconds: number): Promise<AttemptCount> {
    const [counted] = await this.database.prepared<AttemptCount>(
      'attempts-add',
      `INSERT INTO attempts AS a (kind, subject, count, ends_at) VALUES ($1, $2, 1, now() + make_interval(secs => $3))
       ON CONFLICT (kind, subject) DO UPDATE
         SET count = CASE WHEN a.ends_at > now() THEN a.count + 1 ELSE 1 END,
             ends_at = CASE WHEN a.ends_at > now() THEN a.ends_at ELSE excluded.ends_at END
       RETURNING count, ${SECONDS_LEFT}`,
      [kind, subject, windowSeconds],
    );
    return counted ?? { count: 1, secondsLeft: windowSeconds };
  }

  async delete(tx: SqlExecutor, kind: string, subject: string): Promise<void> {
    await tx.query('DELETE FROM attempts WHERE kind = $1 AND subject = $2', [kind, subject]);
  }

  @Hourly('sweep of attempts')
  async sweep(): Promise<void> {
    await this.database.query('DELETE FROM attempts WHERE ends_at < now()');
  }
}
