import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { BoundedCache, CONFIG } from '@veza/platform';
import { Script } from '@veza/transport';
import type { ChatConfig } from '../config.js';
import { CacheRedis } from '../redis/cache-redis.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Rooms of a new account a day, in production. */
const NEW_ROOMS = 3;

/** People to whom a new account writes first in a day, in production. */
const NEW_CONVERSATIONS = 10;

/** Codes of invite links that a person tries in a minute. */
const INVITE_CODES = 20;

/** Things that a person reports in an hour. */
const REPORTS = 20;

/** At most `max` in any `ms` milliseconds. */
export interface Rate {
  readonly ms: number;
  readonly max: number;
}

/** Keys that a replica counts on its own while Redis is away. */
const MAX_KEYS = 10_000;
/** A limit this high means no limit, and is not counted. */
const UNLIMITED = 1_000_000;

/**
 * Counts an item against sliding windows, if all of them have room.
 *
 * KEYS: sorted set of the counted items (score: when each was counted)
 * ARGV: item; rates as one text, `ms max ms max …`
 * Returns 0 if it was counted, -1 if it had been counted before (free of charge), else the milliseconds to wait.
 */
const TAKE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then return -1 end
local longest, wait = 0, 0
for ms, max in string.gmatch(ARGV[2], '(%d+) (%d+)') do
  ms, max = tonumber(ms), tonumber(max)
  if ms > longest then longest = ms end
  local since = now - ms + 1
  local count = redis.call('ZCOUNT', KEYS[1], since, '+inf')
  if count >= max then
    local first = redis.call('ZRANGEBYSCORE', KEYS[1], since, '+inf', 'WITHSCORES', 'LIMIT', count - max, 1)
    wait = math.max(wait, first[2] + ms - now)
  end
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - longest)
if wait > 0 then return wait end
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('PEXPIRE', KEYS[1], longest)
return 0`;

export type LimitResult = { ok: true; known: boolean } | { ok: false; waitMs: number };

/**
 * Sliding limits, counted over all replicas. While Redis is away each replica counts for itself.
 *
 * `item` identifies what is counted: taking the same one again is free, and one that failed can be refunded.
 */
@Injectable()
export class RateLimiter {
  /** The counts of this replica while Redis is away: by key, when each item was counted (`performance.now()`). */
  private readonly own = new BoundedCache<string, Map<string, number>>(MAX_KEYS);
  private readonly counts = new Script(TAKE);

  constructor(private readonly redis: CacheRedis) {}

  async take(key: string, item: string, rates: readonly Rate[]): Promise<LimitResult> {
    const counted = rates.filter(({ max }) => max < UNLIMITED);
    if (counted.length === 0) return { ok: true, known: false };
    const answer = await this.takeInRedis(key, item, counted).catch(() => this.takeLocally(key, item, counted));
    return answer > 0 ? { ok: false, waitMs: answer } : { ok: true, known: answer < 0 };
  }

  refund(key: string, item: string): void {
    this.own.get(key)?.delete(item);
    this.redis.client.zrem(`chat:rate:${key}`, item).catch(() => undefined); // Redis is away: the item expires with its window
  }

  private async takeInRedis(key: string, item: string, rates: readonly Rate[]): Promise<number> {
    const limits = rates.map(({ ms, max }) => `${ms} ${max}`).join(' ');
    return Number(await this.counts.run(this.redis.client, [`chat:rate:${key}`], [item, limits]));
  }

  private takeLocally(key: string, item: string, rates: readonly Rate[]): number {
    const now = performance.now();
    const items = this.own.get(key) ?? new Map<string, number>();
    this.own.set(key, items);
    if (items.has(item)) return -1;
    const longest = Math.max(...rates.map(({ ms }) => ms));
    for (const [each, at] of items) if (at <= now - longest) items.delete(each);
    const times = [...items.values()];
    const waits = rates.map(({ ms, max }) => {
      const within = times.filter((at) => at > now - ms);
      const first = within[within.length - max];
      return first === undefined ? 0 : first + ms - now;
    });
    const wait = Math.ceil(Math.max(...waits));
    if (wait <= 0) items.set(item, now);
    return wait;
  }
}

/** A message or file that counts against the limits of its author. */
export interface CountedSend {
  readonly room: string;
  readonly userId: number;
  /** The person behind the user. */
  readonly person: number;
  readonly clientId: string;
}

/** The rate limits of a person, which its bots share. The items of the users are kept apart by their ids. */
@Injectable()
export class ChatLimits {
  private readonly messages: readonly Rate[];
  private readonly changes: readonly Rate[];
  private readonly rooms: { readonly established: Rate; readonly isNew: Rate };
  private readonly strangers: Rate;

  constructor(
    private readonly limiter: RateLimiter,
    @Inject(CONFIG) config: ChatConfig,
  ) {
    this.messages = [
      { ms: MINUTE_MS, max: config.CHAT_MESSAGES_PER_MINUTE },
      { ms: HOUR_MS, max: config.CHAT_MESSAGES_PER_HOUR },
    ];
    this.changes = [{ ms: MINUTE_MS, max: config.CHAT_CHANGES_PER_MINUTE }];
    const { CHAT_ROOMS_PER_DAY: most, NODE_ENV } = config;
    const few = config.CHAT_ROOMS_PER_DAY_NEW ?? (NODE_ENV === 'production' ? NEW_ROOMS : most);
    const strangers = config.CHAT_CONVERSATIONS_PER_DAY_NEW ?? (NODE_ENV === 'production' ? NEW_CONVERSATIONS : UNLIMITED);
    this.strangers = { ms: DAY_MS, max: strangers };
    this.rooms = { established: { ms: DAY_MS, max: most }, isNew: { ms: DAY_MS, max: Math.min(few, most) } };
  }

  /** A message or a file: the message limits, and the slow mode of the room in seconds. */
  async send(send: CountedSend, slowMode: number): Promise<LimitResult> {
    const { room, person } = send;
    const taken = await this.limiter.take(`messages:${person}`, itemOf(send), this.messages);
    if (!taken.ok || slowMode === 0) return taken;
    const slow = await this.slowMode(room, person, itemOf(send), slowMode);
    if (slow.ok) return taken;
    this.limiter.refund(`messages:${person}`, itemOf(send));
    return slow;
  }

  /** docs/protocol, Limits: "Refused sends do not count, and repeated sends of an acknowledged id are free." */
  refundSend(send: CountedSend, slowMode: number): void {
    this.limiter.refund(`messages:${send.person}`, itemOf(send));
    if (slowMode > 0) this.limiter.refund(`slow:${send.room}:${send.person}`, itemOf(send));
  }

  /** One message per `seconds` of a person in a room in slow mode. */
  slowMode(room: string, person: number, item: string, seconds: number): Promise<LimitResult> {
    return this.limiter.take(`slow:${room}:${person}`, item, [{ ms: seconds * 1_000, max: 1 }]);
  }

  async change(person: number, item: string): Promise<void> {
    requireAllowed(await this.limiter.take(`changes:${person}`, item, this.changes));
  }

  async room(person: number, item: string, isEstablished: boolean): Promise<void> {
    const rate = isEstablished ? this.rooms.established : this.rooms.isNew;
    const taken = await this.limiter.take(`rooms:${person}`, item, [rate]);
    if (!taken.ok) throw rateLimited(taken.waitMs, `You have created the maximum of ${rate.max} rooms in a day; try again later`);
  }

  /** Whether first messages of new accounts are counted. */
  get boundsStrangers(): boolean {
    return this.strangers.max < UNLIMITED;
  }

  /** The first message of a new account to a person who has not written to it. */
  async stranger(person: number, room: string): Promise<void> {
    const taken = await this.limiter.take(`strangers:${person}`, room, [this.strangers]);
    if (!taken.ok) throw rateLimited(taken.waitMs, 'A new account writes first to a few people in a day; try again later');
  }

  /** A code of an invite link that a person tries, right or wrong. */
  async inviteCode(person: number, item: string): Promise<void> {
    const taken = await this.limiter.take(`invite-codes:${person}`, item, [{ ms: MINUTE_MS, max: INVITE_CODES }]);
    if (!taken.ok) throw rateLimited(taken.waitMs, 'You have tried too many invite links; try again later');
  }

  async report(person: number, item: string): Promise<void> {
    const taken = await this.limiter.take(`reports:${person}`, item, [{ ms: HOUR_MS, max: REPORTS }]);
    if (!taken.ok) throw rateLimited(taken.waitMs, 'You have reported many things in this hour; try again later');
  }

  /** Returns whether a typing event may be published; above the limit it is dropped silently. */
  async typing(room: string, person: number, item: string): Promise<boolean> {
    return (await this.limiter.take(`typing:${room}:${person}`, item, [{ ms: 1_000, max: 1 }])).ok;
  }

  /** Returns whether a read receipt may be published; above the limit it is dropped silently. */
  async read(room: string, person: number, item: string): Promise<boolean> {
    return (await this.limiter.take(`read:${room}:${person}`, item, [{ ms: 1_000, max: 1 }])).ok;
  }
}

/** Users of one person may give the same client id. */
const itemOf = ({ userId, clientId }: CountedSend): string => `${userId} ${clientId}`;

export function rateLimited(waitMs: number, message = 'Too many messages; try again later'): DeclaredError {
  return new DeclaredError('RATE_LIMITED', {
    message,
    retryAfter: Math.max(1, Math.ceil(waitMs / 1_000)),
  });
}

function requireAllowed(taken: LimitResult): void {
  if (!taken.ok) throw rateLimited(taken.waitMs);
}
