import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { CloseCode } from '@veza/contracts';
import type { Language } from '@veza/platform';
import { TickBatcher } from '@veza/transport';
import { directMembers } from '../protocol/log-event.js';
import type { Dialect } from '../protocol/dialects/index.js';
import { eventFrame } from '../protocol/dialects/dialect.js';
import { inLanguage } from '../protocol/in-language.js';
import type { Identity, Viewer } from '../protocol/identity.js';
import type { OutgoingEvent } from '../protocol/outgoing.types.js';

/** The part of a `ws` socket that a connection uses: messages that were read, and the control frames. */
export interface ProtocolSocket {
  readonly extensions: string;
  readonly readyState: number;
  readonly OPEN: number;
  readonly isPaused: boolean;
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): unknown;
  on(event: 'pong', listener: (payload: Buffer) => void): unknown;
  on(event: 'error', listener: () => void): unknown;
  once(event: 'close', listener: (code: number) => void): unknown;
  ping(payload: string): void;
  close(code: number, reason: string): void;
  terminate(): void;
  pause(): void;
  resume(): void;
}

export interface ConnectionOptions {
  readonly ws: ProtocolSocket;
  /** The stream below `ws`. */
  readonly line: Pick<Duplex, 'write' | 'writableLength' | 'cork' | 'uncork'>;
  readonly dialect: Dialect;
  readonly address: string;
  /** The one cabinet whose events the client wants. */
  readonly cabinetId?: string;
  /** Where a client of `nova.v1` stood, as it wrote it. */
  readonly since?: string;
  /** The resume token that the client has shown: empty if it only asks for one, absent if the server is to resume by itself. */
  readonly resumeToken?: string;
  /** Of the texts for its user. */
  readonly language?: Language;
  /** Unsent bytes at which the connection is closed. */
  readonly sendBuffer: number;
}

/** What a send needs of a room that the connection has joined. A change of the room replaces it. */
export interface JoinedRoom {
  readonly id: string;
  /** Seconds between two messages of a user; 0 for no limit. */
  readonly slowMode: number;
}

/** What the server has sent of a room by itself, when the client came back. */
export interface ResumedRoom {
  /** What the client was known to have. */
  readonly position: number;
  /** The events after this seq were sent; higher than the position if too many were missed. */
  readonly from: number;
}

/** Whole frames for the members of a room. */
export interface Delivery {
  readonly frames: Buffer;
  /** The events of a direct room among them. */
  readonly seqs?: { readonly first: number; readonly last: number };
  /** Whether it holds events of the log, and not only ephemeral ones. */
  readonly hasEvents: boolean;
}

/** Why the server ended a connection, where its close code is that of other causes too. */
export type EndCause = 'silent' | 'slow reader' | 'expired';

/** A page of a replay waits so long for the network, at most. */
const STALL_MS = 10_000;
/** The part of the send buffer that the live events of a paused room may fill. */
const BUFFER_SHARE = 1 / 4;

/** The live events of a room while its past is being replayed. */
class PausedRoom {
  deliveries: Delivery[] = [];
  overflowed = false;
  private bytes = 0;

  add(delivery: Delivery, maxBytes: number): void {
    this.bytes += delivery.frames.length;
    this.overflowed ||= this.bytes > maxBytes;
    if (this.overflowed) this.deliveries = [];
    else this.deliveries.push(delivery);
  }
}

/**
 * One socket.
 *
 * Promise: frames are written whole and in order. They go to the stream directly, past the sender of `ws`: a room event
 * is framed once, and the same bytes go to every member. `ws` reads, and handles pings and closes.
 *
 * Limits: a room whose past is being replayed is paused (`pauseDelivery`); its events are buffered and follow the
 * replay, or are read from the log if the buffer overflows. A client that does not read is closed with 1013: at `sendBuffer`
 * unsent bytes, or when it takes nothing of a replay for ten seconds.
 *
 * Failure: nothing here throws. Writing to a closed connection does nothing; what was lost is for the resume.
 */
