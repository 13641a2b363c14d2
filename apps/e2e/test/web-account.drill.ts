// covers: apps/web/src/session, apps/web/src/features/auth, apps/web/src/features/settings, apps/web/src/features/admin, apps/gateway/src/identity
// drill: heavy
import { WEB_DIR } from '../src/browser/web-plan.js';
import { IdentityProvider } from '@veza/testing';
import { useSystem } from '../src/journey.js';

const ACCOUNTS = 'http://accounts.localhost';
const provider = new IdentityProvider();
const issuer = await provider.listen();
const client = { clientId: 'veza', clientSecret: 'secret-of-veza' };

useSystem({
  without: ['catalog'],
  env: {
    WEB_DIR,
    SECOND_FACTOR_ROLES: 'moderator',
    // Passkeys belong to a domain, and the address of the system has none.
    APP_URL: ACCOUNTS,
    CORS_ORIGINS: ACCOUNTS,
    OIDC_PROVIDERS: JSON.stringify([{ id: 'example', label: 'Example', issuer, ...client }]),
  },
});

await import('./journeys/web-staff.js');
const { accountJourney } = await import('./journeys/web-account.js');
accountJourney(ACCOUNTS);
const { providerJourney } = await import('./journeys/web-providers.js');
providerJourney({ provider, issuer, ...client });
