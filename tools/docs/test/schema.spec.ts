import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { testDatabase } from '@veza/testing';
import { schemaTexts } from '../../generate/schema-text.mjs';

const FOLDER = join(import.meta.dirname, '../../../docs/schema');

test('docs/schema is what the migrations make: after a change run npm run generate', async () => {
  const database = await testDatabase('schema-pages');
  try {
    const kept = readdirSync(FOLDER).map((file) => [file.replace('.sql', ''), readFileSync(join(FOLDER, file), 'utf8')]);
    expect(Object.fromEntries(kept)).toEqual(await schemaTexts(database.url));
  } finally {
    await database.drop();
  }
});
