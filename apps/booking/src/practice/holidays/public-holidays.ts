import { BoundedCache } from '@veza/platform';

export interface PublicHoliday {
  /** First date, in the zone of the country. */
  date: string;
  /** Dates from the first one on, mostly 1. */
  days: number;
  name: string;
  /** The rule of the holiday, the same in every year. */
  key: string;
}

const DAY = 86_400_000;
const MOST = 1_000;

/** Holidays by region and year: each computation takes milliseconds, and every list of slots needs them. */
const computed = new BoundedCache<string, PublicHoliday[]>(MOST);

/** The public holidays of a region (`FR`, `DE-BY`) in a year, in order of time; none for an unknown region. */
export async function publicHolidays(region: string, year: number): Promise<PublicHoliday[]> {
  const cached = computed.get(`${region} ${year}`);
  if (cached) return cached;
  const Calendar = await library();
  const [country = '', state = '', part = ''] = region.split('-');
  const found = new Calendar(country, state, part).getHolidays(year).flatMap(({ date, start, end, name, rule, type }) => {
    const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY));
    return type === 'public' ? [{ date: date.slice(0, 10), days, name, key: rule }] : [];
  });
  computed.set(`${region} ${year}`, found);
  return found;
}

export async function isRegion(region: string): Promise<boolean> {
  const Calendar = await library();
  const [country = '', state, part] = region.split('-');
  const calendar = new Calendar();
  if (!(country in (calendar.getCountries() ?? {}))) return false;
  if (state === undefined) return true;
  if (!(state in (calendar.getStates(country) ?? {}))) return false;
  return part === undefined || part in (calendar.getRegions(country, state) ?? {});
}

/** 13 MB, which take 0.2 s on an idle processor and seconds on a busy one. */
const library = async () => (await import('date-holidays')).default;

/** Loads the library in advance. A failure is one of the first use. */
export const loadHolidays = (): Promise<void> =>
  library().then(
    () => undefined,
    () => undefined,
  );
