import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startPostgres } from '@veza/servers';
import { schemaTexts } from '../../generate/schema-text.mjs';

const FOLDER = join(import.meta.dirname, '../../../docs/schema');

test('docs/schema is what the migrations make: after a change run npm run generate', async () => {
  // Roles belong to a whole server: migrations with another secret would change the passwords of other specs.
  const postgres = await startPostgres();
  try {
    const kept = readdirSync(FOLDER).map((file) => [file.replace('.sql', ''), readFileSync(join(FOLDER, file), 'utf8')]);
    expect(Object.fromEntries(kept)).toEqual(await schemaTexts(postgres.url));
  } finally {
    await postgres.stop();
  }
});
