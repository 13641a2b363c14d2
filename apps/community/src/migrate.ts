import { migrateService } from '@veza/database';
import { readConfig } from './config.js';
import { extensions, migrations } from './migrations/index.js';

const config = readConfig();
await migrateService({
  service: 'community',
  ownerUrl: config.DATABASE_URL,
  serviceUrl: config.COMMUNITY_DATABASE_URL,
  secret: config.DATABASE_SECRET,
  migrations,
  extensions,
});
