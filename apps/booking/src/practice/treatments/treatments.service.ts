import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type CreateTreatment,
  DeclaredError,
  invalid,
  MOST_TREATMENTS,
  type PublicTreatment,
  type TreatmentView,
  type UpdateTreatment,
} from '@veza/contracts';
import { once, type Transaction } from '@veza/database';
import { CabinetsService } from '../cabinets/cabinets.service.js';
import { FacilitiesService } from '../facilities/facilities.service.js';
import { columnsOfNeed, needOf } from '../facilities/facility-need.js';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { withUniqueName } from '../tenancy/unique-name.js';
import type { Treatment } from './treatment.entity.js';
import { type TreatmentFacts, TreatmentsRepository } from './treatments.repository.js';

const NAME_TAKEN = 'Another treatment of the cabinet has this name; choose another one';

@Injectable()
export class TreatmentsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly cabinets: CabinetsService,
    private readonly treatments: TreatmentsRepository,
    private readonly facilities: FacilitiesService,
  ) {}

  /** NOT_FOUND if the caller may not read the cabinet. */
  async list(caller: Caller, cabinetId: string): Promise<{ items: TreatmentView[] }> {
    await this.cabinets.get(caller, cabinetId);
    return this.database.administering(caller, cabinetId, async (tx) => ({
      items: (await this.treatments.list(tx, cabinetId)).map(viewOf),
    }));
  }

  create(caller: Caller, { cabinetId, questions, needs, ...facts }: CreateTreatment): Promise<TreatmentView> {
    return this.managing(caller, cabinetId, (tx) =>
      once(tx, async () => {
        await this.cabinets.lock(tx, cabinetId);
        await this.facilities.requireNeed(tx, cabinetId, needs);
        await this.requireWorking(tx, cabinetId, facts.practitionerIds);
        if ((await this.treatments.count(tx, cabinetId)) >= MOST_TREATMENTS)
          throw new DeclaredError('CONFLICT', { message: `A cabinet has at most ${MOST_TREATMENTS} treatments` });
        const need = { facilityKind: null, facilityId: null, ...columnsOfNeed(needs) };
        const row = { ...facts, ...need, cabinetId, questions: withIds(questions), isArchived: false };
        return viewOf(await this.treatments.insert(tx, row));
      }),
    );
  }

  update(caller: Caller, { cabinetId, id, questions, needs, ...changes }: UpdateTreatment): Promise<TreatmentView> {
    return this.managing(caller, cabinetId, async (tx) => {
      await this.cabinets.requireIn(tx, cabinetId);
      await this.facilities.requireNeed(tx, cabinetId, needs);
      if (changes.practitionerIds) await this.requireWorking(tx, cabinetId, changes.practitionerIds);
      const asked = questions && { questions: withIds(questions) };
      const set: Partial<TreatmentFacts> = { ...changes, ...columnsOfNeed(needs), ...asked };
      const stored = await this.treatments.update(tx, cabinetId, id, set);
      if (!stored) throw new DeclaredError('NOT_FOUND');
      return viewOf(stored);
    });
  }

  /** What patients book over the public page, for that feature. */
  async listPublic(tx: Transaction, cabinetId: string, longest: number): Promise<PublicTreatment[]> {
    return (await this.treatments.listPublic(tx, cabinetId, longest)).map(publicViewOf);
  }

  /** Treatments by their ids, archived ones included, for the lists of other features. */
  findAll(tx: Transaction, { cabinetId }: Member, ids: readonly string[]): Promise<Treatment[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.treatments.findAll(tx, cabinetId, ids);
  }

  /** A treatment that the member may book. */
  async bookable(tx: Transaction, { cabinetId, role }: Member, id: string): Promise<Treatment> {
    const treatment = await this.treatments.find(tx, cabinetId, id);
    const isOffered = treatment && !treatment.isArchived && (role !== 'patient' || treatment.isPublic);
    if (!isOffered) throw invalid('treatmentId', 'must be a treatment that the cabinet offers');
    return treatment;
  }

  private async requireWorking(tx: Transaction, cabinetId: string, ids: readonly string[]): Promise<void> {
    if (ids.length > 0 && (await this.treatments.countWorking(tx, cabinetId, ids)) < ids.length)
      throw invalid('practitionerIds', 'must be practitioners of the cabinet');
  }

  private managing<Result>(caller: Caller, cabinetId: string, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return withUniqueName(NAME_TAKEN, () => this.database.managing(caller, cabinetId, work));
  }
}

/** A question that keeps its id is the same one, in other words. */
const withIds = (questions: CreateTreatment['questions']): Treatment['questions'] =>
  questions.map(({ id = randomUUID(), ...question }) => ({ id, ...question }));

const viewOf = ({ facilityKind, facilityId, ...row }: Treatment): TreatmentView => ({
  ...row,
  needs: needOf({ facilityKind, facilityId }),
  createdAt: row.createdAt.toISOString(),
});

const publicViewOf = ({ id, name, description, type, duration, price, practitionerIds, questions }: Treatment) => ({
  ...{ id, name, description, type, duration, price, practitionerIds, questions },
});
