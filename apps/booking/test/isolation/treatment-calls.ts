import { appointments, appointmentTypes, facilities, treatments } from '@veza/contracts';
import type { BookingUnderTest } from '../booking-under-test.js';
import { type Hired, nextDay } from '../practice.js';

/** Every call of rooms, types and treatments, and an appointment with an answer; its notes read the key of the cabinet first. */
export async function callTreatments(
  call: BookingUnderTest['call'],
  { ada, cabinetId, mark }: { ada: Hired; cabinetId: string; mark: string },
): Promise<void> {
  const room = await call(facilities.create, ada.caller, { cabinetId, name: `Room ${mark}`, kind: 'room' });
  await call(facilities.update, ada.caller, { cabinetId, id: room.id, kind: `room ${mark}` });
  await call(facilities.list, ada.caller, { cabinetId });
  await call(appointmentTypes.update, ada.caller, { cabinetId, type: 'soin', duration: 30, needs: { facilityId: room.id } });
  await call(appointmentTypes.list, ada.caller, { cabinetId });
  const question = { question: `Why ${mark}?`, kind: 'text' } as const;
  const needs = { kind: `room ${mark}` };
  const facts = { cabinetId, name: `Soin ${mark}`, type: 'soin', duration: 30, needs } as const;
  const { id: treatmentId, questions } = await call(treatments.create, ada.caller, { ...facts, questions: [question] });
  await call(treatments.update, ada.caller, { cabinetId, id: treatmentId, practitionerIds: [ada.id] });
  await call(treatments.list, ada.caller, { cabinetId });
  await call(appointments.create, ada.caller, {
    ...({ practitionerId: ada.id, type: 'soin', treatmentId, startTime: `${nextDay()}T09:00` } as const),
    patientData: { firstName: 'Rose', lastName: `Answers ${mark}`, email: `answers.${mark}@example.test` },
    notes: mark,
    answers: [{ questionId: questions[0]?.id ?? '', answer: mark }],
  });
}
