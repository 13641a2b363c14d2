import type { UserCaller } from '@veza/contracts';

/** Who an access token speaks for. Throws UNAUTHENTICATED, or UNAVAILABLE while revocations cannot be known. */
export abstract class Authenticator {
  abstract authenticate(accessToken: string): UserCaller | Promise<UserCaller>;
}
