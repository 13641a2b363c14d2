import { useFormatter } from 'use-intl';
import { noonOf } from '../../calendar/dates.js';

/** A date of birth in words; undefined without one. */
export function useBirthDate(): (date: string | undefined) => string | undefined {
  const format = useFormatter();
  return (date) => (date === undefined ? undefined : format.dateTime(noonOf(date), { dateStyle: 'medium', timeZone: 'UTC' }));
}
