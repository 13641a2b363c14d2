import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AppointmentType } from '@veza/contracts';
import { isExclusionViolation, type Transaction } from '@veza/database';
import { CONFIG, Every, LOOK_MS } from '@veza/platform';
import { BusyRepository, NO_OVERLAP } from '../../calendar/busy/busy.repository.js';
import { Cabinet } from '../../practice/cabinets/cabinet.entity.js';
import type { BookingConfig } from '../../config.js';
import { PatientMailsService } from '../../patients/patient-mails/patient-mails.service.js';
import type { Calendar } from '../../practice/practitioners/practitioners.repository.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
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
    const busy = await this.taken(tx, member, waiting, [...calendarsOf.values()].flat());
    const matches: Match[] = [];
    for (const entry of waiting) {
      const match = matchOf(entry, calendarsOf.get(entry.type) ?? [], busy, { now, today });
      if (!match) continue;
      if (matches.push(match) === MOST_OFFERS) break;
      // A later entry gets another time.
      const { id } = match.calendar;
      busy.set(
        id,
        [...(busy.get(id) ?? []), match].sort((a, b) => a.start - b.start),
      );
    }
    return matches;
  }

  private async calendars(tx: Transaction, member: Member, waiting: WaitingEntry[]): Promise<Map<AppointmentType, Calendar[]>> {
    const calendars = new Map<AppointmentType, Calendar[]>();
    for (const type of new Set(waiting.map((entry) => entry.type)))
      calendars.set(type, await this.practitioners.workingCalendars(tx, member, { type }));
    return calendars;
  }

  private taken(tx: Transaction, member: Member, waiting: WaitingEntry[], calendars: Calendar[]): Promise<Map<string, Span[]>> {
    const days = waiting.flatMap(({ dateFrom, dateTo }) => [dayOf(dateFrom), dayOf(dateTo)]);
    const ids = [...new Set(calendars.map(({ id }) => id))];
    return this.busy.spansOfDays(tx, member, ids, { first: Math.min(...days), last: Math.max(...days) });
  }

  /** False if another transaction has taken the time, or changed the entry, since they were compared. */
  private async offer(tx: Transaction, member: Member, { calendar, start, end, number }: Match): Promise<boolean> {
    await this.entries.lockList(tx, member);
    const [entry] = await this.entries.waiting(tx, member, number);
    if (!entry) return false;
    const { cabinetId, patientId } = entry;
    const patient: Member = { cabinetId, userId: -number, role: 'patient' };
    const time = { practitionerId: calendar.id, startTime: new Date(start), endTime: new Date(end) };
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

/** Another transaction has taken the time between the comparison and the lock. */
function notTaken(error: unknown): boolean {
  if (isExclusionViolation(error, NO_OVERLAP)) return false;
  throw error;
}

/** The first free time that suits an entry and that it has not refused. */
function matchOf(
  entry: WaitingEntry,
  calendars: readonly Calendar[],
  busy: ReadonlyMap<string, Span[]>,
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
      )
        .filter(({ start }) => !refused.includes(refusedKey(calendar.id, new Date(start))))
        .map((slot) => ({ ...slot, calendar, number })),
    );
  return found.sort((a, b) => a.start - b.start)[0];
}
