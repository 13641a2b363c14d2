import { startService } from '@veza/platform';
import { definitionOf } from './app.js';
import { readConfig } from './config.js';

await startService(definitionOf(readConfig()));
