import type { Room } from '@veza/sdk';

/** A message that came while the list was read is in no part of that list: what is known of its room stays. */
export function latestOf(read: Room, known: Room | undefined): Room {
  if (!known || known.last_seq <= read.last_seq) return read;
  const { last_seq, last_message, unread_count, mention_count } = known;
  return { ...read, last_seq, last_message, unread_count, mention_count };
}
