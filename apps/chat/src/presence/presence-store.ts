import { Injectable } from '@nestjs/common';
import { ReplicaId } from '@veza/transport';
import { CacheRedis } from '../bus/cache-redis.js';
import { BatchedScript } from '../bus/batched-script.js';

/**
 * One sorted set a place; its members are `<user>:<replica>`, scored by when they lapse on Redis' own clock. A replica
 * renews what it holds, so the people of a killed one lapse by themselves.
 *
 * Four words about members of a place, which come as one text. `enter` and `leave` are about one of them and answer whether
 * nobody of that person was in before, or they are out everywhere, and how many people are in now. `renew` sets when members
 * lapse and takes out who has; where somebody has, or nobody was renewed, it answers how many people are left and who is gone,
 * and each is told to one asker only. `list` answers who is in. A place of more than a thousand is only counted.
 */
const PLACES = `
local word, members, lapse = unpack(ARGV)
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
end
local function keep(each)
  local scored = {}
  for _, member in ipairs(each) do scored[#scored + 1] = now + lapse scored[#scored + 1] = member end
  local added = redis.call('ZADD', KEYS[1], unpack(scored))
  redis.call('PEXPIRE', KEYS[1], 3600000)
  return added
end
if word == 'enter' then
  local before, count, large = live()
  local added = keep({ members })
  if large then return { 1, count + added } end
  if before[user(members)] then return { 0, count } end
  return { 1, count + 1 }
end
if word == 'leave' then
  local was = redis.call('ZREM', KEYS[1], members)
  local after, count = live()
  return { (was == 1 and not after[user(members)]) and 1 or 0, count }
end
local out = {}
if word == 'list' then
  for id in pairs((live())) do out[#out + 1] = id end
  return out
end
local each = {}
for member in string.gmatch(members, '%S+') do each[#each + 1] = member end
if #each > 0 then keep(each) end
local lapsed = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. now, 'LIMIT', 0, 1000)
if #lapsed > 0 then redis.call('ZREM', KEYS[1], unpack(lapsed)) elseif #each > 0 then return {} end
local after, count = live()
local told = {}
out[1] = count
for _, member in ipairs(lapsed) do
  local id = user(member)
  if not after[id] and not told[id] then told[id] = true out[#out + 1] = id end
end
return out`;

/** Places looked at in one go: each may hold a thousand people, and Redis answers nobody else meanwhile. */
const AT_ONCE = 32;

type Word = 'enter' | 'leave' | 'renew' | 'list';

/** Presence in Redis. Every method rejects while Redis is away; presence then stands still. */
@Injectable()
export class PresenceStore {
  /** The beginning is enough to tell replicas apart, and is written for each person of a place. */
  private readonly replica: string;
  /** One for all words, so that they are said in their order. */
  private readonly places: BatchedScript;

  constructor(
    private readonly redis: CacheRedis,
    replica: ReplicaId,
  ) {
    this.replica = replica.value.slice(0, 8);
    this.places = new BatchedScript(redis.client, PLACES, AT_ONCE);
  }

  async enter(place: string, userId: number, lapseMs: number): Promise<{ isNew: boolean; count: number }> {
    const [isNew, count] = await this.tell('enter', place, [userId], lapseMs);
    return { isNew: isNew === 1, count: count ?? 0 };
  }

  async leave(place: string, userId: number): Promise<{ isGone: boolean; count: number }> {
    const [isGone, count] = await this.tell('leave', place, [userId]);
    return { isGone: isGone === 1, count: count ?? 0 };
  }

  /** With nobody to renew, or when somebody is gone, `count` is how many are left; else it is 0. */
  async renew(place: string, userIds: readonly number[], lapseMs: number): Promise<{ count: number; gone: number[] }> {
    const [count = 0, ...gone] = await this.tell('renew', place, userIds, lapseMs);
    return { count, gone };
  }

  list(place: string): Promise<number[]> {
    return this.tell('list', place, []);
  }

  /** Whether this replica is the one that tells the numbers of a place, within so many milliseconds. */
  async claimNumbers(place: string, withinMs: number): Promise<boolean> {
    return (await this.redis.client.set(`chat:present-told:${place}`, this.replica, 'PX', withinMs, 'NX')) === 'OK';
  }

  private async tell(word: Word, place: string, userIds: readonly number[], lapseMs = 0): Promise<number[]> {
    const members = userIds.map((id) => `${id}:${this.replica}`).join(' ');
    const answer = await this.places.run(keyOf(place), word, members, lapseMs);
    return Array.isArray(answer) ? answer.map(Number) : [];
  }
}

const keyOf = (place: string): string => `chat:present:${place}`;
