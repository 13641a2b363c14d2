import { expect, test } from '@jest/globals';
import type { AppointmentView } from '@veza/contracts';
import ICAL from 'ical.js';
import { instantOf } from '../../practice/time/cabinet-time.js';
import { calendarOf } from './appointment-calendar.js';

const ID = '5e6f7a8b-9c0d-4e1f-8a2b-3c4d5e6f7a8b';
const CABINET = '6f7a8b9c-0d1e-4f2a-8b3c-4d5e6f7a8b9c';
const INVITATION = { invited: 'rose@example.test', practitioner: 'Ada Martin', address: '1 rue de Rivoli, Paris' };

const appointment = (startTime: Date, facts: Partial<AppointmentView> = {}): AppointmentView => ({
  id: ID,
  cabinetId: CABINET,
  patientId: ID,
  practitionerId: ID,
  type: 'consultation',
  status: 'confirmed',
  startTime: startTime.toISOString(),
  endTime: new Date(startTime.getTime() + 30 * 60_000).toISOString(),
  duration: 30,
  urgency: 'normal',
  notes: 'a secret of the cabinet',
  version: 1,
  createdAt: '2027-01-01T00:00:00.000Z',
  updatedAt: '2027-01-02T00:00:00.000Z',
  patient: undefined,
  ...facts,
});

/** The event as another library reads it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [component] = calendar.getAllSubcomponents('vevent');
  if (!component) throw new Error('There is no event');
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    start: event.startDate.toJSDate(),
    end: event.endDate.toJSDate(),
    status: component.getFirstPropertyValue('status'),
    method: calendar.getFirstPropertyValue('method'),
  };
}

test.each([
  ['Europe/Paris', '2027-03-28T01:59'],
  ['Europe/Paris', '2027-03-28T03:00'],
  ['Europe/Paris', '2027-10-31T02:30'],
  ['America/New_York', '2027-11-07T01:30'],
  ['Australia/Lord_Howe', '2027-04-04T01:45'],
  ['Asia/Kathmandu', '2027-06-01T00:15'],
  ['Pacific/Kiritimati', '2027-12-31T23:45'],
  ['Pacific/Pago_Pago', '2028-02-29T12:00'],
])('another library reads the same instant in %s at %s', (timezone, wall) => {
  const start = instantOf(wall, timezone);
  const found = read(calendarOf(appointment(start), INVITATION));
  expect([found.start, found.end]).toEqual([start, new Date(start.getTime() + 30 * 60_000)]);
});

test('the UID stays and SEQUENCE rises over a move and a cancellation', () => {
  const [at, later] = [new Date('2027-03-29T07:30:00Z'), new Date('2027-03-30T07:30:00Z')];
  const files = [
    appointment(at),
    appointment(later, { version: 2 }),
    appointment(later, { version: 3, status: 'cancelled' }),
  ].map((each) => calendarOf(each, INVITATION));
  expect(files.map(read)).toMatchObject([
    { uid: `${ID}@veza`, sequence: 0, method: 'REQUEST', status: 'CONFIRMED', start: at },
    { uid: `${ID}@veza`, sequence: 1, method: 'REQUEST', status: 'CONFIRMED', start: later },
    { uid: `${ID}@veza`, sequence: 2, method: 'CANCEL', status: 'CANCELLED', start: later },
  ]);
  for (const file of files) expect(file).not.toContain('secret');
});

test('the file of a patient leads to the door, reminds, and holds the time before it is confirmed', () => {
  const cabinet = { id: CABINET, name: 'Praxis "GmbH" ^ fils', timezone: 'Europe/Paris', createdAt: '2027-01-01T00:00:00.000Z' };
  const pending = appointment(new Date('2027-03-29T07:30:00Z'), { status: 'pending', cabinet });
  const [event] = new ICAL.Component(ICAL.parse(calendarOf(pending, INVITATION))).getAllSubcomponents('vevent');
  expect(event?.getFirstPropertyValue('location')).toBe('Praxis "GmbH" ^ fils, 1 rue de Rivoli, Paris');
  expect(event?.getFirstPropertyValue('status')).toBe('CONFIRMED');
  expect(event?.getFirstProperty('organizer')?.getFirstParameter('cn')).toBe('Praxis "GmbH" ^ fils');
  const [alarm] = event?.getAllSubcomponents('valarm') ?? [];
  expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-PT2H');

  const guest = event?.getFirstProperty('attendee');
  expect(String(guest?.getFirstValue()).toLowerCase()).toBe('mailto:rose@example.test');
  const said = ['partstat', 'role', 'rsvp'].map((name) => guest?.getFirstParameter(name));
  expect(said).toEqual(['ACCEPTED', 'REQ-PARTICIPANT', 'FALSE']);

  const file = calendarOf(pending, INVITATION).replaceAll('\r\n ', '');
  expect(file).toContain(`ORGANIZER;CN="Praxis ^'GmbH^' ^^ fils":mailto:`);
  const cancelled = calendarOf({ ...pending, status: 'cancelled' }, INVITATION);
  expect([cancelled, calendarOf(pending)].filter((text) => text.includes('VALARM'))).toEqual([]);
});
