// docs/schema/<schema>.sql from the migrations, on a Postgres of its own: `node tools/generate/schema.mjs`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { providePostgres, startPostgres } from '../../libs/servers/src/index.js';
import { makeState } from '../stack/workspace/lock.mjs';
import { ROOT, STATE } from '../stack/workspace/paths.mjs';
import { schemaTexts } from './schema-text.mjs';

makeState();
const postgres = await startPostgres({ installation: await providePostgres(STATE, console.log) });
try {
  const folder = join(ROOT, 'docs/schema');
  mkdirSync(folder, { recursive: true });
  for (const [schema, text] of Object.entries(await schemaTexts(postgres.url)))
    writeFileSync(join(folder, `${schema}.sql`), text);
} finally {
  await postgres.stop();
}
