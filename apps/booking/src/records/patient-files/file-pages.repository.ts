import { Injectable } from '@nestjs/common';
import type { FilePosition, PersonalDataPage } from '@veza/contracts';
import { readOwnRows, type Transaction } from '@veza/database';
import { SealedNotesService, type WithNotes } from '../../patients/sealed-notes/sealed-notes.service.js';
import { AnswersService } from '../../appointments/answers/answers.service.js';
import type { Member } from '../../practice/tenancy/access.js';
import { SECTION_ROWS } from './file-sections.js';

const PAGE = 100;

/** Raw SQL: whole rows as JSON. Row-level security limits all to the cabinet. */
@Injectable()
export class FilePagesRepository {
  constructor(
    private readonly sealed: SealedNotesService,
    private readonly answers: AnswersService,
  ) {}

  page(tx: Transaction, member: Member, patientId: string, { section, after }: FilePosition): Promise<PersonalDataPage> {
    return section === 'appointments'
      ? this.appointments(tx, member, patientId, after)
      : readOwnRows(tx, SECTION_ROWS[section], patientId, after ?? undefined);
  }

  private async appointments(
    tx: Transaction,
    member: Member,
    patientId: string,
    after: string | null,
  ): Promise<PersonalDataPage> {
    const found = await tx.query<WithNotes & { facts: Record<string, unknown> }>(
      `SELECT a.id, a.cabinet_id AS "cabinetId", a.notes, a.sealed_notes AS "sealedNotes", a.note_key AS "noteKey",
         to_jsonb(a) - '{created_by,notes,sealed_notes,note_key}'::text[] || jsonb_build_object('treatment', t.name, 'facility', f.name)
           || jsonb_build_object('practitioner', trim(r.first_name || ' ' || r.last_name)) AS facts
       FROM appointments a LEFT JOIN practitioners r ON r.id = a.practitioner_id
         LEFT JOIN treatments t ON t.id = a.treatment_id
         LEFT JOIN facilities f ON f.id = a.facility_id
       WHERE a.patient_id = $1 AND a.cabinet_id = $2 AND ($3::uuid IS NULL OR a.id > $3) ORDER BY a.id LIMIT ${PAGE + 1}`,
      [patientId, member.cabinetId, after],
    );
    const rows = await this.sealed.open(tx, found.slice(0, PAGE));
    const read = rows.map(({ id }) => id);
    const answers = await this.answers.of(tx, member, read);
    return {
      rows: rows.map(({ id, facts, notes }) => ({ ...facts, notes, answers: answers.get(id) ?? [] })),
      next: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null,
    };
  }
}
