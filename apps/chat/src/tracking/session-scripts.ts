/*
 * The sockets of one session in one dialect are a hash: connection id to its stored state (StoredSocket as JSON). A key
 * lives as long as its longest-lived socket: no script shortens its expiry.
 */

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
 * Returns an empty list if it was stored, else ids and states of all known sockets in turn.
 */
const REGISTER = `${EXTEND}
local known = redis.call('HGETALL', KEYS[1])
for i = 2, #known, 2 do if string.sub(known[i], 1, #ARGV[4]) ~= ARGV[4] then return known end end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
extend(ARGV[3])
return {}`;

/**
 * Stores the state of a socket.
 *
 * KEYS: sockets of the session
 * ARGV: connection id, state, seconds to live
 * Returns an empty list.
 */
const SAVE = `${EXTEND}
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
extend(ARGV[3])
return {}`;

/**
 * KEYS: sockets of the session
 * ARGV: connection id
 * Returns how many sockets were removed.
 */
const REMOVE = `return redis.call('HDEL', KEYS[1], ARGV[1])`;

/** The operations whose calls share a batch, so that a new socket finds what those before it have saved. */
export const SOCKETS = { register: REGISTER, save: SAVE, remove: REMOVE };

/**
 * Replaces the state of an ended socket by that of its heir. Atomic: exactly one of two competing connections inherits it,
 * and at no moment does the state belong to neither.
 *
 * KEYS: sockets of the session
 * ARGV: id of the ended connection, id of the heir, state of the heir
 * Returns 1, or 0 if the state was already taken.
 */
export const TAKE_OVER = `
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
return 1`;
