import { Injectable } from '@nestjs/common';
import {
  ANY_PRACTITIONER,
  type Caller,
  DeclaredError,
  type NewWaitingEntry,
  type RpcInput,
  type StaffWaitingEntry,
  type WaitingEntryView,
  type waitingList,
} from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { PatientsService } from '../../patients/patients/patients.service.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import { PublicPagesService } from '../../calendar/public-pages/public-pages.service.js';
import { offeredDuration, requireOffered } from '../../calendar/slots/allowed-time.js';
import { type Member, requireStaff, visitorOf } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import type { Treatment } from '../../practice/treatments/treatment.entity.js';
import { TreatmentsService } from '../../practice/treatments/treatments.service.js';
import { VisitPatientsService } from '../visits/visit-patients.service.js';
import { VisitsService } from '../visits/visits.service.js';
import type { WaitingEntry } from './waiting-entry.entity.js';
import { WaitingEntriesRepository } from './waiting-entries.repository.js';

type In<Verb extends keyof typeof waitingList> = RpcInput<(typeof waitingList)[Verb]>;
type Wish = Pick<NewWaitingEntry, 'practitionerId' | 'type' | 'treatmentId' | 'duration' | 'dateFrom' | 'dateTo'>;

const MOST_OF_PERSON = 3;
const MOST_OF_CABINET = 500;
const DEFAULT_MINUTES = 30;

/** Entries of the waiting list, by staff for a patient and by visits (decision 153). */
@Injectable()
export class WaitingListService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly entries: WaitingEntriesRepository,
    private readonly patients: PatientsService,
    private readonly practitioners: PractitionersService,
    private readonly pages: PublicPagesService,
    private readonly visits: VisitsService,
    private readonly visitPatients: VisitPatientsService,
    private readonly treatments: TreatmentsService,
  ) {}

  add(caller: Caller, { patientId, ...wish }: NewWaitingEntry): Promise<StaffWaitingEntry> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      await this.entries.lockList(tx, member);
      const whole = await this.whole(tx, member, wish);
      const entry = await this.insert(tx, member, whole, { patientId, mailbox: null });
      return staffView(entry, await this.entries.patientNames(tx, [entry]), await this.treatmentsOf(tx, member, [entry]));
    });
  }

  list(caller: Caller): Promise<{ items: StaffWaitingEntry[] }> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      const entries = await this.entries.list(tx, member);
      const names = await this.entries.patientNames(tx, entries);
      const treatments = await this.treatmentsOf(tx, member, entries);
      return { items: entries.map((entry) => staffView(entry, names, treatments)) };
    });
  }

  remove(caller: Caller, id: string): Promise<null> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      const entry = await this.entries.lock(tx, member, { id });
      if (!entry || entry.status === 'booked') throw new DeclaredError('NOT_FOUND');
      await this.entries.remove(tx, entry);
      return null;
    });
  }

  /** The length is that of the type, as for every booking of a patient. */
  async join({ cabinet, visit: secret, patient, ...wish }: In<'join'>): Promise<WaitingEntryView> {
    const visit = await this.visits.resolve(cabinet, secret);
    return this.database.inCabinet(visitorOf(visit.cabinetId, visit.id), async (tx, member) => {
      await this.entries.lockList(tx, member);
      const whole = await this.whole(tx, member, wish);
      await this.pages.requireBookable(tx, visit.cabinetId, whole.duration);
      const patientId = await this.visitPatients.admit(tx, member, visit, patient);
      const entry = await this.insert(tx, member, whole, { patientId, mailbox: visit.emailKey });
      return view(entry, await this.treatmentsOf(tx, member, [entry]));
    });
  }

  private async insert(
    tx: Transaction,
    member: Member,
    {
      practitionerId,
      treatmentId = null,
      ...wish
    }: Omit<Wish, 'treatmentId'> & { treatmentId?: string | null; duration: number },
    of: { patientId: string; mailbox: string | null },
  ): Promise<WaitingEntry> {
    // A concurrent erasure deletes the entry, or leaves no patient; a merge moves it.
    const patientId = await this.patients.admit(tx, member, { patientId: of.patientId });
    const { mailbox } = of;
    const entry = {
      ...wish,
      mailbox,
      patientId,
      treatmentId,
      practitionerId: practitionerId === ANY_PRACTITIONER ? null : practitionerId,
    };
    // A client that has lost the response sends the wish again.
    const same = await this.entries.findSame(tx, member, entry);
    if (same) return same;
    if (mailbox !== null && (await this.entries.count(tx, member, { mailbox })) >= MOST_OF_PERSON) throw tooMany();
    if ((await this.entries.count(tx, member)) >= MOST_OF_CABINET)
      throw new DeclaredError('CONFLICT', { message: 'The waiting list of the cabinet is full' });
    if ((await this.entries.count(tx, member, { patientId })) >= MOST_OF_PERSON) throw tooMany();
    return this.entries.insert(tx, member, entry);
  }

  /** With the type of the treatment, and its length. */
  private async whole(tx: Transaction, member: Member, wish: Wish): Promise<Wish & { duration: number }> {
    const { treatmentId } = wish;
    const { type } = treatmentId === undefined ? wish : await this.treatments.bookable(tx, member, treatmentId);
    return { ...wish, type, duration: await this.duration(tx, member, { ...wish, type }) };
  }

  private treatmentsOf(tx: Transaction, member: Member, entries: readonly WaitingEntry[]): Promise<Treatment[]> {
    return this.treatments.findAll(tx, member, [...new Set(entries.flatMap(({ treatmentId }) => treatmentId ?? []))]);
  }

  private async duration(tx: Transaction, member: Member, wish: Wish): Promise<number> {
    const { practitionerId, type, treatmentId, duration } = wish;
    if (practitionerId !== ANY_PRACTITIONER) {
      const calendar = await this.practitioners.workingCalendar(tx, member, practitionerId, { type, treatmentId });
      requireOffered(calendar);
      return offeredDuration(calendar, member.role === 'patient' && calendar.usualDuration !== null ? {} : { duration });
    }
    const [any] = await this.practitioners.calendars(tx, member, { type, treatmentId });
    const usual = any?.usualDuration ?? undefined;
    return (member.role === 'patient' ? (usual ?? duration) : (duration ?? usual)) ?? DEFAULT_MINUTES;
  }
}

const tooMany = () =>
  new DeclaredError('CONFLICT', { message: `A patient or an e-mail address has at most ${MOST_OF_PERSON} entries` });

function view(
  { id, practitionerId, type, treatmentId, duration, dateFrom, dateTo, createdAt }: WaitingEntry,
  treatments: readonly Treatment[],
): WaitingEntryView {
  const treatment = treatments.find((each) => each.id === treatmentId);
  return {
    ...{ id, practitionerId, type, duration, dateFrom, dateTo, createdAt: createdAt.toISOString() },
    ...(treatment && { treatment: { id: treatment.id, name: treatment.name } }),
  };
}

function staffView(entry: WaitingEntry, names: ReadonlyMap<string, string>, treatments: readonly Treatment[]): StaffWaitingEntry {
  const { status, offeredStart, offeredUntil, offeredPractitioner } = entry;
  const isOffered = status === 'offered' && offeredStart && offeredUntil && offeredPractitioner;
  const offered = isOffered
    ? { startTime: offeredStart.toISOString(), practitionerId: offeredPractitioner, until: offeredUntil.toISOString() }
    : null;
  return { ...view(entry, treatments), patientId: entry.patientId, patient: names.get(entry.patientId) ?? '', offered };
}
