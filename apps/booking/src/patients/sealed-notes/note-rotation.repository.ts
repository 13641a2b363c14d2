import { seal, unseal } from '@veza/platform';
import type { KeyRing, WrappedKey } from './key-ring.js';
import { placeOfAnswers, placeOfNotes } from './sealed-notes.service.js';

/** A connection of the owner of the tables, who sees all cabinets. */
interface OwnerConnection {
  query<Row extends object>(sql: string, values?: unknown[]): Promise<{ rows: Row[]; rowCount: number | null }>;
}

export interface Rotated {
  /** Notes of before the encryption that are sealed now. */
  sealed: number;
  /** Data keys that the newest master key wraps now. */
  rewrapped: number;
  /** Notes and answers that the newest data key of their cabinet seals now. */
  reencrypted: number;
  /** Data keys that opened nothing any more. */
  deleted: number;
}

interface Row {
  id: string;
  cabinetId: string;
  notes: string | null;
  sealedNotes: Buffer | null;
  noteKey: number | null;
}

interface AnswersRow {
  id: string;
  cabinetId: string;
  sealed: Buffer;
  key: number;
}

const BATCH = 200;
const ROW = 'id, cabinet_id AS "cabinetId", notes, sealed_notes AS "sealedNotes", note_key AS "noteKey"';
const KEY = 'cabinet_id AS "cabinetId", id, master, wrapped';

/**
 * The rotation of keys while the service runs. Each statement is a transaction of its own, of at most 200 rows, and changes a
 * row only if it is as it was read; what is left to do is read from the tables, so a rotation that was interrupted goes on
 * when it is started again. Raw SQL: it runs as the owner of the tables, outside of the service.
 */
export class NoteRotation {
  constructor(
    private readonly owner: OwnerConnection,
    private readonly ring: KeyRing,
    /** Replaced keys stay as long: a request that has read a row before may need them. */
    private readonly keptFor = '1 hour',
  ) {}

  /** `replaceDataKeys` gives a new data key to each cabinet whose notes all have its newest one. */
  async run({ replaceDataKeys = false } = {}): Promise<Rotated> {
    const rewrapped = await this.rewrap();
    if (replaceDataKeys) await this.addDataKeys();
    const sealed = await this.reseal('a.notes IS NOT NULL');
    const reencrypted = await this.reseal(
      'a.note_key < (SELECT max(k.id) FROM booking.cabinet_keys k WHERE k.cabinet_id = a.cabinet_id)',
    );
    const answers = await this.resealAnswers();
    return { sealed, rewrapped, reencrypted: reencrypted + answers, deleted: await this.deleteUnused() };
  }

  private async rewrap(): Promise<number> {
    let count = 0;
    for (;;) {
      const { rows } = await this.owner.query<WrappedKey>(
        `SELECT ${KEY} FROM booking.cabinet_keys WHERE master <> $1 ORDER BY cabinet_id, id LIMIT ${BATCH}`,
        [this.ring.newest],
      );
      if (rows.length === 0) return count;
      for (const key of rows) {
        const { cabinetId, id, master, wrapped } = this.ring.rewrap(key);
        await this.owner.query('UPDATE booking.cabinet_keys SET master = $3, wrapped = $4 WHERE cabinet_id = $1 AND id = $2', [
          cabinetId,
          id,
          master,
          wrapped,
        ]);
        count += 1;
      }
    }
  }

  private async addDataKeys(): Promise<void> {
    const { rows } = await this.owner.query<{ cabinetId: string; id: number }>(`
      SELECT cabinet_id AS "cabinetId", max(id) AS id FROM booking.cabinet_keys k GROUP BY cabinet_id
      HAVING NOT EXISTS (SELECT FROM booking.appointments a WHERE a.cabinet_id = k.cabinet_id AND a.note_key < max(k.id))
        AND NOT EXISTS (SELECT FROM booking.appointment_answers s WHERE s.cabinet_id = k.cabinet_id AND s.key < max(k.id))`);
    for (const { cabinetId, id } of rows) await this.add(this.ring.create({ cabinetId, id: id + 1 }));
  }

  private async add({ cabinetId, id, master, wrapped }: WrappedKey): Promise<void> {
    await this.owner.query(
      'INSERT INTO booking.cabinet_keys (cabinet_id, id, master, wrapped) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [cabinetId, id, master, wrapped],
    );
  }

  private async reseal(condition: string): Promise<number> {
    let count = 0;
    for (let after: string | undefined; ;) {
      const { rows } = await this.owner.query<Row>(
        `SELECT ${ROW} FROM booking.appointments a WHERE ${condition} AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT ${BATCH}`,
        [after ?? null],
      );
      after = rows.at(-1)?.id;
      if (after === undefined) return count;
      count += await this.resealRows(rows);
    }
  }

