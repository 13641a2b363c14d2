import { Injectable } from '@nestjs/common';
import type { MessageView } from '@veza/contracts';
import { otherMember, directMembers } from '../protocol/log-event.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import type { HistoryMessage } from '../protocol/outgoing.types.js';
import { HistoryDepthRepository } from './history-depth.repository.js';
import { HistoryRepository, type MessageRow, type Window } from './history.repository.js';
import { MediaLinks } from '../delivery/media-links.js';

/** A page of history before a message (by id) or a moment (ISO 8601), else from the newest message. */
export interface HistoryQuery {
  readonly limit: number;
  readonly offset?: number;
  readonly before?: number | string;
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

  async page(room: string, reader: number, page: HistoryQuery): Promise<HistoryMessage[]> {
    const window = await this.windowOf(room, page);
    return window ? this.withAuthors(await this.repository.page(room, reader, window), reader) : [];
  }

  /** A page with the total, for clients that page by offset. */
  async pageWithTotal(
    room: string,
    reader: number,
    page: HistoryQuery,
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

  private async windowOf(room: string, { limit, offset = 0, before }: HistoryQuery): Promise<Window | undefined> {
    const beforeSeq = await this.startOf(room, before);
    if (beforeSeq === undefined) return undefined;
    const anchor = await this.depth.nearbyAnchor(room, beforeSeq, offset);
    return anchor && { limit, ...anchor };
  }

  private async startOf(room: string, before: HistoryQuery['before']): Promise<number | undefined> {
    if (before === undefined) return Number.MAX_SAFE_INTEGER;
    if (typeof before === 'string') return this.depth.seqAt(room, Date.parse(before));
    return this.repository.seqOf(room, before);
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
    attachments: media.map(({ url, filename, type, size }) => ({ url, filename, type, size })),
    mediaUrl: first?.url ?? null,
    mediaType: first?.type ?? null,
    duration: first?.duration ?? null,
    createdAt: new Date(at).toISOString(),
    isEdited: edited,
    isDeleted: deleted,
  };
}
