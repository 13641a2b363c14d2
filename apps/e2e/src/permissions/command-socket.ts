import { type DialectName, DIALECTS } from '@veza/contracts';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { Inbox } from '../clients/inbox.js';
import { word } from '../test-users.js';

const Fields = z.record(z.string(), z.unknown());

/** A received frame. `data` has its fields, also in a dialect that does not wrap them. */
interface Frame {
  type: string;
  /** The client's id of the command that the frame belongs to. */
  ref: unknown;
  data: Record<string, unknown>;
}

export interface CommandResult {
  /** The error code of the refusal, if there was one; outside of `veza.v1` the code of the wire. */
  error?: string;
  /** All frames from the command to the end of its replies. */
  frames: Frame[];
}

/** A connection of a dialect, with or without a token, that runs one command at a time. */
export class CommandSocket {
  private readonly inbox = new Inbox<Frame>((frame) => JSON.stringify(frame));
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly socket: WebSocket,
    private readonly dialect: DialectName,
  ) {
    socket.on('message', (bytes) => this.inbox.push(this.read(String(bytes))));
    socket.on('close', (code) => this.inbox.end(`the connection is closed (${code})`));
  }

  static async open(origin: string, token?: string, dialect: DialectName = 'veza.v1'): Promise<CommandSocket> {
    const url = new URL(`${origin}/ws`);
    if (token !== undefined) url.searchParams.set('token', token);
    const socket = new WebSocket(url, dialect === 'veza.v1' ? [] : [dialect]);
    const opened = new CommandSocket(socket, dialect);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return opened;
  }

  /** Sends a command and then a ping: commands run in order, so the reply to the ping follows every reply to the command. */
  run(type: string, data: object): Promise<CommandResult> {
    const result = this.last.then(() => this.runNow(type, data));
    this.last = result.catch(() => undefined);
    return result;
  }

  close(): void {
    this.socket.terminate();
  }

  private async runNow(type: string, data: object): Promise<CommandResult> {
    const [ref, pingRef, before] = [word(), word(), this.inbox.seen.length];
    this.send(type, data, ref);
    // The pong of the numeric dialects names no command: a ping is its own end there.
    const endRef = type === 'ping' && this.dialect !== 'veza.v1' ? ref : pingRef;
    if (endRef === pingRef) this.send('ping', {}, pingRef);
    const ends = (frame: Frame) => frame.ref === endRef || (frame.type === 'pong' && this.dialect !== 'veza.v1');
    await this.inbox.next(`the end of ${type}`, ends);
    const frames = this.inbox.seen.slice(before);
    const error = frames.find((frame) => frame.type === 'error' && frame.ref === ref);
    return { frames, ...(error && { error: this.codeOf(error) }) };
  }

  private send(type: string, data: object, ref: string): void {
    const { wrapped } = DIALECTS[this.dialect];
    const frame =
      this.dialect === 'veza.v1'
        ? { type, id: ref, data, timestamp: Date.now() }
        : wrapped
          ? { type, data: { ...data, client_id: ref } }
          : { type, ...data, client_id: ref };
    this.socket.send(JSON.stringify(frame));
  }

  private read(text: string): Frame {
    const frame = Fields.parse(JSON.parse(text));
    const data = DIALECTS[this.dialect].wrapped ? Fields.parse(frame.data ?? {}) : frame;
    return { type: String(frame.type), ref: this.dialect === 'veza.v1' ? frame.id : data.client_id, data };
  }

  private codeOf({ data }: Frame): string {
    return this.dialect === 'veza.v1' ? (String(data.details).split(';')[0] ?? '') : String(data.code);
  }
}
