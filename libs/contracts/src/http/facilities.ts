import { z } from 'zod';
import { CabinetId, FacilityChanges, FacilityView, NewFacility } from '../booking/index.js';
import { http } from './route.js';
import { created, ok } from './successes.js';

export const WireFacility = FacilityView;

const facility = { tag: 'Cabinets', edition: 'nova', access: 'user', replayedBy: 'service' } as const;
const params = z.object({ id: CabinetId.describe('Id of the cabinet, a UUID.') });
const BY_NAME = 'The rooms and devices by name.';

export const facilityRoutes = {
  list: http('GET', '/cabinets/:id/facilities', {
    ...facility,
    id: 'listFacilities',
    permission: 'booking.facilities.list',
    summary: 'List the rooms and devices of a cabinet',
    description: 'Returns all, at most 100, archived ones last.',
    params,
    success: ok(BY_NAME, z.object({ items: z.array(WireFacility).describe(BY_NAME) })),
  }),
  create: http('POST', '/cabinets/:id/facilities', {
    ...facility,
    id: 'createFacility',
    permission: 'booking.facilities.create',
    summary: 'Add a room or a device to a cabinet',
    description:
      'For managers and administrators of the cabinet. A name in use and the 101st are `CONFLICT`. Treatments and types of appointments that need it, or one of its kind, are booked only while one is free.',
    params,
    body: NewFacility,
    success: created('The room or device.', WireFacility),
    errors: ['CONFLICT'],
  }),
  update: http('PUT', '/cabinets/:id/facilities/:facilityId', {
    ...facility,
    id: 'updateFacility',
    permission: 'booking.facilities.update',
    summary: 'Update or archive a room or a device',
    description:
      'For managers and administrators of the cabinet. Fields that are left out keep their value. Appointments that exist keep it; new ones take it no longer once it is archived.',
    params: params.extend({ facilityId: z.uuid().describe('Id of the room or device, a UUID.') }),
    body: FacilityChanges,
    success: ok('The updated room or device.', WireFacility),
    errors: ['CONFLICT'],
  }),
};
