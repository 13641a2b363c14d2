import type { z } from 'zod';
import type { RealtimeNotification } from '../../chat/index.js';
import type { AreaExamples } from './shape.js';

const createdAt = '2026-03-01T09:30:00.000Z';
const cabinetId = '3c9e1f40-5a7b-4c2d-8e6f-1a2b3c4d5e6f';
const practitionerId = '6f1d9a52-7c1e-4b0a-9a57-3f2f5f0c8f11';

const cabinet = { id: cabinetId, name: 'Cabinet Lovelace', timezone: 'Europe/Paris', createdAt };
const schedule = {
  firstName: 'Ada',
  lastName: 'Byron',
  workingHours: [{ day: 1, start: '09:00', end: '12:00' }],
  exceptions: [{ date: '2027-04-05', hours: [] }],
  buffer: 5,
  notice: 120,
  horizon: 365,
};
const practitioner = { id: practitionerId, cabinetId, userId: '7', ...schedule };
const absence = {
  id: '9a8b7c6d-5e4f-4a3b-8c1d-0e9f8a7b6c5d',
  practitionerId,
  startTime: '2027-03-29T10:00:00.000Z',
  endTime: '2027-03-29T12:00:00.000Z',
  reason: 'Training',
};
const slot = {
  date: '2027-03-29',
  time: '09:30',
  startTime: '2027-03-29T09:30:00+02:00',
  duration: 30,
  practitionerId,
  available: true,
};
const appointmentType = { type: 'implant', duration: 90, buffer: 15 } as const;
const patient = {
  id: '1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b',
  cabinetId,
  firstName: 'Rose',
  lastName: 'Lovelace',
  email: 'rose@example.test',
  phone: '+33601020304',
  dateOfBirth: '1990-02-28',
  createdAt,
  updatedAt: createdAt,
};
const notification: z.input<typeof RealtimeNotification> = {
  id: '2a3b4c5d-6e7f-4081-92a3-b4c5d6e7f809',
  type: 'appointment',
  priority: 'medium',
  title: 'New appointment',
  message: 'On 2027-03-29 at 09:30',
  data: { appointmentId: '5e6f7a8b-9c0d-4e1f-8a2b-3c4d5e6f7a8b', change: 'booked' },
  timestamp: createdAt,
  read: false,
};
const practitionerName = { id: practitionerId, cabinetId, firstName: 'Ada', lastName: 'Byron' };
const appointment = {
  id: '7b6a5948-3726-4150-8f9e-0d1c2b3a4958',
  patientId: patient.id,
  practitionerId,
  cabinetId,
  type: 'consultation',
  status: 'pending',
  startTime: '2027-03-29T07:30:00.000Z',
  endTime: '2027-03-29T08:00:00.000Z',
  duration: 30,
  notes: 'First visit',
  urgency: 'normal',
  version: 1,
  createdAt,
  updatedAt: createdAt,
  patient,
  practitioner: practitionerName,
  cabinet,
} as const;
const change = {
  version: 2,
  change: 'cancelled',
  status: 'cancelled',
  practitionerId,
  startTime: appointment.startTime,
  duration: 30,
  userId: '7',
  reason: 'Ill',
  at: '2026-03-02T08:00:00.000Z',
} as const;
const NO_TYPE = {
  consultation: 0,
  controle: 0,
  soin: 0,
  detartrage: 0,
  extraction: 0,
  implant: 0,
  orthodontie: 0,
  urgence: 0,
};
const figures = {
  total: 4,
  byStatus: { pending: 1, confirmed: 0, cancelled: 1, completed: 1, no_show: 1 },
  bookedMinutes: 90,
  offeredMinutes: 180,
  fillRate: 0.5,
  noShowRate: 0.5,
  cancellationRate: 0.25,
  leadTimeHours: 36,
};
const pageSettings = {
  slug: 'cabinet-lovelace',
  isOpen: true,
  description: 'Dentist in Paris',
  phone: '+33102030405',
  address: '1 rue de Rivoli, Paris',
  changeWindow: 24,
  longest: 60,
  reminders: [48, 2],
  language: 'fr' as const,
};
const page = {
  id: cabinetId,
  name: cabinet.name,
  timezone: cabinet.timezone,
  slug: pageSettings.slug,
  description: pageSettings.description,
  phone: pageSettings.phone,
  address: pageSettings.address,
  changeWindow: 24,
  longest: 60,
  practitioners: [{ id: practitionerId, firstName: 'Ada', lastName: 'Byron' }],
};
const patientAppointment = {
  id: appointment.id,
  status: 'pending',
  type: 'consultation',
  startTime: appointment.startTime,
  endTime: appointment.endTime,
  duration: 30,
  practitionerId,
  practitioner: 'Ada Byron',
  patient: 'Rose',
  cabinet: { id: cabinetId, name: cabinet.name, timezone: cabinet.timezone },
  changeableUntil: '2027-03-28T07:30:00.000Z',
} as const;
const contact = { email: 'rose@example.test', relation: 'guardian', proof: 'cabinet', hasAccount: true, createdAt } as const;
const ownPatient = {
  id: patient.id,
  cabinetId,
  cabinet: cabinet.name,
  firstName: 'Rose',
  lastName: 'Lovelace',
  relation: 'self',
} as const;
const visit = 'o2vX0b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2f3a4b5';
const token = 'WzE3OTg3NjE2MDAwMDAse31d.c2lnbmF0dXJl';
const pagination = {
  page: 1,
  limit: 20,
  total: 1,
  totalPages: 1,
  hasNext: false,
  hasPrev: false,
  nextCursor: null,
  totalIsEstimate: false,
};

