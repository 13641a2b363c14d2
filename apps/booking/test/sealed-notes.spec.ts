import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { appointments, cabinets } from '@veza/contracts';
import { loadConfig } from '@veza/platform';
import { BookingConfigSchema } from '../src/config.js';
import { CabinetKeysRepository } from '../src/patients/sealed-notes/cabinet-keys.repository.js';
import { KeyRing } from '../src/patients/sealed-notes/key-ring.js';
import { NoteRotation } from '../src/patients/sealed-notes/note-rotation.repository.js';
import { SealedNotesService } from '../src/patients/sealed-notes/sealed-notes.service.js';
import { type BookingUnderTest, codeOf, startBooking } from './booking-under-test.js';
import { exportOf } from './exported.js';
import { ADMIN, type Hired, nextDay, openPractice } from './practice.js';

/** The development default, by which the service wraps, and another key. */
const [OLD, NEW] = ['76657a61'.repeat(8), 'ab'.repeat(32)];
const SECRET = 'allergic to pénicilline';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

const ROSE = { firstName: 'Rose', lastName: 'Lovelace', email: 'rose@example.test' };
const book = ({ caller, id }: Hired, startTime: string, notes?: string) =>
  booking.call(
    appointments.create,
    caller,
    { practitionerId: id, startTime, duration: 30, type: 'soin', urgency: 'normal', notes, patientData: ROSE },
    `booking at ${startTime} with ${id}`,
  );
const notesOf = async ({ caller }: Hired, id: string) => (await booking.call(appointments.get, caller, { id })).notes;
const storedOf = async (id: string) =>
  (
    await booking.asOwner.query<{ notes: string | null; sealed: Buffer; key: number }>(
      'SELECT notes, sealed_notes AS sealed, note_key AS key FROM booking.appointments WHERE id = $1',
      [id],
    )
  ).rows[0];

test('notes are read and written as before, and no table holds them readable', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const made = await book(ada, `${date}T09:00`, SECRET);
  expect(made.notes).toBe(SECRET);
  expect(await book(ada, `${date}T09:00`, SECRET)).toEqual(made);
  const { items } = await booking.call(appointments.list, ada.caller, { sortBy: 'startTime', sortOrder: 'asc' });
  expect(items).toEqual([made]);
  const file = await exportOf(booking.call, ada.caller, made.patientId);
  expect(file.rows.appointments).toMatchObject([{ id: made.id, notes: SECRET }]);
  expect(JSON.stringify([made, file])).not.toMatch(/sealed|note_?key/i);
  const { rows } = await booking.asOwner.query(`
    SELECT table_name FROM information_schema.tables WHERE table_schema = 'booking' AND table_type = 'BASE TABLE'
      AND query_to_xml(format('SELECT * FROM booking.%I', table_name), true, false, '')::text LIKE '%nicilline%'`);
  expect(rows).toEqual([]);

  const same = await booking.call(appointments.update, ada.caller, { id: made.id, notes: SECRET });
  expect(same.version).toBe(made.version);
  const moved = await booking.call(appointments.reschedule, ada.caller, { id: made.id, startTime: `${date}T10:00` });
  expect(moved.notes).toBe(SECRET);
  const cleared = await booking.call(appointments.update, ada.caller, { id: made.id, notes: '' });
  expect([cleared.notes, await storedOf(made.id)]).toEqual([undefined, { notes: null, sealed: null, key: null }]);
});

test('notes that were copied to another row or changed cannot be opened, and are not returned as absent', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const [one, other] = [await book(ada, `${date}T09:00`, SECRET), await book(ada, `${date}T10:00`, 'another')];
  const put = (sealed: Buffer | undefined) =>
    booking.asOwner.query('UPDATE booking.appointments SET sealed_notes = $2 WHERE id = $1', [other.id, sealed]);
  const before = (await storedOf(other.id))?.sealed;
  await put((await storedOf(one.id))?.sealed);
  expect(await codeOf(notesOf(ada, other.id))).toBe('INTERNAL');
  await put(Buffer.from('short'));
  expect(await codeOf(notesOf(ada, other.id))).toBe('INTERNAL');
  await put(before);
  expect(await notesOf(ada, other.id)).toBe('another');
});

