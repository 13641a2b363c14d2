import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { Transaction } from '@veza/database';
import type { ChatConfig } from '../config.js';
import { ChatLimits } from '../limits/chat-limits.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import type { LogEvent } from '../protocol/log-event.js';
import { AutoModeration } from '../sanctions/auto-moderation.js';
import { audit } from '../sanctions/sanctions.repository.js';
import type { CommandInputs } from '../protocol/command.js';
import { ChangesRepository, type MessageFor, type Taken } from './changes.repository.js';
import { invalidField, isLonger, mentionsIn } from '../commit/draft-entry.js';
import type { Identity } from '../protocol/identity.js';

type Made = {
  [Kind in LogEvent['kind']]: Omit<Extract<LogEvent, { kind: Kind }>, 'seq' | 'at' | 'room' | 'userId' | 'username' | 'id'>;
};
type Change = Exclude<LogEvent['kind'], 'message'>;

/** What happens to a message after it was sent. Each takes the next seq of its room; doing it twice is doing it once. */
@Injectable()
export class ChangesService {
  constructor(
    private readonly repository: ChangesRepository,
    private readonly feeds: RoomFeeds,
    private readonly limits: ChatLimits,
    private readonly moderation: AutoModeration,
    @Inject(CONFIG) private readonly config: ChatConfig,
  ) {}

  async edit(who: Identity, { id, content }: CommandInputs['edit']): Promise<void> {
    if (isLonger(content, this.config.CHAT_CONTENT_MAX)) throw new DeclaredError('MESSAGE_TOO_LONG');
    if (content.includes('\0')) throw invalidField('content', 'must not contain a NUL character');
    const reason = this.moderation.judge(content);
    if (reason) throw await this.moderation.refuse({ room: (await this.readable(who, id)).room, userId: who.userId }, reason);
    await this.change(who, id, { kind: 'edited', content }, async (tx, message) => {
      mustBeAuthor(who, message);
      if (message.content === content) return undefined;
      await this.repository.edit(tx, { id, content, mentions: mentionsIn({ content }) });
      return { body: content, previous: message.content };
    });
  }

  async remove(who: Identity, { id }: CommandInputs['remove']): Promise<void> {
    await this.change(who, id, { kind: 'deleted' }, async (tx, message) => {
      mustBeAuthor(who, message);
      if (message.deleted) return undefined;
      await this.repository.remove(tx, id);
      return { previous: message.content };
    });
  }

  async react(who: Identity, { id, emoji }: CommandInputs['react']): Promise<void> {
    if ([...emoji].length > 16) throw invalidField('content', 'is not an emoji');
    await this.change(who, id, { kind: 'reacted', emoji }, async (tx) =>
      (await this.repository.react(tx, id, who.userId, emoji)) ? { body: emoji } : undefined,
    );
  }

  async unreact(who: Identity, { id, emoji }: CommandInputs['unreact']): Promise<void> {
    await this.change(who, id, { kind: 'unreacted', emoji }, async (tx) =>
      (await this.repository.unreact(tx, id, who.userId, emoji)) ? { body: emoji } : undefined,
    );
  }

  /** Throws NOT_FOUND for what this person may not know of either. */
  async readable(who: Identity, id: number): Promise<MessageFor> {
    return mustBeThere(mustReach(await this.repository.find(id, who.userId)));
  }

  /** A moderator's deletion: not the author's word, but the same event. */
  async takeAway(moderatorId: number, username: string, id: number, reason: string): Promise<MessageFor | undefined> {
    const done = await this.repository.transaction(async (tx) => {
      const message = await this.repository.find(id, moderatorId, tx);
      if (!message || message.deleted) return undefined;
      await this.repository.remove(tx, id);
      const taken = await this.repository.log(tx, {
        room: message.room,
        kind: 'deleted',
        id,
        userId: moderatorId,
        previous: message.content,
      });
      const { room, userId } = message;
      await audit(tx, { moderatorId, action: 'delete message', room, userId, subject: `message:${id}`, reason });
      return { message, taken };
    });
    if (!done) return undefined;
    this.announce({ userId: moderatorId, username }, done.message, { kind: 'deleted' }, done.taken);
    return done.message;
  }

  private async change(
    who: Identity,
    id: number,
    event: Made[Change],
    apply: (tx: Transaction, message: MessageFor) => Promise<{ body?: string; previous?: string } | undefined>,
  ): Promise<void> {
    await this.limits.change(who.userId, randomUUID());
    const done = await this.repository.transaction(async (tx) => {
      const message = mustReach(await this.repository.find(id, who.userId, tx));
      if (event.kind !== 'deleted' || message.userId !== who.userId) mustBeThere(message);
      const text = await apply(tx, message);
      if (!text) return undefined;
      return {
        message,
        taken: await this.repository.log(tx, { room: message.room, kind: event.kind, id, userId: who.userId, ...text }),
      };
    });
    if (done) this.announce(who, done.message, event, done.taken);
  }

  private announce(
    { userId, username }: { userId: number; username: string },
    { id, room }: MessageFor,
    event: Made[Change],
    { seq, at }: Taken,
  ): void {
    this.feeds.publish(room, [{ room, seq, at, userId, username, id, ...event }]);
  }
}

function mustReach(message: MessageFor | undefined): MessageFor {
  if (!message || (!message.role && message.roomKind !== 'public')) throw nowhere();
  if (message.banned) throw new DeclaredError('BANNED');
  return message;
}

function mustBeThere(message: MessageFor): MessageFor {
  if (message.deleted) throw nowhere();
  return message;
}

const nowhere = () => new DeclaredError('NOT_FOUND', { message: 'There is no such message' });

function mustBeAuthor({ userId }: Identity, message: MessageFor): void {
  if (message.userId !== userId) throw new DeclaredError('FORBIDDEN', { message: 'Only its author may do this' });
}
