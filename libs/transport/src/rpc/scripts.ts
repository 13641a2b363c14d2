import { Script } from '../redis/script.js';

const NOW = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/**
 * Appends requests to the queue of a service. EVAL requires every right to the keys that it names, and a caller may only
 * add to the queue, and only read the others: so the script names the one key of the service that callers write, which
 * leads to the right node of a cluster, and Redis checks each command on the others by itself.
 * KEYS: cancelled. ARGV: queue, live, bound, requests. Returns how many were queued, in order (the queue is full for the
 * others), or -1 when no replica is live.
 */
export const ENQUEUE = new Script(`${NOW}
if redis.call('ZCOUNT', ARGV[2], now, '+inf') == 0 then return -1 end
local room = tonumber(redis.call('GET', ARGV[3]) or 1000) - redis.call('LLEN', ARGV[1])
local taken = math.max(0, math.min(room, #ARGV - 3))
local stamp = string.format('%.0f ', now)
for i = 4, taken + 3 do redis.call('RPUSH', ARGV[1], stamp .. ARGV[i]) end
return taken`);

/**
 * Lists a replica as live, and reads the cancelled requests. With upkeep, it also sets the bound of the queue and drops
 * entries that have ended.
 * KEYS: live, bound, cancelled. ARGV: replica, milliseconds that it counts as live, bound, 1 for upkeep or 0. Returns the
 * Redis clock in milliseconds, then the names of cancelled requests.
 */
export const HEARTBEAT = new Script(`${NOW}
local stamp = string.format('%.0f', now)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
if ARGV[4] == '1' then
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. stamp)
  redis.call('PEXPIRE', KEYS[1], 60000)
  redis.call('SET', KEYS[2], ARGV[3], 'PX', 60000)
  redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', stamp)
end
local out = redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. stamp, '+inf')
table.insert(out, 1, now)
return out`);

/** Lists a request as cancelled. KEYS: cancelled. ARGV: name of the request, milliseconds that it stays listed. */
export const CANCEL = new Script(`${NOW}
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], 60000)`);

/**
 * Removes a replica from the live ones.
 * KEYS: queue, live. ARGV: replica. Returns the queued requests if it was the last replica, else an empty list.
 */
export const LEAVE = new Script(`${NOW}
redis.call('ZREM', KEYS[2], ARGV[1])
if redis.call('ZCOUNT', KEYS[2], now, '+inf') > 0 then return {} end
local orphans = redis.call('LRANGE', KEYS[1], 0, -1)
redis.call('DEL', KEYS[1])
return orphans`);
