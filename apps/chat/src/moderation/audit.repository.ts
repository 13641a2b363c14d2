import { Injectable } from '@nestjs/common';
import type { AuditFilter, AuditLine, EventPayload, MessageVersion, ModerationAction, userEvents } from '@veza/contracts';
import { Database, type SqlExecutor } from '@veza/database';
import { And, In, IsNull, LessThan, MoreThanOrEqual, Not } from 'typeorm';
import type { MessageEntity } from '../commit/message.entity.js';
import { RoomChangeEntity } from '../messages/room-change.entity.js';
import type { RoomEntity } from '../access/room.entity.js';
import { AuditEntryEntity } from '../sanctions/audit-entry.entity.js';
import { audit } from '../sanctions/sanctions.repository.js';

/** The room of a message, and whether the message was reported. */
export type MessageOrigin = Pick<MessageEntity, 'room'> & Pick<RoomEntity, 'kind'> & { reported: boolean };

/** A message has few of them; the bound is for the reply. */
const MOST_VERSIONS = 500;

/** Earlier versions of messages, and the audit log of moderators. */
@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  /** Raw SQL: one statement reads three tables. */
  async originOf(messageId: number): Promise<MessageOrigin | undefined> {
    const [row] = await this.database.query<MessageOrigin>(
      `SELECT m.room_id AS room, r.kind, EXISTS (SELECT FROM reports WHERE message_id = m.id) AS reported
       FROM messages m JOIN rooms r ON r.id = m.room_id WHERE m.id = $1`,
      [messageId],
    );
    return row;
  }

  async recordReading(moderatorId: number, room: string, messageId: number): Promise<void> {
    await this.database.transaction((tx) =>
      audit(tx, { moderatorId, action: 'read versions', room, subject: `message:${messageId}`, reason: '' }),
    );
  }

  /** Raw SQL: the transaction is that of an event, which may come again. */
  async recordReset(
    tx: SqlExecutor,
    { userId, part, moderatorId }: EventPayload<typeof userEvents.profileReset>,
    at: string,
  ): Promise<void> {
    const action: ModerationAction = 'reset profile';
    await tx.query(
      `INSERT INTO moderation_audit (moderator_id, action, user_id, subject, at)
       SELECT $1::integer, $2, $3::integer, $4, $5::timestamptz WHERE NOT EXISTS (
         SELECT 1 FROM moderation_audit WHERE user_id = $3 AND action = $2 AND subject = $4 AND at = $5::timestamptz)`,
      [moderatorId, action, userId, `${part}:${userId}`, at],
    );
  }

  async versions(messageId: number): Promise<MessageVersion[]> {
    const changes = await this.database.entities((manager) =>
      manager.find(RoomChangeEntity, {
        where: { messageId: String(messageId), kind: In(['edited', 'deleted']), previous: Not(IsNull()) },
        order: { seq: 'ASC' },
        take: MOST_VERSIONS,
      }),
    );
    return changes.flatMap(({ kind, previous, at, userId }) =>
      previous !== null && (kind === 'edited' || kind === 'deleted')
        ? [{ content: previous, change: kind, changedAt: at.toISOString(), changedBy: userId }]
        : [],
    );
  }

  /** Newest first. */
  async audit({ moderatorId, action, since, until, room, userId, limit, before }: AuditFilter): Promise<AuditLine[]> {
    const entries = await this.database.entities((manager) =>
      manager.find(AuditEntryEntity, {
        where: {
          ...(moderatorId !== undefined && { moderatorId }),
          ...(action !== undefined && { action }),
          ...((since ?? until) !== undefined && { at: And(...bounds(since, until)) }),
          ...(room !== undefined && { room }),
          ...(userId !== undefined && { userId }),
          ...(before !== undefined && { id: LessThan(String(before)) }),
        },
        order: { id: 'DESC' },
        take: limit,
      }),
    );
    return entries.map(({ id, at, ...entry }) => ({ ...entry, id: Number(id), at: at.toISOString() }));
  }
}

const bounds = (since: string | undefined, until: string | undefined) => [
  ...(since === undefined ? [] : [MoreThanOrEqual(new Date(since))]),
  ...(until === undefined ? [] : [LessThan(new Date(until))]),
];
