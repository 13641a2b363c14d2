import { Batcher } from '@veza/platform';
import { type RedisConnection, Script } from '@veza/transport';
import { Cluster } from 'ioredis';

type Argument = string | number;

/** The coalescing window of the scripts, which connects run in storms (decision 233). */
const WINDOW_MS = 10;

interface ScriptCall<Operation> {
  readonly operation: Operation;
  readonly key: string;
  readonly args: readonly Argument[];
}

/**
 * The Lua of a batch. Each operation becomes a function with its own KEYS and ARGV, as if it were a script of its own.
 *
 * KEYS: the key of each call
 * ARGV: of each call its operation, the number of its arguments, and these
 * Returns the results of the calls, in their order.
 */
export const batchScript = (operations: Readonly<Record<string, string>>): string => `
local operations = {}
${Object.entries(operations)
  .map(([name, lua]) => `operations['${name}'] = function(KEYS, ARGV)\n${lua}\nend`)
  .join('\n')}
local results, at = {}, 1
for i, key in ipairs(KEYS) do
  local last = at + 1 + ARGV[at + 1]
  results[i] = operations[ARGV[at]]({ key }, { unpack(ARGV, at + 2, last) })
  at = last + 1
end
return results`;

/**
 * Lua scripts of one key each, whose calls of the same moment are one command: for small scripts the round trip to Redis
 * costs more than the script.
 *
 * Promise: calls run one by one and in their order, whichever operation they are. Operations on the same keys therefore
 * belong into one instance: a leave that follows an enter cannot overtake it. One command that dispatches is used, and
 * not a pipeline of scripts, because it costs Redis and the client one command a batch instead of one a call.
 *
 * In a cluster keys lie on different nodes, and each call goes alone.
 */
export class BatchedScript<Operation extends string> {
  private readonly script: Script;
  private readonly batcher: Batcher<ScriptCall<Operation>, unknown>;

  /**
   * @param operations Lua by operation. Each must return something but nil
   * @param batchSize calls of one command, at most: Redis serves no other client meanwhile
   */
  constructor(
    private readonly connection: RedisConnection,
    operations: Readonly<Record<Operation, string>>,
    batchSize = 64,
  ) {
    this.script = new Script(batchScript(operations));
    const limits =
      connection instanceof Cluster ? { batchSize: 1, maxWaitMs: 0 } : { batchSize, maxWaitMs: 50, windowMs: WINDOW_MS };
    this.batcher = new Batcher((calls) => this.runAll(calls), limits);
  }

  run(operation: Operation, key: string, ...args: Argument[]): Promise<unknown> {
    return this.batcher.add({ operation, key, args });
  }

  private async runAll(calls: readonly ScriptCall<Operation>[]): Promise<unknown[]> {
    const keys: string[] = [];
    const argv: Argument[] = [];
    for (const { operation, key, args } of calls) {
      keys.push(key);
      argv.push(operation, args.length, ...args);
    }
    const results = await this.script.run(this.connection, keys, argv);
    return Array.isArray(results) ? results : [];
  }
}
