import { z } from 'zod';
import {
  AbsenceFacts,
  AbsenceRange,
  AbsenceView,
  CabinetId,
  CabinetView,
  CreateCabinet,
  CreateHold,
  Duration,
  HoldView,
  ListSlots,
  PractitionerFacts,
  PractitionerView,
  SlotView,
} from '../booking/index.js';
import { GivenEmail } from './accounts.js';
import { http } from './route.js';

/** A cabinet as clients see it. The nova edition spells as the platform does, so there is nothing to translate. */
export const WireCabinet = CabinetView;
export type WireCabinet = z.infer<typeof WireCabinet>;

/** A practitioner as clients see it: ids are texts in this edition. */
export const WirePractitioner = PractitionerView.extend({ userId: z.string() });
export type WirePractitioner = z.infer<typeof WirePractitioner>;

export const WireAbsence = AbsenceView;
export const WireSlot = SlotView;
export const WireHold = HoldView;

/** The account is named by its id or by its e-mail address. */
const HirePractitionerBody = PractitionerFacts.extend({
  userId: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the id of an account')
    .transform(Number)
    .optional(),
  email: GivenEmail.optional(),
}).refine(({ userId, email }) => (userId === undefined) !== (email === undefined), {
  path: ['email'],
  message: 'either email or userId is required',
});

const Cabinet = z.object({ id: CabinetId });
const tag = 'Cabinets';
const edition = 'nova';
const one = { status: 200, description: 'The cabinet', body: WireCabinet } as const;

export const cabinetRoutes = {
  create: http('POST', '/cabinets', {
    id: 'createCabinet',
    tag,
    edition,
    summary: 'Open a cabinet',
    access: 'admin',
    body: CreateCabinet,
    success: [{ ...one, status: 201 }],
  }),
  list: http('GET', '/cabinets', {
    id: 'listCabinets',
    tag,
    edition,
    summary: "One's own cabinets",
    access: 'user',
    success: [{ status: 200, description: 'The cabinets by name', body: z.object({ items: z.array(WireCabinet) }) }],
  }),
  get: http('GET', '/cabinets/:id', {
    id: 'getCabinet',
    tag,
    edition,
    summary: 'One cabinet',
    access: 'user',
    params: Cabinet,
    success: [one],
  }),
  hire: http('POST', '/cabinets/:id/practitioners', {
    id: 'hirePractitioner',
    tag,
    edition,
    summary: 'Say who works in a cabinet: an existing account joins it',
    access: 'admin',
    params: Cabinet,
    body: HirePractitionerBody,
    success: [{ status: 201, description: 'The practitioner', body: WirePractitioner }],
    errors: ['USER_NOT_FOUND'],
  }),
  practitioners: http('GET', '/cabinets/:id/practitioners', {
    id: 'listPractitioners',
    tag,
    edition,
    summary: 'Who works in a cabinet',
    access: 'user',
    params: Cabinet,
    success: [
      { status: 200, description: 'The practitioners by last name', body: z.object({ items: z.array(WirePractitioner) }) },
    ],
  }),
};

const Practitioner = z.object({ id: z.uuid() });
const Absence = z.object({ id: z.uuid(), absenceId: z.uuid() });

export const absenceRoutes = {
  create: http('POST', '/practitioners/:id/absences', {
    id: 'createAbsence',
    tag,
    edition,
    summary: 'Say when a practitioner is away',
    access: 'user',
    params: Practitioner,
    body: AbsenceFacts,
    success: [{ status: 201, description: 'The absence', body: WireAbsence }],
    errors: ['SLOT_TAKEN'],
  }),
  list: http('GET', '/practitioners/:id/absences', {
    id: 'listAbsences',
    tag,
    edition,
    summary: 'When a practitioner is away, between two dates or from now on',
    access: 'user',
    params: Practitioner,
    query: AbsenceRange,
    success: [{ status: 200, description: 'The absences in order of time', body: z.object({ items: z.array(WireAbsence) }) }],
  }),
  remove: http('DELETE', '/practitioners/:id/absences/:absenceId', {
    id: 'deleteAbsence',
    tag,
    edition,
    summary: 'The practitioner is there after all',
    access: 'user',
    params: Absence,
    success: [{ status: 204, description: 'Removed' }],
  }),
};

const appointments = { tag: 'Appointments', edition, access: 'user' } as const;

export const slotRoutes = {
  list: http('GET', '/appointments/slots', {
    ...appointments,
    id: 'listSlots',
    summary: "A practitioner's slots between two dates, both included, on the cabinet's clock; at most 500, the first ones",
    query: z
      .object({ ...ListSlots.shape, duration: z.coerce.number().pipe(Duration).default(30) })
      .refine(({ dateFrom, dateTo }) => dateFrom <= dateTo, { path: ['dateTo'], message: 'must not be before dateFrom' }),
    success: [{ status: 200, description: 'The slots in order of time, taken ones too', body: z.array(WireSlot) }],
    errors: ['FORBIDDEN', 'NOT_FOUND'],
  }),
};

export const holdRoutes = {
  create: http('POST', '/appointments/holds', {
    ...appointments,
    id: 'createHold',
    summary: 'Keep a time for five minutes, while the booking is filled in; gives back the time held before',
    body: CreateHold,
    success: [{ status: 201, description: 'The hold', body: WireHold }],
    errors: ['FORBIDDEN', 'NOT_FOUND', 'SLOT_TAKEN'],
  }),
  remove: http('DELETE', '/appointments/holds/:id', {
    ...appointments,
    id: 'deleteHold',
    summary: 'Give a held time back',
    params: z.object({ id: z.uuid() }),
    success: [{ status: 204, description: 'Given back' }],
  }),
};
