/**
 * Calls that exist in several spellings, for the clients that were written against them, with the one that new programs use.
 * They stay; the reference folds them away.
 */
export const SPELLINGS: Readonly<Record<string, string>> = {
  loginEnveloped: 'login',
  register: 'signUp',
  refreshEnveloped: 'refresh',
  logoutEnveloped: 'logout',
  me: 'getMe',
  novaLogin: 'login',
  novaRefresh: 'refresh',
  novaLogout: 'logout',
  novaMe: 'getMe',
  novaUpdateProfile: 'updateMe',
  novaRequestPasswordReset: 'forgotPassword',
  novaResetPassword: 'resetPassword',
};
