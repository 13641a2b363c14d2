import { Injectable } from '@nestjs/common';
import { Database, insertReturning, type Transaction } from '@veza/database';
import { Every } from '@veza/platform';
import { In, IsNull } from 'typeorm';
import { Busy } from '../../calendar/busy/busy.entity.js';
import { PatientMailRequest } from '../../patients/patient-mails/patient-mail.entity.js';
import { Patient } from '../../patients/patients/patient.entity.js';
import type { Member } from '../../practice/tenancy/access.js';
import { refusedKey, WaitingEntry } from './waiting-entry.entity.js';

const WAKE_MS = 600_000;
const MOST_LISTED = 500;
const MOST_CABINETS = 20;
/** Offers that an entry declines or lets expire before it ends. */
const MOST_REFUSED = 3;

type Numbered = Pick<WaitingEntry, 'number'>;
type Tenant = Pick<Member, 'cabinetId'>;
export type NewEntry = Pick<
  WaitingEntry,
  'patientId' | 'practitionerId' | 'type' | 'treatmentId' | 'duration' | 'dateFrom' | 'dateTo' | 'mailbox'
>;
export type Offered = Pick<WaitingEntry, 'offerId' | 'offeredPractitioner' | 'offeredStart' | 'offeredUntil'>;

@Injectable()
export class WaitingEntriesRepository {
  constructor(private readonly database: Database) {}

