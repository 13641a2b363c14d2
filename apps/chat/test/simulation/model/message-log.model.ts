import type { Placement, Written } from '../../../src/commit/group-commit.js';
import type { MessageLogRepository, Obstacles } from '../../../src/commit/message-log.repository.js';
import { otherMember } from '../../../src/protocol/log-event.js';
import { type ModelTransaction, type ModelSession, UniqueViolation } from './postgres.js';
import { blockKey, clientIdKey, type RoomRow, type StoredMessage } from './tables.js';
import type { Entry } from '../../../src/commit/entry.js';

/**
 * The statement of a group commit, with the visibility of its SQL: its lookups use the snapshot of its begin, and a
 * room is read after its lock.
 */
export class MessageLogModel implements Pick<MessageLogRepository, 'write' | 'obstacles'> {
  constructor(private readonly session: ModelSession) {}

  write(entries: readonly Entry[], wait: boolean): Promise<Written> {
    return this.session.write(async (transaction, snapshot) => {
      const rooms = await this.lock(transaction, [...new Set(entries.map(({ room }) => room))].sort(), wait);
      const placed = new Map<number, Placement>();
      const stored: { entry: Entry; placement: Placement }[] = [];
      const counts = new Map<string, number>();
      for (const [index, entry] of entries.entries()) {
        const room = rooms.get(entry.room);
        if (!room || this.isObstructed(entry, room, snapshot, transaction.startedAt)) continue;
        const seq = (counts.get(room.id) ?? room.lastSeq) + 1;
        counts.set(room.id, seq);
        const placement = { id: this.session.tables.nextMessageId(), seq, at: transaction.startedAt };
        placed.set(index, placement);
        stored.push({ entry, placement });
      }
      this.mustBeNew(stored.map(({ entry }) => entry));
      for (const each of stored) transaction.change(() => this.store(each.entry, each.placement));
      return { placed, rooms: new Set(rooms.keys()) };
    });
  }

  obstacles(entry: Pick<Entry, 'room' | 'userId' | 'person' | 'clientId' | 'replyTo'>): Promise<Obstacles> {
    return this.session.read((tables) => {
      const known = tables.clientIds.get(clientIdKey(entry.userId, entry.clientId));
      const sanction = tables.sanctionOf(entry.room, entry.userId, tables.commit, this.session.now);
      const people = tables.rooms.get(entry.room)?.people ?? [];
      return {
        known: known ? { digest: asUuid(known.digest), id: known.id, seq: known.seq } : null,
        sanction: sanction
          ? {
              kind: sanction.kind === 'mute' ? 'mute' : 'ban',
              until: sanction.until === null ? null : new Date(sanction.until).toISOString(),
            }
          : null,
        room: tables.rooms.has(entry.room),
        blocked: people.some((person) => tables.blocks.has(blockKey(person, entry.userId))),
        reply: entry.replyTo === null || this.mayReply(entry.replyTo, entry.room, tables.commit),
      };
    });
  }

  private async lock(transaction: ModelTransaction, ids: readonly string[], wait: boolean): Promise<Map<string, RoomRow>> {
    const locked = new Map<string, RoomRow>();
    for (const id of ids) {
      const room = this.session.tables.rooms.get(id);
      if (!room) continue;
      if (wait) await transaction.lock(`room ${id}`);
      else if (!transaction.tryLock(`room ${id}`)) continue;
      locked.set(id, room);
    }
    return locked;
  }

  private isObstructed({ userId, clientId, replyTo }: Entry, room: RoomRow, snapshot: number, now: number): boolean {
    const { tables } = this.session;
    const known = tables.clientIds.get(clientIdKey(userId, clientId));
    if (known && known.committed <= snapshot) return true;
    if (tables.sanctionOf(room.id, userId, snapshot, now)) return true;
    if (replyTo !== null && !this.mayReply(replyTo, room.id, snapshot)) return true;
    if (!room.people) return false;
    const blocked = tables.blocks.get(blockKey(otherMember(room.people, userId), userId));
    return blocked !== undefined && blocked <= snapshot;
  }

  private mayReply(id: number, room: string, snapshot: number): boolean {
    const message = this.session.tables.messages.get(id);
    if (!message || message.room !== room || message.committed > snapshot) return false;
    return message.deleted === undefined || message.deleted > snapshot;
  }

  /** The unique key of client_ids, which also sees rows committed after the snapshot. */
  private mustBeNew(entries: readonly Entry[]): void {
    const keys = entries.map(({ userId, clientId }) => clientIdKey(userId, clientId));
    const isTaken = keys.some((key) => this.session.tables.clientIds.has(key));
    if (isTaken || new Set(keys).size < keys.length) throw new UniqueViolation('client_ids_pkey');
  }

  private store(entry: Entry, { id, seq, at }: Placement): void {
    const { tables } = this.session;
    const { room: roomId, userId, type, content, replyTo, mentions, media, clientId, named, digest } = entry;
    const room = tables.rooms.get(roomId);
    if (!room) throw new Error(`The room ${roomId} is gone`);
    const message: StoredMessage = {
      id,
      room: roomId,
      seq,
      userId,
      type,
      content,
      replyTo,
      mentions: [...mentions],
      media: [...media],
      clientId: named ? clientId : null,
      at,
      edited: false,
      committed: tables.commit,
      contents: new Set([content]),
    };
    tables.messages.set(id, message);
    tables.log(roomId).push({ seq, kind: 'message', id, userId, at, body: null, committed: tables.commit });
    tables.clientIds.set(clientIdKey(userId, clientId), { digest, id, seq, committed: tables.commit });
    room.lastSeq = seq;
    if (room.kind === 'direct') room.touchedAt = at;
  }
}

/** The text form of the stored type, uuid. */
const asUuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
