import { randomBytes } from 'node:crypto';
import { passwordsOf, REDIS_USERS, redisUrlOf, redisUsers } from '../../libs/servers/src/redis-users.js';

/**
 * A user for each service with a random password: the lines of an ACL file, and the addresses of the services by the name
 * of their key in a Secret, such as `GATEWAY_REDIS_URL`.
 *
 * @param {string} url address of the Redis, without a login
 */
export function newRedisUsers(url) {
  const passwords = passwordsOf(() => randomBytes(24).toString('hex'));
  const addresses = Object.fromEntries(
    REDIS_USERS.map((user) => [`${user.toUpperCase()}_REDIS_URL`, redisUrlOf(url, user, passwords[user])]),
  );
  return { users: redisUsers(passwords), addresses };
}
