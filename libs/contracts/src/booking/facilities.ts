import { z } from 'zod';
import { rpc } from '../rpc.js';
import { label } from '../text.js';
import { timestamp } from '../timestamp.js';
import { CabinetId } from './cabinets.js';

export const MOST_FACILITIES = 100;

export const FacilityView = z
  .object({
    id: z.uuid().describe('Id of the room or device.'),
    cabinetId: CabinetId.describe('Id of the cabinet.'),
    name: z.string().describe('Name.'),
    kind: z.string().describe('Kind, in the words of the cabinet: `room`, `X-ray`.'),
    isArchived: z.boolean().describe('Whether it is out of use; appointments that exist keep it.'),
    createdAt: timestamp('When it was added.'),
  })
  .describe('A room or a device of a cabinet. No two appointments use one at once.');
export type FacilityView = z.infer<typeof FacilityView>;

const name = label(1, 100).describe('Name, at most 100 characters. No other room or device in use has it.');
const kind = label(1, 40).describe(
  'Kind, in the words of the cabinet, at most 40 characters: `room`, `X-ray`. Ignores case and accents.',
);

export const NewFacility = z.strictObject({ name, kind });
export type NewFacility = z.infer<typeof NewFacility>;

export const FacilityChanges = z.strictObject({
  name: name.optional(),
  kind: kind.optional(),
  isArchived: z.boolean().optional().describe('Whether it is out of use; appointments that exist keep it.'),
});
export type FacilityChanges = z.infer<typeof FacilityChanges>;

const NeedFields = z.object({
  kind: label(1, 40).optional().describe('Any free one of this kind, at most 40 characters.'),
  facilityId: z.uuid().optional().describe('This one: id of a room or device of the cabinet.'),
});

export const FacilityNeed = z
  .strictObject(NeedFields.shape)
  .refine((need) => (need.kind === undefined) !== (need.facilityId === undefined), {
    path: ['kind'],
    message: 'either kind or facilityId is required',
  })
  .describe('The room or device that appointments use: one of a kind, or one by its id.');
export type FacilityNeed = z.infer<typeof FacilityNeed>;

export const FacilityNeedView = NeedFields.nullable().describe(
  'The room or device that its appointments use: one of a kind or one by its id. Null for none.',
);

export const needs = FacilityNeed.nullable().describe(
  'The room or device that its appointments use: one of a kind, or one by its id. Null for none.',
);

export const UsedFacility = z
  .object({
    id: z.uuid().describe('Id of the room or device.'),
    name: z.string().describe('Name of the room or device.'),
  })
  .describe('The room or device of the appointment, if it uses one.');

const Cabinet = z.strictObject({ cabinetId: CabinetId });
export const CreateFacility = Cabinet.extend(NewFacility.shape);
export type CreateFacility = z.infer<typeof CreateFacility>;
export const UpdateFacility = Cabinet.extend({ id: z.uuid(), ...FacilityChanges.shape });
export type UpdateFacility = z.infer<typeof UpdateFacility>;

const read = ['UNAUTHENTICATED', 'NOT_FOUND'] as const;
const changed = [...read, 'FORBIDDEN', 'CONFLICT'] as const;

/**
 * Rooms and devices of a cabinet. A treatment or one of the eight types may need one of a kind, or one by its id. Each of its
 * holds and appointments then takes one for its time, buffer included, and a constraint prevents a second use at once: slots,
 * free times and alternatives are those at which one is free, and a refusal is SLOT_TAKEN. An appointment that moves takes the
 * same one if it is free then. Cancelled and ended appointments free it; an absence of the practitioner does not. They are
 * archived and never deleted, because appointments refer to them.
 */
export const facilities = {
  list: rpc('booking.facilities.list', {
    permission: 'booking.facilities.list',
    summary: 'List the rooms and devices of a cabinet by name, archived ones last',
    request: Cabinet,
    reply: z.object({ items: z.array(FacilityView).max(MOST_FACILITIES) }),
    errors: read,
    idempotent: true,
  }),
  create: rpc('booking.facilities.create', {
    permission: 'booking.facilities.create',
    summary: 'Add a room or a device; CONFLICT for a name in use, and above 100',
    request: CreateFacility,
    reply: FacilityView,
    errors: changed,
  }),
  update: rpc('booking.facilities.update', {
    permission: 'booking.facilities.update',
    summary: 'Change or archive a room or a device; absent fields keep their value',
    request: UpdateFacility,
    reply: FacilityView,
    errors: changed,
  }),
};
