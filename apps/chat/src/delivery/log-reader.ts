import { Injectable } from '@nestjs/common';
import { MediaLinks } from './media-links.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { LogRepository, type LoggedRow } from './log.repository.js';
import type { LogEvent } from '../protocol/log-event.js';

/** Reads a room's log as the events that were delivered live. */
@Injectable()
export class LogReader {
  constructor(
    private readonly repository: LogRepository,
    private readonly userDirectory: UserDirectory,
    private readonly links: MediaLinks,
  ) {}

  /** The events after `after` up to and including `upTo`, at most `limit`. */
  async events(room: string, after: number, upTo: number, limit = 1_000): Promise<LogEvent[]> {
    if (upTo <= after) return [];
    const rows = await this.repository.events(room, after, upTo, limit);
    const people = await this.userDirectory.named(rows.map(({ userId }) => userId));
    return rows.map((row) => this.eventOf(row, this.userDirectory.nameIn(people, row.userId)));
  }

  private eventOf(row: LoggedRow, username: string): LogEvent {
    const { room, seq, at, userId, id, body } = row;
    const header = { room, seq, at, userId, username, id };
    switch (row.kind) {
      case 'message': {
        const { type, replyTo, mentions, clientId, edited, deleted } = row;
        const media = row.media.map((each) => this.links.sign(each));
        return { ...header, kind: 'message', type, content: body, replyTo, mentions, media, clientId, edited, deleted };
      }
      case 'edited':
        return { ...header, kind: 'edited', content: body };
      case 'deleted':
        return { ...header, kind: 'deleted' };
      case 'reacted':
        return { ...header, kind: 'reacted', emoji: body };
      case 'unreacted':
        return { ...header, kind: 'unreacted', emoji: body };
    }
  }
}
