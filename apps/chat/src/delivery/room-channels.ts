import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RoomBus } from '../bus/room-bus.js';
import { type LogEvent, peopleOf } from '../protocol/log-event.js';
import {
  type Announcement,
  type PassingWord,
  readAnnouncement,
  type Voice,
  writeEvents,
  writeVoice,
  writeWords,
} from './announcement.js';

type Take = (room: string, announcement: Announcement) => void;

/**
 * What replicas tell each other about rooms. A room has a channel, which a replica hears while somebody is in it here; what
 * happens in a direct room goes to the channels of its two people, which a replica hears while they are connected here.
 */
@Injectable()
export class RoomChannels {
  /** Events that come back are told by their seq, passing words by this. */
  private readonly replica = randomUUID();
  private readonly users = new Set<number>();
  /** The passing words of this turn of the event loop, by room. */
  private words = new Map<string, PassingWord[]>();

  constructor(private readonly bus: RoomBus) {}

  tellEvents(room: string, events: readonly LogEvent[]): void {
    this.tellWords(); // they came before
    this.tell(room, writeEvents(events));
  }

  /** Words of one turn leave together: when many come to a room, they are told in one go. */
  tellWord(word: PassingWord): void {
    const { room } = word.signal;
    if (this.words.size === 0) setImmediate(() => this.tellWords());
    this.words.set(room, [...(this.words.get(room) ?? []), word]);
  }

  tellVoice(voice: Voice): void {
    this.tell(voice.room, writeVoice(this.replica, voice));
  }

  /** Resolves when nothing that is told from now on is missed, or when Redis is away. */
  async hearRoom(room: string, take: Take): Promise<void> {
    await this.bus.listen(roomChannel(room), (text) => this.hear(room, text, take));
  }

  leaveRoom(room: string): void {
    this.bus.unlisten(roomChannel(room));
  }

  async hearUser(userId: number, take: Take): Promise<void> {
    this.users.add(userId);
    await this.bus.listen(userChannel(userId), (text) => {
      const bar = text.indexOf('|');
      this.hear(text.slice(0, bar), text.slice(bar + 1), take, userId);
    });
  }

  leaveUser(userId: number): void {
    this.users.delete(userId);
    this.bus.unlisten(userChannel(userId));
  }

  /** Redis is back after an outage: announcements have been missed. */
  onReturn(tell: () => void): void {
    this.bus.onReturn(tell);
  }

  /** Where both people of a direct room are connected here, a passing word comes on both channels; one of them counts. */
  private isRepeated(room: string, userId: number): boolean {
    const [low = userId, high = userId] = peopleOf(room) ?? [];
    return userId === high && low !== high && this.users.has(low);
  }

  private tellWords(): void {
    const { words } = this;
    if (words.size === 0) return;
    this.words = new Map();
    for (const [room, each] of words) this.tell(room, writeWords(this.replica, each));
  }

  private tell(room: string, text: string): void {
    const people = peopleOf(room);
    if (!people) this.bus.publish(roomChannel(room), text);
    else for (const userId of people) this.bus.publish(userChannel(userId), `${room}|${text}`);
  }

  /** @param userId of whom the channel is, when it is not the room's own */
  private hear(room: string, text: string, take: Take, userId?: number): void {
    const announcement = readAnnouncement(text);
    if (!('batch' in announcement)) {
      if (announcement.from === this.replica || (userId !== undefined && this.isRepeated(room, userId))) return;
    }
    take(room, announcement);
  }
}

const roomChannel = (room: string): string => `chat:room:${room}`;
const userChannel = (userId: number): string => `chat:user:${userId}`;
