import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeclaredError, type PatientAppointment, type RpcInput, type waitingList, type WaitingOffer } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { afterCommit } from '@veza/transport';
import { AppointmentsService } from '../../appointments/appointments/appointments.service.js';
import { Cabinet } from '../../practice/cabinets/cabinet.entity.js';
import { LettersService, localTime } from '../patient-links/letters.service.js';
import { PatientAppointmentsService } from '../patient-links/patient-appointments.service.js';
import { Practitioner } from '../../practice/practitioners/practitioner.entity.js';
import { SlotsService } from '../../calendar/slots/slots.service.js';
import { type Member, visitorOf } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { OfferTokens } from './offer-tokens.js';
import type { WaitingEntry } from './waiting-entry.entity.js';
import { WaitingEntriesRepository } from './waiting-entries.repository.js';

type In<Verb extends keyof typeof waitingList> = RpcInput<(typeof waitingList)[Verb]>;
type CurrentOffer = WaitingEntry & { offeredStart: Date; offeredUntil: Date; offeredPractitioner: string };

/** Offers, as the links of their mails show, accept and decline them. */
@Injectable()
export class WaitingOffersService implements OnModuleInit {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly entries: WaitingEntriesRepository,
    private readonly tokens: OfferTokens,
    private readonly slots: SlotsService,
    private readonly appointments: AppointmentsService,
    private readonly views: PatientAppointmentsService,
    private readonly letters: LettersService,
  ) {}

  onModuleInit(): void {
    this.letters.writesOffers(async (tx, member, offerId) => {
      const entry = await this.entries.byOffer(tx, member, offerId);
      if (!isCurrent(entry)) return null;
      const { startTime, until, timezone, practitioner } = await this.view(tx, member, entry);
      const [start, end] = [startTime, until].map((text) => localTime(Date.parse(text), timezone));
      const token = this.tokens.sign({ cabinetId: member.cabinetId, offerId }, entry.offeredUntil);
      return { practitioner, start: start ?? '', until: end ?? '', timezone, token, patientId: entry.patientId };
    });
  }

  show({ token }: In<'show'>): Promise<WaitingOffer> {
    const { cabinetId, offerId } = this.offerOf(token);
    return this.database.asPlatform(cabinetId, async (tx, member) =>
      this.view(tx, member, requireCurrent(await this.entries.byOffer(tx, member, offerId))),
    );
  }

  /** The hold is that of the entry, so the rule of time and the constraint are those of every booking. */
  async accept({ token }: In<'accept'>): Promise<PatientAppointment> {
    const { cabinetId, offerId } = this.offerOf(token);
    const entry = await this.database.asPlatform(cabinetId, (tx, member) => this.entries.byOffer(tx, member, offerId));
    if (entry?.appointmentId) return this.views.get(cabinetId, entry.appointmentId);
    const { number, offeredStart, offeredPractitioner: practitionerId, ...facts } = requireCurrent(entry);
    const { type, treatmentId, duration, patientId } = facts;
    const visitor = visitorOf(cabinetId, number);
    const wanted = {
      practitionerId,
      type,
      treatmentId,
      duration,
      startTime: offeredStart.toISOString(),
      keepsLength: true,
      isOffered: true,
    };
    const id = await this.slots.withAlternatives(visitor, wanted, () =>
      this.database.inCabinet(visitor, async (tx, member) => {
        const locked = await this.entries.lock(tx, member, { offerId });
        if (locked?.appointmentId) return locked.appointmentId;
        const booked = await this.appointments.book(tx, member, { ...wanted, patientId, urgency: 'normal' });
        await this.entries.book(tx, requireCurrent(locked), booked);
        return booked;
      }),
    );
    return afterCommit(() => this.database.inCabinet(visitor, (tx, member) => this.views.view(tx, member, id)));
  }

  decline({ token, leave }: In<'decline'>): Promise<null> {
    const { cabinetId, offerId } = this.offerOf(token);
    return this.database.asPlatform(cabinetId, async (tx, member) => {
      const entry = requireCurrent(await this.entries.lock(tx, member, { offerId }));
      if (leave) await this.entries.remove(tx, entry);
      else await this.entries.refuse(tx, entry);
      return null;
    });
  }

  private async view(tx: Transaction, { cabinetId }: Member, entry: CurrentOffer): Promise<WaitingOffer> {
    const { offeredStart, offeredUntil, duration, offeredPractitioner: id } = entry;
    const { name: cabinet, timezone } = await tx.findOneByOrFail(Cabinet, { id: cabinetId });
    const { firstName, lastName } = await tx.findOneByOrFail(Practitioner, { id, cabinetId });
    const [startTime, until] = [offeredStart.toISOString(), offeredUntil.toISOString()];
    return { startTime, duration, practitioner: `${firstName} ${lastName}`.trim(), cabinet, timezone, until };
  }

  private offerOf(token: string) {
    const offer = this.tokens.verify(token);
    if (!offer) throw new DeclaredError('INVALID_TOKEN');
    return offer;
  }
}

/** The token expires with the offer; what remains to be checked is whether it still stands. */
const isCurrent = (entry: WaitingEntry | null): entry is CurrentOffer =>
  entry?.status === 'offered' && entry.offeredStart !== null && entry.offeredUntil !== null && entry.offeredPractitioner !== null;

function requireCurrent(entry: WaitingEntry | null): CurrentOffer {
  if (!isCurrent(entry)) throw new DeclaredError('INVALID_TOKEN');
  return entry;
}