export const BOOKING_EXAMPLES: AreaExamples = {
  components: {
    Cabinet: cabinet,
    Practitioner: practitioner,
    Absence: absence,
    AppointmentSlot: slot,
    Hold: {
      id: '4d5e6f7a-8b9c-4d0e-9f2a-3b4c5d6e7f8a',
      practitionerId,
      startTime: '2027-03-29T07:30:00.000Z',
      duration: 30,
      expiresAt: '2027-03-01T09:35:00.000Z',
    },
    Appointment: appointment,
    AppointmentPage: { items: [appointment], pagination },
    AppointmentChange: change,
    AppointmentSeries: {
      seriesId: '8c7b6a59-4837-4261-8a0f-1e2d3c4b5a69',
      items: [
        { startTime: appointment.startTime, appointment },
        {
          startTime: '2027-04-05T07:30:00.000Z',
          refusal: { code: 'SLOT_TAKEN', message: 'This time is taken', alternatives: ['2027-04-05T10:00:00+02:00'] },
        },
      ],
    },
    AppointmentTypeLength: appointmentType,
    FreeTimes: { startTimes: [slot.startTime], practitioners: [{ practitionerId, startTimes: [slot.startTime] }] },
    PublicHolidays: {
      region: 'FR',
      items: [{ date: '2027-07-14', name: 'Fête Nationale de la France', key: '07-14', closed: true }],
    },
    AnalyticsOverview: {
      dateFrom: '2027-03-29',
      dateTo: '2027-03-29',
      interval: 'day',
      ...figures,
      byType: { ...NO_TYPE, consultation: 4 },
      byOrigin: { staff: 3, patient: 1, public: 0, waiting_list: 0 },
      byPractitioner: [{ practitionerId, firstName: 'Ada', lastName: 'Byron', ...figures }],
      series: [{ date: '2027-03-29', ...figures }],
    },
    Proposal: { isNeeded: true, times: [{ startTime: slot.startTime, practitionerId, practitioner: 'Ada Byron' }] },
    Patient: patient,
    PatientPage: { items: [patient], pagination },
    PatientAuditPage: { items: [{ userId: '7', action: 'read', at: createdAt }], pagination },
    Notification: notification,
    NotificationPage: { items: [notification], pagination },
    NotificationPreferences: { appointment: true, patient: false, system: true, reminder: true },
    CabinetPage: page,
    CabinetPageSettings: pageSettings,
    VisitCodeRequest: { requestId: '8c7b6a59-4837-4261-9051-4f3e2d1c0b9a' },
    Visit: { visit, expiresAt: '2027-03-01T10:30:00.000Z' },
    PatientAppointment: patientAppointment,
    PatientContact: contact,
    OwnPatient: ownPatient,
    OwnAppointments: { items: [patientAppointment], next: null },
    Pagination: pagination,
  },
  requests: {
    createCabinet: { name: 'Cabinet Lovelace', timezone: 'Europe/Paris' },
    hirePractitioner: { email: 'ada@example.test', ...schedule, role: 'practitioner' },
    updateCabinet: { name: 'Cabinet Byron' },
    updatePractitioner: { workingHours: schedule.workingHours, buffer: 10 },
    updateAppointmentType: { duration: 90, buffer: 15 },
    updatePublicHolidays: { region: 'FR', open: ['easter 50'] },
    createAbsence: { startTime: '2027-03-29T12:00:00', endTime: '2027-03-29T14:00:00', reason: 'Training' },
    createHold: { practitionerId, startTime: '2027-03-29T09:30:00', duration: 30 },
    createAppointment: {
      patientData: { firstName: 'Rose', lastName: 'Lovelace', email: 'rose@example.test', phone: '+33601020304' },
      practitionerId,
      type: 'consultation',
      startTime: '2027-03-29T09:30:00',
      duration: 30,
    },
    createAppointmentSeries: {
      patientId: patient.id,
      practitionerId,
      type: 'consultation',
      startTime: '2027-03-29T09:30:00',
      duration: 30,
      rule: 'FREQ=WEEKLY;COUNT=2',
    },
    cancelFollowingAppointments: { reason: 'Cured' },
    updateAppointment: { notes: 'Bring the X-rays' },
    cancelAppointment: { reason: 'Ill' },
    rescheduleAppointment: { startTime: '2027-03-30T09:30:00' },
    createPatient: { firstName: 'Rose', lastName: 'Lovelace', email: 'rose@example.test', phone: '+33601020304' },
    addPatientContact: { email: 'rose@example.test', relation: 'guardian' },
    cancelOwnAppointment: { reason: 'Ill' },
    moveOwnAppointment: { startTime: '2027-03-30T09:30:00' },
    updateCabinetPage: pageSettings,
    requestVisitCode: { email: 'rose@example.test' },
    openVisit: { requestId: '8c7b6a59-4837-4261-9051-4f3e2d1c0b9a', code: '123456' },
    holdVisitTime: { visit, practitionerId, startTime: '2027-03-29T09:30:00', duration: 30 },
    bookVisitTime: {
      visit,
      practitionerId,
      type: 'consultation',
      startTime: '2027-03-29T09:30:00',
      duration: 30,
      patient: { firstName: 'Rose', lastName: 'Lovelace', phone: '+33601020304', relation: 'self' },
    },
    showLinkedAppointment: { token },
    showLinkedProposal: { token },
    cancelLinkedAppointment: { token, reason: 'Ill' },
    setLinkedReminders: { token, wanted: false },
    moveLinkedAppointment: { token, startTime: '2027-03-30T09:30:00' },
    updateNotificationPreferences: { patient: false },
    updatePatient: { phone: '+33700000000' },
  },
  responses: {
    listAppointmentTypes: { items: [appointmentType] },
    listCabinets: { items: [cabinet] },
    listPractitioners: { items: [practitioner] },
    listAbsences: { items: [absence] },
    listSlots: [slot],
    listDisplacedAppointments: { items: [appointment] },
    cancelFollowingAppointments: { items: [appointment] },
    listPublicTimes: [slot],
    listPatientContacts: { items: [contact] },
    addPatientContact: { items: [contact] },
    listOwnPatients: { items: [ownPatient] },
    listAppointmentHistory: { items: [change] },
  },
};
