/*
 * The sockets of one session in one dialect are a hash: connection id to its stored state (StoredSocket as JSON). A key
 * lives as long as its longest-lived socket: no script shortens its expiry. States get their times here, by Redis' clock,
 * because replicas compare them and the clocks of two machines differ.
 *
 * A replica that stores its ended sockets again after a loss may not know that one was inherited. So every state that is
 * stored or removed removes the one that its socket has inherited.
 */

/** `stamped(state, field, at)` adds a time to a JSON object. `%.0f`, because Lua writes large numbers as 1.7e+12. */
const CLOCK = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local function stamped(state, field, at)
  return string.sub(state, 1, -2) .. ',"' .. field .. '":' .. string.format('%.0f', at) .. '}'
end`;

const EXTEND = `
local function extend(seconds)
  redis.call('EXPIRE', KEYS[1], seconds, 'GT')
  redis.call('EXPIRE', KEYS[1], seconds, 'NX')
end`;

/**
 * Stores a new socket, unless sockets of other replicas are known: these may have state that it can inherit.
 *
 * KEYS: sockets of the session
 * ARGV: connection id, state, seconds to live, first characters of every state of this replica
 * Returns an empty list if it was stored, else the time, then ids and states of all known sockets in turn.
 */
const REGISTER = `${CLOCK}${EXTEND}
local known = redis.call('HGETALL', KEYS[1])
for i = 2, #known, 2 do
  if string.sub(known[i], 1, #ARGV[4]) ~= ARGV[4] then
    table.insert(known, 1, string.format('%.0f', now))
    return known
  end
end
redis.call('HSET', KEYS[1], ARGV[1], stamped(ARGV[2], 'savedAt', now))
extend(ARGV[3])
return {}`;

/**
 * KEYS: sockets of the session
 * Returns the time, then ids and states of all known sockets in turn.
 */
const READ = `${CLOCK}
local known = redis.call('HGETALL', KEYS[1])
table.insert(known, 1, string.format('%.0f', now))
return known`;

/**
 * Stores the state of a live socket.
 *
 * KEYS: sockets of the session
 * ARGV: connection id, state, seconds to live, id of the connection whose state it has inherited (may be empty)
 * Returns an empty list.
 */
const SAVE = `${CLOCK}${EXTEND}
redis.call('HDEL', KEYS[1], ARGV[4])
redis.call('HSET', KEYS[1], ARGV[1], stamped(ARGV[2], 'savedAt', now))
extend(ARGV[3])
return {}`;

/**
 * Stores the state of a socket that has ended.
 *
 * KEYS: sockets of the session
 * ARGV: connection id, state, seconds to live, id of its predecessor as above, milliseconds since its end
 * Returns an empty list.
 */
const END = `${CLOCK}${EXTEND}
redis.call('HDEL', KEYS[1], ARGV[4])
redis.call('HSET', KEYS[1], ARGV[1], stamped(ARGV[2], 'endedAt', now - ARGV[5]))
extend(ARGV[3])
return {}`;

/**
 * KEYS: sockets of the session
 * ARGV: connection id, id of its predecessor as above
 * Returns how many sockets were removed.
 */
const REMOVE = `return redis.call('HDEL', KEYS[1], ARGV[1], ARGV[2])`;

/** The operations whose calls share a batch, so that a new socket finds what those before it have saved. */
export const SOCKETS = { register: REGISTER, read: READ, save: SAVE, end: END, remove: REMOVE };

/**
 * Replaces the state of an ended socket by that of its heir. Atomic: exactly one of two competing connections inherits it,
 * and at no moment does the state belong to neither.
 *
 * KEYS: sockets of the session
 * ARGV: id of the ended connection, id of the heir, state of the heir
 * Returns 1, or 0 if the state was already taken.
 */
export const TAKE_OVER = `${CLOCK}
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[2], stamped(ARGV[3], 'savedAt', now))
return 1`;
