import type { UserCaller } from '@veza/contracts';

/** Authentication as the edge needs it. The sessions implement it. */
export abstract class Authenticator {
  /** Returns the caller of an access token. Throws UNAUTHENTICATED, or UNAVAILABLE while revocations are unknown. */
  abstract authenticate(accessToken: string): UserCaller | Promise<UserCaller>;

  /** FRESH_SIGN_IN_REQUIRED unless the session of the caller was authenticated a short time ago. */
  abstract requireFresh(caller: UserCaller): Promise<void>;

  /** EMAIL_UNVERIFIED unless the address of the caller's account is verified. Once it is, it stays so. */
  abstract requireVerified(caller: UserCaller): Promise<void>;
}
