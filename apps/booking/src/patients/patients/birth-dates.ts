const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const WRITTEN = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

/**
 * The dates that a written date may be, as `YYYY-MM-DD`: `03/04/1980` is in April where the day is first, and in March
 * where the month is. Empty for anything else.
 */
export function birthDates(text: string): string[] {
  const [, isoYear = '', isoMonth = '', isoDay = ''] = ISO.exec(text) ?? [];
  if (isoYear !== '') return datesOf(isoYear, isoMonth, isoDay);
  const [, first = '', second = '', year = ''] = WRITTEN.exec(text) ?? [];
  if (year === '') return [];
  return [...new Set([...datesOf(year, second, first), ...datesOf(year, first, second)])];
}

/** None for a date that no calendar has, such as 1980-02-30. */
function datesOf(year: string, month: string, day: string): string[] {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? [text] : [];
}
