import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { CloseCode } from '@veza/contracts';
import { peopleOf } from '../protocol/log-event.js';
import type { Dialect } from '../protocol/dialects/index.js';
import { textFrame } from '../protocol/frame.js';
import type { Identity, Viewer } from '../protocol/identity.js';
import type { Outgoing } from '../protocol/outgoing.js';

/** As much of a library's socket as a connection needs: what was read, and the frames of the protocol itself. */
export interface Wire {
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

export interface ConnectionFacts {
  readonly ws: Wire;
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
  readonly lasts: boolean;
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
  timesPutOut = 0;
  /** Frames of rooms whose past is still being read for this connection; they follow it. Mostly there are none. */
  private gates?: Map<string, Delivery[]>;
  /** Of each direct room the last run of events that it was told as they happened: nobody enters one, so a `sync` comes when it is live. */
  private told?: Map<string, { first: number; last: number }>;
  private directShut = false;
  private readonly endings: (() => void)[] = [];
  private readonly ws: Wire;
  private readonly line: ConnectionFacts['line'];
  private readonly sendBuffer: number;
  private ended = false;
  private deaf = false;
  /** What is written waits for the end of this turn of the event loop. */
  private held = false;
  /** Events were written since it was last asked whether they arrived. Who missed an answer or a passing word is not given it again. */
  touched = false;
  /** How it ended, as far as the server knows: the code, and whether the client said so itself. */
  end: { code: number; byClient: boolean } = { code: 1006, byClient: false };

  constructor({ ws, line, dialect, address, cabinetId, sendBuffer }: ConnectionFacts) {
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
  get isHeard(): boolean {
    return this.open && !this.deaf;
  }

  /** Nothing that it says is done any more: its session has ended, and it stays for the reason only. */
  deafen(): void {
    this.deaf = true;
  }

  /** An answer to this connection alone. */
  send(event: Outgoing): void {
    const frame = this.dialect.encode(event, this.identity);
    if (!frame || !this.open) return;
    this.hold();
    this.write(textFrame(JSON.stringify(frame), this.deflates));
  }

  /** Whole frames of events, ready for the line. */
  give(frames: Buffer): void {
    this.touched = true;
    this.write(frames);
  }

  /** Frames of a room's events, or of a passing word: behind its gate while that is shut. */
  deliver(room: string, delivery: Delivery): void {
    const gate = this.gates?.get(room) ?? this.directGate(room);
    if (gate) return void gate.push(delivery);
    this.write(delivery.frames);
    this.note(room, delivery);
  }

  /** Up to where it has been told everything of a direct room that came after `since`. With a gap behind `since` it has not. */
  toldAfter(room: string, since: number): number {
    const told = this.told?.get(room);
    return told && told.first <= since + 1 ? Math.max(since, told.last) : since;
  }

  shut(room: string): void {
    this.gates ??= new Map();
    this.gates.set(room, []);
  }

  unshut(room: string): void {
    const kept = this.gates?.get(room);
    this.gates?.delete(room);
    if (this.gates?.size === 0) this.gates = undefined;
    if (!kept || kept.length === 0) return;
    this.write(Buffer.concat(kept.map(({ frames }) => frames)));
    for (const each of kept) this.note(room, each);
  }

  /**
   * Shuts every direct room: somebody who comes back hears what they missed before what is said now. A room whose past is
   * then read begins its gate anew, because the past holds what waited there.
   */
  shutDirect(): void {
    this.directShut = true;
  }

  unshutDirect(): void {
    this.directShut = false;
    for (const room of [...(this.gates?.keys() ?? [])]) if (peopleOf(room)) this.unshut(room);
  }

  onMessage(take: (text: string | undefined) => void): void {
    this.ws.on('message', (data: Buffer, isBinary: boolean) => take(isBinary ? undefined : data.toString()));
  }

  onPong(take: (payload: string) => void): void {
    this.ws.on('pong', (payload) => take(payload.toString()));
  }

  onEnd(tell: () => void): void {
    if (this.ended) tell();
    else this.endings.push(tell);
  }

  /** The pong that answers it covers everything that was written before. */
  ping(payload: string): void {
    if (this.open) this.ws.ping(payload);
  }

  takeTouched(): boolean {
    const { touched } = this;
    this.touched = false;
    return touched;
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
  cut(): void {
    this.end = { code: 1006, byClient: false };
    this.release();
    this.ws.terminate();
    this.finish(1006, false);
  }

  private write(frames: Buffer): void {
    if (!this.open) return;
    this.line.write(frames);
    if (this.line.writableLength > this.sendBuffer) this.close(1013, 'slow reader');
  }

  /** An answer and the room's events behind it leave in one write: the call to the kernel costs more than all else about a frame. */
  private hold(): void {
    if (this.held) return;
    this.held = true;
    this.line.cork();
    setImmediate(() => this.release());
  }

  private release(): void {
    if (!this.held) return;
    this.held = false;
    this.line.uncork();
  }

  private note(room: string, { seqs, lasts }: Delivery): void {
    if (lasts) this.touched = true;
    if (!seqs) return;
    this.told ??= new Map();
    const told = this.told.get(room);
    if (told?.last === seqs.first - 1) told.last = seqs.last;
    else this.told.set(room, { first: seqs.first, last: seqs.last });
  }

  private directGate(room: string): Delivery[] | undefined {
    if (!this.directShut || !peopleOf(room)) return undefined;
    this.shut(room);
    return this.gates?.get(room);
  }

  private finish(code: number, byClient = true): void {
    if (this.ended) return;
    this.ended = true;
    if (byClient) this.end = { code, byClient: code === 1000 || code === 1001 || code === 1005 };
    this.gates = undefined;
    for (const tell of this.endings.splice(0)) tell();
  }
}
