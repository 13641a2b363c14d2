import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import { DeclaredError } from '@veza/contracts';
import { Metrics } from '@veza/platform';
import { type BookingUnderTest, startBooking } from './booking-under-test.js';
import { type Asking, Replay } from './isolation/replay.js';
import { Recorder, type Statement, swapped } from './isolation/statements.js';
import { type Sent, unsent } from './isolation/sent.js';
import { MARK, Workload } from './isolation/workload.js';
import { type Hired, openPractice } from './practice.js';

/**
 * Statements that are not bound to a cabinet: functions of the owner of the tables about a person, a public name or an id that
 * cannot be guessed. The gateway passes the confirmed address, identity the erased account.
 */
const ACROSS_CABINETS = [
  'claim_patients', // the caller's confirmed address
  'forget_account', // the erased account
  'due_reminders', // ids for a job of the platform
  'untold_proposals', // ids for a job of the platform
  'one_cabinet_key_of_each_master', // wrapped keys, for the check at start
  'open_page', // the id behind a public name
  'cabinet_of_mail', // internal: the id of a mail comes from an event
  'calendar_feed(', // the account of a secret
  'forget_feeds', // the erased account
  'due_calendar_imports', // ids for a job of the platform
  'waiting_work', // ids of cabinets for a job of the platform
  'wake_waiting', // rows for that job, none of which it returns
  'chain_audit_intake', // rows of all cabinets, none of which it returns
  'FROM operations WHERE id = hour', // whether the hourly job of the platform has run
  'INTO operations', // returns the id that it was given, if it is new
];

/** Jobs take their rows: they become lines of the audit, and offers. */
const TAKEN = ['audit_intake', 'freed_times'];

let booking: BookingUnderTest;
let cabinetId: string;
let other: { cabinetId: string; ada: Hired };
let recorder: Recorder;
let sent: readonly Sent[];
let before: Replay;

beforeAll(async () => {
  booking = await startBooking();
  const one = await openPractice(booking, { role: 'manager', lastName: MARK });
  cabinetId = one.cabinet.id;
  const { cabinet, ada } = await openPractice(booking, { role: 'manager' });
  other = { cabinetId: cabinet.id, ada };
  const { rows } = await booking.asService.query<{ role: string }>('SELECT current_user AS role');
  recorder = new Recorder(booking.provider(ModulesContainer), rows[0]?.role ?? '');
  const workload = new Workload(booking, cabinetId, one.ada);
  await recorder.during(async () => {
    await workload.run();
    await workload.end();
    await booking.provider(Metrics).text(); // the depth of each queue
  });
  sent = workload.sent;
  before = await Replay.of(await booking.asOwner.connect(), rows[0]?.role ?? '', cabinetId);
}, 120_000);
afterAll(async () => {
  before?.end();
  await booking?.stop();
});

test('the workload runs every call of this service, every method that reaches the database, and writes every table of a cabinet', async () => {
  const missing = [
    ...unsent(sent).map((call) => `${call} is sent by no step of test/isolation/workload.ts: add one`),
    ...[...recorder.methods]
      .filter(([, isRun]) => !isRun)
      .map(([method]) => `${method} reaches the database and is run by no step of test/isolation/workload.ts: add one`),
    ...(await before.emptyTables())
      .filter((table) => !TAKEN.includes(table))
      .map((table) => `${table} gets no row from test/isolation/workload.ts: add a step`),
  ];
  expect(missing).toEqual([]);
});

test('no statement returns or changes a row of another cabinet', async () => {
  const { statements } = recorder;
  expect(statements.length).toBeGreaterThan(100);
  const inOther = swapped(statements, cabinetId, other.cabinetId);
  const stranger = { userId: other.ada.userId, platformAdmin: false } as const;
  const askers: [Asking, readonly Statement[]][] = [
    [{ name: 'a manager elsewhere', ...stranger, cabinetId: other.cabinetId }, statements],
    [{ name: 'a manager elsewhere, with ids', ...stranger, cabinetId: other.cabinetId }, inOther],
    [{ name: 'a manager elsewhere with a forged cabinet', ...stranger, cabinetId }, statements],
    [{ name: 'a visitor elsewhere', userId: '', platformAdmin: true, cabinetId: other.cabinetId }, statements],
    [{ name: 'a visitor elsewhere, with ids', userId: '', platformAdmin: true, cabinetId: other.cabinetId }, inOther],
    [{ name: 'no caller', userId: '', platformAdmin: false, cabinetId: '' }, statements],
  ];
  const problems: string[] = [];
  for (const [asking, each] of askers)
    problems.push(
      ...(await before.problems(
        asking,
        each.filter(({ sql }) => !ACROSS_CABINETS.some((name) => sql.includes(name))),
      )),
    );
  expect(problems).toEqual([]);
});

test('every call is refused or empty for a member of another cabinet, and changes nothing', async () => {
  const state = () => before.checksum();
  const unchanged = await state();
  for (const { contract, caller: by, input } of sent) {
    if (by.kind !== 'user' || by.role === 'admin') continue; // strangers and the platform may
    for (const tenantId of [other.cabinetId, cabinetId]) {
      const reply = await booking.call(contract, { ...other.ada.caller, tenantId }, withOwnAddress(input)).catch(errorCode);
      const [text, known] = [JSON.stringify(reply), JSON.stringify(input)];
      const strange = [...before.ids].filter((id) => text.includes(id) && !known.includes(id));
      expect([contract.subject, strange, text.includes(MARK) && !known.includes(MARK)]).toEqual([contract.subject, [], false]);
    }
  }
  expect(await state()).toEqual(unchanged);
});

/** The gateway passes the confirmed address of the caller. */
const withOwnAddress = (input: object): object =>
  'email' in input && !('relation' in input) ? { ...input, email: null } : input;

const errorCode = (error: unknown): unknown => {
  if (error instanceof DeclaredError) return error.code;
  throw error;
};
