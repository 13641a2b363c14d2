import { fileURLToPath } from 'node:url';
import { useSystem } from '../src/journey.js';

useSystem({ env: { WEB_DIR: fileURLToPath(new URL('../../web/dist', import.meta.url)) } });

await import('./journeys/web-first-view.js');
