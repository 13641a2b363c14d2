import { type DeclaredError } from '@veza/contracts';

/** What goes into a message, in whichever dialect it was said. */
export interface MessageDraft {
  readonly content: string;
  readonly type: string;
  readonly replyTo?: number;
  readonly mentions?: readonly string[];
  readonly mediaUrls?: readonly string[];
  /** Seconds. */
  readonly duration?: number;
}

/** A page of history: from the newest back by `offset`, or from just before a message. */
export interface HistoryPage {
  readonly limit: number;
  readonly offset: number;
  readonly before?: number;
}

/** What a client can ask for, whatever dialect it speaks: the canonical names and their input. */
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
  upload: { room: string; filename: string; mimeType: string; size: number };
  batch: { frames: readonly unknown[] };
}

export type CommandName = keyof CommandInputs;

/** A command before its sender's own name for it is known. */
export type Intent = { [Name in CommandName]: { name: Name; input: CommandInputs[Name] } }[CommandName];

/** `ref` is the id that the client gave its frame; it comes back in the answer, and names a send for 24 hours. */
export type Command = Intent & { ref?: string };

/** A frame that is no command: why, and for whom. */
export interface BadFrame {
  readonly ref?: string;
  readonly error: DeclaredError;
}

export type Decoded = { command: Command } | { bad: BadFrame };
