import type { WireLinkedAccount } from '@veza/contracts';
import type { LinkedAccount } from './linked-account.entity.js';
import type { OidcProvider } from '../../../provider-config.js';

export const linkedAccountOf = (
  { id, issuer, email, createdAt, lastUsedAt }: LinkedAccount,
  providers: readonly OidcProvider[],
): WireLinkedAccount => ({
  id,
  provider: providers.find((provider) => provider.issuer === issuer)?.id ?? null,
  issuer,
  email,
  created_at: createdAt.toISOString(),
  last_used_at: lastUsedAt?.toISOString() ?? null,
});
