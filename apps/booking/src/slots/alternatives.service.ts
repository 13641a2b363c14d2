import { Injectable } from '@nestjs/common';
import { ANY_PRACTITIONER, type Caller, DeclaredError } from '@veza/contracts';
import { isExclusionViolation, type Transaction } from '@veza/database';
import { Sequences } from '@veza/platform';
import { BusyRepository, NO_OVERLAP } from '../busy/busy.repository.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { dateOf, dayAt, instantOf, offsetAt } from '../time/cabinet-time.js';
import { offeredDuration } from './allowed-time.js';
import { AnybodyService } from './anybody.service.js';
import { NotFree, type RequestedTime } from './requested-time.js';
import { freeSlots, type GridSlot } from './slot-grid.js';

type Offer = Pick<GridSlot, 'startTime'>;

const DAY_MS = 86_400_000;
const MOST_ALTERNATIVES = 5;
/** Of one calendar; less than half of the connections of a replica. */
const LANES = 4;
/** Days that are read first; each further read covers twice as many, until the horizon. */
const FIRST_DAYS = 14;

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
    private readonly busy: BusyRepository,
    private readonly anybody: AnybodyService,
  ) {}

  /**
   * Runs work that takes a time, a few at a time for each calendar. When that time is taken, it throws SLOT_TAKEN with the
   * next free slots of that length.
   */
  async whenTaken<Result>(caller: Caller, wanted: RequestedTime, take: () => Promise<Result>): Promise<Result> {
    try {
      this.lane = (this.lane + 1) % LANES;
      return await this.changes.run(`${laneOf(caller, wanted.practitionerId)} ${this.lane}`, take);
    } catch (error) {
      if (!(error instanceof NotFree) && !isExclusionViolation(error, NO_OVERLAP)) throw error;
      const free = await this.shared(caller, wanted);
      throw new DeclaredError('SLOT_TAKEN', {
        message: error instanceof NotFree ? error.sentence : undefined,
        details: free.map(({ startTime }) => ({ field: 'startTime', message: startTime })),
      });
    }
  }

  private async shared(caller: Caller, wanted: RequestedTime): Promise<Offer[]> {
    const { practitionerId, startTime, duration = '', type = '' } = wanted;
    const key = [laneOf(caller, practitionerId), startTime, duration, type].join(' ');
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

  /** Ends with the horizon only: behind a long absence there may be free slots. */
  private nextFree(caller: Caller, wanted: RequestedTime): Promise<Offer[]> {
    const { practitionerId, startTime, type } = wanted;
    return this.database.inCabinet(caller, async (tx, member) => {
      if (practitionerId === ANY_PRACTITIONER) return this.nextOfAnybody(tx, member, wanted);
      const calendar = await this.practitioners.calendar(tx, member, practitionerId, type);
      const duration = offeredDuration(calendar, wanted);
      const { timezone, horizon } = calendar;
      const now = Date.now();
      const after = Math.max(now, instantOf(startTime, timezone).getTime());
      const last = dayAt(now + horizon * DAY_MS, offsetAt(now, timezone)) + 1;
      const free: GridSlot[] = [];
      let first = dayAt(after, offsetAt(after, timezone));
      for (let days = FIRST_DAYS; first <= last && free.length < MOST_ALTERNATIVES; days *= 2) {
        const until = Math.min(first + days - 1, last);
        const [start, end] = [new Date((first - 2) * DAY_MS), new Date((until + 3) * DAY_MS)];
        const busy = await this.busy.spans(tx, member, practitionerId, start, end);
        const range = { dateFrom: dateOf(first), dateTo: dateOf(until), duration, now, after };
        free.push(...freeSlots(calendar, range, busy, MOST_ALTERNATIVES - free.length));
        first = until + 1;
      }
      return free;
    });
  }

  /** Reads two weeks more each time, until the horizon of the practitioner with the longest one. */
  private async nextOfAnybody(tx: Transaction, member: Member, wanted: RequestedTime): Promise<Offer[]> {
    const calendars = (await this.practitioners.calendars(tx, member)).filter(({ dismissedAt }) => dismissedAt === null);
    const [first] = calendars;
    if (!first) return [];
    const now = Date.now();
    const after = Math.max(now, instantOf(wanted.startTime, first.timezone).getTime());
    const last = dayAt(now, offsetAt(now, first.timezone)) + Math.max(...calendars.map(({ horizon }) => horizon)) + 1;
    let from = dayAt(after, offsetAt(after, first.timezone));
    const offers: Offer[] = [];
    for (; from <= last && offers.length < MOST_ALTERNATIVES; from += FIRST_DAYS) {
      const range = { dateFrom: dateOf(from), dateTo: dateOf(Math.min(from + FIRST_DAYS - 1, last)) };
      const { startTimes } = await this.anybody.freeTimesIn(tx, member, { ...wanted, ...range });
      offers.push(...startTimes.filter((text) => Date.parse(text) >= after).map((startTime) => ({ startTime })));
    }
    return offers.slice(0, MOST_ALTERNATIVES);
  }
}

/** Any practitioner is another calendar in each cabinet. */
const laneOf = (caller: Caller, practitionerId: string): string =>
  practitionerId === ANY_PRACTITIONER
    ? `any ${caller.kind === 'user' ? (caller.tenantId ?? caller.userId) : ''}`
    : practitionerId;
