import { hash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, personBehind } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { Transaction } from '@veza/database';
import { closes, sanctioned, type SpeakingAct } from '../access/speaking.js';
import type { ChatConfig } from '../config.js';
import { ChatLimits, rateLimited } from '../limits/chat-limits.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import type { LogEvent } from '../protocol/log-event.js';
import { AutoModeration } from '../sanctions/auto-moderation.js';
import type { CommandInputs } from '../protocol/command.js';
import { ChangesRepository, type MessageForUser, type LogPosition } from './changes.repository.js';
import { invalidField, exceedsLength, mentionsIn } from '../commit/draft-entry.js';
import { isEmoji } from './emoji.js';
import { messageNotFound, requireReachable } from './message-access.js';
import type { Identity } from '../protocol/identity.js';

type ChangeEvents = {
  [Kind in LogEvent['kind']]: Omit<Extract<LogEvent, { kind: Kind }>, 'seq' | 'at' | 'room' | 'userId' | 'username' | 'id'>;
};
type Change = Exclude<LogEvent['kind'], 'message' | 'deleted'>;

/** Changes of sent messages. Each takes the next seq of its room; repeating one changes nothing. */
@Injectable()
export class ChangesService {
  constructor(
    private readonly repository: ChangesRepository,
    private readonly feeds: RoomFeeds,
    private readonly limits: ChatLimits,
    private readonly moderation: AutoModeration,
    @Inject(CONFIG) private readonly config: ChatConfig,
  ) {}

  async edit(identity: Identity, { id, content }: CommandInputs['edit']): Promise<void> {
    if (exceedsLength(content, this.config.CHAT_CONTENT_MAX)) throw new DeclaredError('MESSAGE_TOO_LONG');
    if (content.includes('\0')) throw invalidField('content', 'must not contain a NUL character');
    await this.requireAllowedEdit(identity, { id, content });
    await this.change(identity, id, { kind: 'edited', content }, async (tx, message) => {
      requireSpeakable(requireAuthor(identity, message), 'edit');
      if (message.content === content) return undefined;
      await this.repository.edit(tx, { id, content, mentions: mentionsIn({ content }) });
      return { body: content, previous: message.content };
    });
  }

  async react(identity: Identity, { id, emoji }: CommandInputs['react']): Promise<void> {
    if (!isEmoji(emoji)) throw invalidField('content', 'is not an emoji');
    await this.change(identity, id, { kind: 'reacted', emoji }, async (tx, message) => {
      requireSpeakable(message, 'react');
      return (await this.repository.react(tx, id, identity.userId, emoji)) ? { body: emoji } : undefined;
    });
  }

  async unreact(identity: Identity, { id, emoji }: CommandInputs['unreact']): Promise<void> {
    await this.change(identity, id, { kind: 'unreacted', emoji }, async (tx) =>
      (await this.repository.unreact(tx, id, identity.userId, emoji)) ? { body: emoji } : undefined,
    );
  }

  /** Throws NOT_FOUND also for a message that the user may not see. */
  async readable(identity: Identity, id: number): Promise<MessageForUser> {
    return requireNotDeleted(requireReachable(await this.repository.find(id, identity.userId)));
  }

  /**
   * Moderation and slow mode, before the transaction. Edits have an interval of their own in slow mode: a typo can be
   * corrected right after the message.
   */
  private async requireAllowedEdit(identity: Identity, { id, content }: CommandInputs['edit']): Promise<void> {
    const person = personBehind(identity.caller);
    const message = requireSpeakable(requireAuthor(identity, await this.readable(identity, id)), 'edit');
    const { room, slowMode } = message;
    const reason = this.moderation.violationIn(content);
    if (reason) throw await this.moderation.reject({ room, person }, reason);
    if (slowMode === 0 || message.content === content) return;
    const slow = await this.limits.slowMode(`${room} edits`, person, hash('sha256', `${id} ${content}`), slowMode);
    if (!slow.ok) throw rateLimited(slow.waitMs);
  }

  private async change(
    identity: Identity,
    id: number,
    event: ChangeEvents[Change],
    apply: (tx: Transaction, message: MessageForUser) => Promise<{ body?: string; previous?: string } | undefined>,
  ): Promise<void> {
    await this.limits.change(personBehind(identity.caller), randomUUID());
    const done = await this.repository.transaction(async (tx) => {
      const message = requireReachable(await this.repository.find(id, identity.userId, tx));
      requireNotDeleted(message);
      const text = await apply(tx, message);
      if (!text) return undefined;
      return {
        message,
        position: await this.repository.log(tx, { room: message.room, kind: event.kind, id, userId: identity.userId, ...text }),
      };
    });
    if (done) this.announce(identity, done.message, event, done.position);
  }

  private announce(
    { userId, username }: { userId: number; username: string },
    { id, room }: MessageForUser,
    event: ChangeEvents[Change],
    { seq, at }: LogPosition,
  ): void {
    this.feeds.publish(room, [{ room, seq, at, userId, username, id, ...event }]);
  }
}

/** Edits and reactions speak, as sends do. Deletions and removed reactions take back, so they stay allowed. */
function requireSpeakable(message: MessageForUser, act: SpeakingAct): MessageForUser {
  const { sanction, sanctionUntil: until, blocked } = message;
  if (sanction && closes(sanction, act)) throw sanctioned({ kind: sanction, until });
  if (blocked) throw new DeclaredError('BLOCKED');
  return message;
}

function requireNotDeleted(message: MessageForUser): MessageForUser {
  if (message.deleted) throw messageNotFound();
  return message;
}

function requireAuthor({ userId }: Identity, message: MessageForUser): MessageForUser {
  if (message.userId !== userId)
    throw new DeclaredError('FORBIDDEN', { message: 'Only the author of the message can perform this action' });
  return message;
}
