import { Injectable } from '@nestjs/common';
import { ANY_PRACTITIONER, type Caller, DeclaredError } from '@veza/contracts';
import { Sequences } from '@veza/platform';
import { isTaken } from '../busy/busy.repository.js';
import type { Calendar } from '../../practice/practitioners/practitioners.repository.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { instantOf } from '../../practice/time/cabinet-time.js';
import { offeredDuration } from './allowed-time.js';
import { NextFreeTimes } from './next-free-times.js';
import { NotFree, type RequestedTime, TakenMeanwhile } from './requested-time.js';
import type { GridSlot } from './slot-grid.js';

type Offer = Pick<GridSlot, 'startTime'>;

const MOST_ALTERNATIVES = 5;
/** Of one calendar; less than half of the connections of a replica. */
const LANES = 4;

/** Attempts to take a time, and what SLOT_TAKEN offers instead. */
@Injectable()
export class AlternativesService {
  /**
   * Changes of one calendar: many callers of one time wait here, and not on a connection each. In several lanes, because
   * most of them are refused after a few reads; the lock of the calendar and the exclusion constraint order the others.
   */
  private readonly changes = new Sequences();
  private lane = 0;
  /**
   * Alternatives that are being read, by practitioner and time: many callers of one time share them. Each of them is a
   * member, because an attempt of that member has failed. A slot that the first of them holds is among them.
   */
  private readonly reading = new Map<string, Promise<Offer[]>>();

  constructor(
    private readonly database: CabinetDatabase,
    private readonly practitioners: PractitionersService,
    private readonly free: NextFreeTimes,
  ) {}

  /**
   * Runs work that takes a time, a few at a time for each calendar; once more if another transaction was first. When that time is taken, it throws SLOT_TAKEN with the
   * next free slots of that length.
   */
  async whenTaken<Result>(caller: Caller, wanted: RequestedTime, take: () => Promise<Result>): Promise<Result> {
    try {
      this.lane = (this.lane + 1) % LANES;
      return await this.changes.run(`${laneOf(caller, wanted.practitionerId)} ${this.lane}`, () => twice(take));
    } catch (error) {
      if (!(error instanceof NotFree) && !isTaken(error)) throw error;
      const free = await this.shared(caller, wanted);
      throw new DeclaredError('SLOT_TAKEN', {
        message: error instanceof NotFree ? error.sentence : undefined,
        details: free.map(({ startTime }) => ({ field: 'startTime', message: startTime })),
      });
    }
  }

  private async shared(caller: Caller, wanted: RequestedTime): Promise<Offer[]> {
    const { practitionerId, startTime, duration = '', type = '', treatmentId } = wanted;
    const key = [laneOf(caller, practitionerId), startTime, duration, type, treatmentId ?? ''].join(' ');
    const shared = this.reading.get(key);
    if (shared) return shared;
    const reading = this.nextFree(caller, wanted);
    this.reading.set(key, reading);
    try {
      return await reading;
    } finally {
      this.reading.delete(key);
    }
  }

  private nextFree(caller: Caller, wanted: RequestedTime): Promise<Offer[]> {
    const { practitionerId, startTime, type, treatmentId } = wanted;
    return this.database.inCabinet(caller, async (tx, member) => {
      const isAnybody = practitionerId === ANY_PRACTITIONER;
      const calendars = isAnybody
        ? await this.practitioners.workingCalendars(tx, member, { type, treatmentId })
        : [await this.practitioners.calendar(tx, member, practitionerId, { type, treatmentId })];
      const durationOf = (calendar: Calendar) => offeredDuration(calendar, wanted);
      const after = instantOf(startTime, calendars[0]?.timezone ?? 'UTC').getTime();
      const free = await this.free.find(tx, member, calendars, { durationOf, after, most: MOST_ALTERNATIVES });
      return [...new Map(free.map((time) => [time.start, time])).values()].slice(0, MOST_ALTERNATIVES);
    });
  }
}

/** Before it locks a calendar the work reads what is taken, and finds at the second time what came first. */
async function twice<Result>(take: () => Promise<Result>): Promise<Result> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof TakenMeanwhile) && !isTaken(error)) throw error;
    return take();
  }
}

/** Any practitioner is another calendar in each cabinet. */
const laneOf = (caller: Caller, practitionerId: string): string =>
  practitionerId === ANY_PRACTITIONER
    ? `any ${caller.kind === 'user' ? (caller.tenantId ?? caller.userId) : ''}`
    : practitionerId;
