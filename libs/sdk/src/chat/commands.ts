import type { CommandFrames, EventFrames } from '../generated/chat-frames.js';
import { randomId } from '../random-id.js';
import { ChatError } from './chat-error.js';
import { errorOf, type ServerFrame } from './frames.js';

type Replies = Pick<EventFrames, 'room_joined' | 'sync_done' | 'report_received' | 'file_upload_ready'>;

interface Pending {
  readonly frames: readonly object[];
  /** The type of its reply, of commands that have one. */
  readonly expects?: keyof EventFrames;
  /** Not repeated after a new connection. */
  readonly once: boolean;
  isWritten: boolean;
  reply?: ServerFrame['data'];
  resolve(reply: unknown): void;
  reject(error: ChatError): void;
}

const TIMEOUT_MS = 30_000;
const MOST_PENDING = 200;

/**
 * Commands that are done when their promise resolves. Most have no reply that names them, so a `ping` follows each: commands
 * of one connection run in order and are answered in order, hence its pong comes after their error or their reply. After a
 * lost connection they are repeated; they are idempotent.
 */
export class Commands {
  private readonly pending = new Map<string, Pending>();

  constructor(private readonly write: (frame: object) => boolean) {}

  run<Type extends keyof CommandFrames>(type: Type, data: CommandFrames[Type]): Promise<void>;
  run<Type extends keyof CommandFrames, Reply extends keyof Replies>(
    type: Type,
    data: CommandFrames[Type],
    expects: Reply,
    once?: boolean,
  ): Promise<Replies[Reply]>;
  run(type: string, data: unknown, expects?: keyof EventFrames, once = false): Promise<unknown> {
    if (this.pending.size >= MOST_PENDING)
      return Promise.reject(new ChatError('QUEUE_FULL', 'Too many commands wait for the connection'));
    const id = randomId();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail(id, new ChatError('TIMED_OUT', `${type} was not confirmed in time`)), TIMEOUT_MS);
      const end = (finish: () => void) => {
        clearTimeout(timer);
        this.pending.delete(id);
        finish();
      };
      const command: Pending = {
        frames: [
          { type, id, data },
          { type: 'ping', id, data: {} },
        ],
        expects,
        once,
        isWritten: false,
        resolve: (reply) => end(() => resolve(reply)),
        reject: (error) => end(() => reject(error)),
      };
      this.pending.set(id, command);
      this.send(command);
    });
  }

  /** On a new connection. */
  resend(): void {
    for (const command of this.pending.values()) this.send(command);
  }

  /** The connection is lost. */
  lost(): void {
    for (const command of [...this.pending.values()]) {
      command.isWritten = false;
      command.reply = undefined;
      if (command.once) command.reject(new ChatError('TIMED_OUT', 'The connection was lost'));
    }
  }

  /** The chat has ended. */
  end(error: ChatError): void {
    for (const { reject } of [...this.pending.values()]) reject(error);
  }

  receive(frame: ServerFrame): void {
    if (frame.type === 'pong') this.done(frame.id);
    else if (frame.type === 'error') this.fail(frame.id, errorOf(frame.data));
    else {
      const first = [...this.pending.values()].find(({ expects, isWritten }) => isWritten && expects === frame.type);
      if (first) first.reply ??= frame.data;
    }
  }

  private send(command: Pending): void {
    command.isWritten = command.frames.every((frame) => this.write(frame));
  }

  private done(id: string): void {
    const command = this.pending.get(id);
    if (!command) return;
    if (command.expects && !command.reply) command.reject(new ChatError('INTERNAL', `There was no ${command.expects}`));
    else command.resolve(command.reply);
  }

  private fail(id: string, error: ChatError): void {
    this.pending.get(id)?.reject(error);
  }
}
