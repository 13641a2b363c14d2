import { totpCode } from '@veza/testing';
import { type GatewaysUnderTest, signUpVerified } from './gateway-under-test.js';

export const FACTORS = '/api/v1/users/me/second-factors';
export const codeNow = (uri: string, steps = 0) => totpCode(uri, Date.now() + steps * 30_000);
export const as = (token: string) => ({ authorization: `Bearer ${token}` });

export type Account = Awaited<ReturnType<typeof signUpVerified>>;
export type Protected = Account & { uri: string; codes: string[] };

export const forgetSteps = ({ sql }: GatewaysUnderTest, { id }: Account) =>
  sql.query('UPDATE totp_factors SET last_step = 0 WHERE user_id = $1', [id]);

/** An account with an authenticator app, none of whose codes is used up. */
export async function protectedAccount(gateways: GatewaysUnderTest): Promise<Protected> {
  const http = gateways.http();
  const account = await signUpVerified(gateways);
  const { accessToken, password } = account;
  const enrolled = await http.post(`${FACTORS}/totp`).set(as(accessToken)).send({ password }).expect(201);
  const { uri } = enrolled.body;
  const code = codeNow(uri);
  const confirmed = await http.post(`${FACTORS}/totp/confirm`).set(as(accessToken)).send({ code }).expect(200);
  await forgetSteps(gateways, account);
  return { ...account, uri, codes: confirmed.body.recovery_codes };
}

/** Makes the last authentication of every session of the account older than any that counts as fresh. */
export const stale = ({ sql }: GatewaysUnderTest, { id }: Pick<Account, 'id'>) =>
  sql.query(`UPDATE sessions SET created_at = now() - interval '16 minutes', authenticated_at = NULL WHERE user_id = $1`, [id]);