  /** Orders the changes of a waiting list until the end of the transaction. Taken before the lock of a calendar. */
  async lockList(tx: Transaction, { cabinetId }: Tenant): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('booking.waiting:' || $1, 0))`, [cabinetId]);
  }

  async insert(tx: Transaction, { cabinetId }: Tenant, entry: NewEntry): Promise<WaitingEntry> {
    const { number } = await insertReturning(tx, WaitingEntry, { ...entry, cabinetId });
    return tx.findOneByOrFail(WaitingEntry, { number });
  }

  /** The open entry with the same wish. */
  findSame(
    tx: Transaction,
    { cabinetId }: Tenant,
    { practitionerId, treatmentId, mailbox, ...wish }: NewEntry,
  ): Promise<WaitingEntry | null> {
    const chosen = {
      ...{ practitionerId: practitionerId ?? IsNull(), treatmentId: treatmentId ?? IsNull(), mailbox: mailbox ?? IsNull() },
    };
    return tx.findOneBy(WaitingEntry, { ...wish, ...chosen, cabinetId, status: In(['waiting', 'offered']) });
  }

  /** Open entries, of a patient or a mailbox if given. */
  count(tx: Transaction, { cabinetId }: Tenant, of: { patientId?: string; mailbox?: string } = {}): Promise<number> {
    return tx.countBy(WaitingEntry, { cabinetId, status: In(['waiting', 'offered']), ...of });
  }

  list(tx: Transaction, { cabinetId }: Tenant): Promise<WaitingEntry[]> {
    const where = { cabinetId, status: In(['waiting', 'offered']) };
    return tx.find(WaitingEntry, { where, order: { createdAt: 'ASC', id: 'ASC' }, take: MOST_LISTED });
  }

  /** As a list of patients shows them. */
  async patientNames(tx: Transaction, entries: readonly WaitingEntry[]): Promise<Map<string, string>> {
    const where = { id: In(entries.map(({ patientId }) => patientId)) };
    const found = await tx.find(Patient, { select: { id: true, firstName: true, lastName: true }, where });
    return new Map(found.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`]));
  }

  lock(tx: Transaction, { cabinetId }: Tenant, of: { id: string } | { offerId: string }): Promise<WaitingEntry | null> {
    return tx.findOne(WaitingEntry, { where: { ...of, cabinetId }, lock: { mode: 'pessimistic_write' } });
  }

  byOffer(tx: Transaction, { cabinetId }: Tenant, offerId: string): Promise<WaitingEntry | null> {
    return tx.findOneBy(WaitingEntry, { offerId, cabinetId });
  }

  /**
   * Entries that wait, or the one with this number, in order: not those of erased patients or archived treatments, and not those of visits while the page is closed. Raw SQL: a join,
   * and rows that another transaction changes are left to the next run.
   */
  async waiting(tx: Transaction, { cabinetId }: Tenant, number?: number): Promise<WaitingEntry[]> {
    const rows = await tx.query<Numbered>(
      `SELECT w.number FROM waiting_entries w JOIN patients p ON p.id = w.patient_id AND p.erased_at IS NULL
       WHERE w.cabinet_id = $1 AND w.status = 'waiting'
         AND NOT EXISTS (SELECT FROM treatments t WHERE t.id = w.treatment_id AND t.is_archived) AND ($2::integer IS NULL OR w.number = $2) AND (w.mailbox IS NULL
         OR EXISTS (SELECT FROM cabinet_pages g WHERE g.cabinet_id = w.cabinet_id AND g.is_open))
       ORDER BY w.created_at, w.id LIMIT ${MOST_LISTED} FOR UPDATE OF w SKIP LOCKED`,
      [cabinetId, number ?? null],
    );
    return this.numbered(tx, rows);
  }

  /** Raw SQL: the deadline is one of the clock of Postgres, that of the hold. */
  async offer(
    tx: Transaction,
    { cabinetId, id }: WaitingEntry,
    { offerId, offeredPractitioner, offeredStart }: Offered,
  ): Promise<void> {
    await tx.query(
      `UPDATE waiting_entries SET status = 'offered', offer_id = $3, offered_practitioner = $4, offered_start = $5,
         offered_until = (SELECT expires_at FROM busy WHERE id = $3) WHERE id = $1 AND cabinet_id = $2`,
      [id, cabinetId, offerId, offeredPractitioner, offeredStart],
    );
  }

  async book(tx: Transaction, entry: WaitingEntry, appointmentId: string): Promise<void> {
    const { cabinetId, id } = entry;
    await tx.update(WaitingEntry, { id, cabinetId }, { status: 'booked', appointmentId });
    await this.forgetMails(tx, entry);
  }

  /** The time goes to the next entry. */
  async refuse(tx: Transaction, entry: WaitingEntry): Promise<void> {
    const { id, cabinetId, offeredPractitioner, offeredStart } = entry;
    await this.release(tx, entry);
    const refused = [...entry.refused];
    if (offeredPractitioner && offeredStart) refused.push(refusedKey(offeredPractitioner, offeredStart));
    if (refused.length >= MOST_REFUSED) await tx.delete(WaitingEntry, { id, cabinetId });
    else await tx.update(WaitingEntry, { id, cabinetId }, { status: 'waiting', refused, offerId: null });
  }

  async remove(tx: Transaction, entry: WaitingEntry): Promise<void> {
    await this.release(tx, entry);
    await tx.delete(WaitingEntry, { id: entry.id, cabinetId: entry.cabinetId });
  }

  /** Offers whose deadline has passed. Raw SQL: by the clock of Postgres. */
  async expired(tx: Transaction, { cabinetId }: Tenant): Promise<WaitingEntry[]> {
    const rows = await tx.query<Numbered>(
      `SELECT number FROM waiting_entries
       WHERE cabinet_id = $1 AND status = 'offered' AND offered_until <= now()
       ORDER BY number LIMIT ${MOST_LISTED} FOR UPDATE SKIP LOCKED`,
      [cabinetId],
    );
    return this.numbered(tx, rows);
  }

  /** Deletes entries whose last date has passed. */
  async end(tx: Transaction, { cabinetId }: Tenant, today: string): Promise<void> {
    await tx.query(`DELETE FROM waiting_entries WHERE cabinet_id = $1 AND status = 'waiting' AND date_to < $2`, [
      cabinetId,
      today,
    ]);
  }

  /** Of all cabinets: only a function of the schema's owner may see them. */
  work(): Promise<{ cabinetId: string; freed: string[] }[]> {
    return this.database.query(`SELECT cabinet_id AS "cabinetId", freed FROM waiting_work(${MOST_CABINETS})`);
  }

  async done(tx: Transaction, { cabinetId }: Tenant, freed: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM freed_times WHERE cabinet_id = $1 AND id = ANY ($2::bigint[])', [cabinetId, freed]);
  }

  @Every(WAKE_MS, 'waking of waiting lists')
  async wake(): Promise<void> {
    await this.database.query('SELECT wake_waiting()');
  }

  /** As entities: raw rows have dates as instants of the zone of the process. */
  private numbered(tx: Transaction, rows: readonly Numbered[]): Promise<WaitingEntry[]> {
    if (rows.length === 0) return Promise.resolve([]);
    const where = { number: In(rows.map(({ number }) => number)) };
    return tx.find(WaitingEntry, { where, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  private async release(tx: Transaction, entry: WaitingEntry): Promise<void> {
    const { cabinetId, offerId } = entry;
    if (offerId !== null) await tx.delete(Busy, { kind: 'hold', id: offerId, cabinetId });
    await this.forgetMails(tx, entry);
  }

  /** The addresses that got mails about an offer are kept no longer than the offer. */
  private async forgetMails(tx: Transaction, { cabinetId, offerId }: WaitingEntry): Promise<void> {
    if (offerId !== null) await tx.delete(PatientMailRequest, { offerId, cabinetId });
  }
}
