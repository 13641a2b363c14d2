import type { AreaExamples } from './shape.js';

const created_at = '2026-03-01T09:30:00.000Z';
const accessToken = 'eyJhbGciOiJFZERTQSIsImtpZCI6IjEifQ.eyJzdWIiOiI3In0.c2lnbmF0dXJl';
const refreshToken = 'r1.5f3c9a7e';
const email = 'ada@example.test';
const password = 'correct horse battery staple';
const token = 'm1.8d2e4b6f';

const publicProfile = {
  id: 7,
  username: 'ada',
  first_name: 'Ada',
  last_name: 'Byron',
  avatar: null,
  bio: 'Strings and engines',
  role: 'user' as const,
  created_at,
};
const profile = {
  ...publicProfile,
  email,
  email_verified: true,
  last_login_at: '2026-03-02T08:00:00.000Z',
  links: ['https://ada.example'],
};
const novaUser = {
  id: '7',
  email,
  firstName: 'Ada',
  lastName: 'Byron',
  role: 'practitioner' as const,
  cabinetId: '3c9e1f40-5a7b-4c2d-8e6f-1a2b3c4d5e6f',
  preferences: { theme: 'auto' as const, language: 'fr' as const, notifications: { email: true, push: true, sms: false } },
  permissions: ['patients:manage', 'calendar:own'],
  lastLoginAt: '2026-03-02T08:00:00.000Z',
  createdAt: created_at,
};
const novaTokens = { accessToken, refreshToken, expiresIn: 900, tokenType: 'Bearer' as const };
const loginSession = {
  id: '0b8f4c1e-2d3a-4e5f-9a6b-7c8d9e0f1a2b',
  device: 'Mozilla/5.0 (X11; Linux x86_64)',
  address: '203.0.113.7',
  created_at,
  last_used_at: '2026-03-02T08:00:00.000Z',
  expires_at: '2026-03-31T09:30:00.000Z',
  current: true,
};
const signIn = {
  kind: 'refused' as const,
  method: 'password' as const,
  detail: 'INVALID_CREDENTIALS',
  device: 'Mozilla/5.0 (X11; Linux x86_64)',
  network: '203.0.113.0/24',
  at: created_at,
};
const guessedAccount = {
  user_id: 7,
  username: 'ada',
  refusals: 42,
  networks: 3,
  first_at: created_at,
  last_at: '2026-03-02T08:00:00.000Z',
};
const linkedAccount = {
  id: '8f14e45f-ceea-467f-a0e6-1c8d9e0f1a2b',
  provider: 'example',
  issuer: 'https://id.example.org',
  email: 'ada@example.org',
  created_at,
  last_used_at: '2026-03-02T08:00:00.000Z',
};
const oidcCode = { code: 'q0bD7cXy3Rz9-K2vLhT5uWmN8sJ4fG6aE1pQ0oZxYiU', verifier: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' };
const bot = { id: 31, username: 'ada-counts', first_name: 'Counting bot', created_at };
const secondFactor = { ticket: 'k3J9xQ2m7Zt5', code: '493817' };
const passkey = {
  id: '5d3c2b1a-0f9e-4d8c-8b7a-695847362514',
  name: 'Phone of Ada',
  backed_up: true,
  created_at,
  last_used_at: '2026-03-02T08:00:00.000Z',
};
const credential = { id: 'mC4tVZfnTq2Bq0kBcT8dWA', rawId: 'mC4tVZfnTq2Bq0kBcT8dWA', type: 'public-key' as const };
const descriptor = { id: credential.id, type: 'public-key' as const, transports: ['internal', 'hybrid'] };
const clientDataJSON = 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0';
const assertion = {
  ...credential,
  response: { clientDataJSON, authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4', signature: 'MEUCIQD' },
};
const challenge = 'q0bD7cXy3Rz9-K2vLhT5uWmN8sJ4fG6aE1pQ0oZxYiU';
const recoveryCodes = [
  'abcd-efgh-jkmn-pqrs-tuvw-xyz2',
  'bcde-fghj-kmnp-qrst-uvwx-yz23',
  'cdef-ghjk-mnpq-rstu-vwxy-z234',
  'defg-hjkm-npqr-stuv-wxyz-2345',
  'efgh-jkmn-pqrs-tuvw-xyz2-3456',
  'fghj-kmnp-qrst-uvwx-yz23-4567',
  'ghjk-mnpq-rstu-vwxy-z234-5678',
  'zyxw-vuts-rqpn-mkjh-gfed-cba2',
  'yxwv-utsr-qpnm-kjhg-fedc-ba23',
  'xwvu-tsrq-pnmk-jhgf-edcb-a234',
];
const accountBan = {
  id: 2,
  user_id: 8,
  moderator_id: 1,
  duration: '7d' as const,
  reason: 'Spam',
  created_at,
  until: '2026-03-08T09:30:00.000Z',
  lifted_at: null,
  lifted_by: null,
};

const apiToken = {
  id: '5e1d7c3a-9b2f-4a6e-8c0d-3f2e1d0c9b8a',
  name: 'Nightly import',
  prefix: 'veza_pat_Ab3dE9xQ',
  scopes: ['catalog.products:read', 'catalog.products:write'],
  created_at,
  expires_at: '2026-05-30T09:30:00.000Z',
  last_used_at: null,
};

const webhook = {
  id: '7a3f5c1e-8d2b-4e6a-9c0f-1b2d3e4f5a6b',
  url: 'https://hooks.example.test/veza',
  events: ['track.ready' as const, 'track.failed' as const],
  failing_since: null,
  disabled_at: null,
  dropped: null,
  created_at,
};
const webhookSecret = 'whsec_…';
const webhookDelivery = {
  id: '2c4e6a8b-0d1f-4b3c-8e5a-7f9d1b3c5e7a',
  event: 'track.ready' as const,
  state: 'delivered' as const,
  tries: 1,
  status: 204,
  fault: null,
  next_try_at: null,
  created_at,
};

const pushKey = 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U';
const pushPreferences = { mentions: true, direct_messages: true, bookings: false };
const pushSubscription = {
  id: '6b1d3f5a-7c9e-4b2d-8f0a-1c3e5a7b9d0f',
  host: 'push.example.test',
  session_id: '3f1b2c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d',
  created_at,
};

const object = 'https://veza.example/media/p/3c9e1f40-5a7b-4c2d-8e6f-1a2b3c4d5e6f';
const picture = {
  small: `${object}/small.jpg`,
  medium: `${object}/medium.jpg`,
  large: `${object}/large.jpg`,
  full: `${object}/full.jpg`,
};
const foundUser = { id: 7, username: 'ada', first_name: 'Ada', last_name: 'Byron', avatar: null };
const staffMember = { user_id: 7, username: 'ada', role: 'moderator' as const };
const roleChange = { id: 3, user_id: 7, changed_by: 1, from: 'user' as const, to: 'moderator' as const, at: created_at };

export const ACCOUNT_EXAMPLES: AreaExamples = {
  components: {
    Session: { user: { id: 7, email, username: 'ada', role: 'user' }, accessToken, refreshToken },
    EnvelopedSession: {
      success: true,
      data: { access_token: accessToken, refresh_token: refreshToken, expires_in: 900, token_type: 'Bearer', user: profile },
    },
    EnvelopedProfile: { success: true, data: profile },
    FactorRemoval: { state: 'requested', requested_until: '2026-03-03T08:00:00.000Z' },
    EnvelopedVerification: { success: true, data: { username: profile.username, email } },
    EnvelopedDone: { success: true, data: null },
    Ticket: { ticket: 't1.3b5d7f9a', expires_in: 30 },
    NovaUser: novaUser,
    NovaTokens: novaTokens,
    NovaSession: { ...novaUser, ...novaTokens },
    NovaDone: { success: true },
    Preferences: novaUser.preferences,
    Profile: profile,
    PublicProfile: publicProfile,
    LoginSession: loginSession,
    OidcProviders: { providers: [{ id: 'example', label: 'Example' }] },
    LinkedAccount: linkedAccount,
    Bot: bot,
    SignIn: signIn,
    SignIns: { sign_ins: [signIn], next_cursor: null },
    GuessedAccount: guessedAccount,
    SetUpSession: {
      user: { id: 7, email, username: 'ada', role: 'user' },
      accessToken,
      refreshToken,
      recovery_codes: recoveryCodes,
    },
    NovaSetUpSession: { ...novaUser, ...novaTokens, recoveryCodes },
    FreshSignIn: { fresh_until: '2026-03-02T08:15:00.000Z' },
    SecondFactors: { totp: { confirmed_at: created_at }, recovery_codes_left: 9 },
    Passkey: passkey,
    Passkeys: { passkeys: [passkey] },
    NewPasskey: { passkey: { ...passkey, last_used_at: null }, recovery_codes: [] },
    PasskeyCreationOptions: {
      challenge,
      rp: { id: 'veza.example', name: 'Veza' },
      user: { id: 'dmV6YTo3', name: 'ada', displayName: 'Ada Byron' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      timeout: 60_000,
      attestation: 'none',
      excludeCredentials: [descriptor],
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    },
    PasskeyRequestOptions: {
      challenge,
      rpId: 'veza.example',
      timeout: 60_000,
      userVerification: 'required',
      allowCredentials: [],
    },
    TotpEnrolment: {
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      uri: 'otpauth://totp/Veza:ada%40example.test?issuer=Veza&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30',
    },
    RecoveryCodes: { recovery_codes: recoveryCodes },
    ApiScope: 'catalog.products:read',
    ApiToken: apiToken,
    NewApiToken: { ...apiToken, token: 'veza_pat_Ab3dE9xQ…' },
    WebhookEvent: 'track.ready',
    Webhook: webhook,
    NewWebhook: { ...webhook, secret: webhookSecret },
    WebhookSecret: { secret: webhookSecret, earlier_until: '2026-03-02T09:30:00.000Z' },
    WebhookDelivery: webhookDelivery,
    Push: { public_key: pushKey, preferences: pushPreferences, subscriptions: [pushSubscription] },
    PushPreferences: pushPreferences,
    PushSubscription: pushSubscription,
    AccountBan: accountBan,
    FoundUser: foundUser,
    Picture: picture,
    UsersById: { users: [foundUser] },
    FoundUsers: { users: [foundUser], next_cursor: null },
    StaffMember: staffMember,
    RoleChange: roleChange,
  },
  requests: {
    login: { email, password },
    exchangeOidc: oidcCode,
    subscribePush: {
      public_key: pushKey,
      endpoint: 'https://push.example.test/send/dXNlcg',
      keys: { p256dh: pushKey, auth: 'tBHItJI5svbpez7KI4CCXg' },
    },
    preferPush: pushPreferences,
    createBot: { username: bot.username, first_name: bot.first_name },
    linkAccount: oidcCode,
    loginSecondFactor: secondFactor,
    loginSecondFactorEnveloped: secondFactor,
    novaLoginSecondFactor: secondFactor,
    setUpTotp: { ticket: secondFactor.ticket },
    setUpPasskeyOptions: { ticket: secondFactor.ticket },
    finishSetUp: secondFactor,
    novaFinishSetUp: secondFactor,
    authenticateAgain: { password },
    addPasskey: {
      name: passkey.name,
      credential: { ...credential, response: { clientDataJSON, attestationObject: 'o2NmbXRkbm9uZQ' } },
    },
    renamePasskey: { name: 'Old phone' },
    loginPasskeyOptions: {},
    loginPasskey: { credential: assertion },
    loginPasskeyEnveloped: { credential: assertion },
    novaLoginPasskey: { credential: assertion },
    enrolTotp: { password },
    confirmTotp: { code: '493817' },
    removeTotp: { password },
    renewRecoveryCodes: { password },
    createApiToken: { name: apiToken.name, scopes: apiToken.scopes, expires_in_days: 90 },
    createBotToken: { name: apiToken.name, scopes: apiToken.scopes, expires_in_days: 90 },
    createWebhook: { url: webhook.url, events: webhook.events },
    signUp: { email, username: 'ada', password },
    refresh: { refreshToken },
    forgotPassword: { email },
    resetPassword: { token, password },
    loginEnveloped: { email, password },
    register: { username: 'ada', email, password, first_name: 'Ada', last_name: 'Byron' },
    refreshEnveloped: { refresh_token: refreshToken },
    verifyEmail: { token, password },
    readVerification: { token },
    disownEmail: { token },
    novaLogin: { email, password, rememberMe: true },
    novaRequestOtp: { email },
    novaLoginOtp: { email, otp: '493817' },
    novaRefresh: { refreshToken },
    novaUpdateProfile: { firstName: 'Ada', preferences: { language: 'fr', notifications: { sms: false } } },
    novaChangePassword: { currentPassword: password, newPassword: 'another long passphrase' },
    novaRequestPasswordReset: { email },
    novaResetPassword: { token, newPassword: 'another long passphrase' },
    updateMe: { first_name: 'Ada', bio: 'Strings and engines' },
    banAccount: { duration: '7d', reason: 'Spam' },
    setRole: { role: 'moderator' },
  },
  responses: {
    listApiTokens: { tokens: [apiToken] },
    listBotTokens: { tokens: [apiToken] },
    listWebhooks: { webhooks: [webhook] },
    listWebhookDeliveries: { deliveries: [webhookDelivery] },
    listSessions: { sessions: [loginSession] },
    listAccountBans: [accountBan],
    listPlatformBans: [accountBan],
    listRoles: [staffMember],
    listRoleChanges: [roleChange],
    listBots: { bots: [bot] },
    listGuessedAccounts: [guessedAccount],
    listLinkedAccounts: { linked_accounts: [linkedAccount] },
  },
};
