import type { PatientAppointment, ProposedTime, WaitingOffer } from '@veza/contracts';
import type { Language } from '@veza/platform';
import { escaped, paragraph } from '../../../edge/index.js';
import { LOCALES, TEXTS } from './appointment-texts.js';

export const spoken = (instant: string, timezone: string, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'full', timeStyle: 'short', timeZone: timezone }).format(
    new Date(instant),
  );

/** When, where and with whom; neither the reason nor the name of the patient, because others may read the mail. */
export const summary = ({ cabinet: { name, timezone }, ...appointment }: PatientAppointment, language: Language): string =>
  timeAndPlace({ ...appointment, cabinet: name, timezone }, language);

export function timeAndPlace(
  { startTime, practitioner, cabinet, timezone }: Pick<WaitingOffer, 'startTime' | 'practitioner' | 'cabinet' | 'timezone'>,
  language: Language,
): string {
  const place = (timezone.split('/').at(-1) ?? timezone).replaceAll('_', ' ');
  const when = TEXTS[language].at(spoken(startTime, timezone, language), place);
  return paragraph(when) + paragraph(`${cabinet}, ${TEXTS[language].with} ${practitioner}`);
}

/** A choice among free times, and a field for any other one. The value of a choice is `time` or `time practitioner`. */
export function timeFields(
  times: readonly (Pick<ProposedTime, 'startTime'> & Partial<ProposedTime>)[],
  { practitionerId, cabinet: { timezone } }: PatientAppointment,
  language: Language,
): string {
  const texts = TEXTS[language];
  const choices = times.map((each) => {
    const isOther = each.practitionerId !== undefined && each.practitionerId !== practitionerId;
    const value = isOther ? `${each.startTime} ${each.practitionerId}` : each.startTime;
    const label = spoken(each.startTime, timezone, language) + (isOther ? `, ${texts.with} ${each.practitioner}` : '');
    return `<label><input type="radio" name="choice" value="${escaped(value)}"> ${escaped(label)}</label>`;
  });
  const list =
    choices.length === 0 ? '' : `<fieldset>\n<legend>${escaped(texts.move.times)}</legend>\n${choices.join('\n')}\n</fieldset>\n`;
  return `${list}<label for="other">${escaped(texts.move.other)}</label>
<input id="other" name="other" type="datetime-local" aria-describedby="hint">
<small id="hint">${escaped(texts.move.hint)}</small>
`;
}
