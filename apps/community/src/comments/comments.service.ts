import { Injectable } from '@nestjs/common';
import {
  type Caller,
  commentEvents,
  type CommentPage,
  type CommentView,
  type community,
  DeclaredError,
  type EventPayload,
  invalid,
  MOST_COMMENT_MARKS,
  type RpcInput,
  type TrackComments,
  type TrackView,
} from '@veza/contracts';
import { Database, type SqlExecutor } from '@veza/database';
import { Outbox } from '@veza/transport';
import { NoticesService } from '../notices/notices.service.js';
import { AccountStanding, requireBelow, requireNoLink } from '../people/account-limits.js';
import { readerOf, requirePerson, requireShown } from '../people/acting-person.js';
import { BlocksRepository } from '../people/blocks.repository.js';
import { PeopleRepository } from '../people/people.repository.js';
import { VisibleTracks } from '../visible-tracks/visible-tracks.js';
import { CommentsRepository, type WrittenComment } from './comments.repository.js';
import { RemovedComments } from './removed-comments.repository.js';

type WrittenFact = EventPayload<typeof commentEvents.added>;
type In<Verb extends keyof typeof community.comments> = RpcInput<(typeof community.comments)[Verb]>;

export const COMMENTS_A_MINUTE = 20;
/** With replies. They are counted for each reader. */
export const MOST_OF_TRACK = 10_000;
export const MOST_REPLIES = 200;

const NO_BOT = 'A bot writes no comments';

/** Comments on tracks that the caller may see. */
@Injectable()
export class CommentsService {
  constructor(
    private readonly database: Database,
    private readonly repository: CommentsRepository,
    private readonly removed: RemovedComments,
    private readonly people: PeopleRepository,
    private readonly blocks: BlocksRepository,
    private readonly outbox: Outbox,
    private readonly tracks: VisibleTracks,
    private readonly notices: NoticesService,
    private readonly standing: AccountStanding,
  ) {}

  async list(caller: Caller, query: In<'list'>): Promise<TrackComments> {
    await this.tracks.require(caller, query.trackId);
    const reader = readerOf(caller);
    const [page, total] = await Promise.all([this.repository.list(query, reader), this.repository.count(query.trackId, reader)]);
    return { ...page, total };
  }

  async marks(caller: Caller, trackId: number): Promise<CommentView[]> {
    const { durationSeconds } = await this.tracks.require(caller, trackId);
    const parts = { reader: readerOf(caller), parts: MOST_COMMENT_MARKS, duration: durationSeconds ?? 0 };
    return this.repository.marks(trackId, parts);
  }

  async replies(caller: Caller, { trackId, commentId, ...page }: In<'replies'>): Promise<CommentPage> {
    await this.tracks.require(caller, trackId);
    const reader = readerOf(caller);
    if (!(await this.repository.find(trackId, commentId, reader))) throw new DeclaredError('NOT_FOUND');
    return this.repository.replies(commentId, page, reader);
  }

  /** A place is none. */
  async get(caller: Caller, commentId: number): Promise<CommentView> {
    const trackId = await this.repository.trackOf(commentId);
    if (trackId === undefined) throw new DeclaredError('NOT_FOUND');
    await this.tracks.require(caller, trackId);
    const found = await this.repository.find(trackId, commentId, readerOf(caller));
    if (!found || found.authorId === null) throw new DeclaredError('NOT_FOUND');
    return found;
  }

  async add(caller: Caller, { trackId, text, second, replyTo }: In<'add'>): Promise<CommentView> {
    const user = requirePerson(caller, NO_BOT);
    const { userId } = user;
    const track = await this.tracks.require(caller, trackId);
    requireSecond(second, replyTo, track);
    const limits = await this.standing.limitsOf(user);
    requireNoLink('text', text, limits);
    return this.database.transaction(async (tx) => {
      await this.requireWriter(tx, userId, track);
      const parent = replyTo === null ? undefined : await this.requireParent(tx, userId, { trackId, id: replyTo });
      await this.requireRoom(tx, trackId, parent);
      const { today, isBurst } = await this.repository.pace(tx, userId, COMMENTS_A_MINUTE);
      if (isBurst) throw new DeclaredError('RATE_LIMITED', { message: 'Too many comments; try again later', retryAfter: 60 });
      requireBelow(today, limits.comments, limits);
      const id = await this.repository.add(tx, { trackId, parentId: replyTo, second, authorId: userId, text });
      await this.repository.countDay(tx, userId);
      const repliedAuthorId = parent?.authorId ?? null;
      const written = { commentId: id, trackId, trackOwnerId: track.uploaderId, authorId: userId, repliedAuthorId };
      await this.outbox.append(tx, commentEvents.added, written);
      await this.notice(tx, written, track);
      return this.requireSeen(tx, trackId, id, userId);
    });
  }

