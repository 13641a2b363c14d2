import type { Language } from '@veza/platform';

/** The texts of the pages behind mailed links. Sentences of errors are those of the API. */
interface PageTexts {
  verify: Record<'title' | 'button' | 'doneTitle' | 'done' | 'label' | 'hint' | 'wrong', string> & {
    intro(username: string, email: string): string;
  };
  disown: Record<'intro' | 'button' | 'doneTitle' | 'done', string>;
  reset: Record<'title' | 'intro' | 'button' | 'doneTitle' | 'done' | 'label' | 'hint' | 'weak', string>;
  /** What to do when a link is no longer valid. */
  again: string;
}

export const PAGE_TEXTS: Record<Language, PageTexts> = {
  en: {
    verify: {
      title: 'Confirm your address',
      intro: (username, email) => `The account "${username}" uses the address ${email}. Enter its password to confirm it.`,
      button: 'Confirm the address',
      doneTitle: 'Your address is confirmed',
      done: 'You can close this page.',
      label: 'Password',
      hint: 'The password of this account.',
      wrong: 'This is not the password of the account.',
    },
    disown: {
      intro: 'If somebody else has used your address, end this account. Nothing else happens to you.',
      button: 'This is not my account',
      doneTitle: 'Your address is free',
      done: 'The account no longer uses your address. You can close this page.',
    },
    reset: {
      title: 'Choose a new password',
      intro: 'The new password ends every session of your account.',
      button: 'Set the password',
      doneTitle: 'Your new password is set',
      done: 'Every earlier session has ended. You can close this page and sign in.',
      label: 'New password',
      hint: 'At least 10 characters.',
      weak: 'This password is too short or easy to guess. Choose one of at least 10 characters that is neither common nor your name.',
    },
    again: 'Request a new mail where you requested this one.',
  },
  fr: {
    verify: {
      title: 'Confirmez votre adresse',
      intro: (username, email) =>
        `Le compte « ${username} » utilise l'adresse ${email}. Saisissez son mot de passe pour la confirmer.`,
      button: "Confirmer l'adresse",
      doneTitle: 'Votre adresse est confirmée',
      done: 'Vous pouvez fermer cette page.',
      label: 'Mot de passe',
      hint: 'Le mot de passe de ce compte.',
      wrong: "Ce n'est pas le mot de passe du compte.",
    },
    disown: {
      intro: "Si une autre personne a utilisé votre adresse, mettez fin à ce compte. Rien d'autre ne change pour vous.",
      button: "Ce n'est pas mon compte",
      doneTitle: 'Votre adresse est libre',
      done: "Le compte n'utilise plus votre adresse. Vous pouvez fermer cette page.",
    },
    reset: {
      title: 'Choisissez un nouveau mot de passe',
      intro: 'Le nouveau mot de passe met fin à toutes les sessions de votre compte.',
      button: 'Enregistrer le mot de passe',
      doneTitle: 'Votre nouveau mot de passe est enregistré',
      done: 'Toutes les sessions précédentes sont terminées. Vous pouvez fermer cette page et vous connecter.',
      label: 'Nouveau mot de passe',
      hint: 'Au moins 10 caractères.',
      weak: "Ce mot de passe est trop court ou facile à deviner. Choisissez-en un d'au moins 10 caractères, qui ne soit ni courant ni votre nom.",
    },
    again: 'Demandez un nouveau message là où vous avez demandé celui-ci.',
  },
};
