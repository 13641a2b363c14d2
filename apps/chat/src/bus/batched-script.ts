import { Batcher } from '@veza/platform';
import { type RedisConnection, Script } from '@veza/transport';
import { Cluster } from 'ioredis';

type Argument = string | number;

interface ScriptCall {
  readonly key: string;
  readonly args: readonly Argument[];
}

/** The text that runs a script for each call by itself, in the order in which they came. */
export const eachOf = (lua: string) => `
local function each(KEYS, ARGV)
${lua}
end
local answers, n = {}, #ARGV / #KEYS
for i, key in ipairs(KEYS) do answers[i] = each({ key }, { unpack(ARGV, (i - 1) * n + 1, i * n) }) end
return answers`;

/**
 * A Lua script of one key and always as many arguments. Those who run it at the same moment are one command: for small
 * scripts the way to Redis and back costs more than the script. In a cluster keys lie apart, and each goes alone.
 */
export class BatchedScript {
  private readonly script: Script;
  private readonly batcher: Batcher<ScriptCall, unknown>;

  /** @param atOnce calls of one command, at most */
  constructor(
    private readonly connection: RedisConnection,
    lua: string,
    atOnce = 64,
  ) {
    this.script = new Script(eachOf(lua));
    const limits = connection instanceof Cluster ? { batchSize: 1, maxWaitMs: 0 } : { batchSize: atOnce, maxWaitMs: 50 };
    this.batcher = new Batcher((calls) => this.runAll(calls), limits);
  }

  run(key: string, ...args: Argument[]): Promise<unknown> {
    return this.batcher.add({ key, args });
  }

  private async runAll(calls: readonly ScriptCall[]): Promise<unknown[]> {
    const keys = calls.map(({ key }) => key);
    const answers = await this.script.run(
      this.connection,
      keys,
      calls.flatMap(({ args }) => args),
    );
    return Array.isArray(answers) ? answers : [];
  }
}
