import type { Track } from '@veza/sdk';
import { frameWith } from '../../player/frame.js';

const FRAME_HEIGHT = 152;

/** Where a link begins: `#t=83`, or `?t=83` where a program has dropped what follows the address; 0 without one. */
export function secondOf({ hash, searchStr }: { hash: string; searchStr: string }, { duration_seconds }: Track): number {
  const given = new URLSearchParams(hash).get('t') ?? new URLSearchParams(searchStr).get('t') ?? '';
  const seconds = Number(/^"?(\d{1,6})"?$/.exec(given)?.[1] ?? 0);
  return seconds < duration_seconds ? seconds : 0;
}

/** The address that others open, at a second. */
export const linkTo = ({ id }: Track, second: number): string =>
  `${location.origin}/app/tracks/${id}${second > 0 ? `#t=${second}` : ''}`;

/** A frame for the page of another site. */
export const frameOf = ({ id, title }: Track, second: number): string =>
  frameWith({ path: `/embed/tracks/${id}${second > 0 ? `#t=${second}` : ''}`, title, height: FRAME_HEIGHT });
