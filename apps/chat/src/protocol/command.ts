import { type DeclaredError } from '@veza/contracts';

/** The content of a new message, independent of the dialect that it came in. */
export interface MessageDraft {
  readonly content: string;
  readonly type: string;
  readonly replyTo?: number;
  readonly mentions?: readonly string[];
  readonly mediaUrls?: readonly string[];
  /** Seconds. */
  readonly duration?: number;
}

/** A page of history: `offset` messages back from the newest, or the messages just before the message `before`. */
export interface HistoryPage {
  readonly limit: number;
  readonly offset: number;
  readonly before?: number;
}

/** The commands of all dialects, by canonical name, with their input. */
export interface CommandInputs {
  authenticate: { token: string };
  ping: object;
  join: { room: string; since?: number };
  leave: { room: string };
  send: MessageDraft & { room: string };
  sendDirect: MessageDraft & { userId: number };
  edit: { id: number; content: string };
  remove: { id: number };
  react: { id: number; emoji: string };
  unreact: { id: number; emoji: string };
  read: { room?: string; userId?: number; id: number };
  typing: { room: string; on: boolean };
  history: HistoryPage & { room: string };
  directHistory: HistoryPage & { userId: number };
  report: { id: number; reason: string; details: string };
  sync: { rooms: Record<string, number>; direct: Record<string, number> };
  upload: { room: string; filename: string; mimeType: string; size: number; isVoice: boolean };
  batch: { frames: readonly unknown[] };
}

/** Every command, once. The value behind `CommandName`: the start of a replica checks that each has one handler. */
export const COMMAND_NAMES = [
  'authenticate',
  'ping',
  'join',
  'leave',
  'send',
  'sendDirect',
  'edit',
  'remove',
  'react',
  'unreact',
  'read',
  'typing',
  'history',
  'directHistory',
  'report',
  'sync',
  'upload',
  'batch',
] as const satisfies readonly (keyof CommandInputs)[];

export type CommandName = (typeof COMMAND_NAMES)[number];

/** Every command but `batch`, which the queue unpacks: each of these needs exactly one handler. */
export type HandledCommandName = Exclude<CommandName, 'batch'>;

export const HANDLED_COMMANDS: readonly HandledCommandName[] = COMMAND_NAMES.filter((name) => name !== 'batch');

export const isHandledCommand = (name: unknown): name is HandledCommandName => HANDLED_COMMANDS.some((each) => each === name);

/** A command without the client's own id for it. */
export type Intent = { [Name in CommandName]: { name: Name; input: CommandInputs[Name] } }[CommandName];

/** `ref` is the client's id of its frame. The reply repeats it, and it is the idempotency key of a send for 24 hours. */
export type Command = Intent & { ref?: string };

/** A frame that is not a valid command, with the reason and the client's id of it. */
export interface BadFrame {
  readonly ref?: string;
  readonly error: DeclaredError;
}

export type Decoded = { command: Command } | { bad: BadFrame };
