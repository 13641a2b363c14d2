import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG } from '@veza/platform';
import { CacheRedis } from '../bus/cache-redis.js';
import { BatchedScript } from '../bus/batched-script.js';
import { RoomBus } from '../bus/room-bus.js';
import type { ChatConfig } from '../config.js';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';

/** The newest goes in; the oldest above the limit come out, also those that a killed replica left behind. Without a time it goes. */
const COUNT = `
if ARGV[1] == '' then redis.call('ZREM', KEYS[1], ARGV[2]) return {} end
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], 86400)
local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[3])
if over <= 0 then return {} end
local out = {}
for i, member in ipairs(redis.call('ZPOPMIN', KEYS[1], over)) do if i % 2 == 1 then out[#out + 1] = member end end
return out`;

const CHANNEL = 'chat:close';

/** A person's oldest connection gives way to one too many, on whichever replica it is. Without Redis nobody is counted. */
@Injectable()
export class ConnectionLimit implements OnApplicationBootstrap {
  /** One for coming and going: who goes at once has come before. */
  private readonly count: BatchedScript;

  constructor(
    @Inject(CONFIG) private readonly config: ChatConfig,
    redis: CacheRedis,
    private readonly bus: RoomBus,
    private readonly connections: Connections,
  ) {
    this.count = new BatchedScript(redis.client, COUNT);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.bus.subscribe(CHANNEL, (text) => this.close(text));
  }

  register(connection: Connection): void {
    this.count
      .run(keyOf(connection), connection.openedAt, memberOf(connection), this.config.WS_CONNECTIONS_PER_USER)
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
    this.count.run(keyOf(connection), '', memberOf(connection), 0).catch(() => undefined); // away: the entry expires
  }

  private close(member: string): void {
    const [userId, id] = member.split(':');
    for (const connection of [...this.connections.ofUser(Number(userId))]) {
      if (connection.id === id) connection.close(4429, 'too many connections');
    }
  }
}

const keyOf = (connection: Connection): string => `chat:connections:${connection.userId}`;
const memberOf = ({ userId, id }: Connection): string => `${userId}:${id}`;
