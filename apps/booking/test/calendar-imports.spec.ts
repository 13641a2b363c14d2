import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  absences,
  appointments,
  calendarImports,
  type CalendarImportView,
  type CreateAppointment,
  holds,
  patients,
  practitioners,
  slots,
  waitingList,
} from '@veza/contracts';
import { eventually } from '@veza/testing';
import { CalendarImportsRepository } from '../src/calendar/calendar-imports/calendar-imports.repository.js';
import { DueImports } from '../src/calendar/calendar-imports/due-imports.js';
import { ImportRunsService } from '../src/calendar/calendar-imports/import-runs.service.js';
import { type BookingUnderTest, codeOf, startBooking, user } from './booking-under-test.js';
import { calendarText, eventText, type OutsideServer, startOutsideServer } from './outside-server.js';
import { hire, type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
let outside: OutsideServer;
beforeAll(async () => {
  outside = await startOutsideServer();
  booking = await startBooking({ CALENDAR_IMPORT_TEST_ORIGINS: outside.origin });
});
afterAll(async () => {
  await booking?.stop();
  await outside?.stop();
});

const files = new Map<string, string>();
const seen: { path: string; etag?: string }[] = [];
const serveFiles = () =>
  outside.serve(({ url = '', headers }, response) => {
    const text = files.get(url);
    const etag = `"${createHash('sha1')
      .update(text ?? '')
      .digest('hex')}"`;
    seen.push({ path: url, etag: headers['if-none-match'] });
    if (text === undefined) response.writeHead(404).end();
    else if (headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag }).end(text);
  });
beforeAll(serveFiles);

let feeds = 0;
/** A new feed with these events, whose file can be changed. */
function feed(...events: string[]) {
  const path = `/${(feeds += 1)}.ics`;
  const set = (...next: string[]) => void files.set(path, calendarText(...next));
  set(...events);
  return { path, address: `${outside.origin}${path}`, set, fail: () => void files.delete(path) };
}
/** In Tokyo, where the practice is: `09:00` is midnight in UTC. */
const at = (date: string, time: string) => new Date(`${date}T${time}:00+09:00`).toISOString().slice(0, 16);
const busy = (date: string, from: string, to: string, ...more: string[]) => eventText(at(date, from), at(date, to), ...more);

const list = async ({ id, caller }: Hired) => (await booking.call(calendarImports.list, caller, { practitionerId: id })).items;
const settled = (ada: Hired, id: string, check: (state: CalendarImportView) => boolean | null | string) =>
  eventually('a run of the import', async () => (await list(ada)).find((each) => each.id === id && check(each)), { ms: 20_000 });
async function add(ada: Hired, address: string): Promise<CalendarImportView> {
  const { id } = await booking.call(calendarImports.add, ada.caller, { practitionerId: ada.id, address });
  return settled(ada, id, ({ lastSuccessAt, lastFailureAt }) => lastSuccessAt ?? lastFailureAt);
}
/** Runs an import now, also within a minute of its last run. The service itself may be the first to see that it is due. */
async function again(ada: Hired, id: string): Promise<CalendarImportView> {
  const lastRun = ({ lastSuccessAt, lastFailureAt }: CalendarImportView) => `${lastSuccessAt} ${lastFailureAt}`;
  const before = (await list(ada)).find((each) => each.id === id);
  await booking.asOwner.query('UPDATE booking.calendar_imports SET next_run_at = now() WHERE id = $1', [id]);
  await booking.provider(ImportRunsService).run({ cabinetId: ada.caller.tenantId, id });
  return settled(ada, id, (state) => !before || lastRun(state) !== lastRun(before));
}
const free = async ({ id, caller }: Hired, date: string) => {
  const range = { practitionerId: id, dateFrom: date, dateTo: date, duration: 60 };
  return (await booking.call(slots.list, caller, range)).items.flatMap(({ time, available }) => (available ? [time] : []));
};
let names = 0;
const book = ({ id, caller }: Hired, startTime: string, more: Partial<CreateAppointment> = {}) =>
  booking.call(appointments.create, caller, {
    practitionerId: id,
    type: 'soin',
    startTime,
    duration: 60,
    patientData: { firstName: 'Rose', lastName: `Import ${(names += 1)}` },
    ...more,
  });

