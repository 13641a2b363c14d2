import type { WireBot } from '@veza/contracts';
import type { User } from '../../identity/users/user.js';

export const wireBot = ({ id, username, firstName, createdAt }: User): WireBot => ({
  id,
  username,
  first_name: firstName,
  created_at: createdAt.toISOString(),
});
