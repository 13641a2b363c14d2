import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { CloseCode } from '@veza/contracts';
import { TickBatcher } from '@veza/transport';
import { directMembers } from '../protocol/log-event.js';
import type { Dialect } from '../protocol/dialects/index.js';
import { textFrame } from '../protocol/frame.js';
import type { Identity, Viewer } from '../protocol/identity.js';
import type { OutgoingEvent } from '../protocol/outgoing.types.js';

/** As much of a library's socket as a connection needs: what was read, and the frames of the protocol itself. */
export interface ProtocolSocket {
  readonly extensions: string;
  readonly readyState: number;
  readonly OPEN: number;
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
  readonly line: Pick<Duplex, 'write' | 'writableLength' | 'cork' | 'uncork'>;
  readonly dialect: Dialect;
  readonly address: string;
  /** The one cabinet that it wants to hear of. */
  readonly cabinetId?: string;
  /** More unsent bytes than this end it. */
  readonly sendBuffer: number;
}

/** Whole frames for a room's people. */
export interface Delivery {
  readonly frames: Buffer;
  /** Which events of a direct room they are. */
  readonly seqs?: { readonly first: number; readonly last: number };
  /** Events are among them, and not only passing words. */
  readonly hasEvents: boolean;
}

/**
 * One socket. Frames are written to the line whole and in order, past the library's sender: a room's event is framed
 * once and the same bytes go to everybody. The library reads, and answers protocol pings and closes.
 */
export class Connection {
  readonly id = randomUUID();
  readonly openedAt = Date.now();
  readonly rooms = new Set<string>();
  /** Whether frames for it may be compressed. */
  readonly deflates: boolean;
  readonly dialect: Dialect;
  readonly address: string;
  readonly cabinetId?: string;
  identity?: Identity;
  /** Whoever is on the way into a room meanwhile is to be looked at again. */
  evictionCount = 0;
  /** Frames of rooms whose past is still being read for this connection; they follow it. Mostly there are none. */
  private pausedRooms?: Map<string, Delivery[]>;
  /** Of each direct room the last run of events that it was told as they happened: nobody enters one, so a `sync` comes when it is live. */
  private directRuns?: Map<string, { first: number; last: number }>;
  private directPaused = false;
  private readonly endListeners: (() => void)[] = [];
  private readonly ws: ProtocolSocket;
  private readonly line: ConnectionOptions['line'];
  private readonly sendBuffer: number;
  private ended = false;
  private readingStopped = false;
  /** What is written waits for the end of this turn of the event loop. */
  private corked = false;
  /** The frames of one tick leave in one write. */
  private readonly corks = new TickBatcher(() => this.uncork());
  /** Events were written since it was last asked whether they arrived. Who missed an answer or a passing word is not given it again. */
  hasUnackedEvents = false;
  /** How it ended, as far as the server knows: the code, and whether the client said so itself. */
  end: { code: number; byClient: boolean } = { code: 1006, byClient: false };

  constructor({ ws, line, dialect, address, cabinetId, sendBuffer }: ConnectionOptions) {
    this.ws = ws;
    this.line = line;
    this.dialect = dialect;
    this.address = address;
    this.cabinetId = cabinetId;
    this.sendBuffer = sendBuffer;
    this.deflates = ws.extensions.includes('permessage-deflate');
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

  /** Whether what it says is done. */
  get acceptsCommands(): boolean {
    return this.open && !this.readingStopped;
  }

  /** Nothing that it says is done any more: its session has ended, and it stays for the reason only. */
  stopReadingCommands(): void {
    this.readingStopped = true;
  }

  /** An answer to this connection alone. */
  reply(event: OutgoingEvent): void {
    const frame = this.dialect.encode(event, this.identity);
    if (!frame || !this.open) return;
    this.corkForTick();
    this.writeRaw(textFrame(JSON.stringify(frame), this.deflates));
  }

  /** Whole frames of events, ready for the line. */
  sendReplay(frames: Buffer): void {
    this.hasUnackedEvents = true;
    this.writeRaw(frames);
  }

  /** Frames of a room's events, or of a passing word: behind its gate while that is shut. */
  sendEvent(room: string, delivery: Delivery): void {
    const buffer = this.pausedRooms?.get(room) ?? this.directBuffer(room);
    if (buffer) return void buffer.push(delivery);
    this.writeRaw(delivery.frames);
    this.recordRun(room, delivery);
  }

  /** Up to where it has been told everything of a direct room that came after `since`. With a gap behind `since` it has not. */
  deliveredAfter(room: string, since: number): number {
    const run = this.directRuns?.get(room);
    return run && run.first <= since + 1 ? Math.max(since, run.last) : since;
  }

  pauseDelivery(room: string): void {
    this.pausedRooms ??= new Map();
    this.pausedRooms.set(room, []);
  }

  resumeDelivery(room: string): void {
    const buffered = this.pausedRooms?.get(room);
    this.pausedRooms?.delete(room);
    if (this.pausedRooms?.size === 0) this.pausedRooms = undefined;
    if (!buffered || buffered.length === 0) return;
    this.writeRaw(Buffer.concat(buffered.map(({ frames }) => frames)));
    for (const each of buffered) this.recordRun(room, each);
  }

  /**
   * Shuts every direct room: somebody who comes back hears what they missed before what is said now. A room whose past is
   * then read begins its gate anew, because the past holds what waited there.
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

  /** The pong that answers it covers everything that was written before. */
  ping(payload: string): void {
    if (this.open) this.ws.ping(payload);
  }

  takeUnackedEvents(): boolean {
    const { hasUnackedEvents } = this;
    this.hasUnackedEvents = false;
    return hasUnackedEvents;
  }

  pause(): void {
    this.ws.pause();
  }

  resume(): void {
    this.ws.resume();
  }

  /** Says goodbye and gives the client two seconds to do so too. */
  close(code: CloseCode, reason = ''): void {
    if (this.ended) return;
    this.end = { code, byClient: false };
    this.ws.close(code, reason);
    const limit = setTimeout(() => this.ws.terminate(), 2_000).unref();
    this.ws.once('close', () => clearTimeout(limit));
    this.finish(code, false);
  }

  /** Ends the line without a word. */
  terminate(): void {
    this.end = { code: 1006, byClient: false };
    this.uncork();
    this.ws.terminate();
    this.finish(1006, false);
  }

  private writeRaw(frames: Buffer): void {
    if (!this.open) return;
    this.line.write(frames);
    if (this.line.writableLength > this.sendBuffer) this.close(1013, 'slow reader');
  }

  /** An answer and the room's events behind it leave in one write: the call to the kernel costs more than all else about a frame. */
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

  private directBuffer(room: string): Delivery[] | undefined {
    if (!this.directPaused || !directMembers(room)) return undefined;
    this.pauseDelivery(room);
    return this.pausedRooms?.get(room);
  }

  private finish(code: number, byClient = true): void {
    if (this.ended) return;
    this.ended = true;
    if (byClient) this.end = { code, byClient: code === 1000 || code === 1001 || code === 1005 };
    this.pausedRooms = undefined;
    for (const listener of this.endListeners.splice(0)) listener();
  }
}
