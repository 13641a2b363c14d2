import { Injectable } from '@nestjs/common';
import { invalid, type MessageView } from '@veza/contracts';
import { otherMember, directMembers } from '../protocol/log-event.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import type { HistoryMessage } from '../protocol/outgoing.types.js';
import { HistoryDepthRepository } from './history-depth.repository.js';
import { HistoryRepository, type MessageRow, type Window } from './history.repository.js';
import { MediaLinks } from '../delivery/media-links.js';

/** A message (by id) or a moment (ISO 8601). */
type Anchor = number | string;

/** A page of history before, after or around an anchor, else from the newest message. */
export interface HistoryPageQuery {
  readonly limit: number;
  readonly offset?: number;
  readonly before?: Anchor;
  readonly after?: Anchor;
  readonly around?: Anchor;
}

/** Messages in their current state, with author names and freshly signed links. The caller of a method checks access. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly repository: HistoryRepository,
    private readonly depth: HistoryDepthRepository,
    private readonly directory: UserDirectory,
    private readonly links: MediaLinks,
  ) {}

  async page(room: string, reader: number, page: HistoryPageQuery): Promise<HistoryMessage[]> {
    if ([page.before, page.after, page.around].filter((anchor) => anchor !== undefined).length > 1)
      throw invalid('after', 'Give one of before, after and around');
    return this.withAuthors(await this.rows(room, reader, page), reader);
  }

  /** A page with the total, for clients that page by offset. */
  async pageWithTotal(
    room: string,
    reader: number,
    page: HistoryPageQuery,
  ): Promise<{ messages: HistoryMessage[]; total: number; more: boolean }> {
    const [found, total] = await Promise.all([
      this.page(room, reader, { ...page, limit: page.limit + 1 }),
      this.repository.count(room),
    ]);
    const more = found.length > page.limit;
    return { messages: more ? found.slice(1) : found, total, more };
  }

  async last(rooms: readonly string[], reader: number): Promise<Map<string, HistoryMessage>> {
    const found = await this.repository.last(rooms, reader);
    const messages = await this.withAuthors([...found.values()], reader);
    return new Map(messages.map((message) => [message.room, message]));
  }

  async withAuthors(rows: readonly MessageRow[], reader: number): Promise<HistoryMessage[]> {
    const users = await this.directory.named(rows.map(({ userId }) => userId));
    return rows.map((row) => ({
      ...row,
      username: this.directory.nameIn(users, row.userId),
      avatar: users.get(row.userId)?.avatar ?? null,
      media: row.media.map((each) => this.links.sign(each, reader)),
    }));
  }

  private async rows(room: string, reader: number, page: HistoryPageQuery): Promise<MessageRow[]> {
    const { limit, after, around } = page;
    if (after !== undefined) {
      const start = await this.startOf(room, after);
      return start === undefined
        ? []
        : this.repository.pageFrom(room, reader, typeof after === 'number' ? start + 1 : start, limit);
    }
    if (around !== undefined) {
      const start = await this.startOf(room, around);
      if (start === undefined) return [];
      const earlier = Math.floor(limit / 2);
      const [older, newer] = await Promise.all([
        this.repository.page(room, reader, { limit: earlier, offset: 0, beforeSeq: start }),
        this.repository.pageFrom(room, reader, start, limit - earlier),
      ]);
      return [...older, ...newer];
    }
    const window = await this.windowOf(room, page);
    return window ? this.repository.page(room, reader, window) : [];
  }

  private async windowOf(room: string, { limit, offset = 0, before }: HistoryPageQuery): Promise<Window | undefined> {
    const beforeSeq = await this.startOf(room, before);
    if (beforeSeq === undefined) return undefined;
    const anchor = await this.depth.nearbyAnchor(room, beforeSeq, offset);
    return anchor && { limit, ...anchor };
  }

  private async startOf(room: string, anchor: Anchor | undefined): Promise<number | undefined> {
    if (anchor === undefined) return Number.MAX_SAFE_INTEGER;
    if (typeof anchor === 'string') return this.depth.seqAt(room, Date.parse(anchor));
    return this.repository.seqOf(room, anchor);
  }
}

export function viewOf(message: HistoryMessage): MessageView {
  const { at, media, edited, deleted, room, mentions, reactions, ...same } = message;
  const pair = directMembers(room);
  const [first] = media;
  return {
    ...same,
    roomId: room,
    recipientId: pair ? otherMember(pair, message.userId) : null,
    mentions: [...mentions],
    reactions: [...reactions],
    attachments: media.map(({ url, filename, type, size, voice }) => ({ url, filename, type, size, ...(voice && { voice }) })),
    mediaUrl: first?.url ?? null,
    mediaType: first?.type ?? null,
    duration: first?.duration ?? null,
    createdAt: new Date(at).toISOString(),
    isEdited: edited,
    isDeleted: deleted,
  };
}
