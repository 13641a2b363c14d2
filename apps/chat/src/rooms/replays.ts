import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import type { Connection } from '../connections/connection.js';
import { LogReader } from '../delivery/log-reader.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { MediaLinks } from '../delivery/media-links.js';
import { eventFrame } from '../protocol/dialects/dialect.js';
import { directMembers, type LogEvent } from '../protocol/log-event.js';
import { TrackingService } from '../tracking/tracking.service.js';

/** Events of one read: a replay of a thousand long messages must not lie in memory at once. */
const READ_SIZE = 200;
/** The part of the send buffer that one page fills. */
const PAGE_SHARE = 1 / 32;

/** Runs one step of a replay that reads from Postgres. It is free for others while the replay waits for the client. */
export type ReadGate = <Result>(step: () => Promise<Result>) => Promise<Result>;
export const ungated: ReadGate = (step) => step();

/** The part of a room's log to replay: after `after`, up to and including `upTo`. */
export interface ReplayPart {
  readonly after: number;
  readonly upTo: number;
}

interface Page {
  readonly frames: Buffer;
  /** The seq of its last event. */
  readonly last: number;
}

/**
 * Sends past events of a room to one connection.
 *
 * Promise: back-pressure. The next page is written when the socket buffer has drained, so slow clients can replay any
 * backlog. A ping behind each page but the last moves the position of the connection, so that the next connection
 * continues where this one ended.
 *
 * Limits: one page is a 32nd of the send buffer, or one event if that is longer. A client that takes nothing for some
 * seconds is closed (see Connection).
 */
@Injectable()
export class Replays {
  private readonly pageBytes: number;

  constructor(
    private readonly feeds: RoomFeeds,
    private readonly reader: LogReader,
    private readonly links: MediaLinks,
    private readonly tracking: TrackingService,
    @Inject(CONFIG) config: ChatConfig,
  ) {
    this.pageBytes = config.WS_SEND_BUFFER * PAGE_SHARE;
  }

  /**
   * Sends the part, then what the room has delivered meanwhile if the connection could not buffer it.
   *
   * @returns the seq up to which everything was sent
   */
  async send(connection: Connection, room: string, part: ReplayPart, gate: ReadGate): Promise<number> {
    await this.sendPart(connection, room, part, gate);
    let { upTo } = part;
    while (isReceiver(connection, room) && connection.hasOverflowed(room)) {
      const after = upTo;
      upTo = this.feeds.pauseAgain(room, connection) ?? after;
      await this.sendPart(connection, room, { after, upTo }, gate);
    }
    return upTo;
  }

  private async sendPart(connection: Connection, room: string, { after, upTo }: ReplayPart, gate: ReadGate): Promise<void> {
    for (let reached = after; reached < upTo && isReceiver(connection, room);) {
      const events = await gate(() => this.reader.events(room, reached, upTo, READ_SIZE));
      for (const { frames, last } of this.pagesOf(connection, events)) {
        if (!isReceiver(connection, room)) return;
        await connection.sendReplay(frames, this.pageBytes);
        if (last < upTo) this.tracking.pageSent(connection, room, last);
        reached = last;
      }
      if (events.length === 0) return;
    }
  }

  private *pagesOf(connection: Connection, events: readonly LogEvent[]): Generator<Page> {
    const { dialect, userId, identity, deflates } = connection;
    let [frames, bytes]: [Buffer[], number] = [[], 0];
    for (const event of events) {
      const frame = eventFrame(dialect, this.links.signEvent(event, userId), identity, deflates);
      if (frame && bytes > 0 && bytes + frame.length > this.pageBytes) {
        yield { frames: Buffer.concat(frames), last: event.seq - 1 };
        [frames, bytes] = [[], 0];
      }
      if (!frame) continue;
      frames.push(frame);
      bytes += frame.length;
    }
    const last = events.at(-1);
    if (last) yield { frames: Buffer.concat(frames), last: last.seq };
  }
}

/** An evicted connection gets no further page. Direct rooms are not joined. */
const isReceiver = (connection: Connection, room: string): boolean =>
  connection.open && (connection.rooms.has(room) || directMembers(room) !== undefined);
