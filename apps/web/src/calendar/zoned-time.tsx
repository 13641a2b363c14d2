import { useFormatter, useTranslations } from 'use-intl';
import { isOtherClock, OWN_ZONE, placeOf } from './dates.js';

/** A date and a time on the clock of the place, where a visit happens; named where the person's own clock shows another time. */
export function ZonedTime({ at, zone }: { at: string; zone: string }) {
  const t = useTranslations('calendar');
  const format = useFormatter();
  const instant = new Date(at);
  const when = format.dateTime(instant, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  });
  return (
    <>
      <time dateTime={at}>{when}</time>
      {isOtherClock(OWN_ZONE, zone, instant) && ` (${t('there', { place: placeOf(zone) })})`}
    </>
  );
}
