import { migrateService } from '@veza/database';
import { readConfig } from './config.js';
import { extensions, migrations } from './migrations/index.js';

const config = readConfig();
await migrateService({
  service: 'media',
  ownerUrl: config.DATABASE_URL,
  serviceUrl: config.MEDIA_DATABASE_URL,
  secret: config.DATABASE_SECRET,
  migrations,
  extensions,
});
