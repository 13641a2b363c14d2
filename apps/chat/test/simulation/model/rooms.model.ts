import type {
  UserDirectoryRepository,
  DirectoryRecord,
  DirectoryUser,
} from '../../../src/user-directory/user-directory.repository.js';
import type { Lift, NewSanction, SanctionRow, SanctionsRepository } from '../../../src/sanctions/sanctions.repository.js';
import type { RoomsRepository } from '../../../src/rooms/rooms.repository.js';
import type { ModelSession } from './postgres.js';
import type { StoredSanction } from './tables.js';
import type { RoomForUser } from '../../../src/access/room-for-user.js';

const RECENT_MS = 10_000;
const HOUR_MS = 3_600_000;
const LENGTH_MS = { permanent: null, '1h': HOUR_MS, '24h': 24 * HOUR_MS, '7d': 7 * 24 * HOUR_MS } as const;

export class RoomsModel implements Pick<RoomsRepository, 'find' | 'addMember' | 'openDirect'> {
  constructor(private readonly session: ModelSession) {}

  find(ref: string, userId: number): Promise<RoomForUser | undefined> {
    return this.session.read((tables) => {
      const room = tables.rooms.get(ref);
      if (!room || room.kind === 'direct') return undefined;
      const found = tables.sanctionOf(ref, userId, tables.commit, this.session.now);
      return {
        id: room.id,
        kind: room.kind,
        name: room.id,
        description: null,
        createdBy: null,
        createdAt: new Date(0),
        firstSeq: 1,
        lastSeq: room.lastSeq,
        memberLimit: room.memberLimit,
        joinsAsReader: false,
        isGroup: false,
        slowMode: 0,
        memberCount: tables.members.get(ref)?.size ?? 0,
        role: tables.members.get(ref)?.get(userId) ?? null,
        lastReadSeq: 0,
        level: tables.members.get(ref)?.has(userId) ? 'all' : null,
        pausedUntil: null,
        sanction: found && found.kind !== 'kick' ? found.kind : null,
        sanctionUntil: found && found.until !== null ? new Date(found.until) : null,
        sanctionRank: found?.rank ?? null,
      };
    });
  }

  addMember(id: string, userId: number): Promise<boolean> {
    return this.session.write(async (transaction) => {
      await transaction.lock(`room ${id}`);
      const limit = this.session.tables.rooms.get(id)?.memberLimit ?? null;
      const members = this.session.tables.members.get(id);
      if (!members) return false;
      if (members.has(userId)) return true;
      if (limit !== null && members.size >= limit) return false;
      transaction.change(() => members.set(userId, 'member'));
      return true;
    });
  }

  openDirect(id: string, low: number, high: number): Promise<void> {
    return this.session.write(async (transaction) => {
      await transaction.lock(`room ${id}`);
      const { tables } = this.session;
      if (tables.rooms.has(id)) return;
      transaction.change(() => {
        tables.addRoom(id, 'direct', [low, high]);
        for (const person of [low, high]) tables.members.get(id)?.set(person, 'member');
      });
    });
  }
}

export class SanctionsModel implements Pick<SanctionsRepository, 'add' | 'lift' | 'recent'> {
  constructor(private readonly session: ModelSession) {}

  add({ kind, room, userId, reason, duration, moderatorId, rank }: NewSanction): Promise<SanctionRow> {
    return this.session.transaction(async (transaction) => {
      const { tables } = this.session;
      const createdAt = transaction.startedAt;
      await this.session.within(transaction, () =>
        transaction.change(() => this.inForce(room, userId, [kind], createdAt).forEach((each) => (each.until = createdAt))),
      );
      const length = LENGTH_MS[duration];
      const until = length === null ? null : createdAt + length;
      const added = { id: tables.nextSanctionId(), kind, room, userId, reason, duration, until, moderatorId, rank };
      await this.session.within(transaction, () =>
        transaction.change(() =>
          tables.sanctions.push({ ...added, createdAt, committed: tables.commit, committedAt: this.session.now }),
        ),
      );
      return {
        ...added,
        until: until === null ? null : new Date(until),
        createdAt: new Date(createdAt),
        lifted: false,
        ofRole: false,
      };
    });
  }

  lift({ room, userId }: Lift): Promise<void> {
    return this.session.transaction((transaction) =>
      this.session.within(transaction, () =>
        transaction.change(() => {
          for (const each of this.inForce(room, userId, ['ban', 'mute'], transaction.startedAt)) {
            each.liftedAt = transaction.startedAt;
            each.lifted = this.session.tables.commit;
          }
        }),
      ),
    );
  }

  recent(): Promise<SanctionRow[]> {
    return this.session.read((tables) => {
      const since = this.session.now - RECENT_MS;
      return tables.sanctions
        .filter(({ createdAt, liftedAt }) => createdAt > since || (liftedAt ?? 0) > since)
        .map(({ id, kind, room, userId, reason, duration, moderatorId, rank, until, createdAt, lifted }) => ({
          id,
          kind,
          room,
          userId,
          reason,
          duration,
          moderatorId,
          rank,
          until: until === null ? null : new Date(until),
          createdAt: new Date(createdAt),
          lifted: lifted !== undefined,
          ofRole: false,
        }));
    });
  }

  private inForce(room: string, userId: number, kinds: readonly StoredSanction['kind'][], now: number): StoredSanction[] {
    return this.session.tables.sanctions.filter(
      (each) =>
        each.room === room &&
        each.userId === userId &&
        kinds.includes(each.kind) &&
        each.lifted === undefined &&
        (each.until === null || each.until > now),
    );
  }
}

export class UserDirectoryModel implements Pick<UserDirectoryRepository, 'find' | 'save'> {
  constructor(private readonly session: ModelSession) {}

  find(ids: readonly number[]): Promise<DirectoryUser[]> {
    return this.session.read((tables) =>
      ids.flatMap((id) => {
        const username = tables.people.get(id);
        return username === undefined ? [] : [{ id, username, avatar: null, botOf: null }];
      }),
    );
  }

  save(people: readonly DirectoryRecord[]): Promise<void> {
    return this.session.write((transaction) =>
      transaction.change(() => people.forEach(({ id, username }) => this.session.tables.people.set(id, username))),
    );
  }
}
