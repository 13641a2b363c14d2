import { Injectable } from '@nestjs/common';
import { DeclaredError, type RoomView, type UserCaller } from '@veza/contracts';
import type { RoomForUser } from '../access/room-for-user.js';
import { HistoryRepository } from '../history/history.repository.js';
import { HistoryService, viewOf } from '../history/history.service.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { RoomsRepository } from './rooms.repository.js';

/** Rooms as a user sees them: with the last message and the unread counts of this user. */
@Injectable()
export class RoomViews {
  constructor(
    private readonly history: HistoryService,
    private readonly counters: HistoryRepository,
    private readonly users: UserDirectory,
    private readonly rooms: RoomsRepository,
  ) {}

  async of(user: UserCaller, room: RoomForUser): Promise<RoomView> {
    const [view] = await this.ofAll(user, [room]);
    if (!view) throw new DeclaredError('ROOM_NOT_FOUND');
    return view;
  }

  async ofAll(user: UserCaller, rooms: readonly RoomForUser[]): Promise<RoomView[]> {
    const mine = rooms.filter(({ role }) => role).map(({ id }) => id);
    const { username } = await this.users.require(user.userId);
    const [last, unread, groups] = await Promise.all([
      this.history.last(
        rooms.filter(({ lastSeq }) => lastSeq > 0).map(({ id }) => id),
        user.userId,
      ),
      this.counters.unread(mine, user.userId, username),
      this.rooms.peopleOf(rooms.filter(({ isGroup, role }) => isGroup && role).map(({ id }) => id)),
    ]);
    return rooms.map((each) => {
      const {
        role,
        sanction,
        sanctionUntil,
        sanctionRank: _,
        firstSeq: _first,
        level,
        pausedUntil,
        createdAt,
        joinsAsReader,
        ...room
      } = each;
      const newest = room.kind === 'private' && !role ? undefined : last.get(room.id); // members only
      return {
        ...room,
        createdAt: createdAt.toISOString(),
        lastMessage: newest ? viewOf(newest) : null,
        isMember: role !== null,
        role,
        people: groups.get(room.id) ?? [],
        defaultRole: joinsAsReader ? ('reader' as const) : ('member' as const),
        mute: sanction === 'mute' ? { until: sanctionUntil?.toISOString() ?? null } : null,
        notifications: level && { level, pausedUntil: pausedUntil?.toISOString() ?? null },
        unreadCount: unread.get(room.id)?.unread ?? 0,
        mentionCount: unread.get(room.id)?.mentions ?? 0,
      };
    });
  }
}
