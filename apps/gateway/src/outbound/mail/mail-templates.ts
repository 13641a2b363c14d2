import { type Letter, letterOf } from './letter.js';

type Language = 'en' | 'fr';

/** The texts of the mails. `link` carries the token as `?token=…`. */
export const mailTemplates = {
  /** Names the account, because its owner need not be the reader of the mailbox. */
  verify: (language: Language, link: string, username: string): Letter =>
    language === 'fr'
      ? letterOf(language, 'Confirmez votre adresse', [
          `Le compte « ${username} » utilise cette adresse. Si ce compte est le vôtre, confirmez l'adresse avec ce lien (valable 3 jours) et votre mot de passe :`,
          { link },
          "Si ce n'est pas votre compte, la même page y met fin et libère votre adresse. Un compte sans adresse confirmée prend fin après 14 jours.",
        ])
      : letterOf(language, 'Confirm your address', [
          `The account "${username}" uses this address. If it is your account, confirm the address with this link (good for 3 days) and your password:`,
          { link },
          'If it is not your account, the same page ends it and frees your address. An account without a confirmed address ends after 14 days.',
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
