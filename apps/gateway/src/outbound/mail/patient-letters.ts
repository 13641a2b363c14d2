import type { MailLanguage, PatientMail } from '@veza/contracts';
import { withDescription } from './calendar-description.js';
import { type Letter, letterOf, type Part } from './letter.js';

type About = Exclude<PatientMail, { kind: 'code' | 'offer' }>;
type Offer = Extract<PatientMail, { kind: 'offer' }>;

/** Paths of the front end (`APP_URL`), which sends the token to `/api/appointment-links/…` or `/api/waiting-list/offers/…`; without it of the gateway's pages. */
export const LINK_PATHS = {
  move: '/appointments/move',
  cancel: '/appointments/cancel',
  remind: '/appointments/reminders',
  offer: '/waiting-list/offer',
};

/** No reason for the visit and no name of the patient: mails are read by others, and subjects on locked screens. */
const TEXTS = {
  fr: {
    code: (cabinet: string) => `Votre code pour ${cabinet}`,
    codeIs: 'Votre code',
    codeLife: "Il est valable 10 minutes, une seule fois. Si vous n'avez rien demandé, ignorez ce message.",
    subjects: {
      booked: 'Votre rendez-vous',
      confirmed: 'Votre rendez-vous est confirmé',
      rescheduled: 'Votre rendez-vous est déplacé',
      cancelled: 'Votre rendez-vous est annulé',
      reminder: 'Rappel de votre rendez-vous',
      displaced: 'Votre rendez-vous doit être déplacé',
    },
    when: (start: string, timezone: string) => `${start} (heure de ${timezone})`,
    with: 'avec',
    proposed: 'Horaires libres',
    offer: 'Un rendez-vous est libre',
    offerLife: "Il vous est réservé jusqu'au",
    accept: "Pour l'accepter ou le refuser",
    move: 'Pour le déplacer',
    cancel: "Pour l'annuler",
    remind: 'Pour ne plus recevoir de rappels',
  },
  en: {
    code: (cabinet: string) => `Your code for ${cabinet}`,
    codeIs: 'Your code',
    codeLife: 'It is good for 10 minutes, once. If you did not ask for it, ignore this mail.',
    subjects: {
      booked: 'Your appointment',
      confirmed: 'Your appointment is confirmed',
      rescheduled: 'Your appointment was moved',
      cancelled: 'Your appointment was cancelled',
      reminder: 'Reminder of your appointment',
      displaced: 'Your appointment needs another time',
    },
    when: (start: string, timezone: string) => `${start} (time in ${timezone})`,
    with: 'with',
    proposed: 'Free times',
    offer: 'A time is free',
    offerLife: 'It is held for you until',
    accept: 'To accept or decline it',
    move: 'To move it',
    cancel: 'To cancel it',
    remind: 'To get no more reminders',
  },
};

const LOCALES: Record<MailLanguage, string> = { fr: 'fr-FR', en: 'en-GB' };

/** `origin`: the address of the front end. */
export function patientLetter(mail: PatientMail, origin: string): Letter {
  const texts = TEXTS[mail.language];
  if (mail.kind === 'offer') return offerLetter(mail, origin);
  if (mail.kind !== 'code') return appointmentLetter(mail, origin);
  const { cabinet, code } = mail;
  return letterOf(mail.language, texts.code(cabinet), [`${texts.codeIs} : ${code}`, texts.codeLife]);
}

function offerLetter(mail: Offer, origin: string): Letter {
  const { language, cabinet, practitioner, start, until, timezone, token } = mail;
  const texts = TEXTS[language];
  const when = texts.when(spokenTime(start, language), placeOf(timezone));
  return letterOf(language, `${texts.offer} : ${when}`, [
    `${texts.offer} : ${when}`,
    `${cabinet}, ${texts.with} ${practitioner}`,
    `${texts.offerLife} : ${spokenTime(until, language)}`,
    { label: texts.accept, link: `${origin}${LINK_PATHS.offer}?token=${token}&lang=${language}` },
  ]);
}

function appointmentLetter(mail: About, origin: string): Letter {
  const { kind, language, cabinet, practitioner, start, timezone, proposed = [] } = mail;
  const texts = TEXTS[language];
  const [subject, when] = [texts.subjects[kind], texts.when(spokenTime(start, language), placeOf(timezone))];
  const offer = (each: { start: string; practitioner: string }) =>
    `- ${spokenTime(each.start, language)}, ${texts.with} ${each.practitioner}`;
  const link = (label: string, path: string, token?: string) =>
    token ? [{ label, link: `${origin}${path}?token=${token}&lang=${language}` }] : [];
  const parts: Part[] = [
    `${subject} : ${when}`,
    `${cabinet}, ${texts.with} ${practitioner}`,
    ...placeParts(mail),
    ...(proposed.length === 0 ? [] : [[`${texts.proposed} :`, ...proposed.map(offer)].join('\n')]),
    ...link(texts.move, LINK_PATHS.move, mail.moveToken),
    ...link(texts.cancel, LINK_PATHS.cancel, mail.cancelToken),
    ...link(texts.remind, LINK_PATHS.remind, mail.remindToken),
  ];
  return letterOf(language, `${subject} : ${when}`, parts);
}

const placeParts = ({ address, phone }: About): string[] => {
  const lines = [address, phone].filter((line) => line !== undefined);
  return lines.length === 0 ? [] : [lines.join('\n')];
};

/**
 * The calendar file with the phone number and the links in its description: booking writes the file, and only this app knows
 * the address of the front end.
 */
export function patientCalendar(mail: PatientMail, origin: string): About['calendar'] {
  if (mail.kind === 'code' || mail.kind === 'offer') return undefined;
  const { calendar, language, phone, moveToken, cancelToken } = mail;
  const texts = TEXTS[language];
  const link = (label: string, path: string, token?: string) =>
    token ? [`${label} : ${origin}${path}?token=${token}&lang=${language}`] : [];
  const lines = [
    ...(phone === undefined ? [] : [phone]),
    ...link(texts.move, LINK_PATHS.move, moveToken),
    ...link(texts.cancel, LINK_PATHS.cancel, cancelToken),
  ];
  return calendar && { ...calendar, content: withDescription(calendar.content, lines) };
}

/** `2027-03-29T09:30` is a local time, so no zone may change it. */
const spokenTime = (start: string, language: MailLanguage) =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(`${start}Z`),
  );

const placeOf = (timezone: string) => (timezone.split('/').at(-1) ?? timezone).replaceAll('_', ' ');
