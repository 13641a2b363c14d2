import { Injectable } from '@nestjs/common';
import type { PersonalDataPage } from '@veza/contracts';
import { Database, ownColumnsOf, type PersonalRows, readOwnRows } from '@veza/database';
import { ApiToken } from '../../identity/api-tokens/api-token.entity.js';
import { LinkedAccount } from '../../identity/auth/oidc/linked-account.entity.js';
import { UnlinkedProvider } from '../../identity/auth/oidc/unlinked-provider.entity.js';
import { Passkey } from '../../identity/auth/passkeys/passkey.entity.js';
import { TotpFactor } from '../../identity/auth/second-factors/totp-factor.entity.js';
import { AccountBan } from '../../identity/bans/account-ban.entity.js';
import { Mail } from '../../outbound/mail/mail.entity.js';
import { NoticeLevelsEntity } from '../../notifications/levels/notice-levels.entity.js';
import { PushPreferences } from '../../notifications/push/push-preferences.entity.js';
import { PushSubscription } from '../../notifications/push/push-subscription.entity.js';
import { RoleChange } from '../../identity/roles/role-change.entity.js';
import { Session } from '../../identity/sessions/session.entity.js';
import { SignInEvent } from '../../identity/sign-ins/sign-in-event.entity.js';
import { FormerName } from '../../identity/users/former-name.entity.js';
import { UserRow } from '../../identity/users/user.entity.js';
import { Webhook } from '../../notifications/webhooks/webhook.entity.js';

export const ACCOUNT_SECTIONS = [
  'profile',
  'former_names',
  'sessions',
  'sign_ins',
  'second_factors',
  'passkeys',
  'linked_accounts',
  'unlinked_providers',
  'api_tokens',
  'webhooks',
  'push_subscriptions',
  'push_preferences',
  'notice_levels',
  'bots',
  'mails',
  'account_bans',
  'role_changes',
] as const;
export type AccountSection = (typeof ACCOUNT_SECTIONS)[number];

const OWN = { userId: 'the caller' };
const NUMBERED = { id: 'internal', ...OWN };
const LETTER = { text: 'may contain valid links', html: 'may contain valid links', calendar: 'may contain valid links' };
const MODERATOR = { moderatorId: 'another person', rank: 'of the moderator', liftedBy: 'another person' };
/** Of the account and of its bots. */
const ACCOUNT = {
  usernameSkeleton: 'computed',
  pictureId: 'among the uploads',
  bannerId: 'among the uploads',
  unverifiedSince: 'internal',
  passwordHash: 'secret',
  secondFactor: 'among the second factors',
  deletedAt: 'null: the account exists',
  erasedAgain: 'internal',
  bannedUntil: 'among the bans',
};

