import { expect, test } from '@jest/globals';
import { entityDifferences } from '@veza/database';
import { testDatabase } from '@veza/testing';
import { entities } from '../src/entities.js';
import { migrations } from '../src/migrations/index.js';

test('the entities equal the tables that the migrations create', async () => {
  const database = await testDatabase('chat-entities');
  try {
    const service = { service: 'chat', ownerUrl: database.url, migrations, extensions: ['unaccent'] };
    expect(await entityDifferences({ ...service, entities })).toEqual([]);
  } finally {
    await database.drop();
  }
});
