import type { Caller } from '@veza/contracts';
import { isOwnerOrAdmin } from '@veza/platform';
import type { Track } from './track.entity.js';

/** Who hears a track: everybody a public one; its uploader, administrators and the system also a private one. */
export const mayHear = (caller: Caller, { isPublic, uploaderId }: Pick<Track, 'isPublic' | 'uploaderId'>): boolean =>
  isPublic || isOwnerOrAdmin(caller, uploaderId);

/** The reader of rows: its id, and whether it sees everything. */
export function readerOf(caller: Caller): { userId: number | null; seesAll: boolean } {
  const seesAll = caller.kind === 'system' || (caller.kind === 'user' && caller.role === 'admin');
  return { userId: caller.kind === 'user' ? caller.userId : null, seesAll };
}

/** SQL of the same, of the tracks `t`, for a reader that is two parameters. */
export const heardBy = (userId: string, seesAll: string): string =>
  `(t.is_public OR t.uploader_id = ${userId}::integer OR ${seesAll}::boolean)`;

/** SQL of the same for one caller, of `tracks`: without a condition that it does not need, so that the narrowest index serves it. */
export function heardByCaller(caller: Caller, bind: (value: unknown) => string): string {
  const { userId, seesAll } = readerOf(caller);
  if (seesAll) return 'true';
  return userId === null ? 'is_public' : `(is_public OR uploader_id = ${bind(userId)})`;
}