  async edit(caller: Caller, { trackId, commentId, text }: In<'edit'>): Promise<CommentView> {
    const user = requirePerson(caller, NO_BOT);
    const { userId } = user;
    const track = await this.tracks.require(caller, trackId);
    requireNoLink('text', text, await this.standing.limitsOf(user));
    return this.database.transaction(async (tx) => {
      await this.requireWriter(tx, userId, track);
      const comment = await this.repository.lock(tx, trackId, commentId);
      const seen = await this.requireSeen(tx, trackId, commentId, userId);
      if (comment?.authorId !== userId) throw new DeclaredError(seen.authorId === null ? 'NOT_FOUND' : 'FORBIDDEN');
      await this.repository.setText(tx, commentId, text);
      return this.requireSeen(tx, trackId, commentId, userId);
    });
  }

  /** The author removes also what it cannot see any more. */
  async remove(caller: Caller, trackId: number, commentId: number): Promise<null> {
    const { userId, role } = requirePerson(caller, NO_BOT);
    const found = await this.repository.find(trackId, commentId, userId);
    const track = found?.authorId === userId ? undefined : await this.tracks.require(caller, trackId);
    const mayRemoveAny = role !== 'user' || track?.uploaderId === userId;
    await this.database.transaction(async (tx) => {
      const comment = await this.repository.lock(tx, trackId, commentId);
      const authorId = comment?.authorId ?? null;
      if (!comment || authorId === null) throw new DeclaredError('NOT_FOUND');
      if (authorId !== userId && !mayRemoveAny) throw new DeclaredError(found?.authorId ? 'FORBIDDEN' : 'NOT_FOUND');
      await this.removed.remove(tx, comment);
      await this.outbox.append(tx, commentEvents.removed, { commentId, trackId, authorId, removedBy: userId });
    });
    return null;
  }

  removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    return this.removed.removeAll(tx, personId);
  }

  removeTrack(tx: SqlExecutor, trackId: number): Promise<void> {
    return this.removed.removeTrack(tx, trackId);
  }

  /** Locks the person. Across a block with the owner of the track the track is not there. */
  private async requireWriter(tx: SqlExecutor, userId: number, { uploaderId }: TrackView): Promise<void> {
    const [person] = await this.people.lock(tx, userId);
    if (!person || (await this.blocks.isBetween(userId, uploaderId, tx))) throw new DeclaredError('NOT_FOUND');
    requireShown(person);
  }

  /** Locks the comment that is replied to. */
  private async requireParent(tx: SqlExecutor, userId: number, { trackId, id }: { trackId: number; id: number }) {
    const parent = await this.repository.lock(tx, trackId, id);
    const seen = parent && (await this.repository.find(trackId, id, userId, tx));
    if (!seen || seen.authorId === null) throw invalid('reply_to', 'There is no such comment on this track');
    if (parent.parentId !== null) throw invalid('reply_to', 'A reply is to a comment, not to another reply');
    return parent;
  }

  private async requireRoom(tx: SqlExecutor, trackId: number, parent: WrittenComment | undefined): Promise<void> {
    if ((await this.repository.countOf(tx, { trackId }, MOST_OF_TRACK)) >= MOST_OF_TRACK)
      throw new DeclaredError('INVALID_STATE', { message: `A track has at most ${MOST_OF_TRACK} comments` });
    if (parent && (await this.repository.countOf(tx, { parentId: parent.id }, MOST_REPLIES)) >= MOST_REPLIES)
      throw new DeclaredError('INVALID_STATE', { message: `A comment has at most ${MOST_REPLIES} replies` });
  }

  /** An own comment that got a reply is more than the own track below it: its author has one notice. */
  private async notice(tx: SqlExecutor, written: WrittenFact, { title }: TrackView): Promise<void> {
    const { commentId, trackId, trackOwnerId, authorId, repliedAuthorId } = written;
    const thing = { kind: 'track' as const, id: String(trackId), title };
    const about = { actorId: authorId, thing, part: String(commentId), detail: null, key: `comment ${commentId}` };
    if (repliedAuthorId !== null) await this.notices.record(tx, [repliedAuthorId], { ...about, kind: 'reply' });
    if (repliedAuthorId !== trackOwnerId) await this.notices.record(tx, [trackOwnerId], { ...about, kind: 'comment' });
  }

  private async requireSeen(tx: SqlExecutor, trackId: number, id: number, userId: number): Promise<CommentView> {
    const seen = await this.repository.find(trackId, id, userId, tx);
    if (!seen) throw new DeclaredError('NOT_FOUND');
    return seen;
  }
}

function requireSecond(second: number | null, replyTo: number | null, { durationSeconds }: TrackView): void {
  if (second === null) return;
  if (replyTo !== null) throw invalid('second', 'A reply has no second');
  if (durationSeconds !== null && second > durationSeconds) throw invalid('second', 'The track is shorter');
}