test('nothing can be booked in an imported time, its title is not stored, and its removal frees it', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const later = await book(ada, `${date}T11:00:00`);
  const { address } = feed(busy(date, '09:00', '10:00'), busy(date, '10:00', '10:30', 'TRANSP:TRANSPARENT'));
  const found = await add(ada, address);
  expect(found).toMatchObject({ host: new URL(address).host, busyTimes: 1, lastFailure: null, practitionerId: ada.id });
  expect(JSON.stringify(found)).not.toContain('.ics');
  expect(await free(ada, date)).toEqual(['10:00']);
  const hold = { practitionerId: ada.id, startTime: `${date}T09:00:00`, duration: 60 };
  expect(await codeOf(booking.call(holds.create, ada.caller, hold))).toBe('SLOT_TAKEN');
  expect(await codeOf(book(ada, `${date}T09:00:00`))).toBe('SLOT_TAKEN');
  expect(await codeOf(book(ada, `${date}T09:30:00`, { urgency: 'emergency' }))).toBe('SLOT_TAKEN');
  const move = { id: later.id, startTime: `${date}T09:00:00` };
  expect(await codeOf(booking.call(appointments.reschedule, ada.caller, move))).toBe('SLOT_TAKEN');
  const { rows } = await booking.asOwner.query(
    `SELECT b::text || i::text AS text FROM booking.busy b JOIN booking.calendar_imports i ON i.id = b.import_id WHERE i.id = $1`,
    [found.id],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].text).not.toMatch(/private matter|\.ics/);
  await booking.call(calendarImports.remove, ada.caller, { practitionerId: ada.id, id: found.id });
  expect(await free(ada, date)).toEqual(['09:00', '10:00']);
  expect(await codeOf(booking.call(appointments.reschedule, ada.caller, move))).toBe('no error');
});

test('appointments under an imported time stay, what they leave stays closed, and imports and absences overlap', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const made = await book(ada, `${date}T09:00:00`);
  const one = feed(busy(date, '08:00', '10:00'), busy(date, '09:30', '10:30'));
  const first = await add(ada, one.address);
  expect(first.busyTimes).toBe(1);
  const second = await add(ada, feed(busy(date, '09:30', '11:00')).address);
  const times = { practitionerId: ada.id, startTime: `${date}T09:00:00`, endTime: `${date}T10:00:00` };
  expect(await codeOf(booking.call(absences.create, ada.caller, times))).toBe('SLOT_TAKEN');
  const absence = await booking.call(absences.create, ada.caller, { ...times, overrides: true });
  expect(absence.appointments).toHaveLength(1);
  expect(await booking.call(appointments.get, ada.caller, { id: made.id })).toMatchObject({ status: made.status });
  await booking.call(absences.remove, ada.caller, { practitionerId: ada.id, id: absence.id });
  await booking.call(appointments.reschedule, ada.caller, { id: made.id, startTime: `${date}T11:00:00` });
  expect(await free(ada, date)).toEqual([]);
  one.set(busy(date, '09:30', '10:30'));
  expect(await again(ada, first.id)).toMatchObject({ busyTimes: 1 });
  await booking.call(calendarImports.remove, ada.caller, { practitionerId: ada.id, id: second.id });
  expect(await free(ada, date)).toEqual([]);
  one.set();
  await again(ada, first.id);
  expect(await free(ada, date)).toEqual(['09:00', '10:00']);
});

