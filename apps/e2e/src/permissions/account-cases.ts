import { account, newAccount, outcast, refreshToken } from './account-objects.js';
import type { HttpCase, HttpCases } from './http-case.js';
import type { Objects } from './objects.js';
import { upload } from './store-objects.js';

/** Reads the request of the caller only. */
const plain: HttpCase = {};
const endsSession: HttpCase = { caller: 'new' };
/** The token is the credential, and that of the example is none. The journey of the identity follows mailed ones. */
const mailedToken: HttpCase = { allowedError: 'INVALID_TOKEN' };

const signIn: HttpCase = {
  request: async (objects) => {
    const { email, password } = await account(objects);
    return { json: { email, password } };
  },
};
const signUp: HttpCase = { request: () => ({ json: newAccount() }) };
const refresh: HttpCase = { request: async (objects) => ({ json: { refreshToken: await refreshToken(objects) } }) };
const ownPassword: HttpCase = { caller: 'new', request: (_, caller) => ({ json: { password: caller?.password ?? 'none' } }) };
const NO_ID = '00000000-0000-4000-8000-000000000000';
/** The gateway's own specs use real passkeys. */
const passkey: HttpCase = { allowedError: 'INVALID_PASSKEY' };
const noPasskey: HttpCase = { request: () => ({ params: { id: NO_ID } }), allowedError: 'NOT_FOUND' };
const banned: HttpCase = { request: async (objects: Objects) => ({ params: { id: (await outcast(objects)).id } }) };
/** A moderator does not replace or lift the ban of an administrator. */
const newlyBanned: HttpCase = { ...banned, uses: 'own objects' };

const ownWebhook: HttpCase = {
  caller: 'new',
  request: async ({ callers: { system } }, caller) => ({
    params: { id: await webhookOf(system.rest, caller?.accessToken), delivery: NO_ID },
  }),
};

const ownBot: HttpCase = {
  caller: 'new',
  request: async ({ callers: { system } }, caller) => ({
    params: { id: await botOf(system.rest, caller?.accessToken), token: NO_ID },
  }),
};