/** The personal data of identity, with the columns that are left out and the reason. Of mails without the text, which may contain valid links; of factors and tokens without the secret. */
const ROWS: Record<AccountSection, PersonalRows> = {
  profile: {
    columns: ownColumnsOf(UserRow, 'u', { ...ACCOUNT, botOf: 'of bots only' }),
    from: 'users u WHERE u.id = $1',
    key: 'u.id',
    keyType: 'bigint',
  },
  former_names: {
    columns: ownColumnsOf(FormerName, 'n', { ...OWN, skeleton: 'computed' }),
    from: 'former_names n WHERE n.user_id = $1',
    key: 'n.username',
    keyType: 'text',
  },
  sessions: {
    columns: ownColumnsOf(Session, 's', { ...OWN, usedGeneration: 'internal', recentUses: 'internal' }),
    from: 'sessions s WHERE s.user_id = $1',
    key: 's.id',
    keyType: 'uuid',
  },
  sign_ins: {
    columns: ownColumnsOf(SignInEvent, 'e', NUMBERED),
    from: 'sign_in_events e WHERE e.user_id = $1',
    key: 'e.id',
    keyType: 'bigint',
  },
  second_factors: {
    columns: `'totp' AS kind, ${ownColumnsOf(TotpFactor, 'f', { ...OWN, secret: 'secret', lastStep: 'internal' })}`,
    from: 'totp_factors f WHERE f.user_id = $1',
    key: 'f.user_id',
    keyType: 'bigint',
  },
  passkeys: {
    columns: ownColumnsOf(Passkey, 'k', { ...OWN, credentialId: 'internal', publicKey: 'internal', counter: 'internal' }),
    from: 'passkeys k WHERE k.user_id = $1',
    key: 'k.id',
    keyType: 'uuid',
  },
  linked_accounts: {
    columns: ownColumnsOf(LinkedAccount, 'l', NUMBERED),
    from: 'linked_accounts l WHERE l.user_id = $1',
    key: 'l.id',
    keyType: 'uuid',
  },
  unlinked_providers: {
    columns: ownColumnsOf(UnlinkedProvider, 'n', OWN),
    from: 'unlinked_providers n WHERE n.user_id = $1',
    key: 'n.issuer',
    keyType: 'text',
  },
  api_tokens: {
    columns: ownColumnsOf(ApiToken, 't', { ...NUMBERED, digest: 'secret' }),
    from: 'api_tokens t WHERE t.user_id = $1',
    key: 't.id',
    keyType: 'uuid',
  },
  webhooks: {
    columns: ownColumnsOf(Webhook, 'w', { ...NUMBERED, secret: 'secret', earlierSecret: 'secret', earlierUntil: 'internal' }),
    from: 'webhooks w WHERE w.user_id = $1',
    key: 'w.id',
    keyType: 'uuid',
  },
  push_subscriptions: {
    columns: `split_part(q.endpoint, '/', 3) AS host, ${ownColumnsOf(PushSubscription, 'q', {
      ...NUMBERED,
      endpoint: 'a secret: as its host',
      publicKey: 'of the platform',
      p256dh: 'secret',
      auth: 'secret',
    })}`,
    from: 'push_subscriptions q WHERE q.user_id = $1',
    key: 'q.id',
    keyType: 'uuid',
  },
  bots: {
    columns: ownColumnsOf(UserRow, 'b', { ...ACCOUNT, email: 'of people', emailVerified: 'of people', botOf: 'the caller' }),
    from: 'users b WHERE b.bot_of = $1 AND b.deleted_at IS NULL',
    key: 'b.id',
    keyType: 'bigint',
  },
  mails: {
    columns: ownColumnsOf(Mail, 'm', { ...NUMBERED, ...LETTER, tries: 'internal', nextTryAt: 'internal' }),
    from: 'mails m WHERE m.user_id = $1',
    key: 'm.id',
    keyType: 'bigint',
  },
  account_bans: {
    columns: ownColumnsOf(AccountBan, 'b', { ...NUMBERED, ...MODERATOR }),
    from: 'account_bans b WHERE b.user_id = $1',
    key: 'b.id',
    keyType: 'bigint',
  },
  push_preferences: {
    columns: ownColumnsOf(PushPreferences, 'q', OWN),
    from: 'push_preferences q WHERE q.user_id = $1',
    key: 'q.user_id',
    keyType: 'bigint',
  },
  notice_levels: {
    columns: ownColumnsOf(NoticeLevelsEntity, 'q', { ...OWN, hasMail: 'made of the levels' }),
    from: 'notice_levels q WHERE q.user_id = $1',
    key: 'q.user_id',
    keyType: 'bigint',
  },
  role_changes: {
    columns: ownColumnsOf(RoleChange, 'r', { ...NUMBERED, changedBy: 'another person' }),
    from: 'role_changes r WHERE r.user_id = $1',
    key: 'r.id',
    keyType: 'bigint',
  },
};

/** Raw SQL: each row becomes JSON for an export. */
@Injectable()
export class OwnAccountRepository {
  constructor(private readonly database: Database) {}

  own(section: AccountSection, userId: number, after?: string): Promise<PersonalDataPage> {
    return readOwnRows(this.database, ROWS[section], userId, after);
  }
}
