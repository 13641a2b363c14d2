import type { Language } from '@veza/platform';

/** The texts of the pages behind mailed links. Sentences of errors are those of the API. */
interface PageTexts {
  verify: Record<'title' | 'intro' | 'button' | 'doneTitle' | 'done', string>;
  reset: Record<'title' | 'intro' | 'button' | 'doneTitle' | 'done' | 'label' | 'hint' | 'weak', string>;
  /** What to do when a link is no longer valid. */
  again: string;
}

export const PAGE_TEXTS: Record<Language, PageTexts> = {
  en: {
    verify: {
      title: 'Confirm your address',
      intro: 'This confirms that the mailbox of this link belongs to your account.',
      button: 'Confirm the address',
      doneTitle: 'Your address is confirmed',
      done: 'You can close this page.',
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
      intro: 'Vous confirmez ainsi que la boîte aux lettres de ce lien appartient à votre compte.',
      button: "Confirmer l'adresse",
      doneTitle: 'Votre adresse est confirmée',
      done: 'Vous pouvez fermer cette page.',
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
