import { randomUUID } from 'node:crypto';
import { allowsScope, ANONYMOUS, COMMAND_PERMISSIONS, DeclaredError, parseJson } from '@veza/contracts';
import { requestContext } from '@veza/transport';
import type { BadFrame, Command, CommandName, Decoded } from '../protocol/command.js';
import type { Connection } from '../connections/connection.js';
import { isObject, malformed } from '../protocol/dialects/dialect.js';
import type { Reply } from '../protocol/outgoing.types.js';
import type { ClientCommands, ConnectedClient } from './connected-client.js';

export type CommandHandler = (client: ConnectedClient, command: Command) => unknown;

/** Above this many waiting commands the socket is paused, until half of them are done. */
const MAX_WAITING = 128;
const MINUTE_MS = 60_000;

export interface QueueEvents {
  /** A frame was decoded and its command starts. */
  received(connection: Connection, command: Command): void;
  /** A frame was invalid and has no name, or its command failed with a declared error. */
  rejected(connection: Connection, name: CommandName | undefined, error: DeclaredError): void;
  /** A command failed with an undeclared error: a bug. */
  failed(error: unknown): void;
}

/**
 * The commands of one connection.
 *
 * Promise: commands run one after the other, in the order of their frames, and replies leave in the same order. A send
 * is pipelined: the next command starts as soon as the send has its place in the commit queue, before its reply. Every
 * other command starts after all earlier replies.
 *
 * Limits: above MAX_WAITING commands the socket is paused. A client that sends `malformedPerMinute` frames that are not
 * JSON objects is closed with 4400. Commands wait until `start`.
 *
 * Failure: a declared error becomes an error reply, any other one INTERNAL; later commands run all the same.
 *
 * Each command runs in a request context of its own. A batch that serves several commands has none.
 */
export class CommandQueue implements ClientCommands {
  readonly client: ConnectedClient;
  private waiting: Decoded[] = [];
  /** Work that runs before the next command. */
  private between: (() => Promise<void>)[] = [];
  private replies: Promise<void> = Promise.resolve();
  private running = false;
  private started = false;
  private paused = false;
  private malformedAt: number[] = [];
  private readonly idleListeners: (() => void)[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly handlers: ReadonlyMap<CommandName, CommandHandler>,
    private readonly events: QueueEvents,
    private readonly malformedPerMinute: number,
  ) {
    this.client = { connection, commands: this };
    connection.onMessage((text) => this.enqueue(text));
  }

  /** Begins to run commands; frames that arrived before have waited. */
  start(): void {
    this.started = true;
    void this.run();
  }

  /** Sends a reply that may still be pending, after the replies of all earlier commands, with the id of its command. */
  replyInOrder(command: Command | BadFrame, reply: Promise<Reply>): void {
    const settled = reply.catch((error: unknown): Reply => this.errorReply(command, error));
    this.replies = this.replies.then(async () => this.connection.reply({ ...(await settled), ref: command.ref }));
  }

  /** Sends an error reply, after the replies of all earlier commands. */
  replyError(command: Command | BadFrame, error: unknown): void {
    this.replyInOrder(command, Promise.reject(error));
  }

  runBetween(work: () => Promise<void>): void {
    this.between.push(work);
    void this.run();
  }

  /** Resolves when no command waits or runs and every reply was sent. */
  async idle(): Promise<void> {
    if (this.running) await new Promise<void>((resolve) => this.idleListeners.push(resolve));
    await this.replies;
  }

  private enqueue(text: string | undefined): void {
    const frame = text === undefined ? undefined : parseJson(text);
    // docs/protocol, Frames: "Frames that are no JSON object …; 20 within a minute close the connection with 4400."
    if (!isObject(frame) && this.countMalformed()) return this.connection.close(4400, 'malformed frames');
    this.waiting.push(this.connection.dialect.decode(frame));
    if (this.waiting.length > MAX_WAITING && !this.paused) {
      this.paused = true;
      this.connection.pause();
    }
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.running || !this.started) return;
    this.running = true;
    for (;;) {
      for (let work = this.between.shift(); work; work = this.between.shift()) await work();
      const next = this.waiting.shift();
      if (!next || !this.connection.acceptsCommands) break;
      if ('bad' in next) this.replyError(next.bad, next.bad.error);
      else if (next.command.name === 'batch') this.unpackBatch(next.command.input.frames);
      else await this.runOne(next.command);
      if (this.paused && this.waiting.length < MAX_WAITING / 2) {
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
    // docs/protocol, Authenticate: "commands of a connection without any credential are refused".
    if (!identity && command.name !== 'authenticate') return this.replyError(command, new DeclaredError('UNAUTHENTICATED'));
    if (!handler) return this.replyError(command, malformed(`${command.name} is not supported`));
    if (!isInScope(identity?.caller.scopes, command.name)) return this.replyError(command, new DeclaredError('SCOPE_MISSING'));
    this.events.received(this.connection, command);
    const context = { requestId: randomUUID(), caller: identity?.caller ?? ANONYMOUS };
    await requestContext.run(context, async () => handler(this.client, command));
  }

  /** Queues the frames of a batch as if they had arrived one by one. */
  private unpackBatch(frames: readonly unknown[]): void {
    const decoded = frames.map((frame) => {
      const each = this.connection.dialect.decode(frame);
      // docs/protocol, Commands: "a batch has at most 50 commands and cannot contain a batch".
      if ('bad' in each || each.command.name !== 'batch') return each;
      return { bad: { ref: each.command.ref, error: malformed('A batch must not contain a batch') } };
    });
    this.waiting.unshift(...decoded);
  }

  /** Returns whether the limit of malformed frames is reached. */
  private countMalformed(): boolean {
    const now = performance.now();
    this.malformedAt = [...this.malformedAt.filter((at) => at > now - MINUTE_MS), now];
    return this.malformedAt.length >= this.malformedPerMinute;
  }

  private errorReply(command: Command | BadFrame, error: unknown): Reply {
    const room = 'input' in command && 'room' in command.input ? command.input.room : undefined;
    if (error instanceof DeclaredError)
      this.events.rejected(this.connection, 'name' in command ? command.name : undefined, error);
    else this.events.failed(error);
    return { kind: 'fault', room, error: error instanceof DeclaredError ? error : new DeclaredError('INTERNAL') };
  }
}

/** Commands whose reply may follow after later commands have started. */
const isPipelined = (name: CommandName): boolean => name === 'send' || name === 'sendDirect';

/** A socket that an API token opened sends the commands of its scopes. A batch has none: its frames are commands. */
const isInScope = (scopes: readonly string[] | undefined, name: CommandName) =>
  name === 'batch' || allowsScope(scopes, COMMAND_PERMISSIONS[name]);
