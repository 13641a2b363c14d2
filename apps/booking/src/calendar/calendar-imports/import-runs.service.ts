import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, keyring, KeyringSeal, OutsideAddresses } from '@veza/platform';
import { BusyRepository } from '../busy/busy.repository.js';
import type { BookingConfig } from '../../config.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import type { Span } from '../../practice/time/cabinet-time.js';
import type { OutsideTime } from './busy-times.js';
import {
  type CalendarImportRef,
  CalendarImportsRepository,
  type StartedImport,
  type Validators,
} from './calendar-imports.repository.js';
import { ImportFailure } from './import-failure.js';
import { ImportedTimesRepository } from './imported-times.repository.js';
import { readCalendar } from './outside-calendar.js';
import { parseInThread } from './parse-in-thread.js';

// Wall clock: dates of the window that is read.

const READ_MS = 15_000;
const PARSE_MS = 10_000;
const MOST_BYTES = 4 * 1024 * 1024;
const DAY_MS = 86_400_000;
/** A little more than the usual horizon of a calendar. */
const AHEAD_DAYS = 400;
/** After that the calendar is read as a whole, although it has not changed: repeated events reach further into the future. */
const WHOLE_EVERY_MS = DAY_MS;
/** The UID of an appointment (see appointment-calendar.ts): in a calendar that imported it, it is not another event. */
const OWN_UID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@veza$/;

/** Times of a calendar that was read as a whole. */
export interface Outcome {
  validators: Validators;
  times: readonly OutsideTime[];
}

/**
 * One run of an import: a short transaction that begins it, the request and the parser without one, and a transaction that stores the
 * result. A run of a replica that died is repeated after its lease; the result of a run that another one has overtaken is dropped.
 */
@Injectable()
export class ImportRunsService {
  private readonly seals: KeyringSeal;

  constructor(
    @Inject(CONFIG) private readonly config: BookingConfig,
    private readonly database: CabinetDatabase,
    private readonly imports: CalendarImportsRepository,
    private readonly times: ImportedTimesRepository,
    private readonly busy: BusyRepository,
    private readonly addresses: OutsideAddresses,
  ) {
    this.seals = new KeyringSeal(keyring(config, 'booking.calendar-imports'));
  }

  seal(id: string, address: string): Buffer {
    return this.seals.seal(Buffer.from(address), id);
  }

  async run({ cabinetId, id }: CalendarImportRef): Promise<void> {
    const started = await this.database.asPlatform(cabinetId, (tx, member) => this.imports.start(tx, member, id));
    if (!started) return;
    const address = this.seals.open(started.address, id)?.toString();
    const outcome = await this.read(started, address);
    // Sealed with the present key, so that an older master secret is not needed any more after a run.
    await this.end({ ...started, ...(address !== undefined && { address: this.seal(id, address) }) }, outcome);
  }

  /** Undefined when the calendar has not changed. */
  private async read(started: StartedImport, address: string | undefined): Promise<Outcome | ImportFailure | undefined> {
    try {
      if (address === undefined) throw new ImportFailure('address_lost');
      const isRecent = started.readAt !== null && Date.now() - started.readAt.getTime() < WHOLE_EVERY_MS;
      const known = isRecent ? started : { etag: null, lastModified: null };
      const limits = { withinMs: READ_MS, bytes: MOST_BYTES };
      const found = await readCalendar(new URL(address), known, this.addresses, limits);
      if (!found) return undefined;
      const { text, ...validators } = found;
      const from = Math.floor(Date.now() / DAY_MS - 1) * DAY_MS;
      const window = { from, until: from + AHEAD_DAYS * DAY_MS, timezone: started.timezone };
      return { validators, times: await parseInThread(text, window, PARSE_MS) };
    } catch (error) {
      if (error instanceof ImportFailure) return error;
      throw error;
    }
  }

  /** A failure leaves the busy times as they are. */
  private end(started: StartedImport, outcome: Outcome | ImportFailure | undefined): Promise<void> {
    const { CALENDAR_IMPORT_MINUTES: minutes } = this.config;
    return this.database.asPlatform(started.cabinetId, async (tx, member) => {
      const isNew = outcome !== undefined && !(outcome instanceof ImportFailure);
      if (isNew) await this.busy.lock(tx, [started.practitionerId]);
      if (!(await this.imports.lock(tx, started))) return;
      if (outcome instanceof ImportFailure) return this.imports.fail(tx, started, minutes, outcome.code);
      if (outcome) {
        const own = await this.times.ownAppointments(
          tx,
          member,
          outcome.times.flatMap(({ uid }) => appointmentOf(uid) ?? []),
        );
        const others = outcome.times.filter(({ uid }) => !own.has(appointmentOf(uid) ?? ''));
        await this.times.replace(tx, member, started, merged(others));
      }
      await this.imports.succeed(tx, started, minutes, outcome?.validators);
    });
  }
}

const appointmentOf = (uid: string): string | undefined => OWN_UID.exec(uid)?.[1];

/** Spans without overlaps, in order. */
function merged(times: readonly OutsideTime[]): Span[] {
  const spans: Span[] = [];
  for (const { start, end } of times.toSorted((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}
