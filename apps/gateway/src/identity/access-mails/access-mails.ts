import { type Letter, letterOf } from '../../outbound/mail/letter.js';

/** Changes of the access to an account. */
export type AccessChange =
  | 'password'
  | 'reset'
  | 'address'
  | 'device'
  | 'theft'
  | 'factor-on'
  | 'factor-off'
  | 'factors-requested'
  | 'factors-removed'
  | 'passkey-on'
  | 'passkey-off'
  | 'recovery-codes'
  | 'recovered'
  | 'api-token'
  | 'webhook'
  | 'guessing'
  | 'provider-on'
  | 'provider-off';

/** Subject and first sentence. */
const TEXTS: Record<AccessChange, { en: [string, string]; fr: [string, string] }> = {
  password: {
    en: ['Your password has changed', 'has a new password. All other sessions have ended.'],
    fr: ['Votre mot de passe a changé', 'a un nouveau mot de passe. Les autres sessions ont pris fin.'],
  },
  reset: {
    en: [
      'Your password has changed',
      'has a new password, set by a link of a mail. All sessions, API tokens, webhooks and notifications of browsers have ended. Factors, passkeys and linked accounts have stayed; the settings list them.',
    ],
    fr: [
      'Votre mot de passe a changé',
      "a un nouveau mot de passe, choisi par le lien d'un e-mail. Les sessions, jetons d'API, webhooks et notifications de navigateurs ont pris fin. Les facteurs, clés d'accès et comptes liés sont restés ; les réglages les montrent.",
    ],
  },
  address: {
    en: ['Your address has changed', 'has a new e-mail address.'],
    fr: ['Votre adresse a changé', 'a une nouvelle adresse e-mail.'],
  },
  device: {
    en: ['Sign-in from a new device', 'was just entered from a device or program that it did not know.'],
    fr: [
      'Connexion depuis un nouvel appareil',
      "vient d'être ouvert depuis un appareil ou un programme qu'il ne connaissait pas.",
    ],
  },
  theft: {
    en: [
      'A session was ended for your safety',
      'had a session whose token was used twice, so it may have been copied. The session has ended.',
    ],
    fr: [
      'Une session a pris fin par sécurité',
      'avait une session dont le jeton a servi deux fois, donc peut-être copié. La session a pris fin.',
    ],
  },
  'factor-on': {
    en: ['Two-step sign-in is on', 'now asks for a code of an authenticator app at each sign-in. All other sessions have ended.'],
    fr: [
      'Connexion en deux étapes activée',
      "demande désormais un code d'une application d'authentification à chaque connexion. Les autres sessions ont pris fin.",
    ],
  },
  'factor-off': {
    en: ['Two-step sign-in is off', 'no longer asks for a code of an authenticator app.'],
    fr: ['Connexion en deux étapes désactivée', "ne demande plus de code d'une application d'authentification."],
  },
  'factors-requested': {
    en: [
      'Your factors are to be removed',
      'is to lose its authenticator app, passkeys and recovery codes: an administrator has requested it, and a second one may confirm it within 24 hours. If you still have a factor, sign in with it, which ends the request.',
    ],
    fr: [
      'Vos facteurs doivent être supprimés',
      "doit perdre son application d'authentification, ses clés d'accès et ses codes de secours : un administrateur l'a demandé, et un second peut le confirmer dans les 24 heures. Si vous avez encore un facteur, connectez-vous avec lui : la demande prend fin.",
    ],
  },
  'factors-removed': {
    en: [
      'Your factors were removed',
      'no longer has an authenticator app, passkeys or recovery codes: two administrators, or the operator of the platform, have removed them. All sessions have ended. Sign in with the password, and set up a new factor.',
    ],
    fr: [
      'Vos facteurs ont été supprimés',
      "n'a plus d'application d'authentification, de clés d'accès ni de codes de secours : deux administrateurs, ou l'exploitant de la plateforme, les ont supprimés. Les sessions ont pris fin. Connectez-vous avec le mot de passe, et ajoutez un nouveau facteur.",
    ],
  },
  'passkey-on': {
    en: ['A passkey was added', 'has a new passkey, which signs in. Each sign-in now takes a second factor.'],
    fr: [
      "Une clé d'accès a été ajoutée",
      "a une nouvelle clé d'accès, qui permet de se connecter. Chaque connexion demande désormais un second facteur.",
    ],
  },
  'passkey-off': {
    en: ['A passkey was removed', 'no longer accepts one of its passkeys.'],
    fr: ["Une clé d'accès a été supprimée", "n'accepte plus l'une de ses clés d'accès."],
  },
  'recovery-codes': {
    en: ['New recovery codes', 'has new recovery codes. The old ones no longer work.'],
    fr: ['Nouveaux codes de secours', 'a de nouveaux codes de secours. Les anciens ne fonctionnent plus.'],
  },
  'api-token': {
    en: ['A new API token', 'has a new API token, with which a program can act for it.'],
    fr: ["Un nouveau jeton d'API", "a un nouveau jeton d'API, avec lequel un programme peut agir en son nom."],
  },
  webhook: {
    en: ['A new webhook', 'has a new webhook, to which ids of its events are sent.'],
    fr: ['Un nouveau webhook', 'a un nouveau webhook, auquel les identifiants de ses événements sont envoyés.'],
  },
  'provider-on': {
    en: ['An account was linked', 'is now also entered with an account of another provider.'],
    fr: ['Un compte a été lié', "s'ouvre désormais aussi avec un compte d'un autre fournisseur."],
  },
  'provider-off': {
    en: ['A linked account was removed', 'is no longer entered with one of its linked accounts.'],
    fr: ['Un compte lié a été retiré', "ne s'ouvre plus avec l'un de ses comptes liés."],
  },
  guessing: {
    en: [
      'Many refused sign-ins',
      'had at least ten refused sign-ins within an hour. No session was opened by them; the list of your sign-ins shows them.',
    ],
    fr: [
      'De nombreuses connexions refusées',
      "a eu au moins dix connexions refusées en une heure. Elles n'ont ouvert aucune session ; la liste de vos connexions les montre.",
    ],
  },
  recovered: {
    en: ['Sign-in with a recovery code', 'was just entered with a recovery code, which works only once.'],
    fr: ['Connexion avec un code de secours', "vient d'être ouvert avec un code de secours, qui ne sert qu'une fois."],
  },
};

const WARNING = {
  en: 'If it was not you, set a new password at once and end all sessions.',
  fr: "Si ce n'était pas vous, changez aussitôt de mot de passe et mettez fin à toutes les sessions.",
};

/** Without a link: a reader opens the site as usual, and forged mails of this kind have nothing to imitate. */
export function accessMail(language: 'en' | 'fr', change: AccessChange, username: string): Letter {
  const [subject, sentence] = TEXTS[change][language];
  const account = language === 'fr' ? `Le compte « ${username} »` : `The account "${username}"`;
  return letterOf(language, subject, [`${account} ${sentence}`, WARNING[language]]);
}
