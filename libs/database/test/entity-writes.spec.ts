import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@veza/testing';
import { Column, DataSource, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { insertReturning, insertUnlessExists, updateReturning } from '../src/index.js';

@Entity('shelves')
@Unique(['name'])
class Shelf {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id: number;
  @Column('text') name: string;
  @Column('numeric', { precision: 12, scale: 2 }) price: string;
  @Column('text', { array: true, default: [] }) tags: string[];
  @Column('jsonb', { nullable: true }) size: { width: number } | null;
  @Column({ type: 'timestamptz', name: 'built_at', precision: 3, default: () => 'now()' }) builtAt: Date;
  @Column('text', { nullable: true }) note: string | null;
  @Column('integer', { default: 0, select: false }) seen: number;
}

let database: TestDatabase;
let dataSource: DataSource;
const statements: string[] = [];

beforeAll(async () => {
  database = await testDatabase('entity-writes');
  dataSource = await new DataSource({
    type: 'postgres',
    url: database.url,
    entities: [Shelf],
    installExtensions: false,
    synchronize: true,
    logging: ['query'],
    logger: {
      logQuery: (query) => void statements.push(query),
      logQueryError: () => undefined,
      logQuerySlow: () => undefined,
      logSchemaBuild: () => undefined,
      logMigration: () => undefined,
      log: () => undefined,
    },
  }).initialize();
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

test('insertReturning returns the row as Postgres stores it, in one statement', async () => {
  statements.length = 0;
  const given = { name: 'first', price: '1.5', size: { width: 80 } };
  const inserted = await insertReturning(dataSource.manager, Shelf, given);
  expect(statements).toHaveLength(1);
  expect(inserted).toEqual({
    id: 1,
    name: 'first',
    price: '1.50',
    tags: [],
    size: { width: 80 },
    builtAt: expect.any(Date),
    note: null,
  });
  expect(given).toEqual({ name: 'first', price: '1.5', size: { width: 80 } });
});

test('insertUnlessExists inserts a row once and leaves an existing one as it is', async () => {
  const insert = (price: string) => insertUnlessExists(dataSource.manager, Shelf, { name: 'second', price });
  expect(await insert('2')).toBe(true);
  expect(await insert('3')).toBe(false);
  expect(await dataSource.manager.findOneByOrFail(Shelf, { name: 'second' })).toMatchObject({ price: '2.00' });
});

test('updateReturning returns the changed rows, in one statement', async () => {
  const { id } = await insertReturning(dataSource.manager, Shelf, { name: 'third', price: '1' });
  statements.length = 0;
  const changed = await updateReturning(dataSource.manager, Shelf, { name: 'third' }, { price: '4', note: () => 'upper(name)' });
  expect(statements).toHaveLength(1);
  expect(changed).toEqual([expect.objectContaining({ id, price: '4.00', note: 'THIRD' })]);
  expect(await updateReturning(dataSource.manager, Shelf, { name: 'missing' }, { price: '4' })).toEqual([]);
});
