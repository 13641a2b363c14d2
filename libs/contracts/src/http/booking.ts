import { z } from 'zod';
import { CabinetId, CabinetView, CreateCabinet, PractitionerFacts, PractitionerView } from '../booking/index.js';
import { http } from './route.js';

/** A cabinet as clients see it. The nova edition spells as the platform does, so there is nothing to translate. */
export const WireCabinet = CabinetView;
export type WireCabinet = z.infer<typeof WireCabinet>;

/** A practitioner as clients see it: ids are texts in this edition. */
export const WirePractitioner = PractitionerView.extend({ userId: z.string() });
export type WirePractitioner = z.infer<typeof WirePractitioner>;

/** The account is named by its id or by its e-mail address. */
const HirePractitionerBody = PractitionerFacts.extend({
  userId: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the id of an account')
    .transform(Number)
    .optional(),
  email: z.string().max(254).optional(),
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
