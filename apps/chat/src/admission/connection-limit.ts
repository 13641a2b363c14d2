import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, PubSub } from '@veza/platform';
import { CacheRedis } from '../redis/cache-redis.js';
import { BatchedScript } from '../redis/batched-script.js';
import type { ChatConfig } from '../config.js';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';

/**
 * Registers a connection and removes the oldest ones above the limit.
 *
 * KEYS: sorted set of a user's connections (member `<user>:<connection>`, score: when it was registered, by Redis' clock)
 * ARGV: member; connections at most
 * Returns the members that were removed, oldest first; also those that a killed replica left behind.
 */
const REGISTER = `
local t = redis.call('TIME')
redis.call('ZADD', KEYS[1], t[1] * 1000 + math.floor(t[2] / 1000), ARGV[1])
redis.call('EXPIRE', KEYS[1], 86400)
local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[2])
if over <= 0 then return {} end
local out = {}
for i, member in ipairs(redis.call('ZPOPMIN', KEYS[1], over)) do if i % 2 == 1 then out[#out + 1] = member end end
return out`;

/**
 * Removes a connection that has ended.
 *
 * KEYS: as above
 * ARGV: member
 * Returns how many were removed.
 */
const RELEASE = `return redis.call('ZREM', KEYS[1], ARGV[1])`;

const CHANNEL = 'chat:close';

/**
 * Limits the connections of a user over all replicas: above the limit the oldest one is closed. While Redis is away
 * connections are not counted.
 */
@Injectable()
export class ConnectionLimit implements OnApplicationBootstrap {
  private readonly scripts: BatchedScript<'register' | 'release'>;

  constructor(
    @Inject(CONFIG) private readonly config: ChatConfig,
    redis: CacheRedis,
    private readonly bus: PubSub,
    private readonly connections: Connections,
  ) {
    this.scripts = new BatchedScript(redis.client, { register: REGISTER, release: RELEASE });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.bus.subscribe(CHANNEL, (text) => this.close(text));
  }

  register(connection: Connection): void {
    this.scripts
      .run('register', keyOf(connection), memberOf(connection), this.config.WS_CONNECTIONS_PER_USER)
      .then((members) => {
        if (!Array.isArray(members)) return;
        for (const each of members) {
          this.close(String(each));
          this.bus.publish(CHANNEL, String(each));
        }
      })
      .catch(() => undefined); // Redis is away
  }

  release(connection: Connection): void {
    this.scripts.run('release', keyOf(connection), memberOf(connection)).catch(() => undefined); // Redis is away: the entry expires
  }

  private close(member: string): void {
    // docs/protocol, Limits: "connections of a user | 20 | the oldest is closed with 4429".
    const [userId, id] = member.split(':');
    for (const connection of [...this.connections.ofUser(Number(userId))]) {
      if (connection.id === id) connection.close(4429, 'too many connections');
    }
  }
}

const keyOf = (connection: Connection): string => `chat:connections:${connection.userId}`;
const memberOf = ({ userId, id }: Connection): string => `${userId}:${id}`;
