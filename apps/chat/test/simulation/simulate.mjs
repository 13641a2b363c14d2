import { register } from 'node:module';

// `node apps/chat/test/simulation/simulate.mjs --help` says what it can do.
register('./sources.mjs', import.meta.url);
await import('./main.ts');
