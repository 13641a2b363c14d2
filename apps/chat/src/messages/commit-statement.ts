import { otherOf, peopleOf } from '../log/log-event.js';
import type { Entry } from './message-log.repository.js';

/** What a statement is told of each entry. */
interface Column {
  readonly name: string;
  readonly type: string;
  of(entry: Entry): unknown;
}

/** Of a message that is nothing but text in a room, as most are under load. */
const PLAIN: readonly Column[] = [
  { name: 'room_id', type: 'text', of: (entry) => entry.room },
  { name: 'user_id', type: 'int', of: (entry) => entry.userId },
  { name: 'content', type: 'text', of: (entry) => entry.content },
  { name: 'client_id', type: 'text', of: (entry) => entry.clientId },
  { name: 'named', type: 'bool', of: (entry) => entry.named },
  { name: 'digest', type: 'uuid', of: (entry) => entry.digest },
];

const RICH: readonly Column[] = [
  ...PLAIN,
  { name: 'type', type: 'text', of: (entry) => entry.type },
  { name: 'reply_to', type: 'bigint', of: (entry) => entry.replyTo },
  { name: 'mentions', type: 'text', of: (entry) => entry.mentions.join(',') },
  { name: 'media', type: 'text', of: (entry) => JSON.stringify(entry.media) },
  { name: 'to_user', type: 'int', of: recipientOf },
];

/** What differs between one entry and many of many rooms. */
interface Extent {
  readonly name: 'one' | 'many';
  input(columns: readonly Column[]): string;
  held(columns: readonly Column[], lock: string): string;
  /** The room that moves on to where an entry was placed. */
  readonly room: string;
  /** Of the entry's room, among those that are held. */
  readonly isHeld: string;
  readonly top: string;
  /** Among the entries of its room. */
  readonly nth: string;
  readonly isLast: string;
  readonly window: string;
}

/** Most of what a statement for many spends on one entry is the start of its plan: this one has nothing to sort or to count. */
const ONE: Extent = {
  name: 'one',
  input: (columns) => `SELECT ${columns.map(({ name, type }, i) => `$${i + 1}::${type} AS ${name}`).join(', ')}, 1 AS ord`,
  held: (_, lock) => `SELECT id, last_seq FROM rooms WHERE id = $1::text AND deleted_at IS NULL ${lock}`,
  room: '$1::text',
  isHeld: 'EXISTS (SELECT FROM locked)',
  top: '(SELECT last_seq FROM locked)',
  nth: '1',
  isLast: 'true',
  window: '',
};

/**
 * Nothing in it is joined, because how many rows an array has cannot be estimated: a join of entries and rooms compares
 * each with each, which was more than half of a send. The last seqs of the rooms that are held stand in one object.
 */
const MANY: Extent = {
  name: 'many',
  input(columns) {
    // Of an array in a subquery no length is seen, so the plan for any of them serves all.
    const [first, ...rest] = columns.map(({ type }, i) => `$${i + 1}::${type}[]`);
    return `SELECT * FROM unnest((SELECT ${first}), ${rest.join(', ')})
    WITH ORDINALITY AS t(${columns.map(({ name }) => name).join(', ')}, ord)`;
  },
  held: (columns, lock) => `SELECT id, last_seq FROM rooms
    WHERE id = ANY ((SELECT $${columns.length + 1}::text[])::text[]) AND deleted_at IS NULL ORDER BY id ${lock}
), tops AS MATERIALIZED (
  SELECT jsonb_object_agg(id, last_seq) AS seqs FROM locked`,
  room: 'p.room_id',
  isHeld: '(SELECT seqs FROM tops) ? i.room_id',
  top: '((SELECT seqs FROM tops) ->> i.room_id)::bigint',
  nth: 'row_number() OVER own',
  isLast: 'lead(true) OVER own IS NULL',
  window: 'WINDOW own AS (PARTITION BY i.room_id ORDER BY i.ord)',
};

const REPLY_AND_BLOCKS = `
    AND (i.reply_to IS NULL
      OR (SELECT 1 FROM messages m WHERE m.id = i.reply_to AND m.room_id = i.room_id AND m.deleted_at IS NULL LIMIT 1) IS NOT NULL)
    AND (i.to_user IS NULL OR (SELECT 1 FROM blocks b WHERE b.user_id = i.to_user AND b.blocked_id = i.user_id LIMIT 1) IS NULL)`;

