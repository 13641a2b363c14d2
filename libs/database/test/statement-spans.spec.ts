import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS } from '@veza/contracts';
import { AppLogger, HealthRegistry, Tracing, Metrics } from '@veza/platform';
import { testDatabase, type TestDatabase } from '@veza/testing';
import { requestContext } from '@veza/transport';
import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Database } from '../src/index.js';

@Entity('notes')
class Note {
  @PrimaryGeneratedColumn('identity') id: number;
  @Column('text') text: string;
}

const spans: string[] = [];
const tracing = new Tracing({
  start: (name, _kind, facts) => ({
    traceId: '1'.repeat(32),
    spanId: '2'.repeat(16),
    sampled: true,
    end: () => void spans.push(`${name} ${String(facts['db.query.text'] ?? '')}`.trim()),
  }),
  shutdown: () => Promise.resolve(),
});
const inRequest = async (work: () => Promise<unknown>): Promise<string[]> => {
  spans.length = 0;
  await requestContext.run({ requestId: 'r', caller: ANONYMOUS }, work);
  return spans.map((span) => span.split(' ', 2).join(' '));
};

let server: TestDatabase;
let dataSource: DataSource;
let database: Database;

beforeAll(async () => {
  server = await testDatabase('statement-spans');
  dataSource = new DataSource({
    type: 'postgres',
    url: server.url,
    entities: [Note],
    installExtensions: false,
    synchronize: true,
  });
  await dataSource.initialize();
  const logger = new AppLogger({ service: 'notes', replica: 'test', level: 'silent' });
  const connection = { isPooled: false, schema: 'public', follow: () => undefined };
  database = new Database(dataSource, logger, tracing, connection, new HealthRegistry(logger), new Metrics());
});
afterAll(async () => {
  await dataSource.destroy();
  await server.drop();
});

test('each statement in a transaction has a span, written in SQL or by the EntityManager', async () => {
  const found = await inRequest(() =>
    database.transaction(async (tx) => {
      await tx.insert(Note, { text: 'private words' });
      await tx.query('SELECT 1');
    }),
  );
  expect(found).toEqual(['INSERT INSERT', 'SELECT SELECT', 'transaction']);
  expect(spans.join()).not.toContain('private words');
});

test('a read and a write through `entities` have a span each', async () => {
  expect(await inRequest(() => database.entities((manager) => manager.countBy(Note, { text: 'a' })))).toEqual(['SELECT SELECT']);
  expect(await inRequest(() => database.entities((manager) => manager.update(Note, { id: 1 }, { text: 'b' })))).toEqual([
    'UPDATE UPDATE',
  ]);
});
