import { type Letter, letterOf } from './letter.js';

type Language = 'en' | 'fr';

/** The texts of the mails. `link` carries the token as `?token=…`. */
export const mailTemplates = {
  /** Names the account, because its owner need not be the reader of the mailbox. */
  verify: (language: Language, link: string, username: string): Letter =>
    language === 'fr'
      ? letterOf(language, 'Confirmez votre adresse', [
          `Le compte « ${username} » utilise cette adresse. Si ce compte est le vôtre, confirmez l'adresse avec ce lien (valable 3 jours) :`,
          { link },
          "Si ce n'est pas votre compte, n'ouvrez pas le lien.",
        ])
      : letterOf(language, 'Confirm your address', [
          `The account "${username}" uses this address. If it is your account, confirm the address with this link (good for 3 days):`,
          { link },
          'If it is not your account, do not open the link.',
        ]),
  reset: (language: Language, link: string): Letter =>
    language === 'fr'
      ? letterOf(language, 'Nouveau mot de passe', [
          'Choisissez un nouveau mot de passe avec ce lien (valable 1 heure, une seule fois) :',
          { link },
          "Si vous n'avez rien demandé, ignorez ce message.",
        ])
      : letterOf(language, 'A new password', [
          'Choose a new password with this link (good for 1 hour, once):',
          { link },
          'If you did not ask for it, ignore this mail.',
        ]),
  otp: (language: Language, code: string): Letter =>
    language === 'fr'
      ? letterOf(language, 'Votre code de connexion', [`Votre code : ${code}`, 'Il est valable 5 minutes, une seule fois.'])
      : letterOf(language, 'Your sign-in code', [`Your code: ${code}`, 'It is good for 5 minutes, once.']),
};