export const ACCOUNT_CASES: HttpCases = {
  login: signIn,
  loginEnveloped: signIn,
  novaLogin: signIn,
  novaLoginOtp: { allowedError: 'INVALID_CODE' },
  loginSecondFactor: mailedToken,
  loginSecondFactorEnveloped: mailedToken,
  novaLoginSecondFactor: mailedToken,
  authenticateAgain: ownPassword,
  loginPasskeyOptions: plain,
  loginPasskey: passkey,
  loginPasskeyEnveloped: passkey,
  novaLoginPasskey: passkey,
  setUpTotp: mailedToken,
  setUpPasskeyOptions: mailedToken,
  finishSetUp: mailedToken,
  novaFinishSetUp: mailedToken,
  authenticateAgainOptions: plain,
  listPasskeys: plain,
  createPasskeyOptions: plain,
  addPasskey: passkey,
  renamePasskey: noPasskey,
  removePasskey: noPasskey,
  getSecondFactors: plain,
  enrolTotp: ownPassword,
  // The gateway's own specs confirm apps.
  confirmTotp: { caller: 'new', allowedError: 'INVALID_STATE' },
  removeTotp: ownPassword,
  renewRecoveryCodes: { ...ownPassword, allowedError: 'INVALID_STATE' },
  listOidcProviders: plain,
  // The gateway's own specs have a provider.
  startOidc: {
    request: () => ({ params: { provider: 'none' }, query: { return_to: 'http://localhost/', challenge: 'x'.repeat(43) } }),
    allowedError: 'NOT_FOUND',
  },
  finishOidc: { request: () => ({ params: { provider: 'none' }, query: { state: 'x' } }), allowedError: 'NOT_FOUND' },
  exchangeOidc: mailedToken,
  listLinkedAccounts: plain,
  linkAccount: mailedToken,
  unlinkAccount: { request: () => ({ params: { id: NO_ID } }), allowedError: 'NOT_FOUND' },
  createApiToken: plain,
  listApiTokens: plain,
  revokeApiToken: {
    request: async ({ callers: { system } }, caller) => ({ params: { id: await apiTokenOf(system.rest, caller?.accessToken) } }),
  },
  listBots: plain,
  createBot: { caller: 'new', request: () => ({ json: { username: newAccount().username } }) },
  removeBot: ownBot,
  createBotToken: ownBot,
  listBotTokens: ownBot,
  // The gateway's own specs revoke tokens of bots.
  revokeBotToken: { ...ownBot, allowedError: 'NOT_FOUND' },
  createWebhook: { caller: 'new' },
  listWebhooks: plain,
  removeWebhook: ownWebhook,
  rotateWebhookSecret: ownWebhook,
  enableWebhook: ownWebhook,
  disableWebhook: ownWebhook,
  pingWebhook: ownWebhook,
  listWebhookDeliveries: ownWebhook,
  // The gateway's own specs send messages.
  resendWebhookDelivery: {
    ...ownWebhook,
    allowedError: 'NOT_FOUND',
  },
  getPush: plain,
  // The key of the platform is not that of the example. The gateway's own specs subscribe.
  subscribePush: { allowedError: 'VALIDATION_FAILED' },
  unsubscribePush: { request: () => ({ params: { id: NO_ID } }), allowedError: 'NOT_FOUND' },
  preferPush: plain,
  signUp,
  register: signUp,
  refresh,
  refreshEnveloped: { request: async (objects) => ({ json: { refresh_token: await refreshToken(objects) } }) },
  novaRefresh: refresh,
  logout: endsSession,
  logoutEnveloped: endsSession,
  novaLogout: endsSession,
  forgotPassword: plain,
  novaRequestPasswordReset: plain,
  novaRequestOtp: plain,
  resetPassword: mailedToken,
  novaResetPassword: mailedToken,
  verifyEmail: mailedToken,
  readVerification: mailedToken,
  disownEmail: mailedToken,
  resendVerification: plain,
  createTicket: plain,
  me: plain,
  novaMe: plain,
  novaUpdateProfile: plain,
  novaChangePassword: {
    caller: 'new',
    request: (_, caller) => ({ json: { currentPassword: caller?.password ?? 'none', newPassword: newAccount().password } }),
  },
  getMe: plain,
  updateMe: plain,
  /** The e2e journey of people uploads pictures; here all callers come at once, and a replica decodes eight. */
  setMyPicture: { request: () => upload('picture', {}, 'empty'), allowedError: 'FILE_MISSING' },
  dropMyPicture: plain,
  setMyBanner: { request: () => upload('picture', {}, 'empty'), allowedError: 'FILE_MISSING' },
  dropMyBanner: plain,
  eraseMe: endsSession,
  exportMe: { sent: 'one by one' },
  listSessions: plain,
  listSignIns: plain,
  listGuessedAccounts: plain,
  revokeSession: {
    caller: 'new',
    request: async ({ callers: { system } }, caller) => ({ params: { id: await sessionOf(system.rest, caller?.accessToken) } }),
  },
  revokeOtherSessions: endsSession,
  listUsersById: { request: () => ({ query: { ids: '1,2' } }) },
  searchUsers: { request: () => ({ query: { search: 'stranger' } }) },
  listRoles: plain,
  listRoleChanges: plain,
  // The account has no factor. The gateway's own specs remove some.
  removeFactorsOf: {
    request: async ({ callers }) => ({ params: { id: (await callers.bystander('locked-out')).id } }),
    allowedError: 'INVALID_STATE',
  },
  setRole: { request: async ({ callers }) => ({ params: { id: (await callers.bystander('promoted')).id } }) },
  getUser: banned,
  listAccountBans: banned,
  listPlatformBans: plain,
  banAccount: newlyBanned,
  liftAccountBan: newlyBanned,
  signOutAccount: newlyBanned,
  resetProfile: {
    request: async (objects) => ({ params: { id: (await outcast(objects)).id, part: 'words' } }),
    uses: 'own objects',
  },

  getKeys: plain,
  // The system of the test has neither a contact nor, in most runs, a front end.
  getSecurityText: { allowedError: 'NOT_FOUND' },
  getChangePassword: { allowedError: 'NOT_FOUND' },
  // The system of the test has no web client, whose addresses are asked for.
  getOEmbed: { request: () => ({ query: { url: 'https://veza.test/app/tracks/1' } }), allowedError: 'NOT_FOUND' },
  getOpenApi: plain,
  getAsyncApi: plain,
  getHome: plain,
  getDocs: plain,
  getDocsScript: plain,
  getHealth: plain,
  getOutbox: plain,
  getSmsOutbox: plain,
};

async function apiTokenOf(rest: Objects['callers']['system']['rest'], token: string | undefined): Promise<string> {
  if (token === undefined) return NO_ID;
  const made = await rest
    .as(token)
    .post('/api/v1/users/me/api-tokens', { json: { name: 'x', scopes: ['catalog.products:read'] } });
  return String(JSON.parse(made.expect(201).text).id);
}

async function botOf(rest: Objects['callers']['system']['rest'], token: string | undefined): Promise<number> {
  if (token === undefined) return 1;
  const json = { username: newAccount().username };
  return Number(JSON.parse((await rest.as(token).post('/api/v1/users/me/bots', { json })).expect(201).text).id);
}

async function webhookOf(rest: Objects['callers']['system']['rest'], token: string | undefined): Promise<string> {
  if (token === undefined) return NO_ID;
  const json = { url: 'https://hooks.invalid/hook', events: ['track.ready'] };
  return String(JSON.parse((await rest.as(token).post('/api/v1/users/me/webhooks', { json })).expect(201).text).id);
}

async function sessionOf(rest: Objects['callers']['system']['rest'], token: string | undefined): Promise<string> {
  if (token === undefined) return NO_ID;
  const { sessions } = JSON.parse((await rest.as(token).get('/api/v1/users/me/sessions')).expect(200).text);
  return String(sessions[0].id);
}
