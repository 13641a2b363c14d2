import { expect, test } from '@jest/globals';
import { entityDifferences } from '@veza/database';
import { testDatabase } from '@veza/testing';
import { entities } from '../src/entities.js';
import { extensions, migrations } from '../src/migrations/index.js';

test('the entities equal the tables that the migrations create', async () => {
  const database = await testDatabase('community-entities');
  try {
    const service = { service: 'community', ownerUrl: database.url, migrations, extensions };
    expect(await entityDifferences({ ...service, entities })).toEqual([]);
  } finally {
    await database.drop();
  }
});
