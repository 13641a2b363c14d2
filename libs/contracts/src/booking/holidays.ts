import { z } from 'zod';
import { rpc } from '../rpc.js';
import { CabinetId } from './cabinets.js';

const region = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Za-z0-9]{1,10}){0,2}$/, 'must be a country like FR, or a part of it like DE-BY')
  .nullable()
  .describe('ISO 3166 code of a country (`FR`) or of a part of it (`DE-BY`); null for no public holidays.');
const key = z.string().min(1).max(200);

export const PublicHolidays = z
  .object({
    region,
    items: z
      .array(
        z.object({
          date: z.string().describe('Date of the holiday.'),
          name: z.string().describe('Name in a language of the country.'),
          key: z.string().describe('The same for a holiday in every year; used to switch it.'),
          closed: z.boolean().describe('Whether the cabinet is closed.'),
        }),
      )
      .max(200)
      .describe('The public holidays of the year, in order of time.'),
  })
  .describe('Public holidays of a cabinet.');
export type PublicHolidays = z.infer<typeof PublicHolidays>;

export const HolidayChanges = z.strictObject({
  region: region.optional(),
  open: z.array(key).max(200).optional().describe('Keys of the holidays on which the cabinet works; replaces the stored ones.'),
});
export const UpdateHolidays = HolidayChanges.extend({ cabinetId: CabinetId });
export type UpdateHolidays = z.infer<typeof UpdateHolidays>;

export const HolidayYear = z.int().min(1970).max(2199);

/**
 * Public holidays close a cabinet. A practitioner with an exception on such a date works by that exception. Booked appointments
 * stay.
 */
export const holidays = {
  list: rpc('booking.holidays.list', {
    permission: 'booking.holidays.list',
    summary: 'List the public holidays of a cabinet in a year',
    request: z.strictObject({ cabinetId: CabinetId, year: HolidayYear.optional() }),
    reply: PublicHolidays,
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  update: rpc('booking.holidays.update', {
    permission: 'booking.holidays.update',
    summary: 'Choose the country of the public holidays of a cabinet, and those on which it works',
    request: UpdateHolidays,
    reply: PublicHolidays,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
};