test('a rotation seals notes of before the encryption and wraps all keys anew; without a needed key no service starts', async () => {
  const { ada } = await openPractice(booking);
  const date = nextDay();
  const [sealed, open] = [await book(ada, `${date}T09:00`, SECRET), await book(ada, `${date}T10:00`)];
  await booking.asOwner.query('UPDATE booking.appointments SET notes = $2 WHERE id = $1', [open.id, 'of last year']);
  expect(await notesOf(ada, open.id)).toBe('of last year');
  const rotation = new NoteRotation(booking.asOwner, new KeyRing(OLD));
  expect(await rotation.run()).toMatchObject({ sealed: 1, rewrapped: 0, reencrypted: 0 });
  expect((await storedOf(open.id))?.notes).toBeNull();
  expect(await notesOf(ada, open.id)).toBe('of last year');

  const wrapped = await new NoteRotation(booking.asOwner, new KeyRing(`${NEW},${OLD}`)).run();
  expect(wrapped.rewrapped).toBeGreaterThan(0);
  const starting = (keys: string) =>
    new SealedNotesService(
      loadConfig(BookingConfigSchema, { NODE_ENV: 'test', DATABASE_URL: 'postgres://localhost/veza', BOOKING_MASTER_KEYS: keys }),
      booking.provider(CabinetKeysRepository),
    );
  await expect(starting(OLD).onModuleInit()).rejects.toThrow(/BOOKING_MASTER_KEYS lacks the key [0-9a-f]{8}/);
  await starting(NEW).onModuleInit();
  expect(await notesOf(ada, sealed.id)).toBe(SECRET); // by the key that the service has kept
  expect((await new NoteRotation(booking.asOwner, new KeyRing(`${OLD},${NEW}`)).run()).rewrapped).toBe(wrapped.rewrapped);
  for (const wrong of ['', 'x', `${OLD},`, OLD.slice(1), `${OLD};${NEW}`])
    expect(() => new KeyRing(wrong)).toThrow(/64 hexadecimal/);
});

test('data keys are replaced while notes are read and written; an interrupted rotation goes on', async () => {
  const { ada, cabinet } = await openPractice(booking);
  const ids: string[] = [];
  for (const date of [nextDay(), nextDay()])
    for (const time of ['09:00', '09:30', '10:00']) ids.push((await book(ada, `${date}T${time}`, `${SECRET} 0`)).id);
  const [first = ''] = ids;
  let failsAt = 4;
  const failing = {
    query: async <Row extends object>(sql: string, values?: unknown[]) => {
      if ((failsAt -= 1) === 0) throw new Error('the connection is lost');
      return booking.asOwner.query<Row>(sql, values);
    },
  };
  const ring = new KeyRing(OLD);
  await expect(new NoteRotation(failing, ring).run({ replaceDataKeys: true })).rejects.toThrow('the connection is lost');
  let last = 0;
  let isRotating = true;
  const writing = (async () => {
    while (isRotating) {
      await booking.call(appointments.update, ada.caller, { id: first, notes: `${SECRET} ${(last += 1)}` });
      for (const id of ids) expect(await notesOf(ada, id)).toContain(SECRET);
    }
  })();
  const rotated = await new NoteRotation(booking.asOwner, ring).run({ replaceDataKeys: true });
  isRotating = false;
  await writing;
  expect(rotated.deleted).toBe(0);
  const keysIn = async () =>
    (
      await booking.asOwner.query<{ id: number }>('SELECT id FROM booking.cabinet_keys WHERE cabinet_id = $1 ORDER BY id', [
        cabinet.id,
      ])
    ).rows;
  expect(await keysIn()).toEqual([{ id: 1 }, { id: 2 }]);
  await new NoteRotation(booking.asOwner, ring, '0 s').run();
  expect(await keysIn()).toEqual([{ id: 2 }]);
  expect(await notesOf(ada, first)).toBe(`${SECRET} ${last}`);
  for (const id of ids.slice(1)) expect([await notesOf(ada, id), (await storedOf(id))?.key]).toEqual([`${SECRET} 0`, 2]);
});

test('the keys of a cabinet are destroyed with it', async () => {
  const { id } = await booking.call(cabinets.create, ADMIN, { name: 'Ici', timezone: 'Asia/Tokyo' });
  const { wrapped, master } = new KeyRing(OLD).create({ cabinetId: id, id: 1 });
  await booking.asOwner.query('INSERT INTO booking.cabinet_keys (cabinet_id, id, master, wrapped) VALUES ($1, 1, $2, $3)', [
    id,
    master,
    wrapped,
  ]);
  await booking.asOwner.query('DELETE FROM booking.cabinets WHERE id = $1', [id]);
  const { rowCount } = await booking.asOwner.query('SELECT FROM booking.cabinet_keys WHERE cabinet_id = $1', [id]);
  expect(rowCount).toBe(0);
});
