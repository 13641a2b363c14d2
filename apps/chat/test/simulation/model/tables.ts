import type { LogEvent } from '../../../src/protocol/log-event.js';
import type { LiveSocket } from '../../../src/tracking/stored-socket.js';
import type { StoredMedia } from '../../../src/delivery/media-links.js';
import type { SanctionRank } from '../../../src/access/speaking.js';
import type { StoredRole } from '../../../src/access/room-member.entity.js';
import type { MessageType, SanctionKind, BanDuration } from '@veza/contracts';

/** The number of a commit. A statement sees the commits up to its begin. */
type Commit = number;

export interface RoomRow {
  readonly id: string;
  readonly kind: 'public' | 'private' | 'direct';
  readonly people?: readonly [number, number];
  lastSeq: number;
  memberLimit: number | null;
  touchedAt?: number;
}

export interface EventRow {
  readonly seq: number;
  readonly kind: LogEvent['kind'];
  readonly id: number;
  readonly userId: number;
  readonly at: number;
  readonly body: string | null;
  readonly committed: Commit;
}

export interface StoredMessage {
  readonly id: number;
  readonly room: string;
  readonly seq: number;
  readonly userId: number;
  readonly type: MessageType;
  content: string;
  readonly replyTo: number | null;
  mentions: string[];
  readonly media: StoredMedia[];
  readonly clientId: string | null;
  readonly at: number;
  edited: boolean;
  readonly committed: Commit;
  deleted?: Commit;
  /** All contents that it ever had; only the checks of the simulation read them. */
  readonly contents: Set<string>;
}

export interface KnownId {
  readonly digest: string;
  readonly id: number;
  readonly seq: number;
  readonly committed: Commit;
}

export interface StoredSanction {
  readonly id: number;
  readonly kind: SanctionKind;
  readonly room: string;
  readonly userId: number;
  readonly reason: string;
  readonly duration: BanDuration;
  until: number | null;
  readonly moderatorId: number;
  readonly rank: SanctionRank;
  readonly createdAt: number;
  readonly committed: Commit;
  /** When it became visible. */
  readonly committedAt: number;
  liftedAt?: number;
  lifted?: Commit;
}

/** The committed rows. Each commit applies its changes at once, under the next commit number. */
export class Tables {
  commit: Commit = 0;
  readonly rooms = new Map<string, RoomRow>();
  readonly events = new Map<string, EventRow[]>();
  readonly messages = new Map<number, StoredMessage>();
  readonly clientIds = new Map<string, KnownId>();
  readonly reactions = new Map<number, { userId: number; emoji: string }[]>();
  readonly members = new Map<string, Map<number, StoredRole>>();
  readonly blocks = new Map<string, Commit>();
  readonly people = new Map<number, string>();
  readonly sanctions: StoredSanction[] = [];
  readonly outageStates = new Map<string, LiveSocket>();
  private lastMessageId = 0;
  private lastSanctionId = 0;

  addRoom(id: string, kind: RoomRow['kind'], people?: readonly [number, number], memberLimit: number | null = null): void {
    this.rooms.set(id, { id, kind, people, lastSeq: 0, memberLimit });
    this.events.set(id, []);
    this.members.set(id, new Map());
  }

  log(room: string): EventRow[] {
    return this.events.get(room) ?? [];
  }

  nextMessageId(): number {
    return (this.lastMessageId += 1);
  }

  nextSanctionId(): number {
    return (this.lastSanctionId += 1);
  }

  /** The sanction in force against a user, for a statement with this snapshot; bans before mutes. */
  sanctionOf(room: string, userId: number, snapshot: Commit, now: number): StoredSanction | undefined {
    return this.sanctions
      .filter(
        (each) =>
          each.room === room &&
          each.userId === userId &&
          each.kind !== 'kick' &&
          each.committed <= snapshot &&
          (each.lifted === undefined || each.lifted > snapshot) &&
          (each.until === null || each.until > now),
      )
      .sort((one, other) => one.kind.localeCompare(other.kind))
      .at(0);
  }
}

export const clientIdKey = (userId: number, clientId: string): string => `${userId} ${clientId}`;
export const blockKey = (userId: number, blockedId: number): string => `${userId} ${blockedId}`;
