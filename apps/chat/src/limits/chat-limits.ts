import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import { type Rate, RateLimiter, type LimitResult } from './rate-limiter.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The rate limits of a user. */
@Injectable()
export class ChatLimits {
  private readonly messages: readonly Rate[];
  private readonly changes: readonly Rate[];
  private readonly rooms: readonly Rate[];

  constructor(
    private readonly limiter: RateLimiter,
    @Inject(CONFIG) config: ChatConfig,
  ) {
    this.messages = [
      { ms: MINUTE_MS, max: config.CHAT_MESSAGES_PER_MINUTE },
      { ms: HOUR_MS, max: config.CHAT_MESSAGES_PER_HOUR },
    ];
    this.changes = [{ ms: MINUTE_MS, max: config.CHAT_CHANGES_PER_MINUTE }];
    this.rooms = [{ ms: HOUR_MS, max: config.CHAT_ROOMS_PER_HOUR }];
  }

  message(userId: number, clientId: string): Promise<LimitResult> {
    return this.limiter.take(`messages:${userId}`, clientId, this.messages);
  }

  /** docs/protocol, Limits: "Refused sends do not count, and repeated sends of an acknowledged id are free." */
  refundMessage(userId: number, clientId: string): void {
    this.limiter.refund(`messages:${userId}`, clientId);
  }

  /** One message per `seconds` of a user in a room in slow mode. */
  slowMode(room: string, userId: number, clientId: string, seconds: number): Promise<LimitResult> {
    return this.limiter.take(`slow:${room}:${userId}`, clientId, [{ ms: seconds * 1_000, max: 1 }]);
  }

  refundSlow(room: string, userId: number, clientId: string): void {
    this.limiter.refund(`slow:${room}:${userId}`, clientId);
  }

  async change(userId: number, item: string): Promise<void> {
    requireAllowed(await this.limiter.take(`changes:${userId}`, item, this.changes));
  }

  async room(userId: number, item: string): Promise<void> {
    requireAllowed(await this.limiter.take(`rooms:${userId}`, item, this.rooms));
  }

  /** Returns whether a typing event may be published; above the limit it is dropped silently. */
  async typing(room: string, userId: number, item: string): Promise<boolean> {
    return (await this.limiter.take(`typing:${room}:${userId}`, item, [{ ms: 1_000, max: 1 }])).ok;
  }

  /** Returns whether a read receipt may be published; above the limit it is dropped silently. */
  async read(room: string, userId: number, item: string): Promise<boolean> {
    return (await this.limiter.take(`read:${room}:${userId}`, item, [{ ms: 1_000, max: 1 }])).ok;
  }
}

export function rateLimited(waitMs: number): DeclaredError {
  return new DeclaredError('RATE_LIMITED', {
    message: 'Too many messages; try again later',
    retryAfter: Math.max(1, Math.ceil(waitMs / 1_000)),
  });
}

function requireAllowed(taken: LimitResult): void {
  if (!taken.ok) throw rateLimited(taken.waitMs);
}
