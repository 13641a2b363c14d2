import { z } from 'zod';

const inOurTime = (text: string) => text >= '1970' && text < '2200';

/** A day in the calendar of a cabinet: `2027-03-28`. */
export const CalendarDate = z.iso.date().refine(inOurTime, 'must be a date between 1970 and 2199');

/**
 * An instant as clients write it: ISO 8601 with an offset, or without one, which is then read on the clock of the cabinet's time
 * zone. A time that the clock skips in spring is the same distance after the gap; one that it shows twice in autumn is the first.
 */
export const TimeThere = z.iso.datetime({ offset: true, local: true }).refine(inOurTime, 'must be a time between 1970 and 2199');
