import { ApiToken } from './api-tokens/api-token.entity.js';
import { Attempt } from './auth/attempts/attempt.entity.js';
import { EarlierMailedSecret } from './auth/earlier-mailed-secret.entity.js';
import { FirstAdmin } from './auth/first-admin.entity.js';
import { MailRequest } from './auth/mail-request.entity.js';
import { MailedSecret } from './auth/mailed-secret.entity.js';
import { LinkedAccount } from './auth/oidc/linked-account.entity.js';
import { OidcFlow } from './auth/oidc/oidc-flow.entity.js';
import { OidcResult } from './auth/oidc/oidc-result.entity.js';
import { UnlinkedProvider } from './auth/oidc/unlinked-provider.entity.js';
import { PasskeyChallenge } from './auth/passkeys/passkey-challenge.entity.js';
import { Passkey } from './auth/passkeys/passkey.entity.js';
import { RecoveryCode } from './auth/second-factors/recovery-code.entity.js';
import { SignInTicket } from './auth/second-factors/sign-in-ticket.entity.js';
import { TotpFactor } from './auth/second-factors/totp-factor.entity.js';
import { AccountBan } from './bans/account-ban.entity.js';
import { IdempotencyKey } from './edge/idempotency/idempotency-key.entity.js';
import { StoredKey } from './keys/signing-key.entity.js';
import { Mail } from './mail/mail.entity.js';
import { PushMessage } from './push/push-message.entity.js';
import { PushPreferences } from './push/push-preferences.entity.js';
import { PushSubscription } from './push/push-subscription.entity.js';
import { FactorRemoval } from './auth/second-factors/factor-removal.entity.js';
import { RoleChange } from './roles/role-change.entity.js';
import { RevocationRow } from './sessions/revocation.entity.js';
import { Session } from './sessions/session.entity.js';
import { Ticket } from './sessions/ticket.entity.js';
import { SignInEvent } from './sign-ins/sign-in-event.entity.js';
import { UserRow } from './users/user.entity.js';
import { WebhookDelivery } from './webhooks/webhook-delivery.entity.js';
import { Webhook } from './webhooks/webhook.entity.js';
import { WebAsset, WebBuild } from './web/web-asset.entity.js';

/** One per table of this service; a spec compares them with the migrated schema. */
export const entities = [
  UserRow,
  Session,
  RevocationRow,
  Ticket,
  SignInEvent,
  ApiToken,
  Webhook,
  WebhookDelivery,
  PushSubscription,
  PushPreferences,
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
  Attempt,
  AccountBan,
  RoleChange,
  IdempotencyKey,
  WebBuild,
  WebAsset,
];