  private async resealRows(rows: readonly Row[]): Promise<number> {
    const keys = await this.keysOf([...new Set(rows.map(({ cabinetId }) => cabinetId))]);
    const changed = rows.map((row) => {
      const own = keys.filter(({ cabinetId }) => cabinetId === row.cabinetId);
      const newest = own.at(-1);
      if (!newest) throw new Error(`The cabinet ${row.cabinetId} has no key`);
      const plain = row.notes === null ? this.opened(row, own) : Buffer.from(row.notes);
      return {
        id: row.id,
        before: row.sealedNotes,
        key: newest.id,
        sealed: seal(this.ring.unwrap(newest), plain, placeOfNotes(row)),
      };
    });
    const { rowCount } = await this.owner.query(
      `UPDATE booking.appointments a SET notes = NULL, sealed_notes = c.sealed, note_key = c.key
       FROM unnest($1::uuid[], $2::bytea[], $3::integer[], $4::bytea[], $5::text[]) AS c (id, sealed, key, before, notes)
       WHERE a.id = c.id AND a.sealed_notes IS NOT DISTINCT FROM c.before AND a.notes IS NOT DISTINCT FROM c.notes`,
      [
        changed.map(({ id }) => id),
        changed.map(({ sealed }) => sealed),
        changed.map(({ key }) => key),
        changed.map(({ before }) => before),
        rows.map(({ notes }) => notes),
      ],
    );
    return rowCount ?? 0;
  }

  /** Answers are written once, so a row that is still there is as it was read. */
  private async resealAnswers(): Promise<number> {
    let count = 0;
    for (let after: string | undefined; ;) {
      const { rows } = await this.owner.query<AnswersRow>(
        `SELECT appointment_id AS id, cabinet_id AS "cabinetId", sealed, key FROM booking.appointment_answers s
         WHERE key < (SELECT max(k.id) FROM booking.cabinet_keys k WHERE k.cabinet_id = s.cabinet_id)
           AND ($1::uuid IS NULL OR appointment_id > $1) ORDER BY appointment_id LIMIT ${BATCH}`,
        [after ?? null],
      );
      after = rows.at(-1)?.id;
      if (after === undefined) return count;
      const keys = await this.keysOf([...new Set(rows.map(({ cabinetId }) => cabinetId))]);
      for (const row of rows) count += await this.resealAnswer(row, keys);
    }
  }

  private async resealAnswer(row: AnswersRow, keys: readonly WrappedKey[]): Promise<number> {
    const own = keys.filter(({ cabinetId }) => cabinetId === row.cabinetId);
    const [present, newest, place] = [own.find(({ id }) => id === row.key), own.at(-1), placeOfAnswers(row)];
    const plain = present && unseal(this.ring.unwrap(present), row.sealed, place);
    if (!plain || !newest) throw new Error(`The answers of the appointment ${row.id} cannot be opened`);
    const { rowCount } = await this.owner.query(
      'UPDATE booking.appointment_answers SET sealed = $2, key = $3 WHERE appointment_id = $1 AND key = $4',
      [row.id, seal(this.ring.unwrap(newest), plain, place), newest.id, row.key],
    );
    return rowCount ?? 0;
  }

  private opened(row: Row, keys: readonly WrappedKey[]): Buffer {
    const key = keys.find(({ id }) => id === row.noteKey);
    const plain = key && row.sealedNotes && unseal(this.ring.unwrap(key), row.sealedNotes, placeOfNotes(row));
    if (!plain) throw new Error(`The notes of the appointment ${row.id} cannot be opened`);
    return plain;
  }

  /** In the order of their ids; a cabinet without any gets its first one. */
  private async keysOf(cabinetIds: readonly string[]): Promise<WrappedKey[]> {
    const read = () =>
      this.owner.query<WrappedKey>(`SELECT ${KEY} FROM booking.cabinet_keys WHERE cabinet_id = ANY ($1::uuid[]) ORDER BY id`, [
        cabinetIds,
      ]);
    const { rows } = await read();
    const without = cabinetIds.filter((cabinetId) => rows.every((key) => key.cabinetId !== cabinetId));
    if (without.length === 0) return rows;
    for (const cabinetId of without) await this.add(this.ring.create({ cabinetId, id: 1 }));
    return (await read()).rows;
  }

  /** Locked copies of erased patients still have notes with the key of their time. */
  private async deleteUnused(): Promise<number> {
    const { rowCount } = await this.owner.query(
      `DELETE FROM booking.cabinet_keys k
       WHERE EXISTS (SELECT FROM booking.cabinet_keys n WHERE n.cabinet_id = k.cabinet_id AND n.id > k.id AND n.created_at < now() - $1::interval)
         AND NOT EXISTS (SELECT FROM booking.appointments a WHERE a.cabinet_id = k.cabinet_id AND a.note_key = k.id)
         AND NOT EXISTS (SELECT FROM booking.appointment_answers s WHERE s.cabinet_id = k.cabinet_id AND s.key = k.id)
         AND NOT EXISTS (SELECT FROM booking.locked_patients l, jsonb_array_elements(l.record->'appointments') AS c
           WHERE l.cabinet_id = k.cabinet_id AND k.id IN ((c->>'note_key')::integer, (c->'answers'->>'key')::integer))`,
      [this.keptFor],
    );
    return rowCount ?? 0;
  }
}
