import { migrateService } from '@veza/database';
import { readConfig } from './config.js';
import { migrations } from './migrations/index.js';

const config = readConfig();
await migrateService({
  service: 'chat',
  ownerUrl: config.DATABASE_URL,
  serviceUrl: config.CHAT_DATABASE_URL,
  secret: config.DATABASE_SECRET,
  migrations,
  extensions: ['unaccent'],
});
