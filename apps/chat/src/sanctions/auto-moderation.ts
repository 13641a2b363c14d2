import { hash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, PLATFORM_USER_ID } from '@veza/contracts';
import { AppLogger, BoundedCache, CONFIG } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import { RateLimiter } from '../limits/rate-limiter.js';
import { type Earlier, isShouted, MessageScore, normalised, type Reason } from './message-score.js';
import { SanctionWatch } from './sanction-watch.js';
import { SanctionsRepository } from './sanctions.repository.js';

export interface Said {
  readonly room: string;
  readonly userId: number;
  readonly content: string;
}

type Remembered = Earlier & { readonly at: number };

const MINUTE_MS = 60_000;
const STRIKES_WITHIN_MS = 10 * MINUTE_MS;
const MOST_EARLIER = 20;
const MAX_AUTHORS = 20_000;

const TOLD: Readonly<Record<Reason, string>> = {
  words: 'it has a word that is not welcome here',
  repeats: 'you have said this already',
  links: 'it has too many links',
  capitals: 'it has too many capitals',
};

/**
 * Looks at a message before it is stored, and mutes who goes on being refused. What somebody said within the last minute
 * is remembered by each replica for itself: a person writes through one or two of them, and the rate limit holds on all.
 */
@Injectable()
export class AutoModeration {
  private readonly score: MessageScore;
  private readonly earlier = new BoundedCache<number, Remembered[]>(MAX_AUTHORS);

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

  /** Why it may not be said; undefined when it may. What may is remembered. */
  async objection(said: Said): Promise<DeclaredError | undefined> {
    const { userId, content } = said;
    const now = Date.now();
    const own = { likeness: hash('md5', normalised(content)), shouted: isShouted(content) };
    const earlier = this.earlierOf(userId, now - MINUTE_MS);
    const { points, reason } = this.score.of(content, own, earlier);
    if (reason && points >= this.config.CHAT_MODERATION_THRESHOLD) return this.refuse(said, reason);
    if (earlier.push({ ...own, at: now }) > MOST_EARLIER) earlier.shift();
    return undefined;
  }

  /** What speaks against a text by itself, whoever says it. */
  judge(content: string): Reason | undefined {
    const { points, reason } = this.score.of(content, { likeness: '', shouted: isShouted(content) }, []);
    return points >= this.config.CHAT_MODERATION_THRESHOLD ? reason : undefined;
  }

  /** Counts one more refusal, and answers what to tell. */
  async refuse({ room, userId }: Omit<Said, 'content'>, reason: Reason): Promise<DeclaredError> {
    const max = this.config.CHAT_MODERATION_STRIKES - 1;
    const strike = await this.limiter.take(`strikes:${room}:${userId}`, randomUUID(), [{ ms: STRIKES_WITHIN_MS, max }]);
    if (!strike.ok) await this.mute(room, userId, reason);
    const message = `This message was refused by the moderation: ${TOLD[reason]}`;
    return new DeclaredError('FORBIDDEN', { message, details: [{ field: 'content', message: TOLD[reason] }] });
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
    this.logger.log('Muted by the moderation', { mutedUserId: userId, room, reason, duration });
    this.watch.hurry();
  }

  /** What somebody said after a moment, the oldest first; whoever writes now is the last to be forgotten. */
  private earlierOf(userId: number, after: number): Remembered[] {
    const earlier = this.earlier.get(userId) ?? [];
    const recent = earlier.findIndex(({ at }) => at > after);
    earlier.splice(0, recent < 0 ? earlier.length : recent);
    this.earlier.set(userId, earlier);
    return earlier;
  }
}
