import { migrateService } from '@veza/database';
import { readConfig } from './config.js';
import { extensions, migrations } from './migrations/index.js';

const config = readConfig();
await migrateService({
  service: 'booking',
  ownerUrl: config.DATABASE_URL,
  serviceUrl: config.BOOKING_DATABASE_URL,
  secret: config.DATABASE_SECRET,
  migrations,
  extensions,
});
