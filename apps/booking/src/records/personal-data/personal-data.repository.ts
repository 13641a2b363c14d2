import { Injectable } from '@nestjs/common';
import { type booking, DELETED_USERNAME, type PersonalDataPage, type SectionOf, SYSTEM, type UserCaller } from '@veza/contracts';
import { ownColumnsOf, type PersonalRows, readOwnRows } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { Busy } from '../../calendar/busy/busy.entity.js';
import { CabinetMembership } from '../../practice/cabinets/membership.entity.js';
import { CalendarFeed } from '../../appointments/calendar-feeds/calendar-feed.entity.js';
import { Notification } from '../../practice/notifications/notification.entity.js';
import { Practitioner } from '../../practice/practitioners/practitioner.entity.js';
import { CabinetDatabase, clearMember, setCaller } from '../../practice/tenancy/cabinet-database.js';

type Section = SectionOf<typeof booking.personalData.export>;

/** Columns that are left out, because. */
const OWN = { userId: 'the caller' };
const ABSENCE = {
  kind: 'absences only',
  span: 'as its bounds',
  layers: 'internal',
  importId: 'null',
  expiresAt: 'null',
  createdBy: 'the caller',
};

const ROWS: Record<Section, PersonalRows> = {
  cabinets: {
    columns: `${ownColumnsOf(CabinetMembership, 'm', { ...OWN, createdAt: 'as joined_at' })}, c.name, m.created_at AS joined_at`,
    from: 'memberships m JOIN cabinets c ON c.id = m.cabinet_id WHERE m.user_id = $1',
    key: 'm.cabinet_id',
    keyType: 'uuid',
  },
  practitioners: {
    columns: ownColumnsOf(Practitioner, 'p', OWN),
    from: 'practitioners p WHERE p.user_id = $1',
    key: 'p.id',
    keyType: 'uuid',
  },
  absences: {
    columns: `${ownColumnsOf(Busy, 'b', ABSENCE)}, lower(b.span) AS start_time, upper(b.span) AS end_time`,
    from: `busy b WHERE b.kind = 'absence' AND b.created_by = $1`,
    key: 'b.id',
    keyType: 'uuid',
  },
  notifications: {
    columns: ownColumnsOf(Notification, 'n', { ...OWN, noticeId: 'internal', words: 'as title and message' }),
    from: 'notifications n WHERE n.user_id = $1',
    key: 'n.id',
    keyType: 'uuid',
  },
  patients: {
    columns: 'o.id, o.cabinet_id, o.cabinet, o.first_name, o.last_name, o.relation',
    from: 'own_patients() o WHERE asking_user() = $1',
    key: 'o.id',
    keyType: 'uuid',
  },
  patient_appointments: {
    columns: 'a.id, a.cabinet_id, a.cabinet, a.status, a.type, a.start_time, a.duration, a.practitioner, a.patient',
    from: 'own_appointments(NULL, NULL, NULL) a WHERE asking_user() = $1',
    key: 'a.id',
    keyType: 'uuid',
  },
  calendar_feeds: {
    columns: ownColumnsOf(CalendarFeed, 'f', { ...OWN, tokenHash: 'secret' }),
    from: 'calendar_feeds f WHERE f.user_id = $1',
    key: `coalesce(f.cabinet_id::text, '')`,
    keyType: 'text',
  },
};

/** Raw SQL: JSON for an export, and transactions of events. */
@Injectable()
export class PersonalDataRepository {
  constructor(private readonly database: CabinetDatabase) {}

  own(caller: UserCaller, section: Section, after?: string): Promise<PersonalDataPage> {
    return this.database.transaction(caller, (tx) => readOwnRows(tx, ROWS[section], caller.userId, after));
  }

  /**
   * Anonymizes the practitioner, who then has no slots; the row stays, because rows of patients refer to it. The
   * transaction is that of an event, so the caller is the platform.
   */
  async erase(tx: SqlExecutor, userId: number): Promise<void> {
    await setCaller(tx, SYSTEM);
    const cabinets = await tx.query<{ id: string }>('SELECT cabinet_id AS id FROM memberships WHERE user_id = $1', [userId]);
    for (const { id } of cabinets) await this.eraseInCabinet(tx, id, userId);
    await tx.query(
      `UPDATE practitioners SET first_name = '', last_name = $2, working_hours = '[]', exceptions = '[]' WHERE user_id = $1`,
      [userId, DELETED_USERNAME],
    );
    await tx.query('DELETE FROM memberships WHERE user_id = $1', [userId]);
    await tx.query('SELECT forget_account($1)', [userId]);
    await tx.query('SELECT forget_feeds($1)', [userId]);
  }

  /** Rows of a cabinet are visible to its members only, so the caller is the user whose membership ends. */
  private async eraseInCabinet(tx: SqlExecutor, cabinetId: string, userId: number): Promise<void> {
    await clearMember(tx, cabinetId, userId);
    await tx.query(
      'UPDATE busy SET reason = NULL WHERE reason IS NOT NULL AND practitioner_id IN (SELECT id FROM practitioners WHERE user_id = $1)',
      [userId],
    );
  }
}