test('a calendar that has not changed is not sent again, and one that fails keeps its busy times', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const { path, address, fail, set } = feed(busy(date, '09:00', '10:00'));
  const { id, nextRunAt } = await add(ada, address);
  expect(Date.parse(nextRunAt)).toBeGreaterThan(Date.now());
  const { rows } = await booking.asOwner.query('SELECT id FROM booking.busy WHERE import_id = $1', [id]);
  const etags = () => seen.filter((each) => each.path === path).map(({ etag }) => etag);
  await again(ada, id);
  const [whole, ...later] = etags();
  expect([whole, later.length > 0, later.includes(undefined)]).toEqual([undefined, true, false]);
  // After a day it is read as a whole: repeated events reach further.
  await booking.asOwner.query(`UPDATE booking.calendar_imports SET read_at = now() - interval '25 hours' WHERE id = $1`, [id]);
  const before = etags().length;
  await again(ada, id);
  expect([etags().length > before, etags()[before]]).toEqual([true, undefined]);
  fail();
  expect(await again(ada, id)).toMatchObject({ busyTimes: 1, lastFailure: 'bad_status' });
  outside.serve((_request, response) => response.writeHead(302, { location: 'https://10.0.0.1/calendar.ics' }).end());
  expect(await again(ada, id)).toMatchObject({ busyTimes: 1, lastFailure: 'refused_address' });
  outside.serve((_request, response) => response.end('<html>Sign in</html>'));
  expect(await again(ada, id)).toMatchObject({ busyTimes: 1, lastFailure: 'not_a_calendar' });
  expect((await booking.asOwner.query('SELECT id FROM booking.busy WHERE import_id = $1', [id])).rows).toEqual(rows);
  expect(await free(ada, date)).toEqual(['10:00', '11:00']);
  serveFiles();
  set(busy(date, '10:00', '11:00'));
  expect(await again(ada, id)).toMatchObject({ busyTimes: 1, lastSuccessAt: expect.any(String) });
  expect(await free(ada, date)).toEqual(['09:00', '11:00']);
});

test('events of appointments of this cabinet take no time; those of another cabinet do', async () => {
  const { ada } = await openPractice(booking);
  const { ada: elsewhere } = await openPractice(booking);
  const date = nextDay();
  const [own, other] = [await book(ada, `${date}T09:00:00`), await book(elsewhere, `${date}T10:00:00`)];
  await booking.call(appointments.cancel, ada.caller, { id: own.id });
  const { address } = feed(
    busy(date, '09:00', '10:00', `UID:${own.id}@veza`),
    busy(date, '10:00', '11:00', `UID:${other.id}@veza`),
  );
  expect(await add(ada, address)).toMatchObject({ busyTimes: 1 });
  expect(await free(ada, date)).toEqual(['09:00', '11:00']);
});

test('a time that an imported calendar frees is offered to the waiting list', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const { address, set } = feed(busy(date, '09:00', '12:00'));
  const { id } = await add(ada, address);
  const patient = await booking.call(patients.create, ada.caller, {
    firstName: 'Rose',
    lastName: 'Waits',
    email: 'w@example.test',
  });
  const wish = { patientId: patient.id, type: 'soin', duration: 60, dateFrom: date, dateTo: date } as const;
  await booking.call(waitingList.add, ada.caller, wish);
  set(busy(date, '09:00', '11:00'));
  await again(ada, id);
  const offered = await eventually(
    'an offer',
    async () => (await booking.call(waitingList.list, ada.caller, {})).items[0]?.offered,
    {
      ms: 20_000,
    },
  );
  expect(Date.parse(offered.startTime)).toBe(Date.parse(`${date}T11:00:00+09:00`));
});

