import { DeclaredError } from '@veza/contracts';
import { sanctioned } from '../access/speaking.js';
import type { MessageForUser } from './changes.repository.js';

export const messageNotFound = () =>
  new DeclaredError('NOT_FOUND', { message: 'The message does not exist or is not visible to you' });

/** A message of a room that the user may enter. */
export function requireReachable(message: MessageForUser | undefined): MessageForUser {
  if (!message || (!message.role && message.roomKind !== 'public')) throw messageNotFound();
  const { sanction, sanctionUntil: until } = message;
  if (sanction === 'ban') throw sanctioned({ kind: sanction, until });
  return message;
}
