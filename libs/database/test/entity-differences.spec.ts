import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@veza/testing';
import { Column, Entity, type MigrationInterface, PrimaryColumn, PrimaryGeneratedColumn, type QueryRunner } from 'typeorm';
import { columnsOf, entityDifferences } from '../src/index.js';

class CreateShelves1760000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE shelves (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text COLLATE "C" NOT NULL,
        price numeric(12, 2) NOT NULL DEFAULT 0,
        tags text[] NOT NULL DEFAULT '{}',
        built_at timestamptz(3) NOT NULL DEFAULT now(),
        note varchar(40),
        label text NOT NULL GENERATED ALWAYS AS (lower(name)) STORED
      );
      CREATE TABLE places (room integer, shelf_id integer, PRIMARY KEY (shelf_id, room))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shelves, places');
  }
}

abstract class Named {
  @Column({ type: 'text', collation: 'C' }) name: string;
}

@Entity('shelves')
class Shelf extends Named {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id: number;
  // As SQL: Postgres keeps the quotes that TypeORM writes around a value.
  @Column('numeric', { precision: 12, scale: 2, default: () => '0' }) price: string;
  @Column('text', { array: true, default: [] }) tags: string[];
  @Column({ type: 'timestamptz', name: 'built_at', precision: 3, default: () => 'now()' }) builtAt: Date;
  @Column('varchar', { length: 40, nullable: true }) note: string | null;
  @Column({ type: 'text', generatedType: 'STORED', asExpression: 'lower(name)', select: false, insert: false, update: false })
  label?: string;
}

@Entity('places')
class Place {
  @PrimaryColumn('integer', { name: 'shelf_id' }) shelfId: number;
  @PrimaryColumn('integer') room: number;
}

@Entity('shelves')
class WrongShelf {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'BY DEFAULT' }) id: number;
  @Column('text') name: string;
  @Column('numeric', { precision: 10, scale: 2, default: 1 }) price: string;
  @Column('text', { default: '{}' }) tags: string;
  @Column({ type: 'timestamptz', name: 'built_at' }) builtAt: Date;
  @Column('varchar', { length: 50 }) note: string;
  @Column({ type: 'text', generatedType: 'STORED', asExpression: 'upper(name)' }) label: string;
  @Column('boolean') sturdy: boolean;
}

@Entity('places')
class WrongPlace {
  @PrimaryColumn('integer') room: number;
  @PrimaryColumn('integer', { name: 'shelf_id' }) shelfId: number;
}

@Entity('ladders')
class Ladder {
  @PrimaryColumn('integer') id: number;
}

describe('entityDifferences', () => {
  let database: TestDatabase;
  const differences = (entities: (new () => object)[], withoutEntity?: Record<string, string>) =>
    entityDifferences({
      service: 'shop',
      ownerUrl: database.url,
      migrations: [CreateShelves1760000000001],
      entities,
      withoutEntity,
    });

  beforeEach(async () => {
    database = await testDatabase('entity-differences');
  });
  afterEach(() => database.drop());

  test('returns nothing when each entity equals its table', async () => {
    expect(await differences([Shelf, Place])).toEqual([]);
  });

  test('names each column that differs in type, length, collation, nullability, default, identity, expression or key', async () => {
    const found = await differences([WrongShelf, WrongPlace]);
    expect(found.map((line) => line.split(':')[0]).sort()).toEqual([
      'places.room',
      'places.shelf_id',
      'shelves.built_at',
      'shelves.id',
      'shelves.label',
      'shelves.name',
      'shelves.note',
      'shelves.price',
      'shelves.sturdy',
      'shelves.tags',
    ]);
    expect(found).toContain('shelves.sturdy: entity: boolean NOT NULL; table: no such column');
    expect(found.join('\n')).toContain('shelves.note: entity: character varying(50) NOT NULL; table: character varying(40)');
  });

  test('names a table without entity and an entity without table', async () => {
    expect(await differences([Place, Ladder])).toEqual(['ladders: the entity has no table', 'shelves: the table has no entity']);
  });

  test('accepts a listed table without entity, and rejects a stale list', async () => {
    expect(await differences([Place], { shelves: 'read by raw SQL only' })).toEqual([]);
    await database.drop();
    database = await testDatabase('entity-differences');
    expect(await differences([Shelf, Place], { places: 'stale', ladders: 'stale' })).toEqual([
      'places: is listed as a table without entity, and has one',
      'ladders: is listed as a table without entity, and does not exist',
    ]);
  });
});

test('columnsOf selects the columns of an entity and of its parent class under their property names', () => {
  const columns = (text: string) => text.split(', ').sort();
  expect(columns(columnsOf(Shelf))).toEqual(columns('"id", "name", "price", "tags", "built_at" AS "builtAt", "note"'));
  expect(columns(columnsOf(Place, 'p'))).toEqual(columns('p."shelf_id" AS "shelfId", p."room"'));
  expect(columnsOf(Shelf, undefined, ['builtAt', 'name'])).toBe('"built_at" AS "builtAt", "name"');
});
