import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Segment {
  name: string;
  seconds: number;
}

/** Samples that the AAC encoder emits before the sound; the edit list of `init.mp4` makes players skip them. */
const PRIMING_SAMPLES = 1_024;
/** A last segment that is shorter than this becomes part of the one before: players stall at tiny ones. */
const LEAST_SECONDS = 0.5;
/** Above every segment: six seconds, a frame, and a short end. */
const TARGET_SECONDS = 7;

export const segmentName = (at: number): string => `s${String(at).padStart(5, '0')}.m4s`;

/** The segments in a media playlist that ffmpeg wrote. */
export function readSegments(playlist: string): Segment[] {
  return [...playlist.matchAll(/^#EXTINF:([\d.]+),[^\n]*\n([a-z0-9_]+\.m4s)$/gm)].map(([, seconds, name]) => ({
    name: name ?? '',
    seconds: Number(seconds),
  }));
}

/** The segments with the lengths that a player hears. */
export function heard([first, ...others]: readonly Segment[], sampleRate: number, priming: number = PRIMING_SAMPLES): Segment[] {
  if (!first) return [];
  return [{ ...first, seconds: Math.max(0.001, first.seconds - priming / sampleRate) }, ...others];
}

/**
 * The segments that stay as they are while ffmpeg goes on: behind them so much is encoded that neither the length of the
 * last one nor a tiny one that becomes part of it can concern them.
 */
export async function settledSegments(folder: string, sampleRate: number, encodedSeconds: number): Promise<Segment[]> {
  const playlist = await readFile(join(folder, 'index.m3u8'), 'latin1').catch(() => ''); // not yet written
  let ends = 0;
  return heard(readSegments(playlist), sampleRate).filter(({ seconds }) => {
    ends += seconds;
    return ends + 2 * LEAST_SECONDS <= encodedSeconds;
  });
}

/** A playlist that grows until it has ended. RFC 8216, 6.2.1 then allows new lines only, so its type stays EVENT. */
export function mediaPlaylist(segments: readonly Segment[], ended: boolean): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${TARGET_SECONDS}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:EVENT',
    '#EXT-X-MAP:URI="init.mp4"',
    ...segments.flatMap(({ name, seconds }) => [`#EXTINF:${seconds.toFixed(6)},`, name]),
    ...(ended ? ['#EXT-X-ENDLIST'] : []),
    '',
  ].join('\n');
}

/**
 * Replaces the playlist of ffmpeg in a folder of one rendition: without the samples before the sound, with the length of
 * the decoded sound, and without a tiny last segment. Returns the segments.
 */
export async function finishPlaylist(folder: string, sampleRate: number, seconds: number, priming?: number): Promise<Segment[]> {
  const path = join(folder, 'index.m3u8');
  const segments = heard(readSegments(await readFile(path, 'latin1')), sampleRate, priming);
  const [previous, last] = segments.slice(-2);
  if (previous && last && last.seconds < LEAST_SECONDS) {
    await appendFile(join(folder, previous.name), await readFile(join(folder, last.name)));
    await rm(join(folder, last.name));
    segments.pop();
    previous.seconds += last.seconds;
  }
  setLength(segments, seconds);
  await writeFile(path, mediaPlaylist(segments, true));
  return segments;
}

/** The last frame is filled up with silence, which players cut off. */
function setLength(segments: readonly Segment[], seconds: number): void {
  const last = segments.at(-1);
  if (!last) return;
  const rest = seconds - segments.slice(0, -1).reduce((sum, segment) => sum + segment.seconds, 0);
  if (Math.abs(rest - last.seconds) < LEAST_SECONDS && rest > 0) last.seconds = rest;
}
