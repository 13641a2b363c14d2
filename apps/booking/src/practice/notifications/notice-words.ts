import type { AppointmentChange, MailLanguage } from '@veza/contracts';

/** What was done to an appointment. */
export type NotifiedChange = AppointmentChange;

/** What the text of a notification says, without its language; `start` is the wall time of the cabinet, `2027-03-29T09:30`. */
export type NoticeWords =
  | { about: NotifiedChange | 'soon'; start: string }
  | { about: 'displaced'; count: number; practitioner: string }
  | { about: 'left'; practitioner: string };

export interface NoticeText {
  title: string;
  message: string;
}

/** Texts name no patient: they appear on locked screens. */
const TEXTS = {
  en: {
    titles: {
      booked: 'New appointment',
      confirmed: 'Appointment confirmed',
      rescheduled: 'Appointment moved',
      updated: 'Appointment changed',
      cancelled: 'Appointment cancelled',
      completed: 'Appointment completed',
      no_show: 'Patient did not come',
      soon: 'Appointment soon',
    },
    at: (date: string, time: string) => `On ${date} at ${time}`,
    displaced: 'Appointments need another time',
    during: (count: number, practitioner: string) => `${count} during an absence of ${practitioner}`,
    left: (practitioner: string) => `${practitioner} has left the cabinet`,
    leaves: 'Appointments that are still to come need another practitioner.',
  },
  fr: {
    titles: {
      booked: 'Nouveau rendez-vous',
      confirmed: 'Rendez-vous confirmé',
      rescheduled: 'Rendez-vous déplacé',
      updated: 'Rendez-vous modifié',
      cancelled: 'Rendez-vous annulé',
      completed: 'Rendez-vous terminé',
      no_show: "Le patient n'est pas venu",
      soon: 'Rendez-vous imminent',
    },
    at: (date: string, time: string) => `Le ${date.split('-').reverse().join('/')} à ${time}`,
    displaced: 'Des rendez-vous doivent être déplacés',
    during: (count: number, practitioner: string) => `${count} pendant une absence de ${practitioner}`,
    left: (practitioner: string) => `${practitioner} a quitté le cabinet`,
    leaves: 'Les rendez-vous à venir doivent être confiés à un autre praticien.',
  },
} satisfies Record<MailLanguage, unknown>;

export function noticeText(words: NoticeWords, language: MailLanguage): NoticeText {
  const texts = TEXTS[language];
  if (words.about === 'left') return { title: texts.left(words.practitioner), message: texts.leaves };
  if (words.about === 'displaced')
    return { title: texts.displaced, message: texts.during(words.count, words.practitioner).trim() };
  const [date = '', time = ''] = words.start.split('T');
  return { title: texts.titles[words.about], message: texts.at(date, time) };
}
