import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Script } from '@veza/transport';
import { CacheRedis } from '../bus/cache-redis.js';
import { GatheredScript } from '../bus/gathered-script.js';

/**
 * One sorted set a place; its members are `<user>:<replica>`, scored by when they lapse on Redis' own clock. A replica
 * renews what it holds, so the people of a killed one lapse by themselves.
 */
const COMMON = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local function user(member) return string.match(member, '^(%d+):') end
local function live()
  local seen, count = {}, 0
  if redis.call('ZCARD', KEYS[1]) > 1000 then return seen, redis.call('ZCOUNT', KEYS[1], now, '+inf') end
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], now, '+inf')) do
    local id = user(member)
    if not seen[id] then seen[id] = true count = count + 1 end
  end
  return seen, count
end
`;

/**
 * Puts somebody in; without a time takes somebody of this replica out. Answers whether nobody of them was in before, or
 * they are out everywhere, and how many people are in now.
 */
const MOVE = `${COMMON}
local id = user(ARGV[1])
if ARGV[2] == '' then
  local was = redis.call('ZREM', KEYS[1], ARGV[1])
  local after, count = live()
  return { (was == 1 and not after[id]) and 1 or 0, count }
end
local before = live()
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], 3600000)
local _, count = live()
return { before[id] and 0 or 1, count }`;

/** Sets when members lapse, and takes out who has. Answers how many are left and who is gone; each is told to one asker only. */
const RENEW = new Script(`${COMMON}
for i = 2, #ARGV do redis.call('ZADD', KEYS[1], now + ARGV[1], ARGV[i]) end
if #ARGV > 1 then redis.call('PEXPIRE', KEYS[1], 3600000) end
local lapsed = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. now, 'LIMIT', 0, 1000)
for _, member in ipairs(lapsed) do redis.call('ZREM', KEYS[1], member) end
local after, count = live()
local out, told = { count }, {}
for _, member in ipairs(lapsed) do
  local id = user(member)
  if not after[id] and not told[id] then told[id] = true out[#out + 1] = id end
end
return out`);

const LIST = new Script(`${COMMON}
local seen = live()
local out = {}
for id in pairs(seen) do out[#out + 1] = id end
return out`);

/** Presence in Redis. Every method rejects while Redis is away; presence then stands still. */
@Injectable()
export class PresenceStore {
  private readonly replica = randomUUID().slice(0, 8);

  /** One for coming and going, so that they happen in their order. */
  private readonly moves: GatheredScript;

  constructor(private readonly redis: CacheRedis) {
    this.moves = new GatheredScript(redis.client, MOVE);
  }

  async enter(place: string, userId: number, lapseMs: number): Promise<{ isNew: boolean; count: number }> {
    const [isNew, count] = await this.move(place, userId, lapseMs);
    return { isNew: isNew === 1, count: count ?? 0 };
  }

  async leave(place: string, userId: number): Promise<{ isGone: boolean; count: number }> {
    const [isGone, count] = await this.move(place, userId, '');
    return { isGone: isGone === 1, count: count ?? 0 };
  }

  async renew(place: string, userIds: readonly number[], lapseMs: number): Promise<{ count: number; gone: number[] }> {
    const [count = 0, ...gone] = await this.run(RENEW, place, lapseMs, ...userIds.map((id) => this.member(id)));
    return { count, gone };
  }

  list(place: string): Promise<number[]> {
    return this.run(LIST, place);
  }

  /** Whether this replica is the one that tells the numbers of a place, within so many milliseconds. */
  async mayTell(place: string, withinMs: number): Promise<boolean> {
    return (await this.redis.client.set(`chat:present-told:${place}`, this.replica, 'PX', withinMs, 'NX')) === 'OK';
  }

  private member(userId: number): string {
    return `${userId}:${this.replica}`;
  }

  private async move(place: string, userId: number, lapseMs: number | ''): Promise<number[]> {
    return numbersOf(await this.moves.run(keyOf(place), this.member(userId), lapseMs));
  }

  private async run(script: Script, place: string, ...args: (string | number)[]): Promise<number[]> {
    return numbersOf(await script.run(this.redis.client, [keyOf(place)], args));
  }
}

const keyOf = (place: string): string => `chat:present:${place}`;
const numbersOf = (answer: unknown): number[] => (Array.isArray(answer) ? answer.map(Number) : []);
