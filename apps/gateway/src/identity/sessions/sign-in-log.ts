import { Injectable } from '@nestjs/common';
import { DeclaredError, type SignInMethod } from '@veza/contracts';
import { AppLogger, Batcher, Metrics, networkOf } from '@veza/platform';
import { type Attempted, SignInEventsRepository } from '../sign-ins/sign-in-events.repository.js';
import type { SignedIn, SignInClient } from './sessions.service.js';

/** The first factor was right. */
const FIRST_STEPS: ReadonlySet<string> = new Set(['SECOND_FACTOR_REQUIRED', 'SECOND_FACTOR_SETUP_REQUIRED']);

/**
 * The end of each step of a sign-in, as a line of the log and in the list of the account. The line holds no address, name or
 * secret; the line of the request beside it has the same request id. Without `userId` the account does not exist, and only
 * the line is written.
 *
 * Attempts are stored in batches that no sign-in waits for, so they take the same time with and without an account. The
 * death of a gateway may lose the last of them. A session is stored with its event.
 */
@Injectable()
export class SignInLog {
  private readonly attempts: Batcher<Attempted, undefined>;
  private readonly count: (reason: string) => void;

  constructor(
    private readonly logger: AppLogger,
    metrics: Metrics,
    repository: SignInEventsRepository,
  ) {
    const counter = metrics.counter('veza_sign_in_refusals_total', 'Steps of sign-ins that opened no session, by error code', [
      'reason',
    ]);
    this.count = (reason) => counter.inc({ reason });
    this.attempts = new Batcher(async (attempts) => {
      await repository.addAttempts(attempts);
      return attempts.map(() => undefined);
    });
  }

  async during<Result extends Pick<SignedIn, 'sessionId'>>(
    method: SignInMethod,
    userId: number | undefined,
    client: SignInClient,
    work: () => Promise<Result>,
  ): Promise<Result> {
    try {
      const signedIn = await work();
      this.logger.log('Signed in', { account: userId, method, session: signedIn.sessionId });
      return signedIn;
    } catch (error) {
      this.refused(method, userId, client, error);
      throw error;
    }
  }

  refused(method: SignInMethod, userId: number | undefined, { device, address }: SignInClient, error: unknown): void {
    const reason = error instanceof DeclaredError ? error.code : 'INTERNAL';
    this.logger.log('Sign-in refused', { account: userId, method, reason });
    this.count(reason);
    // A failure of the platform is none of the client.
    if (userId === undefined || !(error instanceof DeclaredError) || error.status >= 500) return;
    const kind = FIRST_STEPS.has(reason) ? 'first-step' : 'refused';
    this.attempts
      .add({ userId, kind, method, detail: reason, device, network: networkOf(address) })
      .catch((cause: unknown) => this.logger.warn('A refused sign-in is not stored', { cause }));
  }
}
