import { z } from 'zod';

const inSupportedYears = (text: string) => text >= '1970' && text < '2200';

export const Duration = z.int().min(5).max(720).describe('Duration of the appointment in minutes, 5 to 720.');

/** A date in the time zone of a cabinet: `2027-03-28`. */
export const CalendarDate = z.iso.date().refine(inSupportedYears, 'must be a date between 1970 and 2199');

/**
 * An instant in a request: ISO 8601 with an offset, or without one in the cabinet's time zone. A local time that is skipped in
 * spring moves forward by the length of the gap; one that occurs twice in autumn is the first of the two.
 */
export const TimeThere = z.iso
  .datetime({ offset: true, local: true })
  .refine(inSupportedYears, 'must be a time between 1970 and 2199')
  // Temporal parses no more of them.
  .refine((text) => !/\.\d{10}/.test(text), 'must have at most nine digits after the seconds');

export const TreatmentId = z
  .uuid()
  .describe('Id of a treatment of the cabinet, whose length and buffer count in place of those of the type.');
