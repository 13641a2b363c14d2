import type { MessageType } from '@veza/contracts';
import type { StoredMedia } from '../delivery/media-links.js';

/** A validated message that is ready to be stored. */
export interface Entry {
  readonly room: string;
  readonly userId: number;
  readonly username: string;
  /** The person behind the user, for which sanctions, blocks and limits count. */
  readonly person: number;
  readonly type: MessageType;
  readonly content: string;
  readonly replyTo: number | null;
  readonly mentions: readonly string[];
  readonly media: readonly StoredMedia[];
  /** The id that the client gave, or a generated one: a retry must not store a second message. */
  readonly clientId: string;
  /** Whether the client gave the id. */
  readonly named: boolean;
  /** MD5 of the content as a UUID. It distinguishes a retry from another message with the same client id. */
  readonly digest: string;
}
