import { z } from 'zod';
import type { TestSystem } from '../test-system.js';
import type { Audience } from './audience.js';
import type { Listener } from './listener.js';

const Row = z.object({ room: z.string(), seq: z.number(), id: z.string(), content: z.string() });
type Row = z.infer<typeof Row>;

const PRINTED = 30;

/** Compares what every client has sent and received with the messages in Postgres. Returns what is wrong, shortened. */
export async function faultsOf(system: TestSystem, audience: Audience): Promise<string[]> {
  const rows = await storedMessages(system);
  const logs = new Map<string, Row[]>();
  for (const row of rows) {
    const log = logOf(row.content);
    logs.set(log, [...(logs.get(log) ?? []), row]);
  }
  const faults = [
    ...[...logs].flatMap(([log, stored]) => faultsOfLog(log, stored)),
    ...audience.listeners.flatMap((each) => faultsOfListener(each, logs).map((fault) => `${each.options.name}: ${fault}`)),
    ...audience.novaListeners.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`)),
  ];
  return faults.length > PRINTED ? [...faults.slice(0, PRINTED), `and ${faults.length - PRINTED} more`] : faults;
}

/** Clients that have not received the last message of a log. */
export function silentClients({ listeners }: Audience, tops: ReadonlyMap<string, number>): string[] {
  return listeners.flatMap(({ options, logs, views }) =>
    logs
      .map((log) => ({ log, upTo: views.get(log)?.upTo ?? 0, top: tops.get(log) ?? 0 }))
      .filter(({ upTo, top }) => upTo < top)
      .map(({ log, upTo, top }) => `${options.name} has ${log} up to ${upTo} of ${top}`),
  );
}

async function storedMessages(system: TestSystem): Promise<Row[]> {
  const rows = await system.database.query(
    `SELECT room_id AS room, seq::int AS seq, id::text AS id, content FROM chat.messages WHERE content LIKE '% sent-%' ORDER BY room_id, seq`,
  );
  return z.array(Row).parse(rows);
}

/** Each log is one room, and its positions have no gap. */
function faultsOfLog(log: string, stored: readonly Row[]): string[] {
  const rooms = new Set(stored.map(({ room }) => room));
  const gap = stored.findIndex(({ seq }, at) => seq !== at + 1);
  return [
    ...(rooms.size === 1 ? [] : [`${log} is in the rooms ${[...rooms].join(', ')}`]),
    ...(gap < 0 ? [] : [`${log} has no ${gap + 1} in Postgres`]),
  ];
}

function faultsOfListener({ faults, acked, received }: Listener, logs: ReadonlyMap<string, readonly Row[]>): string[] {
  const lost = acked.flatMap(({ sent, ack }) => {
    const row = logs.get(sent.log)?.[ack.seq - 1];
    const isStored = row?.id === ack.id && row.content === sent.content;
    return isStored ? [] : [`${sent.log} ${ack.seq} was acknowledged and is not in Postgres`];
  });
  const others = [...received].flatMap(([log, messages]) =>
    [...messages.values()].flatMap(({ seq, id, content }) => {
      const row = logs.get(log)?.[seq - 1];
      return row?.id === id && row.content === content ? [] : [`${log} ${seq} was received and is another message in Postgres`];
    }),
  );
  return [...faults, ...lost, ...others];
}

const logOf = (content: string): string => content.split(' ', 1)[0] ?? '';
