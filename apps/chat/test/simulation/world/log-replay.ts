import type { EventRow } from '../model/tables.js';

/** Replays a log event by event. No event may concern a message before it exists or after its deletion. */
export class LogReplay {
  private readonly reactions = new Map<number, Set<string>>();
  private readonly deleted = new Set<number>();

  /** Applies an event. Returns whether it is possible after the events before it. */
  accepts({ kind, id, userId, body }: EventRow): boolean {
    const reactions = this.reactions.get(id);
    if (kind === 'message') {
      this.reactions.set(id, new Set());
      return !reactions;
    }
    if (!reactions || this.deleted.has(id)) return false;
    const reaction = reactionOf(userId, body);
    switch (kind) {
      case 'edited':
        return true;
      case 'deleted':
        this.deleted.add(id);
        return true;
      case 'reacted':
        return reactions.size < reactions.add(reaction).size;
      case 'unreacted':
        return reactions.delete(reaction);
    }
  }

  /** The messages whose reactions by the log differ from the stored ones. */
  *messagesWithOtherReactions(stored: ReadonlyMap<number, readonly { userId: number; emoji: string }[]>): Generator<number> {
    for (const [id, logged] of this.reactions) {
      const rows = stored.get(id) ?? [];
      if (rows.length !== logged.size || !rows.every(({ userId, emoji }) => logged.has(reactionOf(userId, emoji)))) yield id;
    }
  }
}

const reactionOf = (userId: number, emoji: string | null): string => `${userId} ${emoji}`;
