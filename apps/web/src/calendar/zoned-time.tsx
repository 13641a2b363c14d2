import { useFormatter, useTimeZone, useTranslations } from 'use-intl';
import { isOtherClock, placeOf } from './dates.js';

/** A date and a time on the clock of the person, and on that of the other place where the two differ. */
export function ZonedTime({ at, zone }: { at: string; zone: string }) {
  const t = useTranslations('calendar');
  const format = useFormatter();
  const instant = new Date(at);
  const there = useOtherClock(zone)(instant);
  const when = format.dateTime(instant, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
  });
  return (
    <>
      <time dateTime={at}>{when}</time>
      {there !== undefined && ` (${t('there', { time: there, place: placeOf(zone) })})`}
    </>
  );
}

/** The time of an instant on the clock of another zone; undefined where it is that of the person. */
export function useOtherClock(zone: string): (instant: Date) => string | undefined {
  const format = useFormatter();
  const own = useTimeZone() ?? zone;
  return (instant) =>
    isOtherClock(own, zone, instant)
      ? format.dateTime(instant, { timeZone: zone, weekday: 'short', hour: 'numeric', minute: '2-digit' })
      : undefined;
}
