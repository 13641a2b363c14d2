import { randomUUID } from 'node:crypto';
import { ANONYMOUS, DeclaredError, parseJson } from '@veza/contracts';
import { requestContext } from '@veza/transport';
import type { BadFrame, Command, CommandName, Decoded } from '../protocol/command.js';
import type { Connection } from '../connections/connection.js';
import { isObject, malformed } from '../protocol/dialects/dialect.js';
import type { Reply } from '../protocol/outgoing.types.js';
import type { ClientCommands, ConnectedClient } from './connected-client.js';

export type CommandHandler = (client: ConnectedClient, command: Command) => unknown;

/** Above this many waiting commands nothing more is read from the line, until half of them are done. */
const MOST_WAITING = 128;
const MINUTE_MS = 60_000;

export interface QueueEvents {
  /** A frame was understood. */
  received(connection: Connection, command: Command): void;
  /** A frame was no command, or came before it was allowed. */
  rejected(error: DeclaredError): void;
  /** Something failed that nobody declared. */
  failed(error: unknown): void;
}

/**
 * The commands of one connection, one after the other: so they take their place in a room's order as they arrived.
 *
 * A send is through when it has its place in the queue of commits; its answer comes later, and answers come in the order
 * of their commands. Every other command begins when all earlier answers are out.
 *
 * A send and a join share their way to the database with others and ask no service in anybody's name, so they have no context
 * of a request; every other command has (decisions 114, 127).
 */
export class CommandQueue implements ClientCommands {
  readonly client: ConnectedClient;
  private waiting: Decoded[] = [];
  private replies: Promise<void> = Promise.resolve();
  private running = false;
  private started = false;
  private paused = false;
  private malformedAt: number[] = [];
  private readonly idleListeners: (() => void)[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly handlers: ReadonlyMap<string, CommandHandler>,
    private readonly events: QueueEvents,
    private readonly malformedPerMinute: number,
  ) {
    this.client = { connection, commands: this };
    connection.onMessage((text) => this.enqueue(text));
  }

  /** Nothing is run before. */
  start(): void {
    this.started = true;
    void this.run();
  }

  /** An answer that is still to come; it is sent in its turn. Resolves to nothing: no answer at all. */
  replyInOrder(command: Command | BadFrame, answer: Promise<Reply>): void {
    const settled = answer.catch((error: unknown): Reply => this.errorReply(command, error));
    this.replies = this.replies.then(async () => this.connection.reply(await settled));
  }

  /** A refusal, in its turn. */
  replyError(command: Command | BadFrame, error: unknown): void {
    this.replyInOrder(command, Promise.reject(error));
  }

  /** Resolves when nothing is waiting or running. */
  async idle(): Promise<void> {
    if (this.running) await new Promise<void>((resolve) => this.idleListeners.push(resolve));
    await this.replies;
  }

  private enqueue(text: string | undefined): void {
    const frame = text === undefined ? undefined : parseJson(text);
    if (!isObject(frame) && this.countMalformed()) return this.connection.close(4400, 'malformed frames');
    this.waiting.push(this.connection.dialect.decode(frame));
    if (this.waiting.length > MOST_WAITING && !this.paused) {
      this.paused = true;
      this.connection.pause();
    }
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.running || !this.started) return;
    this.running = true;
    for (let next = this.waiting.shift(); next && this.connection.acceptsCommands; next = this.waiting.shift()) {
      if ('bad' in next) this.replyError(next.bad, next.bad.error);
      else if (next.command.name === 'batch') this.unpackBatch(next.command.input.frames);
      else await this.runOne(next.command);
      if (this.paused && this.waiting.length < MOST_WAITING / 2) {
        this.paused = false;
        this.connection.resume();
      }
    }
    this.running = false;
    for (const resolve of this.idleListeners.splice(0)) resolve();
  }

  private async runOne(command: Command): Promise<void> {
    if (!isPipelined(command.name)) await this.replies;
    const { identity } = this.connection;
    const handler = this.handlers.get(command.name);
    if (!identity && command.name !== 'authenticate') return this.replyError(command, new DeclaredError('UNAUTHENTICATED'));
    if (!handler) return this.replyError(command, malformed(`${command.name} is not served here`));
    this.events.received(this.connection, command);
    if (needsNoContext(command.name)) await handler(this.client, command);
    else
      await requestContext.run({ requestId: randomUUID(), caller: identity?.caller ?? ANONYMOUS }, async () =>
        handler(this.client, command),
      );
  }

  /** The frames of a batch, as if they had come one by one. */
  private unpackBatch(frames: readonly unknown[]): void {
    const decoded = frames.map((frame) => {
      const each = this.connection.dialect.decode(frame);
      if ('bad' in each || each.command.name !== 'batch') return each;
      return { bad: { ref: each.command.ref, error: malformed('A batch holds no batch') } };
    });
    this.waiting.unshift(...decoded);
  }

  /** Whether that is enough. */
  private countMalformed(): boolean {
    const now = Date.now();
    this.malformedAt = [...this.malformedAt.filter((at) => at > now - MINUTE_MS), now];
    return this.malformedAt.length >= this.malformedPerMinute;
  }

  private errorReply(command: Command | BadFrame, error: unknown): Reply {
    const { ref } = command;
    const room = 'input' in command && 'room' in command.input ? command.input.room : undefined;
    if (error instanceof DeclaredError) this.events.rejected(error);
    else this.events.failed(error);
    return { kind: 'fault', ref, room, error: error instanceof DeclaredError ? error : new DeclaredError('INTERNAL') };
  }
}

/** Those whose answer may come after later commands have begun. */
const isPipelined = (name: CommandName): boolean => name === 'send' || name === 'sendDirect';

/** Those that come in storms and ask no other service in their sender's name (decisions 114, 127). */
const needsNoContext = (name: CommandName): boolean => isPipelined(name) || name === 'join';
