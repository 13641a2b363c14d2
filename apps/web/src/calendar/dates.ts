const DAY_MS = 86_400_000;

/** The zone of this browser: found when the pages with calendars are loaded, not in the task that draws them. */
export const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** One of each zone: a formatter is costly to make, and a calendar needs thousands of dates. */
function byZone(options: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = made.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, ...options });
    made.set(timeZone, known);
    return known;
  };
}

const dateFormat = byZone({ year: 'numeric', month: '2-digit', day: '2-digit' });
const timeFormat = byZone({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A date without a time, such as `2027-03-28`: the date of an instant in a time zone. */
export function dateIn(timeZone: string, instant = new Date()): string {
  const parts = dateFormat(timeZone).formatToParts(instant);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The time of day of an instant in a time zone, such as `09:30`. */
export const timeIn = (timeZone: string, instant: Date): string => timeFormat(timeZone).format(instant);

/** Noon of a date, to be formatted in UTC. */
export const noonOf = (date: string): Date => new Date(`${date}T12:00:00Z`);

export const addDays = (date: string, days: number): string =>
  new Date(noonOf(date).getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** The Monday on or before a date. */
export const mondayOf = (date: string): string => addDays(date, -((noonOf(date).getUTCDay() + 6) % 7));

/** Whether the clocks of two zones differ at an instant. */
export const isOtherClock = (zone: string, other: string, instant: Date): boolean =>
  `${dateIn(zone, instant)} ${timeIn(zone, instant)}` !== `${dateIn(other, instant)} ${timeIn(other, instant)}`;

/** The name of a zone in words: `America/New_York` is New York. */
export const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
