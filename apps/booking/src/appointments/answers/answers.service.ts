import { Injectable } from '@nestjs/common';
import { AnswerView } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { In } from 'typeorm';
import { z } from 'zod';
import { placeOfAnswers, SealedNotesService } from '../../patients/sealed-notes/sealed-notes.service.js';
import type { Member } from '../../practice/tenancy/access.js';
import { AppointmentAnswers } from './appointment-answers.entity.js';

const Stored = z.array(AnswerView);

/** Answers before a visit are health data: sealed like notes, with the same keys. */
@Injectable()
export class AnswersService {
  constructor(private readonly sealed: SealedNotesService) {}

  /** Everything that needs no row of the appointment yet; undefined without answers. */
  async prepare(
    tx: Transaction,
    { cabinetId }: Member,
    id: string,
    answers: readonly AnswerView[],
  ): Promise<AppointmentAnswers | undefined> {
    if (answers.length === 0) return undefined;
    const place = placeOfAnswers({ id, cabinetId });
    return { appointmentId: id, cabinetId, ...(await this.sealed.sealText(tx, cabinetId, place, JSON.stringify(answers))) };
  }

  async insert(tx: Transaction, prepared: AppointmentAnswers | undefined): Promise<void> {
    if (prepared) await tx.insert(AppointmentAnswers, prepared);
  }

  /** The answers of appointments of one cabinet; those without any are left out. */
  async of(
    tx: Transaction,
    { cabinetId }: Pick<Member, 'cabinetId'>,
    ids: readonly string[],
  ): Promise<Map<string, AnswerView[]>> {
    const rows = ids.length === 0 ? [] : await tx.findBy(AppointmentAnswers, { cabinetId, appointmentId: In([...ids]) });
    const texts = rows.map((row) => ({ ...row, place: placeOfAnswers({ id: row.appointmentId, cabinetId }) }));
    const plain = await this.sealed.openTexts(tx, texts);
    return new Map(rows.map(({ appointmentId }, i) => [appointmentId, Stored.parse(JSON.parse(plain[i] ?? '[]'))]));
  }
}
