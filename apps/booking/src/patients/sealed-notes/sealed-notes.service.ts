import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import { BoundedCache, CONFIG, seal, unseal } from '@veza/platform';
import type { BookingConfig } from '../../config.js';
import { CabinetKeysRepository } from './cabinet-keys.repository.js';
import { KeyRing } from './key-ring.js';

const MOST_KEPT_KEYS = 1_000;

/** Notes as they are stored. `notes` is text of before the encryption, until `rotate-note-keys` has sealed it. */
export interface StoredNotes {
  notes: string | null;
  sealedNotes: Buffer | null;
  noteKey: number | null;
}

/** A row with notes. */
export interface WithNotes extends StoredNotes {
  id: string;
  cabinetId: string;
}

/** What sealed notes are bound to: copied to another row, they cannot be opened. */
export const placeOfNotes = ({ id, cabinetId }: Pick<WithNotes, 'id' | 'cabinetId'>): string =>
  `booking.appointments.notes ${cabinetId} ${id}`;

/** The same for the answers before a visit. */
export const placeOfAnswers = ({ id, cabinetId }: Pick<WithNotes, 'id' | 'cabinetId'>): string =>
  `booking.appointment_answers.sealed ${cabinetId} ${id}`;

/** A text that is sealed as a whole, and the id of the key of its cabinet. */
export interface SealedText {
  sealed: Buffer;
  key: number;
}

/** Notes are encrypted with a data key of their cabinet (AES-256-GCM), which a master key wraps (decision 156). */
@Injectable()
export class SealedNotesService implements OnModuleInit {
  private readonly ring: KeyRing;
  private readonly dataKeys = new BoundedCache<string, Buffer>(MOST_KEPT_KEYS);

  constructor(
    @Inject(CONFIG) config: BookingConfig,
    private readonly keys: CabinetKeysRepository,
  ) {
    this.ring = new KeyRing(config.BOOKING_MASTER_KEYS);
  }

  /** A service that could not open the notes does not start. */
  async onModuleInit(): Promise<void> {
    for (const key of await this.keys.oneOfEachMaster()) this.ring.unwrap(key);
  }

  async seal(tx: Transaction, of: Pick<WithNotes, 'id' | 'cabinetId'>, notes: string | null): Promise<StoredNotes> {
    if (notes === null) return { notes: null, sealedNotes: null, noteKey: null };
    const { sealed: sealedNotes, key: noteKey } = await this.sealText(tx, of.cabinetId, placeOfNotes(of), notes);
    return { notes: null, sealedNotes, noteKey };
  }

  async sealText(tx: Transaction, cabinetId: string, place: string, plain: string): Promise<SealedText> {
    const { id, ...key } = (await this.keys.newest(tx, cabinetId)) ?? (await this.first(tx, cabinetId));
    return { sealed: seal(this.ring.unwrap({ id, ...key }), Buffer.from(plain), place), key: id };
  }

  /** The texts in the order of the rows. */
  async openTexts(tx: Transaction, rows: readonly (SealedText & { cabinetId: string; place: string })[]): Promise<string[]> {
    await this.load(
      tx,
      rows.map(({ cabinetId, key }) => ({ cabinetId, noteKey: key })),
    );
    return rows.map(({ cabinetId, key, sealed, place }) => {
      const dataKey = this.dataKeys.get(`${cabinetId} ${key}`);
      const plain = dataKey && unseal(dataKey, sealed, place);
      if (!plain) throw new Error(`A sealed text cannot be opened: ${place}`);
      return plain.toString();
    });
  }

  /** The rows with readable notes. */
  async open<Row extends WithNotes>(tx: Transaction, rows: readonly Row[]): Promise<Row[]> {
    await this.load(tx, rows);
    return rows.map((row) => this.opened(row));
  }

  private opened<Row extends WithNotes>(row: Row): Row {
    const { sealedNotes, noteKey } = row;
    if (row.notes !== null || sealedNotes === null || noteKey === null) return row;
    const key = this.dataKeys.get(`${row.cabinetId} ${noteKey}`);
    const plain = key && unseal(key, sealedNotes, placeOfNotes(row));
    if (!plain) throw new Error(`The notes of the appointment ${row.id} cannot be opened`);
    return { ...row, notes: plain.toString() };
  }

  private async load(tx: Transaction, rows: readonly Pick<WithNotes, 'cabinetId' | 'noteKey'>[]): Promise<void> {
    const missing = new Map<string, Set<number>>();
    for (const { cabinetId, noteKey } of rows) {
      if (noteKey === null || this.dataKeys.has(`${cabinetId} ${noteKey}`)) continue;
      missing.set(cabinetId, (missing.get(cabinetId) ?? new Set()).add(noteKey));
    }
    for (const [cabinetId, ids] of missing)
      for (const key of await this.keys.find(tx, cabinetId, [...ids]))
        this.dataKeys.set(`${cabinetId} ${key.id}`, this.ring.unwrap(key));
  }

  private async first(tx: Transaction, cabinetId: string) {
    await this.keys.add(tx, this.ring.create({ cabinetId, id: 1 }));
    const key = await this.keys.newest(tx, cabinetId);
    if (!key) throw new Error('A key of a cabinet was not stored');
    return key;
  }
}
