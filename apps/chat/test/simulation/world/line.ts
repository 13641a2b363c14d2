import { EventEmitter } from 'node:events';
import type { Random } from './random.js';
import type { SimulatedProcess, SimulatedTime } from './simulated-time.js';

/** The client's end of a line. */
export interface FarEnd {
  /** The server writes a frame, before its way to the client. Returns what to do on its arrival. */
  written(frame: string): () => void;
  closed(code: number): void;
}

/**
 * The server's socket over a simulated line. Each direction keeps its order, with random delays. When the line breaks,
 * nothing arrives any more, and the server notices it later.
 */
export class Line extends EventEmitter {
  readonly extensions = '';
  readonly OPEN = 1;
  readonly isPaused = false;
  /** Bytes that wait for a slow line. */
  writableLength = 0;
  readyState = 1;
  answered = false;
  private broken = false;
  /** Nothing of the client arrives any more, and neither side knows. */
  private muted = false;
  private lastUp = 0;
  private lastDown = 0;
  /** When everything that was written has left. */
  private freeAt = 0;

  constructor(
    private readonly time: SimulatedTime,
    private readonly random: Random,
    private readonly server: SimulatedProcess,
    private readonly far: FarEnd,
    /** Bytes that leave in a millisecond. */
    public rate = Infinity,
  ) {
    super();
  }

  // Called by the server.

  write(frames: Buffer, onTaken?: unknown): boolean {
    const { length } = frames;
    const taken = typeof onTaken === 'function' ? () => void onTaken() : () => undefined;
    this.freeAt = Math.max(this.freeAt, this.time.now) + length / this.rate;
    for (const frame of textsOf(frames)) this.down(this.far.written(frame));
    if (this.freeAt <= this.time.now) {
      taken();
      return true;
    }
    this.writableLength += length;
    this.time.after(this.freeAt - this.time.now, this.server, () => {
      this.writableLength -= length;
      taken();
    });
    return false;
  }

  /** Corked frames are written in the same tick, and no event of the simulation runs within a tick. */
  cork(): void {}
  uncork(): void {}

  ping(payload: string): void {
    this.down(() => this.up(() => this.emit('pong', Buffer.from(payload))));
  }

  close(code: number): void {
    this.readyState = 2;
    this.down(() => this.end(code));
  }

  terminate(): void {
    this.readyState = 3;
    this.down(() => this.end(1006));
  }

  pause(): void {
    // A simulated client never sends enough to be paused.
  }

  resume(): void {
    // See pause.
  }

  /** The upgrade is accepted; the client is notified before any frame arrives. */
  accepted(notify: () => void): void {
    this.down(() => {
      this.answered = true;
      notify();
    });
  }

  // Called by the client and by the world.

  send(frame: string): void {
    this.up(() => this.emit('message', Buffer.from(frame), false));
  }

  /** @param onNoticed called when the close reaches the server while the socket is open there */
  closeCleanly(onNoticed: () => void): void {
    this.up(() => {
      if (this.readyState === this.OPEN) onNoticed();
      this.emitClose(1000);
    });
  }

  /** Closes the client at once and drops all frames on their way; the server notices later. */
  cut(noticedAfterMs: number): void {
    this.broken = true;
    this.time.after(0, this.time.outside, () => this.far.closed(1006));
    this.time.after(noticedAfterMs, this.server, () => this.emitClose(1006));
  }

  /** The client loses its end at once; the server keeps an open socket that never says anything. */
  vanish(): void {
    this.broken = true;
    this.time.after(0, this.time.outside, () => this.far.closed(1006));
  }

  /** A cut of one direction. */
  mute(): void {
    this.muted = true;
  }

  /** The server process was killed. Its written frames arrive first, or are lost. */
  serverDied(writtenFramesArrive: boolean): void {
    if (this.broken) return;
    if (!writtenFramesArrive) this.broken = true;
    const due = writtenFramesArrive ? Math.max(0, this.lastDown - this.time.now) : 0;
    this.time.after(due + 1, this.time.outside, () => this.end(1006));
  }

  private end(code: number): void {
    this.broken = true;
    this.far.closed(code);
    this.time.after(1, this.server, () => this.emitClose(code));
  }

  private emitClose(code: number): void {
    this.broken = true;
    this.readyState = 3;
    this.emit('close', code);
  }

  private down(arrive: () => void): void {
    const at = Math.max(this.lastDown, this.freeAt, this.time.now + this.random.within(0, 5));
    this.lastDown = at;
    this.time.after(at - this.time.now, this.time.outside, () => {
      if (!this.broken) arrive();
    });
  }

  private up(arrive: () => void): void {
    const at = Math.max(this.lastUp, this.time.now + this.random.within(0, 5));
    this.lastUp = at;
    this.time.after(at - this.time.now, this.server, () => {
      if (!this.broken && !this.muted) arrive();
    });
  }
}

/** The texts of whole unmasked text frames, one after the other. */
function textsOf(frames: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < frames.length;) {
    const short = frames[at + 1] ?? 0;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    const length = short < 126 ? short : short === 126 ? frames.readUInt16BE(at + 2) : Number(frames.readBigUInt64BE(at + 2));
    texts.push(frames.toString('utf8', at + head, at + head + length));
    at += head + length;
  }
  return texts;
}
