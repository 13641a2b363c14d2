import type { MailLanguage, PatientSms } from '@veza/contracts';

/** No reason for the visit and no name of the patient: texts are shown on locked screens. */
const TEXTS: Record<MailLanguage, { reminder: string; time: string; stop: string; locale: string }> = {
  fr: { reminder: 'Rappel de votre rendez-vous', time: 'heure de', stop: 'Ne plus recevoir de rappels', locale: 'fr-FR' },
  en: { reminder: 'Reminder of your appointment', time: 'time in', stop: 'No more reminders', locale: 'en-GB' },
};
/** Two parts of an SMS are for the words, whatever the name; the link follows. */
const LONGEST_NAME = 60;

/** A reminder on the clock of the cabinet, and the link that ends reminders. */
export function reminderSms({ language, cabinet, start, timezone }: PatientSms, stopLink: string): string {
  const { reminder, time, stop, locale } = TEXTS[language];
  // A local time, so no zone may change it.
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' }).format(
    new Date(`${start}Z`),
  );
  const place = (timezone.split('/').at(-1) ?? timezone).replaceAll('_', ' ');
  const name = cabinet.replace(/\s+/g, ' ').trim();
  const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  return `${reminder} : ${when} (${time} ${place}), ${shown}. ${stop} : ${stopLink}`;
}