export class Connection {
  readonly id = randomUUID();
  /** Instant of `performance.now()`. */
  readonly openedAt = performance.now();
  /** The rooms that it has joined. */
  readonly rooms = new Map<string, JoinedRoom>();
  /** Whether frames for it may be compressed. */
  readonly deflates: boolean;
  readonly dialect: Dialect;
  readonly address: string;
  readonly cabinetId?: string;
  readonly since?: string;
  readonly resumeToken?: string;
  readonly language: Language;
  identity?: Identity;
  /** The last pong, or the opening (`performance.now()`). */
  heardAt = performance.now();
  /** The rooms in which the server has resumed it. Usually absent. */
  resumedRooms?: Map<string, ResumedRoom>;
  /** Counts removals from rooms by a moderator. A join that is under way checks again when it has changed. */
  evictionCount = 0;
  /** Buffers of the rooms whose past is being replayed. Usually absent. */
  private pausedRooms?: Map<string, PausedRoom>;
  /**
   * By direct room, the last consecutive run of events that were delivered live. Direct rooms are not joined, so a `sync`
   * of one comes while it is live and must not repeat these.
   */
  private directRuns?: Map<string, { first: number; last: number }>;
  private directPaused = false;
  private readonly endListeners: (() => void)[] = [];
  /** The pages of a replay that wait for the network. */
  private readonly pages = new Set<() => void>();
  private readonly ws: ProtocolSocket;
  private readonly line: ConnectionOptions['line'];
  private readonly sendBuffer: number;
  private ended = false;
  private readingStopped = false;
  /** Writes are collected until the end of the tick. */
  private corked = false;
  /** The frames of one tick leave in one write. */
  private readonly corks = new TickBatcher(() => this.uncork());
  /** Events were written since the last ping. Lost replies and ephemeral events are not sent again, so they do not count. */
  hasUnackedEvents = false;
  /** How it ended, as far as the server knows: the close code, and whether the client closed it. */
  end: { code: number; byClient: boolean; cause?: EndCause } = { code: 1006, byClient: false };

  constructor({ ws, line, dialect, address, cabinetId, since, resumeToken, language = 'en', sendBuffer }: ConnectionOptions) {
    this.ws = ws;
    this.line = line;
    this.dialect = dialect;
    this.address = address;
    this.cabinetId = cabinetId;
    this.since = since;
    this.resumeToken = resumeToken;
    this.language = language;
    this.sendBuffer = sendBuffer;
    this.deflates = ws.extensions.includes('permessage-deflate');
    ws.on('pong', () => (this.heardAt = performance.now()));
    ws.once('close', (code) => this.finish(code));
    ws.on('error', () => undefined); // a 'close' follows
  }

  get viewer(): Viewer | undefined {
    return this.identity;
  }

  get userId(): number {
    return this.identity?.userId ?? 0;
  }

  get open(): boolean {
    return !this.ended && this.ws.readyState === this.ws.OPEN;
  }

  get acceptsCommands(): boolean {
    return this.open && !this.readingStopped;
  }

  /** Its session has ended: it stays open only until the reason was sent, and runs no further command. */
  stopReadingCommands(): void {
    this.readingStopped = true;
  }

  /** Sends a reply, or any other event that is for this connection alone. */
  reply(event: OutgoingEvent): void {
    if (!this.open) return;
    const frame = eventFrame(this.dialect, inLanguage(event, this.language), this.identity, this.deflates);
    if (!frame) return;
    this.corkForTick();
    this.writeRaw(frame);
  }

  /**
   * Sends a page of past events, also while their room is paused. Resolves when at most `unsentBytes` wait for the network,
   * or when the connection has ended.
   */
  async sendReplay(frames: Buffer, unsentBytes: number): Promise<void> {
    if (!this.open || frames.length === 0) return;
    this.hasUnackedEvents = true;
    await new Promise<void>((resolve) => {
      const stall = setTimeout(() => this.closeSlow(), STALL_MS).unref();
      const taken = () => {
        clearTimeout(stall);
        this.pages.delete(taken);
        resolve();
      };
      this.pages.add(taken);
      this.line.write(frames, taken);
      if (this.line.writableLength <= unsentBytes) taken();
      else this.closeIfSlow();
    });
  }

  /** Sends live events of a room, or buffers them while the room is paused. */
  sendEvent(room: string, delivery: Delivery): void {
    const buffer = this.pausedRooms?.get(room) ?? this.directBuffer(room);
    if (buffer) return buffer.add(delivery, this.sendBuffer * BUFFER_SHARE);
    this.writeRaw(delivery.frames);
    this.recordRun(room, delivery);
  }

  /** The seq up to which every event of a direct room after `since` was delivered; `since` if there is a gap behind it. */
  deliveredAfter(room: string, since: number): number {
    const run = this.directRuns?.get(room);
    return run && run.first <= since + 1 ? Math.max(since, run.last) : since;
  }

  /** Whether direct messages were delivered live: missed ones would come after newer ones. */
  get hasDirectRuns(): boolean {
    return this.directRuns !== undefined;
  }

  /** The events of a direct room after `after`, up to `upTo`, were sent from the log. Live ones follow. */
  recordReplay(room: string, after: number, upTo: number): void {
    this.directRuns ??= new Map();
    const run = this.directRuns.get(room);
    if (run?.last === after) run.last = upTo;
    else this.directRuns.set(room, { first: after + 1, last: upTo });
  }

  /** Buffers the events of a room until `resumeDelivery`. A second call drops what is buffered. */
  pauseDelivery(room: string): void {
    this.pausedRooms ??= new Map();
    this.pausedRooms.set(room, new PausedRoom());
  }

