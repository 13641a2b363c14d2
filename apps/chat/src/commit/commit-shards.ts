import { GroupCommit, type Grouped, type Placement, type Writer } from './group-commit.js';

/**
 * Two commit queues. With one queue, this process and Postgres wait for each other in turn. With two, one batch is
 * prepared, and the last one announced, while the statement of the other shard runs. A room always belongs to the same
 * shard, so its order is that of one queue.
 */
export class CommitShards<Entry extends Grouped> {
  private readonly shards: readonly [GroupCommit<Entry>, GroupCommit<Entry>];

  constructor(writer: Writer<Entry>) {
    this.shards = [new GroupCommit(writer), new GroupCommit(writer)];
  }

  /** See GroupCommit.add. */
  add(entry: Entry): Promise<Placement | undefined> {
    return this.shards[shardOf(entry.room)].add(entry);
  }

  /** Resolves when every added entry is settled. */
  async idle(): Promise<void> {
    await Promise.all(this.shards.map((shard) => shard.idle()));
  }
}

/** Spreads rooms evenly, whatever their ids look like. */
export function shardOf(room: string): 0 | 1 {
  let sum = 0;
  for (let i = 0; i < room.length; i += 1) sum = (sum * 31 + room.charCodeAt(i)) % 65_521;
  return sum % 2 === 1 ? 1 : 0;
}
