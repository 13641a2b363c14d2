import { sanctionInForce } from './sanction-in-force.js';
import { block, personOf } from './speaking.repository.js';

/**
 * SQL: that a user may read a message now. It is not deleted, in a public room or one of the user's own, the user is not
 * banned from it, and there is no block between author and user in either direction.
 */
export const readableMessage = (id: string, user: string): string => `
EXISTS (SELECT FROM messages m JOIN rooms r ON r.id = m.room_id AND r.deleted_at IS NULL WHERE m.id = ${id} AND m.deleted_at IS NULL
  AND (r.kind = 'public' OR EXISTS (SELECT FROM members b WHERE b.room_id = m.room_id AND b.user_id = ${user}))
  AND NOT EXISTS (SELECT FROM sanctions s WHERE s.user_id = ANY (ARRAY[${user}, ${personOf(user)}]) AND s.room_id = m.room_id
    AND s.kind = 'ban' AND ${sanctionInForce('s')})
  AND ${block(['m.user_id'], personOf(user))} IS NULL AND ${block([user], personOf('m.user_id'))} IS NULL)`;
