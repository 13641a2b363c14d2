import { WebSocket } from 'ws';
import { z } from 'zod';
import { Inbox } from '../clients/inbox.js';
import { word } from '../test-users.js';

const Frame = z.object({ type: z.string(), id: z.string(), data: z.record(z.string(), z.unknown()) });
type Frame = z.infer<typeof Frame>;

export interface CommandResult {
  /** The error code of the refusal, if there was one. */
  error?: string;
  /** All frames from the command to the end of its replies. */
  frames: Frame[];
}

/** A `veza.v1` connection, with or without a token, that runs one command at a time. */
export class CommandSocket {
  private readonly inbox = new Inbox<Frame>((frame) => JSON.stringify(frame));

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (bytes) => this.inbox.push(Frame.parse(JSON.parse(String(bytes)))));
    socket.on('close', (code) => this.inbox.end(`the connection is closed (${code})`));
  }

  static async open(origin: string, token?: string): Promise<CommandSocket> {
    const url = new URL(`${origin}/ws`);
    if (token !== undefined) url.searchParams.set('token', token);
    const socket = new WebSocket(url);
    const opened = new CommandSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return opened;
  }

  /** Sends a command and then a ping: commands run in order, so the reply to the ping follows every reply to the command. */
  async run(type: string, data: object): Promise<CommandResult> {
    const [id, pingId, before] = [word(), word(), this.inbox.seen.length];
    for (const frame of [
      { type, id, data },
      { type: 'ping', id: pingId, data: {} },
    ])
      this.socket.send(JSON.stringify({ ...frame, timestamp: Date.now() }));
    await this.inbox.next(`the end of ${type}`, (frame) => frame.id === pingId);
    const frames = this.inbox.seen.slice(before);
    const error = frames.find((frame) => frame.type === 'error' && frame.id === id);
    return { frames, ...(error && { error: String(error.data.details).split(';')[0] }) };
  }

  close(): void {
    this.socket.terminate();
  }
}
