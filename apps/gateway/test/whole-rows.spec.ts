import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RouteInput, userRoutes } from '@veza/contracts';
import { type EntityClass, tableColumnsOf, tableOf } from '@veza/database';
import { byProperty, expectDistinct, expectWhole, type Row, unzip, wholeRow, writeDistinct } from '@veza/testing';
import { ApiToken } from '../src/identity/api-tokens/api-token.entity.js';
import { LinkedAccount } from '../src/identity/auth/oidc/linked-account.entity.js';
import { UnlinkedProvider } from '../src/identity/auth/oidc/unlinked-provider.entity.js';
import { Passkey } from '../src/identity/auth/passkeys/passkey.entity.js';
import { TotpFactor } from '../src/identity/auth/second-factors/totp-factor.entity.js';
import { AccountBan } from '../src/identity/bans/account-ban.entity.js';
import { Mail } from '../src/outbound/mail/mail.entity.js';
import type { AccountSection } from '../src/accounts/personal-data/own-account.repository.js';
import { NoticeLevelsEntity } from '../src/notifications/levels/notice-levels.entity.js';
import { PushPreferences } from '../src/notifications/push/push-preferences.entity.js';
import { PushSubscription } from '../src/notifications/push/push-subscription.entity.js';
import { RoleChange } from '../src/identity/roles/role-change.entity.js';
import { Session } from '../src/identity/sessions/session.entity.js';
import { SignInEvent } from '../src/identity/sign-ins/sign-in-event.entity.js';
import { FormerName } from '../src/identity/users/former-name.entity.js';
import { UserRow } from '../src/identity/users/user.entity.js';
import { Webhook } from '../src/notifications/webhooks/webhook.entity.js';
import { type GatewaysUnderTest, signUp, sharedGateways } from './gateway-under-test.js';
import { as } from './protected-account.js';
import { PersonalData, startServices } from './services-of-the-test.js';

interface Whole {
  entity: EntityClass;
  row: Row;
  leftOut: Record<string, string>;
  empty?: Record<string, string>;
}

let gateways: GatewaysUnderTest;
let services: { stop(): Promise<void> };
beforeAll(async () => {
  gateways = await sharedGateways();
  services = await startServices(gateways.redis.url, new PersonalData());
});
afterAll(async () => {
  await services?.stop();
  await gateways?.stop();
});

const sql = async (text: string, values: unknown[]): Promise<Row[]> => (await gateways.sql.query(text, values)).rows;

async function exportOf(token: string): Promise<(section: string) => Row[]> {
  const response = await fetch(`${gateways.url()}/api/v1/users/me/export`, { headers: { authorization: `Bearer ${token}` } });
  const files = unzip(await buffer(Readable.from([Buffer.from(await response.arrayBuffer())])));
  return (section) => JSON.parse(files.get(`${section}.json`) ?? '[]');
}

let made = 0;
/** Of March, a second apart from all others. */
const time = () => new Date(Date.UTC(2026, 2, 1, 0, 0, (made += 1))).toISOString();
const uuid = (n: number) =>
  `${String(n).repeat(8)}-${String(n).repeat(4)}-4${String(n).repeat(3)}-8${String(n).repeat(3)}-${String(n).repeat(12)}`;
const SECRET = 'secret';
const numbered = { id: 'internal', userId: 'the caller' };

