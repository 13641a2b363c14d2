import type { WireApiToken } from '@veza/contracts';
import type { ApiToken } from './api-token.entity.js';

export const apiTokenOf = ({ id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt }: ApiToken): WireApiToken => ({
  id,
  name,
  prefix,
  scopes,
  created_at: createdAt.toISOString(),
  expires_at: expiresAt.toISOString(),
  last_used_at: lastUsedAt?.toISOString() ?? null,
});
