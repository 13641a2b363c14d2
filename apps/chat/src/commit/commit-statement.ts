import { otherMember, directMembers } from '../protocol/log-event.js';
import type { Written } from './group-commit.js';
import type { Entry } from './entry.js';

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
  /** How the statement speaks of what it was told of an entry. */
  of(columns: readonly Column[], name: string): string;
  input(columns: readonly Column[]): string;
  held(columns: readonly Column[], lock: string): string;
  /** The seq of an entry, its number among those of its room, and whether it is the last of them. */
  readonly place: string;
  readonly candidates: string;
  readonly window: string;
  /** The room that moves on to where an entry was placed. */
  readonly room: string;
  readonly answer: string;
}

/**
 * Most of what a statement for many spends on one entry is the start of its plan: this one has nothing to sort or to count,
 * hands its values on to nobody, and answers a row of plain columns, or none when the room was not held.
 */
const ONE: Extent = {
  name: 'one',
  of(columns, name) {
    const at = columns.findIndex((column) => column.name === name);
    return `$${at + 1}::${columns[at]?.type}`;
  },
  input: () => '',
  held: (_, lock) => `SELECT id, last_seq FROM rooms WHERE id = $1::text AND deleted_at IS NULL ${lock}`,
  place: 'last_seq + 1 AS seq, 1 AS nth, true AS is_last',
  candidates: 'locked WHERE true',
  window: '',
  room: '$1::text',
  answer: 'SELECT l.id AS room, now()::timestamptz(3) AS at, p.id, p.seq FROM locked l LEFT JOIN placed p ON true',
};

/**
 * Nothing in it is joined, because how many rows an array has cannot be estimated: a join of entries and rooms compares
 * each with each, which was more than half of a send. The last seqs of the rooms that are held stand in one object.
 */
const MANY: Extent = {
  name: 'many',
  of: (_, name) => `i.${name}`,
  input(columns) {
    // Of an array in a subquery no length is seen, so the plan for any of them serves all.
    const [first, ...rest] = columns.map(({ type }, i) => `$${i + 1}::${type}[]`);
    return `input AS MATERIALIZED (
  SELECT * FROM unnest((SELECT ${first}), ${rest.join(', ')}) WITH ORDINALITY AS t(${columns.map(({ name }) => name).join(', ')}, ord)
), `;
  },
  held: (columns, lock) => `SELECT id, last_seq FROM rooms
    WHERE id = ANY ((SELECT $${columns.length + 1}::text[])::text[]) AND deleted_at IS NULL ORDER BY id ${lock}
), tops AS MATERIALIZED (
  SELECT jsonb_object_agg(id, last_seq) AS seqs FROM locked`,
  place: `i.*, ((SELECT seqs FROM tops) ->> i.room_id)::bigint + row_number() OVER own AS seq, row_number() OVER own AS nth,
    lead(true) OVER own IS NULL AS is_last`,
  candidates: 'input i WHERE (SELECT seqs FROM tops) ? i.room_id',
  window: 'WINDOW own AS (PARTITION BY i.room_id ORDER BY i.ord)',
  room: 'p.room_id',
  answer: `SELECT (SELECT array_to_json(array_agg(id)) FROM locked) AS rooms, now()::timestamptz(3) AS at,
  array_to_json(array_agg(ARRAY[ord, id, seq])) AS placed FROM placed`,
};

type Of = (name: string) => string;

const replyAndBlocks = (of: Of): string => `
    AND (${of('reply_to')} IS NULL OR (
      SELECT 1 FROM messages m WHERE m.id = ${of('reply_to')} AND m.room_id = ${of('room_id')} AND m.deleted_at IS NULL LIMIT 1) IS NOT NULL)
    AND (${of('to_user')} IS NULL OR (
      SELECT 1 FROM blocks b WHERE b.user_id = ${of('to_user')} AND b.blocked_id = ${of('user_id')} LIMIT 1) IS NULL)`;

/**
 * `locked` holds the rooms that are free, in the order of their ids, as they are now; `placed` leaves out what must not be
 * stored (known by its client id, sanctioned, replying to nothing, blocked) and counts on from each room's last seq, so seqs
 * are dense: an insert that fails rolls all of it back. A room moves on to its last entry. The answer tells the rooms that
 * were held, and of each entry that was placed its number (from 1), its id and its seq.
 *
 * What is looked up in a table stands in a subquery with a LIMIT: a join with client_ids reads the whole of it to place one
 * message.
 */
function textOf(extent: Extent, columns: readonly Column[], lock: string): string {
  const of: Of = (name) => extent.of(columns, name);
  const isRich = columns === RICH;
  return `
WITH ${extent.input(columns)}locked AS MATERIALIZED (
  ${extent.held(columns, lock)}
), placed AS MATERIALIZED (
  SELECT ${extent.place}, nextval('messages_id_seq') AS id
  FROM ${extent.candidates}
    AND (SELECT 1 FROM client_ids c WHERE c.user_id = ${of('user_id')} AND c.client_id = ${of('client_id')} LIMIT 1) IS NULL
    AND (SELECT 1 FROM sanctions s WHERE s.user_id = ${of('user_id')} AND s.room_id = ${of('room_id')} AND s.lifted_at IS NULL
      AND s.kind <> 'kick' AND (s.until IS NULL OR s.until > now()) LIMIT 1) IS NULL
    ${isRich ? replyAndBlocks(of) : ''}
  ${extent.window}
), advanced AS (
  UPDATE rooms r SET last_seq = p.seq, message_count = r.message_count + p.nth, touched_at = CASE WHEN r.kind = 'direct' THEN now() END
  FROM placed p WHERE p.is_last AND r.id = ${extent.room}
), stored AS (
  INSERT INTO messages (id, room_id, seq, user_id, content, client_id, type ${isRich ? ', reply_to, mentions, media' : ''})
  SELECT id, ${of('room_id')}, seq, ${of('user_id')}, ${of('content')}, CASE WHEN ${of('named')} THEN ${of('client_id')} END,
    ${isRich ? `${of('type')}, ${of('reply_to')}, string_to_array(${of('mentions')}, ','), ${of('media')}::jsonb` : "'text'"} FROM placed i
), remembered AS (
  INSERT INTO client_ids (user_id, client_id, digest, message_id, seq)
  SELECT ${of('user_id')}, ${of('client_id')}, ${of('digest')}, id, seq FROM placed i
)
${extent.answer}`;
}

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

/** What was committed: the row of a statement for one, when its room was held, or of one for many. */
export type CommitRow =
  | { room: string; at: Date; id: string | null; seq: string | null }
  | { rooms: string[] | null; at: Date; placed: [ord: number, id: number, seq: number][] | null };

export function writtenOf([row]: readonly CommitRow[]): Written {
  if (!row) return { placed: new Map(), rooms: new Set() };
  const at = row.at.getTime();
  if ('rooms' in row) {
    return { placed: new Map(row.placed?.map(([ord, id, seq]) => [ord - 1, { id, seq, at }])), rooms: new Set(row.rooms) };
  }
  const { room, id, seq } = row;
  return { placed: new Map(id === null ? [] : [[0, { id: Number(id), seq: Number(seq), at }]]), rooms: new Set([room]) };
}

function isPlain({ room, type, replyTo, mentions, media }: Entry): boolean {
  return type === 'text' && replyTo === null && mentions.length === 0 && media.length === 0 && !directMembers(room);
}

/** To whom a direct message goes. */
function recipientOf({ room, userId }: Entry): number | null {
  const people = directMembers(room);
  return people ? otherMember(people, userId) : null;
}
