import { Script } from '../redis/script.js';

const NOW = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/**
 * Keys: queue, live, bound. Arguments: requests of one service, all of one tick. Answers how many were taken, in order
 * (the rest finds the queue full), or -1 when no replica lives.
 */
export const ENQUEUE = new Script(`${NOW}
if redis.call('ZCOUNT', KEYS[2], now, '+inf') == 0 then return -1 end
local room = tonumber(redis.call('GET', KEYS[3]) or 1000) - redis.call('LLEN', KEYS[1])
local taken = math.max(0, math.min(room, #ARGV))
local stamp = string.format('%.0f ', now)
for i = 1, taken do redis.call('RPUSH', KEYS[1], stamp .. ARGV[i]) end
return taken`);

/** Keys: live, bound. Arguments: replica, milliseconds it counts as alive, bound of the queue. Answers Redis' clock. */
export const HEARTBEAT = new Script(`${NOW}
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], 60000)
redis.call('SET', KEYS[2], ARGV[3], 'PX', 60000)
return now`);

/** Keys: queue, live. Arguments: replica. It is gone; when it was the last, answers what nobody will run now. */
export const LEAVE = new Script(`${NOW}
redis.call('ZREM', KEYS[2], ARGV[1])
if redis.call('ZCOUNT', KEYS[2], now, '+inf') > 0 then return {} end
local orphans = redis.call('LRANGE', KEYS[1], 0, -1)
redis.call('DEL', KEYS[1])
return orphans`);
