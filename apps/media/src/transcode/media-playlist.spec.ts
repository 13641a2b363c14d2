import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { finishPlaylist, mediaPlaylist, settledSegments } from './media-playlist.js';

const RATE = 44_100;
/** As ffmpeg writes it: the last segment is a tiny one. */
const WRITTEN = [6.013968, 5.990748, 6.013968, 0.123039];

test('a playlist that grows is the beginning of the final one, whenever it is read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playlist-'));
  const path = join(folder, 'index.m3u8');
  expect(await settledSegments(folder, RATE, 10)).toEqual([]);
  const grown: string[] = [];
  for (let count = 1; count <= WRITTEN.length; count++) {
    const segments = WRITTEN.slice(0, count).map((seconds, at) => ({ name: `s0000${at}.m4s`, seconds }));
    await writeFile(path, mediaPlaylist(segments, false));
    const encoded = segments.reduce((sum, { seconds }) => sum + seconds, 0);
    // Within the encoder's next second, and at its end.
    for (const ahead of [0, 0.123, 1.2]) {
      if (count === WRITTEN.length && ahead > 0) continue;
      if (count === WRITTEN.length - 1 && ahead > 0.2) continue; // the sound is not that long
      grown.push(mediaPlaylist(await settledSegments(folder, RATE, encoded + ahead), false));
    }
    for (let at = 0; at < count; at++) await writeFile(join(folder, `s0000${at}.m4s`), 'bytes');
  }
  await finishPlaylist(folder, RATE, 18.118);
  const final = await readFile(path, 'latin1');
  expect(grown.map((playlist) => playlist.match(/EXTINF/g)?.length ?? 0)).toEqual([0, 0, 1, 1, 1, 2, 2, 2, 2]);
  for (const playlist of grown.filter((each) => each.includes('EXTINF'))) expect(final.startsWith(playlist.trimEnd())).toBe(true);
  await rm(folder, { recursive: true });
});
