import type { WirePasskey } from '@veza/contracts';
import type { Passkey } from './passkey.entity.js';

export const wirePasskey = ({ id, name, backedUp, createdAt, lastUsedAt }: Passkey): WirePasskey => ({
  id,
  name,
  backed_up: backedUp,
  created_at: createdAt.toISOString(),
  last_used_at: lastUsedAt?.toISOString() ?? null,
});
