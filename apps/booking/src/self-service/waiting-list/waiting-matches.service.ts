import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import { CONFIG, Every, LOOK_MS } from '@veza/platform';
import { BusyRepository, isTaken } from '../../calendar/busy/busy.repository.js';
import { type FacilitySpans, FacilityTimesRepository } from '../../calendar/busy/facility-times.repository.js';
import { Cabinet } from '../../practice/cabinets/cabinet.entity.js';
import type { BookingConfig } from '../../config.js';
import { PatientMailsService } from '../../patients/patient-mails/patient-mails.service.js';
import type { Calendar } from '../../practice/practitioners/practitioners.repository.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import { firstFree } from '../../calendar/slots/facility-use.js';
import { freeSlots, type GridSlot } from '../../calendar/slots/slot-grid.js';
import type { Member } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { dateOf, dayAt, dayOf, offsetAt, type Span } from '../../practice/time/cabinet-time.js';
import { refusedKey, type WaitingEntry } from './waiting-entry.entity.js';
import { WaitingEntriesRepository } from './waiting-entries.repository.js';

// Wall clock: dates of a calendar, compared with those of entries.

const MINUTE = 60_000;
/** Minutes. */
const SHORTEST_OFFER = 5;
/** Of one cabinet in one run; the rest follows in the next one. */
const MOST_OFFERS = 50;

/** Calendars as they are for each kind of appointment that is waited for. */
type CalendarsOf = Map<string, Calendar[]>;

type Match = GridSlot & Pick<WaitingEntry, 'number'> & { calendar: Calendar };

/**
 * Offers free times to the waiting list, in its order. It compares the list with the calendars as they are, so the cause for which
 * a time became free does not matter. One transaction an offer: the hold, the entry and the requests of mails. A replica that ends
 * in between leaves the row of `freed_times`, and the next run of any replica continues.
 */
@Injectable()
export class WaitingMatchesService {
  constructor(
    @Inject(CONFIG) private readonly config: BookingConfig,
    private readonly database: CabinetDatabase,
    private readonly entries: WaitingEntriesRepository,
    private readonly practitioners: PractitionersService,
    private readonly busy: BusyRepository,
    private readonly facilities: FacilityTimesRepository,
    private readonly mails: PatientMailsService,
  ) {}

  @Every(LOOK_MS, 'waiting lists')
  async match(): Promise<void> {
    for (const { cabinetId, freed } of await this.entries.work()) {
      const inCabinet = <Result>(work: (tx: Transaction, member: Member) => Promise<Result>) =>
        this.database.asPlatform(cabinetId, work);
      const matches = await inCabinet((tx, member) => this.matches(tx, member));
      let made = 0;
      for (const match of matches) if (await inCabinet((tx, member) => this.offer(tx, member, match)).catch(notTaken)) made += 1;
      // Otherwise the next run compares again what is left.
      if (made === matches.length && made < MOST_OFFERS) await inCabinet((tx, member) => this.entries.done(tx, member, freed));
    }
  }

  /** The next offers, in the order of the list. The list and the calendars are read once, whatever the number of entries. */
  private async matches(tx: Transaction, member: Member): Promise<Match[]> {
    await this.entries.lockList(tx, member);
    const { timezone } = await tx.findOneByOrFail(Cabinet, { id: member.cabinetId });
    const now = Date.now();
    const today = dateOf(dayAt(now, offsetAt(now, timezone)));
    for (const expired of await this.entries.expired(tx, member)) await this.entries.refuse(tx, expired);
    await this.entries.end(tx, member, today);
    const waiting = await this.entries.waiting(tx, member);
    if (waiting.length === 0) return [];
    const calendarsOf = await this.calendars(tx, member, waiting);
    const { busy, used } = await this.taken(tx, member, waiting, [...calendarsOf.values()].flat());
    const matches: Match[] = [];
    for (const entry of waiting) {
      const calendars = calendarsOf.get(kindOf(entry)) ?? [];
      const facilityIds = calendars[0]?.facilityIds ?? undefined;
      const facilities = facilityIds?.map((id) => used.get(id) ?? []);
      const match = matchOf(entry, calendars, { busy, facilities }, { now, today });
      if (!match) continue;
      if (matches.push(match) === MOST_OFFERS) break;
      // A later entry gets another time.
      take(busy, match.calendar.id, match);
      const facility = facilities && facilityIds?.[firstFree(facilities, match) ?? -1];
      if (facility !== undefined) take(used, facility, match);
    }
    return matches;
  }

