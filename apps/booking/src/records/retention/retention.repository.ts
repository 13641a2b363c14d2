import { Injectable } from '@nestjs/common';
import { MOST_COUNTED, type RetentionPolicy, type RetentionPreview, SYSTEM } from '@veza/contracts';
import { columnsOf, oneRow, queueDepth, type Transaction } from '@veza/database';
import type { QueueDepth } from '@veza/platform';
import { MoreThan } from 'typeorm';
import { Cabinet } from '../../practice/cabinets/cabinet.entity.js';
import type { Member } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { inForce } from '../../patients/legal-holds/hold-in-force.js';
import { CabinetRetention } from './cabinet-retention.entity.js';

const MOST_CABINETS = 100;
/** A row of `once`, kept for a day: it says that the run of an hour has ended. */
const THIS_HOUR = `'retention ' || to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24')`;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * The patients of a cabinet who may be erased: by a request that waited, else by the time since the last contact. A patient with an
 * open entry of the waiting list is in contact.
 */
const DUE = `
  SELECT p.id, CASE WHEN q.patient_id IS NOT NULL THEN 'requested' WHEN t.treated THEN 'records' ELSE 'patients' END AS kind
  FROM retention_of($1) r, patients p
    LEFT JOIN erasure_requests q ON q.patient_id = p.id
    CROSS JOIN LATERAL (
      SELECT max(a.start_time) AS last,
        coalesce(bool_or(a.start_time < now() AND a.status NOT IN ('cancelled', 'no_show')), false) AS treated
      FROM appointments a WHERE a.patient_id = p.id AND a.cabinet_id = $1) t
  WHERE p.cabinet_id = $1 AND p.erased_at IS NULL
    AND (q.patient_id IS NOT NULL
      OR p.updated_at < now() - least(make_interval(years => r.records_years), make_interval(months => r.patients_months))
        AND greatest(p.updated_at, t.last) < now() - CASE WHEN t.treated
          THEN make_interval(years => r.records_years) ELSE make_interval(months => r.patients_months) END
        AND NOT EXISTS (SELECT FROM waiting_entries w
          WHERE w.patient_id = p.id AND w.cabinet_id = $1 AND w.status <> 'booked'))
    AND NOT EXISTS (SELECT FROM legal_holds h WHERE h.patient_id = p.id AND ${inForce('h')})`;

const countOf = (rows: string) => `(SELECT count(*)::integer FROM (${rows} LIMIT ${MOST_COUNTED}) AS counted)`;
const duePatients = (kind: string) => countOf(`SELECT FROM (${DUE}) AS due WHERE kind = '${kind}'`);

/** Raw SQL: ages are compared by the clock of Postgres, and the defaults of policies are a function there. */
@Injectable()
export class RetentionRepository {
  constructor(private readonly database: CabinetDatabase) {}

  async policy(tx: Transaction, { cabinetId }: Member): Promise<RetentionPolicy> {
    const { cabinetId: _, ...policy } = oneRow(
      await tx.query<CabinetRetention>(`SELECT ${columnsOf(CabinetRetention)} FROM retention_of($1)`, [cabinetId]),
    );
    return policy;
  }

  async update(tx: Transaction, { cabinetId }: Member, policy: RetentionPolicy): Promise<void> {
    await tx.upsert(CabinetRetention, { ...policy, cabinetId }, ['cabinetId']);
  }

  async preview(tx: Transaction, { cabinetId }: Member): Promise<RetentionPreview> {
    return oneRow(
      await tx.query<RetentionPreview>(
        `SELECT ${(['records', 'patients', 'requested'] as const).map((kind) => `${duePatients(kind)} AS ${kind}`).join(', ')},
           ${countOf('SELECT FROM patient_audit WHERE cabinet_id = $1 AND seq < audit_kept_from($1)')} AS audit,
           ${countOf(`SELECT FROM visits v, retention_of($1) r WHERE v.cabinet_id = $1
             AND v.expires_at < now() - make_interval(days => r.visits_days) AND NOT EXISTS (SELECT FROM appointments a
               WHERE a.created_by = -v.id AND a.start_time > now() AND a.status IN ('pending', 'confirmed'))`)} AS visits,
           ${countOf(`SELECT FROM patient_mails m, retention_of($1) r WHERE m.cabinet_id = $1
             AND m.created_at < now() - make_interval(days => r.mails_days)`)} AS mails,
           ${countOf(`SELECT FROM legal_holds h WHERE h.cabinet_id = $1 AND ${inForce('h')}`)} AS held`,
        [cabinetId],
      ),
    );
  }

  /** Ids in their order, after one. */
  async due(tx: Transaction, { cabinetId }: Member, most: number, after = FIRST): Promise<string[]> {
    const found = await tx.query<{ id: string }>(`${DUE} AND p.id > $2 ORDER BY p.id LIMIT $3`, [cabinetId, after, most]);
    return found.map(({ id }) => id);
  }

  async isDue(tx: Transaction, { cabinetId }: Member, patientId: string): Promise<boolean> {
    return (await tx.query(`${DUE} AND p.id = $2`, [cabinetId, patientId])).length === 1;
  }

  /** Deletes the oldest lines of the audit; their number. Only a function of the schema's owner may. */
  async trimAudit(tx: Transaction, most: number): Promise<number> {
    return oneRow(await tx.query<{ count: number }>('SELECT trim_patient_audit($1) AS count', [most])).count;
  }

  /** The hour whose run has not ended. */
  depth(): Promise<QueueDepth> {
    return this.database.transaction(SYSTEM, (tx) =>
      queueDepth(
        tx,
        `SELECT date_trunc('hour', now()) AS due FROM (SELECT ${THIS_HOUR} AS hour) AS present
         WHERE NOT EXISTS (SELECT FROM operations WHERE id = hour)`,
      ),
    );
  }

  /** The present hour, unless its run has ended. */
  openHour(): Promise<string | undefined> {
    return this.database.transaction(SYSTEM, async (tx) => {
      const [open] = await tx.query<{ hour: string }>(
        `SELECT hour FROM (SELECT ${THIS_HOUR} AS hour) AS present WHERE NOT EXISTS (SELECT FROM operations WHERE id = hour)`,
      );
      return open?.hour;
    });
  }

  endHour(hour: string): Promise<void> {
    return this.database.transaction(SYSTEM, async (tx) => {
      await tx.query('INSERT INTO operations (id) VALUES ($1) ON CONFLICT DO NOTHING', [hour]);
    });
  }

  /** Ids of cabinets in their order, after one. */
  async cabinets(after = FIRST): Promise<string[]> {
    return this.database.transaction(SYSTEM, async (tx) => {
      const found = await tx.find(Cabinet, {
        select: { id: true },
        where: { id: MoreThan(after) },
        order: { id: 'ASC' },
        take: MOST_CABINETS,
      });
      return found.map(({ id }) => id);
    });
  }
}
