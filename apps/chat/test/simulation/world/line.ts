import { EventEmitter } from 'node:events';
import type { Luck } from './luck.js';
import type { Process, SimulatedTime } from './simulated-time.js';

/** What is at the client's end of a line. */
export interface FarEnd {
  /** The moment in which the server lets go of a frame, before it has travelled; answers what to do when it arrives. */
  written(frame: string): () => void;
  closed(code: number): void;
}

/**
 * A socket as the server has it, over a line of which each direction keeps its order and takes its time. A line can break
 * under it: then nothing arrives any more, and the server learns of it later.
 */
export class Line extends EventEmitter {
  readonly extensions = '';
  readonly OPEN = 1;
  readonly writableLength = 0;
  readyState = 1;
  answered = false;
  private broken = false;
  private lastUp = 0;
  private lastDown = 0;

  constructor(
    private readonly time: SimulatedTime,
    private readonly luck: Luck,
    private readonly server: Process,
    private readonly far: FarEnd,
  ) {
    super();
  }

  // What the server does.

  write(frames: Buffer): boolean {
    for (const frame of textsOf(frames)) this.down(this.far.written(frame));
    return true;
  }

  /** What is held back for a turn leaves in it: nothing here happens between. */
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
    // A client of the simulation never sends so much at once.
  }

  resume(): void {
    // See pause.
  }

  /** The upgrade is answered; the client hears of it before anything else. */
  accepted(tell: () => void): void {
    this.down(() => {
      this.answered = true;
      tell();
    });
  }

  // What the client does, and what happens to the line.

  say(frame: string): void {
    this.up(() => this.emit('message', Buffer.from(frame), false));
  }

  goodbye(heard: () => void): void {
    this.up(() => {
      if (this.readyState === this.OPEN) heard();
      this.emitClose(1000);
    });
  }

  /** The client is cut off at once, and with it what was under way; the server notices after a while. */
  cut(noticedAfterMs: number): void {
    this.broken = true;
    this.time.after(0, this.time.outside, () => this.far.closed(1006));
    this.time.after(noticedAfterMs, this.server, () => this.emitClose(1006));
  }

  /** The process at the other end is gone; what it had written arrives first, or is lost with it. */
  serverDied(withWhatWasWritten: boolean): void {
    if (this.broken) return;
    if (!withWhatWasWritten) this.broken = true;
    const due = withWhatWasWritten ? Math.max(0, this.lastDown - this.time.now) : 0;
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
    const at = Math.max(this.lastDown, this.time.now + this.luck.within(0, 5));
    this.lastDown = at;
    this.time.after(at - this.time.now, this.time.outside, () => {
      if (!this.broken) arrive();
    });
  }

  private up(arrive: () => void): void {
    const at = Math.max(this.lastUp, this.time.now + this.luck.within(0, 5));
    this.lastUp = at;
    this.time.after(at - this.time.now, this.server, () => {
      if (!this.broken) arrive();
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
