import type { WireFoundUser } from '@veza/contracts';
import type { FoundUser } from './people.repository.js';

export const wireFoundUser = ({ id, username, firstName, lastName, avatar, botOf }: FoundUser): WireFoundUser => ({
  id,
  username,
  first_name: firstName,
  last_name: lastName,
  avatar,
  ...(botOf !== null && { bot: true }),
});
