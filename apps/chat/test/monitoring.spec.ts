import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { AppLogger, Metrics } from '@veza/platform';
import { eventually } from '@veza/testing';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { bearer, TestClient } from './test-client.js';

let chats: ChatUnderTest;
beforeAll(async () => {
  chats = await startChats(1, { WS_LOG_MESSAGES: '1', CHAT_RETENTION_DAYS: '36500' });
});
afterAll(() => chats?.stop());

function replica() {
  const [found] = chats.replicas;
  if (!found) throw new Error('The replica is missing');
  return found;
}

interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[];
  templating: { list: { query: string }[] };
}
const dashboard: Dashboard = JSON.parse(readFileSync(new URL('../../../docs/grafana/chat.json', import.meta.url), 'utf8'));
const expressions = [
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...dashboard.templating.list.map(({ query }) => query),
];

/** The metrics that a replica exposes, by name, with the labels of their samples. */
async function exposed(): Promise<Map<string, Set<string>>> {
  const { body } = await replica().app.get(Metrics).text();
  const names = new Map<string, Set<string>>();
  for (const [, name = ''] of body.matchAll(/^# TYPE (\S+)/gm)) names.set(name, new Set());
  for (const [, name = '', labels = ''] of body.matchAll(/^(\w+)\{([^}]*)\}/gm)) {
    const metric = names.get(name) ?? names.get(name.replace(/_(bucket|sum|count)$/, ''));
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) metric?.add(label);
  }
  return names;
}

test('the Grafana dashboard queries only existing metrics and labels, and shows every metric of the chat', async () => {
  const client = await TestClient.open(replica(), 'veza.v1', bearer((await chats.identity.signUp('watched')).token));
  await client.join('general');
  await client.acked(client.sendMessage('general', 'hello'));
  await client.refused(client.send('join_room', { room_id: 'nowhere' }));
  await (await TestClient.open(replica(), 'veza.v1', bearer('wrong'))).ended();
  await expect(TestClient.open(replica(), 'veza.v1', bearer('wrong'), { origin: 'https://foreign.example' })).rejects.toThrow(
    '403',
  );
  const metrics = await eventually('the end of a connection is counted', async () => {
    const found = await exposed();
    return found.get('veza_chat_closes_total')?.has('code') ? found : undefined;
  });
  const queried = new Set(expressions.flatMap((each) => each.match(/\b(veza_chat|nodejs|process)_\w+/g) ?? []));
  const known = (name: string) => (metrics.has(name) ? name : name.replace(/_(bucket|sum|count)$/, ''));
  for (const name of queried) expect([name, metrics.has(known(name))]).toEqual([name, true]);
  const shown = [...queried].map(known);
  for (const name of metrics.keys()) if (name.startsWith('veza_chat_')) expect(shown).toContain(name);
  for (const expression of expressions) {
    const [name = ''] = expression.match(/\b(veza_chat|nodejs|process)_\w+/) ?? [];
    const by = /by \(([^)]*)\)/.exec(expression)?.[1]?.split(', ') ?? [];
    // Prometheus itself adds `instance`.
    for (const label of by.filter((each) => each !== 'instance'))
      expect([name, ...(metrics.get(known(name)) ?? [])]).toContain(label);
  }
});

test('messages are counted in and out, by type; connections by dialect; refused commands by code', async () => {
  const client = await TestClient.open(replica(), 'veza.flat', bearer((await chats.identity.signUp('counted')).token));
  await client.join('general');
  await client.acked(client.sendMessage('general', 'counted'));
  await client.message('counted');
  await client.refused(client.send('join', { room: 'nowhere' }));
  const { body } = await replica().app.get(Metrics).text();
  for (const line of [
    /^veza_chat_connections\{dialect="veza\.flat"\} 1$/m,
    /^veza_chat_frames_received_total\{type="send"\} \d+$/m,
    /^veza_chat_events_delivered_total\{type="message"\} \d+$/m,
    /^veza_chat_commands_refused_total\{code="ROOM_NOT_FOUND"\} \d+$/m,
    /^veza_chat_delivery_seconds_count [1-9]/m,
    /^veza_chat_fanout_batch_size_count [1-9]/m,
  ])
    expect(body).toMatch(line);
  client.close();
  await eventually('the connection is no longer counted', async () => {
    const { body: after } = await replica().app.get(Metrics).text();
    return /^veza_chat_connections\{dialect="veza\.flat"\} 0$/m.test(after);
  });
});

test('log lines have user, address, commands, rooms and duration of a connection, but neither content nor token', async () => {
  const logger = replica().app.get(AppLogger);
  const info = jest.spyOn(logger, 'log');
  const person = await chats.identity.signUp('logged');
  const client = await TestClient.open(replica(), 'veza.chat', bearer(person.token));
  await client.join('general');
  await client.acked(client.sendMessage('general', 'a secret word'));
  client.close();
  const loggedFacts = (spy: typeof info, name: string) => spy.mock.calls.find(([line]) => line === name)?.[1];
  await eventually('the end is logged', () => loggedFacts(info, 'WS_DISCONNECT'));
  expect(loggedFacts(info, 'WS_CONNECT')).toMatchObject({ userId: person.id, ip: '127.0.0.1' });
  expect(info.mock.calls.filter(([line]) => line === 'WS_MESSAGE').map(([, facts]) => facts)).toMatchObject([
    { type: 'join', userId: person.id, room: 'general' },
    { type: 'send', userId: person.id, room: 'general' },
  ]);
  expect(loggedFacts(info, 'WS_DISCONNECT')).toMatchObject({ userId: person.id, durationMs: expect.any(Number) });
  const everything = JSON.stringify(info.mock.calls);
  expect(everything).not.toContain('a secret word');
  expect(everything).not.toContain(person.token);
  info.mockRestore();
});

test('a refused command and a refused token are lines with user, address and code, twenty a minute and connection at most', async () => {
  const info = jest.spyOn(replica().app.get(AppLogger), 'log');
  const lines = () => info.mock.calls.filter(([line]) => line === 'WS_REFUSED').map(([, facts]) => facts);
  const person = await chats.identity.signUp('refused');
  const hidden = await chats.identity.signUp('hidden');
  const room = await chats.newRoom(hidden, { isPrivate: true });
  const client = await TestClient.open(replica(), 'veza.v1', bearer(person.token));
  for (let n = 0; n < 30; n += 1) await client.refused(client.send('join_room', { room_id: room }));
  expect(lines()).toHaveLength(20);
  expect(lines()[0]).toEqual({ userId: person.id, ip: '127.0.0.1', type: 'join', code: 'FORBIDDEN', dialect: 'veza.v1' });
  await (await TestClient.open(replica(), 'veza.v1', bearer('stolen-once'))).ended();
  expect(lines().at(-1)).toEqual({ ip: '127.0.0.1', type: 'authenticate', code: 'UNAUTHENTICATED' });
  expect(JSON.stringify(lines())).not.toMatch(new RegExp(`stolen-once|${room}`));
  info.mockRestore();
});
