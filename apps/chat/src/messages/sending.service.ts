import { Inject, Injectable } from '@nestjs/common';
import { bannedUntil, DeclaredError } from '@veza/contracts';
import { isUniqueViolation } from '@veza/database';
import { CONFIG, Shutdown } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import { ChatLimits, rateLimited } from '../limits/chat-limits.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { directRoom, type MessageSent } from '../protocol/log-event.js';
import { AutoModeration } from '../sanctions/auto-moderation.js';
import { SendableRooms } from '../rooms/sendable-rooms.js';
import type { CommandInputs, MessageDraft } from '../protocol/command.js';
import type { Connection } from '../connections/connection.js';
import type { Reply } from '../protocol/outgoing.types.js';
import { CommitShards } from '../commit/commit-shards.js';
import { entryOf, fileEntry, invalidField } from '../commit/draft-entry.js';
import type { Placement } from '../commit/group-commit.js';
import { MediaLinks, type StoredMedia } from '../delivery/media-links.js';
import { MessageLogRepository } from '../commit/message-log.repository.js';
import type { Identity } from '../protocol/identity.js';
import type { Entry } from '../commit/entry.js';

/** A send that has taken its place; its answer is still to come. */
export interface Sent {
  readonly answer: Promise<Reply>;
}

/**
 * The path of a message: check, limit, moderate, persist, announce, acknowledge. Nobody sees it, its author included,
 * before it is committed; the author's own id for it makes a resend harmless.
 */
@Injectable()
export class SendingService {
  private readonly commits: CommitShards<Entry>;

  constructor(
    private readonly log: MessageLogRepository,
    private readonly feeds: RoomFeeds,
    private readonly rooms: SendableRooms,
    private readonly limits: ChatLimits,
    private readonly moderation: AutoModeration,
    private readonly links: MediaLinks,
    @Inject(CONFIG) private readonly config: ChatConfig,
    shutdown: Shutdown,
  ) {
    this.commits = new CommitShards<Entry>({
      write: (entries, wait) => this.log.write(entries, wait),
      committed: (written) => this.announce(written),
    });
    shutdown.register('close-connections', 'commits', () => this.commits.idle());
  }

  async send(
    connection: Connection,
    who: Identity,
    { room, ...draft }: CommandInputs['send'],
    ref: string | undefined,
  ): Promise<Sent> {
    const { id, slowMode } = await this.rooms.forSending(connection, who, room);
    return this.place(this.entry(who, id, draft, ref), slowMode);
  }

  async sendDirect(who: Identity, { userId, ...draft }: CommandInputs['sendDirect'], ref: string | undefined): Promise<Sent> {
    if (userId === who.userId) throw invalidField('recipient', 'is yourself');
    const entry = this.entry(who, directRoom(who.userId, userId), draft, ref);
    await this.rooms.openDirect(who.userId, userId);
    return this.place(entry, 0);
  }

  /**
   * A message that is nothing but a file; its upload was limited already. Doing it twice is doing it once, also with the same
   * bytes brought again: then the second object is `unused`.
   */
  async sendFile(
    by: { userId: number; username: string },
    media: StoredMedia,
    upload: { clientId: string; hash: string },
  ): Promise<{ id: number; seq: number; duplicate: boolean; unused: boolean }> {
    const entry = fileEntry({ ...by, room: media.room }, media, upload);
    const placement = await this.stored(entry);
    if (placement) return { ...placement, duplicate: false, unused: false };
    const { known, error } = await this.explain(entry);
    if (known) return { ...known, duplicate: true, unused: !(await this.log.holds(known.id, media.objectId)) };
    // What is invalid is the id, which is nothing that the sender of a file knows of.
    if (error.code !== 'VALIDATION_FAILED') throw error;
    throw new DeclaredError('CONFLICT', { message: 'Another file was brought to this place already' });
  }

  private entry({ userId, username }: Identity, room: string, draft: MessageDraft, ref: string | undefined): Entry {
    const mediaOf = (url: string) => this.links.storedMediaOf(url, { userId, room });
    return entryOf(draft, { room, userId, username, ref, contentMax: this.config.CHAT_CONTENT_MAX, mediaOf });
  }

