import { hash } from 'node:crypto';
import type pg from 'pg';
import { built } from '../measure/services.js';

/** A message as the chat stores it. The type is repeated here, because an app exports nothing. */
interface Entry {
  room: string;
  userId: number;
  username: string;
  type: 'text';
  content: string;
  replyTo: null;
  mentions: string[];
  media: never[];
  clientId: string;
  named: boolean;
  digest: string;
}

type Write = (entries: readonly Entry[], wait: boolean) => Promise<{ placed: ReadonlyMap<number, unknown> }>;

interface MessageLog {
  MessageLogRepository: new (database: { prepared(name: string, text: string, values: unknown[]): Promise<unknown[]> }) => {
    write: Write;
  };
}

interface Commits {
  GroupCommit: new (writer: { write: Write; committed(): void }) => { add(entry: Entry): Promise<unknown> };
}

export const ROOMS = 200;
/** As large as the chat's pool. */
export const CONNECTIONS = 10;
const CONTENT = 'x'.repeat(200);

/** The SQL of a send by the built code of the chat: batched, or one statement per message. */
export interface SendPath {
  gathered(lane: number): Promise<void>;
  alone(lane: number): Promise<void>;
}

export async function loadSendPath(pool: pg.Pool): Promise<SendPath> {
  const { MessageLogRepository }: MessageLog = await import(built('chat', 'commit/message-log.repository.js'));
  const { GroupCommit }: Commits = await import(built('chat', 'commit/group-commit.js'));
  const log = new MessageLogRepository({
    prepared: async (name, text, values) => (await pool.query({ name, text, values })).rows,
  });
  const commits = new GroupCommit({ write: (entries, wait) => log.write(entries, wait), committed: () => undefined });
  let sent = 0;
  const entryOf = (lane: number): Entry => {
    const clientId = `${process.pid}-${++sent}`;
    return {
      room: roomOf(lane),
      userId: lane + 1,
      username: 'sender',
      type: 'text',
      content: CONTENT,
      replyTo: null,
      mentions: [],
      media: [],
      clientId,
      named: true,
      digest: hash('md5', clientId),
    };
  };
  return {
    async gathered(lane) {
      if (!(await commits.add(entryOf(lane)))) throw new Error('A message was not stored');
    },
    async alone(lane) {
      const { placed } = await log.write([entryOf(lane)], true);
      if (placed.size !== 1) throw new Error('A message was not stored');
    },
  };
}

const roomOf = (lane: number): string => `bench-${lane % ROOMS}`;

/** The rooms of the send path, and a table for the peer with a unique client id and an index for reads. */
export const TABLES = `
INSERT INTO chat.rooms (id, kind, name) SELECT 'bench-' || n, 'public', 'bench ' || n FROM generate_series(0, ${ROOMS - 1}) n;
CREATE TABLE plain_messages (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room integer NOT NULL,
  seq bigint NOT NULL,
  sender text NOT NULL,
  client_id text NOT NULL,
  content text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (sender, client_id)
);
CREATE INDEX ON plain_messages (room, seq)`;

/** One INSERT per message: durable, and neither ordered nor dense. */
export function inserts(pool: pg.Pool): (lane: number) => Promise<void> {
  let sent = 0;
  const text = 'INSERT INTO plain_messages (room, seq, sender, client_id, content) VALUES ($1, $2, $3, $4, $5) RETURNING id';
  return async (lane) => {
    sent += 1;
    await pool.query({ name: 'insert', text, values: [lane % ROOMS, sent, String(lane), `${process.pid}-${sent}`, CONTENT] });
  };
}

/** Rooms whose log has a hole or whose last seq is not that of their log; there must be none. */
export const BROKEN = `
SELECT r.id FROM chat.rooms r LEFT JOIN chat.room_events e ON e.room_id = r.id
GROUP BY r.id HAVING count(e.seq) <> r.last_seq OR coalesce(max(e.seq), 0) <> r.last_seq`;
