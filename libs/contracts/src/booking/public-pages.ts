import { z } from 'zod';
import { rpc } from '../rpc.js';
import { label, text } from '../text.js';
import { CabinetId } from './cabinets.js';
import { Duration } from './times.js';
import { ListSlots, SlotView } from './slots.js';
import { MOST_TREATMENTS, PublicTreatment } from './treatments.js';

export const MailLanguage = z.enum(['en', 'fr']).describe('Language of mails to patients.');
export type MailLanguage = z.infer<typeof MailLanguage>;

/** The name of a page in addresses: never the form of an id. */
const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and single hyphens')
  .min(3)
  .max(60)
  .refine((slug) => !z.uuid().safeParse(slug).success, 'must not be an id')
  .describe('Name of the page in its address: small letters, digits and hyphens; 3 to 60 characters, unique.');

export const Reminders = z
  .array(z.int().min(1).max(720))
  .max(4)
  .refine((hours) => new Set(hours).size === hours.length, 'must not contain a number twice');

export const FeedNames = z.enum(['none', 'initials', 'names']);
export type FeedNames = z.infer<typeof FeedNames>;

export const PageSettings = z
  .strictObject({
    slug: Slug,
    isOpen: z.boolean().describe('Whether strangers see the page, its free times, and book.'),
    description: text(0, 2_000).default('').describe('Public text, at most 2,000 characters.'),
    phone: label(1, 40).nullish().describe('Public phone number.'),
    address: label(1, 300).nullish().describe('Public postal address.'),
    changeWindow: z
      .int()
      .min(0)
      .max(720)
      .default(24)
      .describe('Hours before the start until which patients move and cancel appointments, 0 to 720.'),
    longest: z.int().min(5).max(720).default(60).describe('Longest appointment that patients book, in minutes.'),
    reminders: Reminders.nullish().describe(
      'Hours before the start at which patients are reminded, at most four of 1 to 720; empty for none, null for the default of the platform (48 and 2).',
    ),
    feedNames: FeedNames.default('initials').describe(
      'How the iCalendar feeds of practitioners show patients: not at all, by their initials, or by their names.',
    ),
    language: MailLanguage.default('fr').describe('Language of mails to patients whose own language is unknown.'),
  })
  .describe('The public page of a cabinet, as its managers set it.');
export type PageSettings = z.infer<typeof PageSettings>;

export const CabinetPage = z
  .object({
    id: CabinetId.describe('Id of the cabinet.'),
    slug: z.string().describe('Name of the page in its address.'),
    name: z.string().describe('Name of the cabinet.'),
    timezone: z.string().describe('IANA time zone, for example `Europe/Paris`.'),
    description: z.string().describe('Public text; empty when there is none.'),
    phone: z.string().nullable().describe('Public phone number, or null.'),
    address: z.string().nullable().describe('Public postal address, or null.'),
    changeWindow: z.int().describe('Hours before the start until which patients move and cancel appointments.'),
    longest: z.int().describe('Longest appointment that patients book, in minutes.'),
    practitioners: z
      .array(
        z.object({
          id: z.uuid().describe('Id of the practitioner.'),
          firstName: z.string().describe('First name.'),
          lastName: z.string().describe('Last name.'),
        }),
      )
      .max(500)
      .describe('The practitioners by last name, at most 500.'),
    treatments: z
      .array(PublicTreatment)
      .max(MOST_TREATMENTS)
      .optional()
      .describe('What patients book beside the types of the platform, by name, at most 100.'),
  })
  .describe('The public page of a cabinet.');
export type CabinetPage = z.infer<typeof CabinetPage>;

export const ListedPage = CabinetPage.pick({ id: true, slug: true, name: true, timezone: true, address: true }).describe(
  'A cabinet with an open public page.',
);
export type ListedPage = z.infer<typeof ListedPage>;

export const ListPages = z.strictObject({
  search: text(0, 100)
    .default('')
    .describe(
      'Every word must occur in the name, the postal address or the address of the page. Ignores case, accents, apostrophes and hyphens.',
    ),
  limit: z.coerce.number().int().min(1).max(50).default(20).describe('Number of items per page, 1 to 50.'),
  cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the previous response.'),
});

export const ListedPages = z
  .object({
    items: z.array(ListedPage).max(50).describe('The cabinets by name.'),
    nextCursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
  })
  .describe('A page of the list of cabinets that book online.');

/** The slug of a page, or the id of its cabinet. */
export const PageName = text(1, 60).describe('Slug of the page, or id of the cabinet.');

const Here = z.strictObject({ id: CabinetId });
const own = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'] as const;

/**
 * The public page of a cabinet. Managers of the cabinet open and close it; it shows what they enter and the names of those who
 * work there, and of the calendars the free times only. A closed page, and every call behind it, is NOT_FOUND like an unknown one.
 */
export const publicPages = {
  get: rpc('booking.pages.get', {
    permission: 'booking.pages.get',
    summary: 'Get the settings of the public page; NOT_FOUND when the cabinet has none',
    request: Here,
    reply: PageSettings,
    errors: own,
    idempotent: true,
  }),
  update: rpc('booking.pages.update', {
    permission: 'booking.pages.update',
    summary: 'Set the public page; CONFLICT when another cabinet has its slug',
    request: PageSettings.extend({ id: CabinetId }),
    reply: PageSettings,
    errors: [...own, 'CONFLICT'],
    idempotent: true,
  }),
  list: rpc('booking.pages.list', {
    permission: 'booking.pages.list',
    summary: 'List the open pages of all cabinets by name, or search them',
    request: ListPages,
    reply: ListedPages,
    errors: [],
    idempotent: true,
  }),
  show: rpc('booking.pages.show', {
    permission: 'booking.pages.show',
    summary: 'Get the public page of a cabinet',
    request: z.strictObject({ cabinet: PageName }),
    reply: CabinetPage,
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
  slots: rpc('booking.pages.slots', {
    permission: 'booking.pages.show',
    summary: 'List the free times of a practitioner for patients; VALIDATION_FAILED for a range with more than 500 slots',
    request: ListSlots.safeExtend({ cabinet: PageName, duration: Duration }),
    reply: z.object({ items: z.array(SlotView).max(500) }),
    errors: ['NOT_FOUND'],
    idempotent: true,
  }),
};
