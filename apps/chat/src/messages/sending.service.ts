import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, personBehind } from '@veza/contracts';
import { isUniqueViolation } from '@veza/database';
import { CONFIG, type OpenSpan, Shutdown, Tracing } from '@veza/platform';
import { sanctioned } from '../access/speaking.js';
import type { ChatConfig } from '../config.js';
import { ChatLimits, rateLimited } from '../limits/chat-limits.js';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { directRoom, type MessageSent } from '../protocol/log-event.js';
import { AutoModeration } from '../sanctions/auto-moderation.js';
import { SendableRooms } from '../rooms/sendable-rooms.js';
import type { CommandInputs, MessageDraft } from '../protocol/command.js';
import type { Connection } from '../connections/connection.js';
import type { Reply } from '../protocol/outgoing.types.js';
import { messageEntry, fileEntry, invalidField } from '../commit/draft-entry.js';
import { GroupCommit, type Placement } from '../commit/group-commit.js';
import { AddressedUsers } from './addressed-users.js';
import { MediaLinks, type StoredMedia } from '../delivery/media-links.js';
import { MessageLogRepository } from '../commit/message-log.repository.js';
import type { Identity } from '../protocol/identity.js';
import type { Entry } from '../commit/entry.js';

/** A trace of each would cost more than the send. */
const TRACED_ONE_OF = 100;

/** A send that is in the commit queue. The reply resolves after the commit. */
export interface QueuedSend {
  readonly reply: Promise<Reply>;
}

/**
 * The path of a message: check, limit, moderate, persist, announce, acknowledge. A message is visible to no connection,
 * its author's included, before it is committed. The client's id for it makes a retry harmless.
 */
@Injectable()
export class SendingService {
  private readonly commits: GroupCommit<Entry>;

  constructor(
    private readonly log: MessageLogRepository,
    private readonly feeds: RoomFeeds,
    private readonly rooms: SendableRooms,
    private readonly limits: ChatLimits,
    private readonly moderation: AutoModeration,
    private readonly links: MediaLinks,
    private readonly addressed: AddressedUsers,
    @Inject(CONFIG) private readonly config: ChatConfig,
    private readonly tracing: Tracing,
    shutdown: Shutdown,
  ) {
    this.commits = new GroupCommit<Entry>({
      write: (entries, wait) => this.log.write(entries, wait),
      committed: (written) => this.announce(written),
    });
    shutdown.register('close-connections', 'commits', () => this.commits.idle());
  }

  send(connection: Connection, identity: Identity, input: CommandInputs['send'], ref: string | undefined): Promise<QueuedSend> {
    const span = this.tracing.openOneOf(TRACED_ONE_OF, 'chat.messages.send', { dialect: connection.dialect.name });
    const queued = this.sendToRoom(connection, identity, input, ref);
    return span ? ended(span, queued) : queued;
  }

  private async sendToRoom(
    connection: Connection,
    identity: Identity,
    { room, ...draft }: CommandInputs['send'],
    ref: string | undefined,
  ): Promise<QueuedSend> {
    const { id, slowMode } = connection.rooms.get(room) ?? (await this.rooms.forMember(identity, room));
    return this.enqueue(this.entry(identity, id, draft, ref), slowMode);
  }

  async sendDirect(
    identity: Identity,
    { userId, ...draft }: CommandInputs['sendDirect'],
    ref: string | undefined,
  ): Promise<QueuedSend> {
    if (userId === identity.userId) throw invalidField('recipient', 'must not be yourself');
    const entry = this.entry(identity, directRoom(identity.userId, userId), draft, ref);
    await this.rooms.openDirect(identity.caller, userId);
    return this.enqueue(entry, 0);
  }

