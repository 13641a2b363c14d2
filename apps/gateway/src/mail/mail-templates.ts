import type { NewMail } from './mails.repository.js';

type Language = 'en' | 'fr';
type Letter = Pick<NewMail, 'subject' | 'text'>;

/** The texts of the mails. `link` carries the token as `?token=…`. */
export const mailTemplates = {
  /** Names the account, because its owner need not be the reader of the mailbox. */
  verify: (language: Language, link: string, username: string): Letter =>
    language === 'fr'
      ? {
          subject: 'Confirmez votre adresse',
          text: `Le compte « ${username} » utilise cette adresse. Si ce compte est le vôtre, confirmez l'adresse avec ce lien (valable 3 jours) :\n\n${link}\n\nSi ce n'est pas votre compte, n'ouvrez pas le lien.\n`,
        }
      : {
          subject: 'Confirm your address',
          text: `The account "${username}" uses this address. If it is your account, confirm the address with this link (good for 3 days):\n\n${link}\n\nIf it is not your account, do not open the link.\n`,
        },
  reset: (language: Language, link: string): Letter =>
    language === 'fr'
      ? {
          subject: 'Nouveau mot de passe',
          text: `Choisissez un nouveau mot de passe avec ce lien (valable 1 heure, une seule fois) :\n\n${link}\n\nSi vous n'avez rien demandé, ignorez ce message.\n`,
        }
      : {
          subject: 'A new password',
          text: `Choose a new password with this link (good for 1 hour, once):\n\n${link}\n\nIf you did not ask for it, ignore this mail.\n`,
        },
  otp: (language: Language, code: string): Letter =>
    language === 'fr'
      ? { subject: 'Votre code de connexion', text: `Votre code : ${code}\n\nIl est valable 5 minutes, une seule fois.\n` }
      : { subject: 'Your sign-in code', text: `Your code: ${code}\n\nIt is good for 5 minutes, once.\n` },
};
