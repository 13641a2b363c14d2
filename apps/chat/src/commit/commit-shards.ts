import { GroupCommit, type Grouped, type Placement, type Writer } from './group-commit.js';

/**
 * The two queues of commits of a replica. With one of them this process and Postgres wait for each other in turns; with two
 * a statement is made ready, and what it answered is told, while the other's runs. A room is always of the same queue, so
 * its order is that queue's.
 */
export class CommitShards<Entry extends Grouped> {
  private readonly even: GroupCommit<Entry>;
  private readonly odd: GroupCommit<Entry>;

  constructor(writer: Writer<Entry>) {
    this.even = new GroupCommit(writer);
    this.odd = new GroupCommit(writer);
  }

  /** As of GroupCommit. */
  add(entry: Entry): Promise<Placement | undefined> {
    return (isOdd(entry.room) ? this.odd : this.even).add(entry);
  }

  /** Resolves when everything that was added is through. */
  async idle(): Promise<void> {
    await Promise.all([this.even.idle(), this.odd.idle()]);
  }
}

/** Half of the rooms, whatever they are called. */
export function isOdd(room: string): boolean {
  let sum = 0;
  for (let i = 0; i < room.length; i += 1) sum = (sum * 31 + room.charCodeAt(i)) % 65_521;
  return sum % 2 === 1;
}
