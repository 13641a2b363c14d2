import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG } from '@veza/platform';
import { Script } from '@veza/transport';
import { CacheRedis } from '../bus/cache-redis.js';
import { RoomBus } from '../bus/room-bus.js';
import type { ChatConfig } from '../config.js';
import type { Connection } from './connection.js';
import { Connections } from './connections.js';

/** The newest goes in; the oldest above the limit come out, also those that a killed replica left behind. */
const ADMIT = new Script(`
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], 86400)
local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[3])
if over <= 0 then return {} end
local out = {}
for i, member in ipairs(redis.call('ZPOPMIN', KEYS[1], over)) do if i % 2 == 1 then out[#out + 1] = member end end
return out`);

const CHANNEL = 'chat:close';

/** A person's oldest connection gives way to one too many, on whichever replica it is. Without Redis nobody is counted. */
@Injectable()
export class ConnectionLimit implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: ChatConfig,
    private readonly redis: CacheRedis,
    private readonly bus: RoomBus,
    private readonly connections: Connections,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.bus.listen(CHANNEL, (text) => this.close(text));
  }

  admit(connection: Connection): void {
    const { client } = this.redis;
    const key = keyOf(connection);
    const member = `${connection.userId}:${connection.id}`;
    const replaced = ADMIT.run(client, [key], [connection.openedAt, member, this.config.WS_CONNECTIONS_PER_USER]);
    replaced
      .then((members) => {
        if (!Array.isArray(members)) return;
        for (const each of members) {
          this.close(String(each));
          this.bus.publish(CHANNEL, String(each));
        }
      })
      .catch(() => undefined); // away: see above
  }

  release(connection: Connection): void {
    this.redis.client.zrem(keyOf(connection), `${connection.userId}:${connection.id}`).catch(() => undefined);
  }

  private close(member: string): void {
    const [userId, id] = member.split(':');
    for (const connection of [...this.connections.ofUser(Number(userId))]) {
      if (connection.id === id) connection.close(4429, 'too many connections');
    }
  }
}

const keyOf = (connection: Connection): string => `chat:connections:${connection.userId}`;
