import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asyncApiDocument, DIALECTS } from '@veza/contracts';
import { z } from 'zod';
import { Admission } from '../src/admission/admission.js';
import { COMMAND_NAMES, HANDLED_COMMANDS } from '../src/protocol/command.js';
import { dialectNamed } from '../src/protocol/dialects/index.js';
import { RoomsGateway } from '../src/rooms/rooms.gateway.js';
import { startChats, type ChatUnderTest } from './chat-under-test.js';

let chats: ChatUnderTest;
beforeAll(async () => (chats = await startChats(1)));
afterAll(() => chats?.stop());

const Messages = z.record(z.string(), z.object({ examples: z.array(z.object({ payload: z.unknown() })) }));
const document = asyncApiDocument({ gateway: 'localhost:8080', chat: 'localhost:3001', flat: 'localhost:9001' });
const { messages } = z.object({ components: z.object({ messages: Messages }) }).parse(document).components;

/** The commands of the documented examples of a dialect. */
function commandsOf(name: string): Set<string> {
  const dialect = dialectNamed(name);
  if (!dialect) throw new Error(`There is no dialect ${name}`);
  const frames = Object.entries(messages).flatMap(([id, { examples }]) => (id.startsWith(`${name}.in.`) ? examples : []));
  return new Set(
    frames.map(({ payload }) => {
      const decoded = dialect.decode(payload);
      if ('bad' in decoded) throw decoded.bad.error;
      return decoded.command.name;
    }),
  );
}

test('every command of every dialect has a handler', () => {
  const admission = chats.replicas[0]?.app.get(Admission);
  const handled = new Set<string>([...HANDLED_COMMANDS.filter((name) => admission?.handles(name)), 'batch']);
  const all = Object.keys(DIALECTS).map(commandsOf);
  for (const commands of all) expect([...commands].filter((name) => !handled.has(name))).toEqual([]);
  expect(new Set(all.flatMap((commands) => [...commands]))).toEqual(new Set(COMMAND_NAMES));
});

test('a second handler for a command is rejected', () => {
  const admission = chats.replicas[0]?.app.get(Admission);
  expect(() => admission?.handle('join', () => undefined)).toThrow('The command join has two handlers');
});

test('a replica does not start when a command has no handler', async () => {
  const { leave } = RoomsGateway.prototype;
  const mapping = 'websockets:message_mapping';
  const mapped: unknown = Reflect.getMetadata(mapping, leave);
  Reflect.deleteMetadata(mapping, leave);
  try {
    await expect(startChats(1)).rejects.toThrow('Commands without a handler: leave');
  } finally {
    Reflect.defineMetadata(mapping, mapped, leave);
  }
});
