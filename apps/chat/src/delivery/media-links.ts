import { Inject, Injectable } from '@nestjs/common';
import type { VoiceFacts } from '@veza/contracts';
import { CONFIG, keyring, type Keyring, signToken, verifyToken, withAnyKey } from '@veza/platform';
import { z } from 'zod';
import type { ChatConfig } from '../config.js';
import type { OutgoingEvent } from '../protocol/outgoing.types.js';
import type { MediaLink } from '../protocol/log-event.js';

// Wall clock: expiry inside a signed link, which a process without Postgres may check.

/** Media as stored with a message: the object and its properties, never a URL. */
export interface StoredMedia {
  readonly objectId: string;
  readonly filename: string;
  readonly type: string;
  readonly size: number;
  /** The user who uploaded it, and the room that it was uploaded for. */
  readonly by: number;
  readonly room: string;
  /** Seconds. */
  readonly duration?: number;
  /** Of a recorded voice message, as media measured it. */
  readonly voice?: VoiceFacts;
}

const MINUTE_MS = 60_000;
/** Counted from the end of the minute: links of the same minute are equal, and so are the ETags of what contains them. */
const LIFE_MS = 15 * MINUTE_MS;

const LinkClaims = z.object({
  objectId: z.string(),
  filename: z.string(),
  type: z.string(),
  size: z.number(),
  /** The user who uploaded it, and the room that it was uploaded for. */
  by: z.number(),
  room: z.string(),
  reader: z.number().optional(),
});

/** The content of a link. */
export interface LinkedMedia extends StoredMedia {
  /** The user for whom it was signed. A link without a reader cannot be opened. */
  readonly reader?: number;
}

/**
 * Signs the URLs of a message's media anew for each reader, at each delivery and each read. Old messages keep working
 * links, and a user without read access to the room gets no new link and cannot open an old one.
 */
@Injectable()
export class MediaLinks {
  private readonly keys: Keyring;

  constructor(@Inject(CONFIG) private readonly config: ChatConfig) {
    this.keys = keyring(config, 'chat-file');
  }

  /** @param reader the user who may open it. Absent between replicas: it is signed again for each connection */
  sign(media: StoredMedia, reader?: number): MediaLink {
    const { objectId, filename, type, size, by, room, duration, voice } = media;
    const minute = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
    const token = signToken(this.keys[0], { objectId, filename, type, size, by, room, reader }, LIFE_MS, minute);
    return {
      url: `${this.config.PUBLIC_URL}/chat-files?token=${token}`,
      filename,
      type,
      size,
      duration,
      ...(voice && { voice }),
    };
  }

  /** Returns the event with its links signed for this reader; an event without links is returned unchanged. */
  signEvent<Event extends OutgoingEvent>(event: Event, reader: number): Event {
    if (event.kind === 'message') return { ...event, media: event.media.map((link) => this.signForReader(link, reader)) };
    return event.kind === 'file' ? { ...event, file: this.signForReader(event.file, reader) } : event;
  }

  private signForReader(link: MediaLink, reader: number): MediaLink {
    const media = this.verify(tokenIn(link.url));
    return media ? this.sign({ ...media, duration: link.duration, voice: link.voice }, reader) : link;
  }

  /** The media behind a URL, if this user uploaded it for this room. */
  storedMediaOf(url: string, { userId, room }: { userId: number; room: string }): StoredMedia | undefined {
    const media = this.verify(tokenIn(url));
    if (media?.by !== userId || media.room !== room) return undefined;
    const { reader: _, ...stored } = media;
    return stored;
  }

  /** The content of a link; undefined if its signature is invalid or it has expired. */
  verify(token: string): LinkedMedia | undefined {
    return withAnyKey(this.keys, (key) => verifyToken(key, token, LinkClaims));
  }
}

/** Whether an event contains links, which are signed for each reader. */
export const hasLinks = (event: OutgoingEvent): boolean =>
  event.kind === 'file' || (event.kind === 'message' && event.media.length > 0);

const tokenIn = (url: string): string => /\/chat-files\?token=([\w.-]+)$/.exec(url)?.[1] ?? '';