  private async calendars(tx: Transaction, member: Member, waiting: WaitingEntry[]): Promise<CalendarsOf> {
    const calendars: CalendarsOf = new Map();
    for (const [key, { type, treatmentId }] of new Map(waiting.map((entry) => [kindOf(entry), entry])))
      calendars.set(key, await this.practitioners.workingCalendars(tx, member, { type, treatmentId }));
    return calendars;
  }

  /** The taken spans of calendars, and those of the rooms and devices that they need. */
  private async taken(tx: Transaction, member: Member, waiting: WaitingEntry[], calendars: Calendar[]) {
    const days = waiting.flatMap(({ dateFrom, dateTo }) => [dayOf(dateFrom), dayOf(dateTo)]);
    const ids = [...new Set(calendars.map(({ id }) => id))];
    const range = { first: Math.min(...days), last: Math.max(...days) };
    const busy = await this.busy.spansOfDays(tx, member, ids, range);
    const facilityIds = [...new Set(calendars.flatMap((calendar) => calendar.facilityIds ?? []))];
    const spans = await this.facilities.spansOfDays(tx, member, facilityIds, range);
    const used = new Map(facilityIds.map((id, index) => [id, [...(spans?.[index] ?? [])]]));
    return { busy, used };
  }

  /** False if another transaction has taken the time, or changed the entry, since they were compared. */
  private async offer(tx: Transaction, member: Member, { calendar, start, end, number }: Match): Promise<boolean> {
    await this.entries.lockList(tx, member);
    const [entry] = await this.entries.waiting(tx, member, number);
    if (!entry) return false;
    const { cabinetId, patientId } = entry;
    const patient: Member = { cabinetId, userId: -number, role: 'patient' };
    const { facilityIds } = calendar;
    const time = { practitionerId: calendar.id, startTime: new Date(start), endTime: new Date(end), facilityIds };
    const taken = await this.busy.spans(tx, patient, calendar.id, time.startTime, time.endTime);
    if (taken.length > 0) return false;
    const offerId = randomUUID();
    await this.mails.offer(tx, patient, { patientId, offerId });
    // The rule of time must still allow the time at the end of the offer.
    const lifeMs = Math.min(this.config.WAITING_OFFER_MINUTES * MINUTE, start - calendar.notice * MINUTE - Date.now());
    await this.busy.open(tx, patient, [calendar.id], time);
    await this.busy.insert(tx, patient, { ...time, kind: 'hold', id: offerId, lifeMs });
    const offered = { offerId, offeredPractitioner: calendar.id, offeredStart: time.startTime, offeredUntil: null };
    await this.entries.offer(tx, entry, offered);
    return true;
  }
}

const kindOf = ({ type, treatmentId }: WaitingEntry): string => treatmentId ?? type;

function take(taken: Map<string, Span[]>, id: string, span: Span): void {
  taken.set(
    id,
    [...(taken.get(id) ?? []), span].sort((a, b) => a.start - b.start),
  );
}

/** Another transaction has taken the time between the comparison and the lock. */
function notTaken(error: unknown): boolean {
  if (isTaken(error)) return false;
  throw error;
}

/** The first free time that suits an entry and that it has not refused. */
function matchOf(
  entry: WaitingEntry,
  calendars: readonly Calendar[],
  { busy, facilities }: { busy: ReadonlyMap<string, Span[]>; facilities: FacilitySpans | undefined },
  { now, today }: { now: number; today: string },
): Match | undefined {
  const { number, practitionerId, duration, dateFrom, dateTo, refused } = entry;
  const range = { dateFrom: dateFrom < today ? today : dateFrom, dateTo, duration, now };
  const found = calendars
    .filter(({ id }) => practitionerId === null || id === practitionerId)
    .flatMap((calendar) =>
      freeSlots(
        calendar,
        { ...range, after: now + (calendar.notice + SHORTEST_OFFER) * MINUTE },
        busy.get(calendar.id) ?? [],
        refused.length + 1,
        facilities,
      )
        .filter(({ start }) => !refused.includes(refusedKey(calendar.id, new Date(start))))
        .map((slot) => ({ ...slot, calendar, number })),
    );
  return found.sort((a, b) => a.start - b.start)[0];
}
