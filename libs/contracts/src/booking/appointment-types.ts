import { z } from 'zod';
import { rpc } from '../rpc.js';
import { CabinetId } from './cabinets.js';
import { FacilityNeedView, needs } from './facilities.js';
import { Duration } from './times.js';

export const AppointmentType = z
  .enum(['consultation', 'controle', 'soin', 'detartrage', 'extraction', 'implant', 'orthodontie', 'urgence'])
  .describe('What the appointment is for.');
export type AppointmentType = z.infer<typeof AppointmentType>;

const buffer = z.int().min(0).max(240);

export const AppointmentTypeView = z
  .object({
    type: AppointmentType,
    duration: Duration.nullable().describe('Length of the appointments of this type in minutes; null if each booking names one.'),
    buffer: buffer
      .nullable()
      .describe('Minutes that stay free after an appointment of this type; null for those of the practitioner.'),
    needs: FacilityNeedView.optional(),
  })
  .describe('What the appointments of a type take.');
export type AppointmentTypeView = z.infer<typeof AppointmentTypeView>;

export const AppointmentTypeChanges = z.strictObject({
  duration: AppointmentTypeView.shape.duration.optional(),
  buffer: buffer
    .nullable()
    .optional()
    .describe('Minutes that stay free after an appointment of this type, 0 to 240; null for those of the practitioner.'),
  needs: needs.optional(),
});

export const UpdateAppointmentType = AppointmentTypeChanges.extend({ cabinetId: CabinetId, type: AppointmentType });
export type UpdateAppointmentType = z.infer<typeof UpdateAppointmentType>;

/**
 * Lengths and buffers by type of appointment. The rule of time uses them for slots, holds, bookings and moves alike. Staff may
 * book another length; patients may not. Appointments that exist keep their length and buffer.
 */
export const appointmentTypes = {
  list: rpc('booking.appointmentTypes.list', {
    permission: 'booking.appointmentTypes.list',
    summary: 'List the lengths and buffers of all types of appointments of a cabinet',
    request: z.strictObject({ cabinetId: CabinetId }),
    reply: z.object({ items: z.array(AppointmentTypeView).max(100) }),
    errors: ['UNAUTHENTICATED', 'NOT_FOUND'],
    idempotent: true,
  }),
  update: rpc('booking.appointmentTypes.update', {
    permission: 'booking.appointmentTypes.update',
    summary: 'Change the length or the buffer of a type of appointments; absent fields keep their value',
    request: UpdateAppointmentType,
    reply: AppointmentTypeView,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
    idempotent: true,
  }),
};