const wholeRows = (userId: number): Record<Exclude<AccountSection, 'profile' | 'bots'>, Whole> => ({
  former_names: {
    entity: FormerName,
    row: { skeleton: 'f0rmer', username: 'former', userId, until: time() },
    leftOut: { skeleton: 'computed', userId: 'the caller' },
  },
  sessions: {
    entity: Session,
    row: {
      ...{ id: uuid(1), userId, device: 'Firefox', address: '10.0.0.9', createdAt: time(), authenticatedAt: time() },
      ...{ lastUsedAt: time(), expiresAt: time(), usedGeneration: 5, recentUses: [{ generation: 4 }] },
      ...{ revokedAt: time(), revokedFor: 'sign-out' },
    },
    leftOut: { userId: 'the caller', usedGeneration: 'internal', recentUses: 'internal' },
  },
  sign_ins: {
    entity: SignInEvent,
    row: {
      id: '7001',
      userId,
      kind: 'refused',
      method: 'password',
      detail: 'BAD',
      device: 'Safari',
      network: '10.1',
      at: time(),
    },
    leftOut: numbered,
  },
  second_factors: {
    entity: TotpFactor,
    row: { userId, secret: Buffer.from('s1'), confirmedAt: time(), lastStep: 99_001, createdAt: time() },
    leftOut: { userId: 'the caller', secret: SECRET, lastStep: 'internal' },
  },
  passkeys: {
    entity: Passkey,
    row: {
      ...{ id: uuid(2), userId, credentialId: 'cred', publicKey: Buffer.from('k'), counter: '17', transports: ['usb'] },
      ...{ name: 'clé', backedUp: true, createdAt: time(), lastUsedAt: time() },
    },
    leftOut: { userId: 'the caller', credentialId: 'internal', publicKey: 'internal', counter: 'internal' },
  },
  linked_accounts: {
    entity: LinkedAccount,
    row: {
      ...{ id: uuid(3), userId, issuer: 'https://issuer.example', subject: 'sub', email: 'p@example.test' },
      ...{ createdAt: time(), lastUsedAt: time() },
    },
    leftOut: numbered,
  },
  unlinked_providers: {
    entity: UnlinkedProvider,
    row: { userId, issuer: 'https://former.example', createdAt: time() },
    leftOut: { userId: 'the caller' },
  },
  api_tokens: {
    entity: ApiToken,
    row: {
      ...{ id: uuid(4), userId, name: 'script', prefix: 'vz_abc', digest: Buffer.from('d'), scopes: ['catalog.products:read'] },
      ...{ createdAt: time(), expiresAt: time(), lastUsedAt: time() },
    },
    leftOut: { ...numbered, digest: SECRET },
  },
  webhooks: {
    entity: Webhook,
    row: {
      ...{ id: uuid(5), userId, url: 'https://hook.example', events: ['track.ready'], secret: Buffer.from('w1') },
      ...{ earlierSecret: Buffer.from('w2'), earlierUntil: time(), failingSince: time(), disabledAt: time(), createdAt: time() },
      ...{ droppedEvents: 3, droppedFrom: time(), droppedTo: time() },
    },
    leftOut: { ...numbered, secret: SECRET, earlierSecret: SECRET, earlierUntil: 'internal' },
  },
  push_subscriptions: {
    entity: PushSubscription,
    row: {
      ...{
        id: uuid(6),
        userId,
        sessionId: uuid(1),
        endpoint: 'https://push.example/x',
        publicKey: 'pk',
        p256dh: 'p2',
        auth: 'au',
      },
      ...{ createdAt: time() },
    },
    leftOut: { ...numbered, endpoint: 'as its host', publicKey: 'of the platform', p256dh: SECRET, auth: SECRET },
  },
  push_preferences: {
    entity: PushPreferences,
    row: { userId, mentions: true, directMessages: false, bookings: true },
    leftOut: { userId: 'the caller' },
  },
  notice_levels: {
    entity: NoticeLevelsEntity,
    row: { userId, levels: { follow: { app: true, push: false, mail: true } }, hasMail: true, mailedAt: time() },
    leftOut: { userId: 'the caller', hasMail: 'made of the levels' },
  },
  mails: {
    entity: Mail,
    row: {
      ...{ id: 8_001, to: 'x@example.test', subject: 'Objet', text: 'corps', html: '<p>corps</p>', userId, cabinetId: uuid(7) },
      ...{ calendar: { method: 'REQUEST', content: 'BEGIN' }, createdAt: time(), sentAt: time(), tries: 3, nextTryAt: time() },
      ...{ patientId: uuid(8) },
    },
    leftOut: {
      ...numbered,
      ...{ text: 'may contain valid links', html: 'as well', calendar: 'as well', tries: 'internal', nextTryAt: 'internal' },
    },
  },
  account_bans: {
    entity: AccountBan,
    row: {
      ...{ id: 8_002, userId, moderatorId: 8_003, rank: 'moderator', duration: '24h', reason: 'spam', createdAt: time() },
      ...{ until: time(), liftedAt: time(), liftedBy: 8_004 },
    },
    leftOut: { ...numbered, moderatorId: 'another person', rank: 'of the moderator', liftedBy: 'another person' },
  },
  role_changes: {
    entity: RoleChange,
    row: { id: 8_005, userId, changedBy: 8_006, from: 'user', to: 'moderator', at: time() },
    leftOut: { ...numbered, changedBy: 'another person' },
  },
});