/**
 * `locked` holds the rooms that are free, in the order of their ids, as they are now; `placed` leaves out what must not be
 * stored (known by its client id, sanctioned, replying to nothing, blocked) and counts on from each room's last seq, so seqs
 * are dense: an insert that fails rolls all of it back. A room moves on to its last entry. The answer is one row: the rooms
 * that were held, and of each entry that was placed its number (from 1), its id and its seq.
 *
 * What is looked up in a table stands in a subquery with a LIMIT: a join with client_ids reads the whole of it to place one
 * message.
 */
const textOf = (extent: Extent, columns: readonly Column[], lock: string): string => `
WITH input AS ${extent === MANY ? 'MATERIALIZED' : ''} (
  ${extent.input(columns)}
), locked AS MATERIALIZED (
  ${extent.held(columns, lock)}
), placed AS MATERIALIZED (
  SELECT i.*, ${extent.nth} AS nth, ${extent.isLast} AS is_last, ${extent.top} + ${extent.nth} AS seq, nextval('messages_id_seq') AS id
  FROM input i
  WHERE ${extent.isHeld}
    AND (SELECT 1 FROM client_ids c WHERE c.user_id = i.user_id AND c.client_id = i.client_id LIMIT 1) IS NULL
    AND (SELECT 1 FROM sanctions s WHERE s.user_id = i.user_id AND s.room_id = i.room_id AND s.lifted_at IS NULL AND s.kind <> 'kick'
      AND (s.until IS NULL OR s.until > now()) LIMIT 1) IS NULL
    ${columns === RICH ? REPLY_AND_BLOCKS : ''}
  ${extent.window}
), advanced AS (
  UPDATE rooms r SET last_seq = p.seq, message_count = r.message_count + p.nth, touched_at = CASE WHEN r.kind = 'direct' THEN now() END
  FROM placed p WHERE p.is_last AND r.id = ${extent.room}
), stored AS (
  INSERT INTO messages (id, room_id, seq, user_id, content, client_id, type ${columns === RICH ? ', reply_to, mentions, media' : ''})
  SELECT id, room_id, seq, user_id, content, CASE WHEN named THEN client_id END,
    ${columns === RICH ? "type, reply_to, string_to_array(mentions, ','), media::jsonb" : "'text'"} FROM placed
), remembered AS (
  INSERT INTO client_ids (user_id, client_id, digest, message_id, seq) SELECT user_id, client_id, digest, id, seq FROM placed
)
SELECT (SELECT array_to_json(array_agg(id)) FROM locked) AS rooms, now()::timestamptz(3) AS at,
  array_to_json(array_agg(ARRAY[ord, id, seq])) AS placed FROM placed`;

interface Prepared {
  readonly name: string;
  readonly text: string;
}

const statements = new Map<string, Prepared>();

function prepared(extent: Extent, columns: readonly Column[], wait: boolean): Prepared {
  const name = `commit-${extent.name}-${columns === RICH ? 'rich' : 'plain'}-${wait ? 'waiting' : 'passing'}`;
  let statement = statements.get(name);
  if (!statement) {
    statement = { name, text: textOf(extent, columns, wait ? 'FOR UPDATE' : 'FOR UPDATE SKIP LOCKED') };
    statements.set(name, statement);
  }
  return statement;
}

/** The statement that stores these, with its values. A room that is held by somebody else is passed over, or waited for. */
export function commitOf(entries: readonly Entry[], wait: boolean): Prepared & { values: unknown[] } {
  const columns = entries.every(isPlain) ? PLAIN : RICH;
  const [only] = entries;
  if (only && entries.length === 1) return { ...prepared(ONE, columns, wait), values: columns.map(({ of }) => of(only)) };
  const rooms = [...new Set(entries.map(({ room }) => room))];
  return { ...prepared(MANY, columns, wait), values: [...columns.map(({ of }) => entries.map(of)), rooms] };
}

function isPlain({ room, type, replyTo, mentions, media }: Entry): boolean {
  return type === 'text' && replyTo === null && mentions.length === 0 && media.length === 0 && !peopleOf(room);
}

/** To whom a direct message goes. */
function recipientOf({ room, userId }: Entry): number | null {
  const people = peopleOf(room);
  return people ? otherOf(people, userId) : null;
}
