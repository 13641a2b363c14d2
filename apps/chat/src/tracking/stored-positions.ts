import { Injectable } from '@nestjs/common';
import { EpochStore } from './epoch-store.js';
import { OutageStatesRepository } from './outage-states.repository.js';
import { type Position, positionIn } from './positions.js';
import type { LiveSocket, StoredSocket } from './stored-socket.js';

/** How long the state of an ended socket can be inherited. */
export const RETENTION_MS = 5 * 60_000;

/** The positions of sockets that may be inherited, from what is stored of them. */
@Injectable()
export class StoredPositions {
  constructor(
    private readonly epochs: EpochStore,
    private readonly outageStates: OutageStatesRepository,
  ) {}

  /** Undefined while the socket lives, and when its state is too old. */
  async inheritable(id: string, stored: StoredSocket, now: number): Promise<Position | undefined> {
    if ('endedAt' in stored) return stored.endedAt < now - RETENTION_MS ? undefined : stored.position;
    return (await this.epochs.isReplicaAlive(stored.replica)) ? undefined : this.afterCrash(id, stored, now);
  }

  /** Without epochs of its replica the stored entries are the position, unless they are old. */
  private async afterCrash(id: string, inRedis: LiveSocket, now: number): Promise<Position | undefined> {
    const [saved, inPostgres] = await Promise.all([this.epochs.read(inRedis.replica), this.outageStates.find(id)]);
    if (!saved && (inRedis.savedAt ?? 0) < now - RETENTION_MS) return undefined;
    const isNewer = inPostgres && inPostgres.version > inRedis.version;
    const { openedAt, entries, pendingReplay } = isNewer ? inPostgres : inRedis;
    const own = saved?.positionOf(id);
    if (own) return own;
    const acked = saved?.acked ?? 0;
    const rooms = Object.fromEntries(
      Object.entries(entries).map(([room, entry]) => [room, positionIn(entry, acked, saved?.watermarkOf(room) ?? [])]),
    );
    if (pendingReplay && acked < pendingReplay.epoch)
      return { rooms, direct: pendingReplay.direct, directAt: pendingReplay.directAt };
    return { rooms, direct: {}, directAt: Math.max(openedAt, saved?.at ?? 0) };
  }
}
