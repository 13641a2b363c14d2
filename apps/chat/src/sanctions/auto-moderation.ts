import { hash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, PLATFORM_USER_ID } from '@veza/contracts';
import { AppLogger, BoundedCache, CONFIG } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import { RateLimiter } from '../limits/chat-limits.js';
import { SanctionWatch } from './sanction-watch.js';
import { SanctionsRepository } from './sanctions.repository.js';

/** A text that a person, or one of its bots, wants to publish in a room. */
export interface SubmittedText {
  readonly room: string;
  readonly person: number;
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
 * Scores a message before it is stored, and mutes a person after repeated rejections, those of its bots included. Each replica remembers the messages of
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
    const { person, content } = text;
    const now = performance.now();
    const own = { likeness: hash('sha256', normalised(content)), shouted: isShouted(content) };
    const earlier = this.earlierOf(person, now - MINUTE_MS);
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
  async reject({ room, person }: Omit<SubmittedText, 'content'>, reason: Reason): Promise<DeclaredError> {
    const max = this.config.CHAT_MODERATION_STRIKES - 1;
    const strike = await this.limiter.take(`strikes:${room}:${person}`, randomUUID(), [{ ms: STRIKES_WITHIN_MS, max }]);
    if (!strike.ok) await this.mute(room, person, reason);
    const message = `The message was rejected by automatic moderation: ${EXPLANATIONS[reason]}`;
    return new DeclaredError('FORBIDDEN', { message, details: [{ field: 'content', message: EXPLANATIONS[reason] }] });
  }

  private async mute(room: string, userId: number, reason: Reason): Promise<void> {
    const duration = this.config.CHAT_MODERATION_MUTE;
    const added = await this.sanctions.addAutomatic({
      room,
      userId,
      reason: `automatic: ${reason}`,
      duration,
      moderatorId: PLATFORM_USER_ID,
    });
    if (!added) return;
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

/** The limits of the rules. A rule that is exceeded far enough reaches the threshold by itself. */
export interface ScoreRules {
  readonly words: readonly string[];
  /** Identical messages of a user within a minute. One more reaches the threshold. */
  readonly repeats: number;
  /** Links in one message. One more reaches the threshold. */
  readonly links: number;
  /** A message with this score or more is rejected. */
  readonly threshold: number;
}

/** An earlier message of the same user. */
export interface EarlierMessage {
  readonly likeness: string;
  readonly shouted: boolean;
}

export type Reason = 'words' | 'repeats' | 'links' | 'capitals';

export interface Score {
  readonly points: number;
  /** The rule with the most points. */
  readonly reason?: Reason;
}

/** A shorter text in capitals is a name or an exclamation. */
const SHORTEST_SHOUT = 20;
const SHOUTED_SHARE = 0.8;

/** Scores a message: points for forbidden words, repetitions, links and capitals add up. Pure: no state, no I/O. */
export class MessageScore {
  private readonly words: RegExp | undefined;

  constructor(private readonly rules: ScoreRules) {
    const escaped = rules.words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    this.words =
      escaped.length > 0 ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'iu') : undefined;
  }

  /** @param earlier the messages of the same user within the last minute */
  of(content: string, { likeness, shouted }: EarlierMessage, earlier: readonly EarlierMessage[]): Score {
    const { threshold, repeats, links } = this.rules;
    let [alike, shouts] = [0, 0];
    for (const each of earlier) {
      if (each.likeness === likeness) alike += 1;
      if (each.shouted) shouts += 1;
    }
    const points: Record<Reason, number> = {
      words: this.words?.test(content) ? threshold : 0,
      repeats: (threshold * alike) / repeats,
      links: (threshold * linksIn(content)) / (links + 1),
      capitals: shouted ? (threshold * (2 + shouts)) / 5 : 0,
    };
    const heaviest = REASONS.reduce((most, each) => (points[each] > points[most] ? each : most));
    return {
      points: REASONS.reduce((sum, reason) => sum + points[reason], 0),
      reason: points[heaviest] > 0 ? heaviest : undefined,
    };
  }
}

const REASONS: readonly Reason[] = ['words', 'repeats', 'links', 'capitals'];

/** Most texts are ASCII: they need no Unicode normalisation, which costs more than the rest of the score. */
const isAscii = (content: string): boolean => !/[^\0-\x7f]/.test(content);

/** Returns the text without case, white space and invisible characters: texts that look equal become equal. */
export function normalised(content: string): string {
  const visible = isAscii(content) ? content.replace(/\s+/g, '') : content.normalize('NFKC').replace(/[\s\p{Cf}]+/gu, '');
  return visible.toLowerCase();
}

export function linksIn(content: string): number {
  if (!/:\/\/|www\./i.test(content)) return 0;
  return content.match(/https?:\/\/|(?<![\p{L}\p{N}.])www\./giu)?.length ?? 0;
}

export function isShouted(content: string): boolean {
  if (content.length < SHORTEST_SHOUT) return false;
  const { letters, capitals } = isAscii(content) ? asciiCase(content) : anyCase(content);
  return letters >= SHORTEST_SHOUT && capitals >= letters * SHOUTED_SHARE;
}

/** How many letters have two cases, and how many of them are capitals. */
interface Case {
  readonly letters: number;
  readonly capitals: number;
}

function asciiCase(content: string): Case {
  let [small, capitals] = [0, 0];
  for (let i = 0; i < content.length; i += 1) {
    const code = content.charCodeAt(i);
    if (code >= 97 && code <= 122) small += 1;
    else if (code >= 65 && code <= 90) capitals += 1;
  }
  return { letters: small + capitals, capitals };
}

function anyCase(content: string): Case {
  let [letters, capitals] = [0, 0];
  for (const letter of content) {
    const small = letter.toLowerCase();
    if (small === letter.toUpperCase()) continue;
    letters += 1;
    if (small !== letter) capitals += 1;
  }
  return { letters, capitals };
}
