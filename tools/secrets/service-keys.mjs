import { serviceKeys } from '../../libs/servers/src/service-keys.js';

/**
 * `VEZA_SECRET=… node tools/secrets/service-keys.mjs`: prints VEZA_KEYS of each service, derived from VEZA_SECRET,
 * VEZA_SECRET_OTHERS and DATABASE_SECRET as the service itself derives them.
 */
const { VEZA_SECRET, VEZA_SECRET_OTHERS = '', DATABASE_SECRET = VEZA_SECRET } = process.env;
if (!VEZA_SECRET || VEZA_SECRET.length < 32 || !DATABASE_SECRET) {
  console.error('Set VEZA_SECRET (32 characters or more), as the services have it.');
  process.exit(1);
}
const others = VEZA_SECRET_OTHERS.split(',').filter((secret) => secret.trim() !== '');
for (const [service, keys] of Object.entries(serviceKeys([VEZA_SECRET, ...others], DATABASE_SECRET)))
  console.log(`${service.toUpperCase()}_KEYS=${keys}`);
