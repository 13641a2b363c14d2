import { Injectable } from '@nestjs/common';
import { ReplicaId } from '@veza/transport';
import { BatchedScript } from '../redis/batched-script.js';
import { CacheRedis } from '../redis/cache-redis.js';

/*
 * A place is a room, or a user for "is online at all". It is a sorted set of members `<user>:<replica>`, scored by when
 * they expire (Redis' clock). A replica renews its members, so those of a killed replica expire. In a place with more than
 * a thousand members only members are counted, not distinct users.
 */

/** `now` in epoch milliseconds; `live()` returns the set of live users, their count, and whether the place is large. */
const PLACE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local function user(member) return string.match(member, '^(%d+):') end
local function live()
  local seen, count = {}, 0
  if redis.call('ZCARD', KEYS[1]) > 1000 then return seen, redis.call('ZCOUNT', KEYS[1], now, '+inf'), true end
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], now, '+inf')) do
    local id = user(member)
    if not seen[id] then seen[id] = true count = count + 1 end
  end
  return seen, count
end`;

/** `extend(members, lease)` sets their expiry and returns how many were added. */
const EXTEND = `
local function extend(members, lease)
  local scored = {}
  for _, member in ipairs(members) do scored[#scored + 1] = now + lease scored[#scored + 1] = member end
  local added = redis.call('ZADD', KEYS[1], unpack(scored))
  redis.call('PEXPIRE', KEYS[1], 3600000)
  return added
end`;

/**
 * Adds a member.
 *
 * KEYS: place
 * ARGV: member, lease in milliseconds
 * Returns whether the user is new in the place (1 or 0), and the number of users in it.
 */
const ENTER = `${PLACE}${EXTEND}
local before, count, large = live()
local added = extend({ ARGV[1] }, ARGV[2])
if large then return { 1, count + added } end
if before[user(ARGV[1])] then return { 0, count } end
return { 1, count + 1 }`;

/**
 * Removes a member.
 *
 * KEYS: place
 * ARGV: member
 * Returns whether the user has left on all replicas (1 or 0), and the number of users in the place.
 */
const LEAVE = `${PLACE}
local removed = redis.call('ZREM', KEYS[1], ARGV[1])
local after, count = live()
return { (removed == 1 and not after[user(ARGV[1])]) and 1 or 0, count }`;

/**
 * Extends the leases of members and removes the expired ones.
 *
 * KEYS: place
 * ARGV: lease in milliseconds, members…
 * Returns the number of users and the users that are gone by it, each to exactly one caller; nothing at all if members
 * were renewed and none had expired.
 */
const RENEW = `${PLACE}${EXTEND}
local members = { unpack(ARGV, 2) }
if #members > 0 then extend(members, ARGV[1]) end
local expired = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. now, 'LIMIT', 0, 1000)
if #expired > 0 then redis.call('ZREM', KEYS[1], unpack(expired)) elseif #members > 0 then return {} end
local after, count = live()
local result, seen = { count }, {}
for _, member in ipairs(expired) do
  local id = user(member)
  if not after[id] and not seen[id] then seen[id] = true result[#result + 1] = id end
end
return result`;

/**
 * KEYS: place
 * Returns the users in the place; none if it is large.
 */
const LIST = `${PLACE}
local result = {}
for id in pairs((live())) do result[#result + 1] = id end
return result`;

/** Places in one command: each may hold a thousand users, and Redis serves no other client meanwhile. */
const BATCH_SIZE = 32;

/** The operations whose calls share a batch. */
export const PLACES = { enter: ENTER, leave: LEAVE, renew: RENEW, list: LIST };

/** Presence in Redis. Every method rejects while Redis is away. */
@Injectable()
export class PresenceStore {
  /** The beginning of the id distinguishes replicas, and is stored for each user of a place. */
  private readonly replica: string;
  private readonly places: BatchedScript<keyof typeof PLACES>;

  constructor(
    private readonly redis: CacheRedis,
    replica: ReplicaId,
  ) {
    this.replica = replica.value.slice(0, 8);
    this.places = new BatchedScript(redis.client, PLACES, BATCH_SIZE);
  }

  async enter(place: string, userId: number, leaseMs: number): Promise<{ isNew: boolean; count: number }> {
    const [isNew, count] = numbersOf(await this.places.run('enter', keyOf(place), this.memberOf(userId), leaseMs));
    return { isNew: isNew === 1, count: count ?? 0 };
  }

  async leave(place: string, userId: number): Promise<{ isGone: boolean; count: number }> {
    const [isGone, count] = numbersOf(await this.places.run('leave', keyOf(place), this.memberOf(userId)));
    return { isGone: isGone === 1, count: count ?? 0 };
  }

  /** `count` is the number of users if `userIds` is empty or `gone` is not; else it is 0. */
  async renew(place: string, userIds: readonly number[], leaseMs: number): Promise<{ count: number; gone: number[] }> {
    const members = userIds.map((userId) => this.memberOf(userId));
    const [count = 0, ...gone] = numbersOf(await this.places.run('renew', keyOf(place), leaseMs, ...members));
    return { count, gone };
  }

  async list(place: string): Promise<number[]> {
    return numbersOf(await this.places.run('list', keyOf(place)));
  }

  /** Returns true on one replica within so many milliseconds: the one that publishes the number of users of a place. */
  async claimNumbers(place: string, withinMs: number): Promise<boolean> {
    return (await this.redis.client.set(`chat:present-published:${place}`, this.replica, 'PX', withinMs, 'NX')) === 'OK';
  }

  private memberOf(userId: number): string {
    return `${userId}:${this.replica}`;
  }
}

const numbersOf = (result: unknown): number[] => (Array.isArray(result) ? result.map(Number) : []);

const keyOf = (place: string): string => `chat:present:${place}`;
