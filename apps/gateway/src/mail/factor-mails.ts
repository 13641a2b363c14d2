import { type Letter, letterOf } from './letter.js';

export type FactorChange = 'on' | 'off' | 'codes' | 'recovered';

/** Subject and first sentence. */
const TEXTS: Record<FactorChange, { en: [string, string]; fr: [string, string] }> = {
  on: {
    en: ['Two-step sign-in is on', 'now asks for a code of an authenticator app at each sign-in. All other sessions have ended.'],
    fr: [
      'Connexion en deux étapes activée',
      "demande désormais un code d'une application d'authentification à chaque connexion. Les autres sessions ont pris fin.",
    ],
  },
  off: {
    en: ['Two-step sign-in is off', 'no longer asks for a code of an authenticator app.'],
    fr: ['Connexion en deux étapes désactivée', "ne demande plus de code d'une application d'authentification."],
  },
  codes: {
    en: ['New recovery codes', 'has new recovery codes. The old ones no longer work.'],
    fr: ['Nouveaux codes de secours', 'a de nouveaux codes de secours. Les anciens ne fonctionnent plus.'],
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

export function factorMail(language: 'en' | 'fr', change: FactorChange, username: string): Letter {
  const [subject, sentence] = TEXTS[change][language];
  const account = language === 'fr' ? `Le compte « ${username} »` : `The account "${username}"`;
  return letterOf(language, subject, [`${account} ${sentence}`, WARNING[language]]);
}
