import { randomUUID } from 'node:crypto';
import {
  absence,
  appointment,
  cabinet,
  calendarImport,
  duplicate,
  facility,
  heldPatient,
  hired,
  hold,
  newDay,
  notification,
  patient,
  practitioner,
  repeatingAppointment,
  schedule,
  treatment,
} from './booking-objects.js';
import { VISIT_CASES } from './visit-cases.js';
import type { CaseRequest, HttpCase, HttpCases } from './http-case.js';
import type { Objects } from './objects.js';

/** A request in the cabinet of the matrix, also by callers who are no members of it. */
const inCabinet = (request: (objects: Objects) => Promise<CaseRequest>, more: HttpCase = {}): HttpCase => ({
  request: async (objects) => ({ headers: { 'x-tenant-id': await cabinet(objects) }, ...(await request(objects)) }),
  ...more,
});
const ofCabinet: HttpCase = {
  visibilities: ['private'],
  request: async (objects) => ({ params: { id: await cabinet(objects) } }),
};

export const BOOKING_CASES: HttpCases = {
  ...VISIT_CASES,
  createCabinet: {},
  listCabinets: {},
  getCabinet: ofCabinet,
  updateCabinet: ofCabinet,
  listAppointmentTypes: ofCabinet,
  updateAppointmentType: {
    visibilities: ['private'],
    request: async (objects) => ({ params: { id: await cabinet(objects), type: 'implant' }, json: {} }),
  },
  listTreatments: ofCabinet,
  createTreatment: {
    visibilities: ['private'],
    request: async (objects) => ({
      params: { id: await cabinet(objects) },
      json: { name: `Whitening ${randomUUID()}`, type: 'soin', duration: 45, isPublic: false },
    }),
  },
  updateTreatment: {
    visibilities: ['private'],
    request: async (objects) => ({
      params: { id: await cabinet(objects), treatmentId: await treatment(objects) },
      json: { duration: 50 },
    }),
  },
  listFacilities: ofCabinet,
  createFacility: {
    visibilities: ['private'],
    request: async (objects) => ({
      params: { id: await cabinet(objects) },
      json: { name: `Room ${randomUUID()}`, kind: 'room' },
    }),
  },
  updateFacility: {
    visibilities: ['private'],
    request: async (objects) => ({
      params: { id: await cabinet(objects), facilityId: await facility(objects) },
      json: { kind: 'device' },
    }),
  },
  listPublicHolidays: ofCabinet,
  // None: on a public holiday the other rows of the matrix would find no time.
  updatePublicHolidays: {
    visibilities: ['private'],
    request: async (objects) => ({ params: { id: await cabinet(objects) }, json: { region: null } }),
  },
  hirePractitioner: {
    request: async (objects) => {
      const { id } = await objects.callers.bystander('new_practitioner');
      return { params: { id: await cabinet(objects) }, json: { ...schedule, userId: String(id) } };
    },
  },
  updatePractitioner: {
    visibilities: ['private'],
    request: async (objects) => ({
      params: { id: await cabinet(objects), practitionerId: await practitioner(objects) },
      json: { lastName: 'Byron' },
    }),
  },
  /** The practitioner of each request is another person than the caller. */
  dismissPractitioner: {
    visibilities: ['private'],
    request: async (objects) => ({ params: { id: await cabinet(objects), practitionerId: await hired(objects) } }),
    uses: 'own objects',
    except: { owner: 'FORBIDDEN' },
  },
  listPractitioners: ofCabinet,

  createAbsence: inCabinet(async (objects) => {
    const day = newDay();
    const json = { startTime: `${day}T09:00:00`, endTime: `${day}T10:00:00` };
    return { params: { id: await practitioner(objects) }, json };
  }),
  listAbsences: inCabinet(async (objects) => ({ params: { id: await practitioner(objects) } })),
  deleteAbsence: inCabinet(
    async (objects) => ({ params: { id: await practitioner(objects), absenceId: await absence(objects) } }),
    { uses: 'own objects' },
  ),

  renewCalendarFeed: {},
  revokeCalendarFeed: {},
  readCalendarFeed: { request: () => ({ params: { token: 'unknown' } }), allowedError: 'NOT_FOUND' },
  addCalendarImport: inCabinet(async (objects) => ({
    params: { id: await practitioner(objects) },
    json: { address: 'https://calendars.invalid/calendar.ics' },
  })),
  listCalendarImports: inCabinet(async (objects) => ({ params: { id: await practitioner(objects) } })),
  refreshCalendarImport: inCabinet(async (objects) => ({
    params: { id: await practitioner(objects), importId: await calendarImport(objects) },
  })),
  removeCalendarImport: inCabinet(
    async (objects) => ({ params: { id: await practitioner(objects), importId: await calendarImport(objects) } }),
    { uses: 'own objects' },
  ),

  listSlots: inCabinet(async (objects) => {
    const day = newDay();
    return { query: { practitionerId: await practitioner(objects), dateFrom: day, dateTo: day, duration: '30' } };
  }),
  listFreeTimes: inCabinet(() => {
    const day = newDay();
    return Promise.resolve({ query: { dateFrom: day, dateTo: day } });
  }),
  createHold: inCabinet(async (objects) => ({
    json: { practitionerId: await practitioner(objects), startTime: `${newDay()}T09:00:00`, duration: 30 },
  })),
  /** Within its cabinet, the hold of another caller does not exist. */
  deleteHold: inCabinet(async (objects) => ({ params: { id: await hold(objects) } }), {
    uses: 'own objects',
    except: { member: 'NOT_FOUND', roomModerator: 'NOT_FOUND', colleague: 'NOT_FOUND', manager: 'NOT_FOUND' },
  }),

  listDisplacedAppointments: inCabinet(() => Promise.resolve({})),
  getProposal: inCabinet(async (objects) => ({ params: { id: await appointment(objects) } })),
  createAppointment: inCabinet(async (objects) => ({
    json: {
      patientId: await patient(objects),
      practitionerId: await practitioner(objects),
      type: 'consultation',
      startTime: `${newDay()}T09:00:00`,
      duration: 30,
    },
  })),
  createAppointmentSeries: inCabinet(async (objects) => ({
    json: {
      patientId: await patient(objects),
      practitionerId: await practitioner(objects),
      type: 'consultation',
      startTime: `${newDay()}T09:00:00`,
      duration: 30,
      rule: 'FREQ=DAILY;COUNT=1',
    },
  })),
  cancelFollowingAppointments: inCabinet(async (objects) => ({ params: { id: await repeatingAppointment(objects) } }), {
    uses: 'own objects',
  }),
  getAppointment: inCabinet(async (objects) => ({ params: { id: await appointment(objects) } })),
  getAppointmentIcs: inCabinet(async (objects) => ({ params: { id: await appointment(objects) } })),
  listAppointmentHistory: inCabinet(async (objects) => ({ params: { id: await appointment(objects) } })),
  listAppointments: inCabinet(() => Promise.resolve({})),
  listPatientAppointments: inCabinet(async (objects) => ({ params: { id: await patient(objects) } })),
  updateAppointment: inCabinet(async (objects) => ({ params: { id: await appointment(objects) } })),
  confirmAppointment: inCabinet(async (objects) => ({ params: { id: await appointment(objects) } }), { uses: 'own objects' }),
  cancelAppointment: inCabinet(async (objects) => ({ params: { id: await appointment(objects) } }), { uses: 'own objects' }),
  rescheduleAppointment: inCabinet(async (objects) => ({
    params: { id: await appointment(objects) },
    json: { startTime: `${newDay()}T09:00:00` },
  })),

  getAnalyticsOverview: inCabinet(() => Promise.resolve({})),

  createPatient: inCabinet(() =>
    Promise.resolve({ json: { firstName: 'Rose', lastName: 'Lovelace', email: `rose-${randomUUID()}@example.test` } }),
  ),
  getPatient: inCabinet(async (objects) => ({ params: { id: await patient(objects) } })),
  listPatientAudit: inCabinet(async (objects) => ({ params: { id: await patient(objects) } })),
  exportPatient: inCabinet(async (objects) => ({ params: { id: await patient(objects) } })),
  mergePatient: inCabinet(
    async (objects) => ({ params: { id: await patient(objects) }, json: { duplicateId: await duplicate(objects) } }),
    { uses: 'own objects' },
  ),
  erasePatient: inCabinet(async (objects) => ({ params: { id: await patient(objects) } }), { uses: 'own objects' }),
  getLegalHold: inCabinet(async (objects) => ({ params: { id: await patient(objects) } })),
  placeLegalHold: inCabinet(async (objects) => ({ params: { id: await patient(objects) } })),
  liftLegalHold: inCabinet(async (objects) => ({ params: { id: await heldPatient(objects) } }), { uses: 'own objects' }),
  getRetentionPolicy: { request: async (objects) => ({ params: { id: await cabinet(objects) } }) },
  updateRetentionPolicy: { request: async (objects) => ({ params: { id: await cabinet(objects) } }) },
  previewRetention: { request: async (objects) => ({ params: { id: await cabinet(objects) } }) },
  listPatients: inCabinet(() => Promise.resolve({})),
  updatePatient: inCabinet(async (objects) => ({ params: { id: await patient(objects) } })),

  listNotifications: inCabinet(() => Promise.resolve({})),
  readAllNotifications: inCabinet(() => Promise.resolve({})),
  getNotificationPreferences: inCabinet(() => Promise.resolve({})),
  updateNotificationPreferences: inCabinet(() => Promise.resolve({})),
  /** The notification of another member does not exist. */
  readNotification: inCabinet(async (objects) => ({ params: { id: await notification(objects) } }), {
    except: { member: 'NOT_FOUND', roomModerator: 'NOT_FOUND', colleague: 'NOT_FOUND', manager: 'NOT_FOUND' },
  }),
};
