import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, deriveSecret, signToken, verifyToken } from '@veza/platform';
import { z } from 'zod';
import type { ChatConfig } from '../config.js';
import type { OutgoingEvent } from '../protocol/outgoing.types.js';
import type { MediaLink } from '../protocol/log-event.js';

/** Media as a message keeps it: the object and its facts, never a URL. */
export interface StoredMedia {
  readonly objectId: string;
  readonly filename: string;
  readonly type: string;
  readonly size: number;
  /** Who uploaded it, and for which room. */
  readonly by: number;
  readonly room: string;
  /** Seconds. */
  readonly duration?: number;
}

const MINUTE_MS = 60_000;
/** Counted from the end of the minute, so that what is read twice within one is the same, and its ETag too. */
const LIFE_MS = 15 * MINUTE_MS;

const LinkClaims = z.object({
  objectId: z.string(),
  filename: z.string(),
  type: z.string(),
  size: z.number(),
  /** Who uploaded it, and for which room. */
  by: z.number(),
  room: z.string(),
  reader: z.number().optional(),
});

/** What a link stands for. */
export interface LinkedMedia extends StoredMedia {
  /** For whom it was signed; nobody may open a link that is for nobody. */
  readonly reader?: number;
}

/**
 * Signs the URL of a message's media anew at each send and each read, for its reader: old pictures keep working, and who may
 * no longer read gets no new one, and can open none of the old ones. A message stores the object, never a URL.
 */
@Injectable()
export class MediaLinks {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) private readonly config: ChatConfig) {
    this.key = deriveSecret(config.VEZA_SECRET, 'chat-file');
  }

  /** @param reader who will follow it; without one it is on its way between replicas, and is signed again at the socket */
  sign(media: StoredMedia, reader?: number): MediaLink {
    const { objectId, filename, type, size, by, room, duration } = media;
    const minute = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
    const token = signToken(this.key, { objectId, filename, type, size, by, room, reader }, LIFE_MS, minute);
    return {
      url: `${this.config.PUBLIC_URL}/chat-files?token=${token}`,
      filename,
      type,
      size,
      duration,
    };
  }

  /** The event as this reader gets it, when there are links in it; any other is answered as it is. */
  signEvent<Event extends OutgoingEvent>(event: Event, reader: number): Event {
    if (event.kind === 'message') return { ...event, media: event.media.map((link) => this.signForReader(link, reader)) };
    return event.kind === 'file' ? { ...event, file: this.signForReader(event.file, reader) } : event;
  }

  private signForReader(link: MediaLink, reader: number): MediaLink {
    const media = this.verify(tokenIn(link.url));
    return media ? this.sign({ ...media, duration: link.duration }, reader) : link;
  }

  /** The object behind a URL, when this person uploaded it for this room. */
  storedMediaOf(url: string, { userId, room }: { userId: number; room: string }): StoredMedia | undefined {
    const media = this.verify(tokenIn(url));
    if (media?.by !== userId || media.room !== room) return undefined;
    const { reader: _, ...stored } = media;
    return stored;
  }

  /** What a link stands for; undefined when it is not ours, or has expired. */
  verify(token: string): LinkedMedia | undefined {
    return verifyToken(this.key, token, LinkClaims);
  }
}

/** Whether a reader gets an event of their own because of the links in it. */
export const hasLinks = (event: OutgoingEvent): boolean =>
  event.kind === 'file' || (event.kind === 'message' && event.media.length > 0);

const tokenIn = (url: string): string => /\/chat-files\?token=([\w.-]+)$/.exec(url)?.[1] ?? '';
