import { Injectable } from '@nestjs/common';
import type { MessageView } from '@veza/contracts';
import { otherMember, directMembers } from '../protocol/log-event.js';
import { UserDirectory } from '../user-directory/user-directory.service.js';
import type { HistoryMessage } from '../protocol/outgoing.types.js';
import { HistoryDepthRepository } from './history-depth.repository.js';
import { HistoryRepository, type MessageRow, type Window } from './history.repository.js';
import { MediaLinks } from '../delivery/media-links.js';

/** A page of history: before a message (its id) or a moment (ISO), else from the newest. */
export interface PageOf {
  readonly limit: number;
  readonly offset?: number;
  readonly before?: number | string;
}

/** Messages as they are now, with the names of their authors and links that work for a while. Access is the caller's to check. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly repository: HistoryRepository,
    private readonly depth: HistoryDepthRepository,
    private readonly people: UserDirectory,
    private readonly links: MediaLinks,
  ) {}

  async page(room: string, reader: number, page: PageOf): Promise<HistoryMessage[]> {
    const window = await this.windowOf(room, page);
    return window ? this.told(await this.repository.page(room, reader, window), reader) : [];
  }

  /** The same with what a client needs to page by offset. */
  async counted(
    room: string,
    reader: number,
    page: PageOf,
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
    const told = await this.told([...found.values()], reader);
    return new Map(told.map((message) => [message.room, message]));
  }

  async told(rows: readonly MessageRow[], reader: number): Promise<HistoryMessage[]> {
    const people = await this.people.named(rows.map(({ userId }) => userId));
    return rows.map((row) => ({
      ...row,
      username: this.people.nameIn(people, row.userId),
      avatar: people.get(row.userId)?.avatar ?? null,
      media: row.media.map((each) => this.links.sign(each, reader)),
    }));
  }

  private async windowOf(room: string, { limit, offset = 0, before }: PageOf): Promise<Window | undefined> {
    const beforeSeq = await this.startOf(room, before);
    if (beforeSeq === undefined) return undefined;
    const place = await this.depth.shallow(room, beforeSeq, offset);
    return place && { limit, ...place };
  }

  private async startOf(room: string, before: PageOf['before']): Promise<number | undefined> {
    if (before === undefined) return Number.MAX_SAFE_INTEGER;
    if (typeof before === 'string') return this.depth.seqAt(room, Date.parse(before));
    return this.repository.seqOf(room, before);
  }
}

export function viewOf(message: HistoryMessage): MessageView {
  const { at, media, edited, deleted, room, mentions, reactions, ...same } = message;
  const people = directMembers(room);
  const [first] = media;
  return {
    ...same,
    roomId: room,
    recipientId: people ? otherMember(people, message.userId) : null,
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
