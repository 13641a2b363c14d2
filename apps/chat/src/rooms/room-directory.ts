import { Injectable } from '@nestjs/common';
import { invalid, type ListRooms } from '@veza/contracts';
import { Database, decodeCursor, encodeCursor } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { z } from 'zod';
import type { RoomForUser } from '../access/room-for-user.js';
import { type OwnPosition, type PublicPosition, RoomDirectoryRepository } from './room-directory.repository.js';

const MOST_OWN = 500;
const Own = z.tuple([z.literal('own'), z.iso.datetime(), z.string().max(200)]);
const Public = z.tuple([z.literal('public'), z.int().min(0), z.iso.datetime(), z.string().max(200)]);
const Position = z.union([Own, Public]);

export interface RoomPage {
  readonly rooms: RoomForUser[];
  readonly nextCursor: string | null;
}

/** The rooms of a user, then the public rooms by members: a new room displaces none that people are in (decision 223). */
@Injectable()
export class RoomDirectory {
  constructor(
    private readonly database: Database,
    private readonly repository: RoomDirectoryRepository,
  ) {}

  async page(userId: number, query: ListRooms): Promise<RoomPage> {
    const { search, cursor } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    if (after?.[0] === 'own' && search !== undefined) throw invalid('cursor', 'This cursor is not one of this list');
    if (after?.[0] === 'public') return this.listed(this.database, userId, query, [after[1], after[2], after[3]]);
    if (search !== undefined) return this.listed(this.database, userId, query);
    // In one snapshot: a room that the user joins between two readings would be in neither.
    return this.database.transaction((tx) => this.ownFirst(tx, userId, query, after && [after[1], after[2]]), {
      isolation: 'REPEATABLE READ',
    });
  }

  private async ownFirst(tx: SqlExecutor, userId: number, query: ListRooms, after?: OwnPosition): Promise<RoomPage> {
    const found = await this.repository.own(tx, userId, MOST_OWN + 1, after);
    const own = found.slice(0, MOST_OWN);
    const last = found.length > MOST_OWN ? own.at(-1) : undefined;
    const rooms = own.map(({ room }) => room);
    if (last) return { rooms, nextCursor: encodeCursor(['own', ...last.position]) };
    const others = await this.listed(tx, userId, query);
    return { ...others, rooms: [...rooms, ...others.rooms] };
  }

  private async listed(db: SqlExecutor, userId: number, { limit, search }: ListRooms, after?: PublicPosition): Promise<RoomPage> {
    const found = await this.repository.listed(db, userId, limit + 1, search, after);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return { rooms: page.map(({ room }) => room), nextCursor: last ? encodeCursor(['public', ...last.position]) : null };
  }
}
