import { register } from 'node:module';

// `node apps/chat/test/simulation/simulate.mjs --help` prints its options.
register('./sources.mjs', import.meta.url);
await import('./main.ts');
