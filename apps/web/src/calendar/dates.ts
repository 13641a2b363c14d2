const DAY_MS = 86_400_000;

/** A date without a time, such as `2027-03-28`: the date of an instant in a time zone. */
export function dateIn(timeZone: string, instant = new Date()): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    instant,
  );
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The time of day of an instant in a time zone, such as `09:30`. */
export const timeIn = (timeZone: string, instant: Date): string =>
  new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant);

/** Noon of a date, to be formatted in UTC. */
export const noonOf = (date: string): Date => new Date(`${date}T12:00:00Z`);

export const addDays = (date: string, days: number): string =>
  new Date(noonOf(date).getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** The Monday on or before a date. */
export const mondayOf = (date: string): string => addDays(date, -((noonOf(date).getUTCDay() + 6) % 7));

/** A date of an address, which anyone may have typed. */
export const isDate = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(noonOf(text).getTime());

/** Whether the clocks of two zones differ at an instant. */
export const isOtherClock = (zone: string, other: string, instant: Date): boolean =>
  `${dateIn(zone, instant)} ${timeIn(zone, instant)}` !== `${dateIn(other, instant)} ${timeIn(other, instant)}`;

/** The name of a zone in words: `America/New_York` is New York. */
export const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
