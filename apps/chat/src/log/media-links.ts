import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, deriveSecret, signToken, verifyToken } from '@veza/platform';
import { z } from 'zod';
import type { ChatConfig } from '../config.js';
import type { MediaLink } from './log-event.js';

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

const LIFE_MS = 15 * 60_000;

const Payload = z.object({
  objectId: z.string(),
  filename: z.string(),
  type: z.string(),
  size: z.number(),
  /** Who uploaded it, and for which room. */
  by: z.number(),
  room: z.string(),
});

/**
 * Signs the URL of a message's media anew at each send and each read: old pictures keep working, and who may no longer
 * read gets no new one. A message stores the object, never a URL.
 */
@Injectable()
export class MediaLinks {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) private readonly config: ChatConfig) {
    this.key = deriveSecret(config.VEZA_SECRET, 'chat-file');
  }

  link(media: StoredMedia): MediaLink {
    const { objectId, filename, type, size, by, room, duration } = media;
    const token = signToken(this.key, { objectId, filename, type, size, by, room }, LIFE_MS);
    return {
      url: `${this.config.PUBLIC_URL}/chat-files?token=${token}`,
      filename,
      type,
      size,
      duration,
    };
  }

  /** The object behind a URL, when this person uploaded it for this room. */
  read(url: string, { userId, room }: { userId: number; room: string }): StoredMedia | undefined {
    const token = /\/chat-files\?token=([\w.-]+)$/.exec(url)?.[1];
    const media = token === undefined ? undefined : this.readToken(token);
    return media?.by === userId && media.room === room ? media : undefined;
  }

  /** What a link stands for; undefined when it is not ours, or has expired. */
  readToken(token: string): StoredMedia | undefined {
    return verifyToken(this.key, token, Payload);
  }
}
