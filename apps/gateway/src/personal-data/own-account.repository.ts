import { Injectable } from '@nestjs/common';
import type { PersonalDataPage } from '@veza/contracts';
import { Database, type PersonalRows, readOwnRows } from '@veza/database';

export const ACCOUNT_SECTIONS = [
  'profile',
  'sessions',
  'sign_ins',
  'second_factors',
  'passkeys',
  'linked_accounts',
  'api_tokens',
  'webhooks',
  'push_subscriptions',
  'bots',
  'mails',
  'account_bans',
] as const;
export type AccountSection = (typeof ACCOUNT_SECTIONS)[number];

/** The personal data of identity. Of mails without the text, which may contain valid links; of factors and tokens without the secret. */
const ROWS: Record<AccountSection, PersonalRows> = {
  profile: {
    columns: `u.id, u.username, u.email, u.email_verified, u.first_name, u.last_name, u.avatar, u.bio, u.role, u.preferences, u.last_login_at, u.created_at`,
    from: 'users u WHERE u.id = $1',
    key: 'u.id',
    keyType: 'bigint',
  },
  sessions: {
    columns: 's.id, s.device, s.address, s.created_at, s.last_used_at, s.expires_at, s.revoked_at, s.revoked_for',
    from: 'sessions s WHERE s.user_id = $1',
    key: 's.id',
    keyType: 'uuid',
  },
  sign_ins: {
    columns: 'e.kind, e.method, e.detail, e.device, e.network, e.at',
    from: 'sign_in_events e WHERE e.user_id = $1',
    key: 'e.id',
    keyType: 'bigint',
  },
  second_factors: {
    columns: `'totp' AS kind, f.created_at, f.confirmed_at`,
    from: 'totp_factors f WHERE f.user_id = $1',
    key: 'f.user_id',
    keyType: 'bigint',
  },
  passkeys: {
    columns: 'k.id, k.name, k.created_at, k.last_used_at',
    from: 'passkeys k WHERE k.user_id = $1',
    key: 'k.id',
    keyType: 'uuid',
  },
  linked_accounts: {
    columns: 'l.issuer, l.subject, l.email, l.created_at, l.last_used_at',
    from: 'linked_accounts l WHERE l.user_id = $1',
    key: 'l.id',
    keyType: 'uuid',
  },
  api_tokens: {
    columns: 't.name, t.prefix, t.scopes, t.created_at, t.expires_at, t.last_used_at',
    from: 'api_tokens t WHERE t.user_id = $1',
    key: 't.id',
    keyType: 'uuid',
  },
  webhooks: {
    columns: 'w.url, w.events, w.created_at, w.disabled_at',
    from: 'webhooks w WHERE w.user_id = $1',
    key: 'w.id',
    keyType: 'uuid',
  },
  push_subscriptions: {
    columns: `split_part(q.endpoint, '/', 3) AS host, q.session_id, q.created_at`,
    from: 'push_subscriptions q WHERE q.user_id = $1',
    key: 'q.id',
    keyType: 'uuid',
  },
  bots: {
    columns: 'b.id, b.username, b.first_name, b.created_at',
    from: 'users b WHERE b.bot_of = $1 AND b.deleted_at IS NULL',
    key: 'b.id',
    keyType: 'bigint',
  },
  mails: {
    columns: 'm.recipient, m.subject, m.created_at, m.sent_at',
    from: 'mails m WHERE m.user_id = $1',
    key: 'm.id',
    keyType: 'bigint',
  },
  account_bans: {
    columns: 'b.duration, b.reason, b.created_at, b.until, b.lifted_at',
    from: 'account_bans b WHERE b.user_id = $1',
    key: 'b.id',
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
