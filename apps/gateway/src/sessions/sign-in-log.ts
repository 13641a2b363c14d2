import { Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import type { SignedIn } from './sessions.service.js';

export type SignInMethod = 'password' | 'code by mail' | 'second factor' | 'passkey' | 'set-up';

/**
 * One line for the end of each step of a sign-in: account, method, and the reason of a refusal. It holds no address, name or
 * secret; the line of the request beside it has the same request id. Without `userId` the account does not exist.
 */
@Injectable()
export class SignInLog {
  constructor(private readonly logger: AppLogger) {}

  async during<Result extends Pick<SignedIn, 'sessionId'>>(
    method: SignInMethod,
    userId: number | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    try {
      const signedIn = await work();
      this.logger.log('Signed in', { account: userId, method, session: signedIn.sessionId });
      return signedIn;
    } catch (error) {
      const reason = error instanceof DeclaredError ? error.code : 'INTERNAL';
      this.logger.log('Sign-in refused', { account: userId, method, reason });
      throw error;
    }
  }
}
