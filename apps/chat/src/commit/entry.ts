import type { MessageType } from '@veza/contracts';
import type { StoredMedia } from '../delivery/media-links.js';

/** A message that is ready to be stored. */
export interface Entry {
  readonly room: string;
  readonly userId: number;
  readonly username: string;
  readonly type: MessageType;
  readonly content: string;
  readonly replyTo: number | null;
  readonly mentions: readonly string[];
  readonly media: readonly StoredMedia[];
  /** The client's own id, or one that was made for it: a lost answer must not make a second message. */
  readonly clientId: string;
  /** Whether the client gave it. */
  readonly named: boolean;
  /** MD5 of what the id stands for, as a UUID: to tell a resend from another message under the same id. */
  readonly digest: string;
}
