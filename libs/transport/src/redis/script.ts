import { createHash } from 'node:crypto';
import type { RedisConnection } from './open-redis.js';

// Weak primitive: Redis names its scripts by SHA-1.

/** A Lua script, sent by its hash, and in full when the server does not have it (first use, restart, failover). */
export class Script {
  private readonly sha: string;

  constructor(private readonly lua: string) {
    this.sha = createHash('sha1').update(lua).digest('hex');
  }

  async run(connection: RedisConnection, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    try {
      return await connection.evalsha(this.sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return connection.eval(this.lua, keys.length, ...keys, ...args);
    }
  }
}
