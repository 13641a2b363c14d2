import type { Language } from '@veza/platform';

interface Texts {
  at: (start: string, place: string) => string;
  with: string;
  move: Record<'title' | 'times' | 'other' | 'hint' | 'button' | 'doneTitle' | 'needed' | 'taken', string>;
  cancel: Record<'title' | 'button' | 'doneTitle' | 'done', string>;
  reminders: Record<'title' | 'intro' | 'off' | 'offTitle' | 'on' | 'onTitle', string>;
  offer: Record<'title' | 'accept' | 'decline' | 'leave' | 'acceptTitle' | 'declineTitle' | 'stays' | 'left', string> & {
    until: (time: string) => string;
  };
  again: string;
}

export const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

/** The texts of the pages behind the links of appointments. Sentences of errors are those of the API. */
export const TEXTS: Record<Language, Texts> = {
  en: {
    at: (start, place) => `${start} (time in ${place})`,
    with: 'with',
    move: {
      title: 'Move your appointment',
      times: 'Free times',
      other: 'Another time',
      hint: 'In the time zone of the cabinet.',
      button: 'Move the appointment',
      doneTitle: 'Your appointment is moved',
      needed: 'The practitioner is not there at this time. Please choose another one.',
      taken: 'This time is not free. Choose one of these, or another one.',
    },
    cancel: {
      title: 'Cancel your appointment',
      button: 'Cancel the appointment',
      doneTitle: 'Your appointment is cancelled',
      done: 'You can close this page.',
    },
    reminders: {
      title: 'Reminders by mail',
      intro: 'This cabinet sends a reminder to this mailbox before each appointment.',
      off: 'No more reminders',
      offTitle: 'You get no more reminders',
      on: 'Remind me again',
      onTitle: 'You get reminders again',
    },
    offer: {
      title: 'A time is free',
      until: (time) => `It is held for you until ${time}.`,
      accept: 'Take this appointment',
      decline: 'Decline, and wait for another one',
      leave: 'Decline, and leave the waiting list',
      acceptTitle: 'The appointment is yours',
      declineTitle: 'The time is declined',
      stays: 'You stay on the waiting list.',
      left: 'You are no longer on the waiting list.',
    },
    again: 'The link of an earlier mail ends when the appointment is moved or cancelled. The newest mail has the newest link.',
  },
  fr: {
    at: (start, place) => `${start} (heure de ${place})`,
    with: 'avec',
    move: {
      title: 'Déplacer votre rendez-vous',
      times: 'Horaires libres',
      other: 'Un autre horaire',
      hint: 'Dans le fuseau horaire du cabinet.',
      button: 'Déplacer le rendez-vous',
      doneTitle: 'Votre rendez-vous est déplacé',
      needed: "Le praticien n'est pas là à cet horaire. Veuillez en choisir un autre.",
      taken: "Cet horaire n'est pas libre. Choisissez l'un de ceux-ci, ou un autre.",
    },
    cancel: {
      title: 'Annuler votre rendez-vous',
      button: 'Annuler le rendez-vous',
      doneTitle: 'Votre rendez-vous est annulé',
      done: 'Vous pouvez fermer cette page.',
    },
    reminders: {
      title: 'Rappels par courriel',
      intro: 'Ce cabinet envoie un rappel à cette adresse avant chaque rendez-vous.',
      off: 'Ne plus recevoir de rappels',
      offTitle: 'Vous ne recevrez plus de rappels',
      on: 'Recevoir à nouveau les rappels',
      onTitle: 'Vous recevrez à nouveau les rappels',
    },
    offer: {
      title: 'Un rendez-vous est libre',
      until: (time) => `Il vous est réservé jusqu'au ${time}.`,
      accept: 'Prendre ce rendez-vous',
      decline: 'Refuser, et attendre un autre horaire',
      leave: "Refuser, et quitter la liste d'attente",
      acceptTitle: 'Le rendez-vous est à vous',
      declineTitle: "L'horaire est refusé",
      stays: "Vous restez sur la liste d'attente.",
      left: "Vous n'êtes plus sur la liste d'attente.",
    },
    again:
      "Le lien d'un message cesse d'être valable quand le rendez-vous est déplacé ou annulé. Le dernier message contient le dernier lien.",
  },
};
