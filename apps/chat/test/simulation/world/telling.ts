import type { EventRow } from '../model/tables.js';

/** What a log tells of its messages, event by event: nothing happens to one before it is there, or after it is gone. */
export class Telling {
  private readonly reactions = new Map<number, Set<string>>();
  private readonly gone = new Set<number>();

  /** Whether this can have happened after all that was told before. */
  canGoOnWith({ kind, id, userId, body }: EventRow): boolean {
    const reactions = this.reactions.get(id);
    if (kind === 'message') {
      this.reactions.set(id, new Set());
      return !reactions;
    }
    if (!reactions || this.gone.has(id)) return false;
    const reaction = reactionOf(userId, body);
    switch (kind) {
      case 'edited':
        return true;
      case 'deleted':
        this.gone.add(id);
        return true;
      case 'reacted':
        return reactions.size < reactions.add(reaction).size;
      case 'unreacted':
        return reactions.delete(reaction);
    }
  }

  /** Messages whose reactions, as they were told, are not those that are kept. */
  *otherThan(kept: ReadonlyMap<number, readonly { userId: number; emoji: string }[]>): Generator<number> {
    for (const [id, told] of this.reactions) {
      const there = kept.get(id) ?? [];
      if (there.length !== told.size || !there.every(({ userId, emoji }) => told.has(reactionOf(userId, emoji)))) yield id;
    }
  }
}

const reactionOf = (userId: number, emoji: string | null): string => `${userId} ${emoji}`;