  /**
   * Sends a message that consists of a file. The upload was rate limited already. A retry returns the first message, also
   * when it uploaded the same bytes again; then its object is `unused`.
   */
  async sendFile(
    by: { userId: number; username: string; person: number },
    media: StoredMedia,
    upload: { clientId: string; hash: string },
  ): Promise<{ id: number; seq: number; duplicate: boolean; unused: boolean }> {
    const entry = fileEntry({ ...by, room: media.room }, media, upload);
    const placement = await this.persist(entry);
    if (placement) return { ...placement, duplicate: false, unused: false };
    const { known, error } = await this.explain(entry);
    if (known) return { ...known, duplicate: true, unused: !(await this.log.hasObject(known.id, media.objectId)) };
    // The invalid field is the id, which the client of an upload does not know.
    if (error.code !== 'VALIDATION_FAILED') throw error;
    throw new DeclaredError('CONFLICT', { message: 'The upload URL was already used for another file; request a new one' });
  }

  private entry({ caller, userId, username }: Identity, room: string, draft: MessageDraft, ref: string | undefined): Entry {
    const mediaOf = (url: string) => this.links.storedMediaOf(url, { userId, room });
    return messageEntry(draft, {
      room,
      userId,
      username,
      person: personBehind(caller),
      ref,
      contentMax: this.config.CHAT_CONTENT_MAX,
      mediaOf,
    });
  }

  /** Resolves when the entry is in the commit queue. */
  private async enqueue(entry: Entry, slowMode: number): Promise<QueuedSend> {
    const taken = await this.limits.send(entry, slowMode);
    if (!taken.ok) return this.knownOr(entry, rateLimited(taken.waitMs));
    const undo = () => this.limits.refundSend(entry, slowMode);
    const rejection = taken.known ? undefined : await this.moderation.check(entry);
    if (rejection) {
      undo();
      throw rejection;
    }
    return { reply: this.commit(entry, undo) };
  }

  private async commit(entry: Entry, undo: () => void): Promise<Reply> {
    const placement = await this.persist(entry).catch((error: unknown) => {
      undo();
      throw error;
    });
    if (placement) return ack(placement, false);
    const { known, error } = await this.explain(entry);
    if (known) return ack(known, true);
    undo();
    throw error;
  }

  /**
   * Returns `undefined` when the entry was left out. Two replicas may receive the same client id at once: the statement
   * that waits for the room has looked up known ids before the other commit, and fails at the unique key.
   */
  private async persist(entry: Entry): Promise<Placement | undefined> {
    return this.commits.add(entry).catch((error: unknown) => {
      if (isUniqueViolation(error, 'client_ids_pkey')) return undefined;
      throw error;
    });
  }

  /** A retry of a stored message succeeds although a limit is reached. */
  private async knownOr(entry: Entry, refusal: DeclaredError): Promise<QueuedSend> {
    if (!entry.named) throw refusal;
    const { known, error } = await this.explain(entry);
    if (known) return { reply: Promise.resolve(ack(known, true)) };
    throw error.code === 'VALIDATION_FAILED' ? error : refusal;
  }

  /** Returns the stored message of the same client id, or the error for which the entry was left out. */
  private async explain(entry: Entry): Promise<{ known?: { id: number; seq: number }; error: DeclaredError }> {
    const { known, sanction, room, blocked, reply } = await this.log.obstacles(entry);
    const error = new DeclaredError('INTERNAL');
    if (known) {
      const same = known.digest.replaceAll('-', '') === entry.digest;
      return same ? { known, error } : { error: invalidField('id', 'was already used for another message') };
    }
    if (!room) return { error: new DeclaredError('ROOM_NOT_FOUND') };
    if (sanction) return { error: sanctioned(sanction) };
    if (blocked) return { error: new DeclaredError('BLOCKED') };
    if (!reply) return { error: invalidField('reply_to', 'must be a message of this room') };
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
      for (const event of events) this.addressed.announce(event);
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

function ack({ id, seq }: { id: number; seq: number }, duplicate: boolean): Reply {
  return { kind: 'ack', id, seq, duplicate };
}

/** The span lasts until the commit. */
async function ended(span: OpenSpan, sending: Promise<QueuedSend>): Promise<QueuedSend> {
  try {
    const queued = await sending;
    queued.reply.then(
      () => span.end(),
      (error: unknown) => span.end(error),
    );
    return queued;
  } catch (error) {
    span.end(error);
    throw error;
  }
}
