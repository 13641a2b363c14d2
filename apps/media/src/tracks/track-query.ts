import { type Caller, invalid, type ListTracks } from '@veza/contracts';
import { cappedCount, columnsOf, decodeCursor, encodeCursor, type Page, type SqlExecutor } from '@veza/database';
import { z } from 'zod';
import { heardByCaller } from './heard-tracks.js';
import { Track } from './track.entity.js';

export const TRACK_COLUMNS = columnsOf(Track);

/** Pages by number end where totals are no longer exact, because OFFSET reads all rows before it. */
const LAST_ROW = 10_000;
const MOST_WORDS = 8;
/** What everybody may play. */
export const PLAYED = 'is_public AND rendition_id IS NOT NULL';

/** Newest first, which is the descending order of the ids. Raw SQL: keyset pages and a search in folded columns. */
export async function readTrackPage(db: SqlExecutor, caller: Caller, query: ListTracks): Promise<Page<Track>> {
  const { page, limit, cursor } = query;
  const offset = cursor === undefined ? (page - 1) * limit : 0;
  if (offset >= LAST_ROW) throw invalid('page', 'Pages by number end at 10,000 rows: go on by cursor');
  const { where, values } = conditions(caller, query);
  const count = await cappedCount(db, `SELECT 1 FROM tracks WHERE ${where}`, values);
  const after = cursor === undefined ? [] : decodeCursor(cursor, z.tuple([z.int32()]));
  const seek = after.length > 0 ? ` AND id < $${values.length + 1}` : '';
  const rows = await db.query<Track>(
    `SELECT ${TRACK_COLUMNS} FROM tracks WHERE ${where}${seek} ORDER BY id DESC LIMIT ${limit + 1} OFFSET ${offset}`,
    [...values, ...after],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), ...count, page, limit, nextCursor: last ? encodeCursor([last.id]) : null };
}

/** Binds every value: no input of a client becomes SQL text. */
function conditions(caller: Caller, { search, artist, genre, uploader, tags }: ListTracks): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const all = [heardByCaller(caller, bind)];
  if (artist !== undefined) all.push(`fold(artist) = fold(${bind(artist)})`);
  if (genre !== undefined) all.push(`fold(genre) = fold(${bind(genre)})`);
  if (uploader !== undefined) all.push(`uploader_id = ${bind(uploader)}`);
  if (tags.length > 0) all.push(`tags @> ${bind(tags)}::text[]`);
  for (const word of wordsOf(search)) all.push(`search_text LIKE '%' || fold(${bind(word)}) || '%'`);
  return { where: all.join(' AND '), values };
}

function wordsOf(search = ''): string[] {
  const words = search.split(/\s+/).filter((word) => word !== '');
  return words.slice(0, MOST_WORDS).map((word) => word.replace(/[\\%_]/g, '\\$&'));
}
