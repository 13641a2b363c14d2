import { Injectable } from '@nestjs/common';
import {
  type Caller,
  DeclaredError,
  type HirePractitioner,
  type PractitionerView,
  SYSTEM,
  type UpdatePractitioner,
} from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { CabinetsService } from '../cabinets/cabinets.service.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { type Member, requireCalendarOwner, requireHigherRank, requirePlatformAdmin } from '../tenancy/access.js';
import { CabinetDatabase, clearMember, setCaller } from '../tenancy/cabinet-database.js';
import type { Practitioner } from './practitioner.entity.js';
import { type AppointmentKind, type Calendar, type CalendarQuery, PractitionersRepository } from './practitioners.repository.js';

/** Work in the transaction in which a practitioner leaves a cabinet. */
export type Departure = (tx: Transaction, cabinetId: string, practitionerId: string) => Promise<void>;

@Injectable()
export class PractitionersService {
  private departed: Departure = () => Promise.resolve();

  constructor(
    private readonly database: CabinetDatabase,
    private readonly notifications: NotificationsService,
    private readonly cabinets: CabinetsService,
    private readonly practitioners: PractitionersRepository,
  ) {}

  /** Sets what follows a departure, for a feature that stands above this one. */
  onDeparture(departed: Departure): void {
    this.departed = departed;
  }

  async hire(caller: Caller, facts: HirePractitioner): Promise<PractitionerView> {
    requirePlatformAdmin(caller);
    await this.cabinets.get(caller, facts.cabinetId);
    return practitionerView(await this.practitioners.hire(caller, facts));
  }

  update(caller: Caller, { cabinetId, id, ...changes }: UpdatePractitioner): Promise<PractitionerView> {
    return this.database.administering(caller, cabinetId, async (tx, member) => {
      const practitioner = await this.working(tx, cabinetId, id);
      if (member) requireCalendarOwner(practitioner, member);
      return practitionerView(await this.practitioners.update(tx, id, changes));
    });
  }

  /**
   * Each transaction checks the membership, so the access ends with this one. The event closes the sockets of the cabinet.
   * A member may not write memberships, so the authorized rest runs as the platform.
   */
  dismiss(caller: Caller, { cabinetId, id }: { cabinetId: string; id: string }): Promise<null> {
    return this.database.administering(caller, cabinetId, async (tx, member) => {
      await setCaller(tx, SYSTEM);
      const { userId, firstName, lastName } = await this.working(tx, cabinetId, id, 'locked');
      const role = await this.practitioners.roleOf(tx, cabinetId, userId);
      if (member) requireHigherRank(member, { userId, role });
      await clearMember(tx, cabinetId, userId);
      await this.notifications.record(tx, { cabinetId, userId, role }, leaving(`${firstName} ${lastName}`.trim(), id));
      await setCaller(tx, SYSTEM);
      await this.practitioners.dismiss(tx, cabinetId, { id, userId });
      await this.departed(tx, cabinetId, id);
      return null;
    });
  }

  /** NOT_FOUND if the caller may not read the cabinet. */
  async list(caller: Caller, cabinetId: string): Promise<{ items: PractitionerView[] }> {
    await this.cabinets.get(caller, cabinetId);
    return { items: (await this.practitioners.list(caller, cabinetId)).map(practitionerView) };
  }

  private async working(tx: Transaction, cabinetId: string, id: string, locked?: 'locked'): Promise<Practitioner> {
    const practitioner = await this.practitioners.working(tx, cabinetId, id, locked);
    if (!practitioner) throw new DeclaredError('NOT_FOUND');
    return practitioner;
  }

  /** The calendar of a practitioner who takes appointments: NOT_FOUND for a former one. */
  async workingCalendar(tx: Transaction, member: Member, id: string, kind?: AppointmentKind): Promise<Calendar> {
    const calendar = await this.calendar(tx, member, id, kind);
    if (calendar.dismissedAt !== null) throw unknownPractitioner();
    return calendar;
  }

  /** Every calendar of the member's cabinet, or that of one practitioner; also those of former ones. */
  calendars(tx: Transaction, member: Member, query?: CalendarQuery): Promise<Calendar[]> {
    return this.practitioners.calendars(tx, member, query);
  }

  /** The same without those of former practitioners, and of those who do not offer the treatment. */
  async workingCalendars(tx: Transaction, member: Member, query?: CalendarQuery): Promise<Calendar[]> {
    return (await this.calendars(tx, member, query)).filter(({ dismissedAt, offers }) => dismissedAt === null && offers);
  }

  /** The calendar of a practitioner in the member's cabinet, for the other features of this service. */
  async calendar(tx: Transaction, member: Member, id: string, kind?: AppointmentKind): Promise<Calendar> {
    const [calendar] = await this.practitioners.calendars(tx, member, { ...kind, id });
    if (!calendar) throw unknownPractitioner();
    return calendar;
  }
}

const leaving = (practitioner: string, practitionerId: string) => ({
  type: 'system' as const,
  priority: 'high' as const,
  words: { about: 'left' as const, practitioner },
  data: { practitionerId },
  userIds: [],
});

const unknownPractitioner = () => new DeclaredError('NOT_FOUND', { message: 'The practitioner does not exist in this cabinet' });

const practitionerView = ({ createdAt: _, dismissedAt: _at, ...practitioner }: Practitioner): PractitionerView => practitioner;
