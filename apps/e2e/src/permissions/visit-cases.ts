import { randomUUID } from 'node:crypto';
import { newDay, practitioner } from './booking-objects.js';
import type { CaseRequest, HttpCase, HttpCases } from './http-case.js';
import type { Objects } from './objects.js';
import { contactOfPatient, linkToken, newPatient, openedPage, ownAppointment, secretOfVisit, waiting } from './visit-objects.js';

const ofPage: HttpCase = { request: async (objects) => ({ params: { cabinet: await openedPage(objects) } }) };
const settings = async (objects: Objects) => ({
  params: { id: await openedPage(objects) },
  json: { slug: `matrix-${(await openedPage(objects)).slice(0, 8)}`, isOpen: true },
});
const inMatrix = (request: (objects: Objects) => Promise<CaseRequest>): HttpCase => ({
  request: async (objects) => ({ headers: { 'x-tenant-id': await openedPage(objects) }, ...(await request(objects)) }),
});
/** A day long before those of the other requests, so that no offer takes their times. */
const wish = () => {
  const dateFrom = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  return { type: 'consultation', dateFrom, dateTo: dateFrom };
};
const time = async (objects: Objects) => ({
  visit: await secretOfVisit(objects),
  practitionerId: await practitioner(objects),
  startTime: `${newDay()}T09:00:00`,
  duration: 30,
});

/** Calls of patients at the public page of the cabinet. The secret of a visit or a link is the whole authorization. */
export const VISIT_CASES: HttpCases = {
  getCabinetPage: { visibilities: ['private'], request: settings },
  updateCabinetPage: { visibilities: ['private'], request: settings },
  listCabinetPages: {
    request: async (objects) => {
      await openedPage(objects);
      return { query: { search: 'matrix' } };
    },
  },
  showCabinetPage: ofPage,
  listPublicTimes: {
    request: async (objects) => {
      const day = newDay();
      return {
        params: { cabinet: await openedPage(objects) },
        query: { practitionerId: await practitioner(objects), dateFrom: day, dateTo: day },
      };
    },
  },
  requestVisitCode: {
    request: async (objects) => ({
      params: { cabinet: await openedPage(objects) },
      json: { email: `${randomUUID()}@example.test` },
    }),
  },
  openVisit: {
    request: async (objects) => ({
      params: { cabinet: await openedPage(objects) },
      json: { requestId: randomUUID(), code: '123456' },
    }),
    allowedError: 'INVALID_CODE',
  },
  openOwnVisit: {
    request: async (objects, caller) => {
      const confirmed = `UPDATE identity.users SET email_verified = true WHERE id = ${caller?.id ?? 0}`;
      await objects.callers.system.database.query(confirmed);
      return { params: { cabinet: await openedPage(objects) } };
    },
  },
  holdVisitTime: {
    request: async (objects) => ({ params: { cabinet: await openedPage(objects) }, json: await time(objects) }),
    uses: 'own objects',
  },
  bookVisitTime: {
    request: async (objects) => ({
      params: { cabinet: await openedPage(objects) },
      json: { ...(await time(objects)), type: 'consultation', patient: { firstName: 'Rose', lastName: 'Lovelace' } },
    }),
    uses: 'own objects',
  },
  listPatientContacts: inMatrix(async (objects) => ({ params: { id: (await contactOfPatient(objects)).id } })),
  addPatientContact: inMatrix(async (objects) => ({ params: { id: (await contactOfPatient(objects)).id } })),
  removePatientContact: {
    ...inMatrix(async (objects) => ({ params: await contactOfPatient(objects) })),
    uses: 'own objects',
  },
  listOwnPatients: {},
  listOwnAppointments: {},
  cancelOwnAppointment: {
    visibilities: ['private'],
    request: async (objects) => ({ params: { id: await ownAppointment(objects) } }),
    uses: 'own objects',
  },
  moveOwnAppointment: {
    visibilities: ['private'],
    request: async (objects) => ({
      params: { id: await ownAppointment(objects) },
      json: { startTime: `${newDay()}T09:00:00` },
    }),
    uses: 'own objects',
  },
  joinWaitingList: {
    request: async (objects) => ({
      params: { cabinet: await openedPage(objects) },
      json: { ...wish(), visit: await secretOfVisit(objects), patient: { firstName: 'Rose', lastName: 'Lovelace' } },
    }),
    uses: 'own objects',
  },
  addToWaitingList: inMatrix(async (objects) => ({ json: { ...wish(), patientId: await newPatient(objects) } })),
  listWaitingList: inMatrix(() => Promise.resolve({})),
  removeFromWaitingList: { ...inMatrix(async (objects) => ({ params: { id: await waiting(objects) } })), uses: 'own objects' },
  showWaitingOffer: { request: () => ({ json: { token: 'unknown' } }), allowedError: 'INVALID_TOKEN' },
  acceptWaitingOffer: { request: () => ({ json: { token: 'unknown' } }), allowedError: 'INVALID_TOKEN' },
  declineWaitingOffer: { request: () => ({ json: { token: 'unknown' } }), allowedError: 'INVALID_TOKEN' },
  getOwnProposal: {
    visibilities: ['private'],
    request: async (objects) => ({ params: { id: await ownAppointment(objects) } }),
  },
  showLinkedProposal: { request: async (objects) => ({ json: { token: await linkToken(objects) } }) },
  showLinkedAppointment: { request: async (objects) => ({ json: { token: await linkToken(objects) } }) },
  cancelLinkedAppointment: { request: () => ({ json: { token: 'unknown' } }), allowedError: 'INVALID_TOKEN' },
  setLinkedReminders: { request: () => ({ json: { token: 'unknown', wanted: false } }), allowedError: 'INVALID_TOKEN' },
  moveLinkedAppointment: {
    request: () => ({ json: { token: 'unknown', startTime: `${newDay()}T09:00:00` } }),
    allowedError: 'INVALID_TOKEN',
  },
};