test('practitioners import into their own calendar, managers into all, and addresses are public https', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const chief = await hire(booking, cabinet.id, { role: 'manager' });
  const { address } = feed();
  const { id } = await add(ada, address);
  const one = { practitionerId: ada.id, id };
  for (const attempt of [
    booking.call(calendarImports.add, bea.caller, { practitionerId: ada.id, address }),
    booking.call(calendarImports.list, bea.caller, { practitionerId: ada.id }),
    booking.call(calendarImports.refresh, bea.caller, one),
    booking.call(calendarImports.remove, bea.caller, one),
    booking.call(calendarImports.list, { ...user(9_999), tenantId: cabinet.id }, { practitionerId: ada.id }),
  ])
    expect(await codeOf(attempt)).toBe('FORBIDDEN');
  const { ada: stranger } = await openPractice(booking, { role: 'manager' });
  expect(await codeOf(booking.call(calendarImports.remove, stranger.caller, one))).toBe('NOT_FOUND');
  expect(await codeOf(booking.call(calendarImports.remove, bea.caller, { ...one, practitionerId: bea.id }))).toBe('NOT_FOUND');
  for (const wrong of [
    'http://example.com/a.ics',
    'https://a:b@example.com/',
    'https://example.com:8443/',
    'ftp://example.com/',
    'webcal://localhost/a.ics',
    'https://10.0.0.1/a.ics',
  ])
    expect(await codeOf(booking.call(calendarImports.add, ada.caller, { practitionerId: ada.id, address: wrong }))).toBe(
      'VALIDATION_FAILED',
    );
  expect(await booking.call(calendarImports.refresh, chief.caller, one)).toMatchObject({ id });
  await booking.call(calendarImports.remove, chief.caller, one);
  expect(await codeOf(booking.call(calendarImports.refresh, chief.caller, one))).toBe('NOT_FOUND');
});

test('a refresh is read soon, once by two replicas, and the result of a run that was overtaken is dropped', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const { path, address, set } = feed();
  const { id } = await add(ada, address);
  const cabinetId = ada.caller.tenantId;
  const runs = booking.provider(ImportRunsService);
  const requests = () => seen.filter((each) => each.path === path).length;
  expect(requests()).toBe(1);
  await Promise.all([runs.run({ cabinetId, id }), runs.run({ cabinetId, id })]);
  expect(requests()).toBe(1); // not due
  set(busy(date, '09:00', '12:00'));
  await booking.asOwner.query(
    `UPDATE booking.calendar_imports SET run_at = now() - interval '2 minutes', next_run_at = now() + interval '1 hour' WHERE id = $1`,
    [id],
  );
  await booking.call(calendarImports.refresh, ada.caller, { practitionerId: ada.id, id });
  await settled(ada, id, ({ busyTimes }) => busyTimes === 1);
  expect(requests()).toBe(2);
  const { nextRunAt } = await booking.call(calendarImports.refresh, ada.caller, { practitionerId: ada.id, id });
  expect(Date.parse(nextRunAt)).toBeGreaterThan(Date.now());

  // The first run waits for its text while a second one begins and ends.
  await booking.asOwner.query('UPDATE booking.calendar_imports SET next_run_at = now(), etag = NULL WHERE id = $1', [id]);
  let release = () => {};
  const asked = new Promise<void>((resolve) => {
    outside.serve((_request, response) => {
      release = () => response.end(calendarText());
      resolve();
    });
  });
  const slow = runs.run({ cabinetId, id });
  await asked;
  serveFiles();
  await again(ada, id);
  release();
  await slow;
  expect((await list(ada))[0]).toMatchObject({ busyTimes: 1 });
});

test('a look of any replica continues what a dead replica left', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const { address, set } = feed();
  const { id } = await add(ada, address);
  set(busy(date, '09:00', '10:00'));
  await booking.asOwner.query(`UPDATE booking.calendar_imports SET next_run_at = now() - interval '1 s' WHERE id = $1`, [id]);
  expect(await booking.provider(CalendarImportsRepository).due(10)).toContainEqual({ cabinetId: ada.caller.tenantId, id });
  booking.provider(DueImports).kick();
  await settled(ada, id, ({ busyTimes }) => busyTimes === 1);
});

test('imports end with the membership', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const chief = await hire(booking, cabinet.id, { role: 'manager' });
  const date = nextDay();
  const { id } = await add(ada, feed(busy(date, '09:00', '10:00')).address);
  await booking.call(practitioners.dismiss, chief.caller, { cabinetId: cabinet.id, id: ada.id });
  const left = await booking.asOwner.query(
    'SELECT id FROM booking.calendar_imports WHERE id = $1 UNION ALL SELECT id FROM booking.busy WHERE import_id = $1',
    [id],
  );
  expect(left.rows).toEqual([]);
  expect(await codeOf(booking.call(calendarImports.list, chief.caller, { practitionerId: ada.id }))).toBe('NOT_FOUND');
});