test('the personal data of an account have every column of its rows', async () => {
  const { id, accessToken } = await signUp(gateways.http());
  for (const { entity } of Object.values(wholeRows(id)))
    if (entity !== Session) await gateways.sql.query(`DELETE FROM ${tableOf(entity)} WHERE user_id = $1`, [id]);
  const written: (Omit<Whole, 'row'> & { section: string; stored: Row })[] = [];
  for (const [section, { entity, ...whole }] of Object.entries(wholeRows(id))) {
    const row = { table: tableOf(entity), columns: tableColumnsOf(entity), ...whole };
    written.push({ section, entity, leftOut: whole.leftOut, stored: await writeDistinct(sql, row) });
  }
  const rows = await exportOf(accessToken);
  for (const { section, entity, leftOut, stored } of written) {
    const columns = tableColumnsOf(entity);
    const found = rows(section).map((row) => byProperty(columns, row));
    expectWhole(
      stored,
      found.find((row) => stored['id'] === undefined || row['id'] === undefined || row['id'] === stored['id']),
      leftOut,
    );
  }
});

/** Every field that a person writes of the own account. A new one does not compile without a value here. */
const PROFILE: Required<RouteInput<typeof userRoutes.update>['body']> = {
  username: 'ada_whole',
  first_name: 'Ada',
  last_name: 'Byron',
  avatar: 'https://pictures.example/ada.png',
  bio: 'compte',
  links: ['https://ada.example'],
};

test('an account is made and changed with every field, and shows each to its owner', async () => {
  const { id, username, email, accessToken } = await signUp(gateways.http());
  const read = async () => (await gateways.http().get('/users/me').set(as(accessToken)).expect(200)).body;
  expect(await read()).toMatchObject({ id, username, email, email_verified: false, role: 'user' });
  await gateways.http().patch('/users/me').set(as(accessToken)).send(PROFILE).expect(200);
  const preferences = { theme: 'dark' };
  await gateways.http().put('/api/auth/profile').set(as(accessToken)).send({ preferences }).expect(200);
  expect(await read()).toMatchObject({ ...PROFILE, id, email });
  const [row] = await sql(`SELECT ${wholeRow(tableColumnsOf(UserRow))} FROM users WHERE id = $1`, [id]);
  const { first_name: firstName, last_name: lastName, ...same } = PROFILE;
  expect(row).toMatchObject({ ...same, firstName, lastName, email, preferences });
});

test('an account is exported with every column, and its bots with theirs', async () => {
  const [owner, bot] = [await signUp(gateways.http()), await signUp(gateways.http())];
  const columns = tableColumnsOf(UserRow);
  const fill = async (id: number, botOf: number | null, n: number) => {
    await gateways.sql.query(
      `UPDATE users SET first_name = 'Ada' || $3::text, last_name = 'Byron' || $3::text, avatar = 'https://a.example/' || $3::text, bio = 'bio' || $3::text,
         picture_id = gen_random_uuid(), banner_id = gen_random_uuid(), links = jsonb_build_array('https://b.example/' || $3::text),
         role = CASE WHEN $2::integer IS NULL THEN 'moderator' ELSE 'user' END, preferences = '{"theme":"dark"}', last_login_at = '2026-01-02', created_at = '2026-01-03', unverified_since = '2026-01-04',
         bot_of = $2, email_verified = true, email = CASE WHEN $2::integer IS NULL THEN email END,
         password_hash = CASE WHEN $2::integer IS NULL THEN password_hash END WHERE id = $1`,
      [id, botOf, n],
    );
    const [row = {}] = await sql(`SELECT ${wholeRow(columns)} FROM users WHERE id = $1`, [id]);
    const never = { deletedAt: 'it exists', bannedUntil: 'it is not banned' };
    const kind: Record<string, string> =
      botOf === null ? { botOf: 'of bots' } : { email: 'of people', passwordHash: 'of people' };
    expectDistinct({ ...row, usernameSkeleton: 'skeleton' }, { ...never, ...kind });
    return row;
  };
  const account = {
    ...{ usernameSkeleton: 'computed', unverifiedSince: 'internal', passwordHash: SECRET, secondFactor: 'elsewhere' },
    ...{ deletedAt: 'null', erasedAgain: 'internal', bannedUntil: 'null', botOf: 'of bots only' },
    ...{ pictureId: 'among the uploads', bannerId: 'among the uploads' },
  };
  const [ownerRow, botRow] = [await fill(owner.id, null, 1), await fill(bot.id, owner.id, 2)];
  const rows = await exportOf(owner.accessToken);
  expectWhole(ownerRow, byProperty(columns, rows('profile')[0]), account);
  const ofPeople = { email: 'of people', emailVerified: 'of people' };
  expectWhole(botRow, byProperty(columns, rows('bots')[0]), { ...account, ...ofPeople });
});
