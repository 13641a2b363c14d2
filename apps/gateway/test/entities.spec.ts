import { expect, test } from '@jest/globals';
import { entityDifferences } from '@veza/database';
import { testDatabase } from '@veza/testing';
import { SERVICE } from '../src/app.module.js';
import { entities } from '../src/entities.js';
import { extensions, migrations } from '../src/migrations/index.js';

test('the entities equal the tables that the migrations create', async () => {
  const database = await testDatabase('identity-entities');
  try {
    expect(await entityDifferences({ service: SERVICE, ownerUrl: database.url, migrations, extensions, entities })).toEqual([]);
  } finally {
    await database.drop();
  }
});