  /** Resolves when the entry is in the queue of commits. */
  private async place(entry: Entry, slowMode: number): Promise<Sent> {
    const { userId, room, clientId } = entry;
    const taken = await this.limits.message(userId, clientId);
    if (!taken.ok) return this.orKnown(entry, rateLimited(taken.waitMs));
    const undo = () => this.limits.refundMessage(userId, clientId);
    if (slowMode > 0) {
      const slow = await this.limits.slowMode(room, userId, clientId, slowMode);
      if (!slow.ok) {
        undo();
        return this.orKnown(entry, rateLimited(slow.waitMs));
      }
    }
    const objection = taken.known ? undefined : await this.moderation.objection(entry);
    if (objection) {
      undo();
      throw objection;
    }
    return { answer: this.commit(entry, undo) };
  }

  private async commit(entry: Entry, undo: () => void): Promise<Reply> {
    const placement = await this.stored(entry).catch((error: unknown) => {
      undo();
      throw error;
    });
    if (placement) return ack(entry, placement, false);
    const { known, error } = await this.explain(entry);
    if (known) return ack(entry, known, true);
    undo();
    throw error;
  }

  /**
   * `undefined` when the entry was left out. Two replicas may be given the same id at once: who waited for the room has
   * looked for known ids before the other had committed, and learns of it from the key.
   */
  private async stored(entry: Entry): Promise<Placement | undefined> {
    return this.commits.add(entry).catch((error: unknown) => {
      if (isUniqueViolation(error, 'client_ids_pkey')) return undefined;
      throw error;
    });
  }

  /** A resend of what is stored is answered, whatever the limits say. */
  private async orKnown(entry: Entry, refusal: DeclaredError): Promise<Sent> {
    if (!entry.named) throw refusal;
    const { known, error } = await this.explain(entry);
    if (known) return { answer: Promise.resolve(ack(entry, known, true)) };
    throw error.code === 'VALIDATION_FAILED' ? error : refusal;
  }

  /** Why this entry was not stored: because it is already, or the reason. */
  private async explain(entry: Entry): Promise<{ known?: { id: number; seq: number }; error: DeclaredError }> {
    const { known, sanction, room, blocked, reply } = await this.log.obstacles(entry);
    const error = new DeclaredError('INTERNAL');
    if (known) {
      const same = known.digest.replaceAll('-', '') === entry.digest;
      return same ? { known, error } : { error: invalidField('id', 'was used for another message') };
    }
    if (!room) return { error: new DeclaredError('ROOM_NOT_FOUND') };
    if (sanction) {
      const message = sanction.kind === 'mute' ? 'You are muted here' : undefined;
      return { error: new DeclaredError('BANNED', { message, details: bannedUntil(sanction.until) }) };
    }
    if (blocked) return { error: new DeclaredError('BLOCKED') };
    if (!reply) return { error: invalidField('reply_to', 'is no message of this room') };
    return { error };
  }

  private announce(written: readonly { entry: Entry; placement: Placement }[]): void {
    const byRoom = new Map<string, MessageSent[]>();
    for (const { entry, placement } of written) {
      const events = byRoom.get(entry.room) ?? [];
      byRoom.set(entry.room, events);
      events.push(this.eventOf(entry, placement));
    }
    for (const [room, events] of byRoom) {
      this.feeds.publish(
        room,
        events.sort((one, other) => one.seq - other.seq),
      );
    }
  }

  private eventOf(entry: Entry, { id, seq, at }: Placement): MessageSent {
    const { room, userId, username, type, content, replyTo, mentions, media, clientId, named } = entry;
    return {
      kind: 'message',
      room,
      seq,
      at,
      userId,
      username,
      id,
      type,
      content,
      replyTo,
      mentions,
      media: media.map((each) => this.links.sign(each)),
      clientId: named ? clientId : null,
      edited: false,
      deleted: false,
    };
  }
}

function ack({ clientId, named }: Entry, { id, seq }: { id: number; seq: number }, duplicate: boolean): Reply {
  return { kind: 'ack', ref: named ? clientId : null, id, seq, duplicate };
}
