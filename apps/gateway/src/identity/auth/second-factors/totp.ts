import { Secret, TOTP } from 'otpauth';

/** What authenticator apps support everywhere: SHA-1, six digits, 30 seconds (RFC 6238). */
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const ISSUER = 'Veza';
const SECRET_BYTES = 20;
/** Steps before and after the present one, for clocks that differ (RFC 6238, section 5.2). */
const WINDOW = 1;

export const newTotpSecret = (): Buffer => Buffer.from(new Secret({ size: SECRET_BYTES }).bytes);

/** The secret for the hand and for the camera. */
export function enrolmentOf(secret: Buffer, account: string): { secret: string; uri: string } {
  const totp = new TOTP({ ...PARAMETERS, issuer: ISSUER, label: account, secret: secretOf(secret) });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The time step of a code; undefined for a wrong one, and for a text that is none. */
export function stepOf(secret: Buffer, code: string, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = TOTP.validate({ ...PARAMETERS, token: code, secret: secretOf(secret), timestamp: now, window: WINDOW });
  return delta === null ? undefined : TOTP.counter({ period: PARAMETERS.period, timestamp: now }) + delta;
}

const secretOf = (bytes: Buffer) => new Secret({ buffer: new Uint8Array(bytes).buffer });
