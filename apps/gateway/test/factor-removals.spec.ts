import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GatewaysUnderTest, signUp, signUpVerified, sharedGateways } from './gateway-under-test.js';
import { type Account, as, codeNow, protectedAccount, stale } from './protected-account.js';

let gateways: GatewaysUnderTest;
let admins: Account[];
const http = () => gateways.http();
const remove = ({ id }: { id: number }, { accessToken }: Pick<Account, 'accessToken'>) =>
  http().post(`/users/${id}/second-factors/removal`).set(as(accessToken));
const subjects = async ({ email }: Account) => {
  const { body } = await http().get('/dev/outbox').query({ to: email }).expect(200);
  return body.map(({ subject }: { subject: string }) => subject);
};

async function administrator(): Promise<Account> {
  const account = await signUpVerified(gateways);
  await gateways.sql.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [account.id]);
  const { email, password } = account;
  const { body } = await http().post('/login').send({ email, password }).expect(200);
  return { ...account, accessToken: body.accessToken };
}

beforeAll(async () => {
  gateways = await sharedGateways();
  admins = [await administrator(), await administrator()];
});
afterAll(() => gateways.stop());

const adminOf = (n: number) => {
  const found = admins[n];
  if (!found) throw new Error('The administrators are not there yet');
  return found;
};
const [first, second] = [() => adminOf(0), () => adminOf(1)];

test('two administrators remove the factors of a user who has lost them, and one alone does not', async () => {
  const account = await protectedAccount(gateways);
  const { email, password, accessToken } = account;
  for (let n = 0; n < 2; n += 1) expect((await remove(account, first()).expect(200)).body).toMatchObject({ state: 'requested' });
  await http().post('/login').send({ email, password }).expect(403);
  expect((await remove(account, second()).expect(200)).body).toEqual({ state: 'removed', requested_until: null });
  await http().get('/users/me').set(as(accessToken)).expect(401);
  await http().post('/login').send({ email, password }).expect(200);
  expect((await subjects(account)).slice(-2)).toEqual(['Vos facteurs doivent être supprimés', 'Vos facteurs ont été supprimés']);
  expect((await remove(account, second()).expect(409)).body.code).toBe('INVALID_STATE');
});

test('a request ends after a day, and with a sign-in by a factor', async () => {
  const account = await protectedAccount(gateways);
  await remove(account, first()).expect(200);
  await gateways.sql.query(`UPDATE factor_removals SET requested_at = now() - interval '24 hours'`);
  expect((await remove(account, second()).expect(200)).body.state).toBe('requested');
  const { email, password, uri } = account;
  const { body } = await http().post('/login').send({ email, password }).expect(403);
  await http()
    .post('/login/second-factor')
    .send({ ticket: body.details[0].message, code: codeNow(uri) })
    .expect(200);
  expect((await remove(account, first()).expect(200)).body.state).toBe('requested');
});

test('a request of a former administrator counts no more', async () => {
  const account = await protectedAccount(gateways);
  const former = await administrator();
  await remove(account, former).expect(200);
  await gateways.sql.query(`UPDATE users SET role = 'user' WHERE id = $1`, [former.id]);
  expect((await remove(account, second()).expect(200)).body.state).toBe('requested');
  expect((await remove(account, former).expect(403)).body.code).toBe('FORBIDDEN');
});

test('two calls at once of one administrator remove nothing, and only fresh administrators call it for others', async () => {
  const account = await protectedAccount(gateways);
  const states = await Promise.all(
    Array.from({ length: 6 }, async () => (await remove(account, first()).expect(200)).body.state),
  );
  expect(new Set(states)).toEqual(new Set(['requested']));
  const user = await signUp(http());
  await remove(account, user).expect(403);
  await remove(first(), first()).expect(403);
  expect((await remove({ id: 2_000_000_000 }, first()).expect(404)).body.code).toBe('USER_NOT_FOUND');
  await stale(gateways, first());
  expect((await remove(account, first()).expect(403)).body.code).toBe('FRESH_SIGN_IN_REQUIRED');
});
