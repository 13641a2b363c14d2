import type { UserCaller } from '@veza/contracts';

/** Returns the caller of an access token. Throws UNAUTHENTICATED, or UNAVAILABLE while revocations are unknown. */
export abstract class Authenticator {
  abstract authenticate(accessToken: string): UserCaller | Promise<UserCaller>;
}
