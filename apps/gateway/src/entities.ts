import { WebAsset, WebBuild } from './api/web/web-asset.entity.js';
import { IdempotencyKey } from './edge/idempotency/idempotency-key.entity.js';
import { ApiToken } from './identity/api-tokens/api-token.entity.js';
import { Attempt } from './identity/auth/attempts/attempt.entity.js';
import { EarlierMailedSecret } from './identity/auth/earlier-mailed-secret.entity.js';
import { FirstAdmin } from './identity/auth/first-admin.entity.js';
import { MailRequest } from './identity/auth/mail-request.entity.js';
import { MailedSecret } from './identity/auth/mailed-secret.entity.js';
import { LinkedAccount } from './identity/auth/oidc/linked-account.entity.js';
import { OidcFlow } from './identity/auth/oidc/oidc-flow.entity.js';
import { OidcResult } from './identity/auth/oidc/oidc-result.entity.js';
import { UnlinkedProvider } from './identity/auth/oidc/unlinked-provider.entity.js';
import { PasskeyChallenge } from './identity/auth/passkeys/passkey-challenge.entity.js';
import { Passkey } from './identity/auth/passkeys/passkey.entity.js';
import { FactorRemoval } from './identity/auth/second-factors/factor-removal.entity.js';
import { RecoveryCode } from './identity/auth/second-factors/recovery-code.entity.js';
import { SignInTicket } from './identity/auth/second-factors/sign-in-ticket.entity.js';
import { TotpFactor } from './identity/auth/second-factors/totp-factor.entity.js';
import { AccountBan } from './identity/bans/account-ban.entity.js';
import { StoredKey } from './identity/keys/signing-key.entity.js';
import { RoleChange } from './identity/roles/role-change.entity.js';
import { RevocationRow } from './identity/sessions/revocation.entity.js';
import { Session } from './identity/sessions/session.entity.js';
import { Ticket } from './identity/sessions/ticket.entity.js';
import { SignInEvent } from './identity/sign-ins/sign-in-event.entity.js';
import { FormerName } from './identity/users/former-name.entity.js';
import { UserRow } from './identity/users/user.entity.js';
import { NoticeLevelsEntity } from './notifications/levels/notice-levels.entity.js';
import { PushMessage } from './notifications/push/push-message.entity.js';
import { PushPreferences } from './notifications/push/push-preferences.entity.js';
import { PushSubscription } from './notifications/push/push-subscription.entity.js';
import { WebhookDelivery } from './notifications/webhooks/webhook-delivery.entity.js';
import { Webhook } from './notifications/webhooks/webhook.entity.js';
import { Mail } from './outbound/mail/mail.entity.js';
import { SmsMessage } from './outbound/sms/sms-message.entity.js';

/** One per table of this service; a spec compares them with the migrated schema. */
export const entities = [
  UserRow,
  FormerName,
  Session,
  RevocationRow,
  Ticket,
  SignInEvent,
  ApiToken,
  Webhook,
  WebhookDelivery,
  PushSubscription,
  PushPreferences,
  NoticeLevelsEntity,
  PushMessage,
  StoredKey,
  MailedSecret,
  TotpFactor,
  RecoveryCode,
  SignInTicket,
  Passkey,
  PasskeyChallenge,
  LinkedAccount,
  UnlinkedProvider,
  FactorRemoval,
  OidcFlow,
  OidcResult,
  EarlierMailedSecret,
  FirstAdmin,
  MailRequest,
  Mail,
  SmsMessage,
  Attempt,
  AccountBan,
  RoleChange,
  IdempotencyKey,
  WebBuild,
  WebAsset,
];
