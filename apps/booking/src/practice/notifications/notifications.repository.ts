import { Injectable } from '@nestjs/common';
import { type ListNotifications, MOST_CONCERNED, type MutableNotification } from '@veza/contracts';
import { columnsOf, Database, type Page, QueryParts, readPage, type Transaction } from '@veza/database';
import { Hourly } from '@veza/platform';
import { In, IsNull } from 'typeorm';
import type { Member } from '../tenancy/access.js';
import { noticeText } from './notice-words.js';
import type { NewNotice } from './notices.js';
import { NotificationPreference } from './notification-preference.entity.js';
import { Notification } from './notification.entity.js';

const NEWEST = { name: 'newest', key: 'created_at', kind: 'time', descending: true } as const;

/**
 * Raw SQL: a row for each person concerned, except for the caller and those who muted the kind. The insert returns nothing,
 * because the rows of others are invisible to the caller.
 */
const RECORD = `
  WITH concerned AS MATERIALIZED (SELECT user_id, muted FROM people_concerned($3, $10, $11, $12) LIMIT ${MOST_CONCERNED}),
  recorded AS (
    INSERT INTO notifications (cabinet_id, notice_id, type, priority, title, message, data, user_id, words)
    SELECT $1, $2, $5, $6, $7, $8, $9::jsonb, user_id, $13::jsonb FROM concerned WHERE NOT muted AND user_id <> $4
  )
  SELECT user_id AS "userId", NOT muted AND user_id <> $4 AS "isNotified" FROM concerned`;

export interface Concerned {
  readonly userId: number;
  /** False for the caller, and for those who muted the kind. */
  readonly isNotified: boolean;
}

/** Row-level security shows a member the own rows of one cabinet; the conditions are for the indexes. */
@Injectable()
export class NotificationsRepository {
  constructor(private readonly database: Database) {}

  /** The people concerned, the caller and those without a notification included. */
  async record(
    tx: Transaction,
    { cabinetId, userId, account = userId }: Member,
    noticeId: string,
    notice: NewNotice,
  ): Promise<Concerned[]> {
    const { type, priority, words, data, userIds, reminds = false, patientId = null } = notice;
    const { title, message } = noticeText(words, 'en');
    const texts = [type, priority, title, message, JSON.stringify(data)];
    const concerned = [reminds ? 'reminder' : type, !reminds, patientId, JSON.stringify(words)];
    return tx.query<Concerned>(RECORD, [cabinetId, noticeId, userIds, account, ...texts, ...concerned]);
  }

  list(tx: Transaction, { cabinetId, userId }: Member, { read, ...page }: ListNotifications): Promise<Page<Notification>> {
    const parts = new QueryParts();
    parts.and(`cabinet_id = ${parts.bind(cabinetId)}`).and(`user_id = ${parts.bind(userId)}`);
    if (read !== undefined) parts.and(`read_at IS ${read === 'true' ? 'NOT ' : ''}NULL`);
    const list = { select: columnsOf(Notification), from: 'notifications', idType: 'uuid', parts, searching: false } as const;
    return readPage<Notification>(tx, { ...list, order: () => NEWEST, page });
  }

  ofNotices(tx: Transaction, { cabinetId, userId }: Member, noticeIds: readonly string[]): Promise<Notification[]> {
    return tx.findBy(Notification, { noticeId: In([...noticeIds]), userId, cabinetId });
  }

  /** False when there is no such notification. */
  async read(tx: Transaction, { cabinetId, userId }: Member, id: string): Promise<boolean> {
    if (!(await tx.existsBy(Notification, { id, cabinetId, userId }))) return false;
    await tx.update(Notification, { id, cabinetId, userId, readAt: IsNull() }, { readAt: () => 'now()' });
    return true;
  }

  async readAll(tx: Transaction, { cabinetId, userId }: Member): Promise<void> {
    await tx.update(Notification, { cabinetId, userId, readAt: IsNull() }, { readAt: () => 'now()' });
  }

  async muted(tx: Transaction, { cabinetId, userId }: Member): Promise<MutableNotification[]> {
    return (await tx.findOneBy(NotificationPreference, { cabinetId, userId }))?.muted ?? [];
  }

  async mute(tx: Transaction, { cabinetId, userId }: Member, muted: MutableNotification[]): Promise<void> {
    await tx.upsert(NotificationPreference, { cabinetId, userId, muted }, ['cabinetId', 'userId']);
  }

  /** Deletes the expired ones of all cabinets. Raw SQL: only a function of the schema's owner may see all of them. */
  @Hourly('sweep of notifications')
  async sweep(): Promise<void> {
    await this.database.query('SELECT sweep_notifications()');
  }
}
