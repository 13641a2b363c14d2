import { newRedisUsers } from './new-users.mjs';

/**
 * `node tools/redis/users.mjs rediss://<host>:6379`: prints a new user of Redis for each service, as lines of an ACL file,
 * and its address. Each run makes other passwords.
 */
const [url] = process.argv.slice(2);
if (url === undefined || !/^rediss?:\/\/[^@/]+$/.test(url)) {
  console.error('Give the address of the Redis without a login: node tools/redis/users.mjs rediss://<host>:6379');
  process.exit(1);
}
const { users, addresses } = newRedisUsers(url);
console.log(`# ACL file of Redis (aclfile, or ACL SETUSER line by line)\n${users.join('\n')}`);
console.log('\n# Addresses: REDIS_URL of each service, the keys of the Secret veza-redis');
for (const [name, address] of Object.entries(addresses)) console.log(`${name}=${address}`);