  /** More events than a buffer holds came while the room was paused. They have to be read from the log. */
  hasOverflowed(room: string): boolean {
    return this.pausedRooms?.get(room)?.overflowed ?? false;
  }

  resumeDelivery(room: string): void {
    const paused = this.pausedRooms?.get(room);
    this.pausedRooms?.delete(room);
    if (this.pausedRooms?.size === 0) this.pausedRooms = undefined;
    if (!paused) return;
    // The rest is in the log: the next connection continues from the confirmed position.
    if (paused.overflowed) return this.closeSlow();
    if (paused.deliveries.length === 0) return;
    this.writeRaw(Buffer.concat(paused.deliveries.map(({ frames }) => frames)));
    for (const each of paused.deliveries) this.recordRun(room, each);
  }

  /**
   * Pauses every direct room, so that a resumed client gets what it missed before new messages. A room that is then
   * replayed is paused again, which drops its buffer: the replay contains those events.
   */
  pauseDirect(): void {
    this.directPaused = true;
  }

  resumeDirect(): void {
    this.directPaused = false;
    for (const room of [...(this.pausedRooms?.keys() ?? [])]) if (directMembers(room)) this.resumeDelivery(room);
  }

  onMessage(listener: (text: string | undefined) => void): void {
    this.ws.on('message', (data: Buffer, isBinary: boolean) => listener(isBinary ? undefined : data.toString()));
  }

  onPong(listener: (payload: string) => void): void {
    this.ws.on('pong', (payload) => listener(payload.toString()));
  }

  onEnd(listener: () => void): void {
    if (this.ended) listener();
    else this.endListeners.push(listener);
  }

  /** The pong with this payload acknowledges everything that was written before the ping. */
  ping(payload: string): void {
    if (this.open) this.ws.ping(payload);
  }

  takeUnackedEvents(): boolean {
    const { hasUnackedEvents } = this;
    this.hasUnackedEvents = false;
    return hasUnackedEvents;
  }

  /** The server reads nothing from it at present, so that a pong waits behind earlier frames. */
  get isPaused(): boolean {
    return this.ws.isPaused;
  }

  pause(): void {
    this.ws.pause();
  }

  resume(): void {
    this.ws.resume();
  }

  /** Sends a close frame, and ends the connection two seconds later if the client has not. */
  close(code: CloseCode, reason = '', cause?: EndCause): void {
    if (this.ended) return;
    this.end = { code, byClient: false, cause };
    this.ws.close(code, reason);
    const limit = setTimeout(() => this.ws.terminate(), 2_000).unref();
    this.ws.once('close', () => clearTimeout(limit));
    this.finish(code, false);
  }

  /** Ends the connection without a close frame. */
  terminate(): void {
    this.breakOff({ code: 1006, byClient: false });
  }

  /** Ends a connection that has not answered in time. */
  endSilent(): void {
    this.breakOff({ code: 1006, byClient: false, cause: 'silent' });
  }

  private breakOff(end: Connection['end']): void {
    if (this.ended) return this.ws.terminate();
    this.end = end;
    this.uncork();
    this.ws.terminate();
    this.finish(1006, false);
  }

  private writeRaw(frames: Buffer): void {
    if (!this.open) return;
    this.line.write(frames);
    this.closeIfSlow();
  }

  private closeIfSlow(): void {
    // docs/protocol, Ordering: "A connection with more than 1 MiB of unsent data is closed with 1013."
    if (this.line.writableLength > this.sendBuffer) this.closeSlow();
  }

  private closeSlow(): void {
    this.close(1013, 'slow reader', 'slow reader');
  }

  /** A reply and the room events behind it leave in one write: the system call is the most expensive part of a frame. */
  private corkForTick(): void {
    if (this.corked) return;
    this.corked = true;
    this.line.cork();
    this.corks.schedule();
  }

  private uncork(): void {
    if (!this.corked) return;
    this.corked = false;
    this.line.uncork();
  }

  private recordRun(room: string, { seqs, hasEvents }: Delivery): void {
    if (hasEvents) this.hasUnackedEvents = true;
    if (!seqs) return;
    this.directRuns ??= new Map();
    const run = this.directRuns.get(room);
    if (run?.last === seqs.first - 1) run.last = seqs.last;
    else this.directRuns.set(room, { first: seqs.first, last: seqs.last });
  }

  private directBuffer(room: string): PausedRoom | undefined {
    if (!this.directPaused || !directMembers(room)) return undefined;
    this.pauseDelivery(room);
    return this.pausedRooms?.get(room);
  }

  private finish(code: number, byClient = true): void {
    if (this.ended) return;
    this.ended = true;
    if (byClient) this.end = { code, byClient: code === 1000 || code === 1001 || code === 1005 };
    this.pausedRooms = undefined;
    for (const taken of [...this.pages]) taken();
    for (const listener of this.endListeners.splice(0)) listener();
  }
}
