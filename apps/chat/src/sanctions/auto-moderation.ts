import { hash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, PLATFORM_USER_ID } from '@veza/contracts';
import { AppLogger, BoundedCache, CONFIG } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import { RateLimiter } from '../limits/rate-limiter.js';
import { type EarlierMessage, isShouted, MessageScore, normalised, type Reason } from './message-score.js';
import { SanctionWatch } from './sanction-watch.js';
import { SanctionsRepository } from './sanctions.repository.js';

/** A text that a user wants to publish in a room. */
export interface SubmittedText {
  readonly room: string;
  readonly userId: number;
  readonly content: string;
}

type RememberedMessage = EarlierMessage & { readonly at: number };

const MINUTE_MS = 60_000;
const STRIKES_WITHIN_MS = 10 * MINUTE_MS;
const MAX_EARLIER = 20;
const MAX_AUTHORS = 20_000;

const EXPLANATIONS: Readonly<Record<Reason, string>> = {
  words: 'it contains a word that is not allowed',
  repeats: 'it repeats your earlier messages',
  links: 'it contains too many links',
  capitals: 'it is written mostly in capitals',
};

/**
 * Scores a message before it is stored, and mutes a user after repeated rejections. Each replica remembers the messages of
 * the last minute for itself: a user sends through one or two replicas, and the rate limit holds on all of them.
 */
@Injectable()
export class AutoModeration {
  private readonly score: MessageScore;
  private readonly earlier = new BoundedCache<number, RememberedMessage[]>(MAX_AUTHORS);

  constructor(
    @Inject(CONFIG) private readonly config: ChatConfig,
    private readonly limiter: RateLimiter,
    private readonly sanctions: SanctionsRepository,
    private readonly watch: SanctionWatch,
    private readonly logger: AppLogger,
  ) {
    this.score = new MessageScore({
      words: config.CHAT_MODERATION_WORDS,
      repeats: config.CHAT_MODERATION_REPEATS,
      links: config.CHAT_MODERATION_LINKS,
      threshold: config.CHAT_MODERATION_THRESHOLD,
    });
  }

  /** Returns the error of a message that is rejected. An accepted message is remembered. */
  async check(text: SubmittedText): Promise<DeclaredError | undefined> {
    const { userId, content } = text;
    const now = Date.now();
    const own = { likeness: hash('md5', normalised(content)), shouted: isShouted(content) };
    const earlier = this.earlierOf(userId, now - MINUTE_MS);
    const { points, reason } = this.score.of(content, own, earlier);
    if (reason && points >= this.config.CHAT_MODERATION_THRESHOLD) return this.reject(text, reason);
    if (earlier.push({ ...own, at: now }) > MAX_EARLIER) earlier.shift();
    return undefined;
  }

  /** Returns the rule that a text breaks by itself, without the author’s earlier messages. */
  violationIn(content: string): Reason | undefined {
    const { points, reason } = this.score.of(content, { likeness: '', shouted: isShouted(content) }, []);
    return points >= this.config.CHAT_MODERATION_THRESHOLD ? reason : undefined;
  }

  /** Counts a strike and returns the error. Too many strikes mute the user. */
  async reject({ room, userId }: Omit<SubmittedText, 'content'>, reason: Reason): Promise<DeclaredError> {
    const max = this.config.CHAT_MODERATION_STRIKES - 1;
    const strike = await this.limiter.take(`strikes:${room}:${userId}`, randomUUID(), [{ ms: STRIKES_WITHIN_MS, max }]);
    if (!strike.ok) await this.mute(room, userId, reason);
    const message = `The message was rejected by automatic moderation: ${EXPLANATIONS[reason]}`;
    return new DeclaredError('FORBIDDEN', { message, details: [{ field: 'content', message: EXPLANATIONS[reason] }] });
  }

  private async mute(room: string, userId: number, reason: Reason): Promise<void> {
    const duration = this.config.CHAT_MODERATION_MUTE;
    await this.sanctions.add({
      kind: 'mute',
      room,
      userId,
      reason: `automatic: ${reason}`,
      duration,
      moderatorId: PLATFORM_USER_ID,
    });
    this.logger.log('Automatic moderation muted a user', { mutedUserId: userId, room, reason, duration });
    this.watch.sanctionsChanged();
  }

  /** The messages of a user after a moment, the oldest first. The user becomes the last to be forgotten. */
  private earlierOf(userId: number, after: number): RememberedMessage[] {
    const earlier = this.earlier.get(userId) ?? [];
    const recent = earlier.findIndex(({ at }) => at > after);
    earlier.splice(0, recent < 0 ? earlier.length : recent);
    this.earlier.set(userId, earlier);
    return earlier;
  }
}
